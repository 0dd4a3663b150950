"""Finding the line that a statement stands on."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.records import Origin
from mkgrdf.shacl.locate import Locator
from mkgrdf.vocabulary import MKG, RDF, SCHEMA, XSD

EX = "https://example.org/shop/"
TURTLE = """\
@prefix ex: <https://example.org/shop/> .
@prefix schema: <https://schema.org/> .
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .

# ex:p schema:sku "no" ; a comment is no statement
ex:other schema:isRelatedTo ex:p ;
    schema:description "ex:p a mkg:Product .
    still text" .
ex:p a mkg:Product ;
    schema:sku "1" ,
        "2" ;
    schema:price 9.90 ;
    schema:name '''多行
名称''' .
<https://example.org/shop/q> schema:sku "3" .
ex:p schema:gtin "12345678" .
"""


@pytest.fixture
def turtle_file(tmp_path: Path) -> Path:
    """A Turtle file with traps: comments, strings and objects that look like subjects."""
    file = tmp_path / "shop.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "line"),
    [
        (EX + "p", None, None, 9),
        (EX + "p", RDF.type, MKG.Product, 9),
        (EX + "p", SCHEMA.sku, None, 10),
        (EX + "p", SCHEMA.sku, Literal("2"), 11),
        (EX + "p", SCHEMA.price, Literal("9.9", datatype=XSD.decimal), 12),
        (EX + "p", SCHEMA.brand, None, 9),
        (EX + "p", SCHEMA.gtin, Literal("12345678"), 16),
        (EX + "other", SCHEMA.isRelatedTo, NamedNode(EX + "p"), 6),
        (EX + "q", SCHEMA.sku, Literal("3"), 15),
    ],
)
def test_turtle_lines(
    turtle_file: Path, subject: str, predicate: NamedNode | None, value: NamedNode | Literal | None, line: int
) -> None:
    """The value's line, else the predicate's, else the subject's; comments, strings and objects do not mislead."""
    assert Locator([turtle_file]).find(NamedNode(subject), predicate, value) == Origin(str(turtle_file), line)


def test_unknown_places_are_none(turtle_file: Path) -> None:
    """No line is made up: not for a node that is only an object or not there at all, and not for a blank node."""
    locator = Locator([turtle_file])
    assert locator.find(NamedNode(EX + "r")) is None
    assert locator.find(BlankNode("x")) is None


def test_a_name_within_a_longer_name_is_another_name(tmp_path: Path) -> None:
    """``ex:p`` is not found inside ``ex:p1`` or ``ex:p-1``."""
    file = tmp_path / "shop.ttl"
    file.write_text("@prefix ex: <https://example.org/shop/> .\nex:p1 a ex:C .\nex:p-1 a ex:C .\nex:p a ex:C .\n")
    assert Locator([file]).find(NamedNode(EX + "p")) == Origin(str(file), 4)


def test_trig_subjects_are_found_inside_graphs(tmp_path: Path) -> None:
    """A subject may follow the brace that opens its graph."""
    file = tmp_path / "shop.trig"
    file.write_text(
        "@prefix ex: <https://example.org/shop/> .\n"
        "ex:g {\n  ex:p ex:a 1 .\n  ex:q ex:a 2 }\nGRAPH ex:h { ex:r ex:a 3 }\n"
    )
    locator = Locator([file])
    found = [locator.find(NamedNode(EX + name)) for name in ("p", "q", "r")]
    assert [origin.row if origin else None for origin in found] == [3, 4, 5]


def test_lines_of_n_quads_are_exact(tmp_path: Path) -> None:
    """One statement a line: found by comparing terms, also with escapes and with a number spelt otherwise."""
    file = tmp_path / "shop.nq"
    file.write_text(
        f'<{EX}p> <{SCHEMA.iri}name> "a\\nb" <{EX}g> .\n'
        f'<{EX}p> <{SCHEMA.iri}name> "c" <{EX}g> .\n'
        f'<{EX}p> <{SCHEMA.iri}price> "9.90"^^<{XSD.iri}decimal> .\n'
    )
    locator, subject = Locator([file]), NamedNode(EX + "p")
    assert locator.find(subject, SCHEMA.name, Literal("c")) == Origin(str(file), 2)
    assert locator.find(subject, SCHEMA.price, Literal("9.9", datatype=XSD.decimal)) == Origin(str(file), 3)
    assert locator.find(subject, SCHEMA.sku) == Origin(str(file), 1)


def test_json_ld_is_found_by_its_strings(tmp_path: Path) -> None:
    """In JSON-LD the node's identifier and then the key's line are found."""
    file = tmp_path / "shop.jsonld"
    file.write_text(
        '{\n  "@context": {"@vocab": "https://schema.org/"},\n  "@id": "https://example.org/shop/p",\n  "sku": "1"\n}\n'
    )
    assert Locator([file]).find(NamedNode(EX + "p"), SCHEMA.sku, Literal("1")) == Origin(str(file), 4)
