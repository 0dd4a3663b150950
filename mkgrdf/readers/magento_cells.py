"""The packed cells of Magento's product import: attributes, variations, categories, dates.

Format: https://experienceleague.adobe.com/en/docs/commerce-admin/systems/data-transfer/data-attributes-product
"""

from __future__ import annotations

import html
import re
from datetime import date, datetime

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["parse_attributes", "parse_categories", "parse_date", "parse_list", "parse_variations"]

# A comma parts two attributes only where a code and "=" follow; elsewhere it belongs to the value.
_NEXT_PAIR = re.compile(r",(?=\w+=)")
_SLASH = re.compile(r"(?<!\\)/")
# Every category of a Magento shop hangs below this root, which names the shop and classifies nothing.
_ROOT = "Default Category"
# What Magento writes (US style, with the hour) and what people put in its place.
_DATES = ("%m/%d/%y", "%m/%d/%Y", "%Y-%m-%d")


def parse_attributes(cell: str) -> dict[str, tuple[str, ...]]:
    """Return the values by attribute code of a cell like ``size=XS,material=Wool|Fleece``; entities are decoded.

    Raises:
        RowError: ``value-wrong-type`` for a piece without ``=``.
    """
    attributes: dict[str, tuple[str, ...]] = {}
    for pair in _NEXT_PAIR.split(cell) if cell else ():
        code, sign, packed = pair.partition("=")
        if not sign or not code.strip():
            raise RowError(
                RejectCode.VALUE_WRONG_TYPE,
                pair,
                expected="attributes as code=value, parted by commas, several values parted by |",
                suggestion="write the attribute's code and = before its value",
                column="additional_attributes",
            )
        values = (clean(html.unescape(value.strip().strip('"'))) for value in packed.split("|"))
        attributes[code.strip()] = tuple(dict.fromkeys(value for value in values if value))
    return attributes


def parse_variations(cell: str) -> tuple[str, ...]:
    """Return the SKUs of the variants in a cell like ``sku=X-S,size=S|sku=X-M,size=M``.

    Raises:
        RowError: ``value-wrong-type`` for a variation without ``sku=``.
    """
    skus: list[str] = []
    for variation in cell.split("|") if cell else ():
        pairs = dict(pair.partition("=")[::2] for pair in _NEXT_PAIR.split(variation))
        if not pairs.get("sku", "").strip():
            raise RowError(
                RejectCode.VALUE_WRONG_TYPE,
                variation,
                expected="variations as sku=…,attribute=value, parted by |",
                suggestion="give each variation its sku=",
                column="configurable_variations",
            )
        skus.append(clean(pairs["sku"]))
    return tuple(dict.fromkeys(skus))


def parse_categories(cell: str) -> tuple[tuple[str, ...], ...]:
    r"""Return the category paths of a cell like ``Default Category/Men/Tops,Default Category``, each without the root.

    A path that is only the root is no category. A slash inside a name is written ``\/``.
    """
    paths: list[tuple[str, ...]] = []
    for path in cell.split(","):
        names = [clean(html.unescape(name.replace(r"\/", "/"))) for name in _SLASH.split(path)]
        names = [name for name in names if name]
        if names and names[0] == _ROOT:
            names = names[1:]
        if names:
            paths.append(tuple(names))
    return tuple(dict.fromkeys(paths))


def parse_list(cell: str, *, separator: str = ",") -> tuple[str, ...]:
    """Return the parts of a list in a cell, trimmed, without empty and repeated ones."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(separator) if part.strip()))


def parse_date(cell: str, column: str) -> date | None:
    """Return the day in a cell like ``12/31/26, 12:00 AM`` or ``2026-12-31``; ``None`` for an empty cell.

    Raises:
        RowError: ``date-unreadable``.
    """
    day = re.split(r"[, T]", cell, maxsplit=1)[0]
    if not day:
        return None
    for pattern in _DATES:
        try:
            return datetime.strptime(day, pattern).date()  # noqa: DTZ007  # a day of the shop's calendar, no instant
        except ValueError:
            continue
    raise RowError(
        RejectCode.DATE_UNREADABLE,
        cell,
        expected="month/day/year or year-month-day",
        suggestion="write the day as 2026-12-31",
        column=column,
    )
