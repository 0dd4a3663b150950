"""The store as it would be once a batch is in: asked for statements around nodes, each question once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import RDF, RDFS

__all__ = ["View"]

_BLOCK = 2_000
"""Nodes that are asked about at once."""


class View:
    """The graphs of ``store`` outside ``hidden``, and those of ``staged`` that are in ``shown``.

    Args:
        store: what is there.
        hidden: graphs of it that are removed or replaced.
        staged: candidates by graph, in memory.
        shown: those of its graphs that count.
        classes: what lies below what by the pattern layer, class by narrower class.
    """

    def __init__(
        self,
        store: Store,
        hidden: Collection[NamedNode],
        staged: pyoxigraph.Store,
        shown: Collection[NamedNode],
        classes: Mapping[Node, Collection[Node]],
    ) -> None:
        self._store = store
        self._empty = not store.ask("ASK { GRAPH ?graph { ?subject ?predicate ?object } }")
        self._hidden = hidden
        self._staged = staged
        self._shown = shown
        self._classes = classes
        self._about: dict[Node, tuple[Triple, ...]] = {}
        self._mentioning: dict[tuple[NamedNode | None, Node], tuple[Triple, ...]] = {}

    def about(self, nodes: Iterable[Node]) -> Iterator[Triple]:
        """Yield what is said about ``nodes``."""
        wanted = list(dict.fromkeys(nodes))
        unknown = [node for node in wanted if node not in self._about]
        if unknown:
            found: dict[Node, dict[Triple, None]] = {node: {} for node in unknown}
            for block in _blocks(unknown):
                for quad in self._stored_about(block):
                    found[cast("Node", quad.subject)][quad.triple] = None
            self._about.update((node, tuple(triples)) for node, triples in found.items())
        for node in wanted:
            yield from self._about[node]

    def mentioning(self, nodes: Iterable[Node], predicate: NamedNode | None) -> Iterator[Triple]:
        """Yield what has one of ``nodes`` as its object, and ``predicate`` if that is given."""
        wanted = list(dict.fromkeys(nodes))
        unknown = [node for node in wanted if (predicate, node) not in self._mentioning]
        if unknown:
            found: dict[Node, dict[Triple, None]] = {node: {} for node in unknown}
            for block in _blocks(unknown):
                for quad in self._stored_mentioning(block, predicate):
                    found[cast("Node", quad.object)][quad.triple] = None
            self._mentioning.update(((predicate, node), tuple(triples)) for node, triples in found.items())
        for node in wanted:
            yield from self._mentioning[predicate, node]

    def everything(self) -> Iterator[Triple]:
        """Yield all statements; of those that several graphs make, each."""
        for quad in () if self._empty else self._store.quads():
            if quad.graph_name not in self._hidden:
                yield quad.triple
        for quad in self._staged:
            if quad.graph_name in self._shown:
                yield quad.triple

    @cached_property
    def class_statements(self) -> tuple[Triple, ...]:
        """The ``rdfs:subClassOf`` statements of the data."""
        return tuple(dict.fromkeys(self.with_predicate(RDFS.subClassOf)))

    def below(self, class_: Node) -> set[Node]:
        """Return ``class_`` and the classes below it, by the data and by the pattern layer."""
        narrower = dict(self._classes)
        for triple in self.class_statements:
            subject, _, broader = plain(triple)
            narrower[broader] = {*narrower.get(broader, ()), subject}
        found: set[Node] = set()
        waiting = [class_]
        while waiting:
            each = waiting.pop()
            if each not in found:
                found.add(each)
                waiting.extend(narrower.get(each, ()))
        return found

    def types(self, node: Node) -> set[Node]:
        """Return the classes that ``node`` is said to be of."""
        return {plain(triple)[2] for triple in self.about([node]) if triple.predicate == RDF.type}

    def with_predicate(self, predicate: NamedNode) -> Iterator[Triple]:
        """Yield all statements with ``predicate``."""
        if not self._empty:
            query = f"SELECT ?s ?o ?g WHERE {{ GRAPH ?g {{ ?s {predicate} ?o }} }}"
            for subject, object_, graph in self._store.select(query).rows:
                if graph not in self._hidden:
                    yield Triple(cast("NamedNode", subject), predicate, cast("Node", object_))
        for quad in self._staged.quads_for_pattern(None, predicate, None, None):
            if quad.graph_name in self._shown:
                yield quad.triple

    def _stored_about(self, nodes: list[Node]) -> Iterator[Quad]:
        named = [node for node in nodes if isinstance(node, NamedNode)]
        for quad in () if self._empty or not named else self._store.about(named):
            if quad.graph_name not in self._hidden:
                yield quad
        for node in nodes if self._shown else ():
            if not isinstance(node, Literal):
                for quad in self._staged.quads_for_pattern(node, None, None, None):
                    if quad.graph_name in self._shown:
                        yield quad

    def _stored_mentioning(self, nodes: list[Node], predicate: NamedNode | None) -> Iterator[Quad]:
        named = [node for node in nodes if isinstance(node, NamedNode | Literal)]
        for quad in () if self._empty or not named else self._store.mentioning(named, predicate):
            if quad.graph_name not in self._hidden:
                yield quad
        for node in nodes if self._shown else ():
            for quad in self._staged.quads_for_pattern(None, predicate, node, None):
                if quad.graph_name in self._shown:
                    yield quad


def _blocks(nodes: list[Node]) -> Iterator[list[Node]]:
    for start in range(0, len(nodes), _BLOCK):
        yield nodes[start : start + _BLOCK]
