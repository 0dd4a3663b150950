"""BIO tags of words and the spans that they mean, as a tagger's own scores are made of them.

Files of tags in other schemes are read elsewhere (:mod:`mkgrdf.extract.entities`); here a span is what was labelled.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mkgrdf.errors import ModelError

__all__ = ["OUTSIDE", "Labelled", "TaggedSpan", "micro_f1", "spans_of", "tag_set", "tags_of"]

OUTSIDE = "O"
TaggedSpan = tuple[int, int, str]
"""First word, word after the last, type."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence cut into words (of Chinese: characters) with its entities.

    Raises:
        ModelError: a span lies outside the words, or two overlap.
    """

    words: tuple[str, ...]
    spans: tuple[TaggedSpan, ...] = ()

    def __post_init__(self) -> None:
        reached = 0
        for start, end, kind in sorted(self.spans):
            if not reached <= start < end <= len(self.words):
                raise ModelError(
                    f"the {kind} at words {start} to {end} of {len(self.words)} lies outside or overlaps another; "
                    "expected spans apart, inside their sentence"
                )
            reached = end


def spans_of(tags: Sequence[str]) -> list[TaggedSpan]:
    """Return the spans of BIO tags; an ``I`` that continues nothing of its type begins a span."""
    spans: list[TaggedSpan] = []
    start, kind = 0, ""
    for position, tag in enumerate([*tags, OUTSIDE]):
        mark, own = tag[0], tag[2:]
        if kind and (mark != "I" or own != kind):
            spans.append((start, position, kind))
            kind = ""
        if own and not kind:
            start, kind = position, own
    return spans


def tags_of(spans: Iterable[TaggedSpan], words: int) -> list[str]:
    """Return the BIO tags of ``spans``, which must not overlap, over so many ``words``."""
    tags = [OUTSIDE] * words
    for start, end, kind in spans:
        tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
    return tags


def tag_set(kinds: Iterable[str]) -> list[str]:
    """Return all tags of these types, ``O`` first, then ``B`` and ``I`` of each type in the order of names."""
    return [OUTSIDE, *(f"{mark}-{kind}" for kind in sorted(set(kinds)) for mark in "BI")]


def micro_f1(truth: Iterable[Iterable[TaggedSpan]], found: Iterable[Iterable[TaggedSpan]]) -> float:
    """Return the F1 of exactly equal spans over all sentences together; 0 where nothing is found or there."""
    right = there = said = 0
    for gold, guess in zip(truth, found, strict=True):
        wanted, given = set(gold), set(guess)
        right += len(wanted & given)
        there += len(wanted)
        said += len(given)
    return 2 * right / (there + said) if there + said else 0.0
