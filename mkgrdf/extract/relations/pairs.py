"""Finds, in one sentence, pairs of concepts that it ties together, and how strongly its words do so.

A scene with a pain point may say that the one raises the other, a pain point with an intent that the one motivates the
other, a property value with an intent that the one supports the other. Words between and around them decide (*no more
wet socks on the trail*), and, for a need and a pain, how each is meant: a pain that is gone where the need is met, or
felt where it is not, shows what is wanted against it; a pain that is felt though the need is met shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pyoxigraph import NamedNode

from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.mentions import Found
from mkgrdf.extract.reasons import because
from mkgrdf.extract.relations import words
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.records import ConceptKind

__all__ = ["Tie", "ties"]

_MARKS = ("▲", "▼")
_CONTRAST = re.compile(r"\b(?:but|yet|while|though|although|however)\b|但|却|又不|虽然|不过|而不")


@dataclass(frozen=True, slots=True)
class Tie:
    """One sentence's word for an edge: ``predicate`` is a local name, ``confidence`` that of this sentence alone."""

    subject: NamedNode
    predicate: str
    object: NamedNode
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class _Place:
    node: NamedNode
    start: int
    end: int


def ties(sentence: KeptSentence, inside: Found, kinds: Mapping[NamedNode, str]) -> Iterator[Tie]:
    """Yield what the sentence says of the pairs of concepts and values ``inside`` it; offsets are the document's."""
    scenes, pains, intents = (
        _places(sentence, inside, kinds, kind)
        for kind in (ConceptKind.SCENE, ConceptKind.PAIN_POINT, ConceptKind.INTENT)
    )
    if not (scenes and pains) and not (pains and intents) and not (intents and inside.values):
        return
    reader = StanceReader(sentence.span.text, sentence.language)
    for pain in pains:
        for scene in scenes:
            confidence = PRIORS["relation: in one sentence"]
            if _matches("RAISES", sentence, scene, pain):
                confidence = PRIORS["relation: cue words"]
            yield Tie(scene.node, "raises", pain.node, confidence)
        for intent in intents:
            found = _motivates(sentence, reader, pain, intent)
            if found is not None:
                yield Tie(pain.node, "motivates", intent.node, found)
    offset = sentence.span.start
    for intent in intents:
        if not inside.values or reader.of_good(intent.start, intent.end) is not Stance.AFFIRMED:
            continue
        for value in inside.values:
            place = (value.start - offset, value.end - offset)
            reason = because(reader, place, (intent.start, intent.end))
            if reason is not None:
                for node in value.nodes:
                    yield Tie(node, "supports", intent.node, reason)


def _places(sentence: KeptSentence, inside: Found, kinds: Mapping[NamedNode, str], kind: ConceptKind) -> list[_Place]:
    """Return the mentions of concepts of ``kind`` by names that only one concept has."""
    offset = sentence.span.start
    return [
        _Place(named.nodes[0], named.start - offset, named.end - offset)
        for named in inside.concepts
        if len(named.nodes) == 1 and kinds[named.nodes[0]] == kind
    ]


def _motivates(sentence: KeptSentence, reader: StanceReader, pain: _Place, intent: _Place) -> Decimal | None:
    """Return how surely the pain makes people want the intent; None where the sentence speaks against it."""
    felt = reader.of_pain(pain.start, pain.end)
    met = reader.of_good(intent.start, intent.end)
    cued = _matches("AGAINST", sentence, pain, intent)
    if felt is Stance.AFFIRMED and met is Stance.AFFIRMED:
        return PRIORS["relation: cue words"] if _matches("WANTED", sentence, pain, intent) else None
    if (
        felt is Stance.DENIED
        and met is Stance.AFFIRMED
        and _CONTRAST.search(_between(sentence.span.text, pain, intent))
    ):
        return None  # warm, but not too hot: a balance, no remedy
    opposed = (felt is Stance.DENIED) == (met is Stance.AFFIRMED) or (felt is Stance.WISHED and met is Stance.AFFIRMED)
    if cued:
        both = "motivates: cue words, and one is there where the other is not"
        return PRIORS[both if opposed else "relation: cue words"]
    return PRIORS["motivates: one is there where the other is not" if opposed else "relation: in one sentence"]


def _between(text: str, first: _Place, second: _Place) -> str:
    one, other = sorted((first, second), key=lambda place: place.start)
    return text[one.end : other.start].lower()


def _matches(table: str, sentence: KeptSentence, first: _Place, second: _Place) -> bool:
    return _pattern(table, sentence.language).search(_marked(sentence.span.text, first, second)) is not None


def _marked(text: str, first: _Place, second: _Place) -> str:
    """Return the sentence in lower case with a mark for each of the two places."""
    (one, mark_one), (other, mark_other) = sorted(
        ((first, _MARKS[0]), (second, _MARKS[1])), key=lambda pair: pair[0].start
    )
    pieces = (text[: one.start], mark_one, text[one.end : other.start], mark_other, text[other.end :])
    return "".join(pieces).lower().replace("’", "'")


@cache
def _pattern(table: str, language: str) -> re.Pattern[str]:
    tables: dict[str, tuple[str, ...]] = getattr(words, table)
    parts = (rf"(?<![\w'])(?:{part})" if language == "en" else f"(?:{part})" for part in tables[language])
    return re.compile("|".join(parts))
