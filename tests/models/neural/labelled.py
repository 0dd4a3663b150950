"""Labelled sentences made by pattern, English and Chinese: enough for a tiny model to learn something real from."""

from __future__ import annotations

import random

from mkgrdf.models.spans import Labelled, PlainSpan

BRANDS = [["acme"], ["nordic"], ["nor", "dic"], ["kettle", "co"], ["ulla"], ["perrin", "and", "son"]]
SCENES = [["yoga"], ["running"], ["gym"], ["camping", "trip"], ["travel"], ["trail", "running"]]
PATTERNS = [
    "the {brand} bag is great for {scene}",
    "my {brand} hoodie tore in the {scene}",
    "perfect for {scene} !",
    "{brand} shoes in this wash",
    "great bag , light straps",
    "it is a shirt and it fits",
]
ZH_BRANDS = ["阿克米", "北境", "乌拉"]
ZH_SCENES = ["跑步", "瑜伽", "露营", "健身房"]
ZH_PATTERNS = ["{brand}背包适合{scene}", "{scene}很轻的包", "{brand}面料防水", "肩带勒肩膀"]


def sentences(count: int, seed: int) -> list[Labelled]:
    """Return ``count`` sentences with their brands and scenes."""
    numbers = random.Random(seed)
    return [_english(numbers) if numbers.random() < 0.5 else _chinese(numbers) for _ in range(count)]


def _english(numbers: random.Random) -> Labelled:
    return _filled(
        numbers.choice(PATTERNS).split(),
        {"{brand}": ("Brand", numbers.choice(BRANDS)), "{scene}": ("Scene", numbers.choice(SCENES))},
    )


def _chinese(numbers: random.Random) -> Labelled:
    pattern = numbers.choice(ZH_PATTERNS).replace("{brand}", " {brand} ").replace("{scene}", " {scene} ")
    parts = [[part] if part.startswith("{") else list(part) for part in pattern.split()]
    return _filled(
        [word for part in parts for word in part],
        {"{brand}": ("Brand", list(numbers.choice(ZH_BRANDS))), "{scene}": ("Scene", list(numbers.choice(ZH_SCENES)))},
    )


def _filled(pattern: list[str], filling: dict[str, tuple[str, list[str]]]) -> Labelled:
    words: list[str] = []
    spans: list[PlainSpan] = []
    for word in pattern:
        kind, inside = filling.get(word, ("", [word]))
        if kind:
            spans.append((len(words), len(words) + len(inside), kind))
        words += inside
    return Labelled(tuple(words), tuple(spans))
