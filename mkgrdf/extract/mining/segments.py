"""Texts as runs of words: nothing that a mark, a line break or the end of a sentence parts can be a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mkgrdf.text.language import is_han
from mkgrdf.text.words import Token, characters, tokens

__all__ = ["Segment", "Text", "Unit", "join", "segments", "unit_of"]

_CLITICS = frozenset({"s", "m", "re", "ve", "ll", "d", "t"})
_LONGEST_WORD = 40
"""Longer ones are addresses, keys and noise: they part a text as a mark does."""
_PAIRS: Final = {'"': '"', "“": "”", "「": "」", "『": "』", "《": "》", "'": "'", "‘": "’", "«": "»", "„": "“"}
_BRACKETS: Final = {"(": ")", "（": "）", "[": "]", "【": "】"}
_LONGEST_RUN = 1000
"""More words than this without a mark are no sentence: a run ends here, so that a text of megabytes stays bounded."""
_TITLE_LENGTH = 60
_SURROGATE = re.compile("[\ud800-\udfff]")
_STOPS = frozenset("。！？!?;；\n")


class Unit(StrEnum):
    """What a text is cut into: words, or, for Chinese titles, where dictionaries cut wrongly, single characters."""

    WORDS = "words"
    CHARACTERS = "characters"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the corpus, a document or a part of one.

    Attributes:
        document: the key of the document; parts that follow each other count as one document.
        text: what it says.
        language: BCP 47.
        title: whether it is a title; None where nobody knows.
        start: where in the document it begins, in characters.
    """

    document: str
    text: str
    language: str
    title: bool | None = None
    start: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words without a mark in it; word ``i`` is characters ``starts[i]`` to ``ends[i]`` of its document.

    ``quoted`` and ``bracketed`` tell whether just this run stands between quotation marks or brackets.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: bool
    bracketed: bool


def unit_of(text: Text) -> Unit:
    """Return what ``text`` is cut into: characters if it is a Chinese title, or for all that is known could be one."""
    if text.language.split("-", maxsplit=1)[0].lower() != "zh":
        return Unit.WORDS
    title = text.title
    if title is None:
        title = len(text.text) <= _TITLE_LENGTH and _STOPS.isdisjoint(text.text)
    return Unit.CHARACTERS if title else Unit.WORDS


def segments(text: Text, unit: Unit) -> Iterator[Segment]:
    """Yield the runs of words of ``text``, in order."""
    primary = text.language.split("-", maxsplit=1)[0].lower()
    readable = _SURROGATE.sub(" ", text.text)  # half a character has no UTF-8, which rjieba works on
    found = characters(readable) if unit is Unit.CHARACTERS else tokens(readable, "zh" if primary == "zh" else "en")
    run: list[tuple[str, int, int]] = []
    before, reached = "", 0
    for token in _with_clitics(found):
        breaks = "\n" in text.text[reached : token.start] or "\r" in text.text[reached : token.start]
        word = token.is_word or (token.text[0] in "'’" and len(token.text) > 1)
        if run and (breaks or not word or len(run) == _LONGEST_RUN):
            yield _segment(run, before, "" if breaks or word else token.text)
            run = []
            before = ""
        if breaks:
            before = ""
        reached = token.end
        if not word or len(token.text) > _LONGEST_WORD:
            if run:
                yield _segment(run, before, "")
                run = []
            before = token.text
        else:
            folded = token.text.casefold().replace("’", "'")
            run.append((folded, token.start + text.start, token.end + text.start))
    if run:
        yield _segment(run, before, "")


def join(words: Iterable[str]) -> str:
    """Return ``words`` as they are written: a blank between two, except beside a Han character."""
    text = ""
    for word in words:
        blank = text and not is_han(text[-1]) and not is_han(word[0]) and not word.startswith("'")
        text += f" {word}" if blank else word
    return text


def _with_clitics(found: Iterable[Token]) -> Iterator[Token]:
    """Put together what a tokenised text tears apart: ``'`` and ``s``."""
    held: Token | None = None
    for token in found:
        if held is not None and token.start == held.end and token.text.lower() in _CLITICS:
            yield Token(held.start, token.end, held.text + token.text)
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if token.text in "'’":
            held = token
        else:
            yield token
    if held is not None:
        yield held


def _segment(run: list[tuple[str, int, int]], before: str, after: str) -> Segment:
    words, starts, ends = zip(*run, strict=True)
    return Segment(
        words=words,
        starts=starts,
        ends=ends,
        quoted=bool(after) and _PAIRS.get(before) == after,
        bracketed=bool(after) and _BRACKETS.get(before) == after,
    )
