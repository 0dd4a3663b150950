"""An English sentence read word by word: stems, classes, where noun phrases end, and the normal form of a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from mkgrdf.extract.discovery.english_words import FUNCTION, classes, known
from mkgrdf.extract.discovery.stems import stem
from mkgrdf.extract.discovery.word_lists import words
from mkgrdf.text.words import tokens

__all__ = ["DETERMINERS", "NOISE", "Chunk", "Reading", "normal_form"]

DETERMINERS = frozenset(
    words("""a an the this that these those my your his her its our their any some each every all both another
    other such one's people's""")
)
NOISE = frozenset(
    words("""great good nice best perfect awesome amazing favorite favourite new old real own same whole little
    big bit quick usual regular typical normal everyday daily various different additional extra actual entire
    next first last serious simple ultimate full-range intense all-day really very too so super truly totally
    super-comfy few several many lots couple total overall general specific main major ordinary fantastic
    wonderful excellent beautiful lovely cute cool-looking gusty brutal harsh demanding punishing casual easy
    gentle rigorous strenuous certain multiple messy physically challenging grueling high-quality quality
    favorite lazy boring tough hard crazy stupid""")
)
"""Adjectives and adverbs that make no other scene or aim of it."""
_MARKS = frozenset(',.;:!?()[]"“”…–—/&*+=<>#@~|')
_LONGEST = 5
"""The most words that a noun phrase may have after its determiner."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase: words ``start`` to ``end`` of a reading, without determiners; ``head`` is its last word."""

    start: int
    end: int
    head: int


@dataclass(frozen=True)
class Reading:
    """The words of one English sentence."""

    text: str

    @cached_property
    def tokens(self) -> tuple[tuple[int, int, str], ...]:
        """Return the words and marks: start, end, lower-case text with straight apostrophes."""
        return tuple(
            (token.start, token.end, token.text.lower().replace("’", "'")) for token in tokens(self.text, "en")
        )

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the lower-case words and marks."""
        return tuple(word for _, _, word in self.tokens)

    def __len__(self) -> int:
        return len(self.words)

    def word(self, at: int) -> str:
        """Return the word at ``at``; nothing beyond either end."""
        words = self.words
        return words[at] if 0 <= at < len(words) else ""

    def is_mark(self, at: int) -> bool:
        """Tell whether there is a mark or an end of the sentence at ``at``."""
        word = self.word(at)
        return not word or not word[0].isalnum()

    @cached_property
    def kinds(self) -> tuple[frozenset[str], ...]:
        """Return the classes of each word; those of its last part for an unknown word with a hyphen."""
        return tuple(
            classes(word) or (classes(word.rsplit("-", 1)[-1]) if "-" in word else frozenset()) for word in self.words
        )

    def classes(self, at: int) -> frozenset[str]:
        """Return the classes of the word at ``at``; none beyond either end."""
        return self.kinds[at] if 0 <= at < len(self.kinds) else frozenset()

    def is_a(self, at: int, *names: str) -> bool:
        """Tell whether the word at ``at`` belongs to one of the classes ``names``."""
        kinds = self.kinds
        return 0 <= at < len(kinds) and not kinds[at].isdisjoint(names)

    def base(self, at: int, *names: str) -> str | None:
        """Return the base form of the word at ``at`` in one of the classes ``names``."""
        return known(self.word(at), *names) if self.word(at) else None

    def skip(self, at: int, words: frozenset[str]) -> int:
        """Return the first place from ``at`` on whose word is not among ``words``."""
        while self.word(at) in words:
            at += 1
        return at

    def chunk(self, at: int) -> Chunk | None:
        """Return the noun phrase that begins at ``at``, determiners passed over; None if there is none."""
        start = self.skip(at, DETERMINERS)
        end = start
        while end < len(self) and end - start < _LONGEST and not self._breaks(end, start):
            end += 1
        return None if end == start else Chunk(start, end, end - 1)

    def _breaks(self, at: int, start: int) -> bool:
        word = self.word(at)
        if self.is_mark(at) or ("'" in word and not word.endswith("'s")):
            return True
        return word in FUNCTION or (at > start and word.endswith("ly") and not classes(word))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters that words ``start`` to ``end`` take up."""
        return self.tokens[start][0], self.tokens[end - 1][1]

    def surface(self, start: int, end: int) -> str:
        """Return words ``start`` to ``end`` as written, blanks made single."""
        first, last = self.span(start, end)
        return " ".join(self.text[first:last].split())

    def telling(self, start: int, end: int) -> list[str]:
        """Return the words that tell something, from ``start`` to ``end``: no determiners, no praise."""
        return [
            word
            for word in self.words[start:end]
            if not word.endswith("'s")
            and word not in DETERMINERS
            and word not in NOISE
            and word[0].isalnum()
            and not word.isdigit()
        ]


_DROPPED = DETERMINERS | frozenset(
    words("""of to in into on onto at for from with within by around under over during when while after before
    is are was were be been being it you me i we they he she get gets got have has had your and or too so very
    as than that your really""")
)
_SAME = {
    "runing": "run", "jog": "run", "gymnasium": "gym", "trip": "travel", "insufficient": "not-enough",
    "hik": "hik", "comfy": "comfort", "comfortabl": "comfort", "odour": "odor", "smel": "odor",
    "moistur": "sweat", "perspiration": "sweat", "colour": "color", "material": "fabric", "cloth": "fabric",
    "zip": "zipper", "itchy": "itch", "scratchy": "itch", "itches": "itch", "bicycl": "bik", "cycl": "bik",
    "cosy": "cozy", "grey": "gray",
    "eliminat": "prevent", "resist": "prevent", "resistant": "prevent", "avoid": "prevent",
}  # fmt: skip
"""Stems of other words for the same, or other spellings of it."""


def normal_form(words: Iterable[str]) -> tuple[str, ...]:
    """Return the stems that tell a phrase from another, sorted, each once; hyphens and blanks make no difference."""
    parts = [part for word in words for part in word.lower().replace("’", "'").split("-") if part]
    kept = [part for part in parts if part not in _DROPPED] or parts
    roots = {stem(part) for part in kept}
    return tuple(sorted({_SAME.get(root, root) for root in roots}))
