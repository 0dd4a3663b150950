"""What is to enter a store, graph by graph, in memory and spelt as a store spells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node

__all__ = ["Contents", "Said"]


Said = tuple[NamedNode, Triple]
"""A graph and a statement in it."""


class Contents:
    """Named graphs in ``store``, with an index by node: a judgement asks some thousand times who says what of whom."""

    def __init__(self) -> None:
        self.store = pyoxigraph.Store()
        self._graphs: dict[NamedNode, list[Triple]] = {}
        self._subjects: dict[NamedNode, dict[Node, None]] = {}
        self._about: dict[Node, list[Said]] = {}
        self._mentions: dict[Node, dict[NamedNode, list[Said]]] = {}

    def put(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add a graph that is not there."""
        self.store.extend(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples)
        content = self._graphs[graph] = []
        subjects = self._subjects[graph] = {}
        for quad in self.store.quads_for_pattern(None, None, None, graph):
            triple = quad.triple
            subject, predicate, value = plain(triple)
            content.append(triple)
            subjects[subject] = None
            said = (graph, triple)
            self._about.setdefault(subject, []).append(said)
            self._mentions.setdefault(value, {}).setdefault(predicate, []).append(said)

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        for subject in self._subjects.pop(graph, ()):
            self._about[subject] = [said for said in self._about[subject] if said[0] != graph]
        for triple in self._graphs.pop(graph, ()):
            _, predicate, value = plain(triple)
            mentions = self._mentions[value]
            mentions[predicate] = [said for said in mentions[predicate] if said[0] != graph]
        self.store.remove_graph(graph)

    def of(self, graph: NamedNode) -> Sequence[Triple]:
        """Return what ``graph`` says."""
        return self._graphs.get(graph, ())

    def subjects(self, graphs: Iterable[NamedNode]) -> dict[Node, None]:
        """Return the nodes that ``graphs`` describe, each once, in order."""
        found: dict[Node, None] = {}
        for graph in graphs:
            found.update(self._subjects.get(graph, {}))
        return found

    def everything(self, predicate: NamedNode | None = None) -> Iterator[Said]:
        """Yield all statements, or those with ``predicate``."""
        for quad in self.store.quads_for_pattern(None, predicate, None, None):
            if isinstance(quad.graph_name, NamedNode):
                yield quad.graph_name, quad.triple

    def about(self, node: Node) -> Sequence[Said]:
        """Return the statements about ``node``."""
        return self._about.get(node, ())

    def mentions(self, node: Node) -> bool:
        """Tell whether ``node`` is, or was, the object of any statement."""
        return node in self._mentions

    def mentioning(self, node: Node, predicate: NamedNode | None) -> Sequence[Said]:
        """Return the statements that have ``node`` as their object, and ``predicate`` if that is given."""
        mentions = self._mentions.get(node, {})
        return list(chain.from_iterable(mentions.values())) if predicate is None else mentions.get(predicate, ())
