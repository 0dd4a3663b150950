"""Shapes and their constraints as values: SHACL's terms (sections 2 to 5), read once, free of RDF lists and spelling.

Shapes refer to each other by node, as the shapes graph does; :class:`Model` holds them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from pyoxigraph import BlankNode, Literal, NamedNode

from mkgrdf.shacl.paths import Path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH

__all__ = [
    "AllOf",
    "AnyOf",
    "Closed",
    "Conforms",
    "Constraint",
    "Count",
    "CustomConstraint",
    "Datatype",
    "ExactlyOneOf",
    "HasValue",
    "InstanceOf",
    "LanguageIn",
    "Length",
    "Model",
    "NodeKind",
    "NoneOf",
    "OneOf",
    "Pair",
    "Pattern",
    "Properties",
    "Qualified",
    "Range",
    "Shape",
    "ShapeNode",
    "SparqlConstraint",
    "Target",
    "UniqueLang",
    "Validator",
    "shapes_of",
]

ShapeNode = NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Target:
    """One target declaration. ``predicate`` is ``sh:targetClass`` (implicit ones too) and so on."""

    predicate: NamedNode
    value: Node


@dataclass(frozen=True, slots=True)
class InstanceOf:
    """``sh:class``: each value is an instance of ``class_``, or of a class below it."""

    component: ClassVar[NamedNode] = SH.ClassConstraintComponent
    class_: NamedNode | BlankNode


@dataclass(frozen=True, slots=True)
class Datatype:
    """``sh:datatype``: each value is a well-formed literal of ``datatype``."""

    component: ClassVar[NamedNode] = SH.DatatypeConstraintComponent
    datatype: NamedNode


@dataclass(frozen=True, slots=True)
class NodeKind:
    """``sh:nodeKind``; ``kind`` is ``sh:IRI``, ``sh:BlankNodeOrLiteral`` and so on."""

    component: ClassVar[NamedNode] = SH.NodeKindConstraintComponent
    kind: NamedNode


@dataclass(frozen=True, slots=True)
class Count:
    """``sh:minCount`` (``least``) or ``sh:maxCount``: how many values there are."""

    number: int
    least: bool

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return SH.MinCountConstraintComponent if self.least else SH.MaxCountConstraintComponent


@dataclass(frozen=True, slots=True)
class Range:
    """``sh:minExclusive``, ``sh:minInclusive``, ``sh:maxExclusive``, ``sh:maxInclusive``.

    ``operator`` is what has to hold between the value, on its left, and ``bound``: ``>``, ``>=``, ``<`` or ``<=``.
    """

    operator: str
    bound: Literal

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return {
            ">": SH.MinExclusiveConstraintComponent,
            ">=": SH.MinInclusiveConstraintComponent,
            "<": SH.MaxExclusiveConstraintComponent,
            "<=": SH.MaxInclusiveConstraintComponent,
        }[self.operator]


@dataclass(frozen=True, slots=True)
class Length:
    """``sh:minLength`` (``least``) or ``sh:maxLength``, in characters of the lexical form or IRI."""

    number: int
    least: bool

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return SH.MinLengthConstraintComponent if self.least else SH.MaxLengthConstraintComponent


@dataclass(frozen=True, slots=True)
class Pattern:
    """``sh:pattern`` with ``sh:flags``: SPARQL's ``REGEX``."""

    component: ClassVar[NamedNode] = SH.PatternConstraintComponent
    pattern: str
    flags: str = ""


@dataclass(frozen=True, slots=True)
class LanguageIn:
    """``sh:languageIn``: each value's language tag matches one of ``ranges``."""

    component: ClassVar[NamedNode] = SH.LanguageInConstraintComponent
    ranges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UniqueLang:
    """``sh:uniqueLang``: no two values have the same language tag."""

    component: ClassVar[NamedNode] = SH.UniqueLangConstraintComponent


@dataclass(frozen=True, slots=True)
class Pair:
    """``sh:equals``, ``sh:disjoint``, ``sh:lessThan``, ``sh:lessThanOrEquals``: ``kind`` is that term."""

    kind: NamedNode
    predicate: NamedNode

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        return {
            SH.equals: SH.EqualsConstraintComponent,
            SH.disjoint: SH.DisjointConstraintComponent,
            SH.lessThan: SH.LessThanConstraintComponent,
            SH.lessThanOrEquals: SH.LessThanOrEqualsConstraintComponent,
        }[self.kind]


@dataclass(frozen=True, slots=True)
class HasValue:
    """``sh:hasValue``: ``value`` is among the values."""

    component: ClassVar[NamedNode] = SH.HasValueConstraintComponent
    value: Node


@dataclass(frozen=True, slots=True)
class OneOf:
    """``sh:in``: each value is one of ``members``."""

    component: ClassVar[NamedNode] = SH.InConstraintComponent
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """``sh:closed``: a value has no other properties than ``allowed`` (those of ``sh:property``, and ignored ones)."""

    component: ClassVar[NamedNode] = SH.ClosedConstraintComponent
    allowed: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Conforms:
    """``sh:node``: each value conforms to ``shape``."""

    component: ClassVar[NamedNode] = SH.NodeConstraintComponent
    shape: ShapeNode


@dataclass(frozen=True, slots=True)
class Properties:
    """``sh:property``: what ``shape`` says of each value is reported as its own."""

    component: ClassVar[NamedNode] = SH.PropertyConstraintComponent
    shape: ShapeNode


@dataclass(frozen=True, slots=True)
class NoneOf:
    """``sh:not``: no value conforms to ``shape``."""

    component: ClassVar[NamedNode] = SH.NotConstraintComponent
    shape: ShapeNode


@dataclass(frozen=True, slots=True)
class AllOf:
    """``sh:and``: each value conforms to all ``shapes``."""

    component: ClassVar[NamedNode] = SH.AndConstraintComponent
    shapes: tuple[ShapeNode, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """``sh:or``: each value conforms to one of ``shapes``, or more."""

    component: ClassVar[NamedNode] = SH.OrConstraintComponent
    shapes: tuple[ShapeNode, ...]


@dataclass(frozen=True, slots=True)
class ExactlyOneOf:
    """``sh:xone``: each value conforms to exactly one of ``shapes``."""

    component: ClassVar[NamedNode] = SH.XoneConstraintComponent
    shapes: tuple[ShapeNode, ...]


@dataclass(frozen=True, slots=True)
class Qualified:
    """``sh:qualifiedValueShape`` with ``sh:qualifiedMinCount`` (``least``) or ``sh:qualifiedMaxCount``.

    Values that conform to one of ``siblings`` do not count: ``sh:qualifiedValueShapesDisjoint``.
    """

    shape: ShapeNode
    number: int
    least: bool
    siblings: tuple[ShapeNode, ...] = ()

    @property
    def component(self) -> NamedNode:
        """The constraint component."""
        if self.least:
            return SH.QualifiedMinCountConstraintComponent
        return SH.QualifiedMaxCountConstraintComponent


@dataclass(frozen=True, slots=True)
class SparqlConstraint:
    """``sh:sparql``: ``select`` is a query without prefixed names; each solution is a result."""

    component: ClassVar[NamedNode] = SH.SPARQLConstraintComponent
    node: ShapeNode
    select: str
    messages: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class Validator:
    """A validator of a custom component: ``text`` is a SELECT without prefixed names, or an ASK when ``asks``."""

    text: str
    asks: bool
    messages: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomConstraint:
    """A constraint of a component that a shapes graph declares (section 6).

    ``bindings`` are the values of its parameters by variable name; optional ones that are not given are missing.
    """

    component: NamedNode
    validator: Validator
    bindings: tuple[tuple[str, Node], ...]


Constraint = (
    InstanceOf
    | Datatype
    | NodeKind
    | Count
    | Range
    | Length
    | Pattern
    | LanguageIn
    | UniqueLang
    | Pair
    | HasValue
    | OneOf
    | Closed
    | Conforms
    | Properties
    | NoneOf
    | AllOf
    | AnyOf
    | ExactlyOneOf
    | Qualified
    | SparqlConstraint
    | CustomConstraint
)


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape when it has a ``path``. ``severity`` is an IRI, ``sh:Violation`` by default."""

    node: ShapeNode
    path: Path | None
    targets: tuple[Target, ...]
    constraints: tuple[Constraint, ...]
    severity: NamedNode = SH.Violation
    messages: tuple[Literal, ...] = ()
    deactivated: bool = False

    @property
    def refers_to(self) -> Iterator[ShapeNode]:
        """The shapes that a constraint of this one refers to, siblings included."""
        for constraint in self.constraints:
            yield from shapes_of(constraint)


def shapes_of(constraint: Constraint) -> tuple[ShapeNode, ...]:
    """Return the shapes that ``constraint`` refers to."""
    match constraint:
        case Conforms(shape) | Properties(shape) | NoneOf(shape):
            return (shape,)
        case Qualified(shape, siblings=siblings):
            return (shape, *siblings)
        case AllOf(shapes) | AnyOf(shapes) | ExactlyOneOf(shapes):
            return shapes
    return ()


@dataclass(frozen=True, slots=True)
class Model:
    """All shapes of a shapes graph by node; ``targeting`` are the active ones that have targets."""

    shapes: Mapping[ShapeNode, Shape]
    targeting: tuple[Shape, ...] = field(default=())

    @property
    def asks_for_shapes_graph(self) -> bool:
        """Tell whether the SPARQL of a shape wants to look into the shapes graph itself."""
        texts = (
            constraint.select if isinstance(constraint, SparqlConstraint) else constraint.validator.text
            for shape in self.shapes.values()
            for constraint in shape.constraints
            if isinstance(constraint, SparqlConstraint | CustomConstraint)
        )
        return any("shapesGraph" in text for text in texts)

    def __getitem__(self, node: ShapeNode) -> Shape:
        return self.shapes[node]
