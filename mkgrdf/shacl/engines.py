"""The two engines that validate: shapes compiled to SPARQL, and pySHACL, which the first is held against.

Both see the same: the data, and of the background (the pattern layer) what classes lie below which and what its
individuals are. Nothing else of the background is looked at, and nothing of it is reported on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.shacl.compiled.classes import Classes
from mkgrdf.shacl.compiled.data import Data, StagedData
from mkgrdf.shacl.compiled.model import Model, Shape
from mkgrdf.shacl.compiled.originals import Originals
from mkgrdf.shacl.compiled.run import Run
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, RDFS

__all__ = ["Engine", "stage", "validate", "validate_in_place"]


_SHAPES_GRAPH = NamedNode("urn:mkgrdf:shapes")


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
        about: keeps only results whose focus node it accepts; the checks themselves see everything.
        engine: ``sparql`` and ``auto`` are the compiled shapes, ``pyshacl`` is pySHACL.

    Returns:
        The results, sorted; ``targeted`` counts the focus nodes that ``about`` accepts.

    Raises:
        ShapesError: the shapes cannot be evaluated.
    """
    membership = [triple for triple in background if triple.predicate in (RDF.type, RDFS.subClassOf)]
    if Engine(engine) is Engine.PYSHACL:
        from mkgrdf.shacl import pyshacl_engine  # noqa: PLC0415 - loads pySHACL

        return pyshacl_engine.validate(data, shapes, membership, about=about)
    return validate_in_place(stage(data, shapes), shapes, membership, about=about)


def stage(data: Iterable[Triple | Quad], shapes: Shapes) -> StagedData:
    """Return a store in memory with the statements of ``data``, all graphs together, ready to be validated."""
    store = pyoxigraph.Store()
    originals = Originals()
    store.bulk_extend(Quad(item.subject, item.predicate, item.object) for item in originals.noting(data))
    if not shapes.model.asks_for_shapes_graph:
        return StagedData(store, None, originals)
    store.extend(Quad(one.subject, one.predicate, one.object, _SHAPES_GRAPH) for one in shapes.index.triples)
    return StagedData(store, _SHAPES_GRAPH, originals)


def validate_in_place(
    data: Data, shapes: Shapes, background: Iterable[Triple] = (), *, about: Callable[[Node], bool] | None = None
) -> Report:
    """As :func:`validate` with compiled shapes, on data that stay where they are."""
    model = shapes.model
    run = Run(model, data, Classes(data, background))
    violations = [one for one in _violations(model, run, data, shapes) if about is None or about(one.focus)]
    focus = run.focus_nodes(model.targeting)
    targeted = len(focus) if about is None else sum(map(about, focus))
    vacuous = tuple(sorted({shapes.name(shape.node) for shape in model.targeting if not run.focus_of(shape).blocks}))
    return Report(tuple(sorted(violations, key=lambda one: one.order)), targeted, vacuous)


def _violations(model: Model, run: Run, data: Data, shapes: Shapes) -> Iterator[Violation]:
    for shape in model.targeting:
        yield from _of_shape(shape, run, data, shapes)


def _of_shape(shape: Shape, run: Run, data: Data, shapes: Shapes) -> Iterator[Violation]:
    for result in run.results(shape, run.focus_of(shape)):
        violation = result.violation(shapes.name)
        if data.originals is not None and isinstance(violation.value, Literal):
            violation = replace(violation, value=data.originals.restored(violation.value))
        yield violation
