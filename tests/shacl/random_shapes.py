"""Random shapes graphs and random data over one small vocabulary, so that they meet: for differential tests.

:func:`shapes_graphs` uses every target, every kind of path, every component of SHACL Core, several kinds of
``sh:sparql`` and custom components, nested up to three deep and without recursion. :func:`data_graphs` mixes IRIs,
blank nodes, all kinds of literals (ill-typed ones too), chains and circles of classes, and circles of properties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH
from tests.shacl.random_vocabulary import (
    CLASSES,
    COMPONENTS,
    DATATYPES,
    DATES,
    EX,
    FAMILIES,
    FLAGS,
    FOR_PROPERTIES_ONLY,
    ILL_TYPED,
    LANGUAGES,
    LITERALS,
    MOMENTS,
    NODE_KINDS,
    NUMBERS,
    OTHERS,
    PATTERNS,
    PREDICATES,
    RESOURCES,
    SELECTS,
    TAGGED,
    TEXTS,
    ZONED,
    typed,
)

T = TypeVar("T")


class _Draft:
    """A shapes graph in the making."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.triples: list[Triple] = []
        self.node_shapes: list[NamedNode | BlankNode] = []
        self.property_shapes: list[NamedNode | BlankNode] = []
        self.uses_components = False
        self._count = 0

    # --- small things

    def chance(self, percent: int) -> bool:
        # 0 is what hypothesis shrinks to, so it has to mean "no".
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def one(self, choices: Sequence[T]) -> T:
        return self.draw(st.sampled_from(choices))

    def node(self, name: str) -> NamedNode | BlankNode:
        self._count += 1
        return BlankNode(f"{name}{self._count}") if self.chance(40) else EX[f"{name}{self._count}"]

    def say(self, subject: NamedNode | BlankNode, predicate: NamedNode, value: Node) -> None:
        self.triples.append(Triple(subject, predicate, value))

    def list(self, members: Sequence[Node]) -> NamedNode | BlankNode:
        head: NamedNode | BlankNode = RDF.nil
        for member in reversed(members):
            self._count += 1
            cell = BlankNode(f"l{self._count}")
            self.say(cell, RDF.first, member)
            self.say(cell, RDF.rest, head)
            head = cell
        return head

    # --- paths

    def path(self, depth: int) -> NamedNode | BlankNode:
        kinds = ("predicate", "predicate", "predicate", "inverse", "sequence", "alternative", "*", "+", "?")
        kind = self.one(kinds) if depth else "predicate"
        if kind == "predicate":
            return self.one(PREDICATES)
        if kind in ("sequence", "alternative"):
            members = [self.path(depth - 1) for _ in range(self.draw(st.integers(2, 3)))]
            if kind == "sequence":
                return self.list(members)
            predicate, value = SH.alternativePath, self.list(members)
        else:
            marks = {"inverse": SH.inversePath, "*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}
            predicate, value = marks[kind], self.path(depth - 1)
        self._count += 1
        node = BlankNode(f"w{self._count}")
        self.say(node, predicate, value)
        return node

    # --- shapes

    def referred(self, depth: int, *, is_property: bool) -> NamedNode | BlankNode:
        """Return a shape to refer to: a new one, or now and then one that is complete already."""
        known = self.property_shapes if is_property else self.node_shapes
        if known and (self.chance(25) or depth <= 0):
            return self.one(known)
        return self.shape(depth - 1, is_property=is_property)

    def either(self, depth: int) -> NamedNode | BlankNode:
        return self.referred(depth, is_property=self.chance(30))

    def shape(self, depth: int, *, is_property: bool, node: NamedNode | None = None) -> NamedNode | BlankNode:
        shape = node or self.node("s")
        if self.chance(60):
            self.say(shape, RDF.type, SH.PropertyShape if is_property else SH.NodeShape)
        if is_property:
            self.say(shape, SH.path, self.path(2))
        elif not any(triple.subject == shape for triple in self.triples):
            self.say(shape, RDF.type, SH.NodeShape)
        kinds = [*_ANY, *(_FOR_PROPERTIES if is_property else ()), *(_NESTED if depth > 0 else ())]
        size = self.draw(st.integers(1, 4))
        for add in self.draw(st.lists(st.sampled_from(kinds), min_size=size, max_size=size, unique=True)):
            add(self, shape, depth, is_property)
        if self.chance(6):
            self.say(shape, SH.deactivated, typed(self.one(("true", "false", "true")), "boolean"))
        if self.chance(20):
            self.say(shape, SH.severity, self.one((SH.Info, SH.Warning, SH.Violation, EX.Slip)))
        if self.chance(20):
            self.say(shape, SH.message, Literal("wrong", language="en"))
        (self.property_shapes if is_property else self.node_shapes).append(shape)
        return shape

    def target(self, shape: NamedNode | BlankNode) -> None:
        kind = self.one((SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf))
        if kind == SH.targetClass:
            self.say(shape, kind, self.one(CLASSES))
        elif kind == SH.targetNode:
            named: list[Node] = [node for node in RESOURCES if isinstance(node, NamedNode)]
            self.say(shape, kind, self.one([*named, *TEXTS[:2], *NUMBERS[:2], *ILL_TYPED[:1]]))
        else:
            self.say(shape, kind, self.one(PREDICATES))

    def components(self) -> None:
        for component, parameters, validators in COMPONENTS:
            self.say(component, RDF.type, SH.ConstraintComponent)
            for number, (path, optional) in enumerate(parameters):
                parameter = BlankNode(f"parameter{path.value.rsplit('/', 1)[-1]}{number}")
                self.say(component, SH.parameter, parameter)
                self.say(parameter, SH.path, path)
                if optional:
                    self.say(parameter, SH.optional, typed("true", "boolean"))
            for predicate, (query, text) in validators.items():
                validator = BlankNode(f"{component.value.rsplit('/', 1)[-1]}{predicate.value.rsplit('#', 1)[-1]}")
                self.say(component, predicate, validator)
                self.say(validator, RDF.type, SH.SPARQLAskValidator if query == SH.ask else SH.SPARQLSelectValidator)
                self.say(validator, query, Literal(text))
                self.say(validator, SH.prefixes, EX.prefixes)


Adds = Callable[[_Draft, NamedNode | BlankNode, int, bool], None]


def _single(predicate: NamedNode, values: Sequence[Node]) -> Adds:
    def add(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
        draft.say(shape, predicate, draft.one(values))

    return add


def _number(predicate: NamedNode, least: int, most: int) -> Adds:
    return _single(predicate, [typed(str(number), "integer") for number in range(least, most + 1)])


def _class(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    for class_ in draft.draw(st.lists(st.sampled_from(CLASSES), min_size=1, max_size=2, unique=True)):
        draft.say(shape, SH["class"], class_)


def _range(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    bounds = draft.one((NUMBERS, NUMBERS, DATES, MOMENTS, ZONED, TEXTS, OTHERS[:3]))
    least = draft.one((None, SH.minInclusive, SH.minExclusive))
    most = draft.one((SH.maxInclusive, SH.maxExclusive) if least is None else (None, SH.maxInclusive, SH.maxExclusive))
    for predicate in (least, most):
        if predicate is not None:
            draft.say(shape, predicate, draft.one(bounds))


def _pattern(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    draft.say(shape, SH.pattern, Literal(draft.one(PATTERNS)))
    if draft.chance(30):
        draft.say(shape, SH.flags, Literal(draft.one(FLAGS)))


def _language_in(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    languages = draft.draw(st.lists(st.sampled_from(LANGUAGES), max_size=3, unique=True))
    draft.say(shape, SH.languageIn, draft.list([Literal(language) for language in languages]))


def _in(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    choices = [*(node for node in RESOURCES if isinstance(node, NamedNode)), *LITERALS]
    draft.say(shape, SH["in"], draft.list(draft.draw(st.lists(st.sampled_from(choices), max_size=8, unique=True))))


def _has_value(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    choices: list[Node] = [EX.a, EX.b, *TEXTS[:2], *TAGGED[:1], *NUMBERS[:3]]
    draft.say(shape, SH.hasValue, draft.one(choices))


def _pair(predicate: NamedNode) -> Adds:
    return _single(predicate, PREDICATES)


def _closed(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    draft.say(shape, SH.closed, typed(draft.one(("true", "true", "false")), "boolean"))
    if draft.chance(60):
        choices = st.sampled_from([*PREDICATES, RDF.type])
        draft.say(shape, SH.ignoredProperties, draft.list(draft.draw(st.lists(choices, max_size=3, unique=True))))


def _sparql(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, is_property: bool) -> None:
    select = draft.one([select for select in SELECTS if is_property or select not in FOR_PROPERTIES_ONLY])
    constraint = draft.node("k")
    draft.say(shape, SH.sparql, constraint)
    draft.say(constraint, RDF.type, SH.SPARQLConstraint)
    draft.say(constraint, SH.select, Literal(select))
    draft.say(constraint, SH.prefixes, EX.prefixes)
    if draft.chance(10):
        draft.say(constraint, SH.deactivated, typed("true", "boolean"))


def _sparql_too(draft: _Draft, shape: NamedNode | BlankNode, depth: int, is_property: bool) -> None:
    """Twice in the list below, since there are so many kinds of it."""
    _sparql(draft, shape, depth, is_property)


def _custom(draft: _Draft, shape: NamedNode | BlankNode, _depth: int, _is_property: bool) -> None:
    draft.uses_components = True
    _, parameters, _ = draft.one(COMPONENTS)
    for path, optional in parameters:
        if not optional or draft.chance(50):
            draft.say(shape, path, draft.one(RESOURCES[:2] if path == EX.avoids else PREDICATES))


def _property(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
    for _ in range(draft.draw(st.integers(1, 2))):
        draft.say(shape, SH.property, draft.referred(depth, is_property=True))


def _siblings(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
    """Two property shapes side by side that share out the values between them."""
    for _ in range(2):
        beside = draft.node("s")
        draft.say(beside, SH.path, draft.one(PREDICATES))
        _qualified(draft, beside, depth, True)
        draft.say(beside, SH.qualifiedValueShapesDisjoint, typed("true", "boolean"))
        draft.say(shape, SH.property, beside)


def _node(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
    draft.say(shape, SH.node, draft.referred(depth, is_property=False))


def _not(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
    draft.say(shape, SH["not"], draft.either(depth))


def _by_list(predicate: NamedNode) -> Adds:
    def add(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
        members = [draft.either(depth) for _ in range(draft.draw(st.integers(1, 3)))]
        draft.say(shape, predicate, draft.list(members))

    return add


def _qualified(draft: _Draft, shape: NamedNode | BlankNode, depth: int, _is_property: bool) -> None:
    draft.say(shape, SH.qualifiedValueShape, draft.either(depth))
    which = draft.one(((True, False), (False, True), (True, True)))
    for given, predicate, most in ((which[0], SH.qualifiedMinCount, 2), (which[1], SH.qualifiedMaxCount, 1)):
        if given:
            draft.say(shape, predicate, typed(str(draft.draw(st.integers(0, most))), "integer"))
    if draft.chance(40):
        draft.say(shape, SH.qualifiedValueShapesDisjoint, typed("true", "boolean"))


_ANY: tuple[Adds, ...] = (
    _class,
    _single(SH.datatype, DATATYPES),
    _single(SH.nodeKind, NODE_KINDS),
    _range,
    _number(SH.minLength, 1, 3),
    _number(SH.maxLength, 0, 3),
    _pattern,
    _language_in,
    _in,
    _has_value,
    _pair(SH.equals),
    _pair(SH.disjoint),
    _closed,
    _custom,
    _sparql,
    _sparql_too,
)
_FOR_PROPERTIES: tuple[Adds, ...] = (
    _number(SH.minCount, 0, 4),
    _number(SH.maxCount, 0, 4),
    _single(SH.uniqueLang, [typed("true", "boolean")]),
    _pair(SH.lessThan),
    _pair(SH.lessThanOrEquals),
)
_NESTED: tuple[Adds, ...] = (
    _property,
    _siblings,
    _node,
    _not,
    _by_list(SH["and"]),
    _by_list(SH["or"]),
    _by_list(SH.xone),
)


@st.composite
def shapes_graphs(draw: st.DrawFn) -> list[Triple]:
    """Draw the triples of a well-formed shapes graph without recursion."""
    draft = _Draft(draw)
    implicit = draft.one(CLASSES) if draft.chance(15) else None
    for number in range(draw(st.integers(1, 3))):
        class_ = implicit if number == 0 else None
        shape = draft.shape(draw(st.integers(0, 3)), is_property=class_ is None and draft.chance(35), node=class_)
        if class_ is None:
            for _ in range(draw(st.integers(1, 2))):
                draft.target(shape)
        else:
            draft.say(class_, RDF.type, draft.one((RDFS.Class, OWL.Class)))
    if draft.uses_components:
        draft.components()
    for number, namespace in enumerate((EX, RDFS)):
        declaration = BlankNode(f"declaration{number}")
        draft.say(EX.prefixes, SH.declare, declaration)
        draft.say(declaration, SH.prefix, Literal("ex" if namespace is EX else "rdfs"))
        draft.say(declaration, SH.namespace, typed(namespace.iri, "anyURI"))
    return draft.triples


@st.composite
def data_graphs(draw: st.DrawFn) -> list[Triple]:
    """Draw the triples of a data graph; the literals are of a few families at a time, so that some can be compared."""
    families = draw(st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=3, unique=True))
    literals = st.sampled_from([literal for family in families for literal in family])
    resources = st.sampled_from(RESOURCES)
    classes = st.sampled_from(CLASSES)
    predicates = st.sampled_from(PREDICATES)
    triples = st.one_of(
        st.builds(Triple, resources, predicates, st.one_of(literals, literals, resources)),
        st.builds(Triple, resources, predicates, st.one_of(literals, resources)),
        st.builds(Triple, resources, st.just(RDF.type), classes),
        st.builds(Triple, classes, st.just(RDFS.subClassOf), classes),
    )
    size = draw(st.integers(4, 30))
    return draw(st.lists(triples, min_size=size, max_size=size))


@st.composite
def paths(draw: st.DrawFn) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """Draw a property path: its node, and the triples that say what it is."""
    draft = _Draft(draw)
    return draft.path(3), draft.triples
