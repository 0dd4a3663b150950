"""What classifiers are asked: of what kind is this sentence, this phrase in it, or what ties these two mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mkgrdf.errors import ModelError

__all__ = ["KINDS", "Answer", "Question", "macro_f1"]

KINDS = ("sentences", "phrases", "relations")
"""The kinds of questions, each with a classifier of its own."""


@dataclass(frozen=True, slots=True)
class Question:
    """One text to classify.

    Attributes:
        text: the sentence.
        phrase: for ``phrases``: the words that are asked about.
        first, second: for ``relations``: where the two mentions stand, as characters ``(start, end)`` of ``text``.

    Raises:
        ModelError: a mention lies outside the text.
    """

    text: str
    phrase: str = ""
    first: tuple[int, int] | None = None
    second: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        for mention in (self.first, self.second):
            if mention is not None and not 0 <= mention[0] < mention[1] <= len(self.text):
                raise ModelError(
                    f"a mention at characters {mention[0]} to {mention[1]} of a text of {len(self.text)}; expected it "
                    "inside the text and not empty"
                )

    @property
    def kind(self) -> str:
        """Which of :data:`KINDS` it is."""
        if self.first is not None and self.second is not None:
            return "relations"
        return "phrases" if self.phrase else "sentences"


@dataclass(frozen=True, slots=True)
class Answer:
    """The likeliest label.

    ``confidence`` is calibrated; None where the model has no calibration. ``probabilities`` are of all labels, in the
    order of the model's card, calibrated where it is.
    """

    label: str
    confidence: float | None
    probabilities: tuple[float, ...]


def macro_f1(truth: Sequence[str], found: Sequence[str]) -> float:
    """Return the mean F1 over all labels in ``truth`` or ``found``; 0 for nothing."""
    right, there, said = Counter[str](), Counter(truth), Counter(found)
    right.update(label for label, guess in zip(truth, found, strict=True) if label == guess)
    labels = sorted(set(truth) | set(found))
    return sum(2 * right[label] / (there[label] + said[label]) for label in labels) / len(labels) if labels else 0.0
