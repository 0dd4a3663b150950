"""Which sentences of a document say something, and which are greetings, prices, shipping lines or boiler-plate."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkgrdf.extract.cues import cue
from mkgrdf.records import Document, DocumentKind
from mkgrdf.text.automaton import fold
from mkgrdf.text.language import detect
from mkgrdf.text.sentence_split import Span, split

__all__ = ["KeptSentence", "keep", "kept_sentences"]

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+(?:\.\d+)?")
_HAN_OR_WORD = re.compile("[\u3400-\u9fff]|[A-Za-z0-9]+")
_HASHTAG = re.compile(r"#[^#\s]+#?|@\S+")

_FEWEST_WORDS, _MOST_WORDS = 3, 60
_FEWEST_HAN, _MOST_HAN = 5, 120
_MOST_CHARACTERS = 2000
"""No sentence of so many words is longer; megabytes without a full stop are not searched for cues."""
# A seller's line may be as short as "Breathable mesh back"; what people say needs more: "Not any more." is nothing.
_FEWEST_SPOKEN = {"en": 4, "zh": 6}
_FEWEST_TELLING = 2
_LITTLE = frozenset(
    re.findall(
        r"[a-z']+",
        """
    a about after again all also am an and any anymore anyway are as at be because been before being both but by can
    could did do does doing done down even ever every few for from had has have he her here him his how i if in into is
    it its just like lot lots many may me might mine more most much must my never no none not now of off oh ok okay on
    once one ones only or other our out over own quite rather really same say says she should since so some still such
    than that the their them then there these they thing things this those though through to too two under until up us
    very was we well were what when where which while who why will with without would yes yet you your i'm i've i'd
    i'll it's that's there's don't didn't doesn't isn't wasn't can't won't wouldn't couldn't haven't hasn't they're
    we're you're he's she's
    """,
    )
)
_LEFT_AFTER_GREETING = {"en": 5, "zh": 8}


@dataclass(frozen=True, slots=True)
class KeptSentence:
    """A sentence worth keeping, with the language that it is in."""

    span: Span
    language: str


def keep(span: Span, language: str = "en", *, spoken: bool = False) -> bool:
    """Tell whether the sentence says something about a product.

    It needs 3 to 60 English words or 5 to 120 Han characters; it must not be a question, a greeting, or a line about
    price, shipping or the shop itself. ``language`` is the one stated for the whole document. Where people speak
    (``spoken``: reviews, answers, posts), it takes 4 words, two of them telling, or 6 Han characters.
    """
    found = detect(span.text, language) if len(span.text) <= _MOST_CHARACTERS else None
    return found is not None and _says_something(span.text, found, spoken=spoken)


def _says_something(text: str, language: str, *, spoken: bool) -> bool:
    lowered = text.lower().replace("’", "'")
    if lowered.rstrip("\"'”’」』)） ").endswith(("?", "？")):
        return False
    units = (_HAN_OR_WORD if language == "zh" else _WORD).findall(_HASHTAG.sub(" ", lowered))
    fewest, most = (_FEWEST_HAN, _MOST_HAN) if language == "zh" else (_FEWEST_WORDS, _MOST_WORDS)
    if not (_FEWEST_SPOKEN[language] if spoken else fewest) <= len(units) <= most:
        return False
    if spoken and language == "en" and len(set(units) - _LITTLE) < _FEWEST_TELLING:
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
    spoken = document.kind is not DocumentKind.DETAIL_PAGE
    for span in split(document.text, document.language):
        language = detect(span.text, document.language) if len(span.text) <= _MOST_CHARACTERS else None
        if language is None or not _says_something(span.text, language, spoken=spoken):
            continue
        folded = fold(span.text).text
        if folded not in seen:
            seen.add(folded)
            kept.append(KeptSentence(span, language))
    return tuple(kept)
