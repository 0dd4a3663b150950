"""Splits a text into sentences, English and Chinese, and keeps where each one stands in the text.

Rules rather than a model: a break is a run of closing punctuation, judged by what stands on both sides of it.
Offsets count characters of the text as given; ``text[span.start:span.end] == span.text`` always holds. The time that it
takes grows as the text does, also where the whole text is one line: no break looks at more than what stands beside it.
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
_LONGEST_SHORTENED = 12
"""No shortened word has as many letters and full stops; of a longer word only the end is looked at."""
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_FORGOTTEN_SPACE = re.compile(r"[A-Z](?:[a-z]|\s|')")


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
        for end in [*_Line(text, start, line.end(), chinese).breaks(), line.end()]:
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of ``text``, from ``line`` to ``end``, its list mark left out, and whether the text is Chinese."""

    text: str
    line: int
    end: int
    chinese: bool

    def breaks(self) -> Iterator[int]:
        """Yield where a sentence ends and another one follows in this line."""
        text, end = self.text, self.end
        for found in _END.finditer(text, self.line, end):
            start, stop = found.span()
            if start == self.line:
                continue
            while stop < end and text[stop] in _CLOSERS and not self._opens(stop):
                stop += 1
            after = stop
            while after < end and text[after].isspace():
                after += 1
            if after < end and self._ends_sentence(found.group(), start, stop, after):
                yield stop

    def _opens(self, position: int) -> bool:
        """Tell whether a straight quote after a stop opens the next sentence: a space before it, none after."""
        text = self.text
        return (
            text[position] in "\"'"
            and text[position - 1].isspace()
            and position + 1 < self.end
            and not text[position + 1].isspace()
        )

    def _ends_sentence(self, marks: str, start: int, stop: int, after: int) -> bool:
        """Judge the run ``marks`` at ``start``, with closing quotes until ``stop``; the line goes on at ``after``."""
        before, first = self.text[start - 1], self.text[after]
        quoted = stop > start + len(marks)
        if any(mark in "。！？｡" for mark in marks):
            return not (first in "，,、" or (quoted and first in "的了地"))  # “好吗？”的 goes on
        after_han = is_han(before) or (self.chinese and before in "％%”」』）")
        if marks[0] in ";；~～":
            return (self.chinese or after_han) and not first.isdigit()
        if "!" in marks or "?" in marks:
            apart = self.text[stop].isspace() or after_han or is_han(first)
            return apart and not (quoted and first.islower())
        if "…" in marks or len(marks) > 1:
            return after_han or (self.chinese and is_han(first)) or self._starts_new(after)
        return not first.isdigit() if after_han else self._full_stop_ends(start, stop, after)

    def _full_stop_ends(self, start: int, stop: int, after: int) -> bool:
        first = self.text[after]
        if not self.text[stop].isspace():
            # "great.I love it": a forgotten space, not a domain name or a decimal
            if _FORGOTTEN_SPACE.match(self.text, after, self.end) is None:
                return False
            word = self._word_before(start)
            return len(word) >= 2 and word[-1].islower()
        word = self._word_before(start)
        lower = word.lower()
        if lower in _TITLES or (len(word) == 1 and word.isupper() and word != "I"):
            return False
        if lower in _SHORTENED:
            return self._starts_new(after)
        return self._starts_new(after) or first.isdigit() or (len(word) >= 3 and first.isalpha())

    def _word_before(self, position: int) -> str:
        """Return the word before ``position``, with full stops inside (``e.g``); of a long one its last letters."""
        text, first = self.text, position
        lowest = max(self.line, position - _LONGEST_SHORTENED)
        while first > lowest:
            before = text[first - 1]
            inside = before == "." and first < position and first - 2 >= lowest and text[first - 2] in _LETTERS
            if before not in _LETTERS and not inside:
                break
            first -= 1
        return text[first:position]

    def _starts_new(self, after: int) -> bool:
        """Tell whether what follows begins like a sentence: with a capital or a Han character, perhaps in quotes."""
        first = self.text[after]
        if first in _OPENERS and after + 1 < self.end:
            first = self.text[after + 1]
        return first.isupper() or is_han(first)
