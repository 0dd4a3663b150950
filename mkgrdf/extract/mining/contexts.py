"""What stands beside each n-gram: how varied, of which class, how often nothing; and where it can be read."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.extract.mining.ngrams import NGrams
from mkgrdf.extract.mining.spilling import SpillingCounter
from mkgrdf.extract.mining.spool import Spool
from mkgrdf.extract.mining.word_classes import WordClass, WordClasses

__all__ = ["Contexts", "Side", "read_contexts"]

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Side:
    """One side of every n-gram, by node.

    ``borders``: occurrences with nothing there (a mark, the end of a line); ``nouns``, ``verbs``, ``others``: with a
    function word of that class; ``entropy``: of the neighbour, in nats. A border and a rare word count as a
    neighbour of their own each time: both leave the phrase free.
    """

    borders: array[int]
    nouns: array[int]
    verbs: array[int]
    others: array[int]
    entropy: array[float]


@dataclass(frozen=True, slots=True)
class Contexts:
    """Everything counted around the n-grams, by node; ``examples`` are up to three ``(document, start, end)`` each."""

    left: Side
    right: Side
    documents: array[int]
    quoted: array[int]
    bracketed: array[int]
    examples: dict[int, tuple[tuple[int, int, int], ...]]


class _SideCounter:
    """Counts one side while the corpus goes by."""

    def __init__(self, size: int, classes: WordClasses, pairs: SpillingCounter, vocabulary: int) -> None:
        self.borders, self.rare = array("Q", [0] * size), array("Q", [0] * size)
        self.by_class = tuple(array("Q", [0] * size) for _ in WordClass)
        self._codes = classes.codes
        self._pairs = pairs
        self._vocabulary = vocabulary

    def see(self, node: int, neighbour: int) -> None:
        """Count ``neighbour``, a word's number, RARE, or -1 at a border."""
        if neighbour < 0:
            self.borders[node] += 1
            return
        if not neighbour:
            self.rare[node] += 1
            return
        self.by_class[self._codes[neighbour]][node] += 1
        counts, key = self._pairs.counts, node * self._vocabulary + neighbour
        counts[key] = counts.get(key, 0) + 1

    def side(self, counts: array[int]) -> Side:
        """Return what was counted, with entropies."""
        entropy = array("d", bytes(8 * len(counts)))
        for node, total in enumerate(counts):
            lonely = self.borders[node] + self.rare[node]
            if total and lonely:
                entropy[node] = lonely / total * math.log(total)
        for key, count in self._pairs.items():
            node = key // self._vocabulary
            share = count / counts[node]
            entropy[node] -= share * math.log(share)
        _, nouns, verbs, others = self.by_class
        return Side(self.borders, nouns, verbs, others, entropy)


def read_contexts(
    spool: Spool, grams: NGrams, classes: WordClasses, *, longest: int, folder: Path, most: int
) -> Contexts:
    """Read the corpus once and return what stands beside each n-gram.

    An n-gram counts twice where it stands twice, as in ``grams.counts``. Memory: a few numbers for each n-gram, and at
    most ``2 * most`` pairs of an n-gram and its neighbour.
    """
    size = len(grams)
    documents, last = array("Q", [0] * size), array("q", [-1] * size)
    quoted, bracketed = array("Q", [0] * size), array("Q", [0] * size)
    examples: dict[int, list[tuple[int, int, int]]] = {}
    with SpillingCounter(folder, most) as left_pairs, SpillingCounter(folder, most) as right_pairs:
        left = _SideCounter(size, classes, left_pairs, grams.vocabulary)
        right = _SideCounter(size, classes, right_pairs, grams.vocabulary)
        for segment in spool.segments():
            words = segment.words
            for node, start, stop in _occurrences(grams, words, longest):
                left.see(node, words[start - 1] if start else -1)
                right.see(node, words[stop] if stop < len(words) else -1)
                if last[node] != segment.document:
                    last[node] = segment.document
                    documents[node] += 1
                    found = examples.setdefault(node, [])
                    if len(found) < _EXAMPLES:
                        found.append((segment.document, segment.starts[start], segment.ends[stop - 1]))
                if stop - start == len(words):
                    quoted[node] += segment.quoted
                    bracketed[node] += segment.bracketed
            left_pairs.relieve()
            right_pairs.relieve()
        return Contexts(
            left=left.side(grams.counts),
            right=right.side(grams.counts),
            documents=documents,
            quoted=quoted,
            bracketed=bracketed,
            examples={node: tuple(found) for node, found in examples.items()},
        )


def _occurrences(grams: NGrams, words: array[int], longest: int) -> Iterator[tuple[int, int, int]]:
    for length, level in enumerate(grams.levels(words, longest), start=1):
        for start, node in enumerate(level):
            if node:
                yield node, start, start + length
