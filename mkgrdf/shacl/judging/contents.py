"""What is to enter a store, graph by graph, in memory and spelt as a store spells it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, XSD

__all__ = ["Contents", "Said"]

_ANY = RDF.value
_TEXTS = frozenset({XSD.string, RDF.langString})

Item = TypeVar("Item")

Said = tuple[NamedNode, Triple]
"""A graph and a statement in it."""


class Contents:
    """Named graphs, with indexes by node: a judgement asks some thousand times who says what of whom."""

    def __init__(self) -> None:
        self._spelling = _Spelling()
        self._graphs: dict[NamedNode, dict[Triple, None]] = {}
        self._subjects: dict[NamedNode, dict[Node, None]] = {}
        self._about: dict[Node, list[Said]] = {}
        self._mentions: dict[Node, dict[NamedNode, list[Said]]] = {}
        self._predicates: set[NamedNode] = set()

    def put(self, graph: NamedNode, triples: Iterable[Triple]) -> None:
        """Add a graph that is not there."""
        content = self._graphs[graph] = {}
        subjects = self._subjects[graph] = {}
        for given in triples:
            subject, predicate, value = plain(given)
            spelt = self._spelling.of(value)
            triple = given if spelt == value else Triple(subject, predicate, spelt)
            if triple in content:
                continue
            content[triple] = None
            subjects[subject] = None
            self._predicates.add(predicate)
            said = (graph, triple)
            self._about.setdefault(subject, []).append(said)
            self._mentions.setdefault(spelt, {}).setdefault(predicate, []).append(said)

    def drop(self, graph: NamedNode) -> None:
        """Remove a graph."""
        for subject in self._subjects.pop(graph, ()):
            self._about[subject] = [said for said in self._about[subject] if said[0] != graph]
        for triple in self._graphs.pop(graph, ()):
            _, predicate, value = plain(triple)
            mentions = self._mentions[value]
            mentions[predicate] = [said for said in mentions[predicate] if said[0] != graph]

    def matching(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Node | None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads with these terms, ``None`` standing for any."""
        value = self._spelling.of(value)
        if subject is not None:
            found: Iterable[Said] = self.about(subject)
        elif value is not None:
            found = self.mentioning(value, predicate)
        elif graph is not None:
            found = ((graph, triple) for triple in self.of(graph))
        else:
            found = self.everything(predicate)
        for place, triple in found:
            if (
                (graph is None or place == graph)
                and (predicate is None or triple.predicate == predicate)
                and (value is None or triple.object == value)
            ):
                yield Quad(triple.subject, triple.predicate, triple.object, place)

    def of(self, graph: NamedNode) -> Collection[Triple]:
        """Return what ``graph`` says."""
        return self._graphs.get(graph, {}).keys()

    def subjects(self, graphs: Iterable[NamedNode]) -> dict[Node, None]:
        """Return the nodes that ``graphs`` describe, each once, in order."""
        found: dict[Node, None] = {}
        for graph in graphs:
            found.update(self._subjects.get(graph, {}))
        return found

    def everything(self, predicate: NamedNode | None = None) -> Iterator[Said]:
        """Yield all statements, or those with ``predicate``."""
        if predicate is not None and predicate not in self._predicates:
            return
        for graph, triples in self._graphs.items():
            for triple in triples:
                if predicate is None or triple.predicate == predicate:
                    yield graph, triple

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


class _Spelling:
    """How a store spells statements: of numbers and dates it keeps the value and not what was written."""

    def __init__(self) -> None:
        self._store = pyoxigraph.Store()
        self._known: dict[Literal, Literal] = {}

    def of(self, value: Item) -> Item | Literal:
        """Return ``value`` as a store gives it back."""
        if not isinstance(value, Literal) or value.datatype in _TEXTS:
            return value
        spelt = self._known.get(value)
        if spelt is None:
            spelt = self._known[value] = self._asked(value)
        return spelt

    def _asked(self, value: Literal) -> Literal:
        quad = Quad(_ANY, _ANY, value)
        self._store.add(quad)
        (spelt,) = self._store
        self._store.remove(spelt)
        assert isinstance(spelt.object, Literal)  # noqa: S101 - as what was put in
        return spelt.object
