"""The store as it would be once a batch is in: asked for statements around nodes, each question once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.compiled.classes import classes_below
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import RDF, RDFS

__all__ = ["Surroundings", "View"]


class Surroundings:
    """What a store says around nodes, asked once for each, as long as nothing is written to it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.empty = store.is_empty
        self._about: dict[Node, list[Triple]] = {}
        self._mentioning: dict[NamedNode | None, dict[Node, list[Triple]]] = {}

    def about(self, nodes: Collection[Node]) -> Mapping[Node, Sequence[Triple]]:
        """Return a mapping that has, for each of ``nodes``, the statements about it."""
        unknown = [] if self.empty else [node for node in nodes if node not in self._about]
        self._about.update((node, []) for node in unknown)
        for triple in self.store.statements_about(node for node in unknown if isinstance(node, NamedNode)):
            self._about[cast("Node", triple.subject)].append(triple)
        return self._about

    def mentioning(self, nodes: Collection[Node], predicate: NamedNode | None) -> Mapping[Node, Sequence[Triple]]:
        """Return a mapping that has, for each of ``nodes``, the statements that it is the object of."""
        known = self._mentioning.setdefault(predicate, {})
        unknown = [] if self.empty else [node for node in nodes if node not in known]
        known.update((node, []) for node in unknown)
        named = (node for node in unknown if isinstance(node, NamedNode | Literal))
        for triple in self.store.statements_mentioning(named, predicate):
            known[cast("Node", triple.object)].append(triple)
        return known

    @cached_property
    def class_statements(self) -> tuple[Triple, ...]:
        """The ``rdfs:subClassOf`` statements of the store."""
        return tuple(self.with_predicate(RDFS.subClassOf))

    def with_predicate(self, predicate: NamedNode) -> Iterator[Triple]:
        """Yield all statements with ``predicate``."""
        if not self.empty:
            for subject, object_ in self.store.select(f"SELECT ?s ?o WHERE {{ ?s {predicate} ?o }}").rows:
                yield Triple(cast("NamedNode", subject), predicate, cast("Node", object_))


class View:
    """The graphs of a store outside ``hidden``, and those of ``staged`` that are in ``shown``.

    Args:
        around: what is in the store.
        hidden: graphs of it that are removed or replaced.
        veiled: what those graphs say.
        staged: candidates by graph, in memory.
        shown: those of its graphs that count.
        classes: what lies below what by the pattern layer, class by narrower class.
    """

    def __init__(
        self,
        around: Surroundings,
        *,
        hidden: Collection[NamedNode],
        veiled: Collection[Triple],
        staged: pyoxigraph.Store,
        shown: Collection[NamedNode],
        classes: Mapping[Node, Collection[Node]],
    ) -> None:
        self._around = around
        # What hidden graphs say counts all the same where another graph says it too: a brand, a category.
        self._gone = set(veiled) - around.store.stated(veiled, hidden) if veiled else set()
        self._hidden = hidden
        self._staged = staged
        self._shown = shown
        self._classes = classes
        self._about: dict[Node, tuple[Triple, ...]] = {}
        self._types: dict[Node, frozenset[Node]] = {}
        self._below: dict[Node, frozenset[Node]] = {}

    def about(self, nodes: Iterable[Node]) -> Iterator[Triple]:
        """Yield what is said about ``nodes``."""
        wanted = dict.fromkeys(nodes)
        self._read(wanted)
        for node in wanted:
            yield from self._about[node]

    def _read(self, nodes: Iterable[Node]) -> None:
        """Get what is said about ``nodes``, all at once, where that was not done before."""
        unknown = [node for node in nodes if node not in self._about]
        stored = self._around.about(unknown)
        for node in unknown:
            here = () if isinstance(node, Literal) else self._staged.quads_for_pattern(node, None, None, None)
            self._about[node] = self._merged(stored.get(node, ()), here)

    def mentioning(self, nodes: Iterable[Node], predicate: NamedNode | None) -> Iterator[Triple]:
        """Yield what has one of ``nodes`` as its object, and ``predicate`` if that is given."""
        wanted = list(dict.fromkeys(nodes))
        stored = self._around.mentioning(wanted, predicate)
        for node in wanted:
            here = self._staged.quads_for_pattern(None, predicate, node, None)
            yield from self._merged(stored.get(node, ()), here)

    def _merged(self, stored: Iterable[Triple], staged: Iterable[Quad]) -> tuple[Triple, ...]:
        """Return the statements that count, each once."""
        found = [triple for triple in stored if triple not in self._gone]
        found += [quad.triple for quad in staged if quad.graph_name in self._shown]
        return tuple(dict.fromkeys(found))

    def everything(self) -> Iterator[Triple]:
        """Yield all statements."""
        stored = (quad.triple for quad in self._around.store.quads() if quad.graph_name not in self._hidden)
        yield from self._merged(stored, self._staged)

    def with_predicate(self, predicate: NamedNode) -> Iterator[Triple]:
        """Yield all statements with ``predicate``."""
        here = self._staged.quads_for_pattern(None, predicate, None, None)
        yield from self._merged(self._around.with_predicate(predicate), here)

    @cached_property
    def class_statements(self) -> tuple[Triple, ...]:
        """The ``rdfs:subClassOf`` statements of the data."""
        here = self._staged.quads_for_pattern(None, RDFS.subClassOf, None, None)
        return self._merged(self._around.class_statements, here)

    @cached_property
    def _narrower(self) -> dict[Node, set[Node]]:
        narrower = {class_: set(below) for class_, below in self._classes.items()}
        for triple in self.class_statements:
            subject, _, broader = plain(triple)
            narrower.setdefault(broader, set()).add(subject)
        return narrower

    def below(self, class_: Node) -> frozenset[Node]:
        """Return ``class_`` and the classes below it, by the data and by the pattern layer."""
        known = self._below.get(class_)
        if known is None:
            known = self._below[class_] = frozenset(classes_below(class_, self._narrower))
        return known

    def types(self, nodes: Collection[Node]) -> Mapping[Node, frozenset[Node]]:
        """Return a mapping that has, for each of ``nodes``, the classes that it is said to be of."""
        self._read(nodes)
        type_ = RDF.type
        for node in nodes:
            if node not in self._types:
                said = self._about[node]
                self._types[node] = frozenset(plain(triple)[2] for triple in said if triple.predicate == type_)
        return self._types
