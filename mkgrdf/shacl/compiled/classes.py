"""Class membership: which classes lie below which, and which of them occur in the data.

SHACL instances (section 1.1) are members of a class or of one below it, over ``rdfs:subClassOf`` in the data. Here
the pattern layer counts as well, though it is not among the data: its ``rdfs:subClassOf``, and what its own individuals
are. Asked once for a validation, so that the checks can name classes instead of following ``rdfs:subClassOf*``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyoxigraph import NamedNode, Triple

from mkgrdf.shacl.compiled.data import Data, number
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, RDFS

__all__ = ["AnyClasses", "Classes", "classes_below"]

Item = TypeVar("Item")


def classes_below(class_: Item, narrower: Mapping[Item, Iterable[Item]]) -> list[Item]:
    """Return ``class_`` and every class below it, by ``narrower``, what lies right below each."""
    found: dict[Item, None] = {}
    waiting = [class_]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found[each] = None
            waiting.extend(narrower.get(each, ()))
    return list(found)


class AnyClasses:
    """Classes of ``background``, triples that need hold nothing else of interest, as if each had instances.

    That is what is asked of data that nobody has seen yet.
    """

    def __init__(self, background: Iterable[Triple] = ()) -> None:
        self._narrower: dict[object, list[object]] = {}
        self._individuals: dict[object, list[NamedNode]] = {}
        for triple in background:
            if triple.predicate == RDFS.subClassOf:
                self._narrower.setdefault(triple.object, []).append(triple.subject)
            elif triple.predicate == RDF.type and isinstance(triple.subject, NamedNode):
                self._individuals.setdefault(triple.object, []).append(triple.subject)

    def below(self, class_: Node) -> list[object]:
        """Return ``class_`` and every class below it."""
        return classes_below(class_, self._narrower)

    def occurring(self, class_: Node) -> list[NamedNode]:
        """Return those of :meth:`below` that can have instances, in order of their IRIs."""
        return sorted((each for each in self.below(class_) if isinstance(each, NamedNode)), key=lambda each: each.value)

    def individuals(self, class_: Node) -> list[NamedNode]:
        """Return the instances of ``class_`` that the background names, in order of their IRIs."""
        found = {node for each in self.below(class_) for node in self._individuals.get(each, ())}
        return sorted(found, key=lambda node: node.value)


class Classes(AnyClasses):
    """Classes of ``data`` and of ``background``.

    Attributes:
        has_own: whether the data say themselves which classes lie below which.
        instances: how often each class is given to a node.
    """

    def __init__(self, data: Data, background: Iterable[Triple] = ()) -> None:
        super().__init__(background)
        self.has_own = False
        for narrow, broad in data.select(f"SELECT ?narrow ?broad WHERE {{ ?narrow {RDFS.subClassOf} ?broad }}"):
            self._narrower.setdefault(broad, []).append(narrow)
            self.has_own = True
        times = data.select("SELECT ?class (COUNT(*) AS ?times) WHERE { ?any a ?class } GROUP BY ?class")
        self.instances = Counter({class_: number(count) for class_, count in times})

    def occurring(self, class_: Node) -> list[NamedNode]:
        """Return those of :meth:`below` that have instances in the data, in order of their IRIs."""
        return [each for each in super().occurring(class_) if each in self.instances]
