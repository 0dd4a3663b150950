"""What a pattern finds in a sentence: a phrase that may name a concept, before anybody judges it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Candidate", "Part"]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a composed phrase is made of: *cold weather* and *running* of *running in the winter*.

    ``words`` name it, ``normal`` is its normal form.
    """

    words: str
    normal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase found in a sentence.

    Attributes:
        language: of the sentence.
        pattern: the turn of speech that it stands in.
        guess: the kind of concept that the pattern speaks for.
        label: the phrase as a person would list it (*strap digs into shoulders*).
        normal: its normal form; phrases that share it say the same.
        start, end: where it stands in the sentence.
        surface: the very words, where they could be found again elsewhere; else empty.
        parts: what it is composed of, condition before activity; empty for a plain phrase.
        traits: what the judging model gets to see of it.
    """

    language: str
    pattern: str
    guess: str
    label: str
    normal: tuple[str, ...]
    start: int
    end: int
    surface: str = ""
    parts: tuple[Part, ...] = ()
    traits: frozenset[str] = field(default=frozenset())
