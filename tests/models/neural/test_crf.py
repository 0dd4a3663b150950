"""The CRF layer says what adding up every path by hand says."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from mkgrdf.models.neural.crf_layer import LinearChainCrf
from mkgrdf.models.spans import spans_of, tag_set

TAGS = tag_set(["brand", "scene"])


def drawn(seed: int, length: int) -> tuple[LinearChainCrf, torch.Tensor]:
    numbers = torch.Generator().manual_seed(seed)
    crf = LinearChainCrf(TAGS).double()
    for weight in crf.parameters():
        weight.data = torch.randn(weight.shape, generator=numbers, dtype=torch.float64)
        weight.requires_grad_(False)
    return crf, torch.randn(length, len(TAGS), generator=numbers, dtype=torch.float64)


def allowed(path: tuple[int, ...]) -> bool:
    before = "O"
    for tag in (TAGS[at] for at in path):
        if tag.startswith("I-") and before[1:] != tag[1:]:
            return False
        before = tag
    return True


def score(crf: LinearChainCrf, emissions: torch.Tensor, path: tuple[int, ...]) -> float:
    total = float(crf.begin[path[0]] + crf.end[path[-1]])
    total += sum(float(emissions[word, tag]) for word, tag in enumerate(path))
    return total + sum(float(crf.transitions[a, b]) for a, b in itertools.pairwise(path))


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(1, 4), st.integers(0, 3))
def test_all_paths_by_hand(seed: int, length: int, padding: int) -> None:
    """Partition, likelihood, best path and span probabilities are those of brute force; padding changes nothing."""
    crf, emissions = drawn(seed, length)
    scores = {
        path: score(crf, emissions, path)
        for path in itertools.product(range(len(TAGS)), repeat=length)
        if allowed(path)
    }
    total = math.log(sum(math.exp(value) for value in scores.values()))
    padded = torch.cat([emissions, torch.full((padding, len(TAGS)), 7.0, dtype=torch.float64)]).unsqueeze(0)
    mask = torch.tensor([[True] * length + [False] * padding])
    assert float(crf.log_partition(padded, mask)) == pytest.approx(total, abs=1e-9)
    best = max(scores, key=scores.__getitem__)
    assert crf.best_paths(padded, mask) == [list(best)]
    tags = torch.tensor([[*best, *[0] * padding]])
    assert float(crf.log_likelihood(padded, tags, mask)) == pytest.approx(scores[best] - total, abs=1e-9)
    spans = spans_of([TAGS[at] for at in best])
    asked = [(start, end, best[start:end], [TAGS.index(f"I-{kind}")]) for start, end, kind in spans]
    by_hand = [
        sum(math.exp(value - total) for path, value in scores.items() if span in spans_of([TAGS[at] for at in path]))
        for span in spans
    ]
    assert crf.span_probabilities(emissions, length, asked) == pytest.approx(by_hand, abs=1e-9)


def test_gradients_of_the_likelihood_are_right() -> None:
    """The gradient agrees with finite differences, forbidden steps and padding included."""
    crf, _ = drawn(3, 1)
    crf.requires_grad_(True)
    emissions = torch.randn(2, 3, len(TAGS), dtype=torch.float64, requires_grad=True)
    tags = torch.tensor([[1, 2, 0], [3, 0, 0]])
    mask = torch.tensor([[True, True, True], [True, True, False]])
    assert torch.autograd.gradcheck(lambda given: crf.log_likelihood(given, tags, mask), (emissions,))
