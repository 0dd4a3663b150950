"""What the concepts named in a sentence tell of praise and complaint, where its words alone tell nothing.

*Bright beam, no glare* has no word of praise, yet says of two needs that they are met. An intent that is affirmed and
a pain that is denied count for the product, an intent that is denied counts against it; a pain may be a mere setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.extract.cues import count_cues
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.mentions import Found
from mkgrdf.extract.polarity import ConceptCue
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.records import ConceptKind

__all__ = ["concept_cues"]

_LOW = Decimal(2)


def concept_cues(
    sentence: KeptSentence,
    inside: Found,
    kinds: Mapping[NamedNode, str],
    rating: Decimal | None,
    reader: StanceReader | None = None,
) -> tuple[ConceptCue, ...]:
    """Return the cues that the concepts ``inside`` the sentence give.

    In a review of one or two stars, and in directions (*unroll it in an airy place*), none praises.

    ``inside`` has offsets of the document, the cues those of the sentence; ``kinds`` are the classes of the concepts;
    ``reader`` reads the sentence, where one has been made already.
    """
    reader = reader or StanceReader(sentence.span.text, sentence.language)
    found = tuple(_cues(reader, sentence.span.start, inside, kinds))
    if not any(cue.good for cue in found):
        return found
    low = rating is not None and rating <= _LOW
    mute = low or count_cues("Usage", sentence.span.text.lower(), sentence.language) > 0
    return tuple(cue for cue in found if not cue.good) if mute else found


def _cues(reader: StanceReader, offset: int, inside: Found, kinds: Mapping[NamedNode, str]) -> Iterator[ConceptCue]:
    for named in inside.concepts:
        start, end = named.start - offset, named.end - offset
        found = {kinds[node] for node in named.nodes}
        if found == {ConceptKind.INTENT} and not reader.is_of_another(start, end):
            stance = reader.of_good(start, end)
            if stance is not Stance.WISHED:
                yield ConceptCue(start, end, good=stance is Stance.AFFIRMED)
        elif found == {ConceptKind.PAIN_POINT} and reader.of_pain(start, end) is Stance.DENIED:
            yield ConceptCue(start, end, good=True)
