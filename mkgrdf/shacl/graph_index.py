"""Triples by subject and predicate: the small look-ups that shapes and reports need, without an rdflib graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from mkgrdf.errors import MkgError
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF

__all__ = ["GraphIndex", "plain"]


class GraphIndex:
    """An immutable index over triples. Order is that of the triples, each once."""

    __slots__ = ("_by_predicate", "_by_subject", "triples")

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._by_subject: dict[Node, dict[Node, list[Node]]] = {}
        self._by_predicate: dict[Node, list[Triple]] = {}
        for triple in self.triples:
            subject, predicate, object_ = plain(triple)
            self._by_subject.setdefault(subject, {}).setdefault(predicate, []).append(object_)
            self._by_predicate.setdefault(predicate, []).append(triple)

    def objects(self, subject: Node, predicate: NamedNode) -> tuple[Node, ...]:
        """Return the objects of ``subject predicate ?``."""
        return tuple(self._by_subject.get(subject, {}).get(predicate, ()))

    def first(self, subject: Node, predicate: NamedNode) -> Node | None:
        """Return one object of ``subject predicate ?``, or ``None``."""
        found = self._by_subject.get(subject, {}).get(predicate)
        return found[0] if found else None

    def with_predicate(self, predicate: NamedNode) -> Iterator[tuple[Node, Node]]:
        """Yield subject and object of each triple with ``predicate``."""
        for triple in self._by_predicate.get(predicate, ()):
            subject, _, object_ = plain(triple)
            yield subject, object_

    def subjects(self) -> Iterator[Node]:
        """Yield each subject once."""
        yield from self._by_subject

    def predicates(self) -> Iterator[Node]:
        """Yield each predicate once."""
        yield from self._by_predicate

    def properties(self, subject: Node) -> tuple[Node, ...]:
        """Return the predicates that ``subject`` has."""
        return tuple(self._by_subject.get(subject, ()))

    def items(self, head: Node) -> tuple[Node, ...]:
        """Return the members of the RDF list that starts at ``head``; stops at a broken or circular link."""
        members: list[Node] = []
        seen: set[Node] = set()
        node: Node | None = head
        while node is not None and node != RDF.nil and node not in seen:
            seen.add(node)
            first = self.first(node, RDF.first)
            if first is not None:
                members.append(first)
            node = self.first(node, RDF.rest)
        return tuple(members)


def plain(triple: Triple) -> tuple[NamedNode | BlankNode, NamedNode, Node]:
    """Return subject, predicate and object of a triple of RDF 1.1."""
    subject, predicate, object_ = triple.subject, triple.predicate, triple.object
    if isinstance(subject, Triple) or isinstance(object_, Triple):
        raise MkgError(f"{triple} has a triple as a term, which RDF 1.1 and SHACL do not know")
    return subject, predicate, object_
