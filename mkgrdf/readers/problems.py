"""What can be wrong with a row, under short names that never change, and how it becomes a reject.

A parser raises :class:`RowError`; the reader that called it knows the file and the row and makes a ``Reject`` of it.
The codes are documented in ``docs/reference/reject-codes.md``: people mend their files, and scripts count, by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from mkgrdf.records import Origin, Reject

__all__ = ["RejectCode", "RowError", "reject"]


class RejectCode(StrEnum):
    """Everything that a reader may object to. A code keeps its meaning for good; new ones may come."""

    CATEGORY_UNKNOWN = "category-unknown"
    CELLS_MISSING = "cells-missing"
    CELLS_SURPLUS = "cells-surplus"
    CONTEXT_UNKNOWN = "context-unknown"
    CSV_BROKEN = "csv-broken"
    CURRENCY_DIFFERS = "currency-differs"
    CURRENCY_UNKNOWN = "currency-unknown"
    DATE_UNREADABLE = "date-unreadable"
    FIELD_MISSING = "field-missing"
    FIELD_NOT_ALLOWED = "field-not-allowed"
    FIELD_UNKNOWN = "field-unknown"
    FILE_NOT_READ = "file-not-read"
    FILE_NOT_RECOGNISED = "file-not-recognised"
    ID_DUPLICATE = "id-duplicate"
    IMAGE_NOT_LOCAL = "image-not-local"
    IMAGE_TOO_LARGE = "image-too-large"
    IMAGE_UNREADABLE = "image-unreadable"
    JSON_BROKEN = "json-broken"
    LANGUAGE_UNKNOWN = "language-unknown"
    LISTS_DIFFER = "lists-differ"
    MEDIA_MISSING = "media-missing"
    MEDIA_OUTSIDE = "media-outside"
    NEEDS_EXTRA = "needs-extra"
    NUMBER_UNREADABLE = "number-unreadable"
    PRICE_AMBIGUOUS = "price-ambiguous"
    PRICE_IS_RANGE = "price-is-range"
    PRICE_NEGATIVE = "price-negative"
    PRICE_NOT_A_NUMBER = "price-not-a-number"
    PRODUCT_UNKNOWN = "product-unknown"
    RATING_OUT_OF_RANGE = "rating-out-of-range"
    ROW_MOVED = "row-moved"
    ROW_UNUSED = "row-unused"
    SUBTITLES_BROKEN = "subtitles-broken"
    VALUE_NOT_IN_LIST = "value-not-in-list"
    VALUE_WRONG_TYPE = "value-wrong-type"
    VIDEO_UNREADABLE = "video-unreadable"


class RowError(ValueError):
    """One thing that is wrong with a row: what was found, what was expected, and what to do.

    ``column`` is the source's name of the column or field; it may be filled in by a caller that knows it.
    """

    def __init__(
        self,
        code: RejectCode,
        value: object,
        *,
        expected: str,
        suggestion: str,
        column: str | None = None,
    ) -> None:
        super().__init__(f"{code}: found {value!r}; expected {expected}; {suggestion}")
        self.code = code
        self.value = str(value)
        self.expected = expected
        self.suggestion = suggestion
        self.column = column

    def in_column(self, column: str | None) -> RowError:
        """Return this problem anew, said to lie in ``column`` unless it already names one."""
        return RowError(
            self.code,
            self.value,
            expected=self.expected,
            suggestion=self.suggestion,
            column=self.column or column,
        )


def reject(
    problem: RowError, origin: Origin, *, format_: str, part: str, raw: Mapping[str, str] | None = None
) -> Reject:
    """Return ``problem`` as the reject of the row at ``origin``."""
    return Reject(
        origin=Origin(origin.file, origin.row, problem.column or origin.column),
        code=problem.code.value,
        value=problem.value,
        expected=problem.expected,
        suggestion=problem.suggestion,
        format=format_,
        part=part,
        raw=tuple((raw or {}).items()),
    )
