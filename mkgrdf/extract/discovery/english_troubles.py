"""What complaint patterns of English share: negation, parts as subjects, places such as *into my shoulders*."""

from __future__ import annotations

from dataclasses import dataclass

from mkgrdf.extract.discovery.candidates import Candidate
from mkgrdf.extract.discovery.reading import DETERMINERS, NOISE, Reading, normal_form
from mkgrdf.extract.discovery.stems import stem
from mkgrdf.extract.discovery.word_lists import words

__all__ = ["NEGATED", "RELIEVES", "Find", "place_after", "subject_of", "things"]

NEGATED = frozenset(
    words("""not n't never no don't doesn't didn't won't wouldn't can't cannot couldn't isn't aren't wasn't
    weren't hasn't haven't hadn't without barely hardly dont doesnt didnt cant wont isnt""")
)
RELIEVES = frozenset(
    stem(word)
    for word in words("""prevent reduce eliminate minimize minimise avoid relieve combat fight alleviate resist
        banish soothe deter""")
)
"""Stems of verbs whose object people want to be rid of."""
_AT = frozenset(words("in at on around under across into against through over between from near"))
_WASH = frozenset(words("wash washed washes washing dryer laundry"))
_NEUTRAL = frozenset(words("run hold wash stretch wear come"))
_ENDS_SUBJECT = frozenset(words("and but because when which i you if to for"))
_LONGEST_SURFACE = 6


@dataclass(frozen=True, slots=True)
class Find:
    """What a pattern found: its name, the words of the label and of the normal form, and where it stands."""

    pattern: str
    label: str
    telling: tuple[str, ...]
    start: int
    end: int
    traits: tuple[str, ...] = ()
    surface: bool = True

    def candidate(self, reading: Reading) -> Candidate:
        """Return it as a candidate."""
        first, last = reading.span(self.start, self.end)
        before = reading.words[max(0, self.start - 4) : self.start]
        seen = {*self.traits, *({"negated"} if any(word in NEGATED for word in before) else ())}
        kept = self.surface and self.end - self.start <= _LONGEST_SURFACE
        return Candidate(
            language="en",
            pattern=self.pattern,
            guess="PainPoint",
            label=self.label,
            normal=normal_form(word for word in self.telling if word),
            start=first,
            end=last,
            surface=reading.surface(self.start, self.end) if kept else "",
            traits=frozenset(seen),
        )


def subject_of(reading: Reading, at: int) -> int | None:
    """Return where the part stands that the word at ``at`` is said of: *the straps on this bag dig*."""
    for place in range(at - 1, at - 6, -1):
        if reading.is_mark(place) or stem(reading.word(place)) in RELIEVES or reading.word(place) in _ENDS_SUBJECT:
            return None
        if reading.is_a(place, "part", "body") and reading.word(place) not in _NEUTRAL:
            return place
    return None


def place_after(reading: Reading, at: int) -> tuple[int, tuple[str, ...]]:
    """Return where a phrase like *into my shoulders*, *in the wash* ends that begins at ``at``, and its words."""
    ahead = next((more for more in (1, 2, 3, 4) if reading.word(at + more) in _WASH), None)
    if reading.word(at) in ("after", "when") and ahead is not None:
        return at + 1 + ahead, ("in", "the", "wash")
    if reading.word(at) not in _AT and reading.word(at) not in DETERMINERS:
        return at, ()
    preposition = reading.word(at) if reading.word(at) in _AT else ""
    chunk = reading.chunk(at + 1 if preposition else at)
    if chunk is None:
        return at, ()
    said = [word for word in reading.words[chunk.start : chunk.end] if word not in NOISE]
    if said and said[-1] in _WASH:
        return chunk.end, ("in", "the", "wash")
    if not said or not (reading.is_a(chunk.head, "body") or (preposition and reading.is_a(chunk.head, "part"))):
        return at, ()
    article = ("the",) if preposition not in ("into", "") else ()
    return chunk.end, (*((preposition,) if preposition else ()), *article, *said[-2:])


def things(reading: Reading, head: int) -> tuple[str, ...]:
    """Return the classes of the word at ``head`` as traits."""
    return tuple(f"thing:{name}" for name in sorted(reading.classes(head))) or ("thing:unknown",)
