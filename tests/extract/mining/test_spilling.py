"""Counting on disk gives the counts that counting in memory gives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkgrdf.extract.mining.spilling import SpillingCounter


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(keys=st.lists(st.integers(0, 2**63 - 1) | st.integers(0, 9), max_size=60), most=st.integers(1, 8))
def test_counts_are_exact_whatever_fits_into_memory(tmp_path: Path, keys: list[int], most: int) -> None:
    """The counts come in order of the numbers, and are those of a counter in memory."""
    with SpillingCounter(tmp_path, most) as counter:
        for key in keys:
            counter.counts[key] = counter.counts.get(key, 0) + 1
            counter.relieve()
            assert len(counter.counts) <= most
        assert list(counter.items()) == sorted(Counter(keys).items())


def test_nothing_stays_on_disk(tmp_path: Path) -> None:
    """When the counter is done, so are its files."""
    with SpillingCounter(tmp_path, 1) as counter:
        counter.counts.update({1: 1, 2: 1})
        counter.relieve()
        assert counter.runs == 1
        assert any(tmp_path.rglob("000000"))
    assert not any(tmp_path.iterdir())
