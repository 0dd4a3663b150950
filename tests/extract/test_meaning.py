"""Negation, comparison and irony: whether what is named is meant of this product."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from mkgrdf.extract.cues import is_turned, turn
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.extract.turned_words import HINTS
from mkgrdf.text.language import detect
from tests.extract.cases_of_meaning import GOODS_EN, GOODS_ZH, PAINS_EN, PAINS_ZH


def _stance(text: str, *, good: bool) -> Stance:
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    reader = StanceReader(plain, detect(plain) or "en")
    return reader.of_good(start, end) if good else reader.of_pain(start, end)


@pytest.mark.parametrize(("text", "meant"), [*GOODS_EN, *GOODS_ZH])
def test_need(text: str, meant: bool) -> None:
    """A need is met only where the sentence says so of this product, and means it."""
    assert (_stance(text, good=True) is Stance.AFFIRMED) is meant


@pytest.mark.parametrize(("text", "meant"), [*PAINS_EN, *PAINS_ZH])
def test_pain(text: str, meant: bool) -> None:
    """A pain is felt only where the sentence says so of this product, in whatever tone."""
    assert (_stance(text, good=False) is Stance.AFFIRMED) is meant


def test_enough_of_each() -> None:
    """At least sixty sentences in each language, of both outcomes, none twice."""
    for cases in ([*GOODS_EN, *PAINS_EN], [*GOODS_ZH, *PAINS_ZH]):
        assert len(dict(cases)) == len(cases) >= 60
        assert min(Counter(meant for _, meant in cases).values()) >= 20


def test_hints_hide_nothing(repository: Path) -> None:
    """Looking for hints first finds what the patterns find, in the cases here and in the texts of the demo shop."""
    lines = (repository / "examples" / "shop" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [sentence for line in lines for sentence in json.loads(line)["text"].lower().split(". ")]
    marked = [
        " ".join((*words[:at], "▁", *words[at + 1 :])) for text in texts if (words := text.split()) for at in (2,)
    ]
    marked += [f"{text[: text.index('[')]}▁{text[text.index(']') + 1 :]}".lower() for text, _ in (*GOODS_EN, *PAINS_EN)]
    found = 0
    for table in HINTS:
        for text in marked:
            matches = turn(table, "en").search(text) is not None
            assert is_turned(table, "en", text) is matches, (table, text)
            found += matches
    assert found > 40
