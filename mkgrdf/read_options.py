"""How a project's sources are read: what its settings say, and which products its store has already.

Whoever reads a source of a project, to import it or to find the column of a stored value, asks here, so that both read
the same records.
"""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from mkgrdf.iris import Iris
from mkgrdf.queries import select
from mkgrdf.readers import ReadOptions
from mkgrdf.settings import Settings, UnknownProducts
from mkgrdf.store import Store

__all__ = ["read_options"]


def read_options(source: str, settings: Settings, store: Store) -> ReadOptions:
    """Return the options with which the source of that name is read, while ``store`` is open.

    Raises:
        StoreError: the store cannot be read.
    """
    elsewhere = _Elsewhere(source, settings, store)
    leave_out = settings.unknown_products is UnknownProducts.LEAVE_OUT
    return ReadOptions(
        languages=settings.languages,
        currency=settings.currency,
        titles_in_text=settings.titles_in_text,
        public_accounts=settings.public_accounts,
        products=frozenset(product for product, _ in elsewhere.known) if leave_out else None,
        described=elsewhere,
    )


class _Elsewhere(Container[str]):
    """The products that other sources than ``source`` describe; the store is asked once, if anybody wants to know."""

    def __init__(self, source: str, settings: Settings, store: Store) -> None:
        self._source = source
        self._iris = Iris(settings.base)
        self._store = store

    @cached_property
    def known(self) -> frozenset[tuple[str, str | None]]:
        """Return the products that the store has, each with the sources that describe it."""
        rows = select(self._store, "pipeline/described")
        return frozenset((self._iris.key(row.iri("product")), row.text("source")) for row in rows)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(product for product, source in self.known if source != self._source)

    def __contains__(self, product: object) -> bool:
        return product in self._ids
