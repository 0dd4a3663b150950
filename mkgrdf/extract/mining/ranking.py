"""How good a candidate is: by a forest where enough phrases are known beforehand, else by a statistic."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.mining.features import FEATURES

__all__ = ["FEWEST_SEEDS", "Forest", "Ranking", "by_forest", "by_statistic", "statistic"]

FEWEST_SEEDS: Final = 300
"""From so many known phrases in the corpus on the forest is better than the statistic (measured on Chinese titles)."""

_WORDS, _NPMI, _IDF, _LOG, _EVALUATIVE, _STOP = (
    FEATURES.index(name) for name in ("words", "npmi", "idf", "log_frequency", "evaluative", "stop_ratio")
)
_ENTROPIES = tuple(FEATURES.index(name) for name in ("left_entropy", "right_entropy"))
_FREE = tuple(FEATURES.index(name) for name in ("left_function", "right_function"))


class Ranking(StrEnum):
    """What the scores of a lexicon come from."""

    FOREST = "forest"
    STATISTIC = "statistic"


@dataclass(frozen=True, slots=True)
class Forest:
    """Settings of the forest: how many trees, fewest candidates in a leaf, and the seed of every draw."""

    trees: int = 200
    leaf: int = 2
    seed: int = 20


def statistic(features: Sequence[float]) -> float:
    """Return NPMI · log frequency · the smaller entropy, and what else speaks against a phrase as factors from 0 to 1.

    Those are: how often a function word, a mark or nothing stands beside it (mean of both sides), the share of its
    words that are no function words, and, squared, of those that do more than praise or blame. The value is 0 where
    the parts repel each other. A single word has no parts: its idf stands in for the first factor.
    """
    holds_together = features[_IDF] if features[_WORDS] == 1 else max(features[_NPMI], 0.0)
    varied = min(features[side] for side in _ENTROPIES)
    free = sum(features[side] for side in _FREE) / 2
    content = (1 - features[_STOP]) * (1 - features[_EVALUATIVE]) ** 2
    return holds_together * features[_LOG] * varied * free * content


def by_statistic(rows: Sequence[Sequence[float]]) -> list[float]:
    """Return the score of each candidate: its place among all, 1 for the best; 0 where the statistic is 0."""
    values = [statistic(row) for row in rows]
    places: dict[float, float] = {0.0: 0.0}
    ordered = sorted(values)
    for below, value in enumerate(ordered):
        places.setdefault(value, (below + 1) / len(ordered))
    return [round(places[value], 6) for value in values]


def by_forest(rows: Sequence[Sequence[float]], known: Sequence[int], forest: Forest) -> list[float]:
    """Return the mean vote of trees, each grown on the known phrases and as many others drawn from the pool.

    ``known`` are positions in ``rows``. The pool has phrases in it that nobody knew of; since each tree draws its own,
    most of its negatives are right (Shang et al. 2018, "robust positive-only distant training").

    Raises:
        ModelError: scikit-learn is not installed.
    """
    try:
        import numpy as np  # noqa: PLC0415 - only training needs it
        from sklearn.tree import DecisionTreeClassifier  # type: ignore[import-untyped]  # noqa: PLC0415 - imports for seconds; an optional extra
    except ImportError as error:
        raise ModelError(
            "the forest that ranks phrases needs scikit-learn, which is not installed; "
            "install it with: pip install 'mkgrdf[learn]', or rank by the statistic"
        ) from error
    matrix: Any = np.asarray(rows, dtype=np.float32)
    positives = sorted(known)
    pool = sorted(set(range(len(rows))).difference(positives))
    draws = random.Random(forest.seed)  # noqa: S311 - seeded draws, no secret
    votes: Any = np.zeros(len(rows))
    for number in range(forest.trees):
        chosen = draws.choices(positives, k=len(positives)) + draws.choices(pool, k=len(positives))
        labels = [1] * len(positives) + [0] * len(positives)
        tree = DecisionTreeClassifier(max_features="sqrt", min_samples_leaf=forest.leaf, random_state=number)
        votes += tree.fit(matrix[chosen], labels).predict_proba(matrix)[:, 1]
    return [round(float(vote), 6) for vote in votes / forest.trees]
