"""How alike texts are by their vectors: for merging phrases into concepts and for linking mentions.

A cosine is no probability; what it is worth is fitted on pairs whose truth is known (isotonic regression), and is said
for this encoder and this kind of texts only. An encoder of one language says nothing about texts in another.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from mkgrdf.models.neural.encoder import Encoder

__all__ = ["Matrix", "nearest", "pairs_above", "similar"]

Matrix = numpy.ndarray[tuple[int, int], numpy.dtype[numpy.float32]]

_ROWS = 1024
"""Rows multiplied at a time, so that memory grows with the number of texts and not with its square."""


def similar(texts: Sequence[str], encoder: Encoder, others: Sequence[str] | None = None) -> Matrix:
    """Return the cosines (texts, others) of the texts' vectors; without ``others`` those among ``texts``."""
    left = _unit(encoder.vectors(texts))
    right = left if others is None else _unit(encoder.vectors(others))
    product: Matrix = left @ right.T
    return product


def pairs_above(texts: Sequence[str], encoder: Encoder, least: float) -> list[tuple[int, int, float]]:
    """Return the pairs of ``texts`` (i < j) with a cosine of at least ``least``, the most alike first."""
    vectors = _unit(encoder.vectors(texts))
    found: list[tuple[int, int, float]] = []
    for begin in range(0, len(texts), _ROWS):
        block = vectors[begin : begin + _ROWS] @ vectors.T
        for row, column in numpy.argwhere(block >= least):
            if begin + row < column:
                found.append((int(begin + row), int(column), round(float(block[row, column]), 5)))
    return sorted(found, key=lambda pair: (-pair[2], pair[0], pair[1]))


def nearest(texts: Sequence[str], encoder: Encoder, others: Sequence[str], count: int) -> list[list[tuple[int, float]]]:
    """Return, for each text, the ``count`` most similar ``others`` with their cosines, most similar first."""
    left, right = _unit(encoder.vectors(texts)), _unit(encoder.vectors(others))
    found: list[list[tuple[int, float]]] = []
    for begin in range(0, len(texts), _ROWS):
        for row in left[begin : begin + _ROWS] @ right.T:
            # Rounded before they are ordered: the last digits move with the size of a batch.
            cosines = sorted((-round(float(cosine), 5), at) for at, cosine in enumerate(row))
            found.append([(at, -cosine) for cosine, at in cosines[:count]])
    return found


def _unit(vectors: Matrix) -> Matrix:
    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Matrix = vectors / numpy.maximum(lengths, numpy.float32(1e-12))
    return unit
