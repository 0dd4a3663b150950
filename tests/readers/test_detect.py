from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError
from mkgrdf.readers import Detection, ReadOptions, SourceCounts, detect, read_source
from mkgrdf.readers.detect import choose
from mkgrdf.records import Record, Reject

Write = Callable[..., Path]


class Sure:
    """A reader that is always equally sure."""

    title = "a format for this test"

    def __init__(self, name: str, score: float) -> None:
        self.name = name
        self._score = score

    def detect(self, path: Path) -> Detection | None:
        return Detection(self.name, self._score, (f"{path.name} looks like {self.name}",))

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        raise NotImplementedError


def test_the_surest_is_chosen(write: Write) -> None:
    """The best score wins, with its evidence."""
    chosen = choose(write("a.csv", "a\n"), {"a": Sure("a", 0.5), "b": Sure("b", 0.9)})
    assert (chosen.format, chosen.evidence) == ("b", ("a.csv looks like b",))


def test_a_tie_is_not_broken_by_chance(write: Write) -> None:
    """Two equally sure readers make an error that gives both reasons and says how to name the format."""
    with pytest.raises(CatalogError, match=r"either of 2 formats .*looks like a.*looks like b.*--as"):
        choose(write("a.csv", "a\n"), {"a": Sure("a", 0.5), "b": Sure("b", 0.5)})


def test_nothing_recognised_says_what_was_looked_for(write: Write) -> None:
    """The message lists the formats and how to name one."""
    with pytest.raises(CatalogError, match=r"magento: .*native: .*schema-org: .*--as magento"):
        read_source(write("a.txt", "hello"))


def test_paths_and_formats_that_are_not_there(write: Write, tmp_path: Path) -> None:
    """A wrong path or format is said at once, before anything is read."""
    for call in (lambda: detect(tmp_path / "none"), lambda: read_source(tmp_path / "none", format="native")):
        with pytest.raises(CatalogError, match="no such file"):
            call()
    with pytest.raises(
        CatalogError, match="unknown format 'excel'; there are magento, native, schema-org, texts, html, rejects"
    ):
        read_source(write("a.csv", "a\n"), format="excel")
