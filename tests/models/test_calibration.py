"""Stated confidence and share of hits agree after calibration, on numbers whose truth is known."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.models.calibration import (
    expected_calibration_error,
    fit_isotonic,
    fit_temperature,
    softmax,
)


def test_the_temperature_that_was_used_is_found() -> None:
    """Labels drawn from scores divided by 2.5: the fit finds 2.5."""
    source = random.Random(5)
    scores, labels = [], []
    for _ in range(4000):
        row = [source.gauss(0, 3), source.gauss(0, 3), source.gauss(0, 3)]
        scores.append(row)
        labels.append(source.choices(range(3), softmax(row, 2.5))[0])
    assert fit_temperature(scores, labels).value == pytest.approx(2.5, rel=0.1)


def test_overconfident_scores_are_mended() -> None:
    """Scores that claim more than they keep lose most of their calibration error by isotonic regression."""
    source = random.Random(7)
    stated = [source.random() for _ in range(6000)]
    hits = [source.random() < share**2 for share in stated]
    function = fit_isotonic(stated[:3000], hits[:3000])
    mended = [function.probability(share) for share in stated[3000:]]
    assert expected_calibration_error(stated[3000:], hits[3000:]) > 0.12
    assert expected_calibration_error(mended, hits[3000:]) < 0.03


@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), min_size=1, max_size=40))
def test_a_higher_score_never_means_less(pairs: list[tuple[float, bool]]) -> None:
    """Whatever it was fitted on, the function rises, stays in [0, 1], and keeps the mean."""
    scores, hits = [score for score, _ in pairs], [hit for _, hit in pairs]
    function = fit_isotonic(scores, hits)
    probabilities = [function.probability(score) for score in sorted(scores)]
    assert probabilities == sorted(probabilities)
    assert 0 <= probabilities[0] <= probabilities[-1] <= 1
    assert sum(map(function.probability, scores)) == pytest.approx(sum(hits), abs=0.01)


def test_nothing_to_fit() -> None:
    """Calibration without held-out truth is refused."""
    with pytest.raises(ValueError, match="no scores to fit"):
        fit_isotonic([], [])
