"""Validation as ``mkgrdf validate`` runs it: over files or over a store, with every result led back to its place.

What the command's exit code tells follows from what these functions do: a report that conforms (0) or not (1),
``CatalogError`` (3, the data cannot be read), ``ShapesError`` (4, the shapes cannot be used), and a report whose
``targeted`` is 0 (5, the shapes looked at nothing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from mkgrdf.records import Origin
from mkgrdf.shacl.batch import predicate_of, recorded_origin
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.locate import Locator
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, RDF

__all__ = ["validate_paths", "validate_store"]


def validate_paths(paths: Iterable[Path | str], shapes: Shapes | None = None) -> Report:
    """Check the union of all ``paths`` (files, or folders of files) against the shipped shapes or ``shapes``.

    Raises:
        CatalogError: data cannot be read; with file, line and column.
        ShapesError: the shapes cannot be evaluated.
    """
    source = read_graph(paths)
    report = Gate(shapes).check(source.quads())
    locator = Locator(file for file, _ in source.files)

    def located(violation: Violation) -> Violation:
        value = predicate_of(violation.path)
        said = value or (RDF.type if violation.value is None else None)
        return replace(violation, origin=locator.find(violation.focus, said, violation.value))

    return replace(report, violations=tuple(located(violation) for violation in report.violations))


def validate_store(store: Store, shapes: Shapes | None = None) -> Report:
    """Check everything in ``store``; origins are read off the ``mkg:SourceRecord`` of the graph that is at fault.

    Raises:
        StoreError: the store cannot be read.
        ShapesError: the shapes cannot be evaluated.
    """
    staged = pyoxigraph.Store()
    staged.bulk_extend(store.quads())
    report = Gate(shapes).check(staged)
    return replace(
        report,
        violations=tuple(replace(violation, origin=_recorded(staged, violation)) for violation in report.violations),
    )


def _recorded(staged: pyoxigraph.Store, violation: Violation) -> Origin | None:
    """Return the place that the graph's source record names, when one graph alone can be at fault."""
    focus = violation.focus
    if isinstance(focus, Literal):
        return None
    predicate = predicate_of(violation.path)
    narrower = (predicate, violation.value), (predicate, None), (RDF.type, None), (None, None)
    for wanted, value in narrower:
        graphs = {quad.graph_name for quad in staged.quads_for_pattern(focus, wanted, value, None)}
        if not graphs or (wanted is None and predicate is not None and len(graphs) > 1):
            continue
        if len(graphs) > 1:  # several say it; the record that is about the node is the one to mend
            graphs = {
                graph
                for graph in graphs
                if isinstance(graph, NamedNode) and Quad(graph, MKG.describes, focus, graph) in staged
            }
        if len(graphs) != 1:
            return None
        graph = next(iter(graphs))
        return _place(staged, graph) if isinstance(graph, NamedNode) else None
    return None


def _place(staged: pyoxigraph.Store, graph: NamedNode) -> Origin | None:
    return recorded_origin({quad.predicate: quad.object for quad in staged.quads_for_pattern(graph, None, None, graph)})
