"""How far the shapes see from a focus node: what has to be staged with it, and whom a change to it can concern."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import path_predicates, read_path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import PREFIXES, RDF, SH

__all__ = ["Sight"]

_REFERS = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
_REFERS_BY_LIST = (SH["and"], SH["or"], SH.xone)
_TEXTS = (SH.select, SH.ask)
_PREFIXED = re.compile(r"(?<![\w?$<])([A-Za-z][\w.-]*):([A-Za-z_][\w-]*)")
_BRACKETED = re.compile(r"<([^<>\s]+)>")
# A triple pattern whose predicate is a variable, about another node than $this; or one that goes on after a ';'.
_ANY_PREDICATE = re.compile(
    r"(?:[{}.)]|^)\s*(?:[?$](?!this\b)\w+|<[^<>]*>|[\w-]*:[\w-]+)\s+[?$]\w+\s+\S|;\s*[?$]\w+\s+\S"
)
_PREFIX_LINE = re.compile(r"PREFIX\s+([\w.-]*):\s*<([^<>\s]+)>", re.IGNORECASE)


class Sight:
    """Derived from a shapes graph; errs on the side of seeing too much.

    Attributes:
        depth: hops forward from a focus node that a check may follow, at least 1; a SPARQL constraint counts as 2.
        backwards: predicates followed from object to subject, in inverse paths or anywhere in SPARQL.
        inverse: those of them in inverse paths.
        repeated: predicates followed any number of times (``*`` and ``+``).
        far: predicates of a node that a check of *another* node may look at (``rdf:type`` always counts, and is
            not listed).
        all_far: whether such a check may look at any predicate: a closed shape that others refer to, or SPARQL with
            a variable as predicate of another node than ``$this``.
    """

    def __init__(self, shapes: GraphIndex) -> None:
        self._shapes = shapes
        texts = [
            value.value
            for predicate in _TEXTS
            for _, value in shapes.with_predicate(predicate)
            if isinstance(value, Literal)
        ]
        in_sparql = {iri for text in texts for iri in self._iris(text)} - {RDF.type}
        self.inverse: set[NamedNode] = set()
        self.repeated: set[NamedNode] = set()
        self.far: set[NamedNode] = set(in_sparql)
        self.all_far = any(_ANY_PREDICATE.search(text.partition("{")[2]) for text in texts)
        hops = [self._look(shape, 0, frozenset()) for shape in {subject for subject, _ in self._links()}]
        self.depth = max([1, *hops, 2 if texts else 1])
        self.backwards = self.inverse | in_sparql
        for predicate in (SH.zeroOrMorePath, SH.oneOrMorePath):
            for _, inner in shapes.with_predicate(predicate):
                self.repeated.update(each for hop in path_predicates(read_path(shapes, inner)) for each, _ in hop)
        self.far |= self.repeated

    def sees(self, predicate: NamedNode) -> bool:
        """Tell whether a check of another node may look at ``predicate``."""
        return self.all_far or predicate == RDF.type or predicate in self.far

    def looks_back(self, predicate: NamedNode) -> bool:
        """Tell whether a check may go from an object of ``predicate`` to its subject."""
        return self.all_far or predicate in self.backwards

    def _links(self) -> Iterator[tuple[Node, Node]]:
        for predicate in (SH.path, *_REFERS):
            yield from self._shapes.with_predicate(predicate)

    def _look(self, shape: Node, hops: int, above: frozenset[Node]) -> int:
        """Walk down from ``shape``, reached after ``hops`` hops; note what it looks at, return the farthest hop."""
        if shape in above:
            return hops  # a recursive shape: no deeper than what it was seen to reach
        reached = hops
        path = self._shapes.first(shape, SH.path)
        if path is not None:
            steps = path_predicates(read_path(self._shapes, path))
            for depth, step in enumerate(steps):
                self.inverse.update(predicate for predicate, backwards in step if backwards)
                if hops + depth > 0:
                    self.far.update(predicate for predicate, _ in step)
            reached = hops + len(steps)
        if hops > 0:
            # Property pairs and closed shapes look at properties of the node itself.
            for predicate in (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals):
                self.far.update(
                    other for other in self._shapes.objects(shape, predicate) if isinstance(other, NamedNode)
                )
            self.all_far = self.all_far or self._shapes.first(shape, SH.closed) is not None
        farthest = reached
        for inner in self._inner(shape):
            farthest = max(farthest, self._look(inner, reached, above | {shape}))
        return farthest

    def _inner(self, shape: Node) -> Iterator[Node]:
        for predicate in _REFERS:
            yield from self._shapes.objects(shape, predicate)
        for predicate in _REFERS_BY_LIST:
            for head in self._shapes.objects(shape, predicate):
                yield from self._shapes.items(head)

    def _iris(self, text: str) -> Iterator[NamedNode]:
        prefixes = dict(PREFIXES)
        for declaration, prefix in self._shapes.with_predicate(SH.prefix):
            namespace = self._shapes.first(declaration, SH.namespace)
            if isinstance(prefix, Literal) and isinstance(namespace, Literal):
                prefixes[prefix.value] = namespace.value
        prefixes.update(_PREFIX_LINE.findall(text))
        for prefix, local in _PREFIXED.findall(text):
            if prefix in prefixes:
                yield NamedNode(prefixes[prefix] + local)
        for iri in _BRACKETED.findall(text):
            if ":" in iri:
                yield NamedNode(iri)
