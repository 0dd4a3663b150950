"""Quality of sentences: better ones rank higher, in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mkgrdf.extract.sentence_models.quality import WEIGHTS, quality


@pytest.mark.parametrize(
    ("language", "better", "worse"),
    [
        ("en", "The padded straps spread 12 kg over both shoulders on long hikes.", "It is so good and I like it."),
        ("en", "I carried it through three countries and nothing ever broke.", "and nothing ever broke (so far"),
        ("en", "Soft merino wool keeps feet warm in wet boots.", "SOFT MERINO WOOL KEEPS FEET WARM IN WET BOOTS."),
        ("zh", "双层真空杯身，早上灌的热水到晚上还烫嘴。", "这个真的是很好很好的呢"),
        ("zh", "背着它爬了三天山，肩膀一点也不酸。", "背着它（爬山"),
    ],
)
def test_better_ranks_higher(language: str, better: str, worse: str) -> None:
    """What is whole, telling and concrete goes before what is not."""
    assert quality(better, language) > quality(worse, language)


def test_bounds_and_named_things() -> None:
    """The weights add up to one, nothing leaves 0 to 1, and naming things of the graph helps."""
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert quality("", "en") == quality("!!!", "zh") == Decimal("0.00")
    text = "The mesh keeps runners cool on long summer runs."
    assert quality(text, "en") < quality(text, "en", 1) < quality(text, "en", 2) <= 1
    assert quality("word " * 5000, "en") >= 0
