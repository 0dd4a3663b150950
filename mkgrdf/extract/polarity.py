"""Whether a sentence praises or complains, by counted opinion words; negation reaches to the end of its clause.

The score is ``(praise - complaint + prior) / (praise + complaint + 1)``: the prior, from the stars of the review
((stars - 3) / 2), weighs like one word, and one word in a text without stars never gives a full ±1. Stars alone prove
nothing: a sentence without such words scores 0, and one that praises and also complains or takes back scores 0 at
most. In the manner of lexicon methods (Hu and Liu 2004), with word lists of our own
(:mod:`mkgrdf.extract.opinion_words`, :mod:`mkgrdf.extract.opinion_turns`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache, reduce

from mkgrdf.extract import opinion_turns
from mkgrdf.extract.opinion_words import NEGATIVE, NEGATORS, NEUTRAL, NOT_NEGATION, POSITIVE, TURNS

__all__ = ["ConceptCue", "Opinion", "blank", "clauses", "negations", "opinion", "pattern", "prior", "score"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_UNIT = re.compile("[\u3400-\u9fff]|[a-z0-9']+")
_FEWEST_AFTER_TURN = 2
_REMEMBERED = 64
"""Of so many sentences, the last ones, it is remembered how they speak: several ask about each."""
_REACH = {"en": 40, "zh": 6}
"""How many characters before a word a negation may stand: some six English words, six Han characters."""

_CLAUSE_MARKS = {"en": re.compile(r"[,;:()–—.!?…]+|\s-+\s"), "zh": re.compile(r"[，,；;：:（）()。！？!?…~～]+|\s+")}

_SOON = re.compile("(?:还没|没(?!有?那么)|不到|未)[^，,。！？!?；;、就]{1,8}(?<![易轻快便么样])就(?!是|不|没|算)")
"""没穿几次就起球: what is denied is said before 就, what came of it after."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """How many words of a sentence praise, how many complain, and how often something is denied or taken back.

    ``doubts`` counts clauses that deny what the word lists do not know, wishes, conditions, and turns (*but*) after
    which nothing praises.
    """

    praise: int
    complaint: int
    doubts: int = 0

    @property
    def is_praise(self) -> bool:
        """Whether the sentence praises, and neither complains nor takes anything back."""
        return self.praise > 0 and not self.complaint and not self.doubts


@dataclass(frozen=True, slots=True)
class ConceptCue:
    """A stretch of a sentence that names a need which is met (``good``) or not met; it counts like one word."""

    start: int
    end: int
    good: bool


@cache
def pattern(phrases: frozenset[str], language: str) -> re.Pattern[str]:
    """Compile an alternation of ``phrases``, longest first; whole words in English."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    alternation = _alternation(ordered)
    return re.compile(rf"(?<![\w'-])(?:{alternation})(?![\w'-])" if language == "en" else alternation)


def _alternation(phrases: Sequence[str], depth: int = 3) -> str:
    """Return an alternation of ``phrases``, in order, by first characters: that tries few of them at each place."""
    if not depth or len(phrases) < 3 or not all(phrases):
        return "|".join(re.escape(phrase) for phrase in phrases)
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        by_first.setdefault(phrase[0], []).append(phrase[1:])
    return "|".join(f"{re.escape(first)}(?:{_alternation(rest, depth - 1)})" for first, rest in by_first.items())


@cache
def _turn(language: str) -> re.Pattern[str]:
    words = pattern(TURNS[language], language).pattern
    # 不但 and 也就是 turn nothing
    return re.compile(words if language == "en" else f"(?<![不非也])(?:{words})")


@cache
def _turn_of_phrase(table: str, language: str) -> re.Pattern[str]:
    parts: tuple[str, ...] = getattr(opinion_turns, table)[language]
    alternation = "|".join(f"(?:{part})" for part in parts)
    return re.compile(rf"(?<![\w'])(?:{alternation})(?![\w'])" if language == "en" else alternation)


@lru_cache(maxsize=_REMEMBERED)
def blank(text: str, language: str) -> str:
    """Return ``text`` in lower case, of equal length, with straight apostrophes and sham negations blanked out."""
    return pattern(NOT_NEGATION[language], language).sub(lambda sham: "□" * len(sham.group()), _lowered(text))


def _lowered(text: str) -> str:
    """Return ``text`` in lower case with straight apostrophes, each character in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.replace("’", "'").replace("‘", "'")


@lru_cache(maxsize=_REMEMBERED)
def clauses(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return the clauses of a sentence: a comma, a bracket or a turning word (*but*, 但是) ends one."""
    borders = {mark.end() for mark in _CLAUSE_MARKS[language].finditer(text)}
    borders.update(turn.start() for turn in _turn(language).finditer(text))
    if language == "zh" and "就" in text:
        borders.update(found.end() - 1 for found in _SOON.finditer(text))
    borders.add(len(text))
    borders.discard(0)
    ends = sorted(borders)
    return tuple(zip([0, *ends], ends, strict=False))


def negations(blanked: str, start: int, position: int, language: str, *, everywhere: bool = False) -> int:
    """Count the negations from ``start`` to ``position``; ``blanked`` by :func:`blank`.

    Without ``everywhere`` only those near enough to ``position`` to reach it count.
    """
    if not _may_deny(blanked, language):
        return 0
    begin = start if everywhere else max(start, position - _REACH[language])
    return sum(1 for _ in pattern(NEGATORS[language], language).finditer(blanked, begin, position))


@lru_cache(maxsize=_REMEMBERED)
def _may_deny(blanked: str, language: str) -> bool:
    """Tell whether a negation may be anywhere in the text: its letters are, if perhaps inside another word."""
    return any(map(blanked.__contains__, NEGATORS[language]))


@lru_cache(maxsize=_REMEMBERED)
def opinion(text: str, language: str, cues: tuple[ConceptCue, ...] = ()) -> Opinion:
    """Count the words of praise and of complaint in one sentence; a negated one counts for the other side.

    ``cues`` decide in clauses where no such word stands (:mod:`mkgrdf.extract.concept_cues`).
    """
    lowered, blanked = _lowered(text), blank(text, language)
    doubts = int(_turn_of_phrase("HEDGES", language).search(lowered) is not None)
    stretches: list[Opinion] = []
    reserved: list[bool] = []
    for start, end in clauses(lowered, language):
        turns = _turn(language).match(lowered, start, end) is not None
        if turns or not stretches:
            stretches.append(Opinion(0, 0))
            reserved.append(turns and _reserves(lowered, start, language))
        if negations(blanked, start, end, language, everywhere=True):
            reserved[-1] = False  # "but it isn't bulky": what is denied has been weighed with its clause
        found = _in_clause(lowered, blanked, start, end, language)
        if not found.praise and not found.complaint:
            found = _by_cues([cue for cue in cues if start <= cue.start < end]) or found
        stretches[-1] = _sum(stretches[-1], found)
    for stretch, reserve, following in zip(stretches, reserved, [*stretches[1:], None], strict=True):
        # "I'm no runner, but I love them": what a turn sets right is no doubt
        doubts += 0 if following is not None and following.is_praise else stretch.doubts
        doubts += reserve and stretch == Opinion(0, 0)
    whole = reduce(_sum, stretches, Opinion(0, 0))
    return Opinion(whole.praise, whole.complaint, doubts)


def _by_cues(cues: list[ConceptCue]) -> Opinion | None:
    if not cues:
        return None
    met = all(cue.good for cue in cues)
    return Opinion(int(met), int(not met))


def _sum(one: Opinion, other: Opinion) -> Opinion:
    return Opinion(one.praise + other.praise, one.complaint + other.complaint, one.doubts + other.doubts)


def _reserves(lowered: str, start: int, language: str) -> bool:
    """Tell whether a reservation begins at ``start``: a *but* with words after it, no *though* at the end."""
    turn = _turn_of_phrase("STRONG_TURNS", language).match(lowered, start)
    return turn is not None and len(_UNIT.findall(lowered, turn.end())) >= _FEWEST_AFTER_TURN


def _in_clause(lowered: str, blanked: str, start: int, end: int, language: str) -> Opinion:
    """Count in one clause: turns of phrase first, then the words outside them; else a denial is a doubt."""
    praise = complaint = 0
    words, signs = lowered[:end], blanked[:end]
    for table, good in (("COMPLAINS", False), ("PRAISES", True)):
        for found in _turn_of_phrase(table, language).finditer(words, start):
            if negations(signs, start, found.start(), language) % 2:
                complaint += good
                praise += not good and language == "zh"
            else:
                praise += good
                complaint += not good
            gap = "□" * len(found.group())
            words = words[: found.start()] + gap + words[found.end() :]
            signs = signs[: found.start()] + gap + signs[found.end() :]
    counted = praise + complaint
    for position, good in _opinion_words(words, start, end, language):
        counted += 1
        if negations(signs, start, position, language) % 2:
            # "not bad" is faint praise, "no problem" is none: a denied complaint is not counted at all in English
            complaint += good
            praise += not good and language == "zh"
        elif good:
            praise += 1
        else:
            complaint += 1
    denied = not counted and negations(signs, start, end, language, everywhere=True) % 2 == 1
    return Opinion(praise, complaint, int(denied and len(_UNIT.findall(lowered, start, end)) > 1))


@cache
def _phrases(language: str) -> re.Pattern[str]:
    chosen = POSITIVE[language] | NEGATIVE[language] | NEUTRAL[language]
    return pattern(frozenset(entry for entry in chosen if language == "zh" or " " in entry), language)


def _opinion_words(lowered: str, start: int, end: int, language: str) -> Iterator[tuple[int, bool]]:
    taken = start
    for phrase in _phrases(language).finditer(lowered, start, end):
        if language == "en":
            yield from _single_words(lowered, taken, phrase.start())
        taken = phrase.end()
        if phrase.group() not in NEUTRAL[language]:
            yield phrase.start(), phrase.group() in POSITIVE[language]
    if language == "en":
        yield from _single_words(lowered, taken, end)


def _single_words(lowered: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    for found in _WORD.finditer(lowered, start, end):
        good = _is_good(found.group())
        if good is not None:
            yield found.start(), good


@lru_cache(maxsize=20_000)
def _is_good(word: str) -> bool | None:
    """Tell whether an English word praises or complains; None if it does neither."""
    for form in _plain_forms(word):
        if form in POSITIVE["en"] or form in NEGATIVE["en"]:
            return form in POSITIVE["en"]
    return None


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
    """Return the polarity, from -1 to 1 to two places, of what was counted, given the prior ``before``.

    Above zero only for praise without complaint or doubt; stars do not soften what complains.
    """
    if not found.praise and not found.complaint:
        return Decimal("0.00")
    weight = found.praise + found.complaint + 1
    stars = min(before, Decimal(0)) if found.complaint > found.praise else before
    polarity = ((found.praise - found.complaint + stars) / weight).quantize(Decimal("0.01"))
    return polarity if found.is_praise else min(polarity, Decimal("0.00"))
