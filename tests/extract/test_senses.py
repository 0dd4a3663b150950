"""A name of the seed lexicon counts only in the sense of its concept."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkgrdf.extract.seed_senses import SEED_SENSES
from mkgrdf.extract.senses import has_sense, senses_of

CASES = [
    ("strap-digs-in", "The elastic was [digging into] my skin.", (), True),
    ("strap-digs-in", "They [dig into] my toes.", ("Ina Compression Short",), False),
    ("strap-digs-in", "It [digs in] after a mile.", ("Crown Summit Backpack",), True),
    ("gentle-formula", "A [gentle] wash for the face.", (), True),
    ("gentle-formula", "It builds [gentle] resistance into the routine.", (), False),
    ("bulky", "The suitcase was [too heavy] for me.", (), True),
    ("bulky", "It isn't [bulky] like my old one.", (), False),
    ("runs-small", "The sleeves feel [too tight].", (), True),
    ("runs-small", "Buttons are [too small] and hurt my fingers.", (), False),
    ("running", "I wear them [running].", (), True),
    ("running", "It is [running] small.", (), False),
    ("students", "For college [students].", (), True),
    ("students", "For advanced [students] of the practice.", (), False),
    ("stay-dry", "[Water resistant] shell.", (), True),
    ("stay-dry", "[Water resistant] (100 meters).", (), False),
    ("stay-dry", "It is 50 m [water resistant], for the pool.", (), False),
    ("stay-dry", "It [kept me dry] in the rain.", (), True),
    ("stay-dry", "It wicks sweat and [kept me dry] all class.", (), False),
    ("stay-dry", "[防水]的外套，下雨不怕。", (), True),
    ("stay-dry", "50米[防水]，游泳也能戴。", ("运动表",), False),
    ("too-short", "The sleeves are [too short].", (), True),
    ("too-short", "Either I'm [too short] or it is off.", (), False),
    ("runs-large", "腰围[太大]了。", (), True),
    ("runs-large", "味道[太大]，晾了半个月。", (), False),
    ("bulky", "箱子[太重]，拎不动。", (), True),
    ("bulky", "香味[太重]。", ("面霜",), False),
    ("tight-skin", "洗完脸[紧绷]。", (), True),
    ("tight-skin", "裤子有点[紧绷]。", ("瑜伽裤",), False),
    ("light-texture", "质地很[清爽]。", ("日光防晒乳",), True),
    ("light-texture", "颜色很[清爽]。", ("衬衫",), False),
    ("leakproof", "装汤也[不漏]。", (), True),
    ("leakproof", "门缝[不漏]风。", (), False),
    ("yoga", "Made for [yoga].", (), True),
]


@pytest.mark.parametrize(("concept", "text", "products", "meant"), CASES)
def test_sense(concept: str, text: str, products: tuple[str, ...], meant: bool) -> None:
    """The words around a name, and the product, tell its sense; a name without an entry always has it."""
    start, end = text.index("["), text.index("]") - 1
    plain = f"Something before. {text.replace('[', '').replace(']', '')} And something after."
    shift = len("Something before. ")
    assert has_sense(concept, plain, start + shift, end + shift, products) is meant


def test_neighbours_of_another_sentence_do_not_count() -> None:
    """A strap in the next sentence makes no strap dig in."""
    text = "They dig into my legs. The strap is fine."
    assert not has_sense("strap-digs-in", text, 5, 13, ())


def test_the_table_fits_the_lexicon(repository: Path) -> None:
    """Each entry is about a concept of the seed lexicon and matches at least one of its names."""
    lines = (repository / "examples" / "lexicon" / "concepts.jsonl").read_text(encoding="utf-8").splitlines()
    names = {}
    for entry in map(json.loads, lines):
        others = [name for names in entry["alternatives"].values() for name in names]
        names[entry["id"]] = [name.lower() for name in (*entry["name"].values(), *others)]
    for concept, senses in SEED_SENSES.items():
        assert len(senses_of(concept)) == len(senses)
        for _, pattern, near, never in senses:
            assert near or never
            assert any(re.fullmatch(pattern, name) for name in names[concept]), (concept, pattern)
