"""Whether two things stand together more often than by chance.

A table of units (sentences, documents) counts those with both, with the first, with the second, and all. Association is
measured by normalised pointwise mutual information (Bouma 2009), its significance by Fisher's exact test (one-sided:
more often than by chance), which is right for small counts where chi-squared is not; Dunning's log-likelihood ratio
(1993) is given beside it. Many pairs are tested at once, so the false discovery rate is bounded (Benjamini and Hochberg
1995).
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["Together", "significant"]

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Together:
    """Counts of units: with ``both``, with the ``first``, with the ``second``, and ``all`` of them.

    Raises:
        ValueError: no such units can be.
    """

    both: int
    first: int
    second: int
    all: int

    def __post_init__(self) -> None:
        """Refuse counts that contradict each other."""
        low = max(0, self.first + self.second - self.all)
        if not low <= self.both <= min(self.first, self.second) or max(self.first, self.second) > self.all:
            raise ValueError(f"no units have such counts: {self}; both must lie between {low} and the smaller count")

    def npmi(self) -> float:
        """Return the normalised pointwise mutual information, from -1 (never together) to 1 (always)."""
        if not self.both:
            return -1.0
        if self.both == self.all:
            return 0.0
        share = self.both / self.all
        return math.log(self.both * self.all / (self.first * self.second)) / -math.log(share)

    def log_likelihood(self) -> float:
        """Return Dunning's ratio G²: twice the gain in log-likelihood over chance; 10.83 is p = .001."""
        cells = (
            (self.both, self.first, self.second),
            (self.first - self.both, self.first, self.all - self.second),
            (self.second - self.both, self.all - self.first, self.second),
            (self.all - self.first - self.second + self.both, self.all - self.first, self.all - self.second),
        )
        return 2 * sum(seen * math.log(seen * self.all / (row * column)) for seen, row, column in cells if seen)

    def chance(self) -> float:
        """Return the probability that chance alone brings so many units together: Fisher's exact test, one-sided."""
        total = _log_choose(self.all, self.second)
        logs = [
            _log_choose(self.first, both) + _log_choose(self.all - self.first, self.second - both) - total
            for both in range(self.both, min(self.first, self.second) + 1)
            if self.second - both <= self.all - self.first
        ]
        return min(1.0, math.fsum(map(math.exp, logs)))


def _log_choose(count: int, chosen: int) -> float:
    return math.lgamma(count + 1) - math.lgamma(chosen + 1) - math.lgamma(count - chosen + 1)


def significant(chances: Mapping[Key, float], rate: float = 0.05) -> frozenset[Key]:
    """Return the keys that are no chance, of which at most the share ``rate`` is expected to be one all the same."""
    ordered = sorted(chances.items(), key=lambda pair: pair[1])
    last = 0
    for place, (_, chance) in enumerate(ordered, start=1):
        if chance <= rate * place / len(ordered):
            last = place
    return frozenset(key for key, _ in ordered[:last])
