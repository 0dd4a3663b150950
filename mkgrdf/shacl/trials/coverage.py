"""Which constraints of a shapes graph its examples put to the test: those that an example violated.

A constraint of a shape that reports by itself (it has targets, or is the ``sh:property`` of one that reports) is
covered when a result of an example names shape and component. A constraint inside a logical, qualified or ``sh:node``
shape never stands in a result, and of two constraints of one kind in one shape a result does not tell which objected.
Those are taken away, one at a time: one is covered when at least one example comes out differently without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pyoxigraph import Triple

from mkgrdf.shacl.compiled.model import Constraint, Count, Length, Model, Properties, Qualified, Shape, ShapeNode
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.trials.examples import Example, Outcome, Stage, Validate
from mkgrdf.shacl.trials.removal import belonging_to, without
from mkgrdf.vocabulary import SH

__all__ = ["Coverage", "Excluded", "Item", "measure"]


class Excluded(StrEnum):
    """Why a constraint is not counted."""

    DEACTIVATED = "deactivated"
    UNUSED = "unused"
    ALWAYS_HOLDS = "always holds"


@dataclass(frozen=True, slots=True)
class Item:
    """One constraint of one shape.

    ``nested`` tells that its results are not reported as its own; ``excluded`` says why it is not counted.
    """

    shape: Shape
    constraint: Constraint
    nested: bool
    covered: bool = False
    excluded: Excluded | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the examples covered. ``failed`` counts the examples that do not do what their header says."""

    items: tuple[Item, ...]
    examples: int
    failed: int

    @property
    def counted(self) -> tuple[Item, ...]:
        """The constraints that an example can violate."""
        return tuple(item for item in self.items if item.excluded is None)

    @property
    def uncovered(self) -> tuple[Item, ...]:
        """The constraints that no example violated."""
        return tuple(item for item in self.counted if not item.covered)

    @property
    def percent(self) -> float:
        """The share of constraints that are covered, from 0 to 100; 100 where there are none."""
        counted = self.counted
        return 100.0 if not counted else 100 * (len(counted) - len(self.uncovered)) / len(counted)

    def untouched(self, name: Callable[[ShapeNode], str]) -> tuple[str, ...]:
        """Return the names of the shapes of which no constraint at all was violated, sorted."""
        touched = {name(item.shape.node) for item in self.counted if item.covered}
        return tuple(sorted({name(item.shape.node) for item in self.counted} - touched))


def measure(
    shapes: Shapes,
    model: Model,
    outcomes: Sequence[Outcome],
    validate: Validate,
    *,
    background: Iterable[Triple] = (),
    watch: Callable[[Sequence[Item]], Iterable[Item]] = lambda items: items,
) -> Coverage:
    """Tell what ``outcomes``, the outcomes of the examples of ``shapes``, cover.

    Args:
        shapes: the shapes.
        model: the same shapes, read.
        outcomes: of each example, with all of the shapes and the same background.
        validate: the engine that they came from; asked again for each constraint that has to be taken away.
        background: what the shapes may look at besides.
        watch: is given the constraints that have to be taken away, which takes a while, and yields them again.

    Raises:
        ShapesError: the shapes cannot be evaluated.
    """
    items = list(_items(model))
    reported = {
        (violation.source_shape, violation.component) for outcome in outcomes for violation in outcome.report.violations
    }
    unclear: list[Item] = []
    for number, item in enumerate(items):
        if item.excluded is None and (item.nested or _has_twin(item)):
            unclear.append(item)
        elif item.excluded is None:
            named = (item.shape.node, item.constraint.component.value)
            items[number] = replace(item, covered=named in reported)
    trial = _Trial(shapes, model, validate, Stage(background), [outcome.example for outcome in outcomes])
    missed = {id(item): trial.is_missed(item) for item in watch(unclear)}
    settled = (replace(item, covered=missed[id(item)]) if id(item) in missed else item for item in items)
    return Coverage(tuple(settled), len(outcomes), sum(not outcome.passed for outcome in outcomes))


def _items(model: Model) -> Iterator[Item]:
    reporting = _closure(model, model.targeting, through=lambda constraint: isinstance(constraint, Properties))
    used = _closure(model, model.targeting, through=lambda _: True)
    for shape in model.shapes.values():
        for constraint in shape.constraints:
            if isinstance(constraint, Properties):
                continue  # transparent: what it leads to is reported as its own
            excluded = None
            if shape.deactivated:
                excluded = Excluded.DEACTIVATED
            elif shape.node not in used:
                excluded = Excluded.UNUSED
            elif _always_holds(constraint):
                excluded = Excluded.ALWAYS_HOLDS
            yield Item(shape, constraint, shape.node not in reporting, excluded=excluded)


def _closure(model: Model, start: Iterable[Shape], through: Callable[[Constraint], bool]) -> set[ShapeNode]:
    """Return the active shapes that ``start`` leads to by the constraints that ``through`` accepts."""
    reached: set[ShapeNode] = set()
    waiting = list(start)
    while waiting:
        shape = waiting.pop()
        if shape.node in reached or shape.deactivated:
            continue
        reached.add(shape.node)
        followed = replace(shape, constraints=tuple(filter(through, shape.constraints)))
        waiting.extend(model[node] for node in followed.refers_to)
    return reached


def _always_holds(constraint: Constraint) -> bool:
    return isinstance(constraint, Count | Length | Qualified) and constraint.least and constraint.number == 0


def _has_twin(item: Item) -> bool:
    return Counter(constraint.component for constraint in item.shape.constraints)[item.constraint.component] > 1


_Found = tuple[object, ...]
"""What tells one result from another."""


class _Trial:
    """Takes constraints away and sees whether an example comes out differently."""

    def __init__(
        self,
        shapes: Shapes,
        model: Model,
        validate: Validate,
        stage: Stage,
        examples: Sequence[Example],
    ) -> None:
        self._shapes = shapes
        self._model = model
        self._validate = validate
        self._membership = stage.membership
        self._data = [stage.data(example) for example in examples]
        self._focus = [shapes.targets.find([*data, *stage.membership]) for data in self._data]
        self._parts: dict[ShapeNode, tuple[Shapes, list[tuple[list[Triple], frozenset[_Found]]]]] = {}

    def is_missed(self, item: Item) -> bool:
        """Tell whether some example has other results without the constraint."""
        for root in self._roots(item.shape.node):
            part, known = self._part(root)
            less = without(part, item.shape.node, item.constraint)
            if any(self._results(data, less) != results for data, results in known):
                return True
        return False

    def _roots(self, node: ShapeNode) -> Iterator[ShapeNode]:
        """Yield the shapes with targets that the shape ``node`` is part of."""
        for root in self._model.targeting:
            if node in _closure(self._model, [root], through=lambda _: True):
                yield root.node

    def _part(self, root: ShapeNode) -> tuple[Shapes, list[tuple[list[Triple], frozenset[_Found]]]]:
        """Return what ``root`` asks, and the data of the examples that it looks at with their results.

        What it looks at does not depend on its constraints, and what it says does not depend on other shapes.
        """
        if root not in self._parts:
            part = belonging_to(self._shapes, root)
            declared = self._shapes.targets.by_shape[root]
            looked_at = [data for data, focus in zip(self._data, self._focus, strict=True) if focus.of(declared)]
            known = [(data, self._results(data, part)) for data in looked_at]
            # Those that violate something first: where one constraint fails, another is the more likely to matter.
            known.sort(key=lambda one: not one[1])
            self._parts[root] = (part, known)
        return self._parts[root]

    def _results(self, data: list[Triple], shapes: Shapes) -> frozenset[_Found]:
        report = self._validate(data, shapes, self._membership)
        return frozenset(map(_found, report.violations))


def _found(violation: Violation) -> _Found:
    # An engine's own message may describe the whole shape, and would differ with anything that is taken away.
    own = violation.message if violation.component == SH.SPARQLConstraintComponent.value else ()
    where = violation.focus, violation.path, violation.value
    return *where, violation.source_shape, violation.component, violation.constraint, own
