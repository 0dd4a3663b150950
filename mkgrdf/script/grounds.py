"""What a statement rests on: the claims behind an edge, and the files and rows behind those."""

from __future__ import annotations

from pyoxigraph import NamedNode

from mkgrdf.queries import select
from mkgrdf.records import Origin
from mkgrdf.script.parts import Citation
from mkgrdf.store.interface import Store

__all__ = ["MOST_CLAIMS", "citations", "find_origin"]

MOST_CLAIMS = 5
"""An edge that hundreds of documents support is cited by its surest claims only."""


def citations(store: Store, subject: NamedNode, predicate: NamedNode, object_: NamedNode) -> tuple[Citation, ...]:
    """Return the surest claims of one edge, each with where its first piece of evidence came from."""
    found: dict[NamedNode, Citation] = {}
    for row in select(store, "script/links", subject=subject, predicate=predicate, object=object_):
        claim = row.iri("claim")
        if claim not in found:
            if len(found) == MOST_CLAIMS:
                break
            found[claim] = Citation(claim, "Claim", row.number("confidence"), find_origin(store, row.iri("evidence")))
    return tuple(found.values())


def find_origin(store: Store, node: NamedNode) -> Origin | None:
    """Return the file and row that a piece of evidence or a medium came from, as far as the graph knows."""
    return next((row.origin() for row in select(store, "script/origin", node=node)), None)
