"""Near-duplicates among the sentences of many documents: which sentence says again what an earlier one said.

Sentences become sets of shingles: words and pairs of words, or Chinese characters and pairs of them. MinHash with
locality-sensitive hashing (Broder 1997; Indyk and Motwani 1998; signatures by the package ``rensa``) proposes pairs,
the exact Jaccard similarity decides, since three of four pairs that MinHash alone proposes are none. Sentences with
different numbers, or of which one denies, are never the same: *holds 28 liters* is not *holds 30 liters*; so they are
not proposed either, and templates filled with numbers cost nothing.

"Earlier" is by the order in which sentences are added; the first of a kind stands for all, so the result does not
depend on how documents are spread over workers as long as their order is kept.

Memory: four bytes for each sentence, and for each different one its words and some 300 bytes. What is looked up are
not tables of all hashes (a kilobyte and a half a sentence) but only those hashes that two sentences or more share,
counted a band at a time.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from mkgrdf.extract.opinion_words import NEGATORS, NOT_NEGATION
from mkgrdf.extract.polarity import pattern

__all__ = ["SAME", "RepeatFinder", "shingles"]

SAME: Final = 0.8
"""From this Jaccard similarity on, two sentences say the same."""
_PERMUTATIONS, _BANDS = 180, 30
"""Bands of six: a pair of similarity .8 is proposed with probability 1 - (1 - .8^6)^30 = .9999, one of .3 in a
fiftieth of all cases: sentences that are made after one template are seldom compared."""
_BAND_BYTES: Final = 4 * _PERMUTATIONS // _BANDS
_UNIT = re.compile("[\u3400-\u9fff]|[^\\W_\u3400-\u9fff]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SHINGLED: Final = 4096
"""Of so many sentences the shingles are at hand while pairs are compared."""


def shingles(text: str) -> frozenset[str]:
    """Return the words (or Han characters) of ``text`` and the pairs of neighbours, folded."""
    return _shingled(_UNIT.findall(text.casefold()))


def _shingled(units: list[str]) -> frozenset[str]:
    return frozenset((*units, *map(" ".join, pairwise(units))))


class RepeatFinder:
    """Finds which sentences repeat an earlier one: :meth:`add` them all, in order, then ask for :meth:`repeats`.

    Sentences are counted from 0. Two that read the same, marks and case aside, are told apart by 64 bits of a hash.
    """

    def __init__(self) -> None:
        self._different = array("I")  # by sentence: which of the different sentences it is
        self._numbers: dict[int, int] = {}  # by the hash of what it says
        self._first = array("I")  # by different sentence: where it stands first
        self._said = bytearray()  # guard and words, one after the other
        self._ends = array("Q")
        self._bands = array("I")  # by different sentence, one hash a band

    def add(self, text: str, language: str) -> None:
        """Take the next sentence."""
        from rensa import RMinHash  # type: ignore[import-untyped] # noqa: PLC0415 - compiled; loaded when it is used

        units = _UNIT.findall(text.casefold())
        guard = "|".join(_guard(text, language))
        said = f"{guard}\n{' '.join(units)}".encode("utf-8", "surrogatepass")
        key = int.from_bytes(hashlib.blake2b(said, digest_size=8).digest())
        number = self._numbers.setdefault(key, len(self._first))
        if number == len(self._first):
            self._first.append(len(self._different))
            self._said += said
            self._ends.append(len(self._said))
            signature = RMinHash(_PERMUTATIONS, 1)
            signature.update(list(_shingled(units)))  # in any order: the least hashes are kept
            hashes = array("I", signature.digest()).tobytes()
            seed = crc32(guard.encode("utf-8", "surrogatepass"))
            self._bands.extend(
                [crc32(hashes[start : start + _BAND_BYTES], seed) for start in range(0, len(hashes), _BAND_BYTES)]
            )
        self._different.append(number)

    def repeats(self) -> Iterator[tuple[int, int]]:
        """Yield each sentence that repeats an earlier one, and the first that says so, in order."""
        stands_for = self._compared()
        for sentence, number in enumerate(self._different):
            first = self._first[stands_for[number]]
            if first != sentence:
                yield sentence, first

    def _compared(self) -> array[int]:
        """Return for each different sentence the earlier one that says the same, or itself."""
        in_common = self._shared_bands()
        read = lru_cache(maxsize=_SHINGLED)(self._read)
        stands_for = array("I", range(len(self._first)))
        tables: list[dict[int, list[int]]] = [{} for _ in range(_BANDS)]
        masks = [0] * len(self._first)
        for number, bands in enumerate(in_common):
            if not bands:
                continue
            places = [
                tables[band].setdefault(self._bands[number * _BANDS + band], [])
                for band in range(_BANDS)
                if bands >> band & 1
            ]
            guard, own = read(number)
            mask = masks[number] = _mask(own)
            # |A| and |B| of similarity s differ in at most (|A|+|B|)(1-s)/(1+s) shingles, and |B| <= |A|/s
            most = int(len(own) * (1 - SAME) / SAME + 1e-9)
            for other in sorted(set().union(*places)):
                if (mask ^ masks[other]).bit_count() > most:
                    continue
                its_guard, its = read(other)
                total, shared = len(own) + len(its), len(own & its)
                if shared and shared >= SAME * (total - shared) and its_guard == guard:
                    stands_for[number] = other
                    break
            else:
                for place in places:
                    place.append(number)
        return stands_for

    def _shared_bands(self) -> array[int]:
        """Return for each different sentence, a bit a band, which of its hashes others have too."""
        shared = array("Q", bytes(8 * len(self._first)))
        for band in range(_BANDS):
            hashes = self._bands[band::_BANDS]
            common = {one for one, times in Counter(hashes).items() if times > 1}
            bit = 1 << band
            for number in (number for number, one in enumerate(hashes) if one in common):
                shared[number] |= bit
        return shared

    def _read(self, number: int) -> tuple[str, frozenset[str]]:
        begin = self._ends[number - 1] if number else 0
        guard, _, words = self._said[begin : self._ends[number]].decode("utf-8", "surrogatepass").partition("\n")
        return guard, _shingled(words.split())


def _mask(shingled: frozenset[str]) -> int:
    """Return bits for the shingles; two sets differ in at least as many shingles as their bits do."""
    mask = 0
    for shingle in shingled:
        mask |= 1 << (hash(shingle) & 255)
    return mask


def _guard(text: str, language: str) -> tuple[str, ...]:
    """Return what must be equal in sentences that say the same: the language, the numbers, the negations' parity."""
    lowered = text.lower().replace("’", "'")
    blanked = pattern(NOT_NEGATION[language], language).sub(" ", lowered)
    denials = sum(1 for _ in pattern(NEGATORS[language], language).finditer(blanked))
    return language, str(denials % 2), *sorted(_NUMBER.findall(lowered))
