"""The words of a sentence, with where they stand: for Chinese by rjieba's dictionary, for all else by their letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba

from mkgrdf.text.language import is_han

__all__ = ["Token", "characters", "tokens"]

# A word with what holds it together inside (don't, t-shirt, 2.5), or one mark.
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*|[^\w\s]|_")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark: ``text[start:end]`` of what it was cut from."""

    start: int
    end: int
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it is more than a mark."""
        return self.text[0].isalnum()


def tokens(text: str, language: str) -> tuple[Token, ...]:
    """Return the words and marks of ``text``, blanks left out; ``language`` is ``zh`` or any other.

    Chinese words are those of jieba's dictionary and model (as rjieba has them, its HMM for unknown words switched on).
    """
    if language != "zh":
        return tuple(Token(match.start(), match.end(), match[0]) for match in _WORD.finditer(text))
    return tuple(Token(start, end, word) for word, start, end in rjieba.tokenize(text, "default", True) if word.strip())


def characters(text: str) -> tuple[Token, ...]:
    """Return each Han character as a token of its own, and words of other scripts whole: for titles."""
    found: list[Token] = []
    for match in _WORD.finditer(text):
        start = match.start()
        for at in range(match.start(), match.end()):
            if is_han(text[at]):
                if start < at:
                    found.append(Token(start, at, text[start:at]))
                found.append(Token(at, at + 1, text[at]))
                start = at + 1
        if start < match.end():
            found.append(Token(start, match.end(), text[start : match.end()]))
    return tuple(found)
