"""Validation as ``mkgrdf validate`` runs it: over files or over a store, with every result led back to its place.

What the command's exit code tells follows from what these functions do: a report that conforms (0) or not (1),
``CatalogError`` (3, the data cannot be read), ``ShapesError`` (4, the shapes cannot be used), and a report whose
``targeted`` is 0 (5, the shapes looked at nothing).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from mkgrdf.shacl.engines import Engine
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.origins.tracing import ColumnsOf, traced_to_files, traced_to_store
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.store.interface import Store

__all__ = ["validate_paths", "validate_store"]


def validate_paths(
    paths: Iterable[Path | str], shapes: Shapes | None = None, *, engine: Engine | str = Engine.AUTO
) -> Report:
    """Check the union of all ``paths`` (files, or folders of files) against the shipped shapes or ``shapes``.

    Raises:
        CatalogError: data cannot be read; with file, line and column.
        ShapesError: the shapes cannot be evaluated.
    """
    source, gate = read_graph(paths), Gate(shapes, engine=engine)
    report, checked = gate.check_files(source.files)
    return replace(report, violations=traced_to_files(report.violations, gate.shapes, source.files, checked))


def validate_store(
    store: Store,
    shapes: Shapes | None = None,
    *,
    columns_of: ColumnsOf | None = None,
    engine: Engine | str = Engine.AUTO,
) -> Report:
    """Check everything in ``store``; origins are read off the ``mkg:SourceRecord`` of the graph that is at fault.

    ``columns_of`` tells the columns of a source's rows, which the store does not keep; see
    :mod:`mkgrdf.source_columns`.

    Raises:
        StoreError: the store cannot be read.
        ShapesError: the shapes cannot be evaluated.
    """
    gate = Gate(shapes, engine=engine)
    report = gate.check_store(store)
    return replace(report, violations=traced_to_store(report.violations, gate.shapes, store, columns_of))
