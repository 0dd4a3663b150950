"""Batches hold everything once, within their bounds, and give it back in order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.models.batching import by_length, in_order, shuffled, windows

LENGTHS = st.lists(st.integers(0, 50), max_size=60)


@given(LENGTHS, st.integers(1, 200))
def test_by_length(lengths: list[int], most: int) -> None:
    """Each text is in one batch; no batch is larger than allowed with its padding, unless it is one text."""
    batches = by_length(lengths, most=most)
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) == 1 or max(lengths[at] for at in batch) * len(batch) <= most
    assert in_order(batches, ([lengths[at] for at in batch] for batch in batches)) == lengths


def test_in_order_counts() -> None:
    """An answer too few is an error, not a shift of all the others."""
    with pytest.raises(ValueError, match="argument 2"):
        in_order([[1, 0]], [["only one"]])


@given(LENGTHS, st.integers(1, 8), st.integers(0, 3))
def test_shuffled(lengths: list[int], size: int, seed: int) -> None:
    """An epoch sees each example once, in batches of at most ``size``, the same for the same seed."""
    batches = shuffled(lengths, size=size, seed=seed)
    assert sorted(at for batch in batches for at in batch) == list(range(len(lengths)))
    assert all(len(batch) <= size for batch in batches)
    assert batches == shuffled(lengths, size=size, seed=seed)


@given(st.lists(st.integers(1, 9), max_size=60), st.integers(1, 30), st.integers(0, 12))
def test_windows(sizes: list[int], most: int, overlap: int) -> None:
    """Stretches cover everything in order, go on, and are no larger than allowed unless they are one item."""
    stretches = windows(sizes, most=most, overlap=overlap)
    assert {at for start, end in stretches for at in range(start, end)} == set(range(len(sizes)))
    for start, end in stretches:
        assert end - start == 1 or sum(sizes[start:end]) <= most
    for (start, end), (after, beyond) in itertools.pairwise(stretches):
        assert start < after <= end < beyond
        assert sum(sizes[after:end]) <= overlap
