"""Validation of files and stores, as the command line runs it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from mkgrdf.errors import CatalogError
from mkgrdf.records import Origin
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.shacl.validation import validate_paths, validate_store
from mkgrdf.shacl.writers import as_text
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG

Turtle = Callable[[str], list[Triple]]

BROKEN = """\
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/shop/> .

ex:offer a mkg:Offer ;
    schema:priceCurrency "USD" ;
    schema:price "cheap"^^xsd:decimal .

ex:brand a mkg:Brnd ;
    schema:name "Acme" .
"""


def test_broken_data_are_told_where_they_are_broken(tmp_path: Path) -> None:
    """With the shipped shapes: shape, path, node, value, message in both languages, and the line of each fault."""
    file = tmp_path / "broken.ttl"
    file.write_text(BROKEN)
    report = validate_paths([file])
    assert not report.conforms
    assert report.targeted == 1
    english, chinese = as_text(report), as_text(report, "zh")
    for text in (english, chinese):
        assert "mkgsh:Offer-price" in text
        assert "schema:price" in text
        assert "<https://example.org/shop/offer>" in text
        assert '"cheap"^^xsd:decimal' in text
        assert f"{file}:8" in text
        assert "mkgsh:Gate-undeclared" in text
        assert f"{file}:10" in text
    assert "Did you mean mkg:Brand?" in english
    assert "您是否想写 mkg:Brand？" in chinese


def test_conforming_files_conform(tmp_path: Path, shop_shapes: Shapes) -> None:
    """Several files, gzipped ones and a folder are read as one graph."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "brand.nt.gz").write_bytes(
        gzip.compress(
            b"<https://example.org/shop/b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            b"<https://w3id.org/mkgrdf/ontology#Brand> .\n"
            b'<https://example.org/shop/b> <https://schema.org/name> "Acme" .\n'
        )
    )
    product = tmp_path / "product.ttl"
    product.write_text(BROKEN.partition("ex:offer")[0] + 'ex:p a mkg:Product ; schema:sku "1" ; schema:brand ex:b .')
    assert validate_paths([product, tmp_path / "more"], shop_shapes).violations == ()
    assert not validate_paths([product], shop_shapes).conforms


def test_untargeted_data_are_counted_as_such(tmp_path: Path) -> None:
    """A file about nothing that the shapes know has no focus nodes."""
    file = tmp_path / "other.ttl"
    file.write_text("<http://example.org/a> <http://example.org/b> <http://example.org/c> .")
    assert validate_paths([file]).targeted == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", b"<ex:a> <ex:b> .", r"a\.ttl:1, column \d+: is not Turtle"),
        ("a.nq", b"<ex:a> <ex:b> <ex:c> .\n<ex:a> <ex:b> oops .\n", r"a\.nq:2, column \d+: "),
        ("a.jsonld", b'{"@id": ', r"a\.jsonld:1, column 9: is not JSON-LD"),
        (
            "a.jsonld",
            b'{"@context": "https://schema.org", "a": 1}',
            r"a\.jsonld: .*another document, and nothing is fetched",
        ),
        ("a.jsonld", b'{"@context": {"@import": "https://schema.org"}}', r"a\.jsonld: .*another document"),
        (
            "a.ttl",
            b"\xef\xbb\xbf<ex:a> <ex:b> <ex:c> .",
            r"a\.ttl:1, column 1: begins with a byte order mark.*UTF-8 without",
        ),
        ("a.ttl", "<ex:a> <ex:b> <ex:c> .".encode("utf-16"), r"a\.ttl: is in UTF-16.*UTF-8 only"),
        ("a.ttl", b"<ex:a> <ex:b> '\xb0\xfc' .", r"a\.ttl:1, column \d+: is not in UTF-8"),
        ("a.ttl.gz", b"no gzip", r"a\.ttl\.gz: is no intact gzip file"),
        ("a.ttl", b"<ex:a> <ex:b> <<( <ex:a> <ex:b> <ex:c> )>> .", r"a\.ttl: .*RDF 1\.2"),
        ("a.csv", b"id,name\n", r"a\.csv: the extension \.csv names no RDF syntax"),
    ],
)
def test_unreadable_data_are_catalog_errors(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    """What cannot be read is told with file, and line and column where the syntax breaks."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CatalogError, match=message):
        validate_paths([tmp_path / name])


def test_json_ld_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """RFC 8259 lets a reader pass over it, and this one does; places are counted all the same."""
    file = tmp_path / "a.jsonld"
    file.write_bytes(b'\xef\xbb\xbf{"@id": "https://w3id.org/mkgrdf/ontology#Nothing", "https://schema.org/name": "x"}')
    [violation] = [one for one in validate_paths([file]).violations if one.path == "schema:name"]
    assert violation.origin is not None
    assert violation.origin.row == 1


def test_missing_data_are_catalog_errors(tmp_path: Path) -> None:
    """A file that is not there and a folder without RDF are errors, not empty graphs."""
    with pytest.raises(CatalogError, match="no such file"):
        validate_paths([tmp_path / "gone.ttl"])
    with pytest.raises(CatalogError, match="no RDF file in this folder"):
        validate_paths([tmp_path])


def test_files_keep_their_blank_nodes_apart(tmp_path: Path) -> None:
    """The same blank node label in two files names two nodes."""
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text('_:x <http://example.org/p> "1" .')
    source = read_graph([tmp_path])
    assert [file.name for file, _ in source.files] == ["a.ttl", "b.ttl"]
    assert len({quad.subject for quad in source.quads()}) == 2


def test_a_store_leads_back_to_its_sources(turtle: Turtle, shop_shapes: Shapes) -> None:
    """In a store, the origin is what the source record of the guilty graph says; shared guilt is left open."""
    store = EmbeddedStore()
    one, two = NamedNode("https://example.org/shop/graph/one"), NamedNode("https://example.org/shop/graph/two")
    record = "<{}> a mkg:SourceRecord ; mkg:describes ex:p ; mkg:sourceFile 'p.csv' ; mkg:sourceRow {} ."
    store.commit(
        {
            one: turtle("ex:p a mkg:Product . ex:b a mkg:Brand ; schema:name 'x' ." + record.format(one.value, 3)),
            two: turtle("ex:b schema:name 'y' ." + record.format(two.value, 9)),
        }
    )
    report = validate_store(store, shop_shapes)
    origins = {violation.path: violation.origin for violation in report.violations if violation.focus != MKG.x}
    assert origins == {"schema:sku": Origin("p.csv", 3), "schema:name": None}
