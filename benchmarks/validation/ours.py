"""The engine of mkgrdf: on a file, by the function and by the whole command, and on a store in a folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

from mkgrdf.errors import ShapesError
from mkgrdf.resources import resource
from mkgrdf.shacl.compiled.data import StoredData
from mkgrdf.shacl.engines import membership, validate_in_place
from mkgrdf.shacl.paths import Predicate, parse_path
from mkgrdf.shacl.report import Violation
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.shacl.staging import stage_files
from mkgrdf.shacl.validation import validate_paths
from mkgrdf.store import EmbeddedStore
from validation.entry import Entry, Stopwatch
from validation.results import Result

__all__ = ["ENTRIES", "comparable"]


def in_memory(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """The file put into a store in memory, and the checks there."""
    loaded = _shapes(shapes)
    with watch.timing("reading"):
        staged = stage_files(read_graph([folder / "data.nt"]).files, loaded)
    report = validate_in_place(staged, loaded)
    with watch.timing("telling"):
        return comparable(report.violations)


def command(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """What ``mkgrdf validate FILE`` does: the gate's own rules besides, and each result led back to its line."""
    report = validate_paths([folder / "data.nt"], _shapes(shapes))
    with watch.timing("telling"):
        return comparable(report.violations)


def on_disk(folder: Path, shapes: Path, watch: Stopwatch) -> list[Result]:
    """The checks as queries to a store in a folder."""
    ontology = pyoxigraph.parse(path=resource("ontology", "mkg.ttl"), format=RdfFormat.TURTLE)
    background = membership(quad.triple for quad in ontology)
    with EmbeddedStore(folder / "store", read_only=True) as store:
        report = validate_in_place(StoredData(store), _shapes(shapes), background)
    with watch.timing("telling"):
        return comparable(report.violations)


def _shapes(path: Path) -> Shapes:
    return load_shapes([path], check=False)


def comparable(violations: Iterable[Violation]) -> list[Result]:
    """Return results in the words that every engine's results are compared in."""
    return [
        Result(
            focus=_text(one.focus),
            path=_path(one.path),
            component=f"<{one.component}>",
            value=_text(one.value),
            shape=_text(one.source_shape),
        )
        for one in violations
    ]


def _text(term: NamedNode | BlankNode | Literal | None) -> str:
    if term is None:
        return ""
    return "_:" if isinstance(term, BlankNode) else str(term)


def _path(text: str | None) -> str:
    if text is None:
        return ""
    try:
        path = parse_path(text)
    except ShapesError:  # the path of a gate's own rule
        return text
    return str(path.iri) if isinstance(path, Predicate) else "(path)"


ENTRIES = {
    "memory": Entry(in_memory, ("mkgrdf",)),
    "command": Entry(command, ("mkgrdf",)),
    "disk": Entry(on_disk, ("mkgrdf",)),
}
