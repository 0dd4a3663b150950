"""Shapes without one of their constraints, which tells whether anything would notice if it were not there."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.shacl.compiled.model import (
    AllOf,
    AnyOf,
    Conforms,
    Constraint,
    CustomConstraint,
    ExactlyOneOf,
    HasValue,
    InstanceOf,
    NoneOf,
    Pair,
    Pattern,
    Properties,
    Qualified,
    ShapeNode,
    SparqlConstraint,
)
from mkgrdf.shacl.graph_index import GraphIndex, plain
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH

__all__ = ["belonging_to", "parameters_of", "without"]

_LISTS = {AllOf: SH["and"], AnyOf: SH["or"], ExactlyOneOf: SH.xone}
# Constraints that a shape may have several of, told apart by the value of one parameter: that, and where the value is.
_BY_VALUE = {
    InstanceOf: (SH["class"], "class_"),
    HasValue: (SH.hasValue, "value"),
    Conforms: (SH.node, "shape"),
    Properties: (SH.property, "shape"),
    NoneOf: (SH["not"], "shape"),
    SparqlConstraint: (SH.sparql, "node"),
}
# Those that a shape has once at most: component -> parameter.
_ONCE = {
    SH.DatatypeConstraintComponent: SH.datatype,
    SH.NodeKindConstraintComponent: SH.nodeKind,
    SH.MinCountConstraintComponent: SH.minCount,
    SH.MaxCountConstraintComponent: SH.maxCount,
    SH.MinExclusiveConstraintComponent: SH.minExclusive,
    SH.MinInclusiveConstraintComponent: SH.minInclusive,
    SH.MaxExclusiveConstraintComponent: SH.maxExclusive,
    SH.MaxInclusiveConstraintComponent: SH.maxInclusive,
    SH.MinLengthConstraintComponent: SH.minLength,
    SH.MaxLengthConstraintComponent: SH.maxLength,
    SH.LanguageInConstraintComponent: SH.languageIn,
    SH.UniqueLangConstraintComponent: SH.uniqueLang,
    SH.InConstraintComponent: SH["in"],
    SH.ClosedConstraintComponent: SH.closed,
}


def parameters_of(index: GraphIndex, node: ShapeNode, constraint: Constraint) -> list[Triple]:
    """Return the triples of the shape ``node`` that declare ``constraint``: those without which it is not there."""
    return [Triple(node, predicate, value) for predicate, value in _declared(index, node, constraint)]


def _declared(index: GraphIndex, node: ShapeNode, constraint: Constraint) -> Iterator[tuple[NamedNode, Node]]:
    match constraint:
        case Pair(kind, predicate):
            yield kind, predicate
        case Pattern(pattern):
            yield SH.pattern, Literal(pattern)
        case AllOf(shapes) | AnyOf(shapes) | ExactlyOneOf(shapes):
            predicate = _LISTS[type(constraint)]
            yield next((predicate, head) for head in index.objects(node, predicate) if index.items(head) == shapes)
        case CustomConstraint(component, _, bindings):
            given = {value for _, value in bindings}
            for parameter in index.objects(component, SH.parameter):
                predicate = _iri(index.first(parameter, SH.path))
                yield from (said for said in _values(index, node, predicate) if said[1] in given)
        case Qualified(shape, least=least):
            if not index.objects(node, SH.qualifiedMaxCount if least else SH.qualifiedMinCount):
                yield SH.qualifiedValueShape, shape  # nothing is left that counts
            yield from _values(index, node, SH.qualifiedMinCount if least else SH.qualifiedMaxCount)
        case _ if type(constraint) in _BY_VALUE:
            predicate, attribute = _BY_VALUE[type(constraint)]
            yield predicate, getattr(constraint, attribute)
        case _:
            yield from _values(index, node, _ONCE[constraint.component])


def _values(index: GraphIndex, node: ShapeNode, predicate: NamedNode) -> Iterator[tuple[NamedNode, Node]]:
    for value in index.objects(node, predicate):
        yield predicate, value


def _iri(node: Node | None) -> NamedNode:
    if not isinstance(node, NamedNode):
        raise TypeError(f"a parameter's path is {node}; the reading of the shapes let it through")
    return node


def belonging_to(shapes: Shapes, root: ShapeNode) -> Shapes:
    """Return the part of ``shapes`` that says what ``root`` asks, and nothing of what other shapes ask.

    That is: what can be reached from it, the shapes that have a shape so reached as their ``sh:property`` (they tell
    which values a qualified count leaves out), and the constraint components.
    """
    index = shapes.index
    owners: dict[Node, list[Node]] = {}
    for owner, property_ in index.with_predicate(SH.property):
        owners.setdefault(property_, []).append(owner)
    components = [node for node in index.subjects() if SH.ConstraintComponent in index.objects(node, RDF.type)]
    components += [node for node, _ in index.with_predicate(SH.parameter)]
    reached: set[Node] = set()
    waiting: list[Node] = [root, *components]
    while waiting:
        node = waiting.pop()
        if node in reached or isinstance(node, Literal):
            continue
        reached.add(node)
        waiting += owners.get(node, [])
        for predicate in index.properties(node):
            waiting += index.objects(node, _iri(predicate))
    return Shapes(triple for triple in index.triples if plain(triple)[0] in reached)


def without(shapes: Shapes, node: ShapeNode, constraint: Constraint) -> Shapes:
    """Return ``shapes`` with ``constraint`` taken off the shape ``node``, which remains a shape."""
    gone = set(parameters_of(shapes.index, node, constraint))
    rest = [triple for triple in shapes.index.triples if triple not in gone]
    if shapes.index.first(node, SH.path) is None and isinstance(node, NamedNode | BlankNode):
        rest.append(Triple(node, RDF.type, SH.NodeShape))
    return Shapes(rest)
