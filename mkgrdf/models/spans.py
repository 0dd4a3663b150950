"""Entities as spans of words, and as one tag for each word: BIO, IOB1, BIOES (BMES, BILOU) or plain types.

Tags become spans by the rules of ``seqeval`` in its default mode, which are those of CoNLL's ``conlleval``: a wrong
sequence (an ``I`` after ``O``, a change of type) still begins an entity and is never an error. Files, the CRF and the
neural tagger all read tags this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from mkgrdf.errors import ModelError

__all__ = ["OUTSIDE", "Labelled", "PlainSpan", "Span", "bio", "bioes", "micro_f1", "spans_of", "tag_set"]

OUTSIDE: Final = "O"
PlainSpan = tuple[int, int, str]
"""First word, word after the last, type: what every :class:`Span` is."""


class Span(NamedTuple):
    """An entity: words (or characters, where it is said so) ``start`` to ``end``, exclusive, of one ``type``."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence cut into words (of Chinese: characters) with its entities.

    Raises:
        ModelError: a span lies outside the words, or two overlap.
    """

    words: tuple[str, ...]
    spans: tuple[PlainSpan, ...] = ()

    def __post_init__(self) -> None:
        reached = 0
        for start, end, kind in sorted(self.spans):
            if not reached <= start < end <= len(self.words):
                raise ModelError(
                    f"the {kind} at words {start} to {end} of {len(self.words)} lies outside or overlaps another; "
                    "expected spans apart, inside their sentence"
                )
            reached = end


def spans_of(tags: Sequence[str]) -> tuple[Span, ...]:
    """Return the entities that ``tags`` (``B-Brand``, ``I-Brand``, ``O``, ``E-``, ``S-``) mark, in order.

    An entity ends before ``B``, ``S`` or ``O``, after ``E`` and ``S``, and where the type changes; one begins at ``B``
    and ``S``, at ``I`` or ``E`` after ``E``, ``S`` or ``O``, and where the type changes.
    """
    found: list[Span] = []
    start, before, type_before = 0, OUTSIDE, ""
    for position, tag in enumerate((*tags, OUTSIDE)):
        prefix, _, type_ = tag.partition("-")
        inside = before != OUTSIDE
        if inside and (prefix in "BSO" or before in "ES" or type_ != type_before):
            found.append(Span(start, position, type_before))
            inside = False
        if prefix != OUTSIDE and not inside:
            start = position
        before, type_before = prefix, type_
    return tuple(found)


def bio(spans: Iterable[PlainSpan], length: int) -> list[str]:
    """Return one tag for each of ``length`` words: ``B-`` first, ``I-`` inside, ``O`` elsewhere."""
    tags = [OUTSIDE] * length
    for start, end, type_ in spans:
        tags[start:end] = [f"B-{type_}"] + [f"I-{type_}"] * (end - start - 1)
    return tags


def bioes(spans: Iterable[PlainSpan], length: int) -> list[str]:
    """Return one tag for each of ``length`` words: as :func:`bio`, the last one ``E-``, a single one ``S-``."""
    tags = [OUTSIDE] * length
    for start, end, type_ in spans:
        if end - start == 1:
            tags[start] = f"S-{type_}"
        else:
            tags[start:end] = [f"B-{type_}", *[f"I-{type_}"] * (end - start - 2), f"E-{type_}"]
    return tags


def tag_set(types: Iterable[str]) -> list[str]:
    """Return all BIO tags of these types, ``O`` first, then ``B`` and ``I`` of each type in the order of names."""
    return [OUTSIDE, *(f"{mark}-{type_}" for type_ in sorted(set(types)) for mark in "BI")]


def micro_f1(truth: Iterable[Iterable[PlainSpan]], found: Iterable[Iterable[PlainSpan]]) -> float:
    """Return the F1 of exactly equal spans over all sentences together; 0 where nothing is found or there."""
    right = there = said = 0
    for gold, guess in zip(truth, found, strict=True):
        wanted, given = set(gold), set(guess)
        right += len(wanted & given)
        there += len(wanted)
        said += len(given)
    return 2 * right / (there + said) if there + said else 0.0
