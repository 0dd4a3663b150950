"""Counts more kinds of things than fit into memory: sorted runs on disk, merged at the end; the counts are exact."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

__all__ = ["SpillingCounter"]


class SpillingCounter:
    """Counts whole numbers below 2**63; at most ``most`` different ones are in memory at a time.

    Add to :attr:`counts` directly (it is the inner loop of all passes) and call :meth:`relieve` now and then.
    Use it as a context, or close it: the runs go then.
    """

    def __init__(self, folder: Path, most: int) -> None:
        self.counts: dict[int, int] = {}
        self.runs = 0
        """How many runs have been written to disk."""
        self._most = most
        self._folder = tempfile.TemporaryDirectory(dir=folder, prefix="runs-")

    def __enter__(self) -> SpillingCounter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget everything."""
        self.counts.clear()
        self._folder.cleanup()

    def relieve(self) -> None:
        """Write what was counted to disk if there is too much of it."""
        if len(self.counts) <= self._most:
            return
        with (Path(self._folder.name) / f"{self.runs:06d}").open("w", encoding="ascii") as file:
            file.writelines(f"{key:016x}{self.counts[key]:x}\n" for key in sorted(self.counts))
        self.runs += 1
        self.counts.clear()

    def items(self) -> Iterator[tuple[int, int]]:
        """Yield each number with its count, in order of the numbers."""
        held, total = -1, 0
        for key, count in heapq.merge(*map(self._read, range(self.runs)), sorted(self.counts.items())):
            if key != held:
                if held >= 0:
                    yield held, total
                held, total = key, 0
            total += count
        if held >= 0:
            yield held, total

    def _read(self, run: int) -> Iterator[tuple[int, int]]:
        with (Path(self._folder.name) / f"{run:06d}").open(encoding="ascii") as file:
            for line in file:
                yield int(line[:16], 16), int(line[16:], 16)
