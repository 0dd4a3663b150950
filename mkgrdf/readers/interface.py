"""What every reader is: it recognises its format, says why, and turns files into records and rejects."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mkgrdf.readers.counts import SourceCounts
from mkgrdf.records import Record, Reject

__all__ = ["Detection", "Mended", "ReadOptions", "Reader", "RowKey"]

RowKey = tuple[str, int | None, str]
"""Which row of a source: file as in ``Origin.file``, row as in ``Origin.row``, and the reject's ``part``."""

Mended = Mapping[RowKey, Mapping[str, str]]
"""Rows that a person has corrected, to be read in the place of the rows in the files."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the files do not say themselves.

    ``languages`` are the source's languages, the main one first: untagged text is in that one. ``currency`` (ISO 4217)
    holds where a price names none. ``mended`` rows stand in for rows of the files (see :mod:`mkgrdf.readers.rejects`).

    ``titles_in_text`` puts the title of a review before its text, on a line of its own, so that whoever reads sentences
    reads it too, with offsets like any other; a title that the text begins with is not repeated.

    ``mask`` puts masks in the place of personal data in every document (:mod:`mkgrdf.text.masking`);
    ``public_accounts``, without ``@``, are left. ``products`` are the ids of the products that are known already: of
    any other than these and those of its own source a document says nothing, and is kept; ``None`` if nobody knows, and
    then documents say of any. ``described`` are those that other sources describe: a page about one of them says more
    of it, and makes no product of its own.
    """

    languages: tuple[str, ...] = ("en",)
    currency: str = "USD"
    mended: Mended = field(default_factory=dict)
    titles_in_text: bool = False
    mask: bool = True
    public_accounts: frozenset[str] = frozenset()
    products: frozenset[str] | None = None
    described: Container[str] = frozenset()

    @property
    def language(self) -> str:
        """The main language."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Detection:
    """That ``path`` looks like ``format``: how surely (``score`` in 0..1), and why, in plain words."""

    format: str
    score: float
    evidence: tuple[str, ...]


class Reader(Protocol):
    """One input format.

    Attributes:
        name: short and stable: the format's name in settings, on the command line and in rejects.
        title: what the format is, in a few words.
    """

    name: str
    title: str

    def detect(self, path: Path) -> Detection | None:
        """Say whether the file or folder at ``path`` looks like this format; looks at beginnings of files only."""
        ...

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield what the file or folder at ``path`` holds, lazily, and note in ``counts`` what became of each row.

        Raises:
            CatalogError: a file as a whole cannot be read; a row that cannot is yielded as a ``Reject``.
        """
        ...
