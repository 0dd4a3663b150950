"""What a store says around the nodes of a report, fetched in bulk: a thousand results cost a few requests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad

from mkgrdf.shacl.judging.contents import Contents
from mkgrdf.shacl.origins.telling import Look
from mkgrdf.shacl.terms import Node
from mkgrdf.store.interface import Store

__all__ = ["Nearby"]


class Nearby:
    """A part of ``store``, as a store in memory; ``staged`` is looked into too, as if it stood in the store already."""

    def __init__(self, store: Store, staged: Contents | None = None) -> None:
        self._store = store
        self._staged = staged
        self._fetched = pyoxigraph.Store()
        self._about: set[object] = set()
        self._graphs: set[object] = set()

    def fetch(self, nodes: Iterable[object], graphs: Iterable[object] = ()) -> None:
        """Get all that the store says about ``nodes``, and all of ``graphs``."""
        new = {node for node in nodes if isinstance(node, NamedNode)} - self._about
        if new:
            self._fetched.extend(self._store.about(new))
            self._about |= new
        wanted = {graph for graph in graphs if isinstance(graph, NamedNode)} - self._graphs
        if wanted:
            self._fetched.extend(self._store.quads(wanted))
            self._graphs |= wanted

    def follow(self, predicates: Collection[NamedNode]) -> None:
        """Get what the store says about the objects of ``predicates`` in what was fetched before."""
        self.fetch(
            [
                quad.object
                for predicate in predicates
                for quad in self._fetched.quads_for_pattern(None, predicate, None, None)
            ]
        )

    def look(
        self, subject: NamedNode | BlankNode | None, predicate: NamedNode | None, value: Node | None
    ) -> Iterator[Quad]:
        """Yield the quads with these terms; asks the store about a ``subject`` that nothing is known of yet."""
        if subject is not None and subject not in self._about:
            self.fetch([subject])
        if self._staged is not None:
            yield from self._staged.matching(subject, predicate, value)
        yield from self._fetched.quads_for_pattern(subject, predicate, value, None)

    def within(self, graph: NamedNode) -> Look:
        """Return a function that looks into one graph alone: into the staged one, if it is staged."""
        staged = self._staged
        if staged is not None and staged.of(graph):
            return lambda subject, predicate, value: staged.matching(subject, predicate, value, graph)
        self.fetch((), [graph])
        return lambda subject, predicate, value: self._fetched.quads_for_pattern(subject, predicate, value, graph)
