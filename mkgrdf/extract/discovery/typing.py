"""Judges which kind of concept a candidate is, if any, and how surely: a linear model trained from labelled sentences.

``examples/lexicon/labelled-sentences.tsv`` holds sentences written for this project, in both languages, each with the
concepts that it names; what the patterns find there and nobody listed is no concept. The names of the seed lexicon, put
into such sentences, are further examples. ``mkgrdf train concepts`` makes the shipped model from both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from mkgrdf.errors import CatalogError
from mkgrdf.extract import KnownConcept
from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.chinese import chinese_candidates
from mkgrdf.extract.discovery.english import english_candidates
from mkgrdf.extract.discovery.features import Setting, features
from mkgrdf.extract.discovery.known_names import KnownNames
from mkgrdf.models.linear import LinearModel, train_linear
from mkgrdf.records import ConceptKind, DocumentKind

__all__ = ["KINDS", "NONE", "SHIPPED", "Judge", "LabelledSentence", "candidates_in", "read_labelled", "train_judge"]

NONE: Final = "none"
KINDS: Final = tuple(kind.value for kind in ConceptKind)
SHIPPED: Final = Path(__file__).resolve().parents[2] / "models" / "shipped" / "concept-kinds"
_COLUMNS: Final = ("language", "source", "rating", "sentence", "concepts")

_CARRIERS: Final = {
    ("en", "Scene"): ("Great for {}.", "I use it for {} every week.", "Perfect for {} and more."),
    ("en", "PainPoint"): ("No more {}.", "Say goodbye to {}.", "It prevents {}."),
    ("en", "Audience"): ("Perfect for {}.", "A great gift for {}.", "Made for {}."),
    ("en", "Occasion"): ("Great for {}.", "Perfect for {}."),
    ("zh", "Scene"): ("适合{}。", "{}时用很方便。", "在{}用正好。"),
    ("zh", "PainPoint"): ("告别{}。", "有点{}。", "再也不怕{}。"),
    ("zh", "Audience"): ("适合{}。", "{}可用。"),
    ("zh", "Occasion"): ("{}送礼正好。", "适合{}。"),
    ("zh", "Intent"): ("{}，很好用。", "有效{}。"),
}
"""Sentences into which names of the seed lexicon are put; English intents are verb phrases and stand in none."""


@dataclass(frozen=True, slots=True)
class LabelledSentence:
    """A sentence and the concepts that it names: kind by name."""

    language: str
    source: DocumentKind
    rating: Decimal | None
    text: str
    concepts: tuple[tuple[str, str], ...]

    def label(self, candidate: Candidate) -> str:
        """Return the kind of concept that ``candidate`` is here, or ``none``."""
        right = [kind for kind, name in self.concepts if name == candidate.label]
        return candidate.guess if candidate.guess in right else right[0] if right else NONE


def candidates_in(text: str, language: str) -> tuple[Candidate, ...]:
    """Return what the patterns of ``language`` find in the sentence ``text``."""
    return chinese_candidates(text) if language == "zh" else english_candidates(text)


def read_labelled(path: Path) -> tuple[LabelledSentence, ...]:
    """Read labelled sentences: tab-separated, the concepts as ``Scene: gym; PainPoint: strap digs into shoulders``.

    Raises:
        CatalogError: a line cannot be read; says which, and what was expected.
    """
    found = []
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, start=1):
            if number == 1:
                if tuple(row) != _COLUMNS:
                    raise CatalogError(f"columns {row}; expected {', '.join(_COLUMNS)}", file=str(path), row=1)
                continue
            found.append(_labelled(row, path, number))
    return tuple(found)


def _labelled(row: list[str], path: Path, number: int) -> LabelledSentence:
    if len(row) != len(_COLUMNS):
        raise CatalogError(f"{len(row)} columns; expected {len(_COLUMNS)}", file=str(path), row=number)
    language, source, rating, text, listed = row
    concepts = []
    for item in filter(None, listed.split("; ")):
        kind, _, name = item.partition(": ")
        if kind not in (*KINDS, "PropertyValue") or not name:
            expected = f"Kind: name, the kind one of {', '.join(KINDS)} or PropertyValue"
            raise CatalogError(f"{item!r}; expected {expected}", file=str(path), row=number, column="concepts")
        concepts.append((kind, name))
    try:
        stars = Decimal(rating) if rating else None
        return LabelledSentence(language, DocumentKind(source), stars, text, tuple(concepts))
    except (ValueError, ArithmeticError) as error:
        raise CatalogError(
            f"{error}; expected a kind of document, and stars or nothing", file=str(path), row=number
        ) from error


def _carried(concepts: Sequence[KnownConcept]) -> Iterator[LabelledSentence]:
    """Yield sentences with the first name of each concept, and each tenth other name, in either language."""
    for place, concept in enumerate(sorted(concepts, key=lambda concept: concept.iri.value)):
        seen: dict[str, int] = {}
        for language, name in concept.names:
            count = seen[language] = seen.get(language, 0) + 1
            carriers = _CARRIERS.get((language, concept.kind), ())
            if carriers and (count == 1 or (place + count) % 10 == 0):
                text = carriers[(place + count) % len(carriers)].format(name)
                yield LabelledSentence(language, DocumentKind.DETAIL_PAGE, None, text, ((concept.kind, name),))


@dataclass(frozen=True, slots=True)
class Judge:
    """The model, with the concepts that are listed already."""

    model: LinearModel
    names: KnownNames

    def probabilities(self, candidate: Candidate, setting: Setting) -> dict[str, float]:
        """Return how probable each kind is, ``none`` included."""
        found = self.model.probabilities(features(candidate, setting, self.names))
        return dict(zip(self.model.labels, found, strict=True))


@cache
def shipped_model() -> LinearModel:
    """Return the model that ships with mkgrdf."""
    return LinearModel.load(SHIPPED)


def train_judge(sentences: Sequence[LabelledSentence], concepts: Sequence[KnownConcept], data: str) -> LinearModel:
    """Train the model that judges candidates; it is calibrated on sentences that it was not trained on.

    Raises:
        ModelError: scikit-learn is missing, or the examples are too few.
    """
    names = KnownNames.of(concepts)
    nobody = KnownNames({})
    rows, labels, groups = [], [], []
    for table, examples in ((names, sentences), (nobody, tuple(_carried(concepts)))):
        for number, sentence in enumerate(examples):
            setting = Setting.of(sentence.text, sentence.language, sentence.source, sentence.rating)
            for candidate in candidates_in(sentence.text, sentence.language):
                label = sentence.label(candidate)
                if table is nobody and label == NONE:
                    continue  # what else such a made sentence seems to name says nothing of real ones
                rows.append(features(candidate, setting, table))
                labels.append(label)
                groups.append(f"{'written' if table is names else 'carried'} {number}")
    return train_linear(
        rows,
        labels,
        groups,
        name="concept-kinds",
        task="Tells which kind of shopping concept a phrase in a sentence is, if any.",
        data=data,
        tf_idf=False,
        normalise=False,
        strength=0.5,
        fewest=2,
    )
