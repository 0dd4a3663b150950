"""What an entry to the contest is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from validation.results import Result

__all__ = ["Check", "Entry", "Stopwatch"]


class Stopwatch:
    """CPU seconds of this process, all its threads together, by what they went into."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Add what the block takes to ``name``.

        ``reading`` is shown beside the whole; ``telling`` is the benchmark's own work of making results comparable, and
        is taken off the whole.
        """
        began = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began


Check = Callable[[Path, Path, Stopwatch], list[Result]]
"""Folder of :mod:`validation.data`, file of shapes -> results."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One engine on one kind of data: what runs, and the packages that it needs."""

    check: Check
    packages: tuple[str, ...]
