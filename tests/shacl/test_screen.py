"""Asking once for each shape finds what asking constraint by constraint finds, on random shapes and random data."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, event, given, settings
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.shacl.compiled.screen import Screen
from mkgrdf.shacl.engines import Validation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.staging import stage
from mkgrdf.vocabulary import RDF, RDFS, SH, XSD
from tests.shacl.random_shapes import data_graphs, shapes_graphs

EXAMPLES = int(os.environ.get("MKGRDF_EXAMPLES", "100"))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


class EX:
    """Names of the examples here."""

    Bag = NamedNode("https://example.org/Bag")
    Rucksack = NamedNode("https://example.org/Rucksack")
    bag = NamedNode("https://example.org/bag")
    shape = NamedNode("https://example.org/shape")
    strap = NamedNode("https://example.org/strap")
    straps = NamedNode("https://example.org/straps")


@settings(max_examples=EXAMPLES, suppress_health_check=SLOW, deadline=None)
@given(shapes_graphs(), data_graphs())
def test_a_screen_changes_no_result(shapes_graph: list[Triple], data: list[Triple]) -> None:
    """The same results, and as many of each, with a screen as without."""
    shapes = Shapes(shapes_graph)
    staged = stage(data, shapes)
    plain = Validation(staged, shapes).report()
    screened = Validation(staged, shapes, screen=Screen(shapes.model, ()))
    event("screened" if screened.is_screened else "not screened")
    assert sorted(map(repr, screened.report().violations)) == sorted(map(repr, plain.violations))


SHAPES = [
    Triple(EX.shape, SH.targetClass, EX.Bag),
    Triple(EX.shape, SH.property, EX.straps),
    Triple(EX.straps, SH.path, EX.strap),
    Triple(EX.straps, SH.datatype, XSD.byte),
    Triple(EX.straps, SH.minCount, Literal(1)),
]


def test_a_screen_steps_aside_where_its_words_do_not_fit() -> None:
    """Classes that the data put below others, and numbers that the store respells, are asked for as always."""
    shapes = Shapes(SHAPES)
    screen = Screen(shapes.model, ())
    below = [Triple(EX.Rucksack, RDFS.subClassOf, EX.Bag), Triple(EX.bag, RDF.type, EX.Rucksack)]
    byte = [Triple(EX.bag, RDF.type, EX.Bag), Triple(EX.bag, EX.strap, Literal("2", datatype=XSD.byte))]
    integer = [Triple(EX.bag, RDF.type, EX.Bag), Triple(EX.bag, EX.strap, Literal(2))]
    for data, is_screened, faults in ((below, False, 1), (byte, False, 0), (integer, True, 1), (byte[:1], True, 1)):
        validation = Validation(stage(data, shapes), shapes, screen=screen)
        assert (validation.is_screened, len(validation.report().violations)) == (is_screened, faults)
