"""A run that breaks off keeps what it has let in, and the next one goes on from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from mkgrdf.errors import EngineError
from mkgrdf.extraction import Local, entry
from mkgrdf.extraction import partitions as portions
from mkgrdf.extraction.engines import failed
from mkgrdf.extraction.partitions import Partition, Said, Work
from mkgrdf.pipeline import extract_knowledge
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.validation import validate_store
from tests.extraction.conftest import shop_of


class BreaksOff:
    """Reads some partitions, then fails as an engine fails that has lost its workers."""

    def __init__(self, after: int) -> None:
        self.after = after

    def map(self, work: Work, partitions: Iterable[Partition]) -> Iterator[tuple[Partition, tuple[Said, ...]]]:
        for number, read in enumerate(Local().map(work, partitions)):
            if number == self.after:
                raise failed(read[0], ConnectionError("the workers are gone"))
            yield read


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Partitions of seven records, each let in by itself."""
    monkeypatch.setattr(portions, "PARTITION", 7)
    monkeypatch.setattr(entry, "_MOST", 1)


def test_the_next_run_goes_on(tmp_path: Path, gate: Gate) -> None:
    """Three partitions are in, conform, and are not read again; the graph is that of a run in one go."""
    whole, broken = shop_of(tmp_path / "whole", gate), shop_of(tmp_path / "broken", gate)
    extract_knowledge(whole.project)
    with pytest.raises(EngineError, match="the workers are gone"):
        extract_knowledge(broken.project, engine=BreaksOff(3))
    assert validate_store(broken.project.store).conforms
    again = extract_knowledge(broken.project)
    assert again.resumed == 21
    assert again.graphs["sentences"] == 40 - 21
    assert broken.quads() == whole.quads()
    assert extract_knowledge(broken.project).resumed == 0, "a finished run leaves nothing to resume"


def test_an_import_in_between_starts_anew(tmp_path: Path, gate: Gate) -> None:
    """What was read may have gone with a record that was replaced: nothing is taken for done."""
    shop = shop_of(tmp_path / "shop", gate)
    with pytest.raises(EngineError):
        extract_knowledge(shop.project, engine=BreaksOff(3))
    shop.documents[0]["text"] = "Bad for the gym. It fell apart after a week of use."
    shop.load()
    again = extract_knowledge(shop.project)
    assert (again.resumed, again.graphs["sentences"]) == (0, 40)


def test_what_stands_elsewhere_counts(tmp_path: Path, gate: Gate) -> None:
    """What a document says depends on earlier ones: where one has changed, nothing is taken for done."""
    shop = shop_of(tmp_path / "shop", gate)
    with pytest.raises(EngineError):
        extract_knowledge(shop.project, engine=BreaksOff(3))
    noted = shop.project.settings.progress.read_text(encoding="utf-8")
    shop.documents[-1]["text"] = "It fell apart after a week of use at the gym."
    shop.load()
    shop.project.settings.progress.write_text(noted, encoding="utf-8")
    assert extract_knowledge(shop.project).resumed == 0


def test_records_that_are_gone_take_their_graphs_along(tmp_path: Path, gate: Gate) -> None:
    """After a withdrawal nothing that was read from the record is left, whichever partition it was in."""
    shop = shop_of(tmp_path / "shop", gate, reviews=10)
    extract_knowledge(shop.project)
    del shop.documents[3]
    shop.load(full=True)
    extract_knowledge(shop.project)
    assert not [quad for quad in shop.quads() if "document/r003" in quad]
