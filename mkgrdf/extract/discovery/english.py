"""All that English patterns find in a sentence."""

from __future__ import annotations

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.english_aims import aims
from mkgrdf.extract.discovery.english_pains import pains
from mkgrdf.extract.discovery.english_scenes import scenes
from mkgrdf.extract.discovery.english_values import values
from mkgrdf.extract.discovery.reading import Reading

__all__ = ["english_candidates"]

_LONGEST = 400
"""A sentence of more characters is a list without stops; what stands together in it says little."""


def english_candidates(text: str) -> tuple[Candidate, ...]:
    """Return the phrases of the English sentence ``text`` that may name concepts, in the order of the text."""
    if len(text) > _LONGEST:
        return ()
    reading = Reading(text)
    found = [*scenes(reading), *pains(reading), *aims(reading), *values(reading)]
    unique = dict.fromkeys(candidate for candidate in found if candidate.normal)
    return tuple(sorted(unique, key=lambda item: (item.start, item.end, item.pattern, item.label)))
