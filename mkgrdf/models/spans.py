"""Tags of words (BIO) and the spans that they mean, by the rules of CoNLL-2000's ``conlleval`` (Tjong Kim Sang)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from mkgrdf.errors import ModelError

__all__ = ["OUTSIDE", "TaggedSpan", "micro_f1", "spans_of", "tag_set", "tags_of"]

OUTSIDE = "O"
TaggedSpan = tuple[int, int, str]
"""First word, word after the last, type."""

_TAG = re.compile(r"[BIES]-.+|O")


def spans_of(tags: Sequence[str]) -> list[TaggedSpan]:
    """Return the spans of BIO (or BIOES) tags; an ``I`` that continues nothing of its type begins a span.

    Raises:
        ModelError: something is no tag.
    """
    spans: list[TaggedSpan] = []
    start, kind = 0, ""
    for position, tag in enumerate([*tags, OUTSIDE]):
        if not _TAG.fullmatch(tag):
            raise ModelError(f"tag {tag!r} at word {position + 1}; expected O, B-TYPE or I-TYPE (or E-, S-)")
        mark, own = tag[0], tag[2:]
        if kind and (mark in "OBS" or own != kind or tags[position - 1][0] in "ES"):
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
