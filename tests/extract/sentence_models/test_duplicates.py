"""Near-duplicates: what says the same in both languages, what must not be folded, and that order alone decides."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.sentence_models.duplicates import SAME, RepeatFinder, shingles


def firsts(sentences: list[tuple[str, str]]) -> list[int | None]:
    finder = RepeatFinder()
    for text, language in sentences:
        finder.add(text, language)
    found = dict(finder.repeats())
    return [found.get(number) for number in range(len(sentences))]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "It kept me dry at the gym.", "IT KEPT ME DRY at the gym!!"),
        (
            "en",
            "I wore this jacket on a three day hike in the rain and it kept me perfectly dry all day",
            "I wore this jacket on a three day hike in the rain and it kept me perfectly dry all day long",
        ),
        ("zh", "这款背包容量很大，装得下电脑。", "这款背包容量很大,装得下电脑"),
        (
            "zh",
            "早上灌的热水到了晚上还是烫嘴，保温效果真的没话说",
            "早上灌的热水到了晚上还是烫嘴，保温效果真的没话说哦",
        ),
    ],
)
def test_said_again(language: str, one: str, other: str) -> None:
    """Case, marks, and a word more do not make another sentence; the first stands for both."""
    assert firsts([(one, language), (other, language)]) == [None, 0]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "This roomy pack for the weekend holds 28 liters and it weighs next to nothing on the trail",
            "This roomy pack for the weekend holds 30 liters and it weighs next to nothing on the trail",
        ),
        (
            "en",
            "I wore this jacket on a three day hike in the rain and it did keep me perfectly dry all day",
            "I wore this jacket on a three day hike in the rain and it didn't keep me perfectly dry all day",
        ),
        ("zh", "用了两个星期以后脸上的红血丝真的淡了很多很多", "用了两个星期以后脸上的红血丝真的没淡了很多很多"),
        ("zh", "一次充电可以清扫150平方米的房间而且声音很小", "一次充电可以清扫120平方米的房间而且声音很小"),
    ],
)
def test_not_the_same(language: str, one: str, other: str) -> None:
    """Sentences alike enough, but with other numbers or a denial, stay apart."""
    alike = shingles(one), shingles(other)
    assert len(alike[0] & alike[1]) / len(alike[0] | alike[1]) > 0.6
    assert firsts([(one, language), (other, language)]) == [None, None]


@given(st.integers(0, 10**6))
def test_every_exact_copy_is_found(seed: int) -> None:
    """Whatever the order, a copy leads to the first of its kind, and the exact rule holds for what is found."""
    source = random.Random(seed)
    words = [f"word{n}" for n in range(40)]
    different = [" ".join(source.sample(words, source.randrange(4, 9))) for _ in range(12)]
    said = [(source.choice(different), "en") for _ in range(40)]
    seen: dict[str, int] = {}
    for number, ((text, _), first) in enumerate(zip(said, firsts(said), strict=True)):
        if text in seen:
            assert first is not None
        if first is not None:
            one, other = shingles(text), shingles(said[first][0])
            assert first < number
            assert len(one & other) / len(one | other) >= SAME
        seen.setdefault(text, number)
