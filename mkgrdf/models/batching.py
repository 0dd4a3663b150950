"""Batches of texts of like length: sort, pad to the longest of a batch only, and put the answers back in order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import TypeVar

__all__ = ["by_length", "in_order", "shuffled", "windows"]

Answer = TypeVar("Answer")


def by_length(lengths: Sequence[int], *, most: int) -> list[list[int]]:
    """Return batches of positions in ``lengths``, longest first, each of at most ``most`` places with its padding.

    A text longer than ``most`` is a batch of its own. Equal lengths keep their order, so batches are reproducible.
    """
    batches: list[list[int]] = []
    longest = 0
    for position in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        if not batches or longest * (len(batches[-1]) + 1) > most:
            batches.append([])
            longest = max(lengths[position], 1)
        batches[-1].append(position)
    return batches


def in_order(batches: Iterable[Sequence[int]], answers: Iterable[Sequence[Answer]]) -> list[Answer]:
    """Return the ``answers`` to ``batches`` in the order of the positions that they are for.

    Raises:
        ValueError: a batch has another number of answers than of positions.
    """
    placed: dict[int, Answer] = {}
    for batch, found in zip(batches, answers, strict=True):
        placed.update(zip(batch, found, strict=True))
    return [placed[position] for position in range(len(placed))]


def shuffled(lengths: Sequence[int], *, size: int, seed: int) -> list[list[int]]:
    """Return shuffled batches of ``size`` positions for one epoch of training, of like length where that is cheap.

    Positions are shuffled, sorted by length within pools of 32 batches, cut, and the batches shuffled.
    """
    numbers = random.Random(seed)  # noqa: S311 - an order of training examples, no secret
    positions = list(range(len(lengths)))
    numbers.shuffle(positions)
    pool = 32 * size
    batches: list[list[int]] = []
    for begin in range(0, len(positions), pool):
        alike = sorted(positions[begin : begin + pool], key=lambda at: lengths[at])
        batches += [alike[at : at + size] for at in range(0, len(alike), size)]
    numbers.shuffle(batches)
    return batches


def windows(sizes: Sequence[int], *, most: int, overlap: int) -> list[tuple[int, int]]:
    """Cut a sequence of items of ``sizes`` into stretches (start, end) of at most ``most`` in sum.

    Consecutive stretches share up to ``overlap`` in sum, so what stands at an edge is seen with its neighbours once.
    An item larger than ``most`` gets a stretch of its own. Every item is in at least one stretch.
    """
    stretches: list[tuple[int, int]] = []
    start = 0
    while start < len(sizes):
        end, total = start + 1, sizes[start]
        while end < len(sizes) and total + sizes[end] <= most:
            total += sizes[end]
            end += 1
        stretches.append((start, end))
        if end == len(sizes):
            break
        back, shared = end, 0
        while back - 1 > start and shared + sizes[back - 1] <= overlap:
            back -= 1
            shared += sizes[back]
        while back < end and shared + sizes[end] > most:  # a stretch has to get beyond the one before
            shared -= sizes[back]
            back += 1
        start = back
    return stretches
