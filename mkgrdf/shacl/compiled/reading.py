"""Reads a shapes graph into the model, and refuses by name what is ill-formed, recursive or not supported.

Nothing is passed over: a parameter with a value that SHACL does not allow, a feature of SHACL-AF, an entailment regime,
each ends in a :class:`~mkgrdf.errors.ShapesError` that names the shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.compiled.components import Components
from mkgrdf.shacl.compiled.model import (
    AllOf,
    AnyOf,
    Closed,
    Conforms,
    Constraint,
    Count,
    Datatype,
    ExactlyOneOf,
    HasValue,
    InstanceOf,
    LanguageIn,
    Length,
    Model,
    NodeKind,
    NoneOf,
    OneOf,
    Pair,
    Pattern,
    Properties,
    Qualified,
    Range,
    Shape,
    ShapeNode,
    Target,
    UniqueLang,
)
from mkgrdf.shacl.compiled.parameters import Parameters
from mkgrdf.shacl.compiled.sparql_text import read_sparql_constraint
from mkgrdf.shacl.compiled.values import is_usable_pattern
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import Path, read_path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH, shorten

__all__ = ["find_faults", "read_model"]

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)

_RANGES = ((SH.minExclusive, ">"), (SH.minInclusive, ">="), (SH.maxExclusive, "<"), (SH.maxInclusive, "<="))
_PAIRS = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
_KINDS = frozenset({SH.IRI, SH.BlankNode, SH.Literal, SH.BlankNodeOrIRI, SH.BlankNodeOrLiteral, SH.IRIOrLiteral})
_ONLY_FOR_PROPERTIES = (
    SH.minCount,
    SH.maxCount,
    SH.uniqueLang,
    SH.lessThan,
    SH.lessThanOrEquals,
    SH.qualifiedValueShape,
)
# What SHACL-AF adds to shapes. Passed over, it would let through what it was written to stop.
_ADVANCED = (SH.target, SH.rule, SH.expression, SH.js, SH.values, SH.filterShape)
_REFERS = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
_REFERS_BY_LIST = (SH["and"], SH["or"], SH.xone)


def read_model(shapes: GraphIndex, name: Callable[[Node], str]) -> Model:
    """Return the shapes of a shapes graph.

    Args:
        shapes: the shapes graph.
        name: tells what to call a shape in errors.

    Raises:
        ShapesError: a shape is ill-formed, refers back to itself, or uses what is not supported.
    """
    _refuse_entailment(shapes, name)
    reader = _Reader(shapes, name)
    model = reader.model()
    faults = list(dict.fromkeys(str(error) for _, error in reader.faults))
    if faults:
        raise ShapesError("\n".join(faults))
    _refuse_recursion(model, name)
    return model


def find_faults(shapes: GraphIndex, name: Callable[[Node], str]) -> list[tuple[Node, str]]:
    """Return what :func:`read_model` would refuse shapes for: each shape with what is wrong about it."""
    try:
        reader = _Reader(shapes, name)
        model = reader.model()
        if not reader.faults:
            _refuse_entailment(shapes, name)
            _refuse_recursion(model, name)
    except ShapesError as error:
        return [(RDF.nil, str(error))]
    return [(node, str(error)) for node, error in reader.faults]


def _refuse_entailment(shapes: GraphIndex, name: Callable[[Node], str]) -> None:
    for node, regime in shapes.with_predicate(SH.entailment):
        raise ShapesError(
            f"{name(node)} asks for the entailment regime {regime}, and no entailment is supported: "
            "write what it would add into the data, and remove sh:entailment"
        )


class _Reader:
    def __init__(self, shapes: GraphIndex, name: Callable[[Node], str]) -> None:
        self._shapes = shapes
        self._name = name
        self._components = Components(shapes, name)
        self._found: dict[ShapeNode, Shape] = {}
        self._tried: set[ShapeNode] = set()
        self.faults: list[tuple[ShapeNode, ShapesError]] = []

    def model(self) -> Model:
        """Return the shapes that can be read; the others are in ``faults``."""
        for node in self._roots():
            self._read(node)
        targeting = tuple(shape for shape in self._found.values() if shape.targets and not shape.deactivated)
        return Model(self._found, targeting)

    def _roots(self) -> Iterator[ShapeNode]:
        """Yield what is a shape on the face of it (section 2.1); the others are found where shapes refer to them."""
        for subject in self._shapes.subjects():
            if isinstance(subject, Literal):
                continue
            typed = {SH.NodeShape, SH.PropertyShape}.intersection(self._shapes.objects(subject, RDF.type))
            said = self._shapes.properties(subject)
            if typed or not {*TARGETS, *_REFERS, *_REFERS_BY_LIST}.isdisjoint(said):
                yield subject

    def _read(self, node: ShapeNode) -> None:
        # Not by recursion: a chain of thousands of nested shapes is legal.
        waiting, tried = [node], self._tried
        while waiting:
            node = waiting.pop()
            if node in tried:
                continue
            tried.add(node)
            try:
                shape = self._found[node] = self._shape(node)
            except ShapesError as error:
                self.faults.append((node, error))
                continue
            waiting.extend(reversed(list(shape.refers_to)))

    def _shape(self, node: ShapeNode) -> Shape:
        parameters = Parameters(self._shapes, node, self._name(node))
        for feature in _ADVANCED:
            if parameters.values(feature):
                raise parameters.error(
                    feature, "belongs to SHACL-AF, which is not evaluated here; use SHACL core or sh:sparql"
                )
        path = self._path(node, parameters)
        if path is None:
            for predicate in _ONLY_FOR_PROPERTIES:
                if parameters.values(predicate):
                    raise parameters.error(predicate, "is for property shapes only; this shape has no sh:path")
        severity = parameters.first(SH.severity)
        if severity is not None and not isinstance(severity, NamedNode):
            raise parameters.error(SH.severity, f"is {severity}; expected an IRI such as sh:Warning")
        return Shape(
            node=node,
            path=path,
            targets=tuple(self._targets(node, parameters)),
            constraints=tuple(self._constraints(node, parameters, path)),
            severity=severity or SH.Violation,
            messages=parameters.texts(SH.message),
            deactivated=parameters.flag(SH.deactivated),
        )

    def _path(self, node: ShapeNode, parameters: Parameters) -> Path | None:
        paths = parameters.values(SH.path)
        if not paths:
            if SH.PropertyShape in self._shapes.objects(node, RDF.type):
                raise parameters.error(SH.path, "is missing; a property shape has exactly one")
            return None
        if SH.NodeShape in self._shapes.objects(node, RDF.type):
            raise parameters.error(SH.path, "makes it a property shape, and it says that it is an sh:NodeShape")
        if len(paths) > 1:
            raise parameters.error(SH.path, f"has {len(paths)} values; a property shape has exactly one")
        try:
            return read_path(self._shapes, paths[0])
        except ShapesError as error:
            raise parameters.error(SH.path, f"is no property path: {error}") from None

    def _targets(self, node: ShapeNode, parameters: Parameters) -> Iterator[Target]:
        for predicate in TARGETS:
            for value in parameters.values(predicate):
                if predicate != SH.targetNode and not isinstance(value, NamedNode):
                    raise parameters.error(predicate, f"is {value}; expected an IRI")
                yield Target(predicate, value)
        types = self._shapes.objects(node, RDF.type)
        typed = SH.NodeShape in types or SH.PropertyShape in types or bool(parameters.values(SH.property))
        if isinstance(node, NamedNode) and typed and (RDFS.Class in types or OWL.Class in types):
            yield Target(SH.targetClass, node)

    def _constraints(self, node: ShapeNode, parameters: Parameters, path: Path | None) -> Iterator[Constraint]:
        yield from _value_constraints(parameters)
        yield from _cardinalities(parameters)
        for kind in _PAIRS:
            for value in parameters.values(kind):
                yield Pair(kind, parameters.iri(kind, value))
        for value in parameters.values(SH.hasValue):
            yield HasValue(value)
        yield from self._referring(node, parameters)
        if parameters.flag(SH.closed):
            yield self._closed(parameters)
        for value in parameters.values(SH.sparql):
            constraint = read_sparql_constraint(self._shapes, parameters, value, self._name(value))
            if constraint is not None:
                yield constraint
        yield from self._components.constraints(parameters, is_property=path is not None)

    def _referring(self, node: ShapeNode, parameters: Parameters) -> Iterator[Constraint]:
        for value in parameters.values(SH.node):
            yield Conforms(parameters.shape(SH.node, value))
        for value in parameters.values(SH.property):
            shape = parameters.shape(SH.property, value)
            if not self._shapes.objects(shape, SH.path):
                raise parameters.error(SH.property, f"is {self._name(shape)}, which has no sh:path")
            yield Properties(shape)
        for value in parameters.values(SH["not"]):
            yield NoneOf(parameters.shape(SH["not"], value))
        for predicate, kind in ((SH["and"], AllOf), (SH["or"], AnyOf), (SH.xone, ExactlyOneOf)):
            for value in parameters.values(predicate):
                members = tuple(parameters.shape(predicate, member) for member in parameters.members(predicate, value))
                yield kind(members)
        yield from self._qualified(node, parameters)

    def _qualified(self, node: ShapeNode, parameters: Parameters) -> Iterator[Constraint]:
        for value in parameters.values(SH.qualifiedValueShape):
            shape = parameters.shape(SH.qualifiedValueShape, value)
            siblings: tuple[ShapeNode, ...] = ()
            if parameters.flag(SH.qualifiedValueShapesDisjoint):
                siblings = tuple(sibling for sibling in self._siblings(node) if sibling != shape)
            if not (parameters.values(SH.qualifiedMinCount) or parameters.values(SH.qualifiedMaxCount)):
                raise parameters.error(SH.qualifiedValueShape, "needs an sh:qualifiedMinCount or sh:qualifiedMaxCount")
            numbers = [
                (predicate, number, predicate == SH.qualifiedMinCount)
                for predicate in (SH.qualifiedMinCount, SH.qualifiedMaxCount)
                for number in parameters.numbers(predicate)
            ]
            for _, number, least in numbers:
                yield Qualified(shape, number, least, siblings)

    def _siblings(self, node: ShapeNode) -> list[ShapeNode]:
        """Return the qualified value shapes of the property shapes beside ``node`` (section 4.7.3)."""
        found: dict[ShapeNode, None] = {}
        for parent, property_ in self._shapes.with_predicate(SH.property):
            if property_ == node:
                for beside in self._shapes.objects(parent, SH.property):
                    for shape in self._shapes.objects(beside, SH.qualifiedValueShape):
                        if isinstance(shape, NamedNode | BlankNode):
                            found[shape] = None
        return list(found)

    def _closed(self, parameters: Parameters) -> Closed:
        allowed: dict[NamedNode, None] = {}
        for property_ in parameters.values(SH.property):
            for path in self._shapes.objects(property_, SH.path):
                if isinstance(path, NamedNode):
                    allowed[path] = None
        for head in parameters.values(SH.ignoredProperties):
            for member in parameters.members(SH.ignoredProperties, head):
                allowed[parameters.iri(SH.ignoredProperties, member)] = None
        return Closed(tuple(allowed))


def _value_constraints(parameters: Parameters) -> Iterator[Constraint]:
    yield from _type_constraints(parameters)
    for predicate, operator in _RANGES:
        for value in parameters.single(predicate):
            if not isinstance(value, Literal):
                raise parameters.error(predicate, f"is {value}; expected a literal")
            yield Range(operator, value)
    yield from _string_constraints(parameters)
    for head in parameters.single(SH["in"]):
        yield OneOf(parameters.members(SH["in"], head))


def _type_constraints(parameters: Parameters) -> Iterator[Constraint]:
    for value in parameters.values(SH["class"]):
        if isinstance(value, Literal):
            raise parameters.error(SH["class"], f"is {value}; expected a class")
        yield InstanceOf(value)
    for value in parameters.single(SH.datatype):
        yield Datatype(parameters.iri(SH.datatype, value))
    for value in parameters.single(SH.nodeKind):
        kind = parameters.iri(SH.nodeKind, value)
        if kind not in _KINDS:
            raise parameters.error(SH.nodeKind, f"is {kind}; expected one of {_listed(_KINDS)}")
        yield NodeKind(kind)


def _string_constraints(parameters: Parameters) -> Iterator[Constraint]:
    for number in parameters.numbers(SH.minLength):
        yield Length(number, least=True)
    for number in parameters.numbers(SH.maxLength):
        yield Length(number, least=False)
    flags = "".join(parameters.text(SH.flags, value) for value in parameters.single(SH.flags))
    for value in parameters.values(SH.pattern):
        pattern = parameters.text(SH.pattern, value)
        if not is_usable_pattern(pattern, flags):
            raise parameters.error(
                SH.pattern,
                f"is {pattern!r} with the flags {flags!r}, which is no regular expression that can be used: expected "
                "one without look-around and back-references, and of sensible size; flags are i, m, q, s and x",
            )
        yield Pattern(pattern, flags)
    for head in parameters.single(SH.languageIn):
        members = parameters.members(SH.languageIn, head)
        yield LanguageIn(tuple(parameters.text(SH.languageIn, member) for member in members))


def _cardinalities(parameters: Parameters) -> Iterator[Constraint]:
    for number in parameters.numbers(SH.minCount):
        yield Count(number, least=True)
    for number in parameters.numbers(SH.maxCount):
        yield Count(number, least=False)
    if parameters.flag(SH.uniqueLang):
        yield UniqueLang()


def _listed(terms: frozenset[NamedNode]) -> str:
    return ", ".join(sorted(shorten(term.value) for term in terms))


_DEEPEST = 100


def _refuse_recursion(model: Model, name: Callable[[Node], str]) -> None:
    """Refuse shapes that refer back to themselves: SHACL leaves open what they would mean (section 3.4.3)."""
    done: set[ShapeNode] = set()
    for start in model.shapes:
        trail: dict[ShapeNode, Iterator[ShapeNode]] = {}
        node: ShapeNode | None = start
        while node is not None:
            if node not in trail and node not in done:
                trail[node] = model[node].refers_to
            following = next((inner for inner in trail[node] if inner not in done), None) if node in trail else None
            if following is None:
                if node in trail:
                    done.add(node)
                    del trail[node]
                node = next(reversed(trail), None)
                continue
            if len(trail) > _DEEPEST:
                raise ShapesError(f"{name(start)} has shapes nested more than {_DEEPEST} deep; make it flatter")
            if following in trail:
                names = " -> ".join(dict.fromkeys(map(name, [*trail])))
                raise ShapesError(
                    f"{name(following)} refers back to itself ({names} -> {name(following)}); recursive shapes have no "
                    "defined meaning in SHACL: break the circle, for instance with sh:class in place of sh:node"
                )
            node = following
