"""Shapes that read in every way there is: a batch is judged as a validation of everything would judge it."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.statements import Candidate
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import RDF, RDFS, Namespace

EX = Namespace("http://example.org/")
PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix ex: <http://example.org/> .
"""
# That every node has to be targeted shall not be what most is refused for.
ALWAYS = """
ex:prefixes sh:declare [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .
ex:Any a sh:NodeShape ; sh:targetClass ex:A , ex:B , ex:D .
"""

PROPERTIES = {
    "an inverse path": "sh:path [ sh:inversePath ex:p ] ; sh:maxCount 1",
    "there and back": "sh:path ( ex:q [ sh:inversePath ex:p ] ) ; sh:maxCount 1 ; sh:class ex:B",
    "closed values": "sh:path ex:p ; sh:node [ sh:closed true ; sh:ignoredProperties ( rdf:type ) ]",
    "a path to the end": "sh:path ( [ sh:zeroOrMorePath ex:p ] ex:q ) ; sh:class ex:B",
    "a circle": "sh:path [ sh:oneOrMorePath ex:p ] ; sh:disjoint ex:q ; sh:class ex:A",
    "a pair": "sh:path ( ex:p ex:q ) ; sh:equals ex:r",
    "siblings": """sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:B ] ; sh:qualifiedMaxCount 1 ;
        sh:qualifiedValueShapesDisjoint true ] ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShape [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ;
        sh:qualifiedValueShapesDisjoint true""",
}
QUERIES = {
    "no second with the same": "$this ex:k ?value . ?other ex:k ?value . FILTER (?other != $this)",
    "no second anywhere": "$this ex:k ?k . ?other ex:k ?value . FILTER (?other != $this && ?k = ?value)",
    "claimed": """$this ?path ?value . FILTER (?path IN (ex:p, ex:q))
        FILTER NOT EXISTS { ?c ex:r $this . FILTER EXISTS { ?c ex:k ?value } }""",
    "an OPTIONAL": "$this ex:p ?o . OPTIONAL { ?o ex:q ?u . ?u ex:p ?w } FILTER (!bound(?w))",
    "an OPTIONAL before all else": "OPTIONAL { ?x ex:q ?u } $this ex:p ?x",
    "an OPTIONAL with any predicate": """$this ex:r ?x . OPTIONAL { ?x ?path ?u } $this ?path ?z .
        FILTER (?path IN (ex:p))""",
    "a group of its own": "$this ex:k ?x . { $this ex:p ?o . FILTER NOT EXISTS { ?o ex:q ?x } }",
    "a UNION": "$this ex:p ?o . { ?o ex:q ?value } UNION { ?value ex:k ?o }",
    "a subquery": "{ SELECT $this (COUNT(?x) AS ?n) WHERE { $this ex:p ?x } GROUP BY $this } FILTER (?n > 1)",
    "predicates that are described": "$this ?p ?v . ?p a ex:B",
    "another name": "$this ex:p ?v . BIND (?v AS ?w) ?w ex:q ?z",
}
SHAPES = {
    **{name: f"sh:targetClass ex:A ; sh:property [ {text} ]" for name, text in PROPERTIES.items()},
    **{
        name: f"""sh:targetClass ex:A ; sh:sparql [ sh:prefixes ex:prefixes ; sh:select
            "SELECT $this ?value WHERE {{ {" ".join(text.split())} }}" ]"""
        for name, text in QUERIES.items()
    },
    "a grouped query": """sh:targetClass ex:A ; sh:sparql [ sh:prefixes ex:prefixes ; sh:select
        "SELECT $this WHERE { $this ex:p ?x } GROUP BY $this HAVING (COUNT(?x) > 1 && EXISTS { ?any ex:q $this })" ]""",
    "neither": "sh:targetClass ex:A ; sh:not [ sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ] ]",
    "either": """sh:targetClass ex:A ; sh:or ( [ sh:property [ sh:path ex:p ; sh:class ex:B ; sh:minCount 1 ] ]
        [ sh:property [ sh:path [ sh:inversePath ex:q ] ; sh:minCount 1 ] ] )""",
    "objects": "sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ]",
    "texts": "sh:targetObjectsOf ex:k ; sh:property [ sh:path [ sh:inversePath ex:k ] ; sh:maxCount 1 ]",
    "subjects": "sh:targetSubjectsOf ex:q ; sh:property [ sh:path ( ex:p ex:p ) ; sh:maxCount 1 ]",
}

Content = dict[NamedNode, tuple[Triple, ...]]
NAMES = "uvwxyz"


def said(text: str) -> tuple[Triple, ...]:
    return tuple(quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE))


def gate_of(shape: str) -> Gate:
    return Gate(Shapes(said(f"{ALWAYS} ex:S a sh:NodeShape ; {SHAPES[shape]} .")), ())


def graph(name: str) -> NamedNode:
    return EX[f"graph/{name}"]


def candidates_of(content: Content) -> list[Candidate]:
    return [Candidate(name, name, triples) for name, triples in sorted(content.items(), key=str)]


def some_content(chance: random.Random) -> tuple[Triple, ...]:
    """One to eight statements, most of them about one node; now and then about classes."""
    nodes = [EX[name] for name in "abcde"]
    main, other = chance.sample(nodes, 2)
    found = [Triple(main, RDF.type, EX[chance.choice("AAABDE")])]
    if chance.random() < 0.4:
        found.append(Triple(other, RDF.type, EX[chance.choice("AABD")]))
    if chance.random() < 0.1:
        found.append(Triple(EX.E, RDFS.subClassOf, EX[chance.choice("ABD")]))
    for _ in range(chance.choice([0, 1, 1, 2, 3])):
        predicate = chance.choice("ppqrk")
        value: NamedNode | Literal = chance.choice(nodes)
        if predicate == "k" and chance.random() < 0.7:
            value = Literal(chance.choice("12"))
        found.append(Triple(main if chance.random() < 0.8 else chance.choice(nodes), EX[predicate], value))
    return tuple(dict.fromkeys(found))


def faults(gate: Gate, content: Content) -> tuple[Violation, ...]:
    """Validate all of ``content``."""
    quads = [Quad(one.subject, one.predicate, one.object, name) for name, said in content.items() for one in said]
    return gate.check(quads).violations


@pytest.mark.parametrize("shape", SHAPES)
def test_a_batch_is_judged_as_everything_would_be(shape: str) -> None:
    """What enters conforms with the rest; what stays out, or falls, does not; nothing stays out without need."""
    gate = gate_of(shape)
    for seed in range(12):
        chance = random.Random(f"{shape} {seed}")
        store, stored = EmbeddedStore(), Content()
        for _ in range(chance.choice([2, 3, 4])):
            batch = {graph(name): some_content(chance) for name in chance.sample(NAMES, chance.choice([1, 1, 2, 3]))}
            remove = {graph(name) for name in chance.sample(NAMES, chance.choice([0, 0, 1]))} - batch.keys()
            judgement = gate.judge(candidates_of(batch), store, remove)
            stored = held_to(gate, judgement, stored, batch, remove)
            gone = [one.graph for one, _ in judgement.dependents]
            store.commit({one.graph: one.triples for one in judgement.accepted}, [*remove, *gone])


def held_to(gate: Gate, judgement: Judgement, stored: Content, batch: Content, remove: set[NamedNode]) -> Content:
    """Hold a judgement to what a validation of everything says; return what the store has after it."""
    entering = {one.graph: one.triples for one in judgement.accepted}
    refused = {one.graph for one, _ in judgement.refused}
    fallen = {one.graph for one, _ in judgement.dependents}
    assert entering.keys() | refused == batch.keys()
    kept = {name: triples for name, triples in stored.items() if name not in remove}
    now = {name: triples for name, triples in (kept | entering).items() if name not in fallen}
    told = f"{stored=} {batch=} {remove=} {refused=} {fallen=}"
    assert not faults(gate, now), told
    assert bool(faults(gate, kept | batch)) == bool(refused or fallen), told
    if fallen:
        assert faults(gate, kept | entering), told
    elif len(refused) == 1:
        assert faults(gate, kept | entering | {name: batch[name] for name in refused}), told
    return now


def contents(**texts: str) -> Content:
    return {graph(name): said(text) for name, text in texts.items()}


def names(judged: Iterable[tuple[Candidate, Report]]) -> list[str]:
    return [one.graph.value.rsplit("/", 1)[-1] for one, _ in judged]


def test_what_only_mentions_a_node_is_looked_at_again() -> None:
    """``d`` has to have a ``q``, since ``x`` refers to it; it stays away, and so does what refers to it."""
    batch = contents(x="ex:a a ex:A ; ex:p ex:d .", z="ex:d a ex:A .")
    assert names(gate_of("objects").judge(candidates_of(batch), EmbeddedStore()).refused) == ["x", "z"]


def test_a_stored_graph_does_not_fall_for_a_change_that_does_not_come() -> None:
    """``z`` is to stop saying what ``a`` is, and to refer to ``d`` a second time; for that it is refused."""
    gate, store = gate_of("an inverse path"), EmbeddedStore()
    store.commit(contents(u="ex:a ex:r ex:a .", y="ex:d a ex:A . ex:e a ex:B ; ex:p ex:d .", z="ex:a a ex:D ."))
    assert gate.check_store(store).conforms
    judgement = gate.judge(candidates_of(contents(z="ex:c a ex:B ; ex:p ex:d .")), store)
    assert (names(judgement.refused), judgement.dependents) == (["z"], ())


def test_who_repeats_a_fault_is_refused_too() -> None:
    """Three say that ``a`` is an ``A``, which it may not be as the store describes it; one of them is not enough."""
    gate, store = gate_of("claimed"), EmbeddedStore()
    store.commit(contents(w="ex:a a ex:D ; ex:q ex:a , ex:b ."))
    batch = contents(x="ex:a a ex:A ; ex:q ex:a .", y="ex:a a ex:A .", z="ex:a a ex:A .")
    judgement = gate.judge(candidates_of(batch), store)
    assert (names(judgement.refused), judgement.dependents) == (["x", "y", "z"], ())


def test_what_a_class_is_below_may_be_what_makes_nodes_looked_at() -> None:
    """``E`` is not below any class that the shapes know any more: its instances are looked at by none, and fall."""
    gate, store = gate_of("neither"), EmbeddedStore()
    store.commit(contents(c="ex:c a ex:E .", e="ex:E rdfs:subClassOf ex:D . ex:e a ex:D ."))
    assert names(gate.judge([], store, [graph("e")]).dependents) == ["c"]


def test_what_a_candidate_makes_outdated_goes_only_with_it() -> None:
    """What was read out of the old version goes when the new one enters, with what cites it, and else stays."""
    gate, store = gate_of("siblings"), EmbeddedStore()
    store.commit(contents(a="ex:a a ex:B .", read="ex:b a ex:B .", cites="ex:b ex:r ex:a ."))
    outdated = {graph("a"): [graph("read")]}
    judgement = gate.judge(candidates_of(contents(a="ex:a a ex:Unknown .")), store, outdated=outdated)
    assert (names(judgement.refused), judgement.dependents) == (["a"], ())
    judgement = gate.judge(candidates_of(contents(a="ex:a a ex:D .")), store, outdated=outdated)
    assert (judgement.refused, names(judgement.dependents)) == ((), ["cites"])
