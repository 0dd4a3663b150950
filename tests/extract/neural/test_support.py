"""What a language model proposes counts only where the text itself says so."""

from __future__ import annotations

import pytest

from mkgrdf.extract.neural.support import check
from mkgrdf.models.proposals import Proposals, ProposedConcept, ProposedRelation

TEXT = "I took the bag to Yoga class.\nIts straps dig  into my shoulders… 背包适合跑步，肩带勒肩膀。"


def concept(kind: str, label: str, quote: str) -> str:
    return Proposals((ProposedConcept(kind, label, quote),)).text()


@pytest.mark.parametrize(
    ("kind", "label", "quote", "said"),
    [
        ("Scene", "yoga", "the bag to yoga class", "the bag to Yoga class"),
        ("PainPoint", "straps dig in shoulders", "straps dig into my shoulders", "straps dig  into my shoulders"),
        ("PainPoint", "strap digging", "straps dig into", None),
        ("Scene", "跑步", "适合跑步", "适合跑步"),
        ("PainPoint", "勒肩膀", "肩带勒肩膀。", "肩带勒肩膀。"),
    ],
)
def test_a_quote_is_found_and_names_the_label(kind: str, label: str, quote: str, said: str | None) -> None:
    """Case and blanks aside the quote stands in the text, at the place that is told; the label's words are in it."""
    checked = check(TEXT, [concept(kind, label, quote)])
    if said is None:
        assert checked.concepts == []
        assert checked.dropped == {"label not in quote": 1}
    else:
        (found,) = checked.concepts
        assert TEXT[found.start : found.end] == said
        assert not checked.dropped


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("I think it is for yoga", "malformed"),
        ('{"concepts": []}', "malformed"),
        (concept("Scene", "swimming", "great for swimming"), "quote not in text"),
        (concept("Scene", "golf", "the bag to yoga class"), "label not in quote"),
        (concept("Scene", "露营", "适合跑步"), "label not in quote"),
        (concept("Scene", "ga cl", "ga cl"), "quote not in text"),
        (concept("Scene", "and the", "I took"), "label not in quote"),
    ],
)
def test_what_the_text_does_not_say_is_dropped(answer: str, reason: str) -> None:
    """Each drop is counted under its reason, and nothing of it is left."""
    checked = check(TEXT, [answer])
    assert (checked.concepts, checked.relations) == ([], [])
    assert checked.dropped == {reason: 1}


def test_relations() -> None:
    """A relation needs its own quote, the labels in it, and its concepts supported; the same twice counts once."""
    yoga = ProposedConcept("Scene", "yoga", "to yoga class")
    golf = ProposedConcept("Scene", "golf", "to golf")
    good = ProposedRelation("product", "suits", "yoga", "took the bag to yoga")
    answer = Proposals(
        (yoga, golf),
        (
            good,
            ProposedRelation("product", "suits", "yoga", "its straps"),
            ProposedRelation("product", "suits", "golf", "took the bag"),
        ),
    ).text()
    checked = check(TEXT, [answer, answer])
    assert [found.proposal for found in checked.concepts] == [yoga]
    assert [found.proposal for found in checked.relations] == [good]
    assert checked.dropped == {
        "quote not in text": 2,
        "label not in quote": 2,
        "concept dropped": 2,
        "repeated": 2,
    }
