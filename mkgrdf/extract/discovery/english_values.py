"""Where English sentences say what a thing is made of: property values, which are no concept but look like one."""

from __future__ import annotations

from collections.abc import Iterator

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.reading import Reading, normal_form
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["values"]

_MADE = frozenset(words("made crafted constructed built knitted woven sewn lined filled cut"))


def values(reading: Reading) -> Iterator[Candidate]:
    """Yield the property values that ``reading`` names: *made of organic cotton*, *lined with mesh*."""
    for at, word in enumerate(reading.words):
        if word not in ("of", "from", "with", "in") or reading.word(at - 1) not in _MADE:
            continue
        chunk = reading.chunk(at + 1)
        told = [] if chunk is None else reading.telling(chunk.start, chunk.end)
        if chunk is None or not told or len(told) > 4:
            continue
        first, last = reading.span(chunk.start, chunk.end)
        traits = frozenset(f"head:{name}" for name in reading.classes(chunk.head)) or frozenset({"head:unknown"})
        yield Candidate("en", "made-of", "PropertyValue", " ".join(told), normal_form(told), first, last, traits=traits)
