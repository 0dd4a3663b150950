"""The features of each token that the CRF looks at, as short strings.

- The token and its neighbours: one, two and three at a time, up to two to either side.
- What kind of token it is; for words of more than a character their shape, beginning and end.
- For Chinese the word that the character is in (rjieba), its place there, its part of speech, and the words beside it.
- The dictionary: for every entry that covers the token the entry's type and the token's place in it, with how often and
  how reliably the entry was an entity, and for the longest such entry its length.
- Where in the sentence it stands.

Made for speed: no dictionaries, strings are built by concatenation only, and what depends on a token or an entry alone
is kept. A feature that no weight was learnt for is dropped before it reaches the CRF.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import rjieba

from mkgrdf.extract.entities.dictionary import Dictionary, Entry, normal
from mkgrdf.text.language import is_han

__all__ = ["FEATURES_REVISION", "features"]

FEATURES_REVISION = "1"
"""Changes whenever the same sentence gets other features: a model fits one revision only."""

_LONG = 16


def features(words: Sequence[str], dictionary: Dictionary) -> list[list[str]]:
    """Return the features of each of the tokens ``words``."""
    tokens = [normal(word) for word in words]
    size = len(tokens)
    around = ["<<", "<", *tokens, ">", ">>"]
    pairs = [one + "|" + other for one, other in pairwise(around)]
    rows = [
        [
            "0" + at,
            "1" + before,
            "2" + after,
            "3" + before2,
            "4" + after2,
            "5" + pair_to,
            "6" + pair_from,
            "7" + pair_before,
            "8" + pair_after,
            "9" + pair_to + "|" + after,
            "a" + pair_before + "|" + at,
            "b" + pair_from + "|" + after2,
            *_own(at),
        ]
        for before2, before, at, after, after2, pair_before, pair_to, pair_from, pair_after in zip(
            around, around[1:], tokens, around[3:], around[4:], pairs, pairs[1:], pairs[2:], pairs[3:], strict=False
        )
    ]
    if any(is_han(token[0]) for token in tokens):
        _add_words(rows, tokens)
    _add_entries(rows, tokens, dictionary)
    rows[0].append("first")
    rows[-1].append("last")
    if size > 1:
        rows[1].append("second")
        rows[-2].append("last but one")
    return rows


@lru_cache(maxsize=1 << 16)
def _own(token: str) -> tuple[str, ...]:
    """Return what a token shows by itself."""
    if len(token) == 1:
        return ("c" + _class(token),)
    shape = "".join(
        one for one, before in zip((_class(c) for c in token), ["", *map(_class, token)], strict=False) if one != before
    )
    return ("c" + shape, "d" + str(min(len(token), 8)), "e" + token[:3], "f" + token[-3:], "g" + token[-2:])


def _class(character: str) -> str:
    if is_han(character):
        return "h"
    if character.isdigit():
        return "9"
    if character.isalpha():
        return "a"
    return "_" if character.isspace() else "."


def _add_words(rows: list[list[str]], tokens: Sequence[str]) -> None:
    """Add the Chinese word that each token is in, its part of speech, and the words before and after."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    latin_before = ""
    for token in tokens:
        latin = "" if is_han(token[-1]) else token
        if latin_before and latin and len(latin_before) + len(latin) > 2:
            pieces.append(" ")  # two Latin words must not run together; letters that come one by one must
            length += 1
        starts.append(length)
        pieces.append(token)
        length += len(token)
        latin_before = latin
    found = [(word, part) for word, part in rjieba.tag("".join(pieces), True)]
    marks: list[tuple[str, ...]] = []
    before, part_before = "<", "<"
    for (word, part), (after, part_after) in zip(found, [*found[1:], (">", ">")], strict=True):
        beside = ("k" + before, "l" + after[:_LONG], "m" + part_before + "|" + part + "|" + part_after)
        length = len(word)
        if length <= _LONG:
            marks += [("h" + word, "i" + place + part, *beside) for place in _places(length)]
        else:
            marks += [("h" + word[:_LONG], "iL" + part, *beside)] * length
        before, part_before = word[:_LONG], part
    for row, start in zip(rows, starts, strict=True):
        row.extend(marks[start])


@lru_cache(maxsize=64)
def _places(length: int) -> tuple[str, ...]:
    return ("S",) if length == 1 else ("B", *("M" * (length - 2)), "E")


def _add_entries(rows: list[list[str]], tokens: Sequence[str], dictionary: Dictionary) -> None:
    """Add what the dictionary says: all entries that cover a token, and the longest of them once more."""
    longest = [0] * len(tokens)
    covered: list[tuple[str, ...]] = [("o",)] * len(tokens)
    made = dictionary.made
    for start, end, entry in dictionary.matches(tokens):
        found = made.get(id(entry))
        if found is None:
            found = made[id(entry)] = _of_entry(entry)
        every, marks = found
        length = end - start
        for position in range(start, end):
            rows[position] += every[position - start]
            if length > longest[position]:
                longest[position] = length
                covered[position] = marks[position - start]
    edge = ("o",)
    for row, before, at, after in zip(rows, [edge, *covered], covered, [*covered[1:], edge], strict=False):
        row.extend(at)
        row.append("v" + before[0])
        row.append("w" + after[0])


def _of_entry(entry: Entry) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, ...], ...]]:
    """Return the features that an entry gives to each token in it: whenever it matches, and where it is the longest."""
    length = min(len(entry.words), _LONG)
    every: list[tuple[str, ...]] = []
    marks: list[tuple[str, ...]] = []
    types = entry.types()
    best = max(types, key=lambda type_: (entry.precision(type_), type_ in entry.known, type_))
    for place in _places(len(entry.words)):
        evidence = []
        for type_ in types:
            share = _share(entry, type_)
            evidence.append(f"q{place}{type_}{share}")
        every.append(tuple(evidence))
        marks.append(
            (f"s{place}{best}{_share(entry, best)}", f"t{place}{best}{length}", f"u{place}{_often(entry.seen)}")
        )
    return tuple(every), tuple(marks)


def _share(entry: Entry, type_: str) -> str:
    """Return how reliably the entry is of the type: from ``0`` to ``5``, ``k`` where only its name is known."""
    if not entry.seen:
        return "k"
    share = entry.precision(type_)
    return str(sum(share > edge for edge in (0.1, 0.3, 0.5, 0.7, 0.9)))


def _often(seen: int) -> str:
    return str(sum(seen > edge for edge in (0, 1, 2, 5, 20)))
