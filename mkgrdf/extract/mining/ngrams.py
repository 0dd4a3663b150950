"""The frequent n-grams of a corpus, level by level (Agrawal and Srikant's pruning), as a trie of numbers.

An n-gram can only be frequent if both parts of it that are one word shorter are: what a level counts is bounded by what
the level below kept, and the counts themselves spill to disk.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

from mkgrdf.extract.mining.spilling import SpillingCounter
from mkgrdf.extract.mining.spool import RARE, Spool

__all__ = ["NGrams", "count_ngrams"]


class NGrams:
    """A trie: node ``n`` is the n-gram of ``parents[n]`` and then the word ``words[n]``; node 0 is the empty one.

    Nodes 1 to ``vocabulary - 1`` are the single words, with the numbers that the spool gave them.
    """

    def __init__(self, vocabulary: int) -> None:
        self.vocabulary = vocabulary
        self.parents = array("Q", [0] * vocabulary)
        self.words = array("I", range(vocabulary))
        self.lengths = array("B", [0] + [1] * (vocabulary - 1))
        self.counts = array("Q", [0] * vocabulary)
        self._children: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.parents)

    def add(self, parent: int, word: int, count: int) -> None:
        """Add the n-gram of node ``parent`` followed by ``word``."""
        self._children[parent * self.vocabulary + word] = len(self.parents)
        self.parents.append(parent)
        self.words.append(word)
        self.lengths.append(self.lengths[parent] + 1)
        self.counts.append(count)

    def child(self, node: int, word: int) -> int:
        """Return the node of ``node`` followed by ``word``, or 0."""
        return self._children.get(node * self.vocabulary + word, 0) if node else 0

    def find(self, words: Sequence[int]) -> int:
        """Return the node of these words, or 0."""
        node = words[0] if words else 0
        for word in words[1:]:
            node = self.child(node, word)
        return node

    def spell(self, node: int) -> tuple[int, ...]:
        """Return the words of ``node``."""
        words: list[int] = []
        while node:
            words.append(self.words[node])
            node = self.parents[node]
        return tuple(reversed(words))

    def suffix(self, node: int) -> int:
        """Return the node of ``node`` without its first word; frequent, since the longer one is."""
        return self.find(self.spell(node)[1:])

    def levels(self, words: array[int], longest: int) -> list[list[int]]:
        """Return for each length 1, 2, … the nodes of the n-grams of ``words`` by where they begin; 0 for none."""
        children, width = self._children, self.vocabulary
        levels = [list(words)]
        for length in range(1, longest):
            last = levels[-1]
            level = [
                children.get(last[at] * width + words[at + length], 0) if last[at] else 0
                for at in range(len(words) - length)
            ]
            if not any(level):
                break
            levels.append(level)
        return levels


def count_ngrams(spool: Spool, *, longest: int, folder: Path, most: int) -> NGrams:
    """Return the n-grams of 1 to ``longest`` words that occur at least ``spool.support`` times, with their counts."""
    grams = NGrams(len(spool.words))
    for segment in spool.segments():
        for word in segment.words:
            grams.counts[word] += 1
    grams.counts[RARE] = 0
    width = grams.vocabulary
    for length in range(2, longest + 1):
        with SpillingCounter(folder, most) as counter:
            counts = counter.counts
            for segment in spool.segments():
                words = segment.words
                if len(words) < length:
                    continue
                levels = grams.levels(words, length - 1)
                if len(levels) < length - 1:
                    continue
                shorter = levels[-1]
                for at in range(len(words) - length + 1):
                    node = shorter[at]
                    if node and shorter[at + 1]:
                        key = node * width + words[at + length - 1]
                        counts[key] = counts.get(key, 0) + 1
                counter.relieve()
            before = len(grams)
            for key, count in counter.items():
                if count >= spool.support:
                    parent, word = divmod(key, width)
                    grams.add(parent, word, count)
        if len(grams) == before:
            break
    return grams
