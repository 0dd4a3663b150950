"""JSON text with exact numbers, and files with one JSON object on each line (https://jsonlines.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from mkgrdf.errors import CatalogError
from mkgrdf.readers.encoding import find_encoding
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["MOST_DIGITS", "dump", "parse_json", "read_lines"]

MOST_DIGITS = 100
"""Numbers with more digits, written out, are not read; a choice of ours."""


def parse_json(text: str) -> object:
    """Return a JSON text as Python values, numbers with a point as ``Decimal``.

    Raises:
        RowError: ``json-broken``, saying where; also for a number of more digits than anything in a shop has.
    """
    try:
        return json.loads(text, parse_float=_exact, parse_int=_whole, parse_constant=_refuse)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _broken(text, str(error)) from error


def dump(value: object) -> str:
    """Return a value that :func:`parse_json` gave as JSON text again."""
    return json.dumps(value, ensure_ascii=False, default=_number)


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield number and text of the lines of a file that are not blank.

    Raises:
        CatalogError: the file cannot be opened or decoded.
    """
    try:
        encoding = find_encoding(path)
        with path.open(encoding=encoding.name, newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line.strip()
    except UnicodeDecodeError as error:
        raise CatalogError(f"{error}; the file contradicts its byte-order mark", file=str(path)) from error
    except OSError as error:
        raise CatalogError(f"cannot be opened: {error.strerror}", file=str(path)) from error


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        # As a float a Decimal could change; as an int or a text it does not.
        return int(value) if value == value.to_integral_value() else str(value)
    raise TypeError(f"no JSON for {value!r} of type {type(value).__name__}")


def _exact(text: str) -> Decimal:
    # Written out, 1e999999999 would fill the memory.
    if len(text) <= MOST_DIGITS and abs((number := Decimal(text)).adjusted()) <= MOST_DIGITS:
        return number
    raise _broken(text, f"a number of more than {MOST_DIGITS} digits")


def _whole(text: str) -> int:
    if len(text) <= MOST_DIGITS:
        return int(text)
    raise _broken(text, f"a number of more than {MOST_DIGITS} digits")


def _refuse(constant: str) -> object:
    raise _broken(constant, f"{constant} is not JSON")


def _broken(text: str, why: str) -> RowError:
    return RowError(
        RejectCode.JSON_BROKEN,
        text[:200],
        expected=f"JSON ({why})",
        suggestion="correct the text at that place; a JSON checker or editor shows it",
    )
