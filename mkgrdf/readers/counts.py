"""Book-keeping of a read: no row may vanish, so each is counted when read and again when settled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from mkgrdf.records import Record, Reject

__all__ = ["FileCounts", "Outcome", "SourceCounts"]


class Outcome(StrEnum):
    """What became of a row."""

    RECORDED = "recorded"
    CONTRIBUTED = "contributed"
    REJECTED = "rejected"


@dataclass(slots=True)
class FileCounts:
    """What became of the rows of one file.

    ``recorded`` rows became records of their own, ``contributed`` ones went into the records of other rows (a link, an
    image of a product, the label of an attribute), ``rejected`` ones were rejected whole.
    """

    rows: int = 0
    recorded: int = 0
    contributed: int = 0
    rejected: int = 0
    encoding: str = ""

    @property
    def settled(self) -> int:
        """How many rows are accounted for; equals ``rows`` once the read is over."""
        return self.recorded + self.contributed + self.rejected


@dataclass(slots=True)
class SourceCounts:
    """Counts of one read; complete when its last record was taken.

    ``records`` counts by type (``Product``), ``rejects`` by code. A row may give several records, and a row that gave
    one may still give a reject for a detail (an image that is missing), so only ``files`` adds up row by row.
    ``left_out`` counts, for each product that nobody knows, the documents that are about it and do not say so.
    """

    files: dict[str, FileCounts] = field(default_factory=dict)
    records: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def of(self, file: str) -> FileCounts:
        """Return the counts of ``file``, beginning them if need be."""
        return self.files.setdefault(file, FileCounts())

    def settle(self, file: str, outcome: Outcome) -> None:
        """Note what became of one row of ``file``."""
        counts = self.of(file)
        if outcome is Outcome.RECORDED:
            counts.recorded += 1
        elif outcome is Outcome.CONTRIBUTED:
            counts.contributed += 1
        else:
            counts.rejected += 1

    def note(self, result: Record | Reject) -> None:
        """Count one thing that a reader yielded."""
        if isinstance(result, Reject):
            self.rejects[result.code] += 1
        else:
            self.records[type(result).__name__] += 1

    @property
    def rows(self) -> int:
        """All rows read."""
        return sum(counts.rows for counts in self.files.values())

    @property
    def balanced(self) -> bool:
        """Tell whether each row read is accounted for."""
        return all(counts.rows == counts.settled for counts in self.files.values())
