"""Records become RDF and come back: what a source states is there, once, led back to its row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from mkgrdf.corpus import StoredDocuments, load_corpus
from mkgrdf.describe import KINDS, describe
from mkgrdf.iris import Iris
from mkgrdf.records import (
    Attribute,
    Broadcast,
    Clip,
    Concept,
    ConceptKind,
    Document,
    DocumentKind,
    Exposure,
    Image,
    Offer,
    Origin,
    Product,
    Record,
    Region,
    Video,
)
from mkgrdf.statements import literal
from mkgrdf.store.embedded import EmbeddedStore
from mkgrdf.vocabulary import MKG, PROV, RDF, SCHEMA, declared_terms

IRIS = Iris("https://example.org/t/")
RUN = IRIS.node("run", "1")
ORIGIN = Origin("shop.jsonl", 7)
NAMES = (("en", "Day cream"), ("zh", "日霜"))

RECORDS: list[Record] = [
    Product(
        "cream",
        NAMES,
        ORIGIN,
        is_group=True,
        brand="Velmora",
        gtin="2000000000015",
        categories=(((("en", "Skin care"), ("zh", "护肤")), (("en", "Creams"), ("zh", "面霜"))),),
        attributes=(Attribute("volume", (("en", "volume"),), (("en", "50 mL"), ("zh", "50毫升")), Decimal(50), "mL"),),
        images=("front",),
        videos=("tour",),
        related=("balm",),
        similar=("gel",),
        satisfies=("deep-hydration",),
        suits=("long-flight",),
        suffers=("sticky",),
    ),
    Product(
        "cream-50",
        NAMES,
        ORIGIN,
        group="cream",
        offers=(
            Offer(Decimal("16.50"), "USD", "InStock", Decimal(20), date(2026, 11, 1), date(2026, 12, 1)),
            Offer(Decimal(118), "CNY"),
        ),
    ),
    Document("r1", DocumentKind.REVIEW, "很好用。", "zh", ORIGIN, ("cream",), "不错", Decimal(5), images=("front",)),
    Document("q1", DocumentKind.QUESTION, "Is it greasy?", "en", ORIGIN, ("cream",)),
    Document("a1", DocumentKind.ANSWER, "No.", "en", ORIGIN, ("cream",), parent="q1"),
    Document(
        "p1",
        DocumentKind.MICRO_BLOG_POST,
        "On board!",
        "en",
        ORIGIN,
        published=datetime(2026, 11, 1, tzinfo=UTC),
        hashtags=("travel",),
    ),
    Image(
        "front",
        "media/front.jpg",
        "a" * 64,
        640,
        480,
        "image/jpeg",
        ORIGIN,
        alt=(("en", "the jar"),),
        licence="https://example.org/l",
        depicts_products=("cream",),
        depicts_concepts=("long-flight",),
        regions=(Region(1, 2, 30, 40, ("cream",), ("long-flight",), (("en", "SOFT"), ("zh", "柔润"))),),
    ),
    Video(
        "tour",
        "media/tour.mp4",
        "b" * 64,
        480,
        270,
        Decimal("12.5"),
        "video/mp4",
        ORIGIN,
        clips=(Clip(Decimal("1.0"), Decimal("2.50"), (("en", "Look"),), ("cream",), ("long-flight",)),),
    ),
    Concept(
        "long-flight",
        ConceptKind.SCENE,
        (("en", "long flight"), ("zh", "长途飞行")),
        ORIGIN,
        alternatives=(("en", "red-eye"),),
        broader=("travel",),
        raises=("dry-skin",),
    ),
    Broadcast("b1", NAMES, datetime(2026, 11, 11, 20, tzinfo=UTC), ORIGIN, products=("cream",)),
    Exposure("e1", "b1", "cream", datetime(2026, 11, 11, 21, tzinfo=UTC), "Clicked", ORIGIN),
]


def said(record: Record) -> set[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """Return the triples of a record as plain tuples."""
    found = set()
    for subject, predicate, object_ in describe(record, iris=IRIS, source="shop", run=RUN).triples:
        assert isinstance(subject, NamedNode)
        assert isinstance(object_, NamedNode | Literal)
        found.add((subject, predicate, object_))
    return found


def changed(record: Record, field: str, value: object) -> Record:
    """Return ``record`` with another value in one field."""
    return replace(record, **{field: value})  # type: ignore[arg-type]  # the field is known only when the test runs


@pytest.fixture
def store() -> Iterator[EmbeddedStore]:
    """A store that holds all the records."""
    candidates = [describe(record, iris=IRIS, source="shop", run=RUN) for record in RECORDS]
    with EmbeddedStore(None) as store:
        store.commit({candidate.graph: candidate.triples for candidate in candidates})
        yield store


def test_every_kind_of_record_is_described() -> None:
    """The sample above holds each record type, and each is described in a graph of its own kind."""
    assert {type(record) for record in RECORDS} == set(KINDS)
    graphs = [describe(record, iris=IRIS, source="shop", run=RUN).graph.value for record in RECORDS]
    assert len(set(graphs)) == len(RECORDS)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{KINDS[type(record)]}-{record.id}")
def test_only_declared_terms_are_used(record: Record) -> None:
    """No term of our namespace is used that the ontology does not declare."""
    ours = {term for triple in said(record) for term in triple if isinstance(term, NamedNode) and term in MKG}
    assert ours <= declared_terms()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: f"{KINDS[type(record)]}-{record.id}")
def test_every_graph_tells_where_it_came_from(record: Record) -> None:
    """File, row, run and fingerprint are stated of the graph itself."""
    candidate = describe(record, iris=IRIS, source="shop", run=RUN)
    assert candidate.digest is not None
    about = {(triple.predicate, triple.object) for triple in candidate.triples if triple.subject == candidate.graph}
    assert {
        (RDF.type, MKG.SourceRecord),
        (MKG.sourceFile, literal("shop.jsonl")),
        (MKG.sourceRow, literal(7)),
        (MKG.digest, literal(candidate.digest)),
        (MKG.describes, candidate.subject),
        (PROV.wasGeneratedBy, RUN),
    } <= about


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("gtin", "2000000000022"),
        ("brand", "Other"),
        ("offers", (Offer(Decimal(1), "USD"),)),
        ("images", ("back",)),
        ("satisfies", ()),
        ("related", ()),
        ("categories", ()),
    ],
)
def test_a_change_in_a_record_shows_in_its_graph(field: str, value: object) -> None:
    """What the record says differently, the graph says differently: no field is forgotten."""
    assert said(RECORDS[0]) != said(changed(RECORDS[0], field, value))


def test_no_field_of_a_record_is_forgotten() -> None:
    """Emptying any field that is filled changes the graph; those that only lead back to the source do not count."""
    for record in RECORDS:
        for field in fields(record):
            value = getattr(record, field.name)
            if isinstance(value, tuple) and value and field.name not in ("columns", "names", "name"):
                assert said(record) != said(changed(record, field.name, ())), (type(record), field.name)


def test_stated_edges_have_a_claim() -> None:
    """An edge that a merchant states by hand is claimed with confidence 1, and its evidence is the source record."""
    triples = said(RECORDS[0])
    claims = {subject for subject, predicate, _ in triples if predicate == MKG.claimSubject}
    assert len(claims) == 3
    assert {value for claim, predicate, value in triples if predicate == MKG.confidence} == {literal(Decimal(1))}


def test_units_are_known_by_both_codes() -> None:
    """A measure has its number, its UCUM code, its QUDT unit and the original text."""
    values = {(predicate.value.rsplit("/", 1)[-1], value.value) for _, predicate, value in said(RECORDS[0])}
    assert ("unitCode", "mL") in values
    assert any(value == "http://qudt.org/vocab/unit/MilliL" for _, value in values)


def test_a_price_leads_back_to_its_column() -> None:
    """A complaint about the price can name the column that readers say offers come from."""
    product = Product(
        "p", (("en", "Bag"),), Origin("p.csv", 2), offers=(Offer(Decimal(5), "USD"),), columns=(("offers", "cost"),)
    )
    candidate = describe(product, iris=IRIS, source="s", run=RUN)
    assert (SCHEMA.price.value, "cost") in candidate.columns


def test_printed_words_are_mentions_in_their_region(store: EmbeddedStore) -> None:
    """Each language's words are a mention that denotes all that the region depicts, claimed as the source states it."""
    rows = store.select(
        f"SELECT ?text ?thing WHERE {{ ?mention a {MKG.Mention} ; {SCHEMA.text} ?text ; {MKG.inRegion} ?region ; "
        f"{MKG.denotes} ?thing . ?region {MKG.depicts} ?thing . ?claim {MKG.claimSubject} ?mention ; "
        f"{MKG.claimPredicate} {MKG.denotes} ; {MKG.claimObject} ?thing ; {MKG.confidence} 1.0 }}"
    ).rows
    things = (IRIS.product("cream"), IRIS.concept("long-flight"))
    texts = (Literal("SOFT", language="en"), Literal("柔润", language="zh"))
    assert {tuple(row) for row in rows} == {(text, thing) for text in texts for thing in things}


def test_fragments_follow_media_fragments() -> None:
    """A region and a clip can be opened by URL."""
    urls = {value.value for record in RECORDS for _, predicate, value in said(record) if predicate == SCHEMA.contentUrl}
    assert {"media/front.jpg#xywh=1,2,30,40", "media/tour.mp4#t=1,2.5"} <= urls


def test_corpus_gives_back_what_extractors_need(store: EmbeddedStore) -> None:
    """Documents, media, concepts and values read out of the store are those that went in."""
    corpus = load_corpus(store, IRIS)
    review = corpus.documents[IRIS.document("r1")]
    assert (review.text, review.language, review.rating) == ("很好用。", "zh", Decimal(5))
    assert (review.products, review.images, review.origin) == (("cream",), ("front",), ORIGIN)
    assert corpus.images[IRIS.image("front")].depicts_products == ("cream",)
    assert corpus.images[IRIS.image("front")].depicts_concepts == ("long-flight",)
    (clip,) = corpus.videos[IRIS.video("tour")].clips
    assert (clip.start, clip.end, clip.caption) == (Decimal(1), Decimal("2.5"), (("en", "Look"),))
    assert (clip.depicts_products, clip.depicts_concepts) == (("cream",), ("long-flight",))
    (concept,) = corpus.concepts
    assert set(concept.names) == {("en", "long flight"), ("zh", "长途飞行"), ("en", "red-eye")}
    (value,) = corpus.values
    assert (value.property_code, value.products) == ("volume", frozenset({IRIS.product("cream")}))
    assert corpus.groups == {IRIS.product("cream-50"): IRIS.product("cream")}
    assert set(corpus.products) == {IRIS.product("cream")}


def test_documents_are_read_page_by_page(store: EmbeddedStore) -> None:
    """More documents than a page holds come in the order of their IRIs, each as a source describes it."""
    published = datetime(2026, 5, 1, 20, tzinfo=UTC)
    documents = [
        Document(
            f"q{number:04}",
            DocumentKind.ANSWER,
            f"Answer {number}",
            "en",
            Origin("answers.jsonl", number),
            ("cream",),
            title="Re",
            rating=Decimal(4),
            published=published,
            hashtags=("a", "b"),
            parent="q",
        )
        for number in range(450)
    ]
    candidates = (describe(document, iris=IRIS, source="s", run=RUN) for document in documents)
    store.commit({candidate.graph: candidate.triples for candidate in candidates})
    stored = StoredDocuments(store, IRIS)
    mine = [document for document in stored.values() if document.origin.file == "answers.jsonl"]
    assert mine == documents
    assert [*stored] == sorted(stored, key=lambda node: node.value)
    assert stored[IRIS.document("q0449")] == documents[449]
    assert IRIS.document("nobody") not in stored


TEXT = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)


@given(st.lists(st.tuples(TEXT, TEXT, st.sampled_from(["en", "zh"])), min_size=1, max_size=5, unique_by=lambda t: t[0]))
def test_any_document_survives_the_store(items: list[tuple[str, str, str]]) -> None:
    """Whatever a text says, the corpus gives it back character by character, so that offsets hold."""
    documents = [Document(key, DocumentKind.REVIEW, text, language, ORIGIN) for key, text, language in items]
    candidates = {
        candidate.graph: candidate.triples
        for candidate in (describe(document, iris=IRIS, source="s", run=RUN) for document in documents)
    }
    with EmbeddedStore(None) as store:
        store.commit(candidates)
        found = dict(load_corpus(store, IRIS).documents)
    expected = {IRIS.document(document.id): (document.text, document.language) for document in documents}
    assert {node: (document.text, document.language) for node, document in found.items()} == expected
