"""Linear models over named, sparse features: scored in plain Python, kept in a file that can be read and compared.

A row is a mapping from the name of a feature (a word, ``"not|good"``, ``"ends|!"``) to its value, mostly a count. With
tf-idf a value is multiplied by the inverse document frequency of its feature, with L2 the row is then divided by its
length; features that the model does not know count for neither. Training is in
:mod:`mkgrdf.models.linear_training`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import mul
from pathlib import Path
from typing import Final

from mkgrdf.errors import ModelError
from mkgrdf.models.calibration import softmax
from mkgrdf.models.card import ModelCard, digest_of, read_card, write_card

__all__ = ["WEIGHTS_FILE", "LinearModel", "train_linear"]

WEIGHTS_FILE: Final = "weights.tsv"
_INTERCEPT: Final = "(intercept)"
_ESCAPES: Final = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"))


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights of features for labels.

    Attributes:
        card: what is to be known of it; its ``settings`` hold the temperature and the kind of scaling.
        labels: what it tells apart, in the order of its outputs; at least two.
        weights: by feature, one number for each label; for two labels a single one, for the second label.
        intercepts: as many numbers as a feature has.
        inverse_frequencies: by feature, its idf; empty without tf-idf.
        normalise: whether a row is divided by its Euclidean length.
        temperature: fitted on held-out groups; scores are divided by it before the softmax.
    """

    card: ModelCard
    labels: tuple[str, ...]
    weights: Mapping[str, tuple[float, ...]]
    intercepts: tuple[float, ...]
    inverse_frequencies: Mapping[str, float] = field(default_factory=dict)
    normalise: bool = True
    temperature: float = 1.0
    _table: dict[str, tuple[float, tuple[float, ...]]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the idf (1 without tf-idf) of each feature beside its weights, so that both are looked up at once."""
        idf = self.inverse_frequencies
        table = {feature: (idf[feature] if idf else 1.0, row) for feature, row in self.weights.items()}
        object.__setattr__(self, "_table", table)

    def scores(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """Return one score (log-odds up to a constant) for each label; with two labels that of the first is 0."""
        looked_up = zip(features.values(), map(self._table.get, features), strict=True)
        known = [(value * found[0], found[1]) for value, found in looked_up if found is not None]
        if not known:
            return (0.0, *self.intercepts) if len(self.intercepts) == 1 else self.intercepts
        values, rows = zip(*known, strict=True)
        length = (math.sqrt(sum(map(mul, values, values))) if self.normalise else 1.0) or 1.0
        totals = [sum(map(mul, values, column)) for column in zip(*rows, strict=True)]
        scores = tuple(total / length + start for total, start in zip(totals, self.intercepts, strict=True))
        return (0.0, *scores) if len(self.intercepts) == 1 else scores

    def probabilities(self, features: Mapping[str, float]) -> tuple[float, ...]:
        """Return the calibrated probability of each label, in the order of :attr:`labels`."""
        return softmax(self.scores(features), self.temperature)

    def best(self, features: Mapping[str, float]) -> tuple[str, float]:
        """Return the most probable label and its calibrated probability; of equal ones the first."""
        probabilities = self.probabilities(features)
        highest = max(probabilities)
        return self.labels[probabilities.index(highest)], highest

    def save(self, folder: Path) -> None:
        """Write the card and the weights into ``folder``, which is made; the same model gives the same bytes."""
        folder.mkdir(parents=True, exist_ok=True)
        write_card(self.card, folder)
        (folder / WEIGHTS_FILE).write_text(self.text(), encoding="utf-8", newline="\n")

    def text(self) -> str:
        """Return the weights as they are written: a line for each feature, sorted, its idf and its weights."""
        columns = self.labels[1:] if len(self.labels) == 2 else self.labels
        lines = ["\t".join(["feature", "idf", *map(_escape, columns)])]
        lines.append("\t".join([_INTERCEPT, "", *map(_number, self.intercepts)]))
        for feature, row in sorted(self.weights.items()):
            idf = _number(self.inverse_frequencies[feature]) if self.inverse_frequencies else ""
            lines.append("\t".join([_escape(feature), idf, *map(_number, row)]))
        return "\n".join(lines) + "\n"

    def digest(self) -> str:
        """Return twelve hex digits that change whenever an answer of the model may."""
        scaling = f"{self.normalise} {self.temperature}"
        return digest_of("\n".join(self.labels).encode(), scaling.encode(), self.text().encode())[:12]

    def stamped(self, metrics: Mapping[str, float]) -> LinearModel:
        """Return the model with ``metrics`` added to its card."""
        return replace(self, card=replace(self.card, metrics={**self.card.metrics, **metrics}))

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """Return the model in ``folder``.

        Raises:
            ModelError: there is none, or its files do not fit each other.
        """
        card = read_card(folder)
        path = folder / WEIGHTS_FILE
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError:
            raise ModelError(f"no weights in {folder}: there is no {WEIGHTS_FILE}; train the model anew") from None
        columns = card.labels[1:] if len(card.labels) == 2 else card.labels
        if lines[0].split("\t") != ["feature", "idf", *map(_escape, columns)]:
            raise ModelError(
                f"{path}: its first line is {lines[0]!r}; expected the labels of the card, {', '.join(columns)}"
            )
        weights: dict[str, tuple[float, ...]] = {}
        frequencies: dict[str, float] = {}
        intercepts: tuple[float, ...] = ()
        for number, line in enumerate(lines[1:], start=2):
            if not line:
                continue
            name, idf, *row = line.split("\t")
            try:
                values = tuple(map(float, row))
                if len(values) != len(columns):
                    raise ValueError(f"{len(values)} weights; expected {len(columns)}")
                if number == 2:
                    intercepts = values
                    continue
                feature = _unescape(name) if "\\" in name else name
                weights[feature] = values
                if idf:
                    frequencies[feature] = float(idf)
            except ValueError as error:
                raise ModelError(f"{path}:{number}: {error}; train the model anew") from error
        if not intercepts or (frequencies and len(frequencies) != len(weights)):
            raise ModelError(f"{path}: a line of intercepts and an idf for all features or for none; train it anew")
        return cls(
            card,
            card.labels,
            weights,
            intercepts,
            frequencies,
            normalise=bool(card.settings.get("normalise", True)),
            temperature=float(card.settings.get("temperature", 1.0)),
        )


def train_linear(
    rows: Sequence[Mapping[str, float]],
    labels: Sequence[str],
    groups: Sequence[str],
    *,
    name: str,
    task: str,
    languages: Sequence[str] = ("en", "zh"),
    data: str = "",
    tf_idf: bool = True,
    normalise: bool = True,
    strength: float = 1.0,
    balanced: bool = False,
    fewest: int = 1,
    most_features: int | None = None,
    folds: int = 5,
) -> LinearModel:
    """Train a multinomial logistic regression, calibrated on groups that it was not trained on.

    Args:
        rows: one mapping from feature to value for each example.
        labels: the true label of each; the model's labels are these, sorted.
        groups: what belongs together (a product, a text): a group is never in training and held out at once.
        name: of the model, for its card.
        task: for its card, in a sentence.
        languages: for its card.
        data: for its card: what the rows are from, with the licence.
        tf_idf: whether values are multiplied by the inverse document frequency of their feature.
        normalise: whether rows are divided by their Euclidean length.
        strength: inverse of the L2 penalty (scikit-learn's ``C``).
        balanced: whether rare labels weigh more, so that all weigh the same together.
        fewest: features in fewer rows are left out.
        most_features: how many features to keep: those that move scores most; the model is then fitted again on
            these alone. None keeps all.
        folds: into how many parts the groups are cut. Each part is scored by a model trained on the others; the
            temperature is fitted on these scores and the card's figures are measured on them.

    Raises:
        ModelError: scikit-learn is missing, or the examples are too few: fewer than two labels, or a label that
            stands in one group only.
    """
    from mkgrdf.models.linear_training import fit  # noqa: PLC0415 - training alone needs scikit-learn

    return fit(
        rows,
        labels,
        groups,
        card=ModelCard(name, task, "", tuple(languages), (), data, ""),
        tf_idf=tf_idf,
        normalise=normalise,
        strength=strength,
        balanced=balanced,
        fewest=fewest,
        most_features=most_features,
        folds=folds,
    )


def _number(value: float) -> str:
    return f"{value:.4g}" if value else "0"


def _escape(text: str) -> str:
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text


def _unescape(text: str) -> str:
    parts = text.split("\\\\")
    for plain, escaped in _ESCAPES[1:]:
        parts = [part.replace(escaped, plain) for part in parts]
    return "\\".join(parts)
