"""`mkgrdf query`: ready-made queries with their parameters, and queries from a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from mkgrdf.queries import all_queries
from tests.building import command
from tests.cli.conftest import Shop

MAT = "https://example.org/shop/product/mat"


def written(shop: Shop, text: str | bytes) -> Path:
    file = shop.folder / "my.rq"
    file.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return file


def test_list_names_every_query(shop: Shop) -> None:
    """Each ready-made query with its parameters, those that may be left out in brackets."""
    lines = [line.split("\t") for line in command("query", "--list").stdout.splitlines()]
    assert [line[0] for line in lines[1:]] == [query.name for query in all_queries()]
    by_name = {line[0]: line for line in lines}
    assert by_name["script/facts"][1] == "--product [--language]"
    assert all(line[2] for line in lines)
    listed = json.loads(command("query", "--list", "--json").stdout)
    assert {query["name"] for query in listed} == set(by_name) - {"query"}
    assert all(query["summary"]["en"] and query["summary"]["zh"] for query in listed)


def test_table_csv_and_json_have_the_same_rows(shop: Shop) -> None:
    """The same three products, in each form, with Chinese readable."""
    words = ("query", "browse/products", "--language", "zh")
    table = [line.split("\t") for line in command(*words).stdout.splitlines()]
    rows = list(csv.reader(io.StringIO(command(*words, "--format", "csv").stdout)))
    found = json.loads(command(*words, "--format", "json").stdout)
    assert table == rows
    assert table[0] == ["product", "name", "sku", "group"]
    assert [row[1] for row in rows[1:]] == [row["name"]["value"] for row in found] == ["日用包", "随行杯", "防滑瑜伽垫"]
    assert found[2]["product"] == {"type": "uri", "value": MAT}
    assert found[2]["name"] == {"type": "literal", "value": "防滑瑜伽垫", "xml:lang": "zh"}
    assert "group" not in found[2]


def test_a_node_is_named_by_id_or_iri(shop: Shop) -> None:
    """`--product mat` and `--product=IRI` ask the same."""
    by_id = command("query", "browse/product", "--product", "mat").stdout
    assert command("query", "browse/product", f"--product={MAT}").stdout == by_id
    assert "Grip Yoga Mat" in by_id


def test_a_node_that_nothing_is_said_about(shop: Shop) -> None:
    """No rows is an answer, but the hint tells it from a slip; a known node has no hint, even without rows."""
    result = command("query", "script/facts", "--product", "nope")
    assert len(result.stdout.splitlines()) == 1
    assert "--product: the graph says nothing about https://example.org/shop/product/nope" in result.stderr
    assert "browse/products" in result.stderr
    assert "imported?" in command("query", "browse/provenance", "--node", "document/nope").stderr
    assert command("query", "script/suits", "--product", "cup").stderr == ""
    assert command("query", "script/sentences", "--product", "mat", "--kind", "Usage").stderr == ""


def test_an_id_may_have_its_kind_in_front(shop: Shop) -> None:
    """`product/mat` is the end of the IRI, and as good as `mat`; another kind's is that kind's node."""
    by_id = command("query", "browse/product", "--product", "mat").stdout
    assert command("query", "browse/product", "--product", "product/mat").stdout == by_id
    assert "stay dry" in command("query", "browse/neighbourhood", "--node", "concept/stay-dry").stdout


def test_a_construct_is_turtle(shop: Shop) -> None:
    """Triples are printed as Turtle; as CSV they are rows of three."""
    said = command("query", "browse/neighbourhood", "--node", "mat").stdout
    triples = {str(quad.triple) for quad in parse(said, format=RdfFormat.TURTLE)}
    assert any(MAT in triple for triple in triples)
    assert command("query", "browse/neighbourhood", "--node", "mat", "--format", "turtle").stdout == said
    rows = list(
        csv.reader(io.StringIO(command("query", "browse/neighbourhood", "--node", "mat", "--format", "csv").stdout))
    )
    assert rows[0] == ["subject", "predicate", "object"]
    assert len(rows) == len(triples) + 1


def test_an_ask_is_true_or_false(shop: Shop) -> None:
    """In words, and as JSON."""
    assert command("query", "check/graph-is-empty").stdout == "false\n"
    assert json.loads(command("query", "check/graph-is-empty", "--json").stdout) == {"boolean": False}


def test_rows_are_not_turtle(shop: Shop) -> None:
    """A SELECT has no triples; the message names the forms that it has."""
    assert "table, csv or json" in command("query", "browse/products", "--format", "turtle", code=2).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("browse/produkt",), "did you mean browse/product"),
        (("no/such/thing",), "mkgrdf query --list"),
        (("browse/product",), "needs the parameter product; it takes product (iri, required)"),
        (("browse/product", "--product", "mat", "--colour", "red"), "no parameter colour; it takes product"),
        (("browse/product", "--product"), "--product needs a value"),
        (("browse/product", "mat"), "unexpected argument 'mat'"),
        (("browse/products", "--limit", "many"), "limit = 'many'; expected an integer"),
        (("browse/products", "--limit", "-1"), "limit = '-1'; expected an integer of at least 0"),
        (("browse/products", "--language", "中文"), "expected a language tag"),
        (("script/sentences", "--product", "mat", "--kind", "a b"), "expected an IRI, or the name of a term"),
        (("script/sentences", "--product", "mat", "--kind", "Seling"), "expected an IRI, or the name of a term"),
        (("--product", "mat", "browse/product"), "give the name of a query, its parameters after it"),
        ((), "give the name of a query, its parameters after it; or --file, or --list"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_slips_are_named(shop: Shop, words: tuple[str, ...], said: str) -> None:
    """A wrong name or parameter is a matter of usage: exit 2, with what would be right."""
    result = command("query", *words, code=2)
    assert said in result.stderr
    assert result.stdout == ""


def test_a_value_cannot_change_the_query(shop: Shop) -> None:
    """What looks like SPARQL in a value is a text, or refused."""
    assert command("query", "assistant/product-by-sku", "--sku", 'x" } #').stdout.splitlines()[1:] == []
    command("query", "browse/product", "--product", f"{MAT}> ?p ?o }} #", code=2)


def test_select_from_a_file(shop: Shop) -> None:
    """A query of one's own sees the union of all graphs; a byte-order mark does no harm."""
    text = "PREFIX s: <https://schema.org/>\nSELECT ?sku WHERE { ?product s:sku ?sku } ORDER BY ?sku"
    assert command("query", "--file", written(shop, text)).stdout == "sku\nbag\ncup\nmat\n"
    assert command("query", "--file", written(shop, b"\xef\xbb\xbf" + text.encode())).stdout == "sku\nbag\ncup\nmat\n"


def test_ask_construct_and_describe_from_a_file(shop: Shop) -> None:
    """Each form is printed as it is for a ready-made query."""
    assert command("query", "--file", written(shop, f"ASK {{ <{MAT}> ?p ?o }}")).stdout == "true\n"
    construct = command("query", "--file", written(shop, f"CONSTRUCT WHERE {{ <{MAT}> ?p ?o }}")).stdout
    assert "schema:sku" in construct
    assert "schema:sku" in command("query", "--file", written(shop, f"DESCRIBE <{MAT}>")).stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("DELETE WHERE { ?s ?p ?o }", "is an update (DELETE)"),
        ("SELECT ?s WHERE { ?s a }", "not valid SPARQL"),
        ("# nothing", "not a SPARQL query"),
        ('SELECT ?s { ?s ?p "é" }'.encode("latin-1"), "not UTF-8"),
    ],
)
def test_a_file_that_is_refused(shop: Shop, text: str | bytes, said: str) -> None:
    """The message is about the query as it is, and names its file."""
    before = shop.quads()
    stderr = command("query", "--file", written(shop, text), code=2).stderr
    assert said in stderr
    assert "my.rq" in stderr
    assert shop.quads() == before


def test_a_query_from_a_file_takes_no_parameters(shop: Shop) -> None:
    """Neither a name nor parameters go with --file."""
    file = written(shop, "ASK {}")
    assert "takes no parameters" in command("query", "--file", file, "--product", "mat", code=2).stderr
    assert "browse/products" in command("query", "browse/products", "--file", file, code=2).stderr
