"""What each word of a corpus is, as far as a table or a dictionary can say: may it begin, end, or stand in a phrase?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import rjieba

from mkgrdf.extract.mining.function_words import (
    CLOSED_TAGS,
    EVALUATIVE,
    INNER,
    NOUN_OPENERS,
    VERB_OPENERS,
    ZH_CHARACTERS,
    function_words,
    table_of,
)
from mkgrdf.extract.mining.segments import Unit
from mkgrdf.text.language import is_han

__all__ = ["WordClass", "WordClasses"]


class WordClass(IntEnum):
    """What a word says about its neighbour."""

    CONTENT = 0
    NOUN_OPENER = 1
    VERB_OPENER = 2
    OTHER = 3


@dataclass(frozen=True, slots=True)
class WordClasses:
    """By the number of a word: its class, and whether it may stand at the edge of, and inside, a phrase.

    Attributes:
        codes: its :class:`WordClass`.
        edges: 1 if a phrase may begin and end with it.
        inner: 1 if it may be inside one.
        numbers: 1 if it is a number.
        letters: how many characters it has, 255 at most.
        short: 1 if it is a single letter.
        evaluative: 1 if it only says what somebody thinks.
    """

    codes: bytes
    edges: bytes
    inner: bytes
    numbers: bytes
    letters: bytes
    short: bytes
    evaluative: bytes

    @classmethod
    def of(cls, words: Sequence[str], language: str, unit: Unit) -> WordClasses:
        """Look ``words`` up in the tables of ``language``; Chinese words in jieba's dictionary too."""
        table = table_of(language)
        nouns, verbs = NOUN_OPENERS[table], VERB_OPENERS[table]
        functions = ZH_CHARACTERS if unit is Unit.CHARACTERS else function_words(language)
        tagged = table == "zh" and unit is Unit.WORDS
        closed = [word in functions or (tagged and _is_closed(word)) for word in words]
        return cls(
            codes=bytes(
                WordClass.NOUN_OPENER
                if word in nouns
                else WordClass.VERB_OPENER
                if word in verbs
                else WordClass.OTHER
                if function
                else WordClass.CONTENT
                for word, function in zip(words, closed, strict=True)
            ),
            edges=bytes(not function for function in closed),
            inner=bytes(not function or word in INNER[table] for word, function in zip(words, closed, strict=True)),
            numbers=bytes(map(_is_number, words)),
            letters=bytes(min(len(word), 255) for word in words),
            short=bytes(len(word) == 1 and not is_han(word) for word in words),
            evaluative=bytes(word in EVALUATIVE.get(table, ()) for word in words),
        )

    def is_phrase(self, words: Sequence[int]) -> bool:
        """Tell whether these words may be a phrase, by what they are.

        No function word or number at the edges, none inside but those that tie (*of*); a number may end one
        (*polysorbate 60*); something in it is longer than a letter.
        """
        first, last = words[0], words[-1]
        if not (self.edges[first] and self.edges[last]) or self.numbers[first]:
            return False
        if len(words) == 1:
            return self.letters[first] > 1
        if self.short[last] or all(self.short[word] or self.numbers[word] for word in words):
            return False
        return all(self.inner[word] for word in words)


def _is_closed(word: str) -> bool:
    """Tell whether jieba's dictionary knows the word as one of a closed class."""
    if not word or not is_han(word[0]):
        return False
    tagged = rjieba.tag(word, False)
    return len(tagged) == 1 and tagged[0][1] in CLOSED_TAGS


def _is_number(word: str) -> bool:
    return bool(word) and all(character.isdigit() or character in ".,%" for character in word)
