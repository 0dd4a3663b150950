"""Whether two things stand together more often than by chance."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.extract.relations.statistics import Together, significant


def test_fishers_lady_tasting_tea() -> None:
    """Eight cups, four with milk first, four named, all four right: one chance in seventy."""
    assert Together(4, 4, 4, 8).chance() == pytest.approx(1 / 70)
    assert Together(3, 4, 4, 8).chance() == pytest.approx(17 / 70)


def test_always_and_never_together() -> None:
    """Things that only stand together have the association 1, things that never do −1, by chance 0."""
    assert Together(5, 5, 5, 100).npmi() == pytest.approx(1)
    assert Together(0, 5, 5, 100).npmi() == -1
    assert Together(10, 20, 50, 100).npmi() == pytest.approx(0)
    assert Together(10, 20, 50, 100).log_likelihood() == pytest.approx(0)
    assert Together(110, 2552, 221, 31777).log_likelihood() == pytest.approx(
        270.72, abs=0.5
    )  # Dunning 1993, "the swiss"


@given(st.integers(1, 40), st.data())
def test_chance_is_a_probability_and_falls(every: int, data: st.DataObject) -> None:
    """The more units have both, the less it is chance; it is never more than certain."""
    first, second = data.draw(st.integers(0, every)), data.draw(st.integers(0, every))
    low, high = max(0, first + second - every), min(first, second)
    chances = [Together(both, first, second, every).chance() for both in range(low, high + 1)]
    assert chances == sorted(chances, reverse=True)
    assert math.isclose(chances[0], 1, rel_tol=1e-9)


def test_contradicting_counts_are_refused() -> None:
    """More units with both than with one of them cannot be."""
    with pytest.raises(ValueError, match="no units have such counts"):
        Together(6, 5, 9, 20)


def test_many_tests_need_more() -> None:
    """What is significant alone is not among a hundred; what is beyond doubt still is."""
    assert significant({"a": 0.04}) == {"a"}
    many = {str(number): 0.04 + number / 200 for number in range(100)}
    assert significant(many) == frozenset()
    assert significant({**many, "sure": 1e-6}) == {"sure"}
    assert significant({}) == frozenset()
