"""The fields of one row of the native form, read with their types; what is wrong is said by field.

A row is a mapping as JSON gives it. A CSV row is nested into the same shape first (:mod:`mkgrdf.readers.native_csv`),
so both forms share every rule below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.json_lines import MOST_DIGITS
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Label
from mkgrdf.text.characters import has_half

__all__ = ["Fields", "order_label"]

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TRUE = frozenset(("true", "yes", "1"))
_FALSE = frozenset(("false", "no", "0", ""))


def order_label(texts: Mapping[str, str], options: ReadOptions) -> Label:
    """Return texts by language as a label: the source's languages in their order, then the others by tag."""
    known = [language for language in options.languages if language in texts]
    others = sorted(texts.keys() - set(known))
    return tuple((language, texts[language]) for language in (*known, *others))


class Fields:
    """Typed access to the fields of one row; remembers which were asked for, so that surplus ones can be reported.

    Each getter returns ``None`` or an empty tuple for a field that is absent, null or empty, and raises a ``RowError``
    that names the field for one of another type.
    """

    def __init__(self, row: Mapping[str, object], options: ReadOptions, *, within: str = "") -> None:
        self.options = options
        self._row = row
        self.within = within
        self._asked: set[str] = set()

    def raw(self, name: str) -> object:
        """Return the field as it stands, ``None`` if it is absent or empty."""
        self._asked.add(name)
        value = self._row.get(name)
        return None if value in ("", [], {}) else value

    def text(self, name: str) -> str | None:
        """Return a text or number as cleaned text."""
        value = self.raw(name)
        return None if value is None else self.as_text(value, name) or None

    def needed(self, name: str) -> str:
        """Return a text that has to be there."""
        if text := self.text(name):
            return text
        raise self.missing(name)

    def missing(self, name: str) -> RowError:
        """Return the problem that a field is absent."""
        return RowError(
            RejectCode.FIELD_MISSING,
            "",
            expected=f"a value for {name}",
            suggestion=f"fill in {name}",
            column=self.within + name,
        )

    def ids(self, name: str) -> tuple[str, ...]:
        """Return a list of texts without repeats; a single text is a list of one."""
        value = self.raw(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(dict.fromkeys(filter(None, (self.as_text(one, name) for one in values))))

    def label(self, name: str) -> Label:
        """Return a text in each language; a plain text is in the main language."""
        value = self.raw(name)
        return () if value is None else self.as_label(value, name)

    def as_label(self, value: object, name: str) -> Label:
        """Return ``value``, found in the field ``name``, as a label."""
        if not isinstance(value, Mapping):
            text = self.as_text(value, name)
            return ((self.options.language, text),) if text else ()
        texts = {self.language(str(key), name): self.as_text(text, name) for key, text in value.items() if text}
        return order_label({language: text for language, text in texts.items() if text}, self.options)

    def language(self, tag: str, name: str) -> str:
        """Return a language tag that can be one (BCP 47)."""
        if _LANGUAGE.fullmatch(tag):
            return tag
        raise RowError(
            RejectCode.LANGUAGE_UNKNOWN,
            tag,
            expected="a language tag such as en or zh",
            suggestion="write the text under the tag of its language",
            column=self.within + name,
        )

    def flag(self, name: str) -> bool:
        """Return a truth value: true or false, yes or no, 1 or 0; absent is false."""
        value = self.raw(name)
        text = "" if value is None else str(value).strip().lower()
        if text in _TRUE:
            return True
        if text in _FALSE:
            return False
        raise self.wrong(name, value, "true or false")

    def number(self, name: str) -> Decimal | None:
        """Return a decimal number."""
        value = self.raw(name)
        if value is None:
            return None
        try:
            number = Decimal(str(value).strip()) if not isinstance(value, (bool, Mapping, list)) else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and abs(number.adjusted()) <= MOST_DIGITS:
            return number
        raise RowError(
            RejectCode.NUMBER_UNREADABLE,
            value,
            expected="a number in digits, with a point before decimals",
            suggestion="write it like 350 or 0.5, the unit in a field of its own",
            column=self.within + name,
        )

    def whole(self, name: str) -> int:
        """Return a whole number that has to be there."""
        number = self.number(name)
        if number is None:
            raise self.missing(name)
        if number != number.to_integral_value():
            raise self.wrong(name, number, "a whole number")
        return int(number)

    def moment(self, name: str) -> datetime | None:
        """Return a date and time (ISO 8601); a day alone begins at midnight."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return datetime.fromisoformat(text)
        except ValueError as error:
            raise self._undated(name, text, "a time as 2026-05-01T20:00:00 or 2026-05-01T20:00:00+08:00") from error

    def needed_moment(self, name: str) -> datetime:
        """Return a date and time that has to be there."""
        if (moment := self.moment(name)) is not None:
            return moment
        raise self.missing(name)

    def day(self, name: str) -> date | None:
        """Return a day (ISO 8601)."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self._undated(name, text, "a day as 2026-05-01") from error

    def choice(self, name: str, values: Collection[str]) -> str | None:
        """Return a text that is one of ``values``."""
        text = self.text(name)
        if text is None or text in values:
            return text
        raise RowError(
            RejectCode.VALUE_NOT_IN_LIST,
            text,
            expected=f"one of {', '.join(values)}",
            suggestion="write one of them, capitals as shown",
            column=self.within + name,
        )

    def each(self, name: str) -> list[Fields]:
        """Return a list of objects, each as fields of its own."""
        value = self.raw(name)
        parts = value if isinstance(value, list) else [] if value is None else [value]
        fields: list[Fields] = []
        for index, part in enumerate(parts):
            if not isinstance(part, Mapping):
                raise self.wrong(name, part, "a list of objects")
            fields.append(Fields(part, self.options, within=f"{self.within}{name}[{index}]."))
        return fields

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return an object with keys of the source's choice."""
        value = self.raw(name)
        if value is None:
            return {}
        if isinstance(value, Mapping):
            return {str(key): part for key, part in value.items()}
        raise self.wrong(name, value, "an object")

    def finish(self, known: Collection[str] = ()) -> None:
        """Object to fields that were not asked for and are not ``known``; call it when all others were read."""
        surplus = sorted(self._row.keys() - self._asked - set(known))
        if surplus:
            raise RowError(
                RejectCode.FIELD_UNKNOWN,
                surplus[0],
                expected=f"fields among {', '.join(sorted(self._asked | set(known)))}",
                suggestion="correct or remove the field; what a product has goes below attributes",
                column=self.within + surplus[0],
            )

    def wrong(self, name: str, value: object, expected: str) -> RowError:
        """Return the problem that a field has a value of another kind than ``expected``."""
        return RowError(
            RejectCode.VALUE_WRONG_TYPE,
            value,
            expected=expected,
            suggestion=f"correct {name}",
            column=self.within + name,
        )

    def as_text(self, value: object, name: str) -> str:
        """Return ``value``, found in the field ``name``, as cleaned text."""
        if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
            raise self.wrong(name, value, "a text")
        text = str(value)
        # JSON can escape half of a surrogate pair, which no encoding can write out again.
        if has_half(text):
            raise self.wrong(name, text.encode("unicode_escape").decode(), "text in whole characters")
        return clean(text)

    def _undated(self, name: str, text: str, expected: str) -> RowError:
        return RowError(
            RejectCode.DATE_UNREADABLE,
            text,
            expected=expected,
            suggestion="write it in ISO 8601",
            column=self.within + name,
        )
