"""Concepts in documents: mentions, and what they say of the product."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Triple

from mkgrdf.extract import Corpus
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.extract.confidence import CEILING, noisy_or
from mkgrdf.extract.edge_confidence import ASSERT_EDGE, shipped_calibration
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.vocabulary import MKG
from tests.extract.reading import claims, run_over, short

ABOUT_PRODUCT = {"satisfies", "suits", "suffers", "supports"}


def edges(triples: tuple[Triple, ...]) -> set[tuple[str, str, str]]:
    return {edge for edge, claim in claims(triples).items() if edge[1] in ABOUT_PRODUCT and claim.asserted}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (
            "page",
            {
                ("product/shirt", "suits", "concept/gym"),
                ("product/shirt", "satisfies", "concept/stay-dry"),
                ("product/shirt", "satisfies", "concept/breathable"),
                ("value/mesh", "supports", "concept/stay-dry"),
                ("value/mesh", "supports", "concept/breathable"),
            },
        ),
        (
            "页",
            {
                ("product/shirt", "satisfies", "concept/breathable"),
                ("product/shirt", "satisfies", "concept/stay-dry"),
                ("product/shirt", "suits", "concept/commute"),
                ("product/shirt", "suits", "concept/children"),
                ("value/mesh", "supports", "concept/breathable"),
                ("value/mesh", "supports", "concept/stay-dry"),
            },
        ),
        ("good", {("product/shirt", "satisfies", "concept/stay-dry"), ("product/shirt", "suits", "concept/gym")}),
        ("bad", {("product/shirt", "suffers", "concept/chafing")}),
        ("差", {("product/shirt", "suffers", "concept/chafing")}),
        ("post", {("product/shirt", "suits", "concept/commute")}),
        ("question", set()),
        ("plain", set()),
    ],
)
def test_edges_of_products(corpus: Corpus, key: str, expected: set[tuple[str, str, str]]) -> None:
    """Each document gives exactly the edges that a careful reader would draw."""
    assert edges(run_over(corpus, ConceptExtractor())[short(corpus.iris.document(key))]) == expected


def judge(corpus: Corpus, text: str, kind: DocumentKind, rating: int | None = None) -> set[tuple[str, str]]:
    """Return the product edges that one text gives, without the product."""
    node = corpus.iris.document("one")
    stars = None if rating is None else Decimal(rating)
    record = Document("one", kind, text, "en", Origin("x"), products=("shirt",), rating=stars)
    extractor = ConceptExtractor()
    extractor.fit(
        Corpus(corpus.iris, corpus.concepts, corpus.values, corpus.products, {node: record}, {}, {}, corpus.groups)
    )
    said = extractor.extract(node, record, corpus.iris.node("graph", "g"), corpus.iris.node("run", "1"))
    return {(edge[1], edge[2].removeprefix("concept/")) for edge in edges(tuple(said))}


REVIEW, ANSWER, POST = DocumentKind.REVIEW, DocumentKind.ANSWER, DocumentKind.MICRO_BLOG_POST
JUDGED = [
    ("I wear it to the gym.", REVIEW, 5, {("suits", "gym")}),
    ("I wear it to the gym.", REVIEW, 3, set()),
    ("It's great for the gym.", REVIEW, 3, {("suits", "gym")}),
    ("It's great for the gym.", REVIEW, 1, set()),
    ("Too heavy for the gym, sadly.", REVIEW, 5, set()),
    ("Not for the gym at all.", REVIEW, 5, set()),
    ("It fell apart at the gym.", REVIEW, 4, set()),
    ("Yes, I take mine to the gym.", ANSWER, None, {("suits", "gym")}),
    ("My son says I look silly.", REVIEW, 5, set()),
    ("I live near the gym, and love this shirt.", REVIEW, 5, set()),
    ("给孩子打电话的时候发现衣服很舒服", REVIEW, 5, set()),
    ("通勤穿很舒服，喜欢", REVIEW, 5, {("suits", "commute")}),
    ("买给孩子的，很满意", REVIEW, 5, {("suits", "children")}),
    ("Bought it for my son last week.", REVIEW, 5, {("suits", "children")}),
    ("A lovely birthday gift for kids.", POST, None, {("suits", "birthday"), ("suits", "children")}),
    ("It didn't keep me dry at all.", REVIEW, 5, set()),
    ("I wish it kept me dry.", REVIEW, 5, set()),
    ("No more sweaty shirts for me!", REVIEW, 5, set()),
    ("It keeps my arms from chafing.", REVIEW, 1, set()),
    ("It chafed my arms.", REVIEW, 5, set()),  # a complaint amid five stars is weak
    ("It chafed my arms.", REVIEW, 3, {("suffers", "chafing")}),
    ("The chafing is terrible.", REVIEW, 3, {("suffers", "chafing")}),
    ("The chafing is terrible.", DocumentKind.DETAIL_PAGE, None, set()),
    ("这衣服磨皮肤，差评", REVIEW, 1, {("suffers", "chafing")}),
    ("告别皮肤干，很保湿", POST, None, {("satisfies", "moisturise")}),
    ("一点都不保湿，失望", REVIEW, 2, set()),
    ("Soft and so light overall.", DocumentKind.DETAIL_PAGE, None, set()),  # a name of two concepts is weak
]


@pytest.mark.parametrize(("text", "kind", "rating", "expected"), JUDGED)
def test_judgement(
    corpus: Corpus, text: str, kind: DocumentKind, rating: int | None, expected: set[tuple[str, str]]
) -> None:
    """Source, stars, negation, relief and wishes decide whether a concept is tied to the product."""
    assert judge(corpus, text, kind, rating) == expected


def test_mention_in_full(corpus: Corpus) -> None:
    """A mention has its words, offsets, document, sentence and what it denotes; the sentence mentions the concept."""
    said = run_over(corpus, ConceptExtractor())["document/bad"]
    iris, review = corpus.iris, corpus.iris.document("bad")
    mention, sentence = iris.mention(review, 3, 9), iris.sentence(review, 0, 24)
    about_mention = {(short(p) if p in MKG else p.value, str(o.value)) for s, p, o in said if s == mention}
    assert about_mention == {
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#type", MKG.Mention.value),
        ("https://schema.org/text", "chafed"),
        ("derivedFrom", review.value),
        ("startOffset", "3"),
        ("endOffset", "9"),
        ("inSentence", sentence.value),
        ("denotes", iris.concept("chafing").value),
    }
    found = claims(said)
    keys = short(mention), short(sentence)
    assert found[keys[0], "denotes", "concept/chafing"].evidence == ("document/bad",)
    assert found[keys[1], "mentions", "concept/chafing"].evidence == (keys[0],)
    suffers = found["product/shirt", "suffers", "concept/chafing"]
    assert suffers.evidence == keys
    assert suffers.confidence > Decimal("0.8")
    assert suffers.calibrated
    assert not found[keys[1], "mentions", "concept/chafing"].calibrated


def test_full_product_name_is_a_mention(corpus: Corpus) -> None:
    """The full name of a product in a post denotes it; a name of one common word is not looked for."""
    said = run_over(corpus, ConceptExtractor())
    denoted = {edge[2] for edge in claims(said["document/post"]) if edge[1] == "denotes"}
    assert denoted == {"product/shirt", "concept/commute"}


def test_mention_stands_where_its_sentence_does_not(corpus: Corpus) -> None:
    """In a question the mention is noted, but no sentence mentions it and no product is tied to it."""
    found = claims(run_over(corpus, ConceptExtractor())["document/question"])
    assert [edge[1:] for edge in found] == [("denotes", "concept/chafing")]


def test_repeated_evidence_pools(corpus: Corpus) -> None:
    """Two sentences for one edge make one claim with both as evidence, no less sure than either."""
    found = claims(run_over(corpus, ConceptExtractor())["document/页"])
    single = found["product/shirt", "suits", "concept/commute"].confidence
    node = corpus.iris.document("twice")
    text = "专为通勤设计的衣服。日常通勤也很舒服。"
    record = Document("twice", DocumentKind.DETAIL_PAGE, text, "zh", Origin("x"), products=("shirt",))
    extractor = ConceptExtractor()
    extractor.fit(Corpus(corpus.iris, corpus.concepts, (), corpus.products, {node: record}, {}, {}))
    said = claims(extractor.extract(node, record, corpus.iris.node("graph", "g"), corpus.iris.node("run", "1")))
    pooled = said["product/shirt", "suits", "concept/commute"]
    assert len(pooled.evidence) == 4
    assert single <= pooled.confidence <= CEILING


def test_noisy_or() -> None:
    """Pooling is one minus the product of doubts, to three places, never above the ceiling."""
    assert noisy_or([Decimal("0.5")]) == Decimal("0.5")
    assert noisy_or([Decimal("0.5"), Decimal("0.6")]) == Decimal("0.8")
    assert noisy_or([Decimal("0.333")] * 2) == Decimal("0.555")
    assert noisy_or([Decimal("0.9")] * 5) == CEILING


def test_weak_evidence_is_a_claim_and_no_edge(corpus: Corpus) -> None:
    """A gym that somebody lives near is a weak claim: it can be asked about, but the shirt does not suit it."""
    node = corpus.iris.document("one")
    text = "I live near the gym, and love this shirt."
    record = Document("one", REVIEW, text, "en", Origin("x"), products=("shirt",), rating=Decimal(5))
    extractor = ConceptExtractor()
    extractor.fit(corpus)
    said = extractor.extract(node, record, corpus.iris.node("graph", "g"), corpus.iris.node("run", "1"))
    claim = claims(said)["product/shirt", "suits", "concept/gym"]
    assert not claim.asserted
    assert claim.confidence < ASSERT_EDGE["suits"]
    assert len(claim.evidence) == 2


def test_the_threshold_decides(corpus: Corpus) -> None:
    """With a threshold of nothing every claim is an edge, with one above the ceiling none is."""
    for threshold, asserted in ((Decimal(0), True), (Decimal(1), False)):
        calibration = replace(shipped_calibration(), thresholds=dict.fromkeys(ASSERT_EDGE, threshold))
        found = claims(run_over(corpus, ConceptExtractor(calibration))["document/good"])
        about = [claim for edge, claim in found.items() if edge[1] in ABOUT_PRODUCT]
        assert len(about) > 1
        assert {claim.asserted for claim in about} == {asserted}
