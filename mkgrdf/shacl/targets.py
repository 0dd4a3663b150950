"""Which nodes of a graph the shapes look at: SHACL's targets (section 2.1.3), found in one pass over the triples."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Triple

from mkgrdf.shacl.flatten import TARGETS, is_class_shape, is_deactivated
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.vocabulary import RDF, RDFS, SH

__all__ = ["Targets"]


class Targets:
    """The target declarations of a shapes graph. Deactivated shapes have none.

    Attributes:
        objects_of: the predicates whose objects are focus nodes.
    """

    __slots__ = ("_classes", "_nodes", "_subjects_of", "objects_of")

    def __init__(self, shapes: GraphIndex) -> None:
        found: dict[object, set[object]] = {predicate: set() for predicate in TARGETS}
        for predicate in TARGETS:
            for shape, target in shapes.with_predicate(predicate):
                if not is_deactivated(shapes, shape):
                    found[predicate].add(target)
        for shape in shapes.subjects():
            typed = SH.NodeShape in shapes.objects(shape, RDF.type) or shapes.first(shape, SH.property) is not None
            if typed and is_class_shape(shapes, shape) and not is_deactivated(shapes, shape):
                found[SH.targetClass].add(shape)
        self._classes = found[SH.targetClass]
        self._nodes = found[SH.targetNode]
        self._subjects_of = found[SH.targetSubjectsOf]
        self.objects_of = found[SH.targetObjectsOf]

    def focus_nodes(self, triples: Iterable[Triple]) -> set[object]:
        """Return every node that some shape targets, given all ``triples``, ``rdfs:subClassOf`` among them."""
        instances: dict[object, set[object]] = {}
        narrower: dict[object, set[object]] = {}
        focus = set(self._nodes)
        for triple in triples:
            predicate = triple.predicate
            if predicate == RDF.type:
                instances.setdefault(triple.object, set()).add(triple.subject)
            elif predicate == RDFS.subClassOf:
                narrower.setdefault(triple.object, set()).add(triple.subject)
            if predicate in self._subjects_of:
                focus.add(triple.subject)
            if predicate in self.objects_of:
                focus.add(triple.object)
        reached: set[object] = set()
        waiting = list(self._classes)
        while waiting:
            class_ = waiting.pop()
            if class_ not in reached:
                reached.add(class_)
                focus |= instances.get(class_, set())
                waiting.extend(narrower.get(class_, ()))
        return focus
