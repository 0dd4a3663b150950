"""Batch after batch, with shapes that look far: the store conforms as a whole, and who comes last gives way."""

from __future__ import annotations

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.statements import Candidate
from mkgrdf.store.embedded import EmbeddedStore
from mkgrdf.vocabulary import RDF, XSD

SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix ex: <https://example.org/> .
ex: sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/" ] .
ex:Item a sh:NodeShape ; sh:targetClass ex:Item ;
    sh:property [ sh:path ex:maker ; sh:class ex:Maker ] ;
    sh:property [ sh:path ex:part ; sh:qualifiedValueShape ex:Heavy ; sh:qualifiedMaxCount 1 ;
        sh:qualifiedValueShapesDisjoint true ] ;
    sh:property [ sh:path ex:part ; sh:qualifiedValueShape ex:Sealed ; sh:qualifiedMaxCount 1 ] ;
    sh:property [ sh:path ( ex:part ex:weight ) ; sh:maxInclusive 9 ] ;
    sh:sparql [ sh:prefixes ex: ; sh:select
        "SELECT $this ?value WHERE { $this ex:code ?value . ?other ex:code ?value . FILTER (?other != $this) }" ] ;
    sh:sparql [ sh:prefixes ex: ; sh:select "SELECT $this WHERE { $this ex:part+ $this }" ] .
ex:Heavy a sh:NodeShape ; sh:property [ sh:path ex:weight ; sh:minInclusive 5 ; sh:minCount 1 ] .
ex:Sealed a sh:NodeShape ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property [ sh:path ex:weight ; sh:minCount 1 ] .
ex:Maker a sh:NodeShape ; sh:targetClass ex:Maker ;
    sh:property [ sh:path [ sh:inversePath ex:maker ] ; sh:maxCount 2 ] ;
    sh:property [ sh:path [ sh:zeroOrMorePath ex:owner ] ; sh:nodeKind sh:IRI ; sh:class ex:Maker ] .
"""
EX = "https://example.org/"


def ex(name: str) -> NamedNode:
    return NamedNode(EX + name)


GATE = Gate(Shapes(quad.triple for quad in parse(input=SHAPES, format=RdfFormat.TURTLE)), ())
NODES = [ex(f"n{number}") for number in range(5)]
node = st.sampled_from(NODES)
STATEMENT = st.one_of(
    st.builds(Triple, node, st.just(ex("maker")), node),
    st.builds(Triple, node, st.just(ex("part")), node),
    st.builds(Triple, node, st.just(ex("owner")), node),
    st.builds(Triple, node, st.just(ex("code")), st.sampled_from([Literal("x"), Literal("y")])),
    st.builds(
        Triple,
        node,
        st.just(ex("weight")),
        st.sampled_from([Literal(number, datatype=XSD.integer) for number in ("1", "7", "20")]),
    ),
)
CONTENT = st.builds(
    lambda subject, kind, more: tuple(dict.fromkeys([Triple(subject, RDF.type, kind), *more])),
    node,
    st.sampled_from([ex("Item"), ex("Item"), ex("Maker")]),
    st.lists(STATEMENT, max_size=3),
)
BATCH = st.dictionaries(st.sampled_from("abcdefg"), CONTENT, min_size=1, max_size=4)
STEPS = st.lists(st.tuples(BATCH, st.sets(st.sampled_from("abcdefg"), max_size=2)), min_size=2, max_size=4)


def candidate(name: str, triples: tuple[Triple, ...]) -> Candidate:
    subject = triples[0].subject
    assert isinstance(subject, NamedNode)
    return Candidate(ex(f"graph/{name}"), subject, triples, None, (), None)


def judged(store: EmbeddedStore, batch: dict[str, tuple[Triple, ...]], removals: set[str] = frozenset()) -> Judgement:  # type: ignore[assignment]
    """Judge a batch and commit what may enter."""
    remove = [ex(f"graph/{name}") for name in sorted(removals - batch.keys())]
    judgement = GATE.judge([candidate(name, triples) for name, triples in sorted(batch.items())], store, remove)
    gone = [*remove, *(one.graph for one, _ in judgement.dependents)]
    store.commit({one.graph: one.triples for one in judgement.accepted}, gone)
    return judgement


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_what_is_in_the_store_conforms_as_a_whole(steps: list[tuple[dict[str, tuple[Triple, ...]], set[str]]]) -> None:
    """After any sequence of batches and withdrawals; each judged by itself and what it concerns, then all by all."""
    store = EmbeddedStore()
    for batch, removals in steps:
        judgement = judged(store, batch, removals)
        assert len(judgement.accepted) + len(judgement.refused) == len(batch)
        assert not any(report.conforms for _, report in (*judgement.refused, *judgement.dependents))
        event("some fell" if judgement.dependents else "none fell")
        report = GATE.check_store(store)
        assert report.conforms, report.violations


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BATCH, BATCH)
def test_additions_drive_nothing_out(
    first: dict[str, tuple[Triple, ...]], second: dict[str, tuple[Triple, ...]]
) -> None:
    """A batch of new graphs, which takes nothing away, leaves what is in the store where it is."""
    store = EmbeddedStore()
    judged(store, first)
    before = set(store.quads())
    judgement = judged(store, {f"new-{name}": triples for name, triples in second.items()})
    assert judgement.dependents == ()
    assert before <= set(store.quads())


def test_the_second_of_two_gives_way() -> None:
    """A code that a stored item has already: the newcomer is refused, and told why."""
    store = EmbeddedStore()
    item = (Triple(NODES[0], RDF.type, ex("Item")), Triple(NODES[0], ex("code"), Literal("x")))
    judged(store, {"a": item})
    judgement = judged(store, {"b": tuple(Triple(NODES[1], one.predicate, one.object) for one in item)})
    [(refused, report)] = judgement.refused
    assert refused.graph == ex("graph/b")
    assert {violation.value for violation in report.violations} == {Literal("x")}
    assert judgement.dependents == ()


def test_a_third_value_through_an_inverse_path_gives_way() -> None:
    """The maker in the store has two items; the one that would be the third stays out, the maker stays in."""
    store = EmbeddedStore()
    maker = (Triple(NODES[0], RDF.type, ex("Maker")),)

    def made(at: int) -> tuple[Triple, ...]:
        return Triple(NODES[at], RDF.type, ex("Item")), Triple(NODES[at], ex("maker"), NODES[0])

    assert len(judged(store, {"m": maker, "a": made(1), "b": made(2)}).accepted) == 3
    judgement = judged(store, {"c": made(3), "d": (Triple(NODES[4], RDF.type, ex("Item")),)})
    assert [one.graph for one, _ in judgement.refused] == [ex("graph/c")]
    assert [one.graph for one in judgement.accepted] == [ex("graph/d")]
    assert judgement.dependents == ()
