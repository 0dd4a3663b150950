"""The two engines that validate: shapes compiled to SPARQL, and pySHACL, which the first is held against.

Both see the same: the data, and of the background (the pattern layer) what classes lie below which and what its
individuals are. Nothing else of the background is looked at, and nothing of it is reported on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from enum import StrEnum
from functools import cached_property

from pyoxigraph import Literal, Quad, Triple

from mkgrdf.shacl.compiled.census import Census
from mkgrdf.shacl.compiled.classes import Classes
from mkgrdf.shacl.compiled.data import Data
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import Shape
from mkgrdf.shacl.compiled.run import Run
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

    ``targets_classes_only`` tells whether all focus nodes are found by their class.
    """

    def __init__(
        self,
        data: Data,
        shapes: Shapes,
        background: Iterable[Triple] = (),
        about: Callable[[Node], bool] | None = None,
    ) -> None:
        self._data = data
        self._shapes = shapes
        self._about = about
        self._classes = Classes(data, background)
        focus = [Focus.on(shape, self._classes) for shape in shapes.model.targeting]
        self.targets_classes_only = all(one.classes for one in focus if one.blocks)
        self._targeted_classes = frozenset(each for one in focus for each in one.classes)
        self._census = Census(data, self._targeted_classes)
        self._run = Run(shapes.model, data, self._classes, self._census)

    @cached_property
    def focus(self) -> frozenset[Node]:
        """Every node that some shape targets, ``about`` or not."""
        return frozenset(self._run.focus_nodes(self._shapes.model.targeting))

    def report(self) -> Report:
        """Return all results."""
        targeting = self._shapes.model.targeting
        if self._data.workers == 1:
            found = [self._of_shape(shape) for shape in targeting]
        else:
            with ThreadPoolExecutor(self._data.workers) as workers:
                found = list(workers.map(self._of_shape, targeting))
        violations = sorted((one for each in found for one in each), key=lambda one: one.order)
        idle = {self._shapes.name(shape.node) for shape in targeting if self._run.is_idle(shape)}
        return Report(tuple(violations), self._targeted(), tuple(sorted(idle)))

    def _targeted(self) -> int:
        """Return how many focus nodes there are, counted where they need not be looked at one by one."""
        if self._about is not None:
            return sum(map(self._about, self.focus))
        counted = self._census.instances(self._targeted_classes) if self.targets_classes_only else None
        return len(self.focus) if counted is None else counted

    def _of_shape(self, shape: Shape) -> list[Violation]:
        """Return the results of one shape. Whole, as solutions have to stay in the thread that asked for them."""
        run = Run(self._shapes.model, self._data, self._classes, self._census)
        violations = []
        with checking(self._shapes.name(shape.node)):
            for result in run.results(shape, run.focus_of(shape)):
                if self._about is None or self._about(result.focus if result.root is None else result.root):
                    violation = result.violation(self._shapes.name)
                    if self._data.originals is not None and isinstance(violation.value, Literal):
                        violation = replace(violation, value=self._data.originals.restored(violation.value))
                    violations.append(violation)
        return violations
