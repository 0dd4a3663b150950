"""Reports as SHACL's own: a ``sh:ValidationReport`` (SHACL, section 3.6) in Turtle."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mkgrdf.shacl.paths import parse_path, path_triples
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.writers.remarks import Remarks, shown
from mkgrdf.turtle import turtle
from mkgrdf.vocabulary import RDF, SH, XSD

__all__ = ["as_turtle"]


def as_turtle(report: Report, remarks: Remarks | None = None) -> str:
    """Return the report as a ``sh:ValidationReport``.

    Paths are written as SHACL's path structures; a shape without an IRI is a blank node. ``sh:conforms`` tells
    whether there was any result, one that a baseline left out or ``--max-results`` cut off too; what was cut off is
    counted in a comment.
    """
    remarks = remarks or Remarks()
    results = shown(report, remarks)
    conforms = not (report.violations or remarks.known or remarks.untouched)
    said = turtle(_triples(results, conforms), keep_order=True)
    cut = len(report.violations) - len(results)
    return said + (f"# {cut} more results were cut off (--max-results)\n" if cut else "")


def _triples(results: list[Violation], conforms: bool) -> Iterator[Triple]:
    head = BlankNode("report")
    yield Triple(head, RDF.type, SH.ValidationReport)
    yield Triple(head, SH.conforms, Literal("true" if conforms else "false", datatype=XSD.boolean))
    for number, violation in enumerate(results, 1):
        node = BlankNode(f"result{number}")
        yield Triple(head, SH.result, node)
        yield from _result(node, violation, f"path{number}")


def _result(node: BlankNode, violation: Violation, label: str) -> Iterator[Triple]:
    yield Triple(node, RDF.type, SH.ValidationResult)
    yield Triple(node, SH.focusNode, violation.focus)
    severity = violation.severity_iri
    yield Triple(node, SH.resultSeverity, SH[violation.severity.value] if severity is None else NamedNode(severity))
    yield Triple(node, SH.sourceConstraintComponent, NamedNode(violation.component))
    shape = violation.source_shape
    if shape is None and not violation.shape.startswith("_:"):
        shape = NamedNode(violation.shape)
    if shape is not None:
        yield Triple(node, SH.sourceShape, shape)
    if violation.constraint is not None:
        yield Triple(node, SH.sourceConstraint, NamedNode(violation.constraint))
    if violation.value is not None:
        yield Triple(node, SH.value, violation.value)
    for language, text in violation.message:
        yield Triple(node, SH.resultMessage, Literal(text) if language == "und" else Literal(text, language=language))
    if violation.path is not None:
        path, structure = path_triples(parse_path(violation.path), label)
        yield Triple(node, SH.resultPath, path)
        yield from structure
