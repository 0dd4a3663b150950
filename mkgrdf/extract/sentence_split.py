"""Splits a text into sentences, English and Chinese, and keeps where each one stands in the text.

Rules rather than a model: a break is a run of closing punctuation, judged by what stands on both sides of it.
Offsets count characters of the text as given; ``text[span.start:span.end] == span.text`` always holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkgrdf.extract.language import is_han

__all__ = ["Span", "split"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: characters ``start`` to ``end`` (exclusive), and what they read."""

    start: int
    end: int
    text: str


# A line break always ends a sentence; so does a list bullet, wherever it stands.
_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029•●▪◦■◆✓✔➤►]+")
# What may stand before the first word of a list item: dashes, stars, "3." or "（二）" or "1、".
_LIST_MARK = re.compile(r"\s*(?:[-–—*·★☆※>#]+\s+|\(?\d{1,2}[.)](?=\s)|\d{1,2}、|[（(][一二三四五六七八九十\d]{1,2}[)）])\s*")
_END = re.compile(r"[.!?。！？｡…]+|[;；]+|[~～]+")
_CLOSERS = "\"'”’」』）)】］]》"
_OPENERS = "\"'“‘「『（([【《"

# Never the end of a sentence, however the next word is written.
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nos", "fig", "e.g", "i.e", "cf", "approx", "ca"})
# The end of a sentence only where the next word is written with a capital.
_SHORTENED = frozenset(
    {"etc", "inc", "ltd", "co", "corp", "in", "ft", "oz", "lb", "lbs", "cm", "mm", "ml", "fl", "qt", "min", "max", "avg"}
    | {"sec", "hr", "hrs", "am", "pm", "a.m", "p.m", "u.s", "u.k", "jr", "sr", "dept", "est", "temp", "pkg", "wt"}
)
_WORD_BEFORE = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)*$")


def split(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without the white space around them.

    ``language`` decides what is doubtful between the two: a semicolon, an ellipsis or a tilde ends a sentence in
    Chinese; in English the semicolon and the tilde do not, and an ellipsis only before a capital letter.
    """
    chinese = language.split("-")[0].lower() == "zh"
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        start = line.start()
        mark = _LIST_MARK.match(text, start, line.end())
        if mark:
            start = mark.end()
        for end in [*_breaks(text, start, line.end(), chinese), line.end()]:
            span = _trimmed(text, start, end)
            if span is not None:
                spans.append(span)
            start = end
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    piece = text[start:end]
    return Span(start, end, piece) if any(character.isalnum() for character in piece) else None


def _breaks(text: str, start: int, end: int, chinese: bool) -> Iterator[int]:
    for found in _END.finditer(text, start, end):
        stop = found.end()
        while stop < end and text[stop] in _CLOSERS and not _opens(text, stop, end):
            stop += 1
        if stop < end and _ends_sentence(text, start, found, stop, end, chinese):
            yield stop


def _opens(text: str, position: int, end: int) -> bool:
    """Tell whether a straight quote after a stop opens the next sentence: a space before it, none after."""
    return (
        text[position] in "\"'"
        and text[position - 1].isspace()
        and position + 1 < end
        and not text[position + 1].isspace()
    )


def _ends_sentence(text: str, start: int, found: re.Match[str], stop: int, end: int, chinese: bool) -> bool:
    marks = found.group()
    before = text[found.start() - 1] if found.start() > start else ""
    rest = text[stop:end].lstrip()
    if not before or not rest:
        return False
    after_han = is_han(before) or (chinese and before in "％%”」』）")
    if any(mark in "。！？｡" for mark in marks):
        return not (rest[0] in "，,、" or (stop > found.end() and rest[0] in "的了地"))  # “好吗？”的 goes on
    if marks[0] in ";；~～":
        return (chinese or after_han) and not rest[0].isdigit()
    spaced = text[stop].isspace()
    if "!" in marks or "?" in marks:
        quoted = stop > found.end()
        return (spaced or after_han or is_han(rest[0])) and not (quoted and rest[0].islower())
    if "…" in marks or len(marks) > 1:
        return after_han or (chinese and is_han(rest[0])) or _starts_new(rest)
    return _full_stop_ends(text, start, found.start(), rest, spaced, after_han)


def _full_stop_ends(text: str, start: int, position: int, rest: str, spaced: bool, after_han: bool) -> bool:
    if after_han:
        return not rest[0].isdigit()
    word = _WORD_BEFORE.search(text, start, position)
    lower = word.group().lower() if word else ""
    if not spaced:
        # "great.I love it": a forgotten space, not a domain name or a decimal
        return bool(re.match(r"[A-Z](?:[a-z]|\s|')", rest)) and len(lower) >= 2 and word is not None and word.group()[-1].islower()
    if lower in _TITLES or (len(lower) == 1 and lower != "i" and word is not None and word.group().isupper()):
        return False
    if lower in _SHORTENED:
        return _starts_new(rest)
    return _starts_new(rest) or rest[0].isdigit() or (len(lower) >= 3 and rest[0].isalpha())


def _starts_new(rest: str) -> bool:
    first = rest[0]
    if first in _OPENERS and len(rest) > 1:
        first = rest[1]
    return first.isupper() or is_han(first)
