"""Marks on words that stand in a list of known names: the boundary features of a tagger.

Names come from the training sentences themselves and from outside (labels of the graph). From the sentences only those
count that are an entity twice and mostly: a name seen once would be found in training always and later never.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mkgrdf.models.spans import Labelled, Span, spans_of, tag_set

__all__ = ["Marks"]

_SEEN = 2
_SHARE = 0.5
_LONGEST = 12


def _normal(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


class Marks:
    """Known names with their types.

    Attributes:
        names: the words of a name, normal (NFKC, no case) -> its type.
        kinds: the types, sorted; mark ``2k + 1`` begins a name of the ``k``-th, ``2k + 2`` continues it, 0 is no name.
    """

    def __init__(self, names: Mapping[tuple[str, ...], str]) -> None:
        self.names = dict(sorted(names.items()))
        self.kinds = sorted(set(self.names.values()))
        self._numbers = {kind: number for number, kind in enumerate(self.kinds)}
        self._longest = max(map(len, self.names), default=0)

    @property
    def size(self) -> int:
        """How many marks there are."""
        return 2 * len(self.kinds) + 1

    @classmethod
    def learn(cls, sentences: Iterable[Labelled], known: Mapping[tuple[str, ...], str] | None = None) -> Marks:
        """Return the names in ``sentences`` that are an entity twice and in half of their occurrences, and ``known``.

        ``known`` names (words -> type) count unless the sentences contradict them.
        """
        sentences = list(sentences)
        hits: Counter[tuple[tuple[str, ...], str]] = Counter()
        for sentence in sentences:
            words = tuple(map(_normal, sentence.words))
            hits.update((words[start:end], kind) for start, end, kind in sentence.spans if end - start <= _LONGEST)
        outside = {tuple(map(_normal, words)): kind for words, kind in (known or {}).items() if words}
        wanted = {words for words, _ in hits} | set(outside)
        seen = _occurrences(sentences, wanted)
        names = {words: kind for words, kind in outside.items() if hits[words, kind] >= _SHARE * seen[words]}
        for (words, kind), count in sorted(hits.items(), key=lambda item: (item[1], item[0])):
            if count >= _SEEN and count >= _SHARE * seen[words]:
                names[words] = kind
        return cls(names)

    def of(self, words: Sequence[str]) -> list[int]:
        """Return the mark of each word; of names that overlap the leftmost, longest counts."""
        normal = tuple(map(_normal, words))
        marks = [0] * len(normal)
        start = 0
        while start < len(normal):
            for end in range(min(len(normal), start + self._longest), start, -1):
                kind = self.names.get(normal[start:end])
                if kind is not None:
                    number = self._numbers[kind]
                    marks[start:end] = [2 * number + 1] + [2 * number + 2] * (end - start - 1)
                    start = end - 1
                    break
            start += 1
        return marks

    def spans(self, words: Sequence[str]) -> tuple[Span, ...]:
        """Return the known names in ``words``: what a tagger without any learning would find."""
        tags = tag_set(self.kinds)
        return spans_of([tags[mark] for mark in self.of(words)])

    def to_json(self) -> list[list[str]]:
        """Return the names as ``[type, word, word …]``."""
        return [[kind, *words] for words, kind in self.names.items()]

    @classmethod
    def from_json(cls, rows: Iterable[Sequence[str]]) -> Marks:
        """Return what :meth:`to_json` wrote."""
        return cls({tuple(words): kind for kind, *words in rows})


def _occurrences(sentences: Iterable[Labelled], wanted: set[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    longest = max(map(len, wanted), default=0)
    seen: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        words = tuple(map(_normal, sentence.words))
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + longest) + 1):
                if words[start:end] in wanted:
                    seen[words[start:end]] += 1
    return seen
