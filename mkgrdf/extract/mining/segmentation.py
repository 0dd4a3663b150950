"""Cuts a corpus into its phrases (Viterbi over the trie), which says how often each stands whole, not inside another.

The best cut maximises, over its pieces, log P(piece | length) + log quality + (length - 1) · prior. The prior is the
lowest that still splits at most one in twenty of the known phrases (bisected).
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mkgrdf.extract.mining.ngrams import NGrams
from mkgrdf.extract.mining.spool import Spool

__all__ = ["Recount", "Segmenter", "recount"]

_MOST_SPLIT: Final = 0.05
_STEPS: Final = 20
_PRIORS: Final = (-20.0, 10.0)
_UNKNOWN: Final = -20.0
_LEAST_QUALITY: Final = 1e-4


class Segmenter:
    """Cuts runs of words into pieces.

    Args:
        grams: the trie.
        quality: the score, 0 to 1, of each node that may be a piece; a single word may always be one, with quality 1.
        counts: by node, how often each occurs (or stands, once a segmentation has been made).
        longest: the most words in a piece.
    """

    def __init__(self, grams: NGrams, quality: Mapping[int, float], counts: Sequence[int], longest: int) -> None:
        self._grams = grams
        self.longest = longest
        totals = [0] * (longest + 1)
        for node in range(1, grams.vocabulary):
            totals[1] += max(counts[node], 1)
        for node in quality:
            if grams.lengths[node] > 1:
                totals[grams.lengths[node]] += counts[node]
        self._gain: dict[int, float] = {
            node: math.log(max(counts[node], 1) / totals[1]) for node in range(1, grams.vocabulary)
        }
        for node, score in quality.items():
            length = grams.lengths[node]
            if length > 1 and counts[node]:
                self._gain[node] = math.log(counts[node] / totals[length]) + math.log(max(score, _LEAST_QUALITY))
        self.prior = 0.0

    def cut(self, levels: Sequence[Sequence[int]]) -> list[tuple[int, int, int]]:
        """Return the pieces of a run of words as ``(node, start, end)``, in order; the node of a rare word is 0.

        ``levels`` are the run's n-grams by length (:meth:`NGrams.levels`).
        """
        size = len(levels[0])
        best = [0.0] + [-math.inf] * size
        piece: list[tuple[int, int]] = [(0, 0)] * (size + 1)
        gain, prior = self._gain, self.prior
        for start in range(size):
            reached = best[start]
            for length, level in enumerate(levels, start=1):
                if start >= len(level):
                    break
                node = level[start]
                if length == 1:
                    value = reached + gain.get(node, _UNKNOWN)
                elif node and node in gain:
                    value = reached + gain[node] + (length - 1) * prior
                else:
                    continue
                if value > best[start + length]:
                    best[start + length] = value
                    piece[start + length] = (node, start)
        pieces = []
        end = size
        while end:
            node, start = piece[end]
            pieces.append((node, start, end))
            end = start
        return pieces[::-1]

    def fit_prior(self, known: Sequence[int]) -> float:
        """Set the prior so that at most one in twenty of ``known`` (nodes) is split, and return the share that is.

        Known phrases that are no pieces, since they never occur but inside longer ones, are left out.
        """
        spelt = (array("I", self._grams.spell(node)) for node in known if node in self._gain)
        phrases = [self._grams.levels(words, self.longest) for words in spelt]
        low, high = _PRIORS
        for _ in range(_STEPS):
            self.prior = (low + high) / 2
            if self._split_share(phrases) <= _MOST_SPLIT:
                high = self.prior
            else:
                low = self.prior
        self.prior = high
        return self._split_share(phrases)

    def _split_share(self, phrases: Sequence[Sequence[Sequence[int]]]) -> float:
        return sum(len(self.cut(levels)) > 1 for levels in phrases) / len(phrases) if phrases else 0.0


@dataclass(frozen=True, slots=True)
class Recount:
    """By node: how often the segmentation has an n-gram as a piece of its own, and how often it leaves it standing.

    It stands where it is a piece, and where each of its words is one; it does not where it is part of a longer phrase,
    or a border of a phrase goes through it.
    """

    pieces: array[int]
    standing: array[int]


def recount(spool: Spool, grams: NGrams, segmenter: Segmenter) -> Recount:
    """Segment the whole corpus and count again."""
    pieces, standing = array("Q", [0] * len(grams)), array("Q", [0] * len(grams))
    for segment in spool.segments():
        alone = bytearray(len(segment.words))
        levels = grams.levels(segment.words, segmenter.longest)
        for node, start, end in segmenter.cut(levels):
            pieces[node] += 1
            if end - start == 1:
                alone[start] = 1
            else:
                standing[node] += 1
        for length, level in enumerate(levels, start=1):
            for start, node in enumerate(level):
                if node and alone[start] and all(alone[start : start + length]):
                    standing[node] += 1
    pieces[0] = standing[0] = 0
    return Recount(pieces, standing)
