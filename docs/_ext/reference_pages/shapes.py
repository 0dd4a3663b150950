"""The reference page of the shapes, from their Turtle files: what data has to say, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

from pyoxigraph import NamedNode

from mkgrdf.shacl.paths import path_text, read_path
from reference_pages.markdown import anchor, code, facts, fence, heading, prose
from reference_pages.turtle import OWL, RDF, RDFS, SH, Graph, Node

__all__ = ["node_shapes", "page", "property_shapes"]

_INTRODUCTION = """\
Written from `shapes/`. A *violation* keeps a candidate out of the graph; a *warning* is stored and
reported. Reports name the shape by the IRI in the headings below. What classes and properties mean is in
[the ontology](ontology.md).
"""

_TARGETS = {
    "targetClass": "each {}",
    "targetNode": "the node {}",
    "targetSubjectsOf": "whatever has {}",
    "targetObjectsOf": "whatever is a value of {}",
}

# Constraint -> words, for those that read the same whatever their value.
_WORDS = {
    "datatype": "a literal of type {}",
    "class": "an instance of {}",
    "node": "conforms to {}",
    "hasValue": "has the value {}",
    "minInclusive": "at least {}",
    "maxInclusive": "at most {}",
    "minExclusive": "more than {}",
    "maxExclusive": "less than {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "lessThan": "less than the value of {}",
    "lessThanOrEquals": "no more than the value of {}",
    "equals": "the same values as {}",
    "disjoint": "no value in common with {}",
}

_NODE_KINDS = {
    "IRI": "an IRI",
    "Literal": "a literal",
    "BlankNode": "a blank node",
    "BlankNodeOrIRI": "an IRI or a blank node",
    "BlankNodeOrLiteral": "a blank node or a literal",
    "IRIOrLiteral": "an IRI or a literal",
}

# Written elsewhere on the page, or no constraints.
_NOT_CONSTRAINTS = frozenset(
    {
        *_TARGETS,
        "path",
        "message",
        "severity",
        "name",
        "description",
        "order",
        "group",
        "property",
        "sparql",
        "target",
        "flags",
        "ignoredProperties",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "qualifiedValueShapesDisjoint",
        "minCount",
        "maxCount",
        "prefixes",
    }
)


def node_shapes(graph: Graph) -> list[NamedNode]:
    """Return the node shapes that have an IRI."""
    return list(graph.subjects(SH + "NodeShape"))


def property_shapes(graph: Graph, shape: Node) -> list[Node]:
    """Return the property shapes of a shape."""
    return graph.all(shape, SH + "property")


def page(folder: Path) -> str:
    """Return the page: each node shape with its target and property shapes."""
    graph = Graph(sorted(folder.rglob("*.ttl")))
    parts = [heading(1, "Shapes"), _INTRODUCTION]
    shapes = node_shapes(graph)
    for shape in shapes:
        name = graph.name(shape)
        parts.append(heading(2, code(name), anchor("shape", name)))
        parts += _text(graph, shape)
        if targets := list(_targets(graph, shape)):
            parts.append(f"Applies to {', '.join(targets)}.\n")
        parts += _constraints(graph, shape)
        # Shapes that hang on several others are told once for each, without a second anchor.
        first = [p for p in property_shapes(graph, shape) if _owner(graph, shapes, p) == shape]
        for property_shape in property_shapes(graph, shape):
            parts += _property(graph, property_shape, anchored=property_shape in first)
    if not shapes:
        parts.append("There are no shapes yet.\n")
    return "\n".join(parts)


def _owner(graph: Graph, shapes: list[NamedNode], property_shape: Node) -> NamedNode:
    return next(shape for shape in shapes if property_shape in property_shapes(graph, shape))


def _property(graph: Graph, shape: Node, *, anchored: bool) -> list[str]:
    path = graph.one(shape, SH + "path")
    written = code(path_text(read_path(graph.index, path))) if path is not None else ""
    name = graph.name(shape) if isinstance(shape, NamedNode) else ""
    title = code(name) if name else f"on {written}"
    parts = [heading(3, title, anchor("shape", name) if name and anchored else "")]
    parts += _text(graph, shape)
    severity = graph.one(shape, SH + "severity")
    kind = graph.name(severity).rpartition(":")[2] if severity is not None else "Violation"
    parts += _constraints(graph, shape, facts([("path", written), ("severity", kind)]))
    return parts


def _text(graph: Graph, shape: Node) -> list[str]:
    parts = []
    for language in ("en", "zh"):
        for predicate in (RDFS + "comment", SH + "description", SH + "message"):
            if text := graph.text(shape, predicate, language) or (language == "en" and graph.text(shape, predicate)):
                parts.append(prose(text) + "\n")
    return parts


def _targets(graph: Graph, shape: NamedNode) -> Iterator[str]:
    for name, words in _TARGETS.items():
        for value in graph.all(shape, SH + name):
            yield words.format(code(graph.name(value)))
    if any(
        isinstance(node, NamedNode) and node.value in (OWL + "Class", RDFS + "Class")
        for node in graph.all(shape, RDF + "type")
    ):
        yield f"each {code(graph.name(shape))}"
    if graph.all(shape, SH + "target"):
        yield "what a SPARQL target selects"


def _constraints(graph: Graph, shape: Node, facts_before: str = "") -> list[str]:
    """Return the constraints as one list, with the facts above it, and the SPARQL constraints below it."""
    words = facts_before + "".join(f"- {line}\n" for line in constraint_words(graph, shape))
    parts = [words] if words else []
    for constraint in graph.all(shape, SH + "sparql"):
        parts += _text(graph, constraint)
        select = graph.text(constraint, SH + "select") or graph.text(constraint, SH + "ask")
        parts.append(fence(dedent(select.strip("\n")), "sparql"))
    return parts


def constraint_words(graph: Graph, shape: Node) -> Iterator[str]:
    """Yield each constraint of a shape in plain words, or as written if this page has none for it."""
    yield from _counts(graph, shape, "minCount", "maxCount", "value")
    for predicate in graph.predicates(shape):
        if not predicate.startswith(SH) or (name := predicate.removeprefix(SH)) in _NOT_CONSTRAINTS:
            continue
        for value in graph.all(shape, predicate):
            if name in _WORDS:
                yield _WORDS[name].format(_shape(graph, value) if name == "node" else code(graph.name(value)))
            elif name in _SPECIAL:
                yield from _SPECIAL[name](graph, shape, value)
            else:
                yield f"{code(graph.iri(predicate))} {code(graph.name(value))}"


def _counts(graph: Graph, shape: Node, least: str, most: str, noun: str) -> Iterator[str]:
    low, high = (graph.one(shape, SH + name) for name in (least, most))
    minimum, maximum = (graph.name(n) if n is not None else None for n in (low, high))
    if minimum == maximum == "0" or maximum == "0":
        yield f"no {noun}"
    elif minimum is not None and minimum == maximum:
        yield f"exactly {minimum} {noun}{'' if minimum == '1' else 's'}"
    else:
        if minimum not in (None, "0"):
            yield f"at least {minimum} {noun}{'' if minimum == '1' else 's'}"
        if maximum is not None:
            yield f"at most {maximum} {noun}{'' if maximum == '1' else 's'}"


def _list(graph: Graph, value: Node) -> str:
    return ", ".join(code(graph.name(item)) for item in graph.items(value))


def _shape(graph: Graph, shape: Node) -> str:
    """Return a shape that is part of another: its name, or what it asks in brackets."""
    if isinstance(shape, NamedNode):
        return code(graph.name(shape))
    words = list(constraint_words(graph, shape))
    if (path := graph.one(shape, SH + "path")) is not None:
        words.insert(0, f"on {code(path_text(read_path(graph.index, path)))}")
    words += [_shape(graph, part) for part in property_shapes(graph, shape)]
    return f"({'; '.join(words)})"


def _shapes(graph: Graph, value: Node, joiner: str) -> str:
    return joiner.join(_shape(graph, item) for item in graph.items(value))


def _closed(graph: Graph, shape: Node, value: Node) -> Iterator[str]:
    if graph.name(value) == "true":
        ignored = _list(graph, extra) if (extra := graph.one(shape, SH + "ignoredProperties")) is not None else ""
        yield "no properties but those named here" + (f" and {ignored}" if ignored else "")


def _qualified(graph: Graph, shape: Node, value: Node) -> Iterator[str]:
    for count in _counts(graph, shape, "qualifiedMinCount", "qualifiedMaxCount", "value"):
        yield f"{count} that conform to {_shape(graph, value)}"


def _pattern(graph: Graph, shape: Node, value: Node) -> Iterator[str]:
    flags = graph.text(shape, SH + "flags")
    yield f"matches {code(graph.name(value))}" + (f" with flags {code(flags)}" if flags else "")


_SPECIAL: dict[str, Callable[[Graph, Node, Node], Iterator[str]]] = {
    "nodeKind": lambda g, _, v: iter([_NODE_KINDS[g.name(v).rpartition(":")[2]]]),
    "in": lambda g, _, v: iter([f"one of {_list(g, v)}"]),
    "languageIn": lambda g, _, v: iter([f"in one of the languages {_list(g, v)}"]),
    "uniqueLang": lambda g, _, v: iter(["at most one value in each language"] if g.name(v) == "true" else []),
    "deactivated": lambda g, _, v: iter(["switched off"] if g.name(v) == "true" else []),
    "not": lambda g, _, v: iter([f"does not conform to {_shape(g, v)}"]),
    "and": lambda g, _, v: iter([f"conforms to {_shapes(g, v, ' and ')}"]),
    "or": lambda g, _, v: iter([f"conforms to {_shapes(g, v, ' or ')}"]),
    "xone": lambda g, _, v: iter([f"conforms to exactly one of {_shapes(g, v, ', ')}"]),
    "closed": _closed,
    "qualifiedValueShape": _qualified,
    "pattern": _pattern,
}
