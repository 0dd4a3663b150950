"""From candidates to phrases: what has one normal form is one thing, with all its names and all that speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from pyoxigraph import NamedNode

from mkgrdf.extract import KnownConcept
from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.typing import KINDS
from mkgrdf.records import Label
from mkgrdf.text.automaton import fold

__all__ = ["MOST_EVIDENCE", "Phrase", "Verdict", "names_of", "new_names", "verdict_of"]

MOST_EVIDENCE: Final = 50
"""How many documents are kept as evidence of one phrase; all are counted."""
_DAMPING: Final = Decimal("0.3")
"""How much each further document adds: people repeat each other, and a pattern that errs errs again."""
_CEILING: Final = Decimal("0.99")
_MOST_NAMES: Final = 12
_SHORTEST_CHINESE: Final = 3


@dataclass(slots=True)
class Phrase:
    """All candidates that are one concept: how often they were seen, how each kind was judged, under which names.

    ``known`` is the concept that somebody listed and that it joins, if any.
    """

    kind: str
    known: KnownConcept | None = None
    seen: int = 0
    probabilities: dict[str, float] = field(default_factory=dict)
    labels: dict[str, Counter[str]] = field(default_factory=dict)
    surfaces: dict[str, Counter[str]] = field(default_factory=dict)
    documents: dict[NamedNode, float] = field(default_factory=dict)
    patterns: Counter[str] = field(default_factory=Counter)

    def add(self, candidate: Candidate, names: Label, probabilities: Mapping[str, float], document: NamedNode) -> None:
        """Add one candidate, found in ``document``; ``names`` are what a person would call it."""
        self.seen += 1
        self.patterns[candidate.pattern] += 1
        for label, value in probabilities.items():
            self.probabilities[label] = self.probabilities.get(label, 0.0) + value
        # What is composed joins a known concept by its parts; their names put together are nobody's words for it.
        for language, name in () if self.known and candidate.parts else names:
            self.labels.setdefault(language, Counter())[name] += 1
        if candidate.surface:
            self.surfaces.setdefault(candidate.language, Counter())[candidate.surface] += 1
        best = max(self.documents.get(document, 0.0), probabilities.get(self.kind, 0.0))
        if document in self.documents or len(self.documents) < MOST_EVIDENCE:
            self.documents[document] = best


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a phrase is: its kind, how surely, and whether that was calibrated (one document) or pooled."""

    kind: str
    confidence: Decimal
    calibrated: bool


def verdict_of(phrase: Phrase) -> Verdict | None:
    """Return whether ``phrase`` is a concept of its kind: only if no other kind is judged more probable.

    One document gives the calibrated mean of its judgements; each further one lets the doubt shrink by a part of what
    it would if documents were independent (noisy-or, damped).
    """
    kind = phrase.kind
    if phrase.known is None and max(KINDS, key=lambda name: phrase.probabilities.get(name, 0.0)) != kind:
        return None
    mean = phrase.probabilities.get(kind, 0.0) / phrase.seen
    doubt = Decimal(str(round(1 - mean, 6)))
    for further in sorted(phrase.documents.values(), reverse=True)[1:]:
        doubt *= 1 - _DAMPING * Decimal(str(round(further, 6)))
    confidence = min(1 - doubt, _CEILING).quantize(Decimal("0.0001"), rounding=ROUND_HALF_EVEN)
    return Verdict(kind, max(confidence, Decimal(0)), len(phrase.documents) == 1)


def names_of(phrase: Phrase) -> tuple[Label, Label]:
    """Return the first names (one a language, the most frequent) and further names of a new concept.

    A further name is a surface that differs from the first by more than case, blanks or hyphens.
    """
    first = tuple((language, _most(labels)) for language, labels in sorted(phrase.labels.items()))
    return first, _others(phrase, first, phrase.labels)


def new_names(phrase: Phrase, concept: KnownConcept) -> Label:
    """Return the names that texts use for a known ``concept`` and that it does not have yet.

    A single word is left out: somebody has chosen the names of this concept, and a word more (*broke*, *cold*) would be
    found wherever it means something else.
    """
    return tuple(filter(_is_telling, _others(phrase, concept.names, phrase.labels)))


def _is_telling(name: tuple[str, str]) -> bool:
    language, words = name
    return len(words) >= _SHORTEST_CHINESE if language == "zh" else " " in words or "-" in words


def _others(phrase: Phrase, names: Label, labels: Mapping[str, Counter[str]]) -> Label:
    taken = {(language, _plain(name)) for language, name in names}
    found = []
    for language, surfaces in sorted(phrase.surfaces.items()):
        counted = surfaces + labels.get(language, Counter())
        for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_MOST_NAMES]:
            plain = _plain(name)
            if (language, plain) not in taken and len(plain) > 1:
                taken.add((language, plain))
                found.append((language, name))
    return tuple(sorted(found))


def _most(counts: Counter[str]) -> str:
    return min(counts.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[0]


def _plain(name: str) -> str:
    return fold(name).text.replace("-", " ").strip()
