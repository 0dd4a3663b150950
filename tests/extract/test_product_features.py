"""Features of products: learned from some products, found in another; and what is measured, and how."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError, ModelError
from mkgrdf.evaluate.features import (
    FeatureScore,
    best_setting,
    frequent_nouns,
    matching_setting,
    mean_score,
    read_reviews,
    score,
)
from mkgrdf.extract.product_features import AnnotatedSentence, NounGuess, normal_form, train_finder, words_of

PARTS = {
    "camera": ["lens", "battery life", "shutter", "picture quality"],
    "phone": ["screen", "speaker", "signal", "key pad"],
    "player": ["headphone", "menu", "volume", "remote control"],
    "router": ["antenna", "setup wizard", "firmware", "range"],
}


def reviews(product: str, seed: int) -> list[AnnotatedSentence]:
    """Sentences that judge a part, that judge nothing, and that name a part without an opinion on it."""
    source = random.Random(seed)
    made = []
    for _ in range(60):
        part = source.choice(PARTS[product])
        good = source.choice(["great", "excellent", "terrible", "poor"])
        made.append(
            source.choice(
                [
                    AnnotatedSentence(f"the {part} is {good} .", (normal_form(part),)),
                    AnnotatedSentence(f"it has a {good} {part} , i think .", (normal_form(part),)),
                    AnnotatedSentence("my uncle went to the store on monday ."),
                    AnnotatedSentence("i ordered it from the shop with a friend ."),
                ]
            )
        )
    return made


def test_learned_from_other_products() -> None:
    """Parts that no training product has are found where something is said of them, by precision ahead of nouns."""
    known = {product: reviews(product, 1) for product in ("camera", "phone", "player")}
    held_out = reviews("router", 2)
    texts = [sentence.text for sentence in held_out]
    ours = score(held_out, train_finder(known, texts).find(texts, 0.4))
    guess = NounGuess(map(words_of, [sentence.text for rows in known.values() for sentence in rows] + texts))
    nouns = score(held_out, frequent_nouns(held_out, guess, 0.01))
    assert ours.precision > 0.9
    assert ours.recall > 0.8
    assert ours.precision > nouns.precision
    assert nouns.recall > 0.5


def test_nothing_to_learn_from() -> None:
    with pytest.raises(ModelError, match="no sentence of the reviews is annotated"):
        train_finder({"camera": [AnnotatedSentence("the lens is great .")]})


@pytest.mark.parametrize(
    ("feature", "normal"),
    [
        ("Batteries", "battery"),
        ("picture qualities", "picture quality"),
        ("lenses", "lense"),
        ("auto-focus", "auto focus"),
    ],
)
def test_normal_form(feature: str, normal: str) -> None:
    """Case, plural and marks do not matter when features are compared."""
    assert normal_form(feature) == normal


def test_annotated_reviews_are_read(tmp_path: Path) -> None:
    """Marks are read off; features that do not stand in their sentence are left out; titles are no sentences."""
    (tmp_path / "Camera.txt").write_text(
        "* remark\n[t]a title\nzoom[+2],flash[-1][u]##The Zoom is fine .\nsize[+1][p]##it is small .\n##nothing\n",
        encoding="latin-1",
    )
    (tmp_path / "README.txt").write_text("lens[+2]##not this", encoding="latin-1")
    assert read_reviews([tmp_path]) == {
        "Camera": [
            AnnotatedSentence("The Zoom is fine .", ("zoom",)),
            AnnotatedSentence("it is small .", ()),
            AnnotatedSentence("nothing", ()),
        ]
    }
    (tmp_path / "empty").mkdir()
    with pytest.raises(CatalogError, match=r"expected annotated reviews, feature\[\+2\]##sentence"):
        read_reviews([tmp_path / "empty"])


def test_scores() -> None:
    """Precision and recall count features in sentences, and different features of the product."""
    truth = [AnnotatedSentence("", ("lens",)), AnnotatedSentence("", ("lens", "zoom")), AnnotatedSentence("")]
    found = [frozenset({"lens"}), frozenset({"lens"}), frozenset({"case", "strap"})]
    found_score = score(truth, found)
    assert (found_score.precision, found_score.recall) == pytest.approx((1 / 2, 2 / 3))
    assert (found_score.distinct_precision, found_score.distinct_recall) == pytest.approx((1 / 3, 1 / 2))
    assert mean_score([FeatureScore(1, 0, 1, 0), FeatureScore(0, 1, 0, 1)]) == FeatureScore(0.5, 0.5, 0.5, 0.5)


def test_a_setting_is_chosen_on_other_products() -> None:
    """What would be best for the product itself plays no part."""
    good, bad = FeatureScore(1, 1, 1, 1), FeatureScore(0.1, 0.1, 0.1, 0.1)
    table = {"a": {0.1: good, 0.2: bad}, "b": {0.1: bad, 0.2: good}, "c": {0.1: bad, 0.2: good}}
    assert best_setting(table, "a") == 0.2


def test_compared_at_the_same_recall() -> None:
    """The strictest threshold is taken with which the others' recall is still a tenth above the rival's."""
    strict, middle, loose = FeatureScore(0.9, 0.2, 0, 0), FeatureScore(0.6, 0.5, 0, 0), FeatureScore(0.1, 0.9, 0, 0)
    table = {name: {0.1: loose, 0.2: middle, 0.3: strict} for name in "ab"}
    rival = {"a": FeatureScore(0, 0.9, 0, 0), "b": FeatureScore(0, 0.4, 0, 0)}
    assert matching_setting(table, rival, "a") == 0.2
    assert matching_setting(table, rival, "b") == 0.1
