"""The cells of other people's tables of texts: ratings, dates and lists as shops and people write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import parse_html
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.text.language import detect

__all__ = ["accounts_in", "as_list", "hashtags_in", "language_of", "parse_moment", "parse_rating", "words_of"]

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&(?:#\d{1,6}|#x[0-9A-Fa-f]{1,5}|[a-z]{2,8});")
_BLANKS = re.compile(r"[^\S\n]+")
_HASHTAG = re.compile(r"#([^#\s]{1,60}(?: [^#\s]{1,60}){0,3})#|(?<![&\w])#(\w{2,50})")
_ACCOUNT = re.compile(r"(?<![A-Za-z0-9_.@/])[@＠]([\w-][\w.-]{0,28}[\w-])")
_STARS = re.compile(r"(★{1,5})☆*")
_RATING = re.compile(r"(\d(?:\.\d+)?)\s*(?:stars?|星|分|/\s*5(?:\.0+)?|out of 5)?", re.IGNORECASE)
_CHINESE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:\s*(\d{1,2})[:：时](\d{1,2})(?:分|[:：](\d{1,2}))?)?")
_SLASHED_DATE = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_SECONDS = re.compile(r"(1\d{9})(\d{3})?")
_BETWEEN = re.compile(r"[|;；,，、\n]")
_LOOK_AT = 4000
"""So many characters of a text tell its language."""


def words_of(cell: str) -> str:
    """Return a text as it is, lines kept; one with markup in it as a reader would see it."""
    if _MARKUP.search(cell):
        return text_of(parse_html(cell), cell).text
    return "\n".join(line for part in clean(cell).split("\n") if (line := _BLANKS.sub(" ", part).strip()))


def language_of(text: str, options: ReadOptions) -> str:
    """Return the language of a text whose source states none, as a tag.

    The words decide between Chinese, English and others; a text that is neither, where one of the two was expected, is
    ``und``. A text without words is in the source's main language.
    """
    found = detect(text[:_LOOK_AT], options.language)
    if found is not None:
        return found if options.language.split("-", maxsplit=1)[0] != found else options.language
    expected = options.language.split("-", maxsplit=1)[0].lower() in {"en", "zh"}
    return "und" if expected and any(map(str.isalpha, text[:_LOOK_AT])) else options.language


def parse_rating(cell: str) -> Decimal:
    """Return a rating from 1 to 5: ``4``, ``4.5/5``, ``5 stars``, ``4星``, ``★★★★☆``.

    Raises:
        RowError: it is something else.
    """
    if (stars := _STARS.fullmatch(cell)) is not None:
        return Decimal(len(stars[1]))
    found = _RATING.fullmatch(cell)
    if found is not None and 1 <= Decimal(found[1]) <= 5:
        return Decimal(found[1])
    raise RowError(
        RejectCode.RATING_OUT_OF_RANGE,
        cell,
        expected="a number from 1 to 5",
        suggestion="convert the rating to five stars; the text was imported without it",
    )


def parse_moment(cell: str) -> datetime:
    """Return a time in ISO 8601, as ``2026/5/1 20:00``, as ``2026年5月1日``, or in seconds since 1970 (UTC).

    Raises:
        RowError: it is something else.
    """
    try:
        for pattern in (_CHINESE_DATE, _SLASHED_DATE):
            if (found := pattern.fullmatch(cell)) is not None:
                year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
                return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the source names no zone
        if (found := _SECONDS.fullmatch(cell)) is not None:
            return datetime.fromtimestamp(int(found[1]), UTC)
        return datetime.fromisoformat(cell)
    except ValueError as error:
        raise RowError(
            RejectCode.DATE_UNREADABLE,
            cell,
            expected="a day or time such as 2026-05-01T20:00:00, 2026/5/1 or 2026年5月1日",
            suggestion="write it in ISO 8601; the text was imported without it",
        ) from error


def as_list(value: object) -> tuple[str, ...]:
    """Return the texts of a list, or of a cell with bars, commas or semicolons between; anything else gives none."""
    parts = value if isinstance(value, list) else _BETWEEN.split(value) if isinstance(value, str) else []
    texts = (clean(one) if isinstance(one, str) else str(one) for one in parts if isinstance(one, (str, int, Decimal)))
    return tuple(dict.fromkeys(filter(None, texts)))


def hashtags_in(text: str) -> tuple[str, ...]:
    """Return the hashtags of a post, in either way of writing them: ``#topic#`` and ``#topic``."""
    return tuple(dict.fromkeys(clean(found[1] or found[2]) for found in _HASHTAG.finditer(text)))


def accounts_in(text: str) -> tuple[str, ...]:
    """Return the accounts that a post addresses, without their ``@``."""
    return tuple(dict.fromkeys(found[1] for found in _ACCOUNT.finditer(text)))
