"""Proposals are read in exactly one form; anything else is refused with the reason."""

from __future__ import annotations

import pytest

from mkgrdf.errors import ModelError
from mkgrdf.models.proposals import Proposals, ProposedConcept, ProposedRelation, read_proposals

GOOD = Proposals(
    (ProposedConcept("Scene", "yoga", "great for yoga"), ProposedConcept("PainPoint", "勒肩膀", "肩带勒肩膀")),
    (
        ProposedRelation("product", "suits", "yoga", "great for yoga"),
        ProposedRelation("yoga", "raises", "勒肩膀", "肩带勒肩膀"),
    ),
)


def test_round_trip() -> None:
    """What is written is read again, Chinese as it stands."""
    assert read_proposals(GOOD.text()) == GOOD
    assert "勒肩膀" in GOOD.text()
    assert read_proposals('{"concepts": [], "relations": []}') == Proposals()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"concepts": [', "not JSON"),
        ("[]", "list; expected an object with exactly the keys concepts, relations"),
        ('{"concepts": []}', "expected an object with exactly the keys"),
        ('{"concepts": {}, "relations": []}', "concepts is dict; expected list"),
        ('{"concepts": [{"kind": "Scene", "label": "yoga"}], "relations": []}', "exactly the keys kind, label, quote"),
        ('{"concepts": [{"kind": "Mood", "label": "a", "quote": "a"}], "relations": []}', "kind 'Mood'; expected one"),
        ('{"concepts": [{"kind": "Scene", "label": " ", "quote": "a"}], "relations": []}', "label is empty"),
        ('{"concepts": [{"kind": "Scene", "label": 1, "quote": "a"}], "relations": []}', "label is int; expected str"),
        (
            '{"concepts": [{"kind": "Scene", "label": "product", "quote": "a"}], "relations": []}',
            "the word for the product",
        ),
        (GOOD.text().replace('"suits"', '"loves"'), "relation 'loves'; expected one of suits"),
        (GOOD.text().replace('"to": "yoga"', '"to": "golf"'), r"'golf' \(not proposed\); expected product to Scene"),
        (GOOD.text().replace('"suits"', '"satisfies"'), r"'yoga' \(Scene\); expected product to Intent"),
        (GOOD.text().replace('"from": "yoga"', '"from": "product"'), "raises from 'product'"),
    ],
)
def test_anything_else_is_refused(text: str, said: str) -> None:
    """The error says what deviates."""
    with pytest.raises(ModelError, match=said):
        read_proposals(text)
