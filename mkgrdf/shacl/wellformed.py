"""Are the shapes usable SHACL? Asked before any data are judged by them: a shape that cannot object is worse than none.

Three ways to be unusable: the shapes break the shapes about shapes (SHACL-SHACL, appendix C of the standard, which
pySHACL brings along); they use a ``sh:`` term that does not exist, which any validator passes over in silence, or
one of SHACL-AF, which is not evaluated here; or they cannot be read into the model that checks are made of.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import NamedNode, Triple
from pyshacl.rdfutil.load import load_from_source
from pyshacl.validator import assign_baked_in

from mkgrdf.errors import ShapesError
from mkgrdf.records import text_in
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.graph_index import plain
from mkgrdf.shacl.locate import Locator, Sought
from mkgrdf.shacl.report import Severity
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sources import read_file
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
            faults = [*_unreadable(shapes)]
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
    known = _known_terms()
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
def _known_terms() -> frozenset[str]:
    terms = map(str, _on_board(_SHACL).subjects())
    return frozenset(term.removeprefix(SH.iri) for term in terms if term.startswith(SH.iri))


def _on_board(name: str) -> rdflib.Graph:
    """Return SHACL's vocabulary or the shapes about shapes: pySHACL has them on board, nothing is fetched."""
    assign_baked_in()  # type: ignore[no-untyped-call]
    graph: rdflib.Graph = load_from_source(name)
    return graph


@cache
def _shacl_shacl() -> Shapes:
    back = Translator().from_rdflib
    triples: list[Any] = [tuple(map(back, triple)) for triple in _on_board(_SHACL_SHACL)]
    return Shapes(Triple(*triple) for triple in triples)


def _against_shacl_shacl(shapes: Shapes) -> Iterator[str]:
    for violation in validate(shapes.index.triples, _shacl_shacl()).violations:
        if violation.severity is Severity.VIOLATION:
            path = f"{violation.path}: " if violation.path else ""
            value = f" (found {violation.value})" if violation.value is not None else ""
            yield f"{_at(shapes, violation.focus)}: {path}{text_in(violation.message, 'en')}{value}"


def _unreadable(shapes: Shapes) -> Iterator[str]:
    """Read the shapes as they would be for a validation."""
    try:
        _ = shapes.model
    except ShapesError as error:
        # It begins with the name of the shape.
        named = (node for node in shapes.places if str(error).startswith(f"{_name(node)}:"))
        at = next((f"{_at(shapes, node).removesuffix(_name(node))}" for node in named), "")
        yield f"{at}{error}"


def _name(node: Node) -> str:
    return shorten(node.value)
