"""Near-duplicates among the sentences of many documents: which sentence says again what an earlier one said.

Sentences become sets of shingles: words and pairs of words, or Chinese characters and pairs of them. MinHash with
locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998; the package ``rensa``) proposes pairs, the exact
Jaccard similarity decides, since three of four pairs that MinHash alone proposes are none. Sentences with different
numbers, or of which one denies, are never the same: *holds 28 liters* is not *holds 30 liters*.

"Earlier" is by the order in which sentences are added; the first of a kind stands for all, so the result does not
depend on how documents are spread over workers as long as their order is kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from mkgrdf.extract.opinion_words import NEGATORS, NOT_NEGATION
from mkgrdf.extract.polarity import pattern

if TYPE_CHECKING:
    from rensa import RMinHashLSH  # type: ignore[import-untyped]  # compiled, comes without types

__all__ = ["SAME", "RepeatFinder", "shingles"]

Key = TypeVar("Key")

SAME: Final = 0.8
"""From this Jaccard similarity on, two sentences say the same."""
_PERMUTATIONS, _BANDS = 64, 16
"""Bands of four: a pair of similarity .8 is proposed with probability 1 - (1 - .8^4)^16 = .9998."""
_UNIT = re.compile("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def shingles(text: str) -> frozenset[str]:
    """Return the words (or Han characters) of ``text`` and the pairs of neighbours, folded."""
    units = _UNIT.findall(text.casefold())
    return frozenset(units) | {f"{first} {second}" for first, second in pairwise(units)}


@dataclass(slots=True)
class _Known(Generic[Key]):
    key: Key
    shingles: frozenset[str]
    guard: tuple[str, ...]


@dataclass(slots=True)
class RepeatFinder(Generic[Key]):
    """Finds, sentence by sentence, whether it repeats an earlier one. Memory grows with the different sentences."""

    _known: list[_Known[Key]] = field(default_factory=list)
    _exact: dict[str, int] = field(default_factory=dict)
    _index: RMinHashLSH | None = None

    def first(self, key: Key, text: str, language: str) -> Key | None:
        """Return the key of the sentence that ``text`` repeats, else None; then it is itself remembered as ``key``."""
        from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415 - compiled; loaded only when something is compared

        folded = " ".join(_UNIT.findall(text.casefold()))
        guard = _guard(text, language)
        exact = "|".join((language, *guard, folded))
        if exact in self._exact:
            return self._known[self._exact[exact]].key
        if self._index is None:
            self._index = RMinHashLSH(SAME, _PERMUTATIONS, _BANDS)
        own = shingles(text)
        signature = RMinHash(_PERMUTATIONS, 1)
        signature.update(sorted(own))
        best = -1
        for position in sorted(self._index.query(signature)):
            other = self._known[position]
            if other.guard == guard and _jaccard(own, other.shingles) >= SAME:
                best = position
                break
        if best >= 0:
            self._exact[exact] = best
            return self._known[best].key
        self._exact[exact] = len(self._known)
        self._index.insert(len(self._known), signature)
        self._known.append(_Known(key, own, guard))
        return None


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if shared else 0.0


def _guard(text: str, language: str) -> tuple[str, ...]:
    """Return what must be equal in sentences that say the same: the language, the numbers, the negations' parity."""
    lowered = text.lower().replace("’", "'")
    blanked = pattern(NOT_NEGATION[language], language).sub(" ", lowered)
    denials = sum(1 for _ in pattern(NEGATORS[language], language).finditer(blanked))
    return language, str(denials % 2), *sorted(_NUMBER.findall(lowered))
