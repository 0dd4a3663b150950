"""Which nodes of a graph the shapes look at: SHACL's targets (section 2.1.3), found in one pass over the triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Triple

from mkgrdf.shacl.compiled.classes import classes_below
from mkgrdf.shacl.compiled.model import Model
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, RDFS, SH

__all__ = ["Declared", "FocusNodes", "Targets"]

Declared = dict[Node, set[Node]]
"""The target declarations of one shape: predicate -> values."""


class Targets:
    """The target declarations of the active shapes of a model.

    Attributes:
        by_shape: predicate -> values, for each shape that has targets.
    """

    __slots__ = ("_objects_of", "_subjects_of", "by_shape")

    def __init__(self, model: Model) -> None:
        self.by_shape: dict[Node, Declared] = {}
        for shape in model.targeting:
            declared = self.by_shape[shape.node] = {}
            for target in shape.targets:
                declared.setdefault(target.predicate, set()).add(target.value)
        self._objects_of = self._all(SH.targetObjectsOf)
        self._subjects_of = self._all(SH.targetSubjectsOf)

    def _all(self, predicate: Node) -> set[Node]:
        return {value for declared in self.by_shape.values() for value in declared.get(predicate, ())}

    def find(self, triples: Iterable[Triple]) -> FocusNodes:
        """Return the focus nodes in ``triples``, which must hold the ``rdfs:subClassOf`` that count as well."""
        found = FocusNodes(self)
        subjects_of, objects_of = self._subjects_of, self._objects_of
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
        for class_ in declared.get(SH.targetClass, ()):
            for each in classes_below(class_, self.narrower):
                found |= self.instances.get(each, set())
        return found

    def all(self) -> set[object]:
        """Return every node that some shape targets."""
        return {node for declared in self.targets.by_shape.values() for node in self.of(declared)}
