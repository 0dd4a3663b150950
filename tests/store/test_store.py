"""What every store has to do, embedded or remote."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mkgrdf.errors import QueryError, StoreError
from mkgrdf.store import Commit, Store
from mkgrdf.vocabulary import MKG, RDF, SCHEMA, XSD

BASE = "https://example.org/shop/"
BAG = NamedNode(f"{BASE}product/bag")
CUP = NamedNode(f"{BASE}product/cup")
BAG_GRAPH = NamedNode(f"{BASE}graph/source/demo/product/bag")
CUP_GRAPH = NamedNode(f"{BASE}graph/source/demo/product/cup")
OTHER_GRAPH = NamedNode(f"{BASE}graph/runs/1")


def named(product: NamedNode, *names: tuple[str, str]) -> list[Triple]:
    labels = [Triple(product, SCHEMA.name, Literal(text, language=language)) for language, text in names]
    return [Triple(product, RDF.type, MKG.Product), *labels]


BAG_TRIPLES = named(BAG, ("en", "Day bag"), ("zh", "日用包"))
CUP_TRIPLES = [*named(CUP, ("en", "Cup")), Triple(CUP, SCHEMA.isRelatedTo, BAG)]


def quads(triples: list[Triple], graph: NamedNode) -> set[Quad]:
    return {Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}


@pytest.fixture
def filled(store: Store) -> Store:
    assert store.commit({BAG_GRAPH: BAG_TRIPLES, CUP_GRAPH: CUP_TRIPLES}) == Commit(added=6, removed=0)
    return store


def test_an_empty_store_answers(store: Store) -> None:
    """An empty store has no quads, and queries over it come back empty instead of failing."""
    assert len(store) == 0
    assert list(store.quads()) == []
    assert store.select("SELECT ?s ?o WHERE { ?s ?p ?o }").rows == ()
    assert not store.ask("ASK { ?s ?p ?o }")
    assert store.construct("CONSTRUCT WHERE { ?s ?p ?o }") == ()


def test_quads_in_are_quads_out(filled: Store) -> None:
    """What was committed is there, in its graphs, and is counted."""
    assert len(filled) == 6
    assert set(filled.quads()) == quads(BAG_TRIPLES, BAG_GRAPH) | quads(CUP_TRIPLES, CUP_GRAPH)
    assert set(filled.quads([CUP_GRAPH])) == quads(CUP_TRIPLES, CUP_GRAPH)
    assert list(filled.quads([OTHER_GRAPH])) == []
    assert list(filled.quads([])) == []


def test_quads_are_found_by_subject_and_by_object(filled: Store) -> None:
    """Quads can be looked up by what they are about and by what they mention, in whichever graph they lie."""
    assert set(filled.about([BAG])) == quads(BAG_TRIPLES, BAG_GRAPH)
    assert set(filled.about([BAG, CUP])) == set(filled.quads())
    assert set(filled.mentioning([BAG])) == {Quad(CUP, SCHEMA.isRelatedTo, BAG, CUP_GRAPH)}
    assert set(filled.mentioning([MKG.Product])) == {
        Quad(BAG, RDF.type, MKG.Product, BAG_GRAPH),
        Quad(CUP, RDF.type, MKG.Product, CUP_GRAPH),
    }
    assert list(filled.about([])) == []
    assert list(filled.mentioning([OTHER_GRAPH])) == []


def test_statements_are_found_once_however_many_graphs_make_them(filled: Store) -> None:
    """A brand that each product repeats is one statement; who makes it can be asked, graphs left out."""
    again = BAG_TRIPLES[0]
    filled.commit({OTHER_GRAPH: [again]})
    assert sorted(map(str, filled.statements_about([BAG]))) == sorted(map(str, BAG_TRIPLES))
    products = [Triple(BAG, RDF.type, MKG.Product), Triple(CUP, RDF.type, MKG.Product)]
    assert sorted(map(str, filled.statements_mentioning([MKG.Product], RDF.type))) == sorted(map(str, products))
    assert list(filled.statements_mentioning([MKG.Product], SCHEMA.name)) == []
    assert filled.mentioned([BAG, CUP, MKG.Product]) == {BAG, MKG.Product}
    assert filled.mentioned([Literal("Day bag", language="en"), Literal("Day bag")]) == {
        Literal("Day bag", language="en")
    }
    assert filled.stated(BAG_TRIPLES, [BAG_GRAPH]) == {again}


def test_more_terms_than_one_request_takes_are_looked_up(store: Store) -> None:
    """Lookups of over a thousand terms find each of them once."""
    products = [NamedNode(f"{BASE}product/{number}") for number in range(1100)]
    store.commit({OTHER_GRAPH: [Triple(product, RDF.type, MKG.Product) for product in products]})
    assert sorted(
        quad.subject.value for quad in store.about(products) if isinstance(quad.subject, NamedNode)
    ) == sorted(product.value for product in products)
    store.commit({BAG_GRAPH: [Triple(BAG, SCHEMA.isRelatedTo, product) for product in products]})
    assert store.mentioned([BAG, *products]) == set(products)


def test_select_sees_all_graphs_as_one(filled: Store) -> None:
    """A query without GRAPH joins statements of different graphs, and keeps column order and unbound cells."""
    answer = filled.select(
        f"""
        PREFIX schema: <{SCHEMA.iri}>
        SELECT ?name ?other ?gtin WHERE {{
          ?cup schema:isRelatedTo ?bag . ?bag schema:name ?other . ?cup schema:name ?name
          OPTIONAL {{ ?cup schema:gtin ?gtin }}
        }} ORDER BY LANG(?other)
        """
    )
    assert answer.columns == ("name", "other", "gtin")
    assert answer.rows == (
        (Literal("Cup", language="en"), Literal("Day bag", language="en"), None),
        (Literal("Cup", language="en"), Literal("日用包", language="zh"), None),
    )


def test_select_can_name_a_graph(filled: Store) -> None:
    """GRAPH still means one graph."""
    answer = filled.select(f"SELECT ?s WHERE {{ GRAPH <{CUP_GRAPH.value}> {{ ?s a <{MKG.Product.value}> }} }}")
    assert answer.rows == ((CUP,),)


def test_ask_and_construct_see_all_graphs_as_one(filled: Store) -> None:
    """ASK and CONSTRUCT join statements of different graphs too; DESCRIBE goes where CONSTRUCT goes."""
    pattern = f"<{CUP.value}> <{SCHEMA.isRelatedTo.value}> ?bag . ?bag a <{MKG.Product.value}>"
    assert filled.ask(f"ASK {{ {pattern} }}")
    assert not filled.ask(f"ASK {{ <{BAG.value}> <{SCHEMA.isRelatedTo.value}> ?cup }}")
    assert filled.construct(f"CONSTRUCT {{ ?bag a <{MKG.Offer.value}> }} WHERE {{ {pattern} }}") == (
        Triple(BAG, RDF.type, MKG.Offer),
    )
    assert set(filled.construct(f"DESCRIBE <{BAG.value}>")) == set(BAG_TRIPLES)


def test_committing_the_same_again_changes_nothing(filled: Store) -> None:
    """A second commit of the same content, in another order and with repeats, writes nothing."""
    again = {CUP_GRAPH: CUP_TRIPLES[::-1], BAG_GRAPH: chain(BAG_TRIPLES, BAG_TRIPLES)}
    assert filled.commit(again) == Commit(added=0, removed=0)


def test_commit_replaces_only_its_own_graphs(filled: Store) -> None:
    """Replacing counts just what differs, and leaves other graphs alone."""
    changed = named(BAG, ("en", "Weekend bag"), ("zh", "日用包"))
    assert filled.commit({BAG_GRAPH: changed}) == Commit(added=1, removed=1)
    assert set(filled.quads()) == quads(changed, BAG_GRAPH) | quads(CUP_TRIPLES, CUP_GRAPH)


def test_commit_replaces_adds_and_removes_in_one_go(filled: Store) -> None:
    """One commit may replace a graph, add another and remove a third; unknown graphs may be removed too."""
    changed = named(BAG, ("en", "Weekend bag"))
    unknown = NamedNode(f"{BASE}graph/source/demo/product/none")
    done = filled.commit({BAG_GRAPH: changed, OTHER_GRAPH: named(CUP)}, remove=[CUP_GRAPH, unknown])
    assert done == Commit(added=2, removed=5)
    assert set(filled.quads()) == quads(changed, BAG_GRAPH) | quads(named(CUP), OTHER_GRAPH)


def test_emptied_graphs_vanish(filled: Store) -> None:
    """A graph that was removed, or replaced by nothing, is not listed any more."""
    assert filled.commit({BAG_GRAPH: []}, remove=[CUP_GRAPH]) == Commit(added=0, removed=6)
    assert filled.select("SELECT ?g WHERE { GRAPH ?g {} }").rows == ()
    assert len(filled) == 0


def test_the_same_statement_in_two_graphs_counts_twice(store: Store) -> None:
    """A statement of two records is two quads, one fact for queries, and stays when one record goes."""
    assert store.commit({BAG_GRAPH: named(BAG), OTHER_GRAPH: named(BAG)}) == Commit(added=2, removed=0)
    assert len(store) == 2
    assert store.select("SELECT ?s WHERE { ?s ?p ?o }").rows == ((BAG,),)
    assert store.commit({}, remove=[BAG_GRAPH]) == Commit(added=0, removed=1)
    assert store.ask(f"ASK {{ <{BAG.value}> ?p ?o }}")


def test_two_spellings_of_a_value_are_no_change(store: Store) -> None:
    """A price written 9.90 at one import and 9.9 at the next is the same price, so nothing is written."""

    def price(text: str) -> list[Triple]:
        return [
            Triple(BAG, SCHEMA.price, Literal(text, datatype=XSD.decimal)),
            Triple(BAG, SCHEMA.width, Literal("007", datatype=XSD.integer)),
            Triple(BAG, SCHEMA.name, Literal("包", language="zh-CN")),
        ]

    assert store.commit({BAG_GRAPH: price("9.90")}) == Commit(added=3, removed=0)
    for spelling in ("9.90", "9.9", "09.900"):
        assert store.commit({BAG_GRAPH: price(spelling)}) == Commit(added=0, removed=0)
    assert store.commit({BAG_GRAPH: price("9.95")}) == Commit(added=1, removed=1)
    assert len(store) == 3


def test_a_failing_generator_writes_nothing(filled: Store) -> None:
    """When the triples' source fails half-way, the store stays as it was."""

    def broken() -> Iterator[Triple]:
        yield Triple(BAG, SCHEMA.sku, Literal("1"))
        raise RuntimeError("the disk of the source is gone")

    before = set(filled.quads())
    with pytest.raises(RuntimeError, match="the source is gone"):
        filled.commit({CUP_GRAPH: named(CUP), BAG_GRAPH: broken()}, remove=[OTHER_GRAPH])
    assert set(filled.quads()) == before


def test_blank_nodes_are_refused(filled: Store) -> None:
    """A blank node could not be found again by the next commit, so none gets in."""
    for triple in (
        Triple(BlankNode("b"), RDF.type, MKG.Product),
        Triple(BAG, SCHEMA.offers, BlankNode("b")),
    ):
        with pytest.raises(StoreError, match="blank node; expected IRIs"):
            filled.commit({OTHER_GRAPH: [triple]})
    assert len(filled) == 6


def test_replacing_and_removing_a_graph_at_once_is_refused(filled: Store) -> None:
    """A commit that says two things about one graph is refused instead of guessed at."""
    with pytest.raises(StoreError, match="to be replaced and removed in one commit"):
        filled.commit({BAG_GRAPH: named(BAG)}, remove=[BAG_GRAPH])
    assert len(filled) == 6


def test_a_misspelt_query_says_where(filled: Store) -> None:
    """A syntax error carries the position that the engine reports."""
    with pytest.raises(QueryError, match=r"error at 1:\d+"):
        filled.select("SELECT ?s WHERE { ?s ?p }")


@pytest.mark.parametrize(
    ("method", "sparql", "said"),
    [
        ("select", "ASK { ?s ?p ?o }", "an ASK; expected SELECT"),
        ("ask", "SELECT ?s WHERE { ?s ?p ?o }", "a SELECT; expected ASK"),
        ("construct", "SELECT ?s WHERE { ?s ?p ?o }", "a SELECT; expected CONSTRUCT or DESCRIBE"),
        ("select", "INSERT DATA { <a:a> <a:a> <a:a> }", "an update .INSERT., not a query"),
        ("ask", "DROP ALL", "an update .DROP., not a query"),
        ("construct", "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "an update .WITH., not a query"),
        ("select", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "contains SERVICE"),
        ("ask", "ASK { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }", "contains SERVICE"),
        ("construct", "CONSTRUCT WHERE { service <http://127.0.0.1:9/> { ?s ?p ?o } }", "contains SERVICE"),
    ],
)
def test_each_method_takes_its_own_form_only(filled: Store, method: str, sparql: str, said: str) -> None:
    """Updates, other query forms and SERVICE are refused before anything is run."""
    with pytest.raises(QueryError, match=said):
        getattr(filled, method)(sparql)
    assert len(filled) == 6


def test_triple_terms_are_refused(filled: Store) -> None:
    """RDF 1.2 triple terms, which no other part of mkgrdf understands, do not come out of a query."""
    with pytest.raises(QueryError, match="triple term"):
        filled.select("SELECT (TRIPLE(?s, ?p, ?o) AS ?t) WHERE { ?s ?p ?o }")


def test_a_commit_of_ten_thousand_quads(store: Store) -> None:
    """A large commit goes through in one step, and so does its replacement."""
    first = {
        NamedNode(f"{BASE}graph/{graph}"): [Triple(BAG, SCHEMA.name, Literal(f"名 {number}")) for number in range(100)]
        for graph in range(100)
    }
    second = {graph: triples[50:] for graph, triples in first.items()}
    assert store.commit(first) == Commit(added=10_000, removed=0)
    assert store.commit(second) == Commit(added=0, removed=5_000)
    assert store.commit(first) == Commit(added=5_000, removed=0)
    assert len(store) == 10_000
