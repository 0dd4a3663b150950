"""How shapes are going to be checked: which way each constraint goes, and what is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph
from pyoxigraph import Triple

from mkgrdf.shacl.compiled.classes import AnyClasses
from mkgrdf.shacl.compiled.data import StagedData
from mkgrdf.shacl.compiled.focus import Focus
from mkgrdf.shacl.compiled.model import Properties, Shape
from mkgrdf.shacl.compiled.routes import Route
from mkgrdf.shacl.compiled.run import Run
from mkgrdf.shacl.compiled.sparql_text import SHAPES_GRAPH
from mkgrdf.shacl.paths import path_text
from mkgrdf.shacl.shapes import Shapes

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One check. ``query`` is what it asks for the nodes at fault, where one query does."""

    shape: str
    path: str | None
    component: str
    severity: str
    route: Route
    query: str | None


def explain(shapes: Shapes, background: Iterable[Triple] = ()) -> list[Explanation]:
    """Return each check that ``shapes`` lead to, in the order of the shapes.

    ``background`` tells which classes lie below which. Classes that have no instances are left out of the queries
    that really run.
    """
    data = StagedData(pyoxigraph.Store(), SHAPES_GRAPH)
    classes = AnyClasses(background)
    run = Run(shapes.model, data, classes)
    return [one for shape in shapes.model.targeting for one in _explain(shapes, run, shape, Focus.on(shape, classes))]


def _explain(shapes: Shapes, run: Run, shape: Shape, focus: Focus) -> Iterator[Explanation]:
    if shape.deactivated:
        return
    for constraint in shape.constraints:
        if isinstance(constraint, Properties):
            yield from _explain(shapes, run, shapes.model[constraint.shape], focus.via(shape.path))
            continue
        route, query = run.route(shape, constraint, focus)
        yield Explanation(
            shapes.name(shape.node),
            None if shape.path is None else path_text(shape.path),
            constraint.component.value,
            shape.severity.value,
            route,
            query,
        )
