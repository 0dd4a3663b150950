"""The gate: whole graphs, and batches that enter a store together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from mkgrdf.records import Origin
from mkgrdf.resources import resource
from mkgrdf.shacl import gate_rules
from mkgrdf.shacl.gate import Gate, Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.statements import Candidate
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, RDF, RDFS, SCHEMA, SKOS, XSD, shorten

Turtle = Callable[[str], list[Triple]]
EX = "https://example.org/shop/"


def graph(name: str) -> NamedNode:
    return NamedNode(f"{EX}graph/{name}")


def candidate(name: str, triples: Iterable[Triple], row: int | None = None) -> Candidate:
    origin = None if row is None else Origin("products.csv", row)
    columns = ((SCHEMA.sku.value, "SKU"), (SCHEMA.brand.value, "Brand"))
    return Candidate(graph(name), NamedNode(EX + name), tuple(triples), origin, columns)


def shapes_of(report: Report) -> set[str]:
    return {shorten(violation.shape) for violation in report.violations}


def enter(store: EmbeddedStore, judgement: Judgement, remove: Iterable[NamedNode] = ()) -> None:
    """Do what the pipeline does with a judgement."""
    gone = [*remove, *(one.graph for one, _ in judgement.dependents)]
    store.commit({one.graph: one.triples for one in judgement.accepted}, gone)


def names(candidates: Iterable[Candidate]) -> list[str]:
    return [one.graph.value.rsplit("/", 1)[-1] for one in candidates]


# -- whole graphs -----------------------------------------------------------------------------------------------------


def test_a_misspelt_class_is_noticed(gate: Gate, turtle: Turtle) -> None:
    """A subject that no shape targets and a term that the ontology lacks are violations, with a suggestion."""
    report = gate.check(turtle('ex:p a mkg:Prodct ; schema:sku "1" .'))
    assert not report.conforms
    assert shapes_of(report) == {"mkgsh:Gate-untargeted", "mkgsh:Gate-undeclared"}
    undeclared, untargeted = sorted(report.violations, key=lambda one: one.shape)
    assert undeclared.value == MKG.Prodct
    assert "Did you mean mkg:Product?" in dict(undeclared.message)["en"]
    assert "您是否想写 mkg:Product？" in dict(undeclared.message)["zh"]
    assert "mkg:Prodct" in dict(untargeted.message)["en"]
    assert "没有任何形状" in dict(untargeted.message)["zh"]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('ex:b a mkg:Brand ; schema:name "x" ; mkg:colour "red" .', "mkg:colour"),
        ('ex:b a mkg:Brand ; schema:name "x" ; schema:about mkg:Nothing .', "schema:about"),
        ('ex:b a mkg:Brand , mkg:Brnd ; schema:name "x" .', "rdf:type"),
    ],
)
def test_undeclared_terms_are_noticed_in_each_position(gate: Gate, turtle: Turtle, text: str, path: str) -> None:
    """An undeclared mkg: term is a violation as predicate, as object and as class."""
    (violation,) = gate.check(turtle(text)).violations
    assert (shorten(violation.shape), violation.path) == ("mkgsh:Gate-undeclared", path)


def test_a_subject_without_a_type_is_noticed(gate: Gate, turtle: Turtle) -> None:
    """A node that is described but has no type is told so."""
    (violation,) = gate.check(turtle('ex:x schema:name "x" .')).violations
    assert "no type" in dict(violation.message)["en"]


def test_a_file_may_bring_the_ontology_along(gate: Gate, turtle: Turtle, shop_ontology: list[Triple]) -> None:
    """The ontology's own statements are set aside; what else is said about its terms is judged as data."""
    data = turtle('ex:b a mkg:Brand ; schema:name "x" .')
    assert gate.check([*shop_ontology, *data]).conforms
    tampered = gate.check([*shop_ontology, *data, *turtle("mkg:Brand schema:name 'hm' .")])
    assert shapes_of(tampered) == {"mkgsh:Gate-untargeted"}


RESTRICTED = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
    mkg:Kept a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty schema:name ;
        owl:someValuesFrom [ a owl:Class ; owl:unionOf ( mkg:Brand mkg:Product ) ] ] .
    [] a owl:AllDisjointClasses ; owl:members ( mkg:Brand mkg:Product mkg:Kept ) ."""


def test_a_file_may_bring_the_blank_nodes_of_the_ontology_along(
    turtle: Turtle, shop_shapes: Shapes, shop_ontology: list[Triple]
) -> None:
    """Each reading gives them other labels: they go by what hangs on them, and stay where that differs anywhere."""
    gate = Gate(shop_shapes, [*shop_ontology, *turtle(RESTRICTED)])
    data = turtle('ex:b a mkg:Brand ; schema:name "x" .')
    assert gate.check([*turtle(RESTRICTED), *turtle(RESTRICTED), *data]).conforms
    other = turtle(RESTRICTED.replace("mkg:Brand mkg:Product )", "mkg:Brand mkg:Kept )"))
    blamed = gate.check([*other, *data]).violations
    assert {violation.shape for violation in blamed} == {gate_rules.UNTARGETED}
    circle = [Triple(BlankNode(f"c{one}"), RDF.rest, BlankNode(f"c{other}")) for one in range(9) for other in range(9)]
    hung = Triple(MKG.Kept, RDFS.subClassOf, BlankNode("c0"))
    assert len(gate.check([*turtle(RESTRICTED), *circle, hung, *data]).violations) == 10


def test_a_file_may_bring_the_shipped_ontology_along(turtle: Turtle) -> None:
    """Its classes have restrictions and its lists have members, of which none is left to be blamed."""
    whole = parse(path=str(resource("ontology", "mkg.ttl")), format=RdfFormat.TURTLE)
    assert Gate().check([*whole, *turtle('ex:b a mkg:Brand ; schema:name "x" .')]).conforms


def test_a_users_own_vocabulary_is_not_data(gate: Gate, turtle: Turtle) -> None:
    """Classes and properties that travel with the data need no shape; their instances are found by way of them."""
    data = "ex:Label a rdfs:Class ; rdfs:subClassOf mkg:Brand . ex:b a ex:Label ; schema:name 'x' ."
    report = gate.check(turtle(data))
    assert report.violations == ()
    assert report.targeted == 1


def test_nothing_targeted_is_told_by_the_count(gate: Gate, turtle: Turtle) -> None:
    """A graph that no shape looks at reports no focus nodes, besides the gate's own objections."""
    report = gate.check(turtle("ex:x a schema:Thing ."))
    assert report.targeted == 0
    assert not report.conforms


# -- batches ----------------------------------------------------------------------------------------------------------

BRAND = "ex:b a mkg:Brand ; schema:name 'Acme' ."
PRODUCT = "ex:p a mkg:Product ; schema:sku '1' ; schema:brand ex:b ."


def test_a_batch_is_checked_together(gate: Gate, turtle: Turtle) -> None:
    """A product may refer to a brand that comes in the same batch, before or after it."""
    batch = [candidate("p", turtle(PRODUCT)), candidate("b", turtle(BRAND))]
    judgement = gate.judge(batch, EmbeddedStore())
    assert judgement.accepted == tuple(batch)
    assert judgement.refused == ()


def test_a_batch_may_refer_to_the_store(gate: Gate, turtle: Turtle) -> None:
    """What a candidate refers to may be in the store already; the store's own nodes are not judged again."""
    store = EmbeddedStore()
    assert not gate.judge([candidate("p", turtle(PRODUCT))], store).accepted
    store.commit({graph("b"): turtle(BRAND)})
    assert names(gate.judge([candidate("p", turtle(PRODUCT))], store).accepted) == ["p"]


def test_refusal_names_row_and_column(gate: Gate, turtle: Turtle) -> None:
    """A violation is led back to the source: file, row, and the column of the offending property."""
    bad = turtle("ex:p a mkg:Product ; schema:sku '1' , '2' .")
    ((refused, report),) = gate.judge([candidate("p", bad, row=7)], EmbeddedStore()).refused
    (violation,) = report.violations
    assert refused.graph == graph("p")
    assert str(violation.origin) == "products.csv:7, column SKU"
    assert dict(violation.message)["zh"] == "一个货号。"


def test_only_the_guilty_are_refused(gate: Gate, turtle: Turtle) -> None:
    """One bad product leaves the good ones alone."""
    batch = [
        candidate("p", turtle(PRODUCT)),
        candidate("b", turtle(BRAND)),
        candidate("q", turtle("ex:q a mkg:Product .")),
    ]
    judgement = gate.judge(batch, EmbeddedStore())
    assert names(judgement.accepted) == ["p", "b"]
    assert names(one for one, _ in judgement.refused) == ["q"]


def test_refusal_spreads_to_what_depends_on_it(gate: Gate, turtle: Turtle) -> None:
    """A product whose brand was refused is refused too, and so is what hangs on that product."""
    batch = [
        candidate("b", turtle("ex:b a mkg:Brand .")),
        candidate("p", turtle(PRODUCT)),
        candidate("r", turtle("ex:p schema:description 'more about p' .")),
        candidate("q", turtle("ex:q a mkg:Product ; schema:sku '2' .")),
    ]
    judgement = gate.judge(batch, EmbeddedStore())
    assert names(judgement.accepted) == ["q"]
    reports = {one.graph: report for one, report in judgement.refused}
    assert shapes_of(reports[graph("b")]) == {"mkgsh:Brand-name"}
    assert shapes_of(reports[graph("p")]) == {"mkgsh:Product-brand"}
    assert shapes_of(reports[graph("r")]) == {"mkgsh:Gate-untargeted"}


def test_conflicting_statements_are_blamed_on_who_makes_them(gate: Gate, turtle: Turtle) -> None:
    """A brand with two names: the records of the batch that state a name are refused, not those that merely use it."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND)})
    batch = [
        candidate("p", turtle(PRODUCT)),
        candidate("q", turtle("ex:q a mkg:Product ; schema:sku '2' ; schema:brand ex:b . ex:b schema:name 'ACME' .")),
    ]
    judgement = gate.judge(batch, store)
    assert names(judgement.accepted) == ["p"]
    assert [shapes_of(report) for _, report in judgement.refused] == [{"mkgsh:Brand-name"}]


def test_the_same_number_in_two_spellings_is_one_number(gate: Gate, turtle: Turtle) -> None:
    """Replacing a graph with another spelling of the same content is no conflict with the stored spelling."""
    store = EmbeddedStore()
    claim = "ex:c a mkg:Claim ; mkg:confidence {} ."
    store.commit({graph("c"): turtle(claim.format("0.50"))})
    assert names(gate.judge([candidate("d", turtle(claim.format("0.5000")))], store).accepted) == ["d"]


def test_warnings_let_in_and_are_reported(gate: Gate, turtle: Turtle) -> None:
    """A warning does not keep a candidate out; it is returned with where it came from."""
    noted = turtle("ex:p a mkg:Product ; schema:sku '1' ; schema:description 'x' .")
    judgement = gate.judge([candidate("p", noted, row=3)], EmbeddedStore())
    assert names(judgement.accepted) == ["p"]
    ((warned, report),) = judgement.warnings
    assert warned is judgement.accepted[0]
    assert shapes_of(report) == {"mkgsh:Product-note"}
    assert report.violations[0].origin == Origin("products.csv", 3)


def test_a_claim_may_come_from_another_graph(gate: Gate, turtle: Turtle) -> None:
    """The claim for an edge is looked for backwards: in the batch, in the store, and not in a graph that goes."""
    store = EmbeddedStore()
    edge = turtle(PRODUCT.replace("ex:b", "ex:b ; mkg:satisfies ex:i") + BRAND + "ex:i a mkg:Intent .")
    claim = turtle("ex:c a mkg:Claim ; mkg:claimSubject ex:p ; mkg:claimObject ex:i ; mkg:confidence 1.0 .")
    assert shapes_of(gate.judge([candidate("p", edge)], store).refused[0][1]) == {"mkgsh:Product-claimed"}
    assert len(gate.judge([candidate("p", edge), candidate("c", claim)], store).accepted) == 2
    store.commit({graph("c"): claim})
    assert names(gate.judge([candidate("p", edge)], store).accepted) == ["p"]
    assert gate.judge([candidate("p", edge)], store, remove=[graph("c")]).accepted == ()


def test_removal_takes_dependents_along(gate: Gate, turtle: Turtle) -> None:
    """Removing a brand's graph returns the stored products that refer to it, rebuilt with their origin."""
    store = EmbeddedStore()
    record = f"<{EX}graph/p> a mkg:SourceRecord ; mkg:describes ex:p ; mkg:sourceFile 'p.csv' ; "
    record += "mkg:sourceRow 4 ; mkg:digest 'd' ."
    store.commit({graph("b"): turtle(BRAND), graph("p"): turtle(PRODUCT + record)})
    judgement = gate.judge([], store, remove=[graph("b")])
    ((dependent, report),) = judgement.dependents
    assert dependent.graph == graph("p")
    assert dependent.subject == NamedNode(EX + "p")
    assert (dependent.origin, dependent.digest) == (Origin("p.csv", 4), "d")
    assert set(dependent.triples) == set(turtle(PRODUCT + record))
    assert shapes_of(report) == {"mkgsh:Product-brand"}


def test_removal_of_a_shared_node_hurts_nobody(gate: Gate, turtle: Turtle) -> None:
    """While another graph still describes the brand, removing one that does has no dependents."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND), graph("b2"): turtle(BRAND), graph("p"): turtle(PRODUCT)})
    assert gate.judge([], store, remove=[graph("b")]) == Judgement((), ())


def test_removal_of_a_claim_takes_the_edge_along(gate: Gate, turtle: Turtle) -> None:
    """A stored edge whose claim is removed no longer conforms: its graph is a dependent."""
    store = EmbeddedStore()
    edge = turtle(PRODUCT.replace("ex:b", "ex:b ; mkg:satisfies ex:i") + BRAND + "ex:i a mkg:Intent .")
    claim = turtle("ex:c a mkg:Claim ; mkg:claimSubject ex:p ; mkg:claimObject ex:i ; mkg:confidence 1.0 .")
    store.commit({graph("p"): edge, graph("c"): claim})
    assert names(one for one, _ in gate.judge([], store, remove=[graph("c")]).dependents) == ["p"]


def test_a_refused_replacement_leaves_the_old_graph_standing(gate: Gate, turtle: Turtle) -> None:
    """When the new version of a brand is refused, the old one stays, and products that need it still enter."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND)})
    batch = [candidate("b", turtle("ex:b a mkg:Brand .")), candidate("p", turtle(PRODUCT))]
    judgement = gate.judge(batch, store)
    assert names(one for one, _ in judgement.refused) == ["b"]
    assert names(judgement.accepted) == ["p"]
    assert judgement.dependents == ()


def test_a_refused_replacement_breaks_nothing_in_the_store(gate: Gate, turtle: Turtle) -> None:
    """A brand's new version that is refused cannot have made a stored product of that brand wrong."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND), graph("p"): turtle(PRODUCT)})
    judgement = gate.judge([candidate("b", turtle("ex:b a mkg:Intent ; mkg:mispelt 1 ."))], store)
    assert names(one for one, _ in judgement.refused) == ["b"]
    assert judgement.dependents == ()


def test_replacing_a_graph_can_break_a_stored_one(gate: Gate, turtle: Turtle) -> None:
    """When a brand's record turns into something else, the stored product that names it as brand is a dependent."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND), graph("p"): turtle(PRODUCT)})
    judgement = gate.judge([candidate("b", turtle("ex:b a mkg:Intent ."))], store)
    assert names(judgement.accepted) == ["b"]
    assert names(one for one, _ in judgement.dependents) == ["p"]


def test_a_change_seen_through_a_path_is_looked_at(gate: Gate, turtle: Turtle) -> None:
    """The stored product's shape looks at its brand's name; a new, too long name makes it a dependent."""
    store = EmbeddedStore()
    store.commit({graph("b"): turtle(BRAND), graph("p"): turtle(PRODUCT)})
    renamed = turtle("ex:b a mkg:Brand ; schema:name 'Acme Incorporated' .")
    judgement = gate.judge([candidate("b", renamed)], store)
    assert names(one for one, _ in judgement.dependents) == ["p"]


def test_two_candidates_for_one_graph_are_a_mistake(gate: Gate, turtle: Turtle) -> None:
    """The caller must not offer two contents for one graph."""
    with pytest.raises(ValueError, match=r"two candidates.*graph/p"):
        gate.judge([candidate("p", turtle(PRODUCT)), candidate("p", turtle(BRAND))], EmbeddedStore())


NODES = [NamedNode(f"{EX}n{number}") for number in range(4)]
STATEMENTS = st.one_of(
    st.builds(
        Triple,
        st.sampled_from(NODES),
        st.just(RDF.type),
        st.sampled_from([MKG.Product, MKG.Product, MKG.Brand, MKG.Brand, MKG.Intent, MKG.Claim]),
    ),
    st.builds(Triple, st.sampled_from(NODES), st.just(SCHEMA.sku), st.sampled_from([Literal("1"), Literal("2")])),
    st.builds(
        Triple,
        st.sampled_from(NODES),
        st.just(SCHEMA.name),
        st.sampled_from([Literal("x"), Literal("a long name")]),
    ),
    st.builds(Triple, st.sampled_from(NODES), st.just(SKOS.prefLabel), st.sampled_from([Literal("x", language="en")])),
    st.builds(Triple, st.sampled_from(NODES), st.just(MKG.confidence), st.just(Literal("0.50", datatype=XSD.decimal))),
    st.builds(
        Triple,
        st.sampled_from(NODES),
        st.sampled_from([SCHEMA.brand, SCHEMA.brand, MKG.satisfies, MKG.claimSubject, MKG.claimObject]),
        st.sampled_from(NODES),
    ),
)
WHOLE = st.sampled_from(NODES).flatmap(
    lambda node: st.sampled_from(
        [
            (Triple(node, RDF.type, MKG.Brand), Triple(node, SCHEMA.name, Literal("x"))),
            (Triple(node, RDF.type, MKG.Product), Triple(node, SCHEMA.sku, Literal("1"))),
            (Triple(node, RDF.type, MKG.Intent),),
        ]
    )
)
CONTENT = st.builds(
    lambda whole, extra: tuple(dict.fromkeys([*whole, *extra])),
    WHOLE,
    st.lists(STATEMENTS, max_size=3),
)
BATCH = st.dictionaries(st.sampled_from("abcde"), CONTENT, min_size=1, max_size=5)


def test_a_loss_in_one_graph_shows_in_another_that_describes_the_node(gate: Gate, turtle: Turtle) -> None:
    """Two graphs describe one brand; when the one that names it stops doing so, the other no longer conforms."""
    store = EmbeddedStore()
    store.commit({graph("a"): turtle(BRAND), graph("c"): turtle("ex:b a mkg:Brand .")})
    judgement = gate.judge([candidate("a", turtle("ex:other a mkg:Brand ; schema:name 'Other' ."))], store)
    assert names(judgement.accepted) == ["a"]
    assert names(one for one, _ in judgement.dependents) == ["c"]


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(BATCH, st.sets(st.sampled_from("abcde"), max_size=2)), min_size=1, max_size=3))
def test_what_entered_conforms_as_a_whole(
    gate: Gate, steps: list[tuple[dict[str, tuple[Triple, ...]], set[str]]]
) -> None:
    """After any batches and removals the store conforms as a whole, and every candidate is accounted for."""
    store = EmbeddedStore()
    for batch, removals in steps:
        candidates = [candidate(name, triples) for name, triples in sorted(batch.items())]
        remove = [graph(name) for name in sorted(removals - batch.keys())]
        judgement = gate.judge(candidates, store, remove)
        parts = [*judgement.accepted, *(one for one, _ in judgement.refused)]
        assert sorted(names(parts)) == sorted(batch)
        assert not any(report.conforms for _, report in (*judgement.refused, *judgement.dependents))
        before = {quad.graph_name for quad in store.quads()}
        assert before.issuperset(one.graph for one, _ in judgement.dependents)
        enter(store, judgement, remove)
        report = gate.check(list[Quad](store.quads()))
        assert report.conforms, report.violations
