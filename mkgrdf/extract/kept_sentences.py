"""Which sentences of a document say something, and which are greetings, prices, shipping lines or boiler-plate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkgrdf.extract.automaton import fold
from mkgrdf.extract.cues import cue
from mkgrdf.extract.language import detect
from mkgrdf.extract.sentence_split import Span, split
from mkgrdf.records import Document, DocumentKind

__all__ = ["KeptSentence", "keep", "kept_sentences"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:\.\d+)?")
_HAN_OR_WORD = re.compile("[\u3400-\u9fff]|[A-Za-z0-9]+")
_HASHTAG = re.compile(r"#[^#\s]+#?|@\S+")

_FEWEST_WORDS, _MOST_WORDS = 3, 60
_FEWEST_HAN, _MOST_HAN = 5, 120
_LEFT_AFTER_GREETING = {"en": 5, "zh": 8}


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence worth keeping, with the language that it is in."""

    span: Span
    language: str


def keep(span: Span, language: str = "en") -> bool:
    """Tell whether the sentence says something about a product.

    It needs 3 to 60 English words or 5 to 120 Han characters; it must not be a question, a greeting, or a line about
    price, shipping or the shop itself. ``language`` is the one stated for the whole document.
    """
    found = detect(span.text, language)
    return found is not None and _says_something(span.text, found)


def _says_something(text: str, language: str) -> bool:
    lowered = text.lower().replace("’", "'")
    if lowered.rstrip("\"'”’」』)） ").endswith(("?", "？")):
        return False
    spoken = _HASHTAG.sub(" ", lowered)
    length = len((_HAN_OR_WORD if language == "zh" else _WORD).findall(spoken))
    fewest, most = (_FEWEST_HAN, _MOST_HAN) if language == "zh" else (_FEWEST_WORDS, _MOST_WORDS)
    if not fewest <= length <= most:
        return False
    greeting = cue("GREETING", language).match(lowered)
    if greeting:
        left = lowered[greeting.end() :]
        if len((_HAN_OR_WORD if language == "zh" else _WORD).findall(left)) < _LEFT_AFTER_GREETING[language]:
            return False
    return not any(cue(table, language).search(lowered) for table in ("PRICE", "SHIPPING", "BOILERPLATE"))


def kept_sentences(document: Document) -> tuple[KeptSentence, ...]:
    """Return the sentences of ``document`` worth keeping, in order; of equal ones the first, of a question none."""
    if document.kind is DocumentKind.QUESTION:
        return ()
    kept: list[KeptSentence] = []
    seen: set[str] = set()
    for span in split(document.text, document.language):
        language = detect(span.text, document.language)
        if language is None or not _says_something(span.text, language):
            continue
        folded = fold(span.text).text
        if folded not in seen:
            seen.add(folded)
            kept.append(KeptSentence(span, language))
    return tuple(kept)
