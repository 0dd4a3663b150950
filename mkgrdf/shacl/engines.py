"""The two engines that validate: shapes compiled to SPARQL, and pySHACL, which the first is held against.

Both see the same: the data, and of the background (the pattern layer) what classes lie below which and what its
individuals are. Nothing else of the background is looked at, and nothing of it is reported on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from functools import cached_property, partial

from pyoxigraph import Literal, Quad, Triple

from mkgrdf.shacl.compiled.census import Census
from mkgrdf.shacl.compiled.classes import Classes
from mkgrdf.shacl.compiled.data import Data
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import Shape
from mkgrdf.shacl.compiled.run import Run
from mkgrdf.shacl.compiled.screen import Screen
from mkgrdf.shacl.progress import checking
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.staging import stage
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, RDFS

__all__ = ["Engine", "Validation", "membership", "validate", "validate_in_place"]


class Engine(StrEnum):
    """Who validates."""

    AUTO = "auto"
    SPARQL = "sparql"
    PYSHACL = "pyshacl"


def validate(
    data: Iterable[Triple | Quad],
    shapes: Shapes,
    background: Iterable[Triple] = (),
    *,
    about: Callable[[Node], bool] | None = None,
    engine: Engine | str = Engine.AUTO,
) -> Report:
    """Check the statements of ``data``, all graphs together, against ``shapes``.

    Args:
        data: triples, or quads of any graphs.
        shapes: what to check.
        background: triples that count for class membership: ``rdfs:subClassOf``, and ``rdf:type`` of individuals.
        about: keeps only results of targeted nodes that it accepts; the checks themselves see everything. (pySHACL
            does not tell from where the focus node of a nested property shape was reached: it goes by focus nodes.)
        engine: ``sparql`` and ``auto`` are the compiled shapes, ``pyshacl`` is pySHACL.

    Returns:
        The results, sorted; ``targeted`` counts the focus nodes that ``about`` accepts.

    Raises:
        ShapesError: the shapes cannot be evaluated.
    """
    members = membership(background)
    if Engine(engine) is Engine.PYSHACL:
        from mkgrdf.shacl import pyshacl_engine  # noqa: PLC0415 - loads pySHACL

        return pyshacl_engine.validate(data, shapes, members, about=about)
    return validate_in_place(stage(data, shapes), shapes, members, about=about)


def membership(background: Iterable[Triple]) -> list[Triple]:
    """Return what counts of a background: which classes lie below which, and what its individuals are."""
    return [triple for triple in background if triple.predicate in (RDF.type, RDFS.subClassOf)]


def validate_in_place(
    data: Data, shapes: Shapes, background: Iterable[Triple] = (), *, about: Callable[[Node], bool] | None = None
) -> Report:
    """As :func:`validate` with compiled shapes, on data that stay where they are."""
    return Validation(data, shapes, background, about).report()


class Validation:
    """One validation of ``data`` with compiled shapes; arguments as for :func:`validate`.

    A ``screen`` of the same shapes and background makes it faster where the data are few, and changes nothing else.
    ``targets_classes_only`` tells whether all focus nodes are found by their class.
    """

    def __init__(
        self,
        data: Data,
        shapes: Shapes,
        background: Iterable[Triple] = (),
        about: Callable[[Node], bool] | None = None,
        screen: Screen | None = None,
    ) -> None:
        self._data = data
        self._shapes = shapes
        self._about = about
        self._classes = Classes(data, background)
        self._screen = screen if screen is not None and screen.suits(data, self._classes) else None
        self._focus = [(shape, Focus.on(shape, self._classes)) for shape in shapes.model.targeting]
        self._targeted_classes = frozenset(each for _, focus in self._focus for each in focus.classes)
        self.targets_classes_only = all(focus.classes for _, focus in self._focus if focus.blocks)

    @property
    def is_screened(self) -> bool:
        """Whether there is a screen that suits the data."""
        return self._screen is not None

    @cached_property
    def _census(self) -> Census:
        return Census(self._data, self._targeted_classes, self._classes.instances)

    @cached_property
    def focus(self) -> frozenset[Node]:
        """Every node that some shape targets, ``about`` or not."""
        blocks = dict.fromkeys(block for _, focus in self._focus for block in focus.blocks)
        if not blocks:
            return frozenset()
        groups = " UNION ".join(f"{{ {block} }}" for block in blocks)
        return frozenset(
            node for (node,) in self._data.select(f"SELECT ?this WHERE {{ {groups} }}") if node is not None
        )

    def report(self) -> Report:
        """Return all results."""
        check = partial(self._of_shape, self._census)  # which is counted before there are threads
        if self._data.workers == 1:
            found = list(map(check, self._focus))
        else:
            with ThreadPoolExecutor(self._data.workers) as workers:
                found = list(workers.map(check, self._focus))
        violations = sorted((one for each in found for one in each), key=lambda one: one.order)
        idle = {self._shapes.name(shape.node) for shape, focus in self._focus if self._is_idle(focus)}
        return Report(tuple(violations), self._targeted(), tuple(sorted(idle)))

    def _is_idle(self, focus: Focus) -> bool:
        """Tell whether ``focus`` finds no node. Classes are in it only if they have instances."""
        return not focus.classes and not any(self._data.ask(f"ASK {{ {block} }}") for block in focus.blocks)

    def _targeted(self) -> int:
        """Return how many focus nodes there are, counted where they need not be looked at one by one."""
        if self._about is not None:
            return sum(map(self._about, self.focus))
        counted = self._census.instances(self._targeted_classes) if self.targets_classes_only else None
        return len(self.focus) if counted is None else counted

    def _of_shape(self, census: Census, targeting: tuple[Shape, Focus]) -> list[Violation]:
        """Return the results of one shape. Whole, as solutions have to stay in the thread that asked for them."""
        shape, focus = targeting
        run = Run(self._shapes.model, self._data, self._classes, census)
        if self._screen is None:
            results = run.results(shape, focus)
        else:
            results = self._screen.results(run, self._data, census, shape, focus)
        violations = []
        with checking(self._shapes.name(shape.node)):
            for result in results:
                if self._about is None or self._about(result.targeted):
                    violation = result.violation(self._shapes.name)
                    if self._data.originals is not None and isinstance(violation.value, Literal):
                        violation = replace(violation, value=self._data.originals.restored(violation.value))
                    violations.append(violation)
        return violations
