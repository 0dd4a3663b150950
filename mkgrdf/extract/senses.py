"""Tells whether a name of a concept has the concept's sense where it stands, by its neighbours and by the product.

After the oldest method of word-sense disambiguation there is: a sense is known by the company it keeps (Yarowsky
1995, *one sense per collocation*). Names without an entry in the table always have the sense of their concept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mkgrdf.extract.seed_senses import SEED_SENSES
from mkgrdf.iris import content_key

__all__ = ["Sense", "has_sense", "senses_digest", "senses_of"]

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|[。！？\n]")
_REACH = 160
"""How far around a name its sentence is looked for, in characters."""
_NAME = "▁"


@dataclass(frozen=True, slots=True)
class Sense:
    """When names that ``names`` matches have the sense: ``near`` is in the sentence or product, ``never`` is not."""

    names: re.Pattern[str]
    near: re.Pattern[str] | None
    never: re.Pattern[str] | None


@cache
def senses_of(concept: str) -> tuple[Sense, ...]:
    """Return what the table says of the concept with the key ``concept``."""
    return tuple(
        Sense(
            re.compile(names),
            None if near is None else _compile(near, language),
            None if never is None else _compile(never, language),
        )
        for language, names, near, never in SEED_SENSES.get(concept, ())
    )


def _compile(pattern: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{pattern})(?![\w'])" if language == "en" else pattern)


def has_sense(concept: str, text: str, start: int, end: int, products: Iterable[str]) -> bool:
    """Tell whether ``text[start:end]`` names the concept with this key there.

    ``text`` is a whole document; ``products`` are the names of what it is about.
    """
    name = _plain(text[start:end])
    for sense in senses_of(concept):
        if not sense.names.fullmatch(name):
            continue
        begin, stop = _sentence(text, start, end)
        before, after = _plain(text[begin:start]), _plain(text[end:stop])
        if sense.never is not None and sense.never.search(before + _NAME + after):
            return False
        if sense.near is not None:
            return any(sense.near.search(place) for place in (f"{before} {after}", *map(_plain, products)))
    return True


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around ``start`` and ``end`` begins and stops, not further than :data:`_REACH`."""
    low = max(0, start - _REACH)
    ends = [mark.end() for mark in _SENTENCE_END.finditer(text, low, start)]
    mark = _SENTENCE_END.search(text, end, end + _REACH)
    return ends[-1] if ends else low, mark.start() if mark else min(len(text), end + _REACH)


@cache
def senses_digest() -> str:
    """Return a digest of the table."""
    return content_key(repr(SEED_SENSES))
