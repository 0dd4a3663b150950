"""Sentence knowledge: which sentences, of which kind, how they speak, and about which products."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mkgrdf.extract import Corpus
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_kind import kind_of
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.vocabulary import MKG, SCHEMA
from tests.extract.reading import claims, run_over

PAGE, REVIEW, POST = DocumentKind.DETAIL_PAGE, DocumentKind.REVIEW, DocumentKind.MICRO_BLOG_POST

KINDS = [
    (PAGE, None, "Two-tone gray heather hoodie.", "SellingPoint"),
    (PAGE, None, "Perfect for long trips with friends.", "SellingPoint"),
    (PAGE, None, 'Measures 29" x 13" and weighs 1.5 lbs.', "Specification"),
    (PAGE, None, "Machine wash/dry.", "Specification"),
    (PAGE, None, "Wash it by hand and never bleach it.", "Usage"),
    (PAGE, None, "Tumble dry on low heat.", "Usage"),
    (PAGE, None, "用完后请立即擦干", "Usage"),
    (PAGE, None, "每个月涂一次蜡", "Usage"),
    (POST, None, "洗完马上晾干，不要暴晒", "Usage"),
    (PAGE, None, "Gently massage it into damp skin.", "Usage"),
    (PAGE, None, "The fabric wicks sweat away.", "Effect"),
    (PAGE, None, "Lighter than our classic pack.", "Comparison"),
    (PAGE, None, "Founded in 1921 by two sisters.", "BrandStory"),
    (PAGE, None, "净含量：50毫升", "Specification"),
    (PAGE, None, "取适量均匀涂抹于面部", "Usage"),
    (PAGE, None, "有效缓解皮肤干燥", "Effect"),
    (PAGE, None, "专为长途旅行打造", "SellingPoint"),
    (PAGE, None, "比上一代更轻更薄", "Comparison"),
    (PAGE, None, "品牌创立于1921年", "BrandStory"),
    (REVIEW, 5, "I use it every day at work.", "Experience"),
    (REVIEW, 5, "我每天上班都带着它", "Experience"),
    (REVIEW, 1, "The zipper broke after a week.", "Complaint"),
    (REVIEW, 1, "It didn't keep me dry.", "Complaint"),
    (REVIEW, 4, "My only issue is the flimsy strap.", "Complaint"),
    (REVIEW, 2, "洗了一次就起球，很失望", "Complaint"),
    (REVIEW, 5, "It kept me dry through the storm.", "Effect"),
    (REVIEW, 4, "Softer than my old one.", "Comparison"),
    (POST, None, "Took it along to the beach today.", "Experience"),
]


@pytest.mark.parametrize(("source", "rating", "text", "kind"), KINDS)
def test_kind(source: DocumentKind, rating: int | None, text: str, kind: str) -> None:
    """The kind follows cue words, then where the sentence stands."""
    stars = None if rating is None else Decimal(rating)
    (sentence,) = kept_sentences(Document("d", source, text, "en", Origin("x"), rating=stars))
    found, confidence = kind_of(sentence, source, opinion(text, sentence.language), stars)
    assert found == kind
    assert Decimal("0.5") < confidence < 1


def test_sellers_do_not_complain() -> None:
    """A detail page that names a problem sells its solution."""
    (sentence,) = kept_sentences(Document("d", PAGE, "Tired of flimsy, broken straps.", "en", Origin("x")))
    assert kind_of(sentence, PAGE, opinion(sentence.span.text, "en"), None)[0] == "SellingPoint"


def test_review_in_full(corpus: Corpus) -> None:
    """A review of one star gives its sentences with offsets, kind, polarity and product, nothing else."""
    said = run_over(corpus, SentenceExtractor())["document/bad"]
    iris, review = corpus.iris, corpus.iris.document("bad")
    first, second = iris.sentence(review, 0, 24), iris.sentence(review, 25, 47)
    literals = {
        (subject, predicate): object_.value
        for subject, predicate, object_ in said
        if subject in (first, second) and predicate not in (MKG.kind, MKG.about)
    }
    assert literals[first, SCHEMA.text] == "It chafed my arms badly."
    assert literals[second, SCHEMA.text] == "It didn't keep me dry."
    assert (literals[second, MKG.startOffset], literals[second, MKG.endOffset]) == ("25", "47")
    assert Decimal(literals[first, MKG.polarity]) < 0
    keys = [short.value.removeprefix(iris.base) for short in (first, second)]
    assert {(edge, claim.evidence) for edge, claim in claims(said).items()} == {
        ((keys[0], "kind", "Complaint"), ("document/bad",)),
        ((keys[1], "kind", "Complaint"), ("document/bad",)),
        ((keys[0], "about", "product/shirt"), ("document/bad",)),
        ((keys[1], "about", "product/shirt"), ("document/bad",)),
    }


def test_offsets_lead_back_into_the_text(corpus: Corpus) -> None:
    """In every document the characters between the offsets are the sentence."""
    checked = 0
    for key, triples in run_over(corpus, SentenceExtractor()).items():
        text = corpus.documents[corpus.iris.node(*key.split("/"))].text
        said = {(subject, predicate): object_ for subject, predicate, object_ in triples}
        for (subject, predicate), words in said.items():
            if predicate == SCHEMA.text:
                start, end = (int(said[subject, edge].value) for edge in (MKG.startOffset, MKG.endOffset))
                assert text[start:end] == words.value
                checked += 1
    assert checked == 14


def test_questions_give_no_sentences(corpus: Corpus) -> None:
    """A question states nothing."""
    assert run_over(corpus, SentenceExtractor())["document/question"] == ()


def test_several_products_share_doubt(corpus: Corpus) -> None:
    """A sentence about two products is surely about the one that it names; of an unknown id nothing is said."""
    text = "The Day Runner Tee fits me well. Both look really good together."
    post = Document("two", POST, text, "en", Origin("x"), products=("shirt", "bag", "no-such", "shirt-red-m"))
    node = corpus.iris.document("two")
    extractor = SentenceExtractor()
    extractor.fit(Corpus(corpus.iris, (), (), corpus.products, {node: post}, {}, {}, corpus.groups))
    said = claims(extractor.extract(node, post, corpus.iris.node("graph", "g"), corpus.iris.node("run", "1")))
    about = sorted((edge[2], claim.confidence) for edge, claim in said.items() if edge[1] == "about")
    assert about == [
        ("product/bag", Decimal("0.4")),
        ("product/bag", Decimal("0.4")),
        ("product/shirt", Decimal("0.4")),
        ("product/shirt", Decimal("0.9")),
    ]
