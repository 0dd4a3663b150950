"""Characters that no text should carry, and one form for those that can be written in several ways.

NUL and the other control characters mean nothing to a reader, are not allowed in XML and break many a tool behind; they
are left out. Half a character becomes the replacement character. Line and page breaks of old printers become line
breaks. Composed and decomposed letters become NFC (Unicode standard annex 15). Direction marks and joiners stay:
Arabic, Hebrew and emoji need them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mkgrdf.text.offset_map import Edit, MappedText

__all__ = ["has_half", "normal", "tidy"]

# C0 and C1 but tab, line feed, carriage return and next line; the byte-order mark; noncharacters.
_NOTHING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff]+")
# Half of a surrogate pair, as JSON may escape it: no encoding can write it.
_HALF = re.compile("[\ud800-\udfff]")
_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")


def has_half(text: str) -> bool:
    """Tell whether half of a surrogate pair stands in ``text``: it was cut, or escaped wrongly, before it came here."""
    return not text.isascii() and _HALF.search(text) is not None


def normal(text: str) -> str:
    """Return ``text`` in NFC, without control characters and halves of characters, lines ended by a line feed."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _HALF.sub("\ufffd", _BREAK.sub("\n", _NOTHING.sub("", text))))


def tidy(mapped: MappedText) -> MappedText:
    """Return the same as :func:`normal` for a text that knows its places."""
    if mapped.text.isascii() and mapped.text.isprintable():
        return mapped
    mapped = mapped.edited([(found.start(), found.end(), "") for found in _NOTHING.finditer(mapped.text)])
    mapped = mapped.edited([(found.start(), found.end(), "\ufffd") for found in _HALF.finditer(mapped.text)])
    mapped = mapped.edited([(found.start(), found.end(), "\n") for found in _BREAK.finditer(mapped.text)])
    if unicodedata.is_normalized("NFC", mapped.text):
        return mapped
    composed = mapped.edited(list(_compositions(mapped.text, _clusters(mapped.text))))
    if unicodedata.is_normalized("NFC", composed.text):
        return composed
    # A script whose letters join without a combining class: a whole line at a time is coarse, but never wrong.
    return mapped.edited(list(_compositions(mapped.text, _lines(mapped.text))))


def _compositions(text: str, parts: Iterator[tuple[int, int]]) -> Iterator[Edit]:
    for start, end in parts:
        part = text[start:end]
        if (composed := unicodedata.normalize("NFC", part)) != part:
            yield start, end, composed


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield each letter with the marks behind it, and each Hangul syllable that is written in single letters."""
    start = 0
    for position in range(1, len(text) + 1):
        if position < len(text):
            character = text[position]
            if unicodedata.combining(character) or "\u1160" <= character <= "\u11ff":
                continue
        if position - start > 1 or unicodedata.normalize("NFC", text[start]) != text[start]:
            yield start, position
        start = position


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1
