"""What is suggested to mend a fault: what the shape makes plain, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.records import text_in
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.validation import validate_paths
from tests.shacl.conftest import PREFIXES, triples_of

EX = "https://example.org/shop/"


def repairs(shape: str, data: str, folder: Path) -> list[Violation]:
    """Return the results of a shape for ``ex:p``, given as the inside of a property shape or, after ``!``, its own."""
    body = shape.removeprefix("!") if shape.startswith("!") else f"sh:property [ {shape} ]"
    shapes = Shapes(triples_of(f"mkgsh:S a sh:NodeShape ; sh:targetNode ex:p ; {body} ."))
    file = folder / "shop.ttl"
    file.write_text(PREFIXES + data, encoding="utf-8")
    found = validate_paths([file], shapes).violations
    return [one for one in found if not one.shape.endswith("Gate-untargeted")]


@pytest.mark.parametrize(
    ("shape", "data", "repair"),
    [
        (
            "sh:path schema:availability ; sh:in ( schema:InStock schema:OutOfStock )",
            "ex:p schema:availability schema:Instock",
            "write schema:InStock",
        ),
        (
            "sh:path schema:availability ; sh:in ( schema:InStock schema:OutOfStock )",
            "ex:p schema:availability 'in stock'",
            "write schema:InStock",
        ),
        ("sh:path ex:size ; sh:in ( 'S' 'M' 'L' )", "ex:p ex:size 'huge'", 'use one of "S", "M", "L"'),
        (
            "sh:path ex:size ; sh:in ( 1 2 3 4 5 6 7 8 9 )",
            "ex:p ex:size 'huge'",
            "",
        ),
        ("sh:path schema:price ; sh:datatype xsd:decimal", "ex:p schema:price '9.90'", 'write "9.90"^^xsd:decimal'),
        ("sh:path schema:price ; sh:datatype xsd:decimal", "ex:p schema:price 'cheap'", ""),
        ("sh:path ex:n ; sh:datatype xsd:integer", "ex:p ex:n 12.0", 'write "12"^^xsd:integer'),
        ("sh:path ex:n ; sh:datatype xsd:boolean", "ex:p ex:n 'True'", 'write "true"^^xsd:boolean'),
        (
            "sh:path ex:n ; sh:datatype xsd:date",
            "ex:p ex:n '2026-11-24T09:00:00'^^xsd:dateTime",
            'write "2026-11-24"^^xsd:date',
        ),
        ("sh:path ex:n ; sh:datatype xsd:string", "ex:p ex:n 'Tasse'@de", 'write "Tasse"'),
        ("sh:path ex:n ; sh:datatype rdf:langString", "ex:p ex:n 'Cup'", 'say which language it is in, as in "Cup"@en'),
        ("sh:path ex:n ; sh:nodeKind sh:IRI", "ex:p ex:n 'schema:InStock'", "write schema:InStock"),
        ("sh:path ex:n ; sh:nodeKind sh:IRI", "ex:p ex:n 'https://example.org/a'", "write <https://example.org/a>"),
        ("sh:path ex:n ; sh:nodeKind sh:IRI", "ex:p ex:n 'a cup'", ""),
        ("sh:path ex:n ; sh:nodeKind sh:Literal", "ex:p ex:n <https://example.org/a>", 'write "https://example.org/a"'),
        ("sh:path ex:n ; sh:pattern '^[A-Z]{3}$'", "ex:p ex:n ' usd'", 'write "USD"'),
        ("sh:path ex:n ; sh:pattern '^[A-Z]+$'", "ex:p ex:n '9'", "write it so that it matches /^[A-Z]+$/"),
        ("sh:path ex:n ; sh:pattern '^a' ; sh:flags 'i'", "ex:p ex:n 'b'", "write it so that it matches /^a/i"),
        (
            "sh:path ex:n ; sh:hasValue ex:a",
            "ex:p ex:m 1",
            "add <https://example.org/shop/n> <https://example.org/shop/a>",
        ),
        ("sh:path schema:name ; sh:minCount 1 ; sh:in ( 'x' )", "ex:p ex:m 1", 'add schema:name "x"'),
        ("sh:path schema:name ; sh:minCount 1", "ex:p ex:m 1", ""),
        ("sh:path ex:n ; sh:maxCount 1", "ex:p ex:n 2 , 1", 'remove all but one of "1"^^xsd:integer, "2"^^xsd:integer'),
        ("sh:path ex:n ; sh:maxCount 0", "ex:p ex:n 2", 'remove "2"^^xsd:integer'),
        ("sh:path ex:n ; sh:maxCount 2", "ex:p ex:n 'a' , 'b' , 'c'", 'keep 2 of "a", "b", "c"'),
        ("sh:path ( ex:m ex:n ) ; sh:maxCount 0", "ex:p ex:m ex:q . ex:q ex:n 2", ""),
        (
            "!sh:closed true ; sh:property [ sh:path schema:sku ] , [ sh:path schema:name ]",
            "ex:p schema:skuu '1'",
            "write schema:sku instead of schema:skuu",
        ),
        ("!sh:closed true ; sh:property [ sh:path schema:sku ]", "ex:p schema:brand '1'", ""),
        (
            "sh:path ex:n ; sh:class mkg:Brand",
            "ex:p ex:n ex:b . ex:b schema:name 'b'",
            "add <https://example.org/shop/b> a mkg:Brand",
        ),
        ("sh:path ex:n ; sh:class mkg:Brand", "ex:p ex:n ex:b . ex:b a mkg:Product", ""),
        (
            "sh:path ex:n ; sh:class mkg:Brand",
            "ex:p ex:n ex:hobnok . ex:hobnook a mkg:Brand",
            f"nothing is said about <{EX}hobnok>; write <{EX}hobnook> if that is meant, or add it as mkg:Brand",
        ),
        (
            "sh:path ex:n ; sh:class mkg:Brand",
            "ex:p ex:n ex:b",
            "nothing is said about <https://example.org/shop/b>: add it, as mkg:Brand",
        ),
        ("sh:path ex:n ; sh:languageIn ( 'en' )", "ex:p ex:n 'Cup'", 'write "Cup"@en'),
        ("sh:path ex:n ; sh:languageIn ( 'en' 'zh' )", "ex:p ex:n 'Tasse'@de", "give it one of the languages @en, @zh"),
        (
            "sh:path ex:n ; sh:uniqueLang true",
            "ex:p ex:n 'a'@en , 'b'@en , 'c'@zh",
            'keep one for each language: "a"@en, "b"@en',
        ),
        (
            "sh:path schema:price ; sh:lessThan mkg:listPrice",
            "ex:p schema:price 9 ; mkg:listPrice 5.5",
            'swap schema:price "9"^^xsd:integer and mkg:listPrice "5.5"^^xsd:decimal, if they are the wrong way round',
        ),
        ("sh:path schema:price ; sh:lessThan mkg:listPrice", "ex:p schema:price 9 ; mkg:listPrice 9", ""),
        ("sh:path ex:n ; sh:minInclusive 0.0 ; sh:maxInclusive 1.0", "ex:p ex:n 3", "write a value that is ≥ 0, ≤ 1"),
        ("sh:path ex:n ; sh:minExclusive 5", "ex:p ex:n 5", "write a value that is > 5"),
        ("sh:path ex:n ; sh:maxLength 2", "ex:p ex:n 'abc'", "shorten it from 3 to 2 characters at most"),
        ("sh:path ex:n ; sh:minLength 2", "ex:p ex:n 'a'", "write 2 characters at least; it has 1"),
        ("sh:path ex:n ; sh:minLength 2", "ex:p ex:n ''", ""),
        ("sh:path ex:n ; sh:equals ex:m", "ex:p ex:n 1 ; ex:m 2", ""),
    ],
)
def test_repairs(tmp_path: Path, shape: str, data: str, repair: str) -> None:
    """One suggestion where there is one to make, in both languages; none where it would be a guess."""
    found = repairs(shape, f"{data} .", tmp_path)
    assert found
    assert {text_in(one.repair, "en") for one in found} == {repair}
    assert all(bool(text_in(one.repair, "zh")) == bool(repair) for one in found)
    assert all([language for language, _ in one.repair] in ([], ["en", "zh"]) for one in found)
