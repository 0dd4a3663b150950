"""What a reader leaves lying in a folder, though another reader, or the same one by itself, would read it.

A folder is read in one format. A file of another format in it would be lost without a word, so each is a reject that
names its format and the command that imports it. Pictures, notes and files of no known format are left alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkgrdf.readers.counts import SourceCounts
from mkgrdf.readers.interface import Detection, Reader, ReadOptions
from mkgrdf.readers.problems import RejectCode, RowError, reject
from mkgrdf.records import Origin, Record, Reject

__all__ = ["WholeFolder"]

_SUFFIXES = frozenset((".csv", ".htm", ".html", ".json", ".jsonl", ".jsonld", ".tsv", ".xhtml"))
"""What any reader reads."""


class WholeFolder:
    """A reader that reads as another one does, and gives a reject for each file of a folder that went unread.

    ``readers`` are all that a file may be for, by the name of their format.
    """

    def __init__(self, reader: Reader, readers: Mapping[str, Reader]) -> None:
        self.name = reader.name
        self.title = reader.title
        self._reader = reader
        self._readers = readers

    def detect(self, path: Path) -> Detection | None:
        """Say what the reader itself says."""
        return self._reader.detect(path)

    def read(self, path: Path, options: ReadOptions, counts: SourceCounts) -> Iterator[Record | Reject]:
        """Yield what the reader yields, then the files that it did not read.

        Raises:
            CatalogError: as the reader does.
        """
        unread: dict[str, Reject | None] = {}
        for result in self._reader.read(path, options, counts):
            if isinstance(result, Reject) and result.code == RejectCode.FILE_NOT_RECOGNISED and path.is_dir():
                unread[result.origin.file] = result  # another reader may know better
            else:
                yield result
        if not path.is_dir():
            return
        for file in _files(path):
            if file not in counts.files:
                unread.setdefault(file, None)
        for file, said in sorted(unread.items()):
            known = self._recognise(path / file)
            if known is not None:
                yield _not_read(known, path, file, self.name)
            elif said is not None:
                yield said

    def _recognise(self, file: Path) -> Detection | None:
        found = [one for reader in self._readers.values() if (one := reader.detect(file)) is not None]
        return max(found, key=lambda one: (one.score, one.format), default=None)


def _files(folder: Path) -> list[str]:
    """Return the files that some reader might read, as paths from the folder; hidden ones left out."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    shown = (file for file in found if not any(part.startswith(".") for part in file.parts))
    return [file.as_posix() for file in shown if (folder / file).is_file()]


def _not_read(known: Detection, folder: Path, file: str, format_: str) -> Reject:
    problem = RowError(
        RejectCode.FILE_NOT_READ,
        known.format,
        expected=f"files of the format {format_}, in which this folder is read ({'; '.join(known.evidence)})",
        suggestion=f"import it on its own: mkgrdf import {shlex.quote((folder / file).as_posix())} --as {known.format}",
    )
    return reject(problem, Origin(file), format_=format_, part="file")
