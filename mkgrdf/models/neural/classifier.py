"""Classifies sentences, phrases in sentences (``[CLS] phrase [SEP] sentence [SEP]``), and pairs of mentions.

One network for all three: a pretrained encoder, what it says pooled, a softmax. Sentences and phrases: the first piece
and the mean of all; relations: the first piece and the means of both mentions. Temperature scaling on held-out
examples makes the softmax a confidence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from mkgrdf.errors import ModelError
from mkgrdf.models.batching import by_length, in_order
from mkgrdf.models.calibration import Temperature, expected_calibration_error, fit_temperature, softmax
from mkgrdf.models.card import ModelCard, digest_of
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.encoder import Encoder, Input
from mkgrdf.models.neural.loop import Epoch, Schedule, fit, seeded
from mkgrdf.models.neural.marked import add_markers, marked
from mkgrdf.models.neural.saved import open_saved, save, stamp
from mkgrdf.models.questions import KINDS, Answer, Question, macro_f1

__all__ = ["Classifier", "train_classifier"]

KIND: Final = "classifier"
_MOST_PADDED = 4096
_FEWEST_CALIBRATED = 30
"""Held-out examples from which on a calibration is more than noise; with fewer there is none, and the card says so."""
_TASKS: Final = {
    "sentences": "Tells of what kind a sentence is.",
    "phrases": "Tells of what kind a phrase in its sentence is.",
    "relations": "Tells what ties two mentions in a sentence.",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A question as numbers; ``first`` and ``second`` are stretches of pieces, of the one window of a relation."""

    inputs: tuple[Input, ...]
    first: tuple[int, int]
    second: tuple[int, int]
    label: int

    @property
    def pieces(self) -> int:
        return sum(len(entry.pieces) for entry in self.inputs)


class _Network(nn.Module):
    """What is pooled -> scores of labels; ``body`` is the encoder's."""

    def __init__(self, body: nn.Module, width: int, labels: int) -> None:
        super().__init__()
        self.body = body
        self.dropout = nn.Dropout(0.1)
        self.scores = nn.Linear(width, labels)


class Classifier:
    """A trained classifier of one kind of questions.

    Attributes:
        id: ``local:NAME``; empty until it is saved and loaded.
        asks: which of :data:`~mkgrdf.models.questions.KINDS` it answers.
        card: what it was trained on and how good it is.
    """

    def __init__(self, encoder: Encoder, labels: Sequence[str], asks: str, *, card: ModelCard, id_: str = "") -> None:
        if asks not in KINDS:
            raise ModelError(f"no classifier of {asks!r}; expected one of {', '.join(KINDS)}")
        self.id = id_
        self.asks = asks
        self.card = card
        self.encoder = encoder
        self.temperature: Temperature | None = None
        self._labels = tuple(labels)
        if asks == "relations":
            add_markers(encoder)
        self.module: nn.Module = _Network(encoder.body, (3 if asks == "relations" else 2) * encoder.width, len(labels))
        self.module.to(encoder.device.name)
        self.module.eval()

    # --- what the loop asks ---------------------------------------------------------------------------------------

    def loss(self, examples: Sequence[_Row]) -> Tensor:
        """Return the mean cross-entropy."""
        scores = self._scores(examples)
        truth = torch.tensor([row.label for row in examples], device=scores.device)
        return nn.functional.cross_entropy(scores, truth)

    def score(self, examples: Sequence[_Row]) -> float:
        """Return the macro F1."""
        found = [self._labels[max(range(len(row)), key=row.__getitem__)] for row in self.scores(examples)]
        return macro_f1([self._labels[row.label] for row in examples], found)

    def size(self, example: _Row) -> int:
        """Return how many pieces a question has."""
        return example.pieces

    # --- what users ask -------------------------------------------------------------------------------------------

    def answer(self, questions: Sequence[Question]) -> list[Answer]:
        """Return the likeliest label of each question, in order.

        Raises:
            ModelError: a question is of another kind.
        """
        answers = []
        for scores in self.scores(self.rows(questions)):
            probabilities = softmax(scores, self.temperature.value if self.temperature else 1.0)
            best = max(range(len(scores)), key=probabilities.__getitem__)
            sure = probabilities[best] if self.temperature else None
            answers.append(Answer(self._labels[best], sure, probabilities))
        return answers

    def save(self, folder: Path) -> None:
        """Write the classifier into ``folder``."""
        save(folder, KIND, card=self.card, module=self.module, encoder=self.encoder, options=self.options())

    @classmethod
    def load(cls, spec: str, *, asks: str | None = None, device: Device | None = None) -> Classifier:
        """Return the classifier that ``spec`` names: ``local:FOLDER`` or ``hub:NAME@REVISION``.

        Raises:
            ModelError: it is not there, is no classifier, or not of the kind of questions that ``asks`` names.
        """
        saved = open_saved(spec, KIND, device)
        own = str(saved.options["asks"])
        if asks is not None and own != asks:
            raise ModelError(f"{saved.id} is a classifier of {own}; expected one of {asks}")
        classifier = cls(saved.encoder, saved.card.labels, own, card=saved.card, id_=saved.id)
        saved.fill(classifier.module)
        temperature = saved.options["temperature"]
        classifier.temperature = None if temperature is None else Temperature(float(temperature))
        return classifier

    def options(self) -> dict[str, str | float | None]:
        """Return everything but the weights that its answers depend on, for its folder."""
        return {"asks": self.asks, "temperature": self.temperature.value if self.temperature else None}

    def rows(self, questions: Sequence[Question], labels: Sequence[str] | None = None) -> list[_Row]:
        """Return questions as numbers, with their true ``labels`` where known.

        Raises:
            ModelError: a question is of another kind than this classifier's.
        """
        for question in questions:
            if question.kind != self.asks:
                raise ModelError(f"a question about {question.kind} for a classifier of {self.asks}: {question}")
        numbers = [0] * len(questions) if labels is None else [self._labels.index(label) for label in labels]
        if self.asks == "relations":
            found = marked(self.encoder, questions)
            return [
                _Row((entry.input,), entry.first, entry.second, number)
                for entry, number in zip(found, numbers, strict=True)
            ]
        texts = [question.text for question in questions]
        if self.asks == "phrases":
            windows = self.encoder.inputs([question.phrase for question in questions], texts)
        else:
            windows = self.encoder.inputs(texts)
        return [_Row(tuple(entries), (0, 1), (0, 1), number) for entries, number in zip(windows, numbers, strict=True)]

    @torch.no_grad()
    def scores(self, rows: Sequence[_Row]) -> list[list[float]]:
        """Return a score (log-odds up to a constant) of each label for each row, in order."""
        batches = by_length([row.pieces for row in rows], most=_MOST_PADDED)
        return in_order(batches, (self._scores([rows[at] for at in batch]).tolist() for batch in batches))

    def _scores(self, rows: Sequence[_Row]) -> Tensor:
        inputs = [entry for row in rows for entry in row.inputs]
        states = self.encoder.states(inputs)
        if self.asks == "relations":
            parts = [_mean(states, [row.first for row in rows]), _mean(states, [row.second for row in rows])]
        else:
            parts = [_mean(states, [(0, len(entry.pieces)) for entry in inputs])]
        network = self.module
        assert isinstance(network, _Network)  # noqa: S101 - only __init__ sets it
        scores: Tensor = network.scores(network.dropout(torch.cat([states[:, 0], *parts], dim=1)))
        if len(inputs) == len(rows):
            return scores
        owners = torch.tensor([number for number, row in enumerate(rows) for _ in row.inputs], device=scores.device)
        sums = torch.zeros(len(rows), scores.shape[1], device=scores.device).index_add(0, owners, scores)
        return sums / torch.bincount(owners, minlength=len(rows)).unsqueeze(1)


def train_classifier(
    train: Sequence[tuple[Question, str]],
    held_out: Sequence[tuple[Question, str]],
    encoder: Encoder,
    *,
    asks: str,
    name: str,
    data: str,
    languages: Sequence[str],
    schedule: Schedule | None = None,
    watch: Callable[[Epoch], None] | None = None,
) -> Classifier:
    """Train a classifier on ``train``, stopped and calibrated on ``held_out``; the encoder's weights are changed.

    Args:
        train: questions with their true labels.
        held_out: others, of other texts (better: of other products).
        encoder: the pretrained model to start from.
        asks: which of :data:`~mkgrdf.models.questions.KINDS` the questions are.
        name: for the card.
        data: for the card: what the examples are, and their licence.
        languages: for the card.
        schedule: how long and how fast to learn.
        watch: told each epoch as it ends.

    Raises:
        ModelError: there are fewer than two labels to tell apart, or a held-out label that nobody saw.
    """
    schedule = Schedule() if schedule is None else schedule
    labels = sorted({label for _, label in train})
    if len(labels) < 2:
        raise ModelError(f"{len(train)} examples with {len(labels)} labels; expected at least two labels to tell apart")
    unknown = sorted({label for _, label in held_out} - set(labels))
    if unknown:
        raise ModelError(
            f"labels {', '.join(unknown)} are held out but not in the training examples; join or drop them"
        )
    card = ModelCard(
        name=name,
        task=_TASKS.get(asks, ""),
        revision="",
        languages=tuple(languages),
        labels=tuple(labels),
        data=data,
        data_digest=digest_of(*(repr(example).encode() for example in (*train, *held_out))),
        settings={**schedule.settings(), "encoder": f"{encoder.id}@{encoder.revision}"},
        seed=schedule.seed,
    )
    with seeded(schedule.seed):
        classifier = Classifier(encoder, labels, asks, card=card)
        rows = classifier.rows([question for question, _ in train], [label for _, label in train])
        kept = classifier.rows([question for question, _ in held_out], [label for _, label in held_out])
        epochs = fit(classifier, rows, kept, schedule, watch)
    scores, truth = classifier.scores(kept), [row.label for row in kept]
    best = max(epochs, key=lambda epoch: epoch.score)
    right = [max(range(len(row)), key=row.__getitem__) == label for row, label in zip(scores, truth, strict=True)]
    metrics = {
        "held-out macro F1": round(best.score, 4),
        "held-out accuracy": round(sum(right) / len(right), 4),
        "epochs": float(best.number),
    }
    if len(kept) >= _FEWEST_CALIBRATED:
        classifier.temperature = fit_temperature(scores, truth)
        sure = [max(softmax(row, classifier.temperature.value)) for row in scores]
        metrics["held-out calibration error"] = round(expected_calibration_error(sure, right), 4)
    settings: dict[str, str | int | float | bool] = {**card.settings, "calibrated": classifier.temperature is not None}
    if classifier.temperature is not None:
        settings["temperature"] = classifier.temperature.value
    classifier.card = stamp(replace(card, metrics=metrics, settings=settings), classifier.module, classifier.options())
    return classifier


def _mean(states: Tensor, stretches: Sequence[tuple[int, int]]) -> Tensor:
    """Return the mean state (rows, width) over pieces ``start`` to ``end`` of each row."""
    positions = torch.arange(states.shape[1], device=states.device)
    bounds = torch.tensor(stretches, device=states.device)
    inside = ((positions >= bounds[:, :1]) & (positions < bounds[:, 1:])).to(states.dtype)
    return (states * inside.unsqueeze(2)).sum(1) / inside.sum(1, keepdim=True)
