"""Loading shapes: usable SHACL, or an error that says where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.shapes import load_shapes

HEAD = "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix ex: <http://example.org/> .\n"
SHAPE = "ex:S a sh:NodeShape ; sh:targetClass ex:C ;\n    sh:property ex:P .\n"


@pytest.fixture
def shapes_file(tmp_path: Path) -> Path:
    """Where the tests write their shapes."""
    return tmp_path / "mine.ttl"


def test_the_shipped_shapes_are_usable() -> None:
    """Every shipped shape passes the check that users' shapes have to pass."""
    assert len(load_shapes(check=True).named()) > 100


def test_shapes_come_from_files_and_folders_in_any_syntax(tmp_path: Path) -> None:
    """A folder is read without its subfolders; N-Triples and JSON-LD work as Turtle does."""
    (tmp_path / "a.ttl").write_text(HEAD + SHAPE.replace("ex:P", "[ sh:path ex:p ; sh:minCount 1 ]"))
    (tmp_path / "b.nt").write_text(
        "<http://example.org/T> <http://www.w3.org/ns/shacl#targetClass> <http://example.org/D> .\n"
    )
    (tmp_path / "c.jsonld").write_text(
        '{"@id": "http://example.org/U", "http://www.w3.org/ns/shacl#targetClass": {"@id": "http://example.org/E"}}'
    )
    (tmp_path / "meta").mkdir()
    (tmp_path / "meta" / "d.ttl").write_text(HEAD + "ex:Hidden sh:targetClass ex:F .")
    (tmp_path / "notes.txt").write_text("no shapes")
    names = [name.rsplit("/", 1)[-1] for name in load_shapes([tmp_path]).named()]
    assert names == ["S", "T", "U"]


@pytest.mark.parametrize(
    ("property_shape", "message"),
    [
        ("ex:P sh:path ex:p ; sh:minCout 1 .", r"mine\.ttl:5:1: http://example\.org/P: .*did you mean sh:minCount\?"),
        (
            'ex:P sh:path ex:p ; sh:minCount "one" .',
            r'mine\.ttl:5:1: http://example\.org/P: sh:minCount is "one"; expected a whole number',
        ),
        (
            "ex:P sh:minCount 1 .",
            r"mine\.ttl:3:1: http://example\.org/S: sh:property is http://example\.org/P, which has no sh:path",
        ),
        (
            'ex:P sh:path ex:p ; sh:pattern "(" .',
            r"mine\.ttl:5:1: http://example\.org/P: sh:pattern is .*no regular expression",
        ),
        (
            'ex:P sh:path ex:p ; sh:sparql [ sh:select "SELECT $this WHRE {}" ] .',
            r"mine\.ttl:5:1: http://example\.org/P: sh:select is no SPARQL query",
        ),
        ("ex:P sh:path ex:p ; sh:expression ex:x .", r"mine\.ttl:5:1: .*sh:expression belongs to SHACL-AF"),
        ("ex:P sh:path ex:p ; sh:closed true ; ex: .", r"cannot be read: .*mine\.ttl:5, column \d+: is not Turtle"),
    ],
)
def test_unusable_shapes_are_named_with_file_and_line(shapes_file: Path, property_shape: str, message: str) -> None:
    """A misspelt term, a bad value, a missing path, a bad pattern or query, SHACL-AF and bad syntax are all errors."""
    shapes_file.write_text(HEAD + SHAPE + property_shape + "\n")
    with pytest.raises(ShapesError, match=message):
        load_shapes([shapes_file])


def test_a_file_without_shapes_is_no_shapes_file(shapes_file: Path) -> None:
    """Data given as shapes by mistake would make everything conform: it is an error."""
    shapes_file.write_text(HEAD + "ex:a ex:b ex:c .")
    with pytest.raises(ShapesError, match=r"mine\.ttl: no shape in here"):
        load_shapes([shapes_file])


def test_missing_and_foreign_files_are_shapes_errors(tmp_path: Path) -> None:
    """A path that is not there, or whose extension names no RDF syntax, is a ShapesError that names it."""
    with pytest.raises(ShapesError, match=r"gone\.ttl: there is no such file"):
        load_shapes([tmp_path / "gone.ttl"])
    (tmp_path / "shapes.docx").write_text("")
    with pytest.raises(ShapesError, match=r"\.docx names no RDF syntax; expected one of \.ttl"):
        load_shapes([tmp_path / "shapes.docx"])
