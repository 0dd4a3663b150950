"""Which partitions of an extraction are done, kept in a file until all are: where an interrupted run goes on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

__all__ = ["Journal"]


class Journal:
    """The keys of partitions that were read and committed, one a line, in ``file``; gone when the run is finished.

    A key holds all that went into a partition (:mod:`~mkgrdf.extraction.partitions`), so one that is found here stands
    for what the store has already. Whatever else is let into the store removes the file
    (:meth:`mkgrdf.project.Project.enter`): it may have taken along what was read.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._keys: set[str] = set()
        if file.exists():
            self._keys.update(file.read_text(encoding="utf-8").split())

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def note(self, keys: Iterable[str]) -> None:
        """Remember that the partitions with ``keys`` are done."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as lines:
            lines.writelines(f"{key}\n" for key in keys)

    def close(self) -> None:
        """Forget everything: all is done."""
        self._file.unlink(missing_ok=True)
