"""Prices and stock of a Magento product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.magento_cells import parse_date
from mkgrdf.readers.magento_context import Context
from mkgrdf.readers.money import parse_price
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Offer

__all__ = ["make_offers"]

# A configurable, grouped or bundled product has no stock of its own: its parts have.
_WITHOUT_STOCK = frozenset(("bundle", "configurable", "grouped"))


def make_offers(sku: str, cells: Mapping[str, str], context: Context, options: ReadOptions) -> tuple[Offer, ...]:
    """Return the prices of a product, none for a set that is priced by its parts.

    Raises:
        RowError: a price, quantity or date cannot be read.
    """
    availability = _availability(cells)
    if cells.get("links_purchased_separately") == "1" and sku in context.downloads:
        # The price stands at the files, which are sold one by one; the product's own is 0 and means nothing.
        prices = (_price(placed.cells, "link_item_price", options) for placed in context.downloads[sku])
        return tuple(Offer(*pair, availability) for pair in dict.fromkeys(pair for pair in prices if pair))
    regular = _price(cells, "price", options)
    if regular is None:
        return ()
    price, currency = regular
    special = _price(cells, "special_price", options)
    if special is None or special[0] >= price:
        return (Offer(price, currency, availability),)
    return (
        Offer(
            special[0],
            special[1],
            availability,
            list_price=price,
            valid_from=parse_date(cells.get("special_price_from_date", ""), "special_price_from_date"),
            valid_until=parse_date(cells.get("special_price_to_date", ""), "special_price_to_date"),
        ),
    )


def _price(cells: Mapping[str, str], column: str, options: ReadOptions) -> tuple[Decimal, str] | None:
    if not cells.get(column):
        return None
    try:
        amount, currency = parse_price(cells[column], options.currency)
    except RowError as problem:
        raise problem.in_column(column) from problem
    return amount, currency or options.currency


def _availability(cells: Mapping[str, str]) -> str | None:
    if cells.get("product_online") == "2":  # Magento's "disabled"
        return "Discontinued"
    in_stock, quantity = cells.get("is_in_stock", ""), _quantity(cells, "qty")
    if in_stock == "0":
        return "OutOfStock"
    parts_only = cells.get("product_type") in _WITHOUT_STOCK
    counted = cells.get("manage_stock") != "0" or cells.get("use_config_manage_stock") == "1"
    if quantity is None or parts_only or not counted or cells.get("allow_backorders", "0") not in {"", "0"}:
        return "InStock" if in_stock or quantity is not None else None
    return "InStock" if quantity > (_quantity(cells, "out_of_stock_qty") or 0) else "OutOfStock"


def _quantity(cells: Mapping[str, str], column: str) -> Decimal | None:
    text = cells.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise RowError(
            RejectCode.NUMBER_UNREADABLE,
            text,
            expected="a number of pieces",
            suggestion="write digits only, like 100",
            column=column,
        )
    return Decimal(text)
