"""SHACL property paths (section 2.3.1) as values: read from shapes, written as SPARQL, as text for people, as triples.

The text is SPARQL's property path syntax with prefixed names (``schema:price``, ``^mkg:claimSubject``,
``(schema:brand/schema:name)|schema:title``, ``skos:broader*``) and loses nothing: :func:`parse_path` reads it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import PREFIXES, RDF, SH, written

__all__ = [
    "Alternative",
    "Inverse",
    "Path",
    "Predicate",
    "Repeat",
    "Sequence",
    "parse_path",
    "path_text",
    "path_triples",
    "predicate_of",
    "read_path",
    "sparql_path",
]


@dataclass(frozen=True, slots=True)
class Predicate:
    """One predicate, followed from subject to object."""

    iri: NamedNode


@dataclass(frozen=True, slots=True)
class Inverse:
    """``path`` from its end to its start."""

    path: Path


@dataclass(frozen=True, slots=True)
class Sequence:
    """``steps`` one after the other; two at least."""

    steps: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Any of ``choices``; two at least."""

    choices: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``path`` from ``least`` (0 or 1) times up to once or, when ``many``, any number of times."""

    path: Path
    least: int
    many: bool

    @property
    def mark(self) -> str:
        """The sign that SPARQL has for it: ``?``, ``*`` or ``+``."""
        return ("*" if self.least == 0 else "+") if self.many else "?"


Path = Predicate | Inverse | Sequence | Alternative | Repeat

_REPEATS = {
    SH.zeroOrMorePath: (0, True),
    SH.oneOrMorePath: (1, True),
    SH.zeroOrOnePath: (0, False),
}
_BY_MARK = {"*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}
_NOT_NESTED = 200
"""How deep paths may nest; none written by hand comes near."""


def read_path(shapes: GraphIndex, node: Node) -> Path:
    """Return the path that ``node`` stands for.

    Raises:
        ShapesError: it is ill-formed: no path at all, a list of fewer than two, a path inside itself.
    """
    return _read(shapes, node, ())


def _read(shapes: GraphIndex, node: Node, above: tuple[Node, ...]) -> Path:
    if isinstance(node, NamedNode):
        return Predicate(node)
    if node in above or len(above) > _NOT_NESTED:
        raise ShapesError("a property path contains itself or nests too deep; expected a path that ends")
    inside = (*above, node)
    # A node may be several kinds of path at once, of which a list counts first (the W3C's tests path-strange).
    if shapes.first(node, RDF.first) is not None:
        return Sequence(_members(shapes, node, inside, "sequence path"))
    inverse = shapes.first(node, SH.inversePath)
    if inverse is not None:
        return Inverse(_read(shapes, inverse, inside))
    for predicate, (least, many) in _REPEATS.items():
        inner = shapes.first(node, predicate)
        if inner is not None:
            return Repeat(_read(shapes, inner, inside), least, many)
    head = shapes.first(node, SH.alternativePath)
    if head is None:
        raise ShapesError(f"{node} is no path; expected an IRI, a list of paths, or one of SHACL's path structures")
    return Alternative(_members(shapes, head, inside, "sh:alternativePath"))


def _members(shapes: GraphIndex, head: Node, above: tuple[Node, ...], kind: str) -> tuple[Path, ...]:
    members = shapes.items(head)
    if len(members) < 2:
        raise ShapesError(f"{kind} with {len(members)} members; expected a list of two or more paths")
    return tuple(_read(shapes, member, above) for member in members)


def path_text(path: Path) -> str:
    """Return ``path`` in SPARQL syntax with prefixed names; an IRI without a prefix stands in ``<>``."""
    return _render(path, lambda iri: written(iri.value), _LOOSEST)


def sparql_path(path: Path) -> str:
    """Return ``path`` in SPARQL syntax with whole IRIs, fit to stand between subject and object."""
    return _render(path, str, _LOOSEST)


# How tightly what stands in a place has to bind, lest it need brackets: SPARQL 1.1, rules 88 to 94.
_LOOSEST, _IN_ALTERNATIVE, _IN_SEQUENCE, _TIGHTEST = range(4)


def _render(path: Path, name: Callable[[NamedNode], str], needed: int) -> str:
    match path:
        case Predicate(iri):
            return name(iri)
        case Inverse(inner):
            text, binds = "^" + _render(inner, name, _TIGHTEST), _IN_SEQUENCE
        case Repeat(inner):
            text, binds = _render(inner, name, _TIGHTEST) + path.mark, _IN_SEQUENCE
        case Sequence(parts):
            text, binds = "/".join(_render(part, name, _IN_SEQUENCE) for part in parts), _IN_ALTERNATIVE
        case Alternative(parts):
            text, binds = "|".join(_render(part, name, _IN_ALTERNATIVE) for part in parts), _LOOSEST
    return text if binds >= needed else f"({text})"


_TOKEN = re.compile(r"\s*(?:(<[^<>\s]*>)|([\w.-]*:[^\s()|/^*+?<>]*)|([()|/^*+?]))")


def parse_path(text: str) -> Path:
    """Return the path that ``text``, as :func:`path_text` writes it, stands for.

    Raises:
        ValueError: it is none.
    """
    tokens: list[str] = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError(f"{text!r} is no property path: nothing can start at character {at}")
        tokens.append(match[0].strip())
        at = match.end()
    path, rest = _alternative(tokens)
    if rest:
        raise ValueError(f"{text!r} is no property path: {rest[0]!r} is too much")
    return path


def predicate_of(text: str | None) -> NamedNode | None:
    """Return the predicate that a path text consists of; ``None`` for a longer path, and for what is none."""
    try:
        path = parse_path(text) if text else None
    except ValueError:  # the text of an engine that is not ours
        return None
    return path.iri if isinstance(path, Predicate) else None


def _alternative(tokens: list[str]) -> tuple[Path, list[str]]:
    parts, rest = _separated(tokens, "|", _separated_path)
    return (parts[0] if len(parts) == 1 else Alternative(tuple(parts))), rest


def _separated_path(tokens: list[str]) -> tuple[Path, list[str]]:
    parts, rest = _separated(tokens, "/", _step)
    return (parts[0] if len(parts) == 1 else Sequence(tuple(parts))), rest


def _separated(
    tokens: list[str], mark: str, read: Callable[[list[str]], tuple[Path, list[str]]]
) -> tuple[list[Path], list[str]]:
    part, rest = read(tokens)
    parts = [part]
    while rest and rest[0] == mark:
        part, rest = read(rest[1:])
        parts.append(part)
    return parts, rest


def _step(tokens: list[str]) -> tuple[Path, list[str]]:
    if not tokens:
        raise ValueError("a property path ends where a predicate is due")
    first, rest = tokens[0], tokens[1:]
    path: Path
    if first == "^":
        path, rest = _step(rest)
        return Inverse(path), rest
    if first == "(":
        path, rest = _alternative(rest)
        if not rest or rest[0] != ")":
            raise ValueError("a bracket of a property path is not closed")
        rest = rest[1:]
    elif first.startswith("<"):
        path = Predicate(NamedNode(first[1:-1]))
    elif ":" in first:
        prefix, _, local = first.partition(":")
        path = Predicate(NamedNode(PREFIXES.get(prefix, f"{prefix}:") + local))
    else:
        raise ValueError(f"{first!r} stands where a predicate is due")
    if rest and rest[0] in _BY_MARK:
        least, many = _REPEATS[_BY_MARK[rest[0]]]
        return Repeat(path, least, many), rest[1:]
    return path, rest


def path_triples(path: Path, label: str) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """Return a node and the triples that say it is ``path``, in SHACL's terms; blank nodes start with ``label``."""
    triples: list[Triple] = []
    numbers = iter(range(1_000_000))
    return _describe(path, triples, lambda: BlankNode(f"{label}x{next(numbers)}")), triples


def _describe(path: Path, triples: list[Triple], fresh: Callable[[], BlankNode]) -> NamedNode | BlankNode:
    match path:
        case Predicate(iri):
            return iri
        case Inverse(inner):
            node = fresh()
            triples.append(Triple(node, SH.inversePath, _describe(inner, triples, fresh)))
            return node
        case Repeat(inner):
            node = fresh()
            triples.append(Triple(node, _BY_MARK[path.mark], _describe(inner, triples, fresh)))
            return node
        case Sequence(parts):
            return _list(parts, triples, fresh)
        case Alternative(parts):
            node = fresh()
            triples.append(Triple(node, SH.alternativePath, _list(parts, triples, fresh)))
            return node


def _list(parts: tuple[Path, ...], triples: list[Triple], fresh: Callable[[], BlankNode]) -> BlankNode:
    cells = [fresh() for _ in parts]
    followers: Iterator[NamedNode | BlankNode] = iter([*cells[1:], RDF.nil])
    for cell, part, rest in zip(cells, parts, followers, strict=True):
        triples.append(Triple(cell, RDF.first, _describe(part, triples, fresh)))
        triples.append(Triple(cell, RDF.rest, rest))
    return cells[0]
