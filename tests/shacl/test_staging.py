"""Files are loaded whole or statement by statement; either way a number keeps the datatype that its file gives it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from mkgrdf.shacl import staging
from mkgrdf.shacl.engines import validate_in_place
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.shacl.staging import stage_files
from tests.shacl.test_hostile import triples

XSD = "http://www.w3.org/2001/XMLSchema"
SHAPES = """ex:S a sh:NodeShape ; sh:targetClass ex:Bag ;
    sh:property [ sh:path ex:straps ; sh:datatype xsd:byte ] , [ sh:path ex:pockets ; sh:datatype xsd:integer ] ."""

STRAPS, POCKETS = "<https://example.org/straps>", "<https://example.org/pockets>"


def refused(file: Path) -> list[str | None]:
    report = validate_in_place(stage_files(read_graph([file]).files, Shapes(triples(SHAPES))), Shapes(triples(SHAPES)))
    return [violation.path for violation in report.violations]


def lines(number: str, filling: int = 0) -> str:
    """N-Triples of a bag with as many straps and pockets, after ``filling`` bytes."""
    text = f"<urn:bag> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://example.org/Bag> . #{'-' * filling}\n"
    return text + "".join(f"<urn:bag> <https://example.org/{each}> {number} .\n" for each in ("straps", "pockets"))


@pytest.mark.parametrize("name", ["a.nt", "a.ttl", "a.nt.gz"])
@pytest.mark.parametrize("written", ["#byte", r"\u0023byte", r"#b\u0079te", r"\U00000023byte", r"#b\U00000079te"])
def test_an_escaped_name_of_a_datatype_is_its_name(written: str, name: str, tmp_path: Path) -> None:
    """A byte is one however it is written: no fault of the straps, one of the pockets, which are to be integers."""
    text = lines(f'"5"^^<{XSD}{written}>').encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    assert refused(tmp_path / name) == [POCKETS]


@pytest.mark.parametrize(
    ("prefix", "term"), [("#", "x:byte"), ("#by", "x:te"), ("#b", "x:yte"), ("", r"x:\#byte"), ("#byte", "x:")]
)
def test_a_prefix_may_cut_the_name_of_a_datatype(prefix: str, term: str, tmp_path: Path) -> None:
    """Turtle puts prefix and rest together, wherever the IRI is cut."""
    file = tmp_path / "a.ttl"
    file.write_text(f"@prefix x: <{XSD}{prefix}> .\n" + lines(f'"5"^^{term}'))
    assert refused(file) == [POCKETS]


def test_the_edge_of_a_portion_may_cut_the_name_of_a_datatype(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it falls, at no byte is the datatype overlooked; and integers are loaded whole all the while."""
    monkeypatch.setattr(staging, "_PORTION", 256)
    file = tmp_path / "a.nt"
    for filling in range(256):
        for written in ("#byte", r"\u0023byte"):
            file.write_text(lines(f'"5"^^<{XSD}{written}>', filling))
            with file.open("rb") as opened:
                assert staging._needs_a_look(opened, RdfFormat.N_TRIPLES)
    file.write_text(lines(f'"5"^^<{XSD}#integer>', 300))
    with file.open("rb") as opened:
        assert not staging._needs_a_look(opened, RdfFormat.N_TRIPLES)
    assert refused(file) == [STRAPS]
