"""Praise and complaint, and how far a negation reaches."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.polarity import Opinion, clauses, opinion, prior, score


@pytest.mark.parametrize(
    ("text", "language", "praise", "complaint"),
    [
        ("A great bag, sturdy and comfortable.", "en", 3, 0),
        ("The strap broke and the zipper is flimsy.", "en", 0, 2),
        ("It is not comfortable.", "en", 0, 1),
        ("Isn't great, but the color is beautiful.", "en", 1, 1),
        ("No problems so far, works great!", "en", 2, 0),
        ("It doesn’t leak.", "en", 1, 0),
        ("Not only soft but durable.", "en", 2, 0),
        ("The straps are softer, stitched nicely.", "en", 2, 0),
        ("It has two pockets.", "en", 0, 0),
        ("质量不错，穿着舒服", "zh", 2, 0),
        ("很失望，洗一次就起球", "zh", 0, 2),
        ("不舒服", "zh", 0, 1),
        ("没有异味，很满意", "zh", 2, 0),
        ("不仅柔软，而且透气", "zh", 2, 0),
        ("有两个口袋", "zh", 0, 0),
    ],
)
def test_opinion_words_are_counted(text: str, language: str, praise: int, complaint: int) -> None:
    """Words of praise and complaint are counted; a negated praise complains, sham negations change nothing."""
    assert opinion(text, language) == Opinion(praise, complaint)


@given(st.integers(0, 9), st.integers(0, 9), st.sampled_from([None, "1", "2.5", "3", "5"]))
def test_score_stays_in_range(praise: int, complaint: int, rating: str | None) -> None:
    """The polarity lies within -1 to 1, and rises with praise and with stars."""
    before = prior(Decimal(rating) if rating else None)
    found = score(Opinion(praise, complaint), before)
    assert -1 <= found <= 1
    assert score(Opinion(praise + 1, complaint), before) >= found
    assert score(Opinion(praise, complaint), Decimal(1)) >= found


def test_score_is_the_formula() -> None:
    """One word of praise in a review of one star comes out as nothing, and so do five stars without a word."""
    assert score(Opinion(1, 0), prior(Decimal(1))) == 0
    assert score(Opinion(0, 0), prior(Decimal(5))) == 0
    assert score(Opinion(0, 1), prior(Decimal(5))) == Decimal("-0.5")
    assert score(Opinion(2, 0, doubts=1), prior(Decimal(5))) == 0
    assert score(Opinion(2, 0), prior(None)) == Decimal("0.67")


@given(st.text(st.sampled_from("ab ,.but字，但是"), max_size=30), st.sampled_from(["en", "zh"]))
def test_clauses_cover_the_sentence(text: str, language: str) -> None:
    """The clauses of a sentence follow one another without gap or overlap."""
    places = [place for start, end in clauses(text, language) for place in range(start, end)]
    assert places == list(range(len(text)))
