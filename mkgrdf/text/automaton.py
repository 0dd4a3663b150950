"""Finds many labels in a text in one pass (Aho and Corasick 1975), with offsets into the text as it was given.

Text and labels are folded alike before they are compared: NFC, full-width forms to ASCII, case, curly apostrophes and
odd hyphens, runs of blanks. Where a label begins or ends with a Latin letter or a digit, a whole word has to begin or
end there:
``gym`` is not in *gymnast*, *gym-goer* or *pre-gym*; the possessive and the regular plural are (*gyms*, *gym's*)
unless ``plurals`` is off. Chinese has no such boundary; there the longest label decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import ahocorasick  # type: ignore[import-not-found]  # compiled, comes without types

from mkgrdf.text.language import is_han

__all__ = ["Folded", "LabelAutomaton", "Match", "fold"]

Key = TypeVar("Key", bound=Hashable)

_SAME = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"})
# Characters that stand for themselves, none of which joins with the one before it: ASCII, Chinese and its punctuation.
_PLAIN = re.compile("[\n -~\u2010-\u2011\u2013-\u201d\u2026\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]*")
_FOLDED = {
    **{number: chr(number).lower() for number in range(ord("A"), ord("Z") + 1)},
    **{number: chr(number - 0xFEE0).lower() for number in range(0xFF01, 0xFF5F)},
    **_SAME,
}
_SUFFIXES = ("'s", "es", "s", "")
_SHORTEST = 2
"""A label of one character matches everywhere in Chinese and says too little in English: it is not entered."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character ``i`` of ``text`` came from ``starts[i]`` to ``ends[i]`` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def begins_at(self, position: int) -> bool:
        """Tell whether a character of the original begins at ``position`` (half a folded ``ß`` does not)."""
        return position == 0 or position == len(self.text) or self.starts[position] != self.starts[position - 1]


@dataclass(frozen=True, slots=True)
class Match(Generic[Key]):
    """A label found: ``text[start:end]`` of the original, in which ``language`` it is a label, and of what."""

    start: int
    end: int
    language: str
    keys: tuple[Key, ...]


def fold(text: str) -> Folded:
    """Fold ``text`` for comparison; each folded character knows which original characters it came from."""
    # Most texts fold character by character, which takes a fiftieth of the time.
    if _PLAIN.fullmatch(text) and "  " not in text:
        return Folded(text.translate(_FOLDED), range(len(text)), range(1, len(text) + 1))
    return _fold_by_clusters(text)


def _fold_by_clusters(text: str) -> Folded:
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    while position < len(text):
        stop = position + 1
        blank = _is_blank(text[position])
        while stop < len(text) and (_is_blank(text[stop]) if blank else unicodedata.combining(text[stop])):
            stop += 1
        for character in " " if blank else _fold_cluster(text[position:stop]):
            folded.append(character)
            starts.append(position)
            ends.append(stop)
        position = stop
    return Folded("".join(folded), tuple(starts), tuple(ends))


def _is_blank(character: str) -> bool:
    return character.isspace() and character not in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def _fold_cluster(cluster: str) -> str:
    if len(cluster) == 1 and cluster.isascii():
        return cluster.lower()
    composed = unicodedata.normalize("NFC", cluster).translate(_SAME)
    if "\uff01" <= composed[0] <= "\uff5e":
        composed = chr(ord(composed[0]) - 0xFEE0) + composed[1:]
    return composed.casefold()


def _is_word_character(character: str) -> bool:
    """Tell whether ``character`` belongs to a word in a script that puts blanks between words."""
    return character.isalnum() and not is_han(character)


class LabelAutomaton(Generic[Key]):
    """An automaton over labels; build it once, then ask :meth:`find` for each text. It can be pickled.

    Args:
        labels: ``(label, language, key)``; several keys under one label make an ambiguous label.
        plurals: whether a Latin label may carry *s*, *es* or *'s* in the text; the match then includes it.
    """

    def __init__(self, labels: Iterable[tuple[str, str, Key]], *, plurals: bool = True) -> None:
        entries: dict[str, dict[str, dict[Key, None]]] = {}
        for label, language, key in labels:
            folded = fold(label.strip()).text
            if len(folded) >= _SHORTEST:
                entries.setdefault(folded, {}).setdefault(language, {})[key] = None
        self._plurals = plurals
        self._entries = {
            folded: tuple((language, tuple(keys)) for language, keys in by_language.items())
            for folded, by_language in entries.items()
        }
        self._automaton = ahocorasick.Automaton()
        for folded in self._entries:
            self._automaton.add_word(folded, folded)
        if self._entries:
            self._automaton.make_automaton()

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, text: str | Folded, accept: Callable[[Key], bool] | None = None) -> tuple[Match[Key], ...]:
        """Return the labels in ``text``, in order: for each language the leftmost, longest, without overlaps.

        A text that several automata search is folded once, by :func:`fold`. Labels of which ``accept`` takes no key
        stand in nobody's way.
        """
        if not self._entries:
            return ()
        folded = fold(text) if isinstance(text, str) else text
        candidates: dict[str, list[tuple[int, int, int, tuple[Key, ...]]]] = {}
        for last, label in self._automaton.iter(folded.text):
            start = last + 1 - len(label)
            end = self._end_of_word(folded, start, last + 1)
            if end is not None:
                for language, all_keys in self._entries[label]:
                    keys = all_keys if accept is None else tuple(filter(accept, all_keys))
                    if not keys:
                        continue
                    candidates.setdefault(language, []).append((start, end, len(label), keys))
        matches: list[Match[Key]] = []
        for language, found in candidates.items():
            reached = 0
            # at one place the longest wins; of two that end alike ("glass", "glasse" + s) the longer label
            for start, end, _, keys in sorted(found, key=lambda match: (match[0], -match[1], -match[2])):
                if start >= reached:
                    matches.append(Match(folded.starts[start], folded.ends[end - 1], language, keys))
                    reached = end
        return tuple(sorted(matches, key=lambda match: (match.start, match.end, match.language)))

    def _end_of_word(self, folded: Folded, start: int, end: int) -> int | None:
        """Return where a label found at ``start`` to ``end`` ends, plural included, or None if it is part of a word."""
        text = folded.text
        if not (folded.begins_at(start) and folded.begins_at(end)):
            return None
        if _is_word_character(text[start]) and not _word_begins(text, start):
            return None
        if not _is_word_character(text[end - 1]):
            return end
        suffixes = _SUFFIXES if self._plurals and text[end - 1].isalpha() else ("",)
        for suffix in suffixes:
            stop = end + len(suffix)
            if text.startswith(suffix, end) and folded.begins_at(stop) and _word_ends(text, stop):
                return stop
        return None


def _word_begins(text: str, position: int) -> bool:
    if position == 0:
        return True
    before = text[position - 1]
    if before in "-'" and position >= 2:
        return not _is_word_character(text[position - 2])
    return not (_is_word_character(before) or before == "_")


def _word_ends(text: str, position: int) -> bool:
    if position == len(text):
        return True
    after = text[position]
    if after in "-'" and position + 1 < len(text):
        return not _is_word_character(text[position + 1])
    return not (_is_word_character(after) or after == "_")
