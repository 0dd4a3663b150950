"""Conditions in SPARQL: what has to hold of a node for a constraint, or a whole shape, to be satisfied.

Each condition is an expression that is true or false and never an error, so that it can be negated and combined.
Patterns stand in ``EXISTS``, one inside the other along a path: Oxigraph plans a join inside ``EXISTS`` as if nothing
were bound. Where a condition cannot be written, or only at a length that no engine should be given, the answer is
``None``, and :mod:`~mkgrdf.shacl.compiled.run` works with sets of nodes instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import overload

from pyoxigraph import Literal

from mkgrdf.shacl.compiled.classes import AnyClasses
from mkgrdf.shacl.compiled.datatypes import DERIVED_INTEGERS
from mkgrdf.shacl.compiled.model import (
    AllOf,
    AnyOf,
    Closed,
    Conforms,
    Constraint,
    Count,
    CustomConstraint,
    Datatype,
    ExactlyOneOf,
    HasValue,
    InstanceOf,
    Model,
    NoneOf,
    Pair,
    Properties,
    Qualified,
    Shape,
    ShapeNode,
    SparqlConstraint,
    UniqueLang,
)
from mkgrdf.shacl.compiled.originals import Originals
from mkgrdf.shacl.compiled.sparql_text import ask_condition
from mkgrdf.shacl.compiled.values import listed, ordered, value_condition
from mkgrdf.shacl.compiled.ways import MOST_BRANCHES, MOST_STEPS, branches, inverted, may_be_empty, steps
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence, sparql_path
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import SH, XSD

__all__ = ["LONGEST", "Conditions", "negated", "per_value"]

LONGEST = 20_000
"""Characters that a condition may have."""
_DEEPEST = 12
_COSTLIEST = 1_000
"""A shape of more constraints than this, counted as often as they are reached, is not written as one condition."""
_FARTHEST = 4
"""How many steps, those of nested shapes counted, one condition goes: an engine goes every way there is."""
_MOST_DISTINCT = 3
"""Telling n distinct values apart by nested EXISTS takes up to k**n steps for k values."""


def per_value(constraint: Constraint) -> bool:
    """Tell whether ``constraint`` is about each value by itself."""
    return not isinstance(
        constraint, Count | UniqueLang | Pair | HasValue | Qualified | Properties | SparqlConstraint
    ) and not (isinstance(constraint, CustomConstraint) and not constraint.validator.asks)


class Conditions:
    """Writes conditions for the shapes of ``model`` on data with ``classes``."""

    def __init__(self, model: Model, classes: AnyClasses, originals: Originals | None = None) -> None:
        self._model = model
        self._classes = classes
        self._originals = originals
        self._numbers = count(1)
        self._costs: dict[ShapeNode, int] = {}
        self._far = 0

    def of_shape(self, node: ShapeNode, focus: str, depth: int = 0) -> str | None:
        """Return the condition that ``focus``, a variable, conforms to a shape."""
        shape = self._model[node]
        if shape.deactivated:
            return "true"
        if depth > _DEEPEST or self._cost(node) > _COSTLIEST:
            return None
        return _joined(self.of_constraints(shape, shape.constraints, focus, depth), "&&")

    def _cost(self, node: ShapeNode) -> int:
        """Return how many constraints a condition for a shape would be made of, each as often as it is reached."""
        known = self._costs.get(node)
        if known is None:
            shape = self._model[node]
            known = len(shape.constraints) + sum(map(self._cost, shape.refers_to))
            self._costs[node] = known
        return known

    def of_constraints(
        self, shape: Shape, constraints: Iterable[Constraint], focus: str, depth: int = 0
    ) -> list[str | None]:
        """Return conditions that together say that ``focus`` satisfies ``constraints`` of ``shape``."""
        mine = list(constraints)
        values = [constraint for constraint in mine if per_value(constraint)]
        found: list[str | None] = []
        if values:
            found.append(
                self.every(
                    shape.path,
                    focus,
                    lambda value: _joined((self.of_value(each, value, focus, shape, depth) for each in values), "&&"),
                )
            )
        for constraint in mine:
            if not per_value(constraint):
                found.append(self._of_all(shape, constraint, focus, depth))
        return found

    def of_value(self, constraint: Constraint, value: str, focus: str, shape: Shape, depth: int = 0) -> str | None:
        """Return the condition that one value satisfies a constraint for which :func:`per_value` holds."""
        match constraint:
            case InstanceOf(class_):
                return self._instance(class_, value)
            case Datatype(datatype) if self._originals is not None and datatype in DERIVED_INTEGERS:
                return _among(self._originals.of(datatype), value)
            case Datatype(datatype) if self._originals is not None and datatype == XSD.integer:
                others = _among(self._originals.not_integers(), value)
                return _joined([value_condition(constraint, value), negated(others)], "&&")
            case Closed(allowed):
                predicate, object_ = self._fresh(), self._fresh()
                allowed_list = ", ".join(map(str, allowed))
                test = f"FILTER ({predicate} NOT IN ({allowed_list}))" if allowed else ""
                return f"NOT EXISTS {{ {value} {predicate} {object_} . {test} }}"
            case Conforms(inner):
                return self.of_shape(inner, value, depth + 1)
            case NoneOf(inner):
                return negated(self.of_shape(inner, value, depth + 1))
            case AllOf(shapes):
                return _joined((self.of_shape(inner, value, depth + 1) for inner in shapes), "&&")
            case AnyOf(shapes):
                return _joined((self.of_shape(inner, value, depth + 1) for inner in shapes), "||")
            case ExactlyOneOf(shapes):
                conditions = [self.of_shape(inner, value, depth + 1) for inner in shapes]
                ones = (
                    _joined([negated(c) if at != one else c for at, c in enumerate(conditions)], "&&")
                    for one in range(len(conditions))
                )
                return _joined(ones, "||")
            case CustomConstraint():
                return ask_condition(constraint, focus, value, shape)
            case _:
                return value_condition(constraint, value)

    def _of_all(self, shape: Shape, constraint: Constraint, focus: str, depth: int) -> str | None:
        """Return the condition for a constraint that is about all values together."""
        match constraint:
            case Count(number, least):
                return self._count(shape.path, focus, number, least, lambda _: "true")
            case UniqueLang():
                return self._unique_languages(shape.path, focus)
            case Pair(kind, predicate):
                return self._pair(shape.path, focus, kind, Predicate(predicate))
            case HasValue(wanted):
                return self.some(shape.path, focus, lambda value: listed([wanted], value))
            case Properties(inner):
                return self.every(shape.path, focus, lambda value: self.of_shape(inner, value, depth + 1))
            case Qualified(number=number, least=least):
                return self._count(
                    shape.path, focus, number, least, lambda value: self.counts(constraint, value, depth + 1)
                )
            case _:
                return None

    def counts(self, constraint: Qualified, value: str, depth: int = 0) -> str | None:
        """Return the condition that ``value`` counts for a qualified value shape."""
        own = self.of_shape(constraint.shape, value, depth)
        others = (negated(self.of_shape(sibling, value, depth)) for sibling in constraint.siblings)
        return _joined([own, *others], "&&")

    def _instance(self, class_: Node, value: str) -> str:
        parts = [f"EXISTS {{ {value} a {each} }}" for each in self._classes.occurring(class_)]
        individuals = self._classes.individuals(class_)
        if individuals:
            parts.append(listed(individuals, value))
        return f"({' || '.join(parts)})" if parts else "false"

    def some(self, path: Path | None, focus: str, holds: Callable[[str], str | None]) -> str | None:
        """Return the condition that ``holds`` for some value of ``path``."""
        if path is None:
            return holds(focus)
        return self._reaches(inverted(path), focus, holds)

    def every(self, path: Path | None, focus: str, holds: Callable[[str], str | None]) -> str | None:
        """Return the condition that ``holds`` for each value of ``path``."""
        if path is None:
            return holds(focus)
        return negated(self._reaches(inverted(path), focus, lambda value: negated(holds(value))))

    def _reaches(self, path: Path, start: str, holds: Callable[[str], str | None]) -> str | None:
        if steps(path) > MOST_STEPS:
            return None
        if branches(path) <= MOST_BRANCHES:
            return self._exists(path, start, holds)
        end = self._fresh()
        met = _group(f"{start} {sparql_path(path)} {end} .", self._beyond(path, end, holds))
        return _joined([holds(start), met], "||") if may_be_empty(path) else met

    def _exists(self, path: Path, start: str, holds: Callable[[str], str | None]) -> str | None:
        match path:
            case Predicate() | Inverse():
                end = self._fresh()
                iri, backwards = (path.iri, False) if isinstance(path, Predicate) else (sparql_path(path.path), True)
                pattern = f"{end} {iri} {start} ." if backwards else f"{start} {iri} {end} ."
                return _group(pattern, self._beyond(path, end, holds))
            case Sequence(parts):
                rest = parts[1] if len(parts) == 2 else Sequence(parts[1:])
                return self._exists(parts[0], start, lambda middle: self._exists(rest, middle, holds))
            case Alternative(choices):
                return _joined([self._exists(choice, start, holds) for choice in choices], "||")
            case Repeat(inner, _, many):
                if many:
                    end = self._fresh()
                    more = _group(f"{start} ({sparql_path(inner)})+ {end} .", self._beyond(path, end, holds))
                else:
                    more = self._exists(inner, start, holds)
                return _joined([holds(start), more], "||") if may_be_empty(path) else more

    def _beyond(self, path: Path, end: str, holds: Callable[[str], str | None]) -> str | None:
        """Return what ``holds`` says of ``end``, which is reached over ``path``; ``None`` where that is too far."""
        self._far += steps(path)
        condition = holds(end) if self._far <= _FARTHEST else None
        self._far -= steps(path)
        return condition

    def _count(
        self, path: Path | None, focus: str, number: int, least: bool, holds: Callable[[str], str | None]
    ) -> str | None:
        """Return the condition that at least, or at most, ``number`` distinct values of ``path`` hold."""
        wanted = number if least else number + 1
        if wanted == 0:
            return "true"
        if wanted > _MOST_DISTINCT:
            return None
        enough = self._distinct(path, focus, wanted, [], holds)
        return enough if least else negated(enough)

    def _distinct(
        self, path: Path | None, focus: str, wanted: int, before: list[str], holds: Callable[[str], str | None]
    ) -> str | None:
        def another(value: str) -> str | None:
            others = [f"!sameTerm({value}, {other})" for other in before]
            following = [] if wanted == 1 else [self._distinct(path, focus, wanted - 1, [*before, value], holds)]
            return _joined([*others, holds(value), *following], "&&")

        return self.some(path, focus, another)

    def _unique_languages(self, path: Path | None, focus: str) -> str | None:
        def shared(one: str, other: str) -> str:
            return (
                f"(isLiteral({one}) && isLiteral({other}) && !sameTerm({one}, {other}) && "
                f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other})))'
            )

        return negated(self.some(path, focus, lambda one: self.some(path, focus, lambda other: shared(one, other))))

    def _pair(self, path: Path | None, focus: str, kind: Node, other: Path) -> str | None:
        def among(wanted: Path | None, value: str) -> str | None:
            return self.some(wanted, focus, lambda each: f"sameTerm({value}, {each})")

        if kind == SH.equals:
            here = self.every(path, focus, lambda value: among(other, value))
            there = self.every(other, focus, lambda value: among(path, value))
            return _joined([here, there], "&&")
        if kind == SH.disjoint:
            return self.every(path, focus, lambda value: negated(among(other, value)))
        sign = "<" if kind == SH.lessThan else "<="
        return self.every(
            path,
            focus,
            lambda value: self.every(other, focus, lambda bound: ordered(value, sign, bound)),
        )

    def _fresh(self) -> str:
        # All of one length, so that whether a condition is too long does not hang on what was written before it.
        return f"?_x{next(self._numbers):07}"


def _among(numbers: list[Literal], value: str) -> str:
    if not numbers:
        return "false"
    return f"EXISTS {{ VALUES ?number {{ {' '.join(map(str, numbers))} }} FILTER (sameTerm(?number, {value})) }}"


def _group(pattern: str, condition: str | None) -> str | None:
    if condition is None or condition == "false":
        return condition
    test = "" if condition == "true" else f" FILTER ({condition})"
    return _short(f"EXISTS {{ {pattern}{test} }}")


@overload
def negated(condition: str) -> str: ...
@overload
def negated(condition: None) -> None: ...
@overload
def negated(condition: str | None) -> str | None: ...
def negated(condition: str | None) -> str | None:
    """Return the opposite of a condition; of none, none."""
    if condition is None:
        return None
    if condition in ("true", "false"):
        return "false" if condition == "true" else "true"
    if condition.startswith("NOT EXISTS {") and _is_one(condition):
        return condition[4:]
    if condition.startswith("EXISTS {") and _is_one(condition):
        return f"NOT {condition}"
    return f"!({condition})"


def _is_one(condition: str) -> bool:
    """Tell whether an EXISTS is the whole condition. Whatever is joined stands in brackets, so the end tells."""
    return condition.endswith("}")


def _joined(conditions: Iterable[str | None], sign: str) -> str | None:
    neutral, final = ("true", "false") if sign == "&&" else ("false", "true")
    kept: dict[str, None] = {}
    unknown = False
    for condition in conditions:
        if condition == final:
            return final
        if condition is None:
            unknown = True
        elif condition != neutral:
            kept[condition] = None
    if unknown:
        return None
    if not kept:
        return neutral
    if len(kept) == 1:
        return next(iter(kept))
    return _short(f"({f' {sign} '.join(kept)})")


def _short(condition: str) -> str | None:
    return condition if len(condition) <= LONGEST else None
