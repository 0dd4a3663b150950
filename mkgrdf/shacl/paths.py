"""SHACL property paths as text in SPARQL's syntax: ``schema:price``, ``^mkg:claimSubject``, ``skos:broader*``."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH, shorten

__all__ = ["path_predicates", "path_text"]

_SUFFIXED = ((SH.zeroOrMorePath, "*"), (SH.oneOrMorePath, "+"), (SH.zeroOrOnePath, "?"))


def path_text(shapes: GraphIndex, path: Node) -> str:
    """Return ``path`` as a SPARQL property path with prefixed names; an IRI without a prefix stands in ``<>``."""
    return _render(shapes, path, _name, nested=False)


def _name(iri: NamedNode) -> str:
    short = shorten(iri.value)
    return f"<{iri.value}>" if short == iri.value else short


def _render(shapes: GraphIndex, path: Node, name: Callable[[NamedNode], str], *, nested: bool) -> str:
    if isinstance(path, NamedNode):
        return name(path)
    inverse = shapes.first(path, SH.inversePath)
    if inverse is not None:
        return "^" + _render(shapes, inverse, name, nested=True)
    for predicate, suffix in _SUFFIXED:
        inner = shapes.first(path, predicate)
        if inner is not None:
            return _render(shapes, inner, name, nested=True) + suffix
    alternatives = shapes.first(path, SH.alternativePath)
    members = shapes.items(path if alternatives is None else alternatives)
    separator = "/" if alternatives is None else "|"
    joined = separator.join(_render(shapes, member, name, nested=True) for member in members)
    return f"({joined})" if nested else joined


def path_predicates(shapes: GraphIndex, path: Node, *, backwards: bool = False) -> list[list[tuple[NamedNode, bool]]]:
    """Return the predicates that ``path`` follows, hop by hop, each with whether it is followed backwards.

    A ``*`` or ``+`` counts as one hop here; whoever follows it has to repeat it.
    """
    if isinstance(path, NamedNode):
        return [[(path, backwards)]]
    inverse = shapes.first(path, SH.inversePath)
    if inverse is not None:
        return path_predicates(shapes, inverse, backwards=not backwards)
    for predicate, _ in _SUFFIXED:
        inner = shapes.first(path, predicate)
        if inner is not None:
            return path_predicates(shapes, inner, backwards=backwards)
    alternatives = shapes.first(path, SH.alternativePath)
    if alternatives is not None:
        hops: list[list[tuple[NamedNode, bool]]] = []
        for member in shapes.items(alternatives):
            for depth, predicates in enumerate(path_predicates(shapes, member, backwards=backwards)):
                if depth == len(hops):
                    hops.append([])
                hops[depth].extend(predicates)
        return hops
    if shapes.first(path, RDF.first) is None:
        return []
    members = shapes.items(path)
    ordered = members[::-1] if backwards else members
    return [hop for member in ordered for hop in path_predicates(shapes, member, backwards=backwards)]
