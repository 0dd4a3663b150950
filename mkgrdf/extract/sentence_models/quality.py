"""How good a sentence is to show or to say: whole, of a fair length, telling, and concrete; from 0 to 1, to rank by.

The four parts are measured on the text alone and weighed by hand (:data:`WEIGHTS`): a ranking, no probability.

- length: 1 from 8 to 25 words (12 to 45 Han characters), falling off on both sides;
- informativeness: the share of its words that are no function words (Chinese: of its characters);
- completeness: begins like a sentence, ends like one, brackets and quotation marks are closed, no shouting;
- concreteness: numbers, and things of the graph that it names; it does not begin with a word that points elsewhere.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

__all__ = ["WEIGHTS", "quality"]

WEIGHTS: Final = {"length": 0.25, "informativeness": 0.3, "completeness": 0.2, "concreteness": 0.25}

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:\.\d+)?")
_HAN_OR_WORD = re.compile("[\u3400-\u9fff]|[A-Za-z]+|\\d+(?:\\.\\d+)?")
_GOOD_LENGTH = {"en": (8, 25), "zh": (12, 45)}
_NUMBER = re.compile(r"\d|[一二三四五六七八九十两半]+(?:年|月|天|个|次|小时|分钟|厘米|克|升|倍)")
_POINTS_AWAY = {
    "en": re.compile(r"(?:it|they|this|that|these|those|he|she|and|but|so|or|also|which|then|there)\b", re.IGNORECASE),
    "zh": re.compile("它|他|她|这|那|而且|但|所以|然后|因为|还有|不过|另外"),
}
_FUNCTION_WORDS = {
    "en": frozenset(
        re.findall(
            r"[a-z']+",
            """
        a about after all am an and any are as at be because been before but by can could did do does even ever for from
        get got had has have he her him his how i i'm i've i'd i'll if in into is it it's its just like lot me more most
        much my no not of off on one only or other our out over own really she should so some such than that the their
        them then there these they they're thing things this those though to too up us very was we were what when where
        which while who will with would you your don't didn't doesn't isn't wasn't can't that's there's
            """,
        )
    ),
    "zh": frozenset(
        "的了是我你他她它们这那有也都就还很太和与在不没吧呢吗啊呀哦嗯着过个得地又再给把被让会能要说去来到上下"
    ),
}
_TELLING = {"en": 0.55, "zh": 0.65}
"""From this share of words that are no function words on, a sentence is as informative as it gets."""
_ENDS = (".", "!", "。", "！", "…", '"', "”", "」", ")", "）")
_PAIRS = (("(", ")"), ("（", "）"), ("“", "”"), ("「", "」"), ("[", "]"), ("《", "》"))
_MARKS = frozenset('"').union(*_PAIRS)
_FEW_LETTERS = 8


def quality(text: str, language: str, named: int = 0) -> Decimal:
    """Return how good the sentence is, from 0 to 1 to two places; ``named`` things of the graph stand in it."""
    units = (_HAN_OR_WORD if language == "zh" else _WORD).findall(text)
    if not units:
        return Decimal("0.00")
    parts = {
        "length": _length(len(units), language),
        "informativeness": _informativeness(units, language),
        "completeness": _completeness(text, language),
        "concreteness": _concreteness(text, language, named),
    }
    return Decimal(f"{sum(WEIGHTS[name] * value for name, value in parts.items()):.2f}")


def _length(size: int, language: str) -> float:
    low, high = _GOOD_LENGTH[language]
    if size < low:
        return size / low
    return 1.0 if size <= high else max(0.0, 1 - (size - high) / (2 * high))


def _informativeness(units: list[str], language: str) -> float:
    dull = _FUNCTION_WORDS[language]
    telling = len({unit.lower().replace("’", "'") for unit in units} - dull) / len(units)
    return min(1.0, telling / _TELLING[language])


def _completeness(text: str, language: str) -> float:
    stripped = text.strip()
    begins = language == "zh" or not stripped[0].islower()
    ends = stripped.endswith(_ENDS)
    closed = _MARKS.isdisjoint(stripped) or (
        all(stripped.count(opening) == stripped.count(closing) for opening, closing in _PAIRS)
        and stripped.count('"') % 2 == 0
    )
    shouts = stripped.isupper() and sum(map(str.isalpha, stripped)) > _FEW_LETTERS
    return (begins + ends + closed + (not shouts)) / 4


def _concreteness(text: str, language: str, named: int) -> float:
    points_away = _POINTS_AWAY[language].match(text.strip()) is not None
    return 0.3 * (not points_away) + 0.3 * (_NUMBER.search(text) is not None) + 0.4 * min(named, 2) / 2
