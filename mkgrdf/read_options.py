"""How a project's sources are read: what its settings say, and which products its store has already.

Whoever reads a source of a project, to import it or to find the column of a stored value, asks here, so that both read
the same records.
"""

from __future__ import annotations

from mkgrdf.iris import Iris
from mkgrdf.queries import select
from mkgrdf.readers import ReadOptions
from mkgrdf.settings import Settings, UnknownProducts
from mkgrdf.store import Store

__all__ = ["read_options"]


def read_options(source: str, settings: Settings, store: Store) -> ReadOptions:
    """Return the options with which the source of that name is read.

    Raises:
        StoreError: the store cannot be read.
    """
    iris = Iris(settings.base)
    known = [(iris.key(row.iri("product")), row.text("source")) for row in select(store, "pipeline/described")]
    leave_out = settings.unknown_products is UnknownProducts.LEAVE_OUT
    return ReadOptions(
        languages=settings.languages,
        currency=settings.currency,
        titles_in_text=settings.titles_in_text,
        public_accounts=settings.public_accounts,
        products=frozenset(product for product, _ in known) if leave_out else None,
        described=frozenset(product for product, by in known if by != source),
    )
