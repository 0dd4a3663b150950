"""From rules' scores to confidences of product and concept edges, and which of them are sure enough to be edges.

The score of an edge in one document is its pooled prior (:mod:`mkgrdf.extract.confidence`). A calibration maps it, for
each predicate by itself, to the share of edges with such a score that were judged right: isotonic regression
(Zadrozny and Elkan, KDD 2002) on judged edges of the demo shop. Where there is one, the claim says ``calibrated``; a
predicate without one keeps its score, uncalibrated. A claim below the threshold of its predicate is not asserted: it
can be asked about, but is no edge.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.confidence import CEILING
from mkgrdf.iris import content_key
from mkgrdf.models.calibration import Isotonic, fit_isotonic
from mkgrdf.models.card import ModelCard, digest_of, read_card, write_card
from mkgrdf.models.shipped import shipped

__all__ = [
    "ASSERT_EDGE",
    "CURVES_FILE",
    "EdgeCalibration",
    "Settled",
    "fit_curves",
    "revision_of",
    "shipped_calibration",
]

CURVES_FILE: Final = "curves.json"
FLOOR: Final = Decimal("0.05")
_THOUSANDTH: Final = Decimal("0.001")

ASSERT_EDGE: Final[Mapping[str, Decimal]] = {
    "suits": Decimal("0.875"),
    "satisfies": Decimal("0.75"),
    "suffers": Decimal("0.75"),
    "supports": Decimal("0.75"),
    "raises": Decimal("0.7"),
    "motivates": Decimal("0.6"),
}
"""The least confidence with which a claim is an edge, by predicate."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How sure a claim is in the end, whether that was fitted on judged truth, and whether it is an edge."""

    confidence: Decimal
    calibrated: bool
    asserted: bool


@dataclass(frozen=True, slots=True)
class EdgeCalibration:
    """Curves from score to confidence, by the local name of the predicate, and the thresholds of assertion."""

    card: ModelCard | None = None
    curves: Mapping[str, Isotonic] = field(default_factory=dict)
    thresholds: Mapping[str, Decimal] = field(default_factory=lambda: ASSERT_EDGE)
    _settled: dict[tuple[str, Decimal], Settled] = field(default_factory=dict, init=False, repr=False, compare=False)

    def settle(self, predicate: str, score: Decimal) -> Settled:
        """Return the confidence of an edge with this ``predicate`` and pooled ``score``."""
        settled = self._settled.get((predicate, score))
        if settled is None:
            # Scores have three places: there are no more than a thousand of each predicate.
            settled = self._settled[predicate, score] = self._settle(predicate, score)
        return settled

    def _settle(self, predicate: str, score: Decimal) -> Settled:
        curve = self.curves.get(predicate)
        confidence = score if curve is None else _bounded(Decimal(str(curve.probability(float(score)))))
        return Settled(confidence, curve is not None, confidence >= self.thresholds.get(predicate, Decimal(0)))

    def digest(self) -> str:
        """Return what changes whenever an answer may."""
        curves = sorted((name, curve.scores, curve.probabilities) for name, curve in self.curves.items())
        return content_key(repr(curves), repr(sorted(self.thresholds.items())))

    def save(self, folder: Path) -> None:
        """Write the card and the curves into ``folder``, which is made; the same calibration gives the same bytes.

        Raises:
            ValueError: it has no card.
        """
        if self.card is None:
            raise ValueError("a calibration without a card cannot be saved; say what it was fitted on")
        folder.mkdir(parents=True, exist_ok=True)
        write_card(self.card, folder)
        curves = {
            name: {"scores": curve.scores, "probabilities": curve.probabilities}
            for name, curve in sorted(self.curves.items())
        }
        (folder / CURVES_FILE).write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, folder: Path, thresholds: Mapping[str, Decimal] = ASSERT_EDGE) -> EdgeCalibration:
        """Return the calibration in ``folder``.

        Raises:
            ModelError: there is none, or its files cannot be read.
        """
        card, path = read_card(folder), folder / CURVES_FILE
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            curves = {
                name: Isotonic(tuple(curve["scores"]), tuple(curve["probabilities"])) for name, curve in content.items()
            }
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(
                f"{path} cannot be read: {error}; run 'python benchmarks/edge_calibration.py --write'"
            ) from error
        return cls(card, curves, thresholds)


def _bounded(confidence: Decimal) -> Decimal:
    return max(FLOOR, min(confidence, CEILING)).quantize(_THOUSANDTH)


def fit_curves(judged: Iterable[tuple[str, Decimal, bool]], fewest: int = 12) -> dict[str, Isotonic]:
    """Fit a curve for each predicate with at least ``fewest`` judged edges: ``(predicate, score, right)``.

    Each distinct score gets one more edge that is right and one that is wrong, by the share of right edges of its
    predicate: so few edges of one score do not make it certain.
    """
    rows: dict[str, list[tuple[float, bool]]] = {}
    for predicate, score, right in judged:
        rows.setdefault(predicate, []).append((float(score), right))
    curves = {}
    for predicate, pairs in sorted(rows.items()):
        if len(pairs) < fewest:
            continue
        curves[predicate] = _smoothed(pairs)
    return curves


def _smoothed(pairs: list[tuple[float, bool]]) -> Isotonic:
    share = sum(right for _, right in pairs) / len(pairs)
    # ten copies of each, so that the two added edges can be split by the share in tenths
    scores: list[float] = []
    hits: list[bool] = []
    for score, right in pairs:
        scores += [score] * 10
        hits += [right] * 10
    for score in sorted({score for score, _ in pairs}):
        added = round(20 * share)
        scores += [score] * 20
        hits += [True] * added + [False] * (20 - added)
    return fit_isotonic(scores, hits)


@cache
def shipped_calibration() -> EdgeCalibration:
    """Return the calibration that ships with mkgrdf.

    Raises:
        ModelError: the installation lacks it.
    """
    return EdgeCalibration.load(shipped("edges"))


def revision_of(curves: Mapping[str, Isotonic]) -> str:
    """Return twelve hex digits that change with the curves."""
    rows = sorted((name, curve.scores, curve.probabilities) for name, curve in curves.items())
    return digest_of(repr(rows).encode())[:12]
