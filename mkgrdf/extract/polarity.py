"""Whether a sentence praises or complains, by counted opinion words; negation reaches to the end of its clause.

The score is ``(praise - complaint + prior) / (praise + complaint + 1)``: the prior, from the stars of the review
((stars - 3) / 2), weighs like one word, and one word in a text without stars never gives a full ±1. In the manner of
lexicon methods (Hu and Liu 2004), with word lists of our own (:mod:`mkgrdf.extract.opinion_words`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from mkgrdf.extract.opinion_words import NEGATIVE, NEGATORS, NOT_NEGATION, POSITIVE, TURNS

__all__ = ["Opinion", "blank", "clauses", "negations", "opinion", "pattern", "prior", "score"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_REACH = {"en": 40, "zh": 6}
"""How many characters before a word a negation may stand: some six English words, six Han characters."""

_CLAUSE_MARKS = {"en": re.compile(r"[,;:()–—.!?…]+|\s-+\s"), "zh": re.compile(r"[，,；;：:（）()。！？!?…~～]+|\s+")}


@dataclass(frozen=True, slots=True)
class Opinion:
    """How many words of a sentence praise, and how many complain."""

    praise: int
    complaint: int


@cache
def pattern(phrases: frozenset[str], language: str) -> re.Pattern[str]:
    """Compile an alternation of ``phrases``, longest first; whole words in English."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    alternation = "|".join(re.escape(phrase) for phrase in ordered)
    return re.compile(rf"(?<![\w'-])(?:{alternation})(?![\w'-])" if language == "en" else alternation)


@cache
def _turn(language: str) -> re.Pattern[str]:
    return pattern(TURNS[language], language)


def blank(text: str, language: str) -> str:
    """Return ``text`` in lower case, of equal length, with straight apostrophes and sham negations blanked out."""
    return pattern(NOT_NEGATION[language], language).sub(lambda sham: "□" * len(sham.group()), _lowered(text))


def _lowered(text: str) -> str:
    """Return ``text`` in lower case with straight apostrophes, each character in its place."""
    lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'").replace("‘", "'")


def clauses(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a sentence: a comma, a bracket or a turning word (*but*, 但是) ends one."""
    borders = {mark.end() for mark in _CLAUSE_MARKS[language].finditer(text)}
    borders.update(turn.start() for turn in _turn(language).finditer(text))
    start = 0
    for border in sorted(borders | {len(text)}):
        if border > start:
            yield start, border
            start = border


def negations(blanked: str, start: int, position: int, language: str, *, everywhere: bool = False) -> int:
    """Count the negations from ``start`` to ``position``; ``blanked`` by :func:`blank`.

    Without ``everywhere`` only those near enough to ``position`` to reach it count.
    """
    begin = start if everywhere else max(start, position - _REACH[language])
    return sum(1 for _ in pattern(NEGATORS[language], language).finditer(blanked, begin, position))


def opinion(text: str, language: str) -> Opinion:
    """Count the words of praise and of complaint in one sentence; a negated one counts for the other side."""
    lowered, blanked = _lowered(text), blank(text, language)
    praise = complaint = 0
    for start, end in clauses(lowered, language):
        for position, good in _opinion_words(lowered, start, end, language):
            if negations(blanked, start, position, language) % 2:
                # "not bad" is faint praise, "no problem" is none: a denied complaint is not counted at all in English
                complaint += good
                praise += not good and language == "zh"
            elif good:
                praise += 1
            else:
                complaint += 1
    return Opinion(praise, complaint)


@cache
def _phrases(language: str) -> re.Pattern[str]:
    chosen = POSITIVE[language] | NEGATIVE[language]
    return pattern(frozenset(entry for entry in chosen if language == "zh" or " " in entry), language)


def _opinion_words(lowered: str, start: int, end: int, language: str) -> Iterator[tuple[int, bool]]:
    taken = start
    for phrase in _phrases(language).finditer(lowered, start, end):
        if language == "en":
            yield from _single_words(lowered, taken, phrase.start())
        taken = phrase.end()
        yield phrase.start(), phrase.group() in POSITIVE[language]
    if language == "en":
        yield from _single_words(lowered, taken, end)


def _single_words(lowered: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    for found in _WORD.finditer(lowered, start, end):
        for form in _plain_forms(found.group()):
            if form in POSITIVE["en"] or form in NEGATIVE["en"]:
                yield found.start(), form in POSITIVE["en"]
                break


def _plain_forms(word: str) -> Iterator[str]:
    yield word
    for ending in ("ing", "est", "ed", "er", "ly", "es", "s"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 3:
            yield stem
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
            if stem[-1] == "i":
                yield stem[:-1] + "y"


def prior(rating: Decimal | None) -> Decimal:
    """Return the prior that ``rating`` (1 to 5 stars, or None) gives: from -1 to 1."""
    return Decimal(0) if rating is None else (rating - 3) / 2


def score(found: Opinion, before: Decimal) -> Decimal:
    """Return the polarity, from -1 to 1 to two places, of what was counted, given the prior ``before``."""
    weight = found.praise + found.complaint + 1
    return ((found.praise - found.complaint + before) / weight).quantize(Decimal("0.01"))
