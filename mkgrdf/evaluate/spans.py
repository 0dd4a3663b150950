"""How well entities are found: precision, recall and F1 over whole spans, by the rules of ``seqeval``.

A span counts as right if start, end and type are all the same. Micro averages are over all spans (CoNLL's entity F1),
macro ones over types. Pure Python; compared with seqeval 1.2.2 in ``benchmarks/entities.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span

__all__ = ["Score", "SpanReport", "figures", "score_spans"]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one type, or of all: ``right`` of the ``found`` spans are among the ``wanted`` ones."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the found that is right; 0 where nothing is found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that is found; 0 where nothing is wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        together = self.found + self.wanted
        return 2 * self.right / together if together else 0.0


@dataclass(frozen=True, slots=True)
class SpanReport:
    """The score of each type, sorted by name, and of all spans together (``micro``)."""

    types: tuple[tuple[str, Score], ...]
    micro: Score

    @property
    def macro_f1(self) -> float:
        """The mean F1 over types."""
        return sum(score.f1 for _, score in self.types) / len(self.types) if self.types else 0.0


def score_spans(
    wanted: Sequence[Iterable[Span]], found: Sequence[Iterable[Span]], lost: Iterable[str] = ()
) -> SpanReport:
    """Compare the spans ``found`` with those ``wanted``, sentence by sentence.

    ``lost`` are the types of wanted spans that no span of tokens can be, hence are missed.

    Raises:
        ValueError: there are not as many sentences in both.
    """
    counts: dict[str, list[int]] = {}
    for type_ in lost:
        counts.setdefault(type_, [0, 0, 0])[2] += 1
    for should, is_ in zip(wanted, found, strict=True):
        gold, guessed = set(should), set(is_)
        for span in guessed:
            count = counts.setdefault(span.type, [0, 0, 0])
            count[0] += span in gold
            count[1] += 1
        for span in gold:
            counts.setdefault(span.type, [0, 0, 0])[2] += 1
    types = tuple((type_, Score(*counts[type_])) for type_ in sorted(counts))
    micro = Score(*(sum(numbers) for numbers in zip(*counts.values(), strict=True))) if counts else Score(0, 0, 0)
    return SpanReport(types, micro)


def figures(sentences: Sequence[Tagged], found: Sequence[Iterable[Span]]) -> dict[str, float]:
    """Return what a model's card says of the spans ``found`` in ``sentences``: F1 of each type, and micro averages."""
    lost = [type_ for sentence in sentences for type_ in sentence.lost]
    report = score_spans([sentence.spans for sentence in sentences], found, lost)
    micro = report.micro
    averages = {"micro precision": micro.precision, "micro recall": micro.recall, "micro F1": micro.f1}
    return averages | {f"F1 of {type_}": score.f1 for type_, score in report.types}
