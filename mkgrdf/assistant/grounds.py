"""The edges of a path with the claims and evidence behind them, asked of the graph."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from mkgrdf.assistant.advice import Claimed, Edge, Quote
from mkgrdf.queries import Row, select
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, shorten

__all__ = ["Grounds", "quotes"]

MOST_QUOTES = 3
"""Quotes shown with a recommendation."""


class Grounds:
    """Asks for names and claims in one language, each only once."""

    def __init__(self, store: Store, language: str) -> None:
        self._store = store
        self._language = language
        self._names: dict[NamedNode, str] = {}

    def name(self, node: NamedNode) -> str:
        """Return what ``node`` is called, in another language where it has no name in this one."""
        if node not in self._names:
            rows = select(self._store, "assistant/name", node=node, language=self._language)
            self._names[node] = next((row.text("name") or "" for row in rows), node.value)
        return self._names[node]

    def edge(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode) -> Edge:
        """Return the edge with the evidence for it, surest first."""
        rows = select(self._store, "script/links", subject=subject, predicate=predicate, object=object_)
        evidence = tuple(self._claimed(row) for row in rows)
        confidence = max((item.confidence for item in evidence), default=None)
        return Edge(
            subject, self.name(subject), shorten(predicate.value), object_, self.name(object_), confidence, evidence
        )

    def _claimed(self, row: Row) -> Claimed:
        evidence = row.iri("evidence")
        # Looked up one by one: each is a handful of triples at a known node, a join over all claims is not.
        found = next(select(self._store, "script/origin", node=evidence))
        text = found["text"]
        kind = found.node("source_kind") or found.iri("node_kind")
        return Claimed(
            row.iri("claim"),
            row.number("confidence") or Decimal(0),
            evidence,
            found.node("source") or evidence,
            kind.value.removeprefix(MKG.iri),
            found.origin(),
            text.value if isinstance(text, Literal) else None,
            text.language if isinstance(text, Literal) else None,
        )


def quotes(edge: Edge, language: str) -> tuple[Quote, ...]:
    """Return the surest words in ``language`` that speak for the edge."""
    main = language.lower().partition("-")[0]
    found: dict[str, Quote] = {}
    for item in edge.evidence:
        if item.text is not None and (item.language or "").partition("-")[0] == main:
            quote = Quote(item.text, item.evidence, item.source_kind, item.origin, item.confidence)
            found.setdefault(item.text.casefold(), quote)
    return tuple(found.values())[:MOST_QUOTES]
