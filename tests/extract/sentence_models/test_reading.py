"""Rules and shipped models read together: kinds and polarity of sentences in both languages."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.errors import ModelError
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_kind import KINDS_BY_SOURCE
from mkgrdf.extract.sentence_models.models import LANGUAGES, SentenceModels, model_name
from mkgrdf.extract.sentence_models.reading import KindReading, read_kind, read_polarity
from mkgrdf.models.shipped import shipped
from mkgrdf.records import Document, DocumentKind, Origin

PAGE, REVIEW, POST = DocumentKind.DETAIL_PAGE, DocumentKind.REVIEW, DocumentKind.MICRO_BLOG_POST
MODELS = SentenceModels.load()

KINDS = [
    (PAGE, "Rinse off the mud with cold water and hang it up.", "Usage"),
    (PAGE, "Set the hip belt first, then pull the shoulder straps tight.", "Usage"),
    (PAGE, "They are machine washable at 30 degrees.", "Specification"),
    (
        PAGE,
        "Velmora began in 2014 in the back room of a pharmacy, where a pharmacist mixed it for her own skin.",
        "BrandStory",
    ),
    (PAGE, "Soft cuffs and a hood that stays where it is.", "SellingPoint"),
    (REVIEW, "The zipper broke after a week.", "Complaint"),
    (REVIEW, "I wear it to work nearly every day.", "Experience"),
    (PAGE, "先放鞋，最后放毛巾，水瓶扣在外面。", "Usage"),
    (PAGE, "收纳之前记得先晒干。", "Usage"),
    (PAGE, "2009年由两位山地向导创立，他们白天带队，晚上给客人补背包。", "BrandStory"),
    (PAGE, "面料为尼龙，容量28升，自重0.9公斤。", "Specification"),
    (REVIEW, "背了不到一周，拉链就坏了。", "Complaint"),
    (REVIEW, "我每天上班都带着它", "Experience"),
]


def kind(text: str, source: DocumentKind, rating: int | None = None) -> KindReading:
    stars = None if rating is None else Decimal(rating)
    (sentence,) = kept_sentences(Document("d", source, text, "en", Origin("x"), rating=stars))
    return read_kind(MODELS, sentence, source, opinion(text, sentence.language), stars)


def polarity(text: str, source: DocumentKind = REVIEW, rating: int | None = None) -> Decimal | None:
    stars = None if rating is None else Decimal(rating)
    (sentence,) = kept_sentences(Document("d", source, text, "en", Origin("x"), rating=stars))
    return read_polarity(MODELS, sentence, source, opinion(text, sentence.language), stars)


@pytest.mark.parametrize(("source", "text", "expected"), KINDS)
def test_kind(source: DocumentKind, text: str, expected: str) -> None:
    """Where no cue decides, the model does; how sure that is was fitted on held-out sentences."""
    found = kind(text, source)
    assert found.kind == expected
    assert found.calibrated
    assert 0 < found.confidence < 1


def test_a_text_has_its_own_kinds() -> None:
    """A page never complains and a review tells no brand story, whatever the words are."""
    for text in ("The zipper broke after a week.", "Founded in 1921 by two sisters.", "拉链用了一周就坏了。"):
        for source, allowed in KINDS_BY_SOURCE.items():
            assert kind(text, source).kind in allowed


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I love how light and comfortable it is.", 1),
        ("It keeps my feet warm and never slips.", 1),
        ("The seams came apart after the second wash.", -1),
        ("Horrible fit and the fabric itches.", -1),
        ("质量很好，穿着很舒服，强烈推荐", 1),
        ("做工精细，没有异味，孩子很喜欢", 1),
        ("质量太差，用了两天就坏了", -1),
        ("味道刺鼻，用完过敏，非常失望", -1),
    ],
)
def test_polarity(text: str, sign: int) -> None:
    """What praises is above zero, what complains below."""
    found = polarity(text)
    assert found is not None
    assert found * sign > Decimal("0.3")


def test_what_says_nothing_has_no_polarity() -> None:
    """A fact on a page is no praise; a complaint that only the model sees takes a review with few stars."""
    assert polarity("It weighs 2.1 kg and measures 30 inches.", PAGE) is None
    assert polarity("I ordered two of these for the office.", REVIEW, 3) == Decimal("0.00")


def test_shipped_models_have_cards() -> None:
    """Each says from what it was trained and how good it is, and stays below 1.5 MB."""
    for language in LANGUAGES:
        for task in ("polarity", "kind"):
            folder = shipped(model_name(task, language))
            card = MODELS.models[folder.name].card
            assert card.languages == (language,)
            assert card.data
            assert card.metrics["held-out calibration error"] < 0.15
            assert sum(path.stat().st_size for path in folder.iterdir()) < 1_500_000
    assert "CC BY 4.0" in MODELS.models["sentence-polarity-en"].card.data
    assert "CC BY" not in MODELS.models["sentence-polarity-zh"].card.data


def test_no_model_is_said(tmp_path: Path) -> None:
    """A folder without models, a model that does not ship, a language without one: each is an error that says so."""
    with pytest.raises(ModelError, match="no models of sentences in"):
        SentenceModels.load(tmp_path)
    with pytest.raises(ModelError, match=r"mkgrdf ships with .*sentence-polarity-zh"):
        shipped("sentence-polarity-fr")
    english = SentenceModels({name: model for name, model in MODELS.models.items() if name.endswith("en")})
    with pytest.raises(ModelError, match="no model sentence-polarity-zh; there are sentence-kind-en"):
        english.praise("很好", "zh", opinion("很好", "zh"))
