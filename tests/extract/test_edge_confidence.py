"""Confidences of edges: fitted curves, thresholds, and the calibration that ships."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.errors import ModelError
from mkgrdf.extract.confidence import CEILING
from mkgrdf.extract.edge_confidence import (
    ASSERT_EDGE,
    CURVES_FILE,
    EdgeCalibration,
    fit_curves,
    revision_of,
    shipped_calibration,
)
from mkgrdf.models.card import ModelCard, digest_of

LOW, HIGH = Decimal("0.3"), Decimal("0.6")
JUDGED = [("suits", LOW, right) for right in [True] * 10 + [False] * 10]
JUDGED += [("suits", HIGH, right) for right in [True] * 19 + [False]]


def test_curves_follow_what_was_judged() -> None:
    """Half of the low scores are right, nearly all of the high ones; what few judged edges are about has no curve."""
    curves = fit_curves([*JUDGED, ("supports", HIGH, True)])
    assert set(curves) == {"suits"}
    calibration = EdgeCalibration(None, curves)
    low, high = calibration.settle("suits", LOW), calibration.settle("suits", HIGH)
    assert low.confidence == pytest.approx(Decimal("0.5"), abs=Decimal("0.06"))
    assert high.confidence == pytest.approx(Decimal("0.93"), abs=Decimal("0.03"))
    assert (low.calibrated, low.asserted, high.asserted) == (True, False, True)
    plain = calibration.settle("supports", HIGH)
    assert (plain.confidence, plain.calibrated) == (HIGH, False)


def test_few_judged_edges_make_nothing_certain() -> None:
    """Twelve edges that are all right leave a doubt, and twelve that are all wrong a hope."""
    for right in (True, False):
        curve = fit_curves([("suits", HIGH, right)] * 12)["suits"]
        confidence = EdgeCalibration(None, {"suits": curve}).settle("suits", HIGH).confidence
        assert Decimal("0.05") <= confidence <= CEILING


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans()), min_size=12, max_size=60))
def test_a_higher_score_is_never_less_sure(rows: list[tuple[int, bool]]) -> None:
    """Whatever was judged, confidence rises with the score and stays within its bounds."""
    judged = [("suits", Decimal(score) / 20, right) for score, right in rows]
    calibration = EdgeCalibration(None, fit_curves(judged))
    found = [calibration.settle("suits", Decimal(score) / 20).confidence for score in range(21)]
    assert found == sorted(found)
    assert all(Decimal("0.05") <= confidence <= CEILING for confidence in found)


def test_saved_and_read_back(tmp_path: Path) -> None:
    """A calibration is the same after it was written and read; other thresholds give another digest."""
    curves = fit_curves(JUDGED)
    card = ModelCard("edges", "test", revision_of(curves), ("en",), ("suits",), "made up", "0")
    written = EdgeCalibration(card, curves)
    written.save(tmp_path)
    assert EdgeCalibration.load(tmp_path) == written
    assert replace(written, thresholds={"suits": LOW}).digest() != written.digest()
    (tmp_path / CURVES_FILE).write_text("{]", encoding="utf-8")
    with pytest.raises(ModelError, match=r"edge_calibration\.py --write"):
        EdgeCalibration.load(tmp_path)
    with pytest.raises(ValueError, match="without a card"):
        EdgeCalibration().save(tmp_path)


def test_what_ships_is_what_was_judged(repository: Path) -> None:
    """The shipped curves are for every edge that may be weak, and their card names the judged file as it is."""
    calibration = shipped_calibration()
    assert calibration.card is not None
    assert set(calibration.curves) == set(ASSERT_EDGE)
    assert calibration.card.revision == revision_of(calibration.curves)
    judged = repository / "benchmarks" / "edges_judged.csv"
    assert calibration.card.data_digest == digest_of(judged.read_bytes())
    with judged.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 200
    assert {row["predicate"] for row in rows} == set(ASSERT_EDGE)
    assert {row["right"] for row in rows} == {"yes", "no"}
    keys = {(row["predicate"], row["subject"], row["object"], row["document"]) for row in rows}
    assert len(keys) == len(rows)
