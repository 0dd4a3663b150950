"""What is to enter a store, graph by graph, in memory and spelt as a store spells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node

__all__ = ["Contents"]


class Contents:
    """Named graphs in ``store``, with an index by object: a judgement asks some thousand times who mentions what."""

    def __init__(self) -> None:
        self.store = pyoxigraph.Store()
        self._graphs: dict[NamedNode, list[Triple]] = {}
        self._mentions: dict[Node, dict[NamedNode, list[Quad]]] = {}

    def put(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add a graph that is not there."""
        self.store.extend(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
        content = self._graphs[graph] = []
        for quad in self.store.quads_for_pattern(None, None, None, graph):
            content.append(quad.triple)
            self._mentions.setdefault(plain(quad.triple)[2], {}).setdefault(quad.predicate, []).append(quad)

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        for triple in self._graphs.pop(graph, ()):
            _, predicate, value = plain(triple)
            mentions = self._mentions[value]
            mentions[predicate] = [quad for quad in mentions[predicate] if quad.graph_name != graph]
        self.store.remove_graph(graph)

    def of(self, graph: NamedNode) -> Sequence[Triple]:
        """Return what ``graph`` says."""
        return self._graphs.get(graph, ())

    def mentions(self, node: Node) -> bool:
        """Tell whether ``node`` is, or was, the object of any statement."""
        return node in self._mentions

    def mentioning(self, node: Node, predicate: NamedNode | None) -> Collection[Quad]:
        """Return the quads that have ``node`` as their object, and ``predicate`` if that is given."""
        mentions = self._mentions.get(node, {})
        return list(chain.from_iterable(mentions.values())) if predicate is None else mentions.get(predicate, ())
