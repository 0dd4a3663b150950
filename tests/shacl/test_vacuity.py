"""A shape that has targets and found none is named in the report, for nothing that it asks was checked."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.shacl.engines import Engine, validate
from mkgrdf.shacl.shapes import Shapes

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = """
ex:Bag a sh:NodeShape ; sh:targetClass ex:Bag ; sh:property ex:Bag-name .
ex:Bag-name sh:path ex:name ; sh:minCount 1 .
ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ; sh:nodeKind sh:IRI .
ex:Priced a sh:NodeShape ; sh:targetSubjectsOf ex:price ; sh:nodeKind sh:IRI .
ex:Listed a sh:NodeShape ; sh:targetObjectsOf ex:lists ; sh:nodeKind sh:IRI .
ex:One a sh:NodeShape ; sh:targetNode ex:theOne ; sh:nodeKind sh:IRI .
ex:Off a sh:NodeShape ; sh:targetClass ex:Hat ; sh:deactivated true .
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE)]


ENGINES = pytest.mark.parametrize("engine", [Engine.SPARQL, Engine.PYSHACL])


def vacuous(engine: Engine, data: str, background: str = "") -> list[str]:
    report = validate(triples(data), Shapes(triples(SHAPES)), triples(background), engine=engine)
    return [name.removeprefix("https://example.org/") for name in report.vacuous]


@ENGINES
def test_shapes_without_a_focus_node_are_named(engine: Engine) -> None:
    """Those that looked at a node are not: neither the switched-off one nor one whose target is a node."""
    assert vacuous(engine, 'ex:a a ex:Bag ; ex:name "a" .') == ["Cup", "Listed", "Priced"]


@ENGINES
def test_each_way_to_a_target_counts(engine: Engine) -> None:
    """A class below the target's, a subject and an object of the target's property: each is a node looked at."""
    data = "ex:a a ex:Mug ; ex:price 1 . ex:list ex:lists ex:a ."
    assert vacuous(engine, data, "ex:Mug rdfs:subClassOf ex:Cup .") == ["Bag"]


@ENGINES
def test_a_node_of_the_background_is_no_node_of_the_data(engine: Engine) -> None:
    """What only the ontology describes is not reported on, so a shape that found nothing else is vacuous."""
    assert vacuous(engine, "ex:x ex:y ex:z .", "ex:a a ex:Bag .") == ["Bag", "Cup", "Listed", "Priced"]
