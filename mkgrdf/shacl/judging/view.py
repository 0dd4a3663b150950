"""The store as it would be once a batch is in: asked for statements around nodes, each question once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import cast

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.shacl.compiled.classes import classes_below
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.judging.contents import Contents, Said
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
        self._mentioned: dict[Node, bool] = {}

    def about(self, nodes: Collection[Node]) -> Mapping[Node, Sequence[Triple]]:
        """Return a mapping that has, for each of ``nodes``, the statements about it."""
        unknown = [] if self.empty else [node for node in nodes if node not in self._about]
        self._about.update((node, []) for node in unknown)
        for triple in self.store.statements_about(node for node in unknown if isinstance(node, NamedNode)):
            self._about[cast("Node", triple.subject)].append(triple)
        return self._about

    def mentioning(self, nodes: Collection[Node], predicate: NamedNode | None) -> Mapping[Node, Sequence[Triple]]:
        """Return a mapping that has, for each of ``nodes`` that is :meth:`mentioned`, what it is the object of."""
        known = self._mentioning.setdefault(predicate, {})
        unknown = [node for node in self.mentioned(nodes) if node not in known]
        known.update((node, []) for node in unknown)
        named = (node for node in unknown if isinstance(node, NamedNode | Literal))
        for triple in self.store.statements_mentioning(named, predicate):
            known[cast("Node", triple.object)].append(triple)
        return known

    def mentioned(self, nodes: Iterable[Node]) -> list[Node]:
        """Return those of ``nodes`` that are the object of any statement: of what is new to the store, few are."""
        wanted = () if self.empty else list(nodes)
        unknown = [node for node in wanted if node not in self._mentioned]
        if unknown:
            self._mentioned.update(dict.fromkeys(unknown, False))
            named = (node for node in unknown if isinstance(node, NamedNode | Literal))
            self._mentioned.update(dict.fromkeys(self.store.mentioned(named), True))
        return [node for node in wanted if self._mentioned[node]]

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
        gone: what those graphs alone say.
        staged: candidates by graph.
        shown: those of its graphs that count.
        classes: what lies below what by the pattern layer, class by narrower class.
    """

    def __init__(
        self,
        around: Surroundings,
        *,
        hidden: Collection[NamedNode],
        gone: Collection[Triple],
        staged: Contents,
        shown: Collection[NamedNode],
        classes: Mapping[Node, Collection[Node]],
    ) -> None:
        self._around = around
        self._gone = gone
        self._hidden = hidden
        self._staged = staged
        self._shown = shown
        self._classes = classes
        self._about: dict[Node, dict[NamedNode, list[Triple]]] = {}
        self._types: dict[Node, frozenset[Node]] = {}
        self._below: dict[Node, frozenset[Node]] = {}
        self._objects: dict[Node, bool] = {}

    def about(self, nodes: Iterable[Node], predicate: NamedNode | None = None) -> Iterator[Triple]:
        """Yield what is said about ``nodes``, with ``predicate`` if that is given."""
        wanted = dict.fromkeys(nodes)
        self._read(wanted)
        for node in wanted:
            said = self._about[node]
            if predicate is not None:
                yield from said.get(predicate, ())
            else:
                for triples in said.values():
                    yield from triples

    def _read(self, nodes: Iterable[Node]) -> None:
        """Get what is said about ``nodes``, all at once, where that was not done before."""
        unknown = [node for node in nodes if node not in self._about]
        stored = self._around.about(unknown) if unknown else {}
        for node in unknown:
            said = self._about[node] = {}
            for triple in self._merged(stored.get(node, ()), self._staged.about(node)):
                said.setdefault(triple.predicate, []).append(triple)

    def mentioning(self, nodes: Iterable[Node], predicate: NamedNode | None) -> Iterator[Triple]:
        """Yield what has one of ``nodes`` as its object, and ``predicate`` if that is given."""
        wanted = self._mentioned(dict.fromkeys(nodes))
        stored = self._around.mentioning(wanted, predicate)
        for node in wanted:
            there, here = stored.get(node, ()), self._staged.mentioning(node, predicate)
            if there or here:
                yield from self._merged(there, here)

    def _mentioned(self, nodes: Collection[Node]) -> list[Node]:
        """Return those of ``nodes`` that anything has as its object, shown or not."""
        unknown = [node for node in nodes if node not in self._objects]
        if unknown:
            stored = set(self._around.mentioned(unknown))
            self._objects.update((node, node in stored or self._staged.mentions(node)) for node in unknown)
        return [node for node in nodes if self._objects[node]]

    def _merged(self, stored: Iterable[Triple], staged: Iterable[Said]) -> tuple[Triple, ...]:
        """Return the statements that count, each once."""
        found = [triple for triple in stored if triple not in self._gone] if self._gone else list(stored)
        here = [triple for graph, triple in staged if graph in self._shown]
        # A store yields each statement once, so there is nothing to compare where only it has something to say.
        return tuple(dict.fromkeys([*found, *here])) if here else tuple(found)

    def everything(self) -> Iterator[Triple]:
        """Yield all statements."""
        stored = (quad.triple for quad in self._around.store.quads() if quad.graph_name not in self._hidden)
        yield from self._merged(stored, self._staged.everything())

    def with_predicate(self, predicate: NamedNode) -> Iterator[Triple]:
        """Yield all statements with ``predicate``."""
        yield from self._merged(self._around.with_predicate(predicate), self._staged.everything(predicate))

    @cached_property
    def class_statements(self) -> tuple[Triple, ...]:
        """The ``rdfs:subClassOf`` statements of the data."""
        here = self._staged.everything(RDFS.subClassOf)
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
                self._types[node] = frozenset(plain(triple)[2] for triple in self._about[node].get(type_, ()))
        return self._types
