"""Every ready-made query: header, terms, order, and golden rows on the small shop.

A case whose name ends in ``.zh`` asks the same query again, about Chinese.

``MKGRDF_GOLDEN=write`` writes the golden files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml
from pyoxigraph import NamedNode, RdfFormat, Store

from mkgrdf.errors import QueryError
from mkgrdf.iris import Iris
from mkgrdf.queries import Query, Value, all_queries, bind, load_query, run
from mkgrdf.resources import resource
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, PREFIXES, declared_terms

FOLDER = Path(__file__).parent
CASES: dict[str, dict[str, Value]] = yaml.safe_load((FOLDER / "cases.yaml").read_text(encoding="utf-8"))
GROUPS = ("assistant", "browse", "check", "concepts", "recommend", "script")
QUERIES = all_queries()
CHECKS = sorted(name for name in CASES if name.startswith("check/"))


def query_of(case: str) -> str:
    return case.removesuffix(".zh")


def answer(name: str, store: EmbeddedStore, iris: Iris) -> list[str]:
    """Return the lines of the golden file: the columns, then the rows; or the triples; or the truth value."""
    result = run(load_query(query_of(name)), store, CASES[name], iris=iris)
    if isinstance(result, bool):
        return [str(result).lower()]
    if isinstance(result, tuple):
        return sorted({str(triple) for triple in result})
    rows = ["\t".join("" if term is None else str(term) for term in row) for row in result.rows]
    return ["\t".join(f"?{column}" for column in result.columns), *rows]


def test_every_query_has_its_case() -> None:
    """No query is without golden rows, no case without a query, and none of the groups is empty."""
    ours = {query.name for query in QUERIES if query.name.split("/")[0] in GROUPS}
    assert ours == {query_of(name) for name in CASES}
    assert {query_of(name) for name in CASES if name.endswith(".zh")} <= set(CASES)
    assert len(ours) == 53
    assert len(CHECKS) == 7
    for group in GROUPS:
        assert sum(name.startswith(f"{group}/") for name in ours) >= 4, group


@pytest.mark.parametrize("name", sorted(CASES))
def test_golden_rows(name: str, request: pytest.FixtureRequest, small_iris: Iris) -> None:
    """The answer is the golden one, with at least one row: on the small shop, for a check on the bad one.

    What is asked about concepts is asked of the small shop after mining.
    """
    shop = {"check": "bad_shop", "concepts": "mined_shop"}.get(name.split("/", maxsplit=1)[0], "small_shop")
    lines = answer(name, request.getfixturevalue(shop), small_iris)
    golden = FOLDER / "golden" / f"{name}.tsv"
    if os.environ.get("MKGRDF_GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert lines == golden.read_text(encoding="utf-8").splitlines()
    assert len(lines) > (load_query(query_of(name)).form == "select")


@pytest.mark.parametrize("name", CHECKS)
def test_checks_are_silent_on_good_data(name: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """A check returns no row on a graph that is right."""
    lines = answer(name, small_shop, small_iris)
    assert lines[1:] == [] or lines == ["false"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_header_is_complete(query: Query) -> None:
    """Each query says in both languages what it is for, and describes each parameter and column."""
    assert [language for language, _ in query.summary] == ["en", "zh"]
    assert all(words.strip() for _, words in query.summary)
    assert re.search("[\u4e00-\u9fff]", dict(query.summary)["zh"])
    for column in query.columns:
        assert column.description not in ("", "None"), f"{query.name}: column {column.name}"


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_order_is_total(query: Query) -> None:
    """Each select orders its rows, ours by every column (with groups: every key), so that no two rows tie."""
    if query.form != "select":
        return
    _, found, order = query.text.rpartition("ORDER BY")
    assert found, f"{query.name} has no ORDER BY"
    if query.name.split("/")[0] in GROUPS and "HAVING" not in query.text:  # with HAVING alone there is one row
        grouped = re.findall(r"^GROUP BY (.*)$", query.text, re.MULTILINE)
        keys = set(re.findall(r"\?(\w+)", grouped[-1])) if grouped else {column.name for column in query.columns}
        assert keys <= set(re.findall(r"\?(\w+)", order)), query.name


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_terms_are_declared(query: Query) -> None:
    """A query uses only terms that the ontology declares, and only the prefixes that it declares itself."""
    declared = dict(re.findall(r"^PREFIX (\w+): <([^>]*)>$", query.text, re.MULTILINE))
    body = re.sub(r'<[^<>\s]*>|"[^"\n]*"|#[^\n]*', " ", query.text)
    used = re.findall(r"(?<![\w:])([a-z]+):(\w+)", body)
    for prefix, local in used:
        assert declared.get(prefix) == PREFIXES[prefix]
        if prefix == "mkg":
            assert MKG[local] in declared_terms(), f"{query.name}: mkg:{local}"
    assert set(declared) == {prefix for prefix, _ in used}, f"{query.name} declares a prefix that it does not use"


def test_claim_check_knows_every_claimed_property() -> None:
    """The check for edges without claim looks at exactly the properties that the ontology marks."""
    ontology = Store()
    ontology.load(path=str(resource("ontology", "mkg.ttl")), format=RdfFormat.TURTLE)
    marked = {
        quad.subject.value
        for quad in ontology.quads_for_pattern(None, MKG.requiresClaim, None)
        if isinstance(quad.subject, NamedNode)
    }
    listed = re.search(r"VALUES \?predicate \{(.*?)\}", load_query("check/edges-without-claim").text, re.DOTALL)
    assert listed is not None
    assert {MKG[name].value for name in re.findall(r"mkg:(\w+)", listed[1])} == marked
    assert len(marked) >= 12


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_optional_parameters_may_be_left_out(query: Query, small_shop: EmbeddedStore) -> None:
    """Bound with the required parameters alone, each query runs."""
    plain: dict[str, Value] = {"iri": "urn:x", "string": "x", "lang": "en", "integer": 1, "decimal": "0.5"}
    values = {parameter.name: plain[parameter.type] for parameter in query.parameters if parameter.required}
    assert "$" not in bind(query, values)
    run(query, small_shop, values)


@pytest.mark.parametrize("shop", ["small_shop", "mined_shop"])
def test_the_small_shop_conforms(shop: str, request: pytest.FixtureRequest) -> None:
    """The graph that the golden rows come from is right itself, but for a mug without picture."""
    from mkgrdf.shacl.gate import Gate

    report = Gate().check(list(request.getfixturevalue(shop).quads()))
    assert report.conforms, [violation.shape for violation in report.violations]
    assert [violation.shape.rpartition("#")[2] for violation in report.violations] == ["Product-image-missing"]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_no_limit_or_offset_may_be_negative(query: Query) -> None:
    """SPARQL has no negative LIMIT; the message names the parameter, not a place in the text."""
    for parameter in query.parameters:
        if parameter.type == "integer" and parameter.name in ("limit", "offset"):
            assert parameter.minimum == 0
            values: dict[str, Value] = {item.name: "urn:x" for item in query.parameters if item.required}
            with pytest.raises(QueryError, match=rf"{parameter.name} = -1; expected an integer of at least 0"):
                bind(query, {**values, parameter.name: -1})
