"""From scores to probabilities, fitted on held-out truth: temperature scaling and isotonic regression, in plain Python.

Temperature scaling: Guo et al., *On Calibration of Modern Neural Networks*, ICML 2017. Isotonic regression by pooling
adjacent violators: Zadrozny and Elkan, KDD 2002. Expected calibration error: Naeini et al., AAAI 2015.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Isotonic", "Temperature", "expected_calibration_error", "fit_isotonic", "fit_temperature", "softmax"]


def softmax(scores: Sequence[float], temperature: float = 1.0) -> tuple[float, ...]:
    """Return the probabilities of ``scores`` (log-odds up to a constant) divided by ``temperature``."""
    highest = max(scores)
    powers = [math.exp((score - highest) / temperature) for score in scores]
    total = sum(powers)
    return tuple(power / total for power in powers)


@dataclass(frozen=True, slots=True)
class Temperature:
    """Divides scores before the softmax; the order of labels stays."""

    value: float

    def probabilities(self, scores: Sequence[float]) -> tuple[float, ...]:
        """Return one probability for each score."""
        return softmax(scores, self.value)


@dataclass(frozen=True, slots=True)
class Isotonic:
    """A rising step function, linear between its steps: ``scores`` and the probability at each."""

    scores: tuple[float, ...]
    probabilities: tuple[float, ...]

    def probability(self, score: float) -> float:
        """Return the probability at ``score``; beyond the ends, that of the end."""
        at = bisect_right(self.scores, score)
        if at == 0:
            return self.probabilities[0]
        if at == len(self.scores):
            return self.probabilities[-1]
        low, high = self.scores[at - 1], self.scores[at]
        share = (score - low) / (high - low)
        return self.probabilities[at - 1] + share * (self.probabilities[at] - self.probabilities[at - 1])


def fit_temperature(scores: Sequence[Sequence[float]], labels: Sequence[int]) -> Temperature:
    """Return the temperature with the least log-loss on held-out ``scores`` whose true labels are ``labels``.

    The loss is convex in 1/temperature, so a golden-section search over [0.05, 20] finds it.
    """

    def loss(log_temperature: float) -> float:
        temperature = math.exp(log_temperature)
        return -sum(
            math.log(max(softmax(row, temperature)[label], 1e-12)) for row, label in zip(scores, labels, strict=True)
        )

    low, high = math.log(0.05), math.log(20)
    ratio = (math.sqrt(5) - 1) / 2
    for _ in range(40):
        left, right = high - ratio * (high - low), low + ratio * (high - low)
        if loss(left) < loss(right):
            high = right
        else:
            low = left
    return Temperature(round(math.exp((low + high) / 2), 4))


def fit_isotonic(scores: Iterable[float], hits: Iterable[bool]) -> Isotonic:
    """Return the rising function that fits best, by squares, whether held-out ``scores`` were ``hits``.

    Raises:
        ValueError: there are no scores.
    """
    # Equal scores get one probability, so they are one pool from the start.
    tally: dict[float, tuple[float, int]] = {}
    for score, hit in zip(scores, hits, strict=True):
        found, size = tally.get(score, (0.0, 0))
        tally[score] = (found + hit, size + 1)
    if not tally:
        raise ValueError("no scores to fit; expected at least one held-out score with its truth")
    # Each pool: sum of hits, size, lowest and highest score.
    pools: list[tuple[float, int, float, float]] = []
    for score, (found, size) in sorted(tally.items()):
        pools.append((found, size, score, score))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] >= pools[-1][0] / pools[-1][1]:
            hits_above, above, _, highest = pools.pop()
            hits_below, below, lowest, _ = pools.pop()
            pools.append((hits_below + hits_above, below + above, lowest, highest))
    points: list[tuple[float, float]] = []
    for total, size, lowest, highest in pools:
        points += [(lowest, total / size)] if lowest == highest else [(lowest, total / size), (highest, total / size)]
    return Isotonic(tuple(score for score, _ in points), tuple(round(share, 6) for _, share in points))


def expected_calibration_error(probabilities: Sequence[float], hits: Sequence[bool], bins: int = 10) -> float:
    """Return the mean distance between stated confidence and share of hits, over ``bins`` of equal width.

    ``probabilities`` are those of the answer given, so for two labels they lie between 0.5 and 1.
    """
    sums = [[0.0, 0.0, 0.0] for _ in range(bins)]
    for probability, hit in zip(probabilities, hits, strict=True):
        into = sums[min(int(probability * bins), bins - 1)]
        into[0] += probability
        into[1] += hit
        into[2] += 1
    total = sum(size for _, _, size in sums)
    return sum(abs(stated - right) for stated, right, _ in sums) / total if total else 0.0
