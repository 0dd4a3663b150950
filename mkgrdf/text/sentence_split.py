"""Splits a text into sentences, English and Chinese, and keeps where each one stands in the text.

Rules rather than a model: a break is a run of closing punctuation, judged by what stands on both sides of it.
Offsets count characters of the text as given; ``text[span.start:span.end] == span.text`` always holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkgrdf.text.language import is_han

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
_LIST_MARK = re.compile(
    r"\s*(?:[-–—*·★☆※>#]+\s+|\(?\d{1,2}[.)](?=\s)|\d{1,2}、|[（(][一二三四五六七八九十\d]{1,2}[)）])\s*"
)
_END = re.compile(r"[.!?。！？｡…]+|[;；]+|[~～]+")
_CLOSERS = "\"'”’」』）)】］]》"
_OPENERS = "\"'“‘「『（([【《"

# Never the end of a sentence, however the next word is written.
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "no", "nos", "fig", "e.g", "i.e", "cf", "approx", "ca"}
)
# The end of a sentence only where the next word is written with a capital.
_SHORTENED = frozenset(
    {
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "in",
        "ft",
        "oz",
        "lb",
        "lbs",
        "cm",
        "mm",
        "ml",
        "fl",
        "qt",
        "vol",
        "min",
        "max",
        "avg",
    }
    | {"sec", "hr", "hrs", "am", "pm", "a.m", "p.m", "u.s", "u.k", "jr", "sr", "dept", "est", "temp", "pkg", "wt"}
)
_WORD_BEFORE = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)*$")


def split(text: str, language: str) -> tuple[Span, ...]:
    """Return the sentences of ``text`` in order, without the white space around them.

    ``language`` decides what is doubtful between the two: a semicolon, an ellipsis or a tilde ends a sentence in
    Chinese; in English the semicolon and the tilde do not, and an ellipsis only before a capital letter.
    """
    chinese = language.split("-", maxsplit=1)[0].lower() == "zh"
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
        rest = text[stop:end].lstrip()
        if _Place(text, start, found.group(), found.start(), stop, rest, chinese).ends_sentence():
            yield stop


def _opens(text: str, position: int, end: int) -> bool:
    """Tell whether a straight quote after a stop opens the next sentence: a space before it, none after."""
    return (
        text[position] in "\"'"
        and text[position - 1].isspace()
        and position + 1 < end
        and not text[position + 1].isspace()
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """A run of closing punctuation at ``start`` to ``stop`` (closing quotes included) in a line of ``text``."""

    text: str
    line: int
    marks: str
    start: int
    stop: int
    rest: str
    chinese: bool

    def ends_sentence(self) -> bool:
        before = self.text[self.start - 1] if self.start > self.line else ""
        if not before or not self.rest:
            return False
        quoted = self.stop > self.start + len(self.marks)
        first = self.rest[0]
        if any(mark in "。！？｡" for mark in self.marks):
            return not (first in "，,、" or (quoted and first in "的了地"))  # “好吗？”的 goes on
        after_han = is_han(before) or (self.chinese and before in "％%”」』）")
        if self.marks[0] in ";；~～":
            return (self.chinese or after_han) and not first.isdigit()
        if "!" in self.marks or "?" in self.marks:
            apart = self.text[self.stop].isspace() or after_han or is_han(first)
            return apart and not (quoted and first.islower())
        if "…" in self.marks or len(self.marks) > 1:
            return after_han or (self.chinese and is_han(first)) or _starts_new(self.rest)
        return not first.isdigit() if after_han else self._full_stop_ends()

    def _full_stop_ends(self) -> bool:
        found = _WORD_BEFORE.search(self.text, self.line, self.start)
        word = found.group() if found else ""
        lower = word.lower()
        first = self.rest[0]
        if not self.text[self.stop].isspace():
            # "great.I love it": a forgotten space, not a domain name or a decimal
            return len(word) >= 2 and word[-1].islower() and re.match(r"[A-Z](?:[a-z]|\s|')", self.rest) is not None
        if lower in _TITLES or (len(word) == 1 and word.isupper() and word != "I"):
            return False
        if lower in _SHORTENED:
            return _starts_new(self.rest)
        return _starts_new(self.rest) or first.isdigit() or (len(word) >= 3 and first.isalpha())


def _starts_new(rest: str) -> bool:
    first = rest[0]
    if first in _OPENERS and len(rest) > 1:
        first = rest[1]
    return first.isupper() or is_han(first)
