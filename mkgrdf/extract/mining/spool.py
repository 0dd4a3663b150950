"""The corpus cut into words and kept on disk, so that a stream that comes once can be read again for each count.

Memory holds the words that are frequent enough to be in a phrase and one segment at a time.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from mkgrdf.extract.mining.segments import Text, Unit, segments
from mkgrdf.extract.mining.spilling import SpillingCounter

__all__ = ["RARE", "Spool", "SpoolWriter", "SpooledSegment", "least_support"]

RARE = 0
"""The number of any word that is too rare to be in a phrase; frequent ones are numbered from 1."""


@dataclass(frozen=True, slots=True)
class SpooledSegment:
    """A segment with words as numbers; ``document`` counts documents from 0."""

    document: int
    quoted: bool
    bracketed: bool
    words: array[int]
    starts: array[int]
    ends: array[int]


@dataclass(frozen=True, slots=True)
class Spool:
    """A corpus on disk.

    Attributes:
        words: the frequent words in alphabetical order; word ``i`` of the corpus is ``words[i]``, ``words[0]`` is "".
        documents, tokens: how many there are.
        support: how often a word or phrase has to occur.
    """

    words: tuple[str, ...]
    documents: int
    tokens: int
    support: int
    folder: Path

    def segments(self) -> Iterator[SpooledSegment]:
        """Yield all segments, in order."""
        with (self.folder / "numbers").open("rb") as file:
            while True:
                head: array[int] = array("I")
                block = file.read(3 * head.itemsize)
                if not block:
                    return
                head.frombytes(block)
                document, marks, length = head
                body: array[int] = array("I")
                body.frombytes(file.read(3 * length * head.itemsize))
                yield SpooledSegment(
                    document,
                    bool(marks & 1),
                    bool(marks & 2),
                    body[:length],
                    body[length : 2 * length],
                    body[2 * length :],
                )

    def keys(self, wanted: Iterable[int]) -> dict[int, str]:
        """Return the keys of these documents."""
        missing = set(wanted)
        found = {}
        with (self.folder / "documents").open(encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number in missing:
                    found[number] = line.rstrip("\n")
        return found


def least_support(tokens: int) -> int:
    """Return how often a phrase has to occur in a corpus of so many tokens: 3, and once more for each 300,000.

    So that what is frequent, which memory has to hold, stays bounded however large the corpus is.
    """
    return max(3, tokens // 300_000)


class SpoolWriter:
    """Takes a corpus text by text; :meth:`finish` turns the words into numbers. A context, which closes its files.

    Args:
        unit: what texts are cut into.
        folder: where the corpus is kept; nobody else may write there.
        support: how often a word or phrase has to occur; None for :func:`least_support`.
        most: how many counts may be in memory at a time.
    """

    def __init__(self, unit: Unit, folder: Path, *, support: int | None, most: int) -> None:
        self._unit, self._folder, self._support = unit, folder, support
        self._counter = SpillingCounter(folder, most)
        self._text = (folder / "text").open("w", encoding="utf-8", errors="replace", newline="\n")
        self._keys = (folder / "documents").open("w", encoding="utf-8", errors="replace", newline="\n")
        self._documents = self._tokens = 0
        self._last: str | None = None

    def __enter__(self) -> SpoolWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._text.close()
        self._keys.close()
        self._counter.close()

    def add(self, text: Text) -> None:
        """Cut ``text`` and keep it."""
        if text.document != self._last:
            self._keys.write(" ".join(text.document.splitlines()) + "\n")
            self._documents += 1
            self._last = text.document
        counts = self._counter.counts
        for segment in segments(text, self._unit):
            for word in segment.words:
                key = _hash(word)
                counts[key] = counts.get(key, 0) + 1
            self._tokens += len(segment.words)
            marks = segment.quoted + 2 * segment.bracketed
            self._text.write(f"{self._documents - 1} {marks}\n{' '.join(segment.words)}\n")
            self._text.write(f"{_numbers(segment.starts)}\n{_numbers(segment.ends)}\n")
            self._counter.relieve()

    def finish(self) -> Spool:
        """Return the corpus with its frequent words numbered."""
        self._text.close()
        self._keys.close()
        support = least_support(self._tokens) if self._support is None else self._support
        frequent = {key for key, count in self._counter.items() if count >= support}
        self._counter.close()
        words = ("", *sorted(_frequent_words(self._folder / "text", frequent)))
        _write_numbers(self._folder, {word: number for number, word in enumerate(words)})
        (self._folder / "text").unlink()
        return Spool(words, self._documents, self._tokens, support, self._folder)


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    """Return 63 bits of a digest; two of a million words share one with a chance below 1e-7."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 1


def _numbers(values: Iterable[int]) -> str:
    return " ".join(map(str, values))


def _lines(path: Path) -> Iterator[tuple[str, list[str], str, str]]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for head in file:
            yield head, next(file).split(), next(file), next(file)


def _frequent_words(path: Path, frequent: set[int]) -> set[str]:
    return {word for _, words, _, _ in _lines(path) for word in words if _hash(word) in frequent}


def _write_numbers(folder: Path, numbers: dict[str, int]) -> None:
    with (folder / "numbers").open("wb") as file:
        for head, words, starts, ends in _lines(folder / "text"):
            document, marks = head.split()
            record = array("I", [int(document), int(marks), len(words)])
            record.extend(numbers.get(word, RARE) for word in words)
            record.extend(map(int, starts.split()))
            record.extend(map(int, ends.split()))
            record.tofile(file)
