"""The dictionary of a recogniser: strings of tokens that were entities, of which types, how often and how reliably.

It is made from labelled sentences and, where there are any, from names known beforehand. Each entry says how often its
string occurs in the sentences and how often it is an entity of each type there, so that a word that mostly means
nothing (*apple* in a shop for fruit) is weak evidence and not none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span

__all__ = ["Dictionary", "Entry", "build_dictionary", "make_dictionary", "normal"]

_LONGEST = 12
"""Entities of more tokens than this are not entered: they do not come again."""
_MOST_CHARACTERS = 64
"""A token of more characters is an address, a key or an attack; its beginning stands for it."""
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def normal(word: str) -> str:
    """Return the beginning of a token, 64 characters, as it is compared: full-width forms as ASCII, without case."""
    return _normal(word if len(word) <= _MOST_CHARACTERS else word[:_MOST_CHARACTERS])


@lru_cache(maxsize=1 << 16)
def _normal(word: str) -> str:
    return word.translate(_WIDE).lower()


@dataclass(frozen=True, slots=True)
class Entry:
    """One string of the dictionary.

    Attributes:
        words: its tokens, as :func:`normal` gives them.
        hits: how often it was an entity, by type, sorted.
        seen: how often it occurred in the labelled sentences at all, 0 for a name that never did.
        known: the types under which it was known beforehand, sorted.
    """

    words: tuple[str, ...]
    hits: tuple[tuple[str, int], ...] = ()
    seen: int = 0
    known: tuple[str, ...] = ()

    def precision(self, type_: str) -> float:
        """Return the share of its occurrences that are entities of ``type_``."""
        return dict(self.hits).get(type_, 0) / self.seen if self.seen else 0.0

    def types(self) -> tuple[str, ...]:
        """Return the types that it may have."""
        return tuple(sorted({*(type_ for type_, _ in self.hits), *self.known}))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Entries, and the tree of their tokens in which they are looked up; an entry stands under the key ``None``.

    ``made`` keeps what others make of an entry, by its ``id``; entries live as long as their dictionary.
    """

    entries: tuple[Entry, ...]
    tree: dict[Any, Any] = field(repr=False, compare=False)
    made: dict[int, Any] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Send the entries alone: ids are another process's business, and the tree is soon made."""
        return make_dictionary, (self.entries,)

    def matches(self, words: Sequence[str]) -> Iterator[tuple[int, int, Entry]]:
        """Yield ``(start, end, entry)`` for each entry in ``words`` (normal tokens), by start, shorter first."""
        size = len(words)
        for start in range(size):
            node: Any = self.tree
            position = start
            while position < size:
                node = node.get(words[position])
                if node is None:
                    break
                position += 1
                if None in node:
                    yield start, position, node[None]

    def longest(self, words: Sequence[str], precision: float = 0.0) -> tuple[Span, ...]:
        """Return the leftmost longest entries as spans of their commonest type: a recogniser without any learning.

        Args:
            words: normal tokens.
            precision: entries whose best type has less than this share of its occurrences are left out.
        """
        found: list[Span] = []
        best: dict[int, tuple[int, str]] = {}
        for start, end, entry in self.matches(words):
            type_ = _best_type(entry)
            if not entry.seen or entry.precision(type_) >= precision:
                best[start] = end, type_
        reached = 0
        for start, (end, type_) in sorted(best.items()):
            if start >= reached:
                found.append(Span(start, end, type_))
                reached = end
        return tuple(found)


def _best_type(entry: Entry) -> str:
    return max(entry.hits, key=lambda hit: (hit[1], hit[0]))[0] if entry.hits else entry.known[0]


def make_dictionary(entries: Iterable[Entry]) -> Dictionary:
    """Return the dictionary of ``entries``, sorted, with its tree."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.words))
    tree: dict[Any, Any] = {}
    for entry in ordered:
        node = tree
        for word in entry.words:
            node = node.setdefault(word, {})
        node[None] = entry
    return Dictionary(ordered, tree)


def build_dictionary(
    sentences: Sequence[Tagged], known: Mapping[tuple[str, ...], Iterable[str]] | None = None, *, least: int = 2
) -> Dictionary:
    """Return the dictionary of the entities in ``sentences``, seen at least ``least`` times, and of ``known`` names.

    Args:
        sentences: labelled; every occurrence of an entry in them is counted, as an entity or not.
        known: types by the normal tokens of names that are known beforehand.
        least: an entity seen less often is not entered: it is too likely a slip, or never to come again.
    """
    counts = Counter(
        words
        for sentence in sentences
        for span in sentence.spans
        if len(words := tuple(normal(word) for word in sentence.words[span.start : span.end])) <= _LONGEST
    )
    names = {words: tuple(sorted(set(types))) for words, types in (known or {}).items()}
    wanted = {words for words, count in counts.items() if count >= least} | names.keys()
    lookup = make_dictionary(Entry(words, (), 0, names.get(words, ())) for words in wanted)
    seen: Counter[tuple[str, ...]] = Counter()
    hits: dict[tuple[str, ...], Counter[str]] = {}
    for sentence in sentences:
        types = {(span.start, span.end): span.type for span in sentence.spans}
        for start, end, entry in lookup.matches([normal(word) for word in sentence.words]):
            seen[entry.words] += 1
            if (type_ := types.get((start, end))) is not None:
                hits.setdefault(entry.words, Counter())[type_] += 1
    return make_dictionary(
        Entry(words, tuple(sorted(hits.get(words, {}).items())), seen[words], names.get(words, ())) for words in wanted
    )
