"""Finding the place that a statement stands at, in every syntax; and no place where it cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.records import Origin
from mkgrdf.shacl import locate
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.sources import read_file
from mkgrdf.vocabulary import MKG, RDF, SCHEMA, XSD

EX = "https://example.org/shop/"
HEAD = "@prefix ex: <https://example.org/shop/> .\n"
TURTLE = '''\
@prefix ex: <https://example.org/shop/> .
@prefix schema: <https://schema.org/> .
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .

# ex:p schema:sku "no" ; a comment is no statement
ex:other schema:isRelatedTo ex:p ;
    schema:description """ex:p a mkg:Product .
    still "text\\"""" .
ex:p a mkg:Product ;
    schema:sku "1" ,
        "2" ;
    schema:price 9.90 ;
    schema:name """多行
名称""" , "包"@zh-CN .
<https://example.org/shop/q> schema:sku "3" .
ex:p schema:gtin "12345678" .
'''


def at(file: Path, *sought: Sought) -> list[tuple[int | None, int | None] | None]:
    """Return line and character of each, in one file."""
    origins = Locator([(file, read_file(file))]).places(sought)
    assert all(origin.file == str(file) for origin in origins if origin)
    return [None if origin is None else (origin.row, origin.character) for origin in origins]


@pytest.fixture
def turtle_file(tmp_path: Path) -> Path:
    """A Turtle file with traps: comments, strings and objects that look like subjects."""
    file = tmp_path / "shop.ttl"
    file.write_text(TURTLE, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("subject", "predicate", "value", "place"),
    [
        (EX + "p", None, None, (9, 1)),
        (EX + "p", RDF.type, MKG.Product, (9, 8)),
        (EX + "p", SCHEMA.sku, None, (10, 5)),
        (EX + "p", SCHEMA.sku, Literal("2"), (11, 9)),
        (EX + "p", SCHEMA.price, Literal("9.9", datatype=XSD.decimal), (12, 18)),
        (EX + "p", SCHEMA.name, Literal("包", language="zh-cn"), (14, 9)),
        (EX + "p", SCHEMA.brand, None, (9, 1)),
        (EX + "p", SCHEMA.gtin, Literal("12345678"), (16, 18)),
        (EX + "p", None, Literal("12345678"), (16, 18)),
        (EX + "other", SCHEMA.isRelatedTo, NamedNode(EX + "p"), (6, 29)),
        (EX + "q", SCHEMA.sku, Literal("3"), (15, 41)),
        (EX + "r", None, None, None),
    ],
)
def test_places_in_turtle(
    turtle_file: Path,
    subject: str,
    predicate: NamedNode | None,
    value: NamedNode | Literal | None,
    place: tuple[int, int] | None,
) -> None:
    """The value's place, else the predicate's, else the subject's; comments, strings and objects do not mislead."""
    assert at(turtle_file, Sought(NamedNode(subject), predicate, value)) == [place]


def test_a_place_is_printed_as_editors_like_it(turtle_file: Path) -> None:
    """File, line and character in a text; file, row and column of a table."""
    [origin] = Locator([(turtle_file, read_file(turtle_file))]).places([Sought(NamedNode(EX + "p"), SCHEMA.sku)])
    assert str(origin) == f"{turtle_file}:10:5"
    assert str(Origin("products.csv", 182, "price")) == "products.csv:182, column price"


def test_a_value_is_found_whatever_its_subject(turtle_file: Path) -> None:
    """A shape may look at values as such; then the first statement with that value is the place."""
    assert at(turtle_file, Sought(None, None, Literal("3")), Sought(None, None, Literal("4"))) == [(15, 41), None]


def test_a_name_within_a_longer_name_is_another_name(tmp_path: Path) -> None:
    """``ex:p`` is not found inside ``ex:p1``, ``ex:p-1`` or ``ex:p.x``; a full stop after it is none of it."""
    file = tmp_path / "shop.ttl"
    file.write_text(HEAD + "ex:p1 a ex:C .\nex:p-1 a ex:C .\nex:p.x a ex:C .\nex:p a <C>.ex:q a ex:p.\n")
    assert at(file, Sought(NamedNode(EX + "p")), Sought(NamedNode(EX + "p.x"))) == [(5, 1), (4, 1)]


def test_blank_nodes_are_found_by_what_is_said_of_them(tmp_path: Path) -> None:
    """Nested, labelled and listed blank nodes are told apart, and so are two that say the same."""
    file = tmp_path / "shop.ttl"
    file.write_text(
        HEAD + "ex:p ex:offer [ ex:price 1 ;\n  ex:unit [ ex:code 'g' ] ] ,\n  [ ex:price 2 ] , [ ex:price 2 ] .\n"
        "_:x ex:price 3 ; ex:of ( ex:a [ ex:price 4 ] ) .\n"
    )
    price, offer = NamedNode(EX + "price"), NamedNode(EX + "offer")
    quads = read_file(file)
    owners = [quad.subject for quad in quads if quad.predicate == price]
    assert all(isinstance(owner, BlankNode) for owner in owners)
    locator = Locator([(file, quads)])
    sought = [Sought(owner, price) for owner in owners if isinstance(owner, BlankNode)]
    assert {(origin.row, origin.character) for origin in locator.places(sought) if origin} == {
        (2, 17),
        (4, 5),
        (4, 22),
        (5, 5),
        (5, 33),
    }
    product, offers = NamedNode(EX + "p"), [quad.object for quad in quads if quad.predicate == offer]
    found = locator.places([Sought(product, offer, one) for one in offers if isinstance(one, BlankNode)])
    assert sorted((origin.row, origin.character) for origin in found if origin) == [(2, 15), (4, 3), (4, 20)]


def test_subjects_are_found_inside_graphs(tmp_path: Path) -> None:
    """In TriG a subject may follow the brace that opens its graph, and the last full stop may be missing."""
    file = tmp_path / "shop.trig"
    file.write_text(
        HEAD
        + "ex:g {\n  ex:p ex:a 1 .\n  ex:q ex:a 2 }\nGRAPH ex:h { ex:r ex:a 3 }\n{ ex:s ex:a 4 . }\n[] { ex:t ex:a 5 }"
    )
    names = [Sought(NamedNode(EX + name)) for name in ("p", "q", "r", "s", "t", "g")]
    assert at(file, *names) == [(3, 3), (4, 3), (5, 14), (6, 3), (7, 6), None]


def test_prefixes_and_bases_hold_from_where_they_stand(tmp_path: Path) -> None:
    """A prefix may be declared again, a base changed, in both styles; names below the file's own address count too."""
    file = tmp_path / "shop.ttl"
    file.write_text(
        "PREFIX e: <https://example.org/a/>\nBASE <https://example.org/b/>\ne:p e:q <r> .\n"
        "@prefix e: <c/> .\ne:p e:q e:r\\,s .\n@base <https://example.org/d> .\n<#\\u0070> e:q '' ."
    )
    base = "https://example.org/"
    subjects = [Sought(NamedNode(base + name)) for name in ("a/p", "b/c/p", "d#p")]
    assert at(file, *subjects) == [(3, 1), (5, 1), (7, 1)]
    assert at(file, Sought(NamedNode(base + "a/p"), None, NamedNode(base + "b/r"))) == [(3, 9)]
    assert at(file, Sought(NamedNode(base + "b/c/p"), None, NamedNode(base + "b/c/r,s"))) == [(5, 9)]
    file.write_text("<> a <#C> .")
    assert at(file, Sought(NamedNode(file.resolve().as_uri()))) == [(1, 1)]


def test_places_in_n_quads(tmp_path: Path) -> None:
    """Found by comparing terms, also with escapes and with a number spelt otherwise."""
    file = tmp_path / "shop.nq"
    file.write_text(
        f'<{EX}p> <{SCHEMA.iri}name> "a\\nb" <{EX}g> .\n'
        f'<{EX}\\u0070> <{SCHEMA.iri}name> "c"   <{EX}g> .\n'
        f'_:b <{SCHEMA.iri}price> "9.90"^^<{XSD.iri}decimal> .\n'
    )
    subject = NamedNode(EX + "p")
    assert at(file, Sought(subject, SCHEMA.name, Literal("c")), Sought(subject, SCHEMA.sku)) == [(2, 61), (1, 1)]
    assert at(file, Sought(NamedNode(EX + "q"))) == [None]
    blank = read_file(file)[2].subject
    assert isinstance(blank, BlankNode)
    assert at(file, Sought(blank, SCHEMA.price)) == [None]  # of another reading
    locator = Locator([(file, quads := read_file(file))])
    [origin] = locator.places([Sought(quads[2].subject, SCHEMA.price, Literal("9.9", datatype=XSD.decimal))])  # type: ignore[arg-type]
    assert origin == Origin(str(file), 3, character=32)


JSON_LD = """\
{
  "@context": [{"@vocab": "https://schema.org/", "id": "@id", "ex": "https://example.org/shop/"},
    {"name": {"@container": "@language"}, "brand": {"@type": "@id"}, "tags": {"@id": "keywords", "@container": "@list"},
     "price": {"@type": "http://www.w3.org/2001/XMLSchema#decimal"}}],
  "@graph": [
    {"id": "ex:p", "@type": ["Product"], "description": "sku: \\"1\\"",
      "sku": "1", "name": {"en": "Bag", "zh": "包"},
      "brand": "ex:b", "price": "9.90", "weight": 3, "tags": ["a", "b"],
      "offers": {"price": 5}},
    {"id": "ex:b", "sameAs": {"@id": "ex:p"}}
  ]
}
"""


@pytest.mark.parametrize(
    ("sought", "place"),
    [
        (Sought(NamedNode(EX + "p")), (6, 12)),
        (Sought(NamedNode(EX + "p"), RDF.type, SCHEMA.Product), (6, 30)),
        (Sought(NamedNode(EX + "p"), SCHEMA.sku), (7, 7)),
        (Sought(NamedNode(EX + "p"), SCHEMA.sku, Literal("1")), (7, 14)),
        (Sought(NamedNode(EX + "p"), SCHEMA.name, Literal("包", language="zh")), (7, 47)),
        (Sought(NamedNode(EX + "p"), SCHEMA.brand, NamedNode(EX + "b")), (8, 16)),
        (Sought(NamedNode(EX + "p"), SCHEMA.price, Literal("9.9", datatype=XSD.decimal)), (8, 33)),
        (Sought(NamedNode(EX + "p"), SCHEMA.weight, Literal("3", datatype=XSD.integer)), (8, 51)),
        (Sought(NamedNode(EX + "b"), SCHEMA.sameAs, NamedNode(EX + "p")), (10, 30)),
        (Sought(NamedNode(EX + "c")), None),
    ],
)
def test_places_in_json_ld(tmp_path: Path, sought: Sought, place: tuple[int, int] | None) -> None:
    """A node is where its identifier stands, a property at its key, a value at itself; by the context, not by looks."""
    file = tmp_path / "shop.jsonld"
    file.write_text(JSON_LD, encoding="utf-8")
    assert at(file, sought) == [place]


def test_blank_nodes_in_json_ld_are_found(tmp_path: Path) -> None:
    """A node without an identifier is where its brace opens."""
    file = tmp_path / "shop.jsonld"
    file.write_text(JSON_LD, encoding="utf-8")
    quads = read_file(file)
    offer = next(quad.object for quad in quads if quad.predicate == SCHEMA.offers)
    assert isinstance(offer, BlankNode)
    found = Locator([(file, quads)]).places([Sought(offer), Sought(offer, SCHEMA.price)])
    assert [str(origin).rpartition("jsonld:")[2] for origin in found] == ["9:17", "9:18"]


def test_what_a_context_is_not_known_to_mean_is_left_open(tmp_path: Path) -> None:
    """With a context inside a term, nobody guesses."""
    file = tmp_path / "shop.jsonld"
    file.write_text('{"@context": {"p": {"@id": "ex:p", "@context": {}}}, "@id": "ex:s", "p": "1"}')
    assert at(file, Sought(NamedNode("ex:s"))) == [None]


RDF_XML = """\
<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="https://schema.org/" xml:base="https://example.org/shop/">
  <s:Product rdf:about="p" s:sku="1">
    <s:name xml:lang="zh">包 &amp; 囊</s:name>
    <s:brand rdf:resource="b"/>
    <s:offers><s:Offer><s:price>5</s:price></s:Offer></s:offers>
  </s:Product>
</rdf:RDF>
"""


def test_places_in_rdf_xml(tmp_path: Path) -> None:
    """A node and a property are where their tag opens, a text where it begins."""
    file = tmp_path / "shop.rdf"
    file.write_text(RDF_XML, encoding="utf-8")
    product = NamedNode(EX + "p")
    assert at(
        file,
        Sought(product, RDF.type),
        Sought(product, SCHEMA.sku),
        Sought(product, SCHEMA.name, Literal("包 & 囊", language="zh")),
        Sought(product, SCHEMA.brand, NamedNode(EX + "b")),
        Sought(product, SCHEMA.offers),
    ) == [(3, 3), (3, 3), (4, 27), (5, 5), (6, 5)]
    quads = read_file(file)
    offer = next(quad.object for quad in quads if quad.predicate == SCHEMA.offers)
    assert isinstance(offer, BlankNode)
    [origin] = Locator([(file, quads)]).places([Sought(offer, SCHEMA.price, Literal("5"))])
    assert origin == Origin(str(file), 6, character=33)


def test_a_file_too_large_to_follow_still_tells_what_has_a_name(
    turtle_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blank nodes need the whole file read; beyond some size only named nodes are looked for."""
    turtle_file.write_text(TURTLE + "[] schema:sku '5' .\n", encoding="utf-8")
    quads = read_file(turtle_file)
    blank = quads[-1].subject
    assert isinstance(blank, BlankNode)
    sought = [Sought(blank), Sought(NamedNode(EX + "q"))]
    assert [origin and origin.row for origin in Locator([(turtle_file, quads)]).places(sought)] == [17, 15]
    monkeypatch.setattr(locate, "_WHOLE", 10)
    assert [origin and origin.row for origin in Locator([(turtle_file, quads)]).places(sought)] == [None, 15]


def test_deep_nesting_ends_in_no_place(tmp_path: Path) -> None:
    """Ten thousand brackets are no reason to fail: what stands before them is still found."""
    file = tmp_path / "deep.ttl"
    file.write_text(HEAD + "ex:a ex:p 1 .\nex:b ex:p " + "[ ex:p " * 10_000 + "1 " + "] " * 10_000 + ".\nex:c ex:p 2 .")
    assert at(file, *(Sought(NamedNode(EX + name)) for name in "abc")) == [(2, 1), None, (4, 1)]


JSON_LD_WAYS = (
    """{"@context": {"@vocab": "https://schema.org/"}, "@id": "https://e/p", "sku": "1", "n": 1, "d": 1.5, "e": 100.0,
    "f": 1e30, "g": 0.1, "b": true, "x": null, "l": [1, "a", {"@id": "q"}], "o": {"name": "in", "@type": "Offer"}}""",
    """{"@context": {"schema": "https://schema.org/", "id": "@id", "type": "@type", "ex": "http://e/", "not": null,
      "name": {"@id": "schema:name", "@container": "@language"}, "price": {"@id": "schema:price", "@type": "ex:dec"},
      "brand": {"@id": "schema:brand", "@type": "@id"}, "list": {"@id": "ex:list", "@container": "@list"},
      "t": {"@id": "ex:t", "@language": "en"}, "kind": {"@id": "ex:kind", "@type": "@vocab"}},
    "@graph": [
      {"id": "ex:a", "type": ["schema:Product", "ex:X"], "name": {"en": "Bag", "zh": ["包", "囊"]}, "price": 9.5,
        "brand": "ex:b", "list": [1, 2, {"id": "_:k"}], "t": "txt", "unmapped": "x", "not": "y", "kind": "brand"},
      {"id": "_:k", "schema:name": {"@value": "q", "@language": "zh-CN"}, "ex:v": {"@value": "5", "@type": "ex:dt"},
        "ex:li": {"@list": ["a", "b"]}, "ex:s": {"@set": ["a", "c"]}},
      {"id": "#frag", "price": "9.90", "ex:e": {"@list": []}}]}""",
    """[{"@id": "http://e/1", "http://e/p": [{"@value": "a"}, {"@id": "_:b"}]},
    {"@id": "_:b", "http://e/q": [{"@value": "c", "@language": "en"}]}]""",
    """{"@context": [{"@vocab": "http://v/", "off": "x"}, {"@language": "en", "off": null, "plain": {"@language": null},
      "double": {"@id": "http://e/d", "@type": "http://www.w3.org/2001/XMLSchema#double"}}],
    "@id": "http://e/s", "label": "x", "double": 5, "small": 1.0e-7, "negative": -3, "big": 123456789012345680000,
    "bare": {"@value": "n"}, "plain": "p", "off": "q", "in": {"@context": {"@vocab": null}, "out": 1, "http://e/k": 2},
    "below": {"@context": {"@vocab": "#"}, "x": 1}}""",
    """{"@context": {"@vocab": "#"}, "@id": "s", "x": 1, "y": {"@context": {"@vocab": "sub/"}, "z": 2}}""",
)
RDF_XML_WAYS = (
    """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rdf:RDF [<!ENTITY ex "http://e/">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://e/" xml:lang="en">
 <ex:Product rdf:about="&ex;p" ex:sku="1">
  <ex:name xml:lang="zh">包 &amp; 囊</ex:name>
  <ex:price rdf:datatype="http://www.w3.org/2001/XMLSchema#decimal">9.5</ex:price>
  <ex:brand rdf:resource="#b"/>
  <ex:offer><ex:Offer><ex:price>3</ex:price></ex:Offer></ex:offer>
  <ex:of rdf:parseType="Resource"><ex:price>4</ex:price><ex:k rdf:resource="&ex;z"/></ex:of>
  <ex:list rdf:parseType="Collection"><rdf:Description rdf:about="&ex;1"/><ex:T/></ex:list>
  <ex:none rdf:parseType="Collection"></ex:none>
  <ex:empty/><ex:at ex:k="v"/>
  <ex:labelled rdf:nodeID="q"/>
 </ex:Product>
 <rdf:Description rdf:nodeID="q" rdf:type="&ex;Q"><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Description>
 <rdf:Seq rdf:ID="seq" xml:base="http://o/x"><rdf:li rdf:resource="y"/></rdf:Seq>
</rdf:RDF>""",
    """<s:P xmlns:s="https://schema.org/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" s:sku="x"/>""",
)


@pytest.mark.parametrize(
    ("name", "content"),
    [*(("t.jsonld", content) for content in JSON_LD_WAYS), *(("t.rdf", content) for content in RDF_XML_WAYS)],
)
def test_json_ld_and_rdf_xml_are_read_as_the_parser_reads_them(tmp_path: Path, name: str, content: str) -> None:
    """Every statement that pyoxigraph reads has a place, that of its own value, in whichever way it is written."""
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    quads = read_file(file)
    sought = [Sought(quad.subject, quad.predicate, quad.object) for quad in quads]  # type: ignore[arg-type] # RDF 1.1
    assert len(set(sought)) > 1
    everything = locate._statements(file, content.encode(), quads, (), whole=True)
    assert {(one.subject, one.predicate, one.object) for one in everything} == {
        (quad.subject, quad.predicate, quad.object) for quad in quads
    }
    lines = content.split("\n")
    for one, origin in zip(sought, Locator([(file, quads)]).places(sought), strict=True):
        assert origin is not None
        assert origin.row is not None
        assert origin.character is not None
        if isinstance(one.value, Literal) and one.value.datatype == XSD.string and one.value.value:
            assert one.value.value in lines[origin.row - 1][origin.character - 1 :]
