"""Training of linear models with scikit-learn: grouped folds, pruning of features, a temperature, a card."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mkgrdf.errors import ModelError
from mkgrdf.models.calibration import expected_calibration_error, fit_temperature, softmax
from mkgrdf.models.card import ModelCard, digest_of
from mkgrdf.models.linear import LinearModel

if TYPE_CHECKING:
    import numpy
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

__all__ = ["fit", "grouped_folds"]

Row = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Way:
    """How rows are scaled and weights fitted."""

    tf_idf: bool
    normalise: bool
    strength: float
    balanced: bool
    fewest: int
    most_features: int | None


def fit(
    rows: Sequence[Row],
    labels: Sequence[str],
    groups: Sequence[str],
    *,
    card: ModelCard,
    tf_idf: bool,
    normalise: bool,
    strength: float,
    balanced: bool,
    fewest: int,
    most_features: int | None,
    folds: int,
) -> LinearModel:
    """Do what :func:`mkgrdf.models.linear.train_linear` says; ``card`` lacks what training finds out."""
    _want_sklearn(card.name)
    names = tuple(sorted(set(labels)))
    _want_enough(names, labels, groups, card.name)
    way = _Way(tf_idf, normalise, strength, balanced, fewest, most_features)
    truth = [names.index(label) for label in labels]
    parts = grouped_folds(labels, groups, folds)
    scores = _held_out_scores(rows, truth, parts, names, way)
    hits = [max(range(len(names)), key=row.__getitem__) == label for row, label in zip(scores, truth, strict=True)]
    # for the figures each part's temperature comes from the other parts; the model's own from all
    stated = [0.0] * len(rows)
    for part in sorted(set(parts)):
        inside = [at for at, other in enumerate(parts) if other == part]
        outside = [at for at, other in enumerate(parts) if other != part]
        found = fit_temperature([scores[at] for at in outside], [truth[at] for at in outside]).value
        for at in inside:
            stated[at] = max(softmax(scores[at], found))
    temperature = fit_temperature(scores, truth).value
    measured = {
        "held-out accuracy": round(sum(hits) / len(hits), 4),
        "held-out macro F1": round(_macro_f1(scores, truth, len(names)), 4),
        "held-out calibration error": round(expected_calibration_error(stated, hits), 4),
        "rows": len(rows),
        "groups": len(set(groups)),
    }
    card = replace(
        card,
        labels=names,
        data_digest=_data_digest(rows, labels, groups),
        metrics=measured,
        settings={
            "tf_idf": tf_idf,
            "normalise": normalise,
            "strength": strength,
            "balanced": balanced,
            "fewest": fewest,
            "most_features": most_features or 0,
            "folds": folds,
            "temperature": temperature,
        },
    )
    model = replace(_fit_once(rows, truth, names, way, card), temperature=temperature)
    return replace(model, card=replace(card, revision=model.digest()))


def grouped_folds(labels: Sequence[str], groups: Sequence[str], folds: int) -> list[int]:
    """Return a fold for each row: rows of a group share theirs, and the rows of each label are spread.

    Groups with rare labels are placed first, each into the fold that has least of its rarest label; the order depends
    on a hash of the group's name alone, never on the order of rows.
    """
    common = Counter(labels)
    inside: dict[str, Counter[str]] = {}
    for label, group in zip(labels, groups, strict=True):
        inside.setdefault(group, Counter())[label] += 1
    rarest = {group: min(found, key=lambda label: (common[label], label)) for group, found in inside.items()}

    def order(group: str) -> tuple[int, str, str]:
        return common[rarest[group]], rarest[group], hashlib.sha256(group.encode()).hexdigest()

    filled = [Counter[str]() for _ in range(max(2, min(folds, len(inside))))]
    placed: dict[str, int] = {}
    for group in sorted(inside, key=order):
        label = rarest[group]
        into = min(range(len(filled)), key=lambda fold: (filled[fold][label], filled[fold].total(), fold))
        filled[into].update(inside[group])
        placed[group] = into
    return [placed[group] for group in groups]


def _want_sklearn(name: str) -> None:
    try:
        import sklearn  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - takes seconds; only training needs it
    except ImportError as error:
        raise ModelError(
            f"{name} cannot be trained: scikit-learn is not installed; run pip install 'mkgrdf[learn]'"
        ) from error


def _want_enough(names: Sequence[str], labels: Sequence[str], groups: Sequence[str], name: str) -> None:
    if len(names) < 2:
        raise ModelError(
            f"{name} cannot be trained: {len(labels)} examples with {len(names)} labels ({', '.join(names)}); "
            "expected examples of at least two labels"
        )
    for label in names:
        owners = {group for group, other in zip(groups, labels, strict=True) if other == label}
        if len(owners) < 2:
            raise ModelError(
                f"{name} cannot be trained: the label {label!r} stands in one group only ({min(owners)}); expected "
                "at least two, so that it can be held out; add examples from others or leave the label out"
            )


def _held_out_scores(
    rows: Sequence[Row], truth: Sequence[int], parts: Sequence[int], names: tuple[str, ...], way: _Way
) -> list[tuple[float, ...]]:
    scores: list[tuple[float, ...]] = [()] * len(rows)
    empty = ModelCard("", "", "", (), names, "", "")
    for part in sorted(set(parts)):
        inside = [at for at, other in enumerate(parts) if other != part]
        missing = set(range(len(names))) - {truth[at] for at in inside}
        if missing:
            raise ModelError(
                f"all examples of {names[min(missing)]!r} fall into one fold; expected them in more groups, or fewer "
                "labels in each group"
            )
        model = _fit_once([rows[at] for at in inside], [truth[at] for at in inside], names, way, empty)
        for at, other in enumerate(parts):
            if other == part:
                scores[at] = model.scores(rows[at])
    return scores


def _fit_once(
    rows: Sequence[Row], truth: Sequence[int], names: tuple[str, ...], way: _Way, card: ModelCard
) -> LinearModel:
    """Fit on all ``rows``; with ``most_features`` a second time, on those that move the scores most.

    That is, those whose weight times the root of the number of their rows is the largest.
    """
    seen = Counter(feature for row in rows for feature in row)
    features = sorted(feature for feature, count in seen.items() if count >= way.fewest)
    # the smoothed idf of scikit-learn: as if one more row had every feature
    frequencies = {feature: math.log((1 + len(rows)) / (1 + seen[feature])) + 1 for feature in features}
    weights, intercepts = _solve(rows, truth, features, frequencies, way)
    if way.most_features is not None and len(features) > way.most_features:
        largest = abs(weights).max(axis=0)
        share = [float(largest[at]) * math.sqrt(seen[feature]) for at, feature in enumerate(features)]
        order = sorted(range(len(features)), key=lambda at: (-share[at], features[at]))
        features = sorted(features[at] for at in order[: way.most_features])
        weights, intercepts = _solve(rows, truth, features, frequencies, way)
    by_feature = {
        feature: tuple(float(f"{value:.4g}") for value in weights[:, at].tolist())
        for at, feature in enumerate(features)
    }
    kept = {feature: float(f"{frequencies[feature]:.4g}") for feature in features} if way.tf_idf else {}
    starts = tuple(float(f"{value:.4g}") for value in intercepts.tolist())
    return LinearModel(card, names, by_feature, starts, kept, normalise=way.normalise)


def _solve(
    rows: Sequence[Row], truth: Sequence[int], features: Sequence[str], frequencies: Mapping[str, float], way: _Way
) -> tuple[numpy.ndarray, numpy.ndarray]:
    from sklearn.linear_model import (  # type: ignore[import-untyped]  # noqa: PLC0415 - see _want_sklearn
        LogisticRegression,
    )
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    matrix = _matrix(rows, features, frequencies, way)
    solver = LogisticRegression(
        C=way.strength, max_iter=2000, class_weight="balanced" if way.balanced else None, random_state=0
    )
    # one thread: the sums come out the same each time, and a busy machine is not made busier
    with threadpool_limits(1):
        solver.fit(matrix, list(truth))
    return solver.coef_, solver.intercept_


def _matrix(rows: Sequence[Row], features: Sequence[str], frequencies: Mapping[str, float], way: _Way) -> csr_matrix:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - comes with scikit-learn

    column = {feature: at for at, feature in enumerate(features)}
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for row in rows:
        known = [
            (column[name], value * frequencies[name] if way.tf_idf else value)
            for name, value in row.items()
            if name in column
        ]
        length = math.sqrt(sum(value * value for _, value in known)) if way.normalise else 1.0
        columns += [at for at, _ in known]
        values += [value / (length or 1.0) for _, value in known]
        ends.append(len(columns))
    return csr_matrix((values, columns, ends), shape=(len(rows), len(features)))


def _macro_f1(scores: Sequence[Sequence[float]], truth: Sequence[int], size: int) -> float:
    given = [max(range(size), key=row.__getitem__) for row in scores]
    total = 0.0
    for label in range(size):
        right = sum(1 for one, other in zip(given, truth, strict=True) if one == other == label)
        wrong = sum(1 for one, other in zip(given, truth, strict=True) if label in (one, other) and one != other)
        total += 2 * right / (2 * right + wrong) if right else 0.0
    return total / size


def _data_digest(rows: Sequence[Row], labels: Sequence[str], groups: Sequence[str]) -> str:
    lines = (
        f"{label}\t{group}\t{sorted(row.items())!r}".encode()
        for row, label, group in zip(rows, labels, groups, strict=True)
    )
    return digest_of(*lines)
