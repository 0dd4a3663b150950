"""File bytes in, records out: one reader for each format, and what tells the formats apart.

A reader yields records (:mod:`mkgrdf.records`) and, for what cannot be read, rejects; it stops only when a file as a
whole is of no use (``CatalogError``). It knows nothing of RDF and makes nothing up.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mkgrdf.errors import CatalogError
from mkgrdf.readers.counts import FileCounts, Outcome, SourceCounts
from mkgrdf.readers.detect import choose, rank
from mkgrdf.readers.fit_documents import fit
from mkgrdf.readers.html_pages import HtmlReader
from mkgrdf.readers.interface import Detection, Reader, ReadOptions
from mkgrdf.readers.leftovers import WholeFolder
from mkgrdf.readers.magento import MagentoReader
from mkgrdf.readers.native import NativeReader
from mkgrdf.readers.problems import RejectCode
from mkgrdf.readers.rejects import RejectsReader, rejected_source, write_rejects
from mkgrdf.readers.schema_org import SchemaOrgReader
from mkgrdf.readers.texts import TextsReader
from mkgrdf.records import Document, Product, Record, Reject

__all__ = [
    "READERS",
    "Detection",
    "FileCounts",
    "Outcome",
    "ReadOptions",
    "Reader",
    "Reading",
    "RejectCode",
    "SourceCounts",
    "detect",
    "read_source",
    "rejected_source",
    "write_rejects",
]

_OF_CATALOGUES: Final[dict[str, Reader]] = {
    reader.name: reader for reader in (MagentoReader(), NativeReader(), SchemaOrgReader(), TextsReader(), HtmlReader())
}
READERS: Final[dict[str, Reader]] = {
    name: WholeFolder(reader, _OF_CATALOGUES) for name, reader in _OF_CATALOGUES.items()
}
"""The readers by the name of their format."""
READERS["rejects"] = RejectsReader(READERS)


class Reading(Iterator[Record | Reject]):
    """One read of one source: an iterator, with ``detection`` and, complete once it is exhausted, ``counts``."""

    def __init__(self, detection: Detection, path: Path, options: ReadOptions) -> None:
        self.detection = detection
        self.counts = SourceCounts()
        self._options = options
        self._products: set[str] = set()
        self._results = READERS[detection.format].read(path, options, self.counts)

    def __next__(self) -> Record | Reject:
        result = next(self._results)
        if isinstance(result, Product):
            self._products.add(result.id)
        elif isinstance(result, Document):
            named = result.products
            result = fit(result, self._options, self._products)
            self.counts.left_out.update(one for one in named if one not in result.products)
        self.counts.note(result)
        return result


def detect(path: Path) -> tuple[Detection, ...]:
    """Return the formats that the file or folder at ``path`` may be in, the surest first; empty if none is known.

    Raises:
        CatalogError: there is no such file or folder.
    """
    return rank(path, READERS)


def read_source(path: Path, *, format: str | None = None, options: ReadOptions | None = None) -> Reading:  # noqa: A002
    """Begin to read the file or folder at ``path``; records come lazily, in an order that the source determines.

    ``format`` is a key of ``READERS``; without it the format is detected.

    Raises:
        CatalogError: no such file, no or no single format recognised, or an unknown ``format``; while iterating, a
            file that cannot be read at all.
    """
    options = options or ReadOptions()
    if format is None:
        return Reading(choose(path, READERS), path, options)
    if format not in READERS:
        raise CatalogError(f"unknown format {format!r}; there are {', '.join(READERS)}", file=str(path))
    if not path.exists():
        raise CatalogError("no such file or folder; check the path", file=str(path))
    return Reading(Detection(format, 1.0, (f"the format was named: {format}",)), path, options)
