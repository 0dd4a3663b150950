"""Takes the ontology out of what is to be judged: who brings it along with the data is not blamed for it.

Its blank nodes (restrictions, lists) have other labels each time that it is read. So they go by what is said of them:
a blank node of the data is one of the ontology's where exactly the same hangs on it, down to the last IRI.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store, Triple

from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.terms import Node

__all__ = ["Aside"]

_DEEPEST = 400
"""How many blank nodes may hang on one another; a list of more members stays with the data."""

_Said = Callable[[Node], Iterable[tuple[NamedNode, Node]]]
_Place = tuple[Node | None, NamedNode, Node | None]
"""Subject and predicate of a statement about a blank node, or predicate and value of one that a blank node makes."""


class Aside:
    """What is to be set aside: the triples of an ontology."""

    def __init__(self, ontology: Iterable[Triple]) -> None:
        self._plain: list[Quad] = []
        blank: dict[Node, list[tuple[NamedNode, Node]]] = {}
        hanging: list[tuple[Node, NamedNode, Node]] = []
        for subject, predicate, value in map(plain, ontology):
            if isinstance(subject, BlankNode):
                blank.setdefault(subject, []).append((predicate, value))
            elif isinstance(value, BlankNode):
                hanging.append((subject, predicate, value))
            else:
                self._plain.append(Quad(subject, predicate, value))
        inner = {value for said in blank.values() for _, value in said} | {value for *_, value in hanging}
        places: list[tuple[_Place, Node]] = [((subject, predicate, None), node) for subject, predicate, node in hanging]
        for root in blank.keys() - inner:
            places += [((None, *said), root) for said in blank[root] if not isinstance(said[1], BlankNode)]
        self._digests: dict[_Place, set[str]] = {}
        for place, node in places:
            digest = _digest(node, lambda one: blank.get(one, ()), {})
            if digest is not None:
                self._digests.setdefault(place, set()).add(digest)

    def take_from(self, store: Store) -> None:
        """Take it out of the default graph of ``store``."""
        for quad in self._plain:
            store.remove(quad)
        for (subject, predicate, value), digests in self._digests.items():
            for quad in list(store.quads_for_pattern(subject, predicate, value, DefaultGraph())):  # type: ignore[arg-type]
                node = quad.subject if subject is None else quad.object
                if isinstance(node, BlankNode) and _digest(node, lambda one: _said(store, one), {}) in digests:
                    store.remove(quad)
                    _remove(store, node)


def _said(store: Store, node: Node) -> Iterator[tuple[NamedNode, Node]]:
    for quad in store.quads_for_pattern(node, None, None, DefaultGraph()):  # type: ignore[arg-type]
        yield plain(quad.triple)[1:]


def _remove(store: Store, node: Node) -> None:
    for predicate, value in list(_said(store, node)):
        store.remove(Quad(node, predicate, value))  # type: ignore[arg-type]
        if isinstance(value, BlankNode):
            _remove(store, value)


def _digest(node: Node, said: _Said, known: dict[Node, str | None], deep: int = 0) -> str | None:
    """Return what stands for all that hangs on a blank node; ``None`` for circles and what is too deep."""
    if node in known or deep > _DEEPEST:
        return known.get(node)
    known[node] = None  # which is the answer for whoever comes back here on the way
    lines: list[str] = []
    for predicate, value in said(node):
        below = _digest(value, said, known, deep + 1) if isinstance(value, BlankNode) else str(value)
        if below is None:
            return None
        lines.append(f"{predicate} {below}")
    known[node] = hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()
    return known[node]
