"""Binding: values become terms, and no value can change the query."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from mkgrdf.errors import QueryError
from mkgrdf.iris import Iris
from mkgrdf.queries import Query, bind, load_query, nodes, parse_query, run, select
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import XSD


def query_of(type_: str, **more: str) -> Query:
    """Return a query that gives its one parameter back, with strings, comments and IRIs around it."""
    fields = "".join(f", {key}: {value}" for key, value in more.items())
    return parse_query(
        f"#+ summary: Echo.\n#+ columns: {{echo: The value.}}\n"
        f"#+ parameters: {{p: {{type: {type_}, description: A value.{fields}}}}}\n"
        "SELECT ?echo WHERE { # $p\n"
        "  { SELECT ?echo (COUNT(*) AS ?n) WHERE {\n"
        '      BIND($p AS ?echo) FILTER(\'$p\' != """$p""" || <urn:$p> != 1)\n'
        "    } GROUP BY ?echo }\n"
        "} ORDER BY ?echo\n",
        "echo",
    )


def echo(sparql: str) -> object:
    """Return the only value that the query gives."""
    answer = Store().query(sparql)
    assert isinstance(answer, QuerySolutions)
    rows = list(answer)
    assert len(rows) == 1
    return rows[0]["echo"]


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    """A string is one literal whatever it holds: quotes, braces, backslashes, line ends, other scripts."""
    assert echo(bind(query_of("string"), {"p": text})) == Literal(text)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_an_iri_or_is_refused(text: str) -> None:
    """What is given for an IRI is that IRI, or an error; never something else."""
    given_iri = f"http://example.org/{text}"
    try:
        sparql = bind(query_of("iri"), {"p": given_iri})
    except QueryError:
        return
    assert echo(sparql) == NamedNode(given_iri)


@pytest.mark.parametrize("text", ["a> } DROP ALL #", "a b", 'a"', "a\nb", "a{}", "a|b", "a^b", "a`b", "a\\u003E"])
def test_an_iri_with_a_forbidden_character_is_refused(text: str) -> None:
    """Characters that could end an IRI early do not get into the query."""
    with pytest.raises(QueryError, match="expected an IRI"):
        bind(query_of("iri"), {"p": f"http://example.org/{text}"})


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_decimals_keep_their_value(number: Decimal) -> None:
    """A decimal is an xsd:decimal of the same value, also when it is given as text."""
    for value in (number, str(number)):
        found = echo(bind(query_of("decimal"), {"p": value}))
        assert isinstance(found, Literal)
        assert found.datatype == XSD.decimal
        assert Decimal(found.value) == number


@given(st.integers(-(10**17), 10**17))
def test_integers_are_bare_numbers(number: int) -> None:
    """An integer is written without quotes, since LIMIT takes nothing else."""
    found = echo(bind(query_of("integer"), {"p": number}))
    assert found == Literal(str(number), datatype=XSD.integer)


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "1e3"),
        ("integer", True),
        ("integer", "1 } #"),
        ("decimal", "NaN"),
        ("decimal", 0.5),
        ("decimal", "x"),
        ("lang", "en'"),
        ("lang", "english_"),
        ("string", 5),
        ("string", "\ud800"),
        ("string", NamedNode("http://example.org/")),
        ("iri", "no-scheme"),
        ("iri", 5),
        ("iri", ""),
    ],
)
def test_a_value_of_another_type_is_refused(type_: str, value: Any) -> None:
    """The error says what was given and what was expected."""
    with pytest.raises(QueryError, match=r"echo: p = .*; expected "):
        bind(query_of(type_), {"p": value})


def test_language_tags_are_folded() -> None:
    """Stores fold tags to lower case, so a parameter does too."""
    assert echo(bind(query_of("lang"), {"p": "zh-CN"})) == Literal("zh-cn")


def test_bare_ids_are_minted(small_iris: Iris) -> None:
    """With the project's base, an id stands for its IRI, a category for its path; terms and prefixes are known."""
    assert echo(bind(query_of("iri", kind="product"), {"p": "24 MB/01"}, iris=small_iris)) == small_iris.node(
        "product", "24 MB/01"
    )
    assert echo(bind(query_of("iri", kind="category"), {"p": "护肤/面霜"}, iris=small_iris)) == small_iris.node(
        "category", "护肤", "面霜"
    )
    term = "https://w3id.org/mkgrdf/ontology#Usage"
    assert echo(bind(query_of("iri", kind="term"), {"p": "Usage"})) == NamedNode(term)
    assert echo(bind(query_of("iri"), {"p": "mkg:Usage"})) == NamedNode(term)
    with pytest.raises(QueryError, match="or the id of a product where the base IRI is known"):
        bind(query_of("iri", kind="product"), {"p": "24-MB01"})


@pytest.mark.parametrize(
    ("kind", "text", "node"),
    [
        ("product", "product/cream", ("product", "cream")),
        ("product", "concept/long-flight", ("concept", "long-flight")),
        ("category", "category/Skin care/Cream", ("category", "Skin care", "Cream")),
        ("product", "offer/cream/2", ("offer", "cream", "2")),
        ("product", "24-MB/01", ("product", "24-MB/01")),
        ("product", "product/", ("product", "product/")),
    ],
)
def test_an_id_may_have_its_kind_in_front(kind: str, text: str, node: tuple[str, ...], small_iris: Iris) -> None:
    """As it stands in the IRI; what is no kind is a part of the id."""
    assert echo(bind(query_of("iri", kind=kind), {"p": text}, iris=small_iris)) == small_iris.node(*node)


def test_the_nodes_that_values_name(small_iris: Iris) -> None:
    """Nodes by parameter; terms of the ontology and parameters without value are none."""
    query = load_query("assistant/evidence")
    found = nodes(query, {"subject": "cream", "predicate": "satisfies"}, iris=small_iris)
    assert found == {"subject": small_iris.product("cream")}


def test_missing_and_surplus_parameters_are_named() -> None:
    """The error lists what the query takes."""
    with pytest.raises(QueryError, match=r"echo needs the parameter p; it takes p \(string, required\)"):
        bind(query_of("string"), {})
    with pytest.raises(QueryError, match=r"echo has no parameter q; it takes p \(string, required\)"):
        bind(query_of("string"), {"p": "x", "q": "y"})


def test_an_optional_parameter_without_value_means_any(small_shop: EmbeddedStore) -> None:
    """Left out, a parameter matches everything; given, it narrows."""
    everything = list(select(small_shop, "browse/concepts"))
    scenes = list(select(small_shop, "browse/concepts", kind="Scene"))
    assert 0 < len(scenes) < len(everything)
    assert "?p" in bind(query_of("string", required="false"), {})


def test_columns_must_be_those_of_the_header(small_shop: EmbeddedStore) -> None:
    """A header that names other columns than the result has is found out when the query runs."""
    query = parse_query("#+ summary: a\n#+ columns: {b: c}\nSELECT ?a WHERE { ?a a ?c } ORDER BY ?a", "x")
    with pytest.raises(QueryError, match=r"x returns the columns \('a',\), its header names \('b',\)"):
        run(query, small_shop, {})


def test_select_gives_rows_by_column(small_shop: EmbeddedStore) -> None:
    """``select`` yields mappings, and refuses what has no rows."""
    row = next(select(small_shop, "assistant/product-by-sku", sku="cream"))
    assert row["product"] == NamedNode("https://example.org/shop/product/cream")
    with pytest.raises(QueryError, match="is an ask, which has no rows"):
        list(select(small_shop, "check/graph-is-empty"))
