"""How far shapes see, and so what is staged beside a batch."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph
from pyoxigraph import Triple

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.sight import Sight
from mkgrdf.shacl.surroundings import View, surroundings
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, SCHEMA, SKOS

Turtle = Callable[[str], list[Triple]]


def test_sight_is_read_off_the_shapes(shop_shapes: Shapes) -> None:
    """Hops of the longest path, predicates in SPARQL, and what lies beyond the first hop."""
    sight = Sight(shop_shapes.index)
    assert sight.depth == 2
    assert {MKG.claimSubject, MKG.claimObject, MKG.satisfies} == sight.backwards
    assert SCHEMA.name in sight.far
    assert SCHEMA.sku not in sight.far


def test_nested_shapes_and_repeated_paths_see_farther(turtle: Turtle) -> None:
    """``sh:node`` adds its own hops, an inverse path looks backwards, a ``*`` is followed to its end."""
    sight = Sight(
        Shapes(
            turtle("""
            mkgsh:A a sh:NodeShape ; sh:targetClass ex:A ; sh:property
                [ sh:path schema:offers ; sh:node mkgsh:B ] ,
                [ sh:path [ sh:inversePath schema:brand ] ; sh:maxCount 2 ] ,
                [ sh:path [ sh:zeroOrMorePath skos:broader ] ; sh:class ex:C ] .
            mkgsh:B a sh:NodeShape ; sh:property [ sh:path ( schema:seller schema:name ) ; sh:minCount 1 ] .
            """)
        ).index
    )
    assert sight.depth == 3
    assert sight.inverse == {SCHEMA.brand}
    assert sight.repeated == {SKOS.broader}
    assert {SCHEMA.seller, SCHEMA.name} <= sight.far


def test_everything_that_a_check_sees_is_staged(turtle: Turtle, shop_ontology: list[Triple]) -> None:
    """What a check says with the surroundings from the store is what it says with everything in one graph."""
    shapes = Shapes(
        turtle("""
        mkgsh:A a sh:NodeShape ; sh:targetClass ex:A ; sh:property
            [ sh:path [ sh:oneOrMorePath skos:broader ] ; sh:class ex:A ] ,
            [ sh:path ( skos:related skos:related skos:related ) ; sh:class ex:A ] ,
            [ sh:path [ sh:inversePath skos:member ] ; sh:minCount 1 ; sh:class ex:L ] .
        mkgsh:L a sh:NodeShape ; sh:targetClass ex:L .
        """)
    )
    gate = Gate(shapes, shop_ontology)
    chain = "".join(f"ex:n{number} a ex:A ; skos:broader ex:n{number + 1} ." for number in range(1, 6))
    rest = "ex:n6 a ex:A . ex:l a ex:L ; skos:member ex:n0 , ex:n1 , ex:n2 , ex:n3 , ex:n4 , ex:n5 , ex:n6 ."
    related = "ex:n1 skos:related ex:n2 . ex:n2 skos:related ex:n3 ."
    own = turtle("ex:n0 a ex:A ; skos:broader ex:n1 ; skos:related ex:n1 .")
    stored = turtle(chain + rest + related)
    assert gate.check([*own, *stored]).conforms
    store = EmbeddedStore()
    for number, triple in enumerate(stored):
        store.commit({MKG[f"g{number}"]: [triple]})
    about = own[0].subject
    refusals = 0
    for number, triple in enumerate(stored):
        # Whichever statement is missing, the slice of the store tells the same about n0 as the whole of it.
        whole = gate.check([*own, *stored[:number], *stored[number + 1 :]])
        expected = [violation for violation in whole.violations if violation.focus == about]
        context = surroundings(own, View(store, {MKG[f"g{number}"]}, pyoxigraph.Store(), ()), gate.sight)
        found = gate.inspect(own, context, lambda node: node == about)
        assert list(found.violations) == expected, triple
        refusals += bool(expected)
    assert refusals > 5
