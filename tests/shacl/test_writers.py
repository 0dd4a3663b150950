"""Reports written out."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.records import Origin
from mkgrdf.shacl.pyshacl_engine import validate
from mkgrdf.shacl.report import Report, Severity, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.writers import as_json, as_text, as_turtle
from mkgrdf.vocabulary import MKG, MKGSH, RDF, SH

Turtle = Callable[[str], list[Triple]]


@pytest.fixture
def report(turtle: Turtle, shop_shapes: Shapes) -> Report:
    """A report with violations and a warning."""
    return validate(
        turtle("ex:p a mkg:Product ; schema:description 'x' . ex:b a mkg:Brand ; schema:name 1 , 2 ."), shop_shapes
    )


def test_text_names_everything(report: Report) -> None:
    """One summary line, then for each result the message, shape, path, node and value."""
    text = as_text(report)
    assert text.startswith("2 violations, 1 warning in 2 focus nodes\n")
    assert (
        "Violation: One stock number.\n  shape: mkgsh:Product-sku\n  path: schema:sku\n  node: <https://example.org/shop/p>"
        in text
    )
    assert "Violation: 一个货号。\n  形状: mkgsh:Product-sku" in as_text(report, "zh")


def test_json_is_json(report: Report) -> None:
    """The JSON form survives a round trip and holds messages by language and the origin's parts."""
    placed = Violation(
        focus=MKG.p,
        shape=MKGSH.S.value,
        component=SH.ClassConstraintComponent.value,
        severity=Severity.WARNING,
        message=(("en", "no"), ("zh", "否")),
        origin=Origin("p.csv", 3, "SKU"),
    )
    written = as_json(Report((*report.violations, placed), 3))
    assert json.loads(json.dumps(written)) == written
    assert written["conforms"] is False
    assert written["results"][-1] == {
        "severity": "Warning",
        "shape": "mkgsh:S",
        "constraint": None,
        "component": "sh:ClassConstraintComponent",
        "path": None,
        "node": "mkg:p",
        "value": None,
        "message": {"en": "no", "zh": "否"},
        "origin": {"file": "p.csv", "row": 3, "column": "SKU"},
    }


def test_turtle_is_a_validation_report(report: Report, turtle: Turtle) -> None:
    """The Turtle form is a sh:ValidationReport that the shapes about SHACL's own results accept."""
    triples = [quad.triple for quad in parse(input=as_turtle(report), format=RdfFormat.TURTLE)]
    shapes = Shapes(
        turtle("""
        mkgsh:R a sh:NodeShape ; sh:targetClass sh:ValidationReport ; sh:property
            [ sh:path sh:conforms ; sh:hasValue false ] , [ sh:path sh:result ; sh:minCount 3 ; sh:maxCount 3 ] .
        mkgsh:V a sh:NodeShape ; sh:targetClass sh:ValidationResult ; sh:property
            [ sh:path sh:focusNode ; sh:minCount 1 ; sh:maxCount 1 ] ,
            [ sh:path sh:resultPath ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
            [ sh:path sh:resultSeverity ; sh:in ( sh:Violation sh:Warning ) ; sh:minCount 1 ] ,
            [ sh:path sh:sourceShape ; sh:minCount 1 ] , [ sh:path sh:sourceConstraintComponent ; sh:minCount 1 ] ,
            [ sh:path sh:resultMessage ; sh:uniqueLang true ; sh:minCount 1 ] .
        """)
    )
    checked = validate(triples, shapes)
    assert checked.violations == ()
    assert checked.targeted == 4


def test_an_empty_report_conforms() -> None:
    """Nothing found: sh:conforms true, and a text of one line."""
    triples = [quad.triple for quad in parse(input=as_turtle(Report((), 4)), format=RdfFormat.TURTLE)]
    assert {(triple.predicate, getattr(triple.object, "value", "")) for triple in triples} == {
        (RDF.type, SH.ValidationReport.value),
        (SH.conforms, "true"),
    }
    assert as_text(Report((), 1)) == "0 violations, 0 warnings in 1 focus node\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("schema:brand/^schema:offers", {SH.inversePath, RDF.first, RDF.rest}),
        ("skos:broader*", {SH.zeroOrMorePath}),
        ("<http://example.org/a/b>", set()),
    ],
)
def test_paths_become_path_structures(path: str, expected: set[object]) -> None:
    """Sequences, inverses and repetitions are written as SHACL writes paths; a slash inside an IRI is no sequence."""
    violation = Violation(MKG.p, MKGSH.S.value, SH.x.value, Severity.VIOLATION, (("en", "no"),), path=path)
    triples = [quad.triple for quad in parse(input=as_turtle(Report((violation,), 1)), format=RdfFormat.TURTLE)]
    structure = {SH.inversePath, RDF.first, RDF.rest, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath}
    assert {triple.predicate for triple in triples} & structure == expected
    assert SH.resultPath in {triple.predicate for triple in triples}
