"""Which nodes of a graph the shapes look at: SHACL's targets (section 2.1.3), found in one pass over the triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, Triple

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH

__all__ = ["TARGETS", "Declared", "FocusNodes", "Targets"]

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

Declared = dict[Node, set[Node]]
"""The target declarations of one shape: predicate -> values."""


class Targets:
    """The target declarations of a shapes graph. Deactivated shapes have none.

    Attributes:
        by_shape: predicate -> values, for each shape that has targets.
        objects_of: the predicates whose objects are focus nodes.
    """

    __slots__ = ("_subjects_of", "by_shape", "objects_of")

    def __init__(self, shapes: GraphIndex) -> None:
        self.by_shape: dict[Node, Declared] = {}
        for predicate in TARGETS:
            for shape, target in shapes.with_predicate(predicate):
                if not is_deactivated(shapes, shape):
                    self.by_shape.setdefault(shape, {}).setdefault(predicate, set()).add(target)
        for shape in shapes.subjects():
            typed = SH.NodeShape in shapes.objects(shape, RDF.type) or shapes.first(shape, SH.property) is not None
            if typed and is_class_shape(shapes, shape) and not is_deactivated(shapes, shape):
                self.by_shape.setdefault(shape, {}).setdefault(SH.targetClass, set()).add(shape)
        self.objects_of = self._all(SH.targetObjectsOf)
        self._subjects_of = self._all(SH.targetSubjectsOf)

    def _all(self, predicate: Node) -> set[Node]:
        return {value for declared in self.by_shape.values() for value in declared.get(predicate, ())}

    def find(self, triples: Iterable[Triple]) -> FocusNodes:
        """Return the focus nodes in ``triples``, which must hold the ``rdfs:subClassOf`` that count as well."""
        found = FocusNodes(self)
        subjects_of, objects_of = self._subjects_of, self.objects_of
        for triple in triples:
            predicate = triple.predicate
            if predicate == RDF.type:
                found.instances.setdefault(triple.object, set()).add(triple.subject)
            elif predicate == RDFS.subClassOf:
                found.narrower.setdefault(triple.object, set()).add(triple.subject)
            if predicate in subjects_of:
                found.subjects.setdefault(predicate, set()).add(triple.subject)
            if predicate in objects_of:
                found.objects.setdefault(predicate, set()).add(triple.object)
        return found


@dataclass(slots=True)
class FocusNodes:
    """The nodes of one graph as targets see them."""

    targets: Targets
    instances: dict[object, set[object]] = field(default_factory=dict)
    narrower: dict[object, set[object]] = field(default_factory=dict)
    subjects: dict[object, set[object]] = field(default_factory=dict)
    objects: dict[object, set[object]] = field(default_factory=dict)

    def of(self, declared: Declared) -> set[object]:
        """Return the focus nodes that one shape's target declarations select."""
        found: set[object] = set(declared.get(SH.targetNode, ()))
        for predicate in declared.get(SH.targetSubjectsOf, ()):
            found |= self.subjects.get(predicate, set())
        for predicate in declared.get(SH.targetObjectsOf, ()):
            found |= self.objects.get(predicate, set())
        reached: set[object] = set()
        waiting: list[object] = list(declared.get(SH.targetClass, ()))
        while waiting:
            class_ = waiting.pop()
            if class_ not in reached:
                reached.add(class_)
                found |= self.instances.get(class_, set())
                waiting.extend(self.narrower.get(class_, ()))
        return found

    def all(self) -> set[object]:
        """Return every node that some shape targets."""
        return {node for declared in self.targets.by_shape.values() for node in self.of(declared)}


def is_class_shape(shapes: GraphIndex, shape: Node) -> bool:
    """Tell whether ``shape`` is a class as well, and so targets its own instances (SHACL 2.1.3.3)."""
    types = shapes.objects(shape, RDF.type)
    return RDFS.Class in types or OWL.Class in types


def is_deactivated(shapes: GraphIndex, shape: Node) -> bool:
    """Tell whether ``shape`` is switched off."""
    value = shapes.first(shape, SH.deactivated)
    return isinstance(value, Literal) and value.value in ("true", "1")
