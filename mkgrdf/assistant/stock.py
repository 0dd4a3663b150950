"""Whether a product can be bought on a day, and if not, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from mkgrdf.phrases import Phrases
from mkgrdf.queries import Row, select
from mkgrdf.store.interface import Store

__all__ = ["Stock", "find_stock", "say_stock"]

_GONE = frozenset({"SoldOut", "OutOfStock", "Discontinued"})


@dataclass(frozen=True, slots=True)
class Stock:
    """What the offers of a product say. ``buyable`` tells whether one holds on the day.

    ``availability`` is a local name of schema.org; ``since`` is there where nothing holds yet: the first day to come.
    """

    buyable: bool
    availability: str | None = None
    since: date | None = None


def find_stock(store: Store, product: NamedNode, day: date) -> Stock:
    """Ask for the offers of a product and its variants: the best one now, else the next, else the last known state."""
    rows = list(select(store, "assistant/offers", product=product, day=day.isoformat()))
    for row in rows:
        if row.true("current"):
            return Stock(buyable=True, availability=_state(row))
    coming = sorted(
        (date.fromisoformat(since[:10]), _state(row) or "")
        for row in rows
        if (since := row.text("valid_from")) is not None and since[:10] > day.isoformat() and _state(row) not in _GONE
    )
    if coming:
        since_day, state = coming[0]
        return Stock(buyable=False, availability=state or None, since=since_day)
    # What is over says nothing about stock, what is gone does.
    gone = [state for row in rows if (state := _state(row) or "") in _GONE]
    return Stock(buyable=False, availability=gone[0] if gone else None)


def say_stock(stock: Stock, phrases: Phrases) -> str:
    """Return a sentence about a product that cannot be bought at once, nothing for one that can."""
    if stock.buyable:
        return phrases.say("stock_PreOrder", 0) if stock.availability == "PreOrder" else ""
    if stock.since is not None:
        name = "stock_PreOrder_from" if stock.availability == "PreOrder" else "stock_from"
        day = stock.since
        return phrases.say(name, 0, day=day.isoformat(), year=day.year, month=day.month, date=day.day)
    return phrases.say(f"stock_{stock.availability}" if stock.availability in _GONE else "stock_none", 0)


def _state(row: Row) -> str | None:
    state = row.text("availability")
    return None if state is None else state.rpartition("/")[2]
