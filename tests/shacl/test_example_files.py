"""Example files: what their headers may say, what is refused, and when one passes."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.errors import CatalogError
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.trials.examples import Outcome, example_files, read_example, try_examples

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = """
ex:Bag a sh:NodeShape ; sh:targetClass ex:Bag ; sh:nodeKind sh:IRI ; sh:property ex:Bag-name , [
    sh:path ex:size ; sh:maxCount 1 ; sh:severity sh:Warning ] .
ex:Bag-name sh:path ex:name ; sh:minCount 1 .
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE)]


def write(folder: Path, header: str, body: str = "ex:a a ex:Bag .", name: str = "example.ttl") -> Path:
    file = folder / name
    file.write_text(f"{header}\n{PREFIXES}{body}\n", encoding="utf-8")
    return file


def outcome(file: Path, background: str = "") -> Outcome:
    (only,) = try_examples([read_example(file)], Shapes(triples(SHAPES)), validate, triples(background))
    return only


@pytest.mark.parametrize(
    "header",
    [
        "#+ violates: ex:Bag ex:Bag-name",
        "#+ violates: ex:Bag, <https://example.org/Bag-name>",
        "#+ violates: ex:Bag\n#+ violates: ex:Bag-name ex:Bag",
        "# what this shows\n\n#+violates:   ex:Bag\n# more\n#+ violates: ex:Bag-name",
    ],
)
def test_names_of_shapes(tmp_path: Path, header: str) -> None:
    """Names have the file's own prefixes or are whole IRIs, in one line or several, each counted once."""
    assert read_example(write(tmp_path, header)).violates == ("https://example.org/Bag", "https://example.org/Bag-name")


def test_known_prefixes_need_no_declaration_but_the_files_own_come_first(tmp_path: Path) -> None:
    """mkgsh: is known; a file that declares it differently means what it declares."""
    known = write(tmp_path, "#+ violates: mkgsh:Offer")
    own = write(
        tmp_path, "#+ violates: mkgsh:Offer", "@prefix mkgsh: <https://other.example/> . ex:a a ex:Bag .", "b.ttl"
    )
    assert read_example(known).violates == ("https://w3id.org/mkgrdf/shapes#Offer",)
    assert read_example(own).violates == ("https://other.example/Offer",)


@pytest.mark.parametrize("header", ["#+ conforms: true", "#+ conforms", "#+conforms:"])
def test_what_conforms_violates_nothing(tmp_path: Path, header: str) -> None:
    """Both spellings are understood."""
    assert read_example(write(tmp_path, header)).violates == ()


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ("", "says nothing of what it shows"),
        ("# a comment", "says nothing of what it shows"),
        ("#+ violates:", ":1: the header line 'violates:' says nothing"),
        ("#+ breaks: ex:Bag", ":1: the header line 'breaks: ex:Bag' says nothing"),
        ("#+ conforms: false", "says nothing"),
        ("#+ conforms: true\n#+ violates: ex:Bag", "says both"),
        ("#+ violates: Bag", "'Bag' is no name of a shape"),
        ("\n#+ violates: other:Bag", ":2: the prefix of other:Bag is not known"),
    ],
)
def test_headers_that_say_nothing_are_refused(tmp_path: Path, header: str, fault: str) -> None:
    """The error names the file, the line where there is one, and what was expected."""
    with pytest.raises(CatalogError) as error:
        read_example(write(tmp_path, header))
    assert fault in str(error.value)
    assert "example.ttl" in str(error.value)


def test_a_header_is_at_the_top(tmp_path: Path) -> None:
    """A comment below the first statement, or one within a text, is none."""
    with pytest.raises(CatalogError, match="says nothing of what it shows"):
        read_example(write(tmp_path, "", 'ex:a ex:b """\n#+ conforms: true\n""" .\n#+ conforms: true'))


def test_files_that_cannot_be_examples(tmp_path: Path) -> None:
    """Syntax without comments is refused with advice, and so is what is no RDF, broken, or not there."""
    (tmp_path / "a.jsonld").write_text("{}")
    (tmp_path / "a.txt").write_text("#+ conforms: true")
    (tmp_path / "broken.ttl").write_text("#+ conforms: true\nex:a")
    for name, fault in (
        ("a.jsonld", "has no comments"),
        ("a.txt", "names no RDF syntax"),
        ("broken.ttl", "broken.ttl:2"),
    ):
        with pytest.raises(CatalogError, match=fault):
            read_example(tmp_path / name)
    with pytest.raises(CatalogError, match="no such file"):
        example_files([tmp_path / "missing"])


def test_other_syntaxes_and_packed_files(tmp_path: Path) -> None:
    """All graphs of a TriG file together are the example; N-Triples and gzipped files work as well."""
    trig = tmp_path / "a.trig"
    trig.write_text(f"#+ conforms: true\n{PREFIXES} ex:g1 {{ ex:a a ex:Bag }} ex:g2 {{ ex:a ex:name 'a' , 'b' }}")
    packed = tmp_path / "a.nt.gz"
    packed.write_bytes(gzip.compress(b"#+ violates: <https://example.org/Bag>\n<x:a> <x:b> <x:c> .\n"))
    assert len(read_example(trig).triples) == 3
    assert outcome(trig).passed
    assert read_example(packed).violates == ("https://example.org/Bag",)


def test_folders_are_searched_with_all_below_them(tmp_path: Path) -> None:
    """Files of other kinds in a folder are passed over; a folder without examples is an error."""
    (tmp_path / "one" / "two").mkdir(parents=True)
    deep = write(tmp_path / "one" / "two", "#+ conforms: true")
    (tmp_path / "one" / "notes.md").write_text("notes")
    assert example_files([tmp_path, deep]) == [deep]
    deep.unlink()
    with pytest.raises(CatalogError, match="no example in this folder"):
        example_files([tmp_path])


def test_exactly_what_is_promised_passes(tmp_path: Path) -> None:
    """One shape too few or too many fails; a warning counts, under the name of the shape that its own is part of."""
    body = 'ex:a a ex:Bag ; ex:name "a" ; ex:size 1 , 2 .'
    good = outcome(write(tmp_path, "#+ violates: ex:Bag", body))
    assert (good.passed, good.missing, good.surplus) == (True, (), ())
    wrong = outcome(write(tmp_path, "#+ violates: ex:Bag-name ex:Basket", body))
    assert not wrong.passed
    assert wrong.missing == ("https://example.org/Bag-name", "https://example.org/Basket")
    assert wrong.surplus == ("https://example.org/Bag",)
    assert wrong.unknown == ("https://example.org/Basket",)


def test_an_example_that_no_shape_looks_at_shows_nothing(tmp_path: Path) -> None:
    """It conforms, and yet does not pass: a misspelt class would otherwise go unseen."""
    blind = outcome(write(tmp_path, "#+ conforms: true", "ex:a a ex:Bagg ."))
    assert (blind.found, blind.passed) == (frozenset(), False)


def test_the_background_counts_and_is_not_reported_on(tmp_path: Path) -> None:
    """Classes below a target's come from the background; what an example repeats of it is set aside."""
    file = write(tmp_path, "#+ violates: ex:Bag-name", "ex:a a ex:Sack . ex:b a ex:Bag .")
    assert outcome(file, "ex:Sack rdfs:subClassOf ex:Bag . ex:b a ex:Bag .").passed
    (found,) = outcome(file, "ex:Sack rdfs:subClassOf ex:Bag . ex:b a ex:Bag .").report.violations
    assert str(found.focus) == "<https://example.org/a>"
