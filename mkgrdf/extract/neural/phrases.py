"""Of which kind a phrase is, by all sentences that it stands in: for typing concepts at the neural level.

``[CLS] phrase [SEP] sentence [SEP]`` gives each sentence's answer; the phrase's is their mean, so that one odd sentence
does not decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mkgrdf.extract.neural.agent import Loaded, agent_of
from mkgrdf.models.questions import Question

if TYPE_CHECKING:
    from mkgrdf.models.neural.classifier import Classifier
    from mkgrdf.models.neural.devices import Device

__all__ = ["NeuralPhraseJudge"]


def _load(spec: str, device: Device) -> Classifier:
    from mkgrdf.models.neural.classifier import Classifier  # noqa: PLC0415 - torch only when a model is asked

    return Classifier.load(spec, asks="phrases", device=device)


class NeuralPhraseJudge:
    """Asks a classifier of phrases.

    Args:
        spec: a classifier that ``mkgrdf train neural phrases`` wrote, as ``local:FOLDER``.
        device: where to run it.
        threads: of the CPU.

    Raises:
        ModelError: there is no such model.
    """

    def __init__(self, spec: str, *, device: str = "auto", threads: int | None = None) -> None:
        self.model, self.card = agent_of(spec)
        self._classifier = Loaded(_load, spec, device, threads)

    def probabilities(self, asked: Iterable[tuple[str, Sequence[str]]]) -> list[dict[str, float]]:
        """Return the probability of each label for each phrase, given with its sentences (at least one)."""
        phrases = list(asked)
        questions = [Question(sentence, phrase=phrase) for phrase, sentences in phrases for sentence in sentences]
        answers = iter(self._classifier.get().answer(questions))
        found = []
        for _, sentences in phrases:
            rows = [next(answers).probabilities for _ in sentences]
            means = (sum(column) / len(rows) for column in zip(*rows, strict=True))
            found.append(dict(zip(self.card.labels, means, strict=True)))
        return found
