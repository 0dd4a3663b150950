"""Are the shapes usable SHACL? Asked before any data are judged by them: a shape that cannot object is worse than none.

Three ways to be unusable: the shapes break the shapes about shapes (SHACL-SHACL, appendix C of the standard, which
pySHACL brings along); they use a ``sh:`` term that does not exist, which any validator passes over in silence, or
one of SHACL-AF, which is not switched on here; or pySHACL cannot load them, or a SPARQL text in them does not parse.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from pyshacl.constraints import CONSTRAINT_PARAMETERS_MAP
from pyshacl.errors import ConstraintLoadWarning, ReportableRuntimeError
from pyshacl.rdfutil.load import load_from_source
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import assign_baked_in
from rdflib.plugins.sparql import prepareQuery

from mkgrdf.errors import ShapesError
from mkgrdf.records import text_in
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.pyshacl_engine import validate
from mkgrdf.shacl.report import Severity
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_file
from mkgrdf.shacl.suspects import query_text
from mkgrdf.shacl.terms import Node, Translator, ill_typed_literals_unlogged
from mkgrdf.vocabulary import SH, shorten

__all__ = ["require_wellformed"]

_SHACL_SHACL = "http://www.w3.org/ns/shacl-shacl"

_SHACL = "http://www.w3.org/ns/shacl"

# What starts a feature of SHACL-AF. Shapes that use one would be passed over in silence.
_ADVANCED = frozenset({"target", "rule", "expression", "js", "values", "filterShape", "construct", "jsFunctionName"})


def require_wellformed(shapes: Shapes) -> None:
    """Check ``shapes``.

    Raises:
        ShapesError: names each ill-formed shape, where it stands and what is wrong with it.
    """
    with ill_typed_literals_unlogged():
        faults = [*_unknown_terms(shapes), *_against_shacl_shacl(shapes)]
        if not faults:
            faults = [*_unloadable(shapes), *_unparsable_sparql(shapes)]
    if faults:
        listed = "\n".join(f"- {fault}" for fault in dict.fromkeys(faults))
        raise ShapesError(f"the shapes are not usable SHACL:\n{listed}")


def _at(shapes: Shapes, node: Node) -> str:
    """Return the name of a shape with the file and line that it starts on."""
    name = shapes.name(node)
    named = NamedNode(name) if ":" in name and not name.startswith("_:") else node
    file = shapes.places.get(named)
    where: object = file
    if file is not None and isinstance(named, NamedNode):
        path = Path(file)
        where = Locator([(path, read_file(path))]).places([Sought(named)])[0] or file
    return f"{where}: {shorten(name)}" if where else shorten(name)


def _unknown_terms(shapes: Shapes) -> Iterator[str]:
    known = {str(term).removeprefix(SH.iri) for term in _on_board(_SHACL).subjects() if str(term).startswith(SH.iri)}
    for triple in shapes.index.triples:
        predicate = triple.predicate
        local = predicate.value.removeprefix(SH.iri)
        if predicate not in SH or (local in known and local not in _ADVANCED):
            continue
        at = _at(shapes, plain(triple)[0])
        if local in _ADVANCED:
            yield f"{at}: sh:{local} belongs to SHACL-AF, which is not evaluated here; use SHACL core or sh:sparql"
        else:
            close = difflib.get_close_matches(local, sorted(known), n=1)
            hint = f"; did you mean sh:{close[0]}?" if close else ""
            yield f"{at}: SHACL has no property sh:{local}{hint}"


@cache
def _translator() -> Translator:
    return Translator()


def _plain(shapes: Shapes) -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for triple in _translator().triples(shapes.index.triples):
        graph.add(triple)
    return graph


def _on_board(name: str) -> rdflib.Graph:
    """Return SHACL's vocabulary or the shapes about shapes: pySHACL has them on board, nothing is fetched."""
    assign_baked_in()  # type: ignore[no-untyped-call]
    graph: rdflib.Graph = load_from_source(name)
    return graph


@cache
def _shacl_shacl() -> Shapes:
    back = _translator().from_rdflib
    triples: list[Any] = [tuple(map(back, triple)) for triple in _on_board(_SHACL_SHACL)]
    return Shapes(Triple(*triple) for triple in triples)


def _against_shacl_shacl(shapes: Shapes) -> Iterator[str]:
    for violation in validate(shapes.index.triples, _shacl_shacl()).violations:
        if violation.severity is Severity.VIOLATION:
            path = f"{violation.path}: " if violation.path else ""
            value = f" (found {violation.value})" if violation.value is not None else ""
            yield f"{_at(shapes, violation.focus)}: {path}{text_in(violation.message, 'en')}{value}"


def _unloadable(shapes: Shapes) -> Iterator[str]:
    """Let pySHACL load every shape and every constraint of it, as it would on the first focus node."""
    try:
        loaded = list(ShapesGraph(_plain(shapes)).shapes)
    except ReportableRuntimeError as error:
        yield str(error).replace("\n", " ")
        return
    for shape in loaded:
        for parameter in {predicate for predicate, _ in shape.sg.predicate_objects(shape.node)}:
            component = CONSTRAINT_PARAMETERS_MAP.get(parameter)
            if component is None:
                continue
            try:
                component(shape)
            except (ReportableRuntimeError, ConstraintLoadWarning, ValueError, AssertionError, re.error) as error:
                node = _translator().from_rdflib(shape.node)
                yield f"{_at(shapes, node)}: {shorten(str(parameter))}: {str(error).splitlines()[0]}"


def _unparsable_sparql(shapes: Shapes) -> Iterator[str]:
    for shape, constraint in shapes.index.with_predicate(SH.sparql):
        texts = shapes.index.objects(constraint, SH.select)
        text = query_text(shapes.index, constraint)
        if text is None or not texts or not isinstance(texts[0], Literal):
            yield f"{_at(shapes, shape)}: its sh:sparql has not exactly one sh:select, or a prefix is declared twice"
            continue
        if "$shapesGraph" in text:
            yield f"{_at(shapes, shape)}: $shapesGraph is not supported in sh:select"
        try:
            prepareQuery(text.replace("$PATH", "<http://example.org/path>"))
        except Exception as error:  # noqa: BLE001 - pyparsing and rdflib raise many kinds for an ill-formed query
            yield f"{_at(shapes, shape)}: its sh:select is no SPARQL query: {str(error).splitlines()[0]}"
