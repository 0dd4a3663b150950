"""Similar texts are found by their vectors, the same way whether few or many are asked about."""

from __future__ import annotations

from pathlib import Path

import numpy
import pytest

from mkgrdf.models.neural import similarity
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.similarity import nearest, pairs_above, similar

TEXTS = ["straps dig into shoulders", "yoga", "strap digs into shoulders", "yoga", "适合跑步", ""]


def test_pairs_and_neighbours(tiny_bert: Path, cpu: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal texts have cosine 1 and come first; blocks of rows change nothing."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    matrix = similar(TEXTS, encoder)
    assert matrix.shape == (6, 6)
    assert numpy.abs(matrix.diagonal() - 1).max() < 1e-5
    assert similar(TEXTS, encoder, ["yoga"])[:, 0] == pytest.approx(matrix[:, 1], abs=1e-5)
    found = pairs_above(TEXTS, encoder, 0.9)
    assert found[0] == (1, 3, 1.0)
    assert all(matrix[first, second] >= 0.9 - 1e-5 for first, second, _ in found)
    assert nearest(["yoga"], encoder, TEXTS, 2)[0] == [(1, 1.0), (3, 1.0)]
    monkeypatch.setattr(similarity, "_ROWS", 2)
    assert pairs_above(TEXTS, encoder, 0.9) == found
    assert nearest(TEXTS, encoder, TEXTS, 1)[2][0][0] == 2
