"""Features of one sentence, by which linear models tell polarity and kind; the same in training and in use.

English: words and pairs of neighbouring words with the borders of the sentence (``<``, ``>``), the first five letters
of longer words (``^``), words in the reach of a negation (``!``). Chinese: runs of one to three characters within a
clause, and once more, marked, the four characters in the reach of a negation. Both: how the rules count praise and
complaint (``=praise+1``). Values are counts; rules count double.
"""

from __future__ import annotations

import re
from itertools import pairwise

from mkgrdf.extract.opinion_words import NEGATORS
from mkgrdf.extract.polarity import Opinion, blank, clauses, pattern

__all__ = ["kind_features", "polarity_features"]

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|[!?]")
_CLAUSE = re.compile("[\u3400-\u9fffa-z0-9]+")
_LATIN_OR_DIGITS = re.compile(r"[a-z]+|[0-9]+")
_PREFIX = 5
_REACH = 4
"""How many English words or Chinese characters after a negation carry its mark."""
_STRONGEST = 2
_RULE = 2.0
"""What the rules say counts like two words; more of it costs accuracy on pros and cons, less costs it elsewhere."""

_NEGATORS = frozenset(word for word in NEGATORS["en"] if " " not in word)


def polarity_features(text: str, language: str, found: Opinion) -> dict[str, float]:
    """Return the features of a sentence that tell praise from complaint; ``found`` is what the rules count in it."""
    features = _rule_features(found)
    if language == "zh":
        _count_characters(text, features)
        _count_denied(text, features)
    else:
        words = _words(text)
        _count_words(words, features)
        left = 0
        for word in words:
            if word in _NEGATORS:
                left = _REACH
            elif left:
                _count(features, "!" + word)
                left -= 1
    return features


def kind_features(text: str, language: str, found: Opinion) -> dict[str, float]:
    """Return the features of a sentence that tell its kind; ``found`` is what the rules count in it.

    The rules' cues for kinds are not among them: where there is one, the rule stands, and the model is asked for the
    rest (:mod:`mkgrdf.extract.sentence_models.reading`).
    """
    features = _rule_features(found)
    if language == "zh":
        _count_characters(text, features)
    else:
        _count_words(["0" if word.isdigit() else word for word in _words(text)], features)
    return features


def _rule_features(found: Opinion) -> dict[str, float]:
    net = max(-_STRONGEST, min(_STRONGEST, found.praise - found.complaint))
    features = {f"=praise{net:+d}": _RULE}
    if found.doubts:
        features["=doubt"] = _RULE
    return features


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’", "'"))


def _count(features: dict[str, float], name: str) -> None:
    features[name] = features.get(name, 0.0) + 1.0


def _count_words(words: list[str], features: dict[str, float]) -> None:
    bordered = ["<", *words, ">"]
    for word in words:
        features[word] = features.get(word, 0.0) + 1.0
        if len(word) > _PREFIX:
            _count(features, "^" + word[:_PREFIX])
    for first, second in pairwise(bordered):
        pair = f"{first} {second}"
        features[pair] = features.get(pair, 0.0) + 1.0


def _count_characters(text: str, features: dict[str, float]) -> None:
    for clause in _CLAUSE.findall(text.lower()):
        # a Latin word or a number counts as one character
        plain = _LATIN_OR_DIGITS.sub(lambda run: "0" if run.group()[0].isdigit() else "a", clause)
        size = len(plain)
        for start in range(size):
            for length in (1, 2, 3):
                if start + length <= size:
                    _count(features, plain[start : start + length])


def _count_denied(text: str, features: dict[str, float]) -> None:
    """Count single characters and pairs right after a Chinese negation, up to the end of its clause."""
    lowered, blanked = text.lower(), blank(text, "zh")
    for start, end in clauses(text, "zh"):
        for negation in pattern(NEGATORS["zh"], "zh").finditer(blanked, start, end):
            found = _CLAUSE.match(lowered, negation.end(), end)
            denied = found.group()[:_REACH] if found else ""
            for place, character in enumerate(denied):
                _count(features, "!" + character)
                if place + 1 < len(denied):
                    _count(features, "!" + denied[place : place + 2])
