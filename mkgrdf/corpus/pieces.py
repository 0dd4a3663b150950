"""What documents say of the edges of products, read from the store when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from mkgrdf.extract import KnownPiece
from mkgrdf.queries import select
from mkgrdf.store import Store

__all__ = ["StoredPieces"]


@dataclass(frozen=True, slots=True)
class StoredPieces:
    """The claims about products in ``store``, each time anew; sorted by edge, then by claim."""

    store: Store

    def __iter__(self) -> Iterator[KnownPiece]:
        """Yield each claim once, with all its sentences."""
        for _, group in groupby(select(self.store, "pipeline/pieces"), key=lambda row: row.iri("claim")):
            rows = list(group)
            subject, predicate, object_ = (rows[0].iri(column) for column in ("subject", "predicate", "object"))
            sentences = {node: row.text("text") or "" for row in rows if (node := row.node("evidence")) is not None}
            words = "\n".join(sentences.values())
            confidence = rows[0].number("confidence") or Decimal(0)
            yield KnownPiece(subject, predicate, object_, confidence, tuple(sentences), words)
