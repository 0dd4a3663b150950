"""What files say around the nodes of a report, picked out of all that they say: that may be millions of statements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad

from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF

__all__ = ["ReadAround"]

_HOPS = 4
"""As many steps of a path are followed; what is further off is not found."""
_OF_A_CLASS = 2000
"""So many instances of each class are kept, to find one with a name like that of a node that is not there."""


class ReadAround:
    """The statements about the nodes of ``violations`` and what their paths lead to; looked for when first asked."""

    def __init__(self, files: Sequence[tuple[Path, Iterable[Quad]]], violations: Iterable[Violation]) -> None:
        self._files = files
        self._nodes: set[object] = set()
        paths: set[str] = set()
        for violation in violations:
            self._nodes.update((violation.focus, violation.value))
            paths.add(violation.path or "")
        self._hops = 1 if all(map(_is_short, paths)) else _HOPS
        self._backwards = any("^" in path for path in paths)

    def look(
        self, subject: NamedNode | BlankNode | None, predicate: NamedNode | None, value: Node | None
    ) -> Iterable[Quad]:
        """Yield the quads with these terms."""
        return self._index.quads_for_pattern(subject, predicate, value, None)

    @cached_property
    def _index(self) -> pyoxigraph.Store:
        index = pyoxigraph.Store()
        frontier = {node for node in self._nodes if isinstance(node, NamedNode | BlankNode)}
        known: set[object] = set()
        index.extend(self._instances())
        for _ in range(self._hops):
            found = [quad for quad in self._quads() if self._touches(quad, frontier)]
            index.extend(found)
            known |= frontier
            ends = (node for quad in found if quad.predicate != RDF.type for node in (quad.subject, quad.object))
            frontier = {node for node in ends if isinstance(node, NamedNode | BlankNode)} - known
            if not frontier:
                break
        return index

    def _touches(self, quad: Quad, nodes: set[NamedNode | BlankNode]) -> bool:
        return quad.subject in nodes or (self._backwards and quad.object in nodes)

    def _instances(self) -> Iterable[Quad]:
        counted: Counter[object] = Counter()
        for quad in self._quads():
            if quad.predicate == RDF.type and counted[quad.object] < _OF_A_CLASS:
                counted[quad.object] += 1
                yield quad

    def _quads(self) -> Iterable[Quad]:
        for _, quads in self._files:
            yield from quads


def _is_short(path: str) -> bool:
    """Tell whether ``path`` is one predicate at most: a prefixed name, or an IRI in angle brackets."""
    return re.fullmatch(r"<[^<>]*>|[\w.:-]*", path) is not None
