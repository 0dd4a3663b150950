"""How well models of sentences tell polarity and kind: accuracy, macro F1, calibration error, label by label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_models.labelled import LabelledSentence
from mkgrdf.extract.sentence_models.models import SentenceModels
from mkgrdf.models.calibration import expected_calibration_error

__all__ = ["LabelFigures", "TaskFigures", "measure_answers", "measure_sentences"]


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """Of one label: how many sentences have it, and precision and recall."""

    label: str
    sentences: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class TaskFigures:
    """Of one task in one language, e.g. ``polarity en``: figures over all its sentences, and label by label."""

    task: str
    sentences: int
    accuracy: float
    calibration_error: float
    labels: tuple[LabelFigures, ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the F1 of the labels that occur."""
        return sum(label.f1 for label in self.labels) / len(self.labels) if self.labels else 0.0


def measure_answers(task: str, truth: Sequence[str], answers: Sequence[tuple[str, float]]) -> TaskFigures:
    """Compare ``answers``, each a label and how sure it is, with the true labels.

    The calibration error is the expected one over ten bins of the confidence in the answer given.
    """
    hits = [label == answer for label, (answer, _) in zip(truth, answers, strict=True)]
    labels = []
    for label in sorted(set(truth)):
        right = sum(1 for one, (answer, _) in zip(truth, answers, strict=True) if one == answer == label)
        given = sum(1 for answer, _ in answers if answer == label)
        size = sum(1 for one in truth if one == label)
        labels.append(LabelFigures(label, size, right / given if given else 0.0, right / size))
    error = expected_calibration_error([sure for _, sure in answers], hits)
    return TaskFigures(task, len(hits), sum(hits) / len(hits) if hits else 0.0, error, tuple(labels))


def measure_sentences(models: SentenceModels, rows: Sequence[LabelledSentence]) -> tuple[TaskFigures, ...]:
    """Measure ``models`` on labelled sentences, for each task and language of which there are labels."""
    results = []
    for language in sorted({row.language for row in rows}):
        own = [row for row in rows if row.language == language]
        rated = [row for row in own if row.polarity]
        if rated:
            answers = [_polarity(models, row) for row in rated]
            results.append(measure_answers(f"polarity {language}", [row.polarity for row in rated], answers))
        kinds = [row for row in own if row.kind]
        if kinds:
            given = [_best(models.kinds(row.text, language, opinion(row.text, language))) for row in kinds]
            results.append(measure_answers(f"kind {language}", [row.kind for row in kinds], given))
    return tuple(results)


def _polarity(models: SentenceModels, row: LabelledSentence) -> tuple[str, float]:
    praise = models.praise(row.text, row.language, opinion(row.text, row.language))
    return ("positive", praise) if praise > 0.5 else ("negative", 1 - praise)


def _best(probabilities: Mapping[str, float]) -> tuple[str, float]:
    return max(probabilities.items(), key=lambda item: (item[1], item[0]))
