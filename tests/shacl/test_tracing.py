"""Results are led back to the statement that is at fault, to who claimed it, and to the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

from mkgrdf.iris import Iris
from mkgrdf.records import Origin
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.locate import Sought
from mkgrdf.shacl.origins.telling import telling_statement
from mkgrdf.shacl.report import Claimed, Severity, Violation
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.validation import validate_paths, validate_store
from mkgrdf.statements import Candidate, Claim, Model, Run, Statements, literal
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, RDF, SCHEMA
from tests.shacl.conftest import PREFIXES, triples_of

EX = "https://example.org/shop/"
IRIS = Iris(EX)
DOCUMENT, SENTENCE = IRIS.document("r1"), IRIS.node("sentence", "s1")
PRODUCT, INTENT, SCENE = IRIS.product("p"), IRIS.concept("warm-up"), IRIS.concept("office")
RUN = Run(
    "extract concepts", Model("embedded:concept-rules", "2", "Rules"), "default", datetime(2026, 11, 1, tzinfo=UTC)
)
SHAPES = """
mkgsh:Product a sh:NodeShape ; sh:targetClass mkg:Product ;
    sh:property [ sh:path mkg:satisfies ; sh:class mkg:Intent ] , [ sh:path mkg:suits ; sh:maxCount 0 ] .
mkgsh:Sentence a sh:NodeShape ; sh:targetClass mkg:Sentence ; sh:property [ sh:path schema:text ; sh:maxLength 5 ] .
mkgsh:Claim a sh:NodeShape ; sh:targetClass mkg:Claim ; sh:property [ sh:path mkg:confidence ; sh:maxInclusive 0.8 ] .
"""


def extracted() -> Candidate:
    """What an extractor says about a review: a sentence, and two edges read in it."""
    graph = IRIS.extract_graph("concepts", DOCUMENT)
    said, run = Statements(), RUN.iri(IRIS)
    said.add(SENTENCE, RDF.type, MKG.Sentence)
    said.add(SENTENCE, SCHEMA.text, literal("It warms me up at the office.", "en"))
    said.claim(Claim(PRODUCT, MKG.satisfies, INTENT, Decimal("0.7"), run, (SENTENCE,)), graph, IRIS)
    said.claim(Claim(PRODUCT, MKG.suits, SCENE, Decimal("0.9"), run, (DOCUMENT, SENTENCE)), graph, IRIS)
    return Candidate(graph, DOCUMENT, said.triples(), Origin("reviews.csv", 12))


def record(
    node: NamedNode, kind: str, file: str, row: int, said: Iterable[Triple] = ()
) -> tuple[NamedNode, list[Triple]]:
    """What a source says about one node, with where it says it."""
    graph = IRIS.record_graph("shop", kind, IRIS.key(node))
    text = (
        f"<{graph.value}> a mkg:SourceRecord ; mkg:describes <{node.value}> ; mkg:sourceFile '{file}' ; "
        f"mkg:sourceRow {row} ."
    )
    return graph, [*triples_of(text), Triple(node, RDF.type, MKG[kind]), *said]


def shop() -> EmbeddedStore:
    """A store with a product, a review and what was read in the review."""
    store, found, run = EmbeddedStore(), extracted(), RUN.candidate(IRIS)
    store.commit(
        {
            found.graph: found.triples,
            run.graph: run.triples,
            **dict([record(PRODUCT, "Product", "products.csv", 3), record(DOCUMENT, "Review", "reviews.csv", 12)]),
        }
    )
    return store


def found_in(violations: Iterable[Violation]) -> dict[str, Violation]:
    """Return the results by path, those of the shapes alone."""
    return {str(one.path): one for one in violations if "Gate-" not in one.shape}


SAID = "It warms me up at the office."
MODEL = "embedded:concept-rules@2"
EXPECTED = {
    "mkg:satisfies": Claimed("concepts", MODEL, SAID, Decimal("0.7")),
    "mkg:suits": Claimed("concepts", MODEL, SAID, Decimal("0.9")),
    "mkg:confidence": Claimed("concepts", MODEL, SAID, Decimal("0.9")),
    # The sentence itself is not claimed, but said by that run all the same.
    "schema:text": Claimed("concepts", MODEL, SAID, None),
}


def test_a_stored_claim_is_led_back_to_extractor_model_and_sentence() -> None:
    """And to the row that the text came from, since the extractor's graph has no row of its own."""
    found = found_in(validate_store(shop(), Shapes(triples_of(SHAPES))).violations)
    assert {path: one.claimed for path, one in found.items()} == EXPECTED
    assert {one.origin for one in found.values()} == {Origin("reviews.csv", 12)}


def test_a_refused_extract_is_led_back_the_same_way() -> None:
    """Whether the run comes with the batch or stands in the store already."""
    found, gate, store = extracted(), Gate(Shapes(triples_of(SHAPES))), shop()
    for run_is_stored in (True, False):
        run = RUN.candidate(IRIS)
        store.commit({}, [found.graph] if run_is_stored else [found.graph, run.graph])
        judgement = gate.judge([found] if run_is_stored else [found, run], store)
        report = next(report for candidate, report in judgement.refused if candidate.graph == found.graph)
        refused = found_in(report.violations)
        assert {path: one.claimed for path, one in refused.items()} == EXPECTED
        assert {one.origin for one in refused.values()} == {Origin("reviews.csv", 12)}


def test_what_a_source_states_is_nobodys_claim() -> None:
    """An edge that the catalogue states has a claim too, by the import; its row is what matters."""
    store = EmbeddedStore()
    graph = IRIS.record_graph("shop", "Product", "p")
    said = Statements()
    said.claim(Claim(PRODUCT, MKG.satisfies, INTENT, Decimal(1), RUN.iri(IRIS), (graph,)), graph, IRIS)
    store.commit(dict([record(PRODUCT, "Product", "products.csv", 3, said.triples())]))
    found = found_in(validate_store(store, Shapes(triples_of(SHAPES))).violations)
    assert found["mkg:satisfies"].claimed is None
    assert found["mkg:satisfies"].origin == Origin("products.csv", 3)


DATA = """
ex:p a mkg:Product ; schema:brand ex:b ; schema:offers ex:o1 , ex:o2 .
ex:b schema:name 'Acme' ; ex:of ex:q .
ex:o1 schema:price 1 . ex:o2 schema:price 2 .
ex:c skos:broader ex:d . ex:d skos:broader ex:e . ex:claim mkg:claimSubject ex:p ; mkg:confidence 2 .
"""


@pytest.mark.parametrize(
    ("focus", "path", "value", "statement"),
    [
        ("p", "schema:brand", None, ("p", SCHEMA.brand, None)),
        ("p", "schema:offers/schema:price", Literal(2), ("o2", SCHEMA.price, Literal(2))),
        ("p", "schema:offers/schema:price", Literal(3), ("p", RDF.type, None)),
        ("p", "schema:brand/schema:name", None, ("b", SCHEMA.name, None)),
        ("p", "schema:image/schema:name", None, ("p", SCHEMA.image, None)),
        ("p", "^mkg:claimSubject", NamedNode(EX + "claim"), ("claim", MKG.claimSubject, NamedNode(EX + "p"))),
        ("p", "^mkg:claimSubject/mkg:confidence", Literal(2), ("claim", MKG.confidence, Literal(2))),
        ("p", "schema:image|schema:brand", NamedNode(EX + "b"), ("p", SCHEMA.brand, NamedNode(EX + "b"))),
        ("b", f"schema:name|<{EX}of>/schema:offers", Literal("Acme"), ("b", SCHEMA.name, Literal("Acme"))),
        (
            "c",
            "skos:broader*",
            NamedNode(EX + "e"),
            ("d", NamedNode("http://www.w3.org/2004/02/skos/core#broader"), NamedNode(EX + "e")),
        ),
        ("p", None, None, ("p", RDF.type, None)),
        ("p", None, NamedNode(EX + "p"), ("p", RDF.type, None)),
        ("p", None, NamedNode(EX + "b"), ("p", None, NamedNode(EX + "b"))),
        ("p", "no path (", Literal("x"), ("p", None, Literal("x"))),
    ],
)
def test_the_telling_statement_is_at_the_end_of_the_path(
    focus: str,
    path: str | None,
    value: NamedNode | Literal | None,
    statement: tuple[str, NamedNode | None, NamedNode | Literal | None],
) -> None:
    """A longer path is followed through the data; where it leads nowhere, its first step counts, or the node."""
    store = Store()
    store.extend(Quad(*triple) for triple in triples_of(DATA))
    violation = Violation(NamedNode(EX + focus), "ex:S", "ex:C", Severity.VIOLATION, (), path=path, value=value)
    subject, predicate, object_ = statement
    wanted = Sought(NamedNode(EX + subject), predicate, object_)
    assert telling_statement(violation, lambda s, p, o: store.quads_for_pattern(s, p, o, None)) == wanted


def test_a_literal_as_focus_node_is_looked_for_as_a_value() -> None:
    """Where a shape looks at values as such, the statement with the value is the place."""
    violation = Violation(Literal("x"), "ex:S", "ex:C", Severity.VIOLATION, ())
    assert telling_statement(violation, lambda *_: ()) == Sought(None, None, Literal("x"))


def test_a_repeated_path_that_runs_in_circles_is_followed_once(tmp_path: Path) -> None:
    """Two categories above each other do not trap anybody."""
    file = tmp_path / "shop.ttl"
    file.write_text(PREFIXES + "ex:c skos:broader ex:d . ex:d skos:broader ex:c .\nex:c schema:name 'x' .")
    path = "( [ sh:oneOrMorePath skos:broader ] schema:name )"
    shapes = f"mkgsh:S a sh:NodeShape ; sh:targetNode ex:d ; sh:property [ sh:path {path} ; sh:maxCount 0 ] ."
    report = validate_paths([file], Shapes(triples_of(shapes)))
    [violation] = [one for one in report.violations if "Gate-" not in one.shape]
    assert violation.origin == Origin(str(file), 12, character=6)
    assert replace(violation, origin=None).repair == ()


def test_a_path_backwards_and_forwards_is_followed_in_files(tmp_path: Path) -> None:
    """From a product to its claims, and on to their confidence: the place is that of the number."""
    file = tmp_path / "shop.ttl"
    file.write_text(
        PREFIXES + "ex:c mkg:claimSubject ex:p ;\n  mkg:confidence 2 .\nex:d mkg:claimSubject ex:q ; mkg:confidence 3 ."
    )
    path = "( [ sh:inversePath mkg:claimSubject ] mkg:confidence )"
    shapes = f"mkgsh:S a sh:NodeShape ; sh:targetNode ex:p ; sh:property [ sh:path {path} ; sh:maxInclusive 1 ] ."
    report = validate_paths([file], Shapes(triples_of(shapes)))
    [violation] = [one for one in report.violations if one.shape.endswith("#S")]
    assert violation.origin == Origin(str(file), 12, character=18)
