"""Compiles the tables of cue words and finds their cues in a sentence."""

from __future__ import annotations

import re
from functools import cache

from mkgrdf.extract import cue_words, dull_words, kind_words, opinion_turns, opinion_words, turned_words
from mkgrdf.iris import content_key

__all__ = ["count_cues", "cue", "is_turned", "kind_cue", "rules_digest", "turn"]


def _compile(parts: tuple[str, ...], language: str) -> re.Pattern[str]:
    alternation = "|".join(f"(?:{part})" for part in parts)
    return re.compile(rf"(?<![\w'])(?:{alternation})(?![\w'])" if language == "en" else alternation)


@cache
def cue(table: str, language: str) -> re.Pattern[str]:
    """Return the pattern of one table of cue words, e.g. ``cue("RELIEF_BEFORE", "zh")``."""
    tables: dict[str, tuple[str, ...]] = getattr(dull_words if table in dull_words.__all__ else cue_words, table)
    return _compile(tables[language], language)


@cache
def turn(table: str, language: str) -> re.Pattern[str]:
    """Return the pattern of one table of :mod:`mkgrdf.extract.turned_words`; each part has its own borders."""
    tables: dict[str, tuple[str, ...]] = getattr(turned_words, table)
    parts = (_bordered(part) if language == "en" else part for part in tables[language])
    return re.compile("|".join(f"(?:{part})" for part in parts))


def is_turned(table: str, language: str, text: str) -> bool:
    """Tell whether a pattern of ``table`` is found in ``text``, without looking where none can be."""
    hints = turned_words.HINTS.get(table, ()) if language == "en" else ()
    if hints and not any(map(text.__contains__, hints)):
        return False
    return turn(table, language).search(text) is not None


def _bordered(part: str) -> str:
    """Ask for word borders at the ends of ``part``; where it begins or ends with a sign there is none to ask for."""
    return rf"(?<![\w'])(?:{part})(?![\w])"


@cache
def kind_cue(kind: str, language: str) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for each way in which a sentence shows that it is of ``kind``."""
    return tuple(_compile((part,), language) for part in kind_words.KINDS[kind][language])


def count_cues(kind: str, text: str, language: str) -> int:
    """Count the different cues for ``kind`` in ``text``, which is in lower case."""
    return sum(1 for pattern in kind_cue(kind, language) if pattern.search(text))


@cache
def rules_digest() -> str:
    """Return a digest of all word tables: it changes when any rule does."""
    tables = [repr(getattr(cue_words, name)) for name in cue_words.__all__]
    tables += [repr(getattr(dull_words, name)) for name in dull_words.__all__]
    tables += [repr(getattr(opinion_turns, name)) for name in opinion_turns.__all__]
    tables += [repr(getattr(turned_words, name)) for name in turned_words.__all__]
    opinions = [
        repr([(language, sorted(words)) for language, words in sorted(getattr(opinion_words, name).items())])
        for name in opinion_words.__all__
    ]
    return content_key(*tables, repr(kind_words.KINDS), *opinions)
