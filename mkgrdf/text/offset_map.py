"""Where each character of a text stands in the source that the text was taken from.

A text leaves its source in runs: tags, entities and folded blanks lie between them. So a map is the beginnings of the
runs, as pairs of numbers; from one anchor to the next, text and source go side by side. It is written as
``0:1204 17:1230 …``, a few bytes for each run, and read back from that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Edit", "MappedText", "OffsetMap", "join"]

Edit = tuple[int, int, str]
"""Characters ``start`` to ``end`` of a text are replaced by other ones."""


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """``anchors`` are pairs (offset in the text, offset in the source), both ascending, counted in characters."""

    anchors: tuple[tuple[int, int], ...] = ((0, 0),)

    def source(self, offset: int) -> int:
        """Return where the character ``offset`` of the text stands in the source.

        What has no place of its own, such as the inside of a mask that is longer than what it stands for, stands
        where the next run begins.
        """
        place = bisect_right(self.anchors, (offset, _FAR)) - 1
        text, source = self.anchors[max(place, 0)]
        found = source + offset - text
        return min(found, self.anchors[place + 1][1]) if place + 1 < len(self.anchors) else found

    def __str__(self) -> str:
        return " ".join(f"{text}:{source}" for text, source in self.anchors)

    @classmethod
    def parse(cls, written: str) -> OffsetMap:
        """Return the map that ``str()`` wrote.

        Raises:
            ValueError: it is not pairs of numbers with a colon between, or they do not ascend.
        """
        try:
            pairs = [(int(text), int(source)) for text, source in (pair.split(":") for pair in written.split())]
        except ValueError as error:
            raise ValueError(f"{written[:60]!r} is no map of offsets; expected pairs like 0:1204 17:1230") from error
        if not pairs or any(one[0] >= two[0] or one[1] > two[1] for one, two in pairwise(pairs)):
            raise ValueError(f"{written[:60]!r} is no map of offsets; expected ascending pairs like 0:1204 17:1230")
        return cls(tuple(pairs))


_FAR = 1 << 62


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text with the places of its characters in its source."""

    text: str
    places: OffsetMap

    def edited(self, edits: Sequence[Edit]) -> MappedText:
        """Return the text after ``edits``, which are in order and do not overlap.

        A replacement stands where what it replaces stood.
        """
        if not edits:
            return self
        parts: list[str] = []
        anchors: list[tuple[int, int]] = []
        known = self.places.anchors
        length = copied = following = 0
        for start, end, words in (*edits, (len(self.text), len(self.text), "")):
            parts += (self.text[copied:start], words)
            if copied < start:
                _anchor(anchors, length, self.places.source(copied))
            while following < len(known) and known[following][0] < start:
                if known[following][0] > copied:
                    _anchor(anchors, length + known[following][0] - copied, known[following][1])
                following += 1
            length += start - copied
            if words:
                _anchor(anchors, length, self.places.source(start))
                length += len(words)
            copied = end
        return MappedText("".join(parts), OffsetMap(tuple(anchors) or ((0, self.places.source(0)),)))


def _anchor(anchors: list[tuple[int, int]], text: int, source: int) -> None:
    if not anchors or anchors[-1][1] - anchors[-1][0] != source - text:
        anchors.append((text, source))


def join(pieces: Iterable[tuple[str, int]]) -> MappedText:
    """Return the pieces, each with its place in the source, as one text."""
    parts: list[str] = []
    anchors: list[tuple[int, int]] = []
    length = 0
    for piece, source in pieces:
        if piece:
            _anchor(anchors, length, source)
            parts.append(piece)
            length += len(piece)
    return MappedText("".join(parts), OffsetMap(tuple(anchors) or ((0, 0),)))
