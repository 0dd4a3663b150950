"""Shapes rewritten so that pySHACL checks each property shape on all its focus nodes at once.

pySHACL evaluates ``sh:property`` focus node by focus node, and builds every constraint anew each time. A property
shape that carries its targets itself is evaluated once over all of them. So where node shape S has targets and
property shape P, P is given S's targets and the link S -> P is dropped: by the definition of ``sh:property`` (SHACL
4.7.3: results of P are results of the whole) the set of validation results is the same. Left as they are: shapes
that others refer to (``sh:node``, ``sh:or`` …), whose conformance is asked for as a whole, deactivated ones, and those
with ``sh:qualifiedValueShapesDisjoint`` among their properties.
"""

from __future__ import annotations

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH

__all__ = ["TARGETS", "flattened", "is_class_shape", "is_deactivated", "referred_shapes"]

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

_REFERS = (SH.node, SH["not"], SH.qualifiedValueShape)
_REFERS_BY_LIST = (SH["and"], SH["or"], SH.xone)


def is_class_shape(shapes: GraphIndex, shape: Node) -> bool:
    """Tell whether ``shape`` is a class as well, and so targets its own instances (SHACL 2.1.3.3)."""
    types = shapes.objects(shape, RDF.type)
    return RDFS.Class in types or OWL.Class in types


def is_deactivated(shapes: GraphIndex, shape: Node) -> bool:
    """Tell whether ``shape`` is switched off."""
    value = shapes.first(shape, SH.deactivated)
    return isinstance(value, Literal) and value.value in ("true", "1")


def referred_shapes(shapes: GraphIndex) -> set[Node]:
    """Return the shapes that others refer to, whose conformance is asked for as a whole."""
    referred = {object_ for predicate in _REFERS for _, object_ in shapes.with_predicate(predicate)}
    for predicate in _REFERS_BY_LIST:
        for _, head in shapes.with_predicate(predicate):
            referred.update(shapes.items(head))
    return referred


def flattened(shapes: GraphIndex) -> list[Triple]:
    """Return the triples of ``shapes``, rewritten; the validation results stay the same."""
    referred = referred_shapes(shapes)
    dropped: set[Triple] = set()
    added: list[Triple] = []
    for shape in shapes.subjects():
        properties = shapes.objects(shape, SH.property)
        targets = _targets(shapes, shape)
        if not properties or not targets or shape in referred or shapes.first(shape, SH.path) is not None:
            continue
        if is_deactivated(shapes, shape) or isinstance(shape, Literal):
            continue
        if any(shapes.first(property_, SH.qualifiedValueShapesDisjoint) is not None for property_ in properties):
            continue  # which shapes are siblings is told by the very links that would be dropped
        for property_ in properties:
            if isinstance(property_, Literal) or shapes.first(property_, SH.path) is None:
                continue  # ill-formed: left for pySHACL to object to
            dropped.add(Triple(shape, SH.property, property_))
            added.extend(Triple(property_, predicate, target) for predicate, target in targets)
        if shapes.first(shape, SH.closed) is not None:
            added_here, dropped_here = _keep_closed(shapes, shape, properties)
            added.extend(added_here)
            dropped.update(dropped_here)
    return [triple for triple in dict.fromkeys([*shapes.triples, *added]) if triple not in dropped]


def _targets(shapes: GraphIndex, shape: Node) -> list[tuple[NamedNode, NamedNode | BlankNode | Literal]]:
    targets = [(predicate, target) for predicate in TARGETS for target in shapes.objects(shape, predicate)]
    if is_class_shape(shapes, shape):
        targets.append((SH.targetClass, shape))
    return targets


def _keep_closed(
    shapes: GraphIndex, shape: NamedNode | BlankNode, properties: tuple[Node, ...]
) -> tuple[list[Triple], list[Triple]]:
    """Write the paths that ``sh:closed`` reads off ``sh:property`` into ``sh:ignoredProperties``: it means the same."""
    allowed: list[Node] = [path for property_ in properties for path in shapes.objects(property_, SH.path)]
    heads = shapes.objects(shape, SH.ignoredProperties)
    for head in heads:
        allowed.extend(shapes.items(head))
    cells = [BlankNode() for _ in allowed]
    added: list[Triple] = []
    following: list[NamedNode | BlankNode] = [*cells[1:], RDF.nil]
    for cell, path, rest in zip(cells, allowed, following, strict=False):
        added.append(Triple(cell, RDF.first, path))
        added.append(Triple(cell, RDF.rest, rest))
    added.append(Triple(shape, SH.ignoredProperties, cells[0] if cells else RDF.nil))
    return added, [Triple(shape, SH.ignoredProperties, head) for head in heads]
