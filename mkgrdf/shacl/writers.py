"""Reports written out: as text for people, as JSON-able values, and as SHACL's own validation report in Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.records import Origin, text_in
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.turtle import turtle
from mkgrdf.vocabulary import PREFIXES, RDF, SH, XSD, shorten

__all__ = ["as_json", "as_text", "as_turtle", "origin_json", "term_text", "violation_json"]

_WORDS = {
    "en": {"shape": "shape", "path": "path", "node": "node", "value": "value", "where": "where"},
    "zh": {"shape": "形状", "path": "路径", "node": "节点", "value": "值", "where": "位置"},
}
_INVERSE, _SUFFIXES = "^", {"*": SH.zeroOrMorePath, "+": SH.oneOrMorePath, "?": SH.zeroOrOnePath}


def term_text(term: NamedNode | BlankNode | Literal) -> str:
    """Return a term as Turtle would write it: with a prefix where one is known."""
    if isinstance(term, NamedNode):
        short = shorten(term.value)
        return f"<{term.value}>" if short == term.value else short
    if isinstance(term, Literal) and term.language is None and term.datatype != XSD.string:
        return f'"{term.value}"^^{shorten(term.datatype.value)}'
    return str(term)


def as_text(report: Report, language: str = "en") -> str:
    """Return a summary line and, for each result, shape, path, node, value, message and where it came from."""
    lines = [report.summary()]
    words = _WORDS.get(language, _WORDS["en"])
    for violation in report.violations:
        lines.append("")
        lines.append(f"{violation.severity.value}: {text_in(violation.message, language, 'en')}")
        rows = [
            ("shape", shorten(violation.shape)),
            ("path", violation.path),
            ("node", term_text(violation.focus)),
            ("value", None if violation.value is None else term_text(violation.value)),
            ("where", None if violation.origin is None else str(violation.origin)),
        ]
        lines.extend(f"  {words[key]}: {value}" for key, value in rows if value is not None)
    return "\n".join(lines) + "\n"


def as_json(report: Report) -> dict[str, Any]:
    """Return the report as values that ``json`` can write; terms as in Turtle, messages by language."""
    return {
        "conforms": report.conforms,
        "targeted": report.targeted,
        "results": [violation_json(violation) for violation in report.violations],
    }


def violation_json(violation: Violation) -> dict[str, Any]:
    """Return one result as values that ``json`` can write."""
    return {
        "severity": violation.severity.value,
        "shape": shorten(violation.shape),
        "constraint": None if violation.constraint is None else shorten(violation.constraint),
        "component": shorten(violation.component),
        "path": violation.path,
        "node": term_text(violation.focus),
        "value": None if violation.value is None else term_text(violation.value),
        "message": dict(violation.message),
        "origin": origin_json(violation.origin),
    }


def origin_json(origin: Origin | None) -> dict[str, Any] | None:
    """Return an origin as values that ``json`` can write."""
    return None if origin is None else {"file": origin.file, "row": origin.row, "column": origin.column}


def as_turtle(report: Report) -> str:
    """Return the report as a ``sh:ValidationReport`` (SHACL, section 3.6) in Turtle.

    A path that is more than one predicate is written as SHACL's path structure, as far as it is a sequence of
    predicates, inverses and repetitions; alternatives are left out of ``sh:resultPath``, which is optional.
    """
    return turtle(_report_triples(report), keep_order=True)


def _report_triples(report: Report) -> Iterator[Triple]:
    head = BlankNode("report")
    yield Triple(head, RDF.type, SH.ValidationReport)
    yield Triple(head, SH.conforms, _boolean(not report.violations))
    for number, violation in enumerate(report.violations, 1):
        node = BlankNode(f"result{number}")
        yield Triple(head, SH.result, node)
        yield Triple(node, RDF.type, SH.ValidationResult)
        yield Triple(node, SH.focusNode, violation.focus)
        yield Triple(node, SH.resultSeverity, SH[violation.severity.value])
        yield Triple(node, SH.sourceConstraintComponent, NamedNode(violation.component))
        if not violation.shape.startswith("_:"):
            yield Triple(node, SH.sourceShape, NamedNode(violation.shape))
        if violation.constraint is not None:
            yield Triple(node, SH.sourceConstraint, NamedNode(violation.constraint))
        if violation.value is not None:
            yield Triple(node, SH.value, violation.value)
        for language, text in violation.message:
            literal = Literal(text) if language == "und" else Literal(text, language=language)
            yield Triple(node, SH.resultMessage, literal)
        yield from _path_triples(node, violation.path, f"path{number}")


def _boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)


def _path_triples(result: BlankNode, path: str | None, label: str) -> Iterator[Triple]:
    if path is None or "|" in path or "(" in path:
        return
    steps = _steps(path)
    nodes: list[NamedNode | BlankNode] = []
    for number, step in enumerate(steps):
        node: NamedNode | BlankNode = _iri(step.strip("^*+?"))
        for mark, predicate in (*_SUFFIXES.items(), (_INVERSE, SH.inversePath)):
            if step.endswith(mark) if mark in _SUFFIXES else step.startswith(mark):
                outer = BlankNode(f"{label}x{number}x{predicate.value.rsplit('#', 1)[-1]}")
                yield Triple(outer, predicate, node)
                node = outer
        nodes.append(node)
    if len(nodes) == 1:
        yield Triple(result, SH.resultPath, nodes[0])
        return
    cells: list[NamedNode | BlankNode] = [BlankNode(f"{label}c{number}") for number in range(len(nodes))]
    yield Triple(result, SH.resultPath, cells[0])
    for cell, node, rest in zip(cells, nodes, [*cells[1:], RDF.nil], strict=True):
        yield Triple(cell, RDF.first, node)
        yield Triple(cell, RDF.rest, rest)


def _steps(path: str) -> list[str]:
    steps, current, inside = [], "", False
    for character in path:
        inside = (inside or character == "<") and character != ">"
        if character == "/" and not inside:
            steps.append(current)
            current = ""
        else:
            current += character
    return [*steps, current]


def _iri(name: str) -> NamedNode:
    if name.startswith("<"):
        return NamedNode(name[1:-1])
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES.get(prefix, f"{prefix}:") + local)
