"""Prices as people write them: ``¥199``, ``$1,299.00``, ``1.299,00 €``, ``1.5万``, ``免费``.

Nothing is guessed: a range, an open price or a number that may be read in two ways is refused with a proposal.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from mkgrdf.readers.problems import RejectCode, RowError

__all__ = ["CURRENCY", "parse_currency", "parse_price"]

CURRENCY = re.compile(r"[A-Z]{3}")
"""ISO 4217: three capital letters."""

_FREE = frozenset({"免费", "免費", "free", "gratis"})
_MULTIPLES = {"千": Decimal(1000), "万": Decimal(10_000), "萬": Decimal(10_000), "亿": Decimal(100_000_000)}
# Longer signs first: "HK$" must not be read as "$".
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("人民币", ("CNY",)),
    ("港币", ("HKD",)),
    ("日元", ("JPY",)),
    ("美元", ("USD",)),
    ("欧元", ("EUR",)),
    ("RMB", ("CNY",)),
    ("US$", ("USD",)),
    ("HK$", ("HKD",)),
    ("NT$", ("TWD",)),
    ("元", ("CNY",)),
    ("€", ("EUR",)),
    ("£", ("GBP",)),
    ("₩", ("KRW",)),
    ("₹", ("INR",)),
    ("₽", ("RUB",)),
    # A sign that several currencies share: the source's own currency decides if it is one of them, else the first.
    ("¥", ("CNY", "JPY")),
    ("$", ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD")),
)
_RANGE = re.compile(r"\d\s*(?:-|–|—|~|至|到|\bto\b)\s*[^\d\s]{0,3}\s*\d")
_OPEN = re.compile(r"起$|^(?:from|ab)\s|\+$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,' ]\d+)*")


def parse_price(text: str, currency: str) -> tuple[Decimal, str | None]:
    """Return the amount in ``text`` and the currency that it names, if it names one.

    ``currency`` is the source's own, which settles what ``$`` and ``¥`` mean.

    Raises:
        RowError: ``price-not-a-number``, ``price-is-range``, ``price-ambiguous`` or ``price-negative``.
    """
    # NFKC makes full-width digits and signs plain ones: "￥１９９" is "¥199".
    folded = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if folded.lower() in _FREE:
        return Decimal(0), None
    if _OPEN.search(folded) or _RANGE.search(folded):
        raise RowError(
            RejectCode.PRICE_IS_RANGE,
            text,
            expected="one price",
            suggestion="give the price of this product, or one product for each price",
        )
    number, named = _split_currency(folded, currency)
    if number.startswith("-"):
        raise RowError(RejectCode.PRICE_NEGATIVE, text, expected="a price of 0 or more", suggestion="correct the sign")
    multiple = _MULTIPLES.get(number[-1:])
    if multiple is not None:
        number = number[:-1].strip()
    return _number(number, text, multiple or Decimal(1), plain=multiple is not None), named


def parse_currency(text: str) -> str:
    """Return ``text`` as an ISO 4217 code.

    Raises:
        RowError: ``currency-unknown``.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    for sign, codes in _SIGNS:
        if folded == sign and len(codes) == 1:
            return codes[0]
    if CURRENCY.fullmatch(folded.upper()):
        return folded.upper()
    raise RowError(
        RejectCode.CURRENCY_UNKNOWN,
        text,
        expected="three letters as in ISO 4217",
        suggestion="write CNY, USD or EUR, for example",
    )


def _split_currency(text: str, currency: str) -> tuple[str, str | None]:
    for sign, codes in _SIGNS:
        if sign in text:
            # One sign may follow another ("¥199元"); the first in the table, the more specific, decides.
            rest = text
            for other, others in _SIGNS:
                if set(others) & set(codes):
                    rest = rest.replace(other, " ")
            return rest.strip(), currency if currency in codes else codes[0]
    if match := re.fullmatch(r"([A-Z]{3})\s*(.+)|(.+?)\s*([A-Z]{3})", text):
        before, number, number_before, after = match.groups()
        return (number or number_before).strip(), before or after
    return text, None


def _number(number: str, text: str, multiple: Decimal, *, plain: bool) -> Decimal:
    """Read digits with separators; ``plain`` means that a single point is surely a decimal point (``1.299万``)."""
    number = number.replace("\u00a0", " ")
    if not _NUMBER.fullmatch(number):
        raise RowError(
            RejectCode.PRICE_NOT_A_NUMBER,
            text,
            expected="a number, with or without a currency",
            suggestion="write the price in digits, like 59.90",
        )
    number = number.replace(" ", "").replace("'", "")
    points, commas = number.count("."), number.count(",")
    if points and commas:
        # The separator that stands last is the decimal one.
        decimal, thousands = (".", ",") if number.rfind(".") > number.rfind(",") else (",", ".")
        whole, _, fraction = number.rpartition(decimal)
        if decimal in whole or not _grouped(whole, thousands):
            raise _unclear(text)
        return Decimal(f"{whole.replace(thousands, '')}.{fraction}") * multiple
    if commas == 1 and not plain and len(number.rpartition(",")[2]) == 3:
        return Decimal(number.replace(",", "")) * multiple
    if points == 1 and not plain and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", number):
        raise _unclear(text)
    if points + commas == 1:
        return Decimal(number.replace(",", ".")) * multiple
    if points or commas:
        separator = "." if points else ","
        if not _grouped(number, separator):
            raise _unclear(text)
        return Decimal(number.replace(separator, "")) * multiple
    return Decimal(number) * multiple


def _grouped(number: str, separator: str) -> bool:
    first, *groups = number.split(separator)
    return 1 <= len(first) <= 3 and all(len(group) == 3 for group in groups) if groups else True


def _unclear(text: str) -> RowError:
    return RowError(
        RejectCode.PRICE_AMBIGUOUS,
        text,
        expected="a price that can be read in one way only",
        suggestion="write it without thousands separators and with two decimals, like 1299.00",
    )
