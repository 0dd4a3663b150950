"""Entities as spans of tokens, and as one tag for each token: BIO, IOB1, BIOES (BMES, BILOU) or plain types.

Tags become spans by the rules of ``seqeval`` in its default mode, which are those of CoNLL's ``conlleval``: a wrong
sequence (an ``I`` after ``O``, a change of type) still begins an entity and is never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Span", "bio", "bioes", "spans_of"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An entity: tokens (or characters, where it is said so) ``start`` to ``end``, exclusive, of one ``type``."""

    start: int
    end: int
    type: str


def spans_of(tags: Sequence[str]) -> tuple[Span, ...]:
    """Return the entities that ``tags`` (``B-Brand``, ``I-Brand``, ``O``, ``E-``, ``S-``) mark, in order.

    An entity ends before ``B``, ``S`` or ``O``, after ``E`` and ``S``, and where the type changes; one begins at ``B``
    and ``S``, at ``I`` or ``E`` after ``E``, ``S`` or ``O``, and where the type changes.
    """
    found: list[Span] = []
    start, before, type_before = 0, "O", ""
    for position, tag in enumerate((*tags, "O")):
        prefix, _, type_ = tag.partition("-")
        inside = before != "O"
        if inside and (prefix in "BSO" or before in "ES" or type_ != type_before):
            found.append(Span(start, position, type_before))
            inside = False
        if prefix != "O" and not inside:
            start = position
        before, type_before = prefix, type_
    return tuple(found)


def bio(spans: Iterable[Span], length: int) -> list[str]:
    """Return one tag for each of ``length`` tokens: ``B-`` first, ``I-`` inside, ``O`` elsewhere."""
    tags = ["O"] * length
    for span in spans:
        tags[span.start] = f"B-{span.type}"
        tags[span.start + 1 : span.end] = [f"I-{span.type}"] * (span.end - span.start - 1)
    return tags


def bioes(spans: Iterable[Span], length: int) -> list[str]:
    """Return one tag for each of ``length`` tokens: as :func:`bio`, the last one ``E-``, a single one ``S-``."""
    tags = ["O"] * length
    for span in spans:
        if span.end - span.start == 1:
            tags[span.start] = f"S-{span.type}"
            continue
        tags[span.start] = f"B-{span.type}"
        tags[span.start + 1 : span.end - 1] = [f"I-{span.type}"] * (span.end - span.start - 2)
        tags[span.end - 1] = f"E-{span.type}"
    return tags
