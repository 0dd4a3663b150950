"""Which language a sentence is in, by its script and its words; a review may switch from one to the other.

The embedded extractors have rules for English and Chinese only. About a sentence in any other language they say
nothing: a label found by luck in French is no knowledge. Han characters decide for Chinese. Latin letters are shared
by many languages, so there the words decide (:mod:`mkgrdf.text.language_words`): little words, words of every shop,
accents and endings, counted for English and against it. Only where they say nothing does it count what the source
states.
"""

from __future__ import annotations

import re

from mkgrdf.text.language_words import ENGLISH, ENGLISH_ENDINGS, LOANS, OTHER, OTHER_ENDINGS

__all__ = ["detect", "is_han"]

# CJK Unified Ideographs, extension A, compatibility ideographs, and the supplementary ideographic planes.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_OTHER_EAST_ASIAN = re.compile("[\u3040-\u30ff\uac00-\ud7af]")  # kana and hangul: Japanese or Korean, not Chinese
_LATIN = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LATIN_WORD = re.compile(rf"[{_LATIN}]+(?:['’\-][{_LATIN}]+)*")
_OTHER_SCRIPT_WORD = re.compile(rf"[^\W\d_{_LATIN}{_HAN}]+")
_ELIDED = re.compile(r"(?:[cdjlmnst]|qu)['’](?=[aeiouyhàâéèêëîïôûœæ])", re.IGNORECASE)

_HAN_SHARE = 0.3
"""A sentence is Chinese from this share of Han characters on, counted against Han characters plus Latin words."""
_MOST_WORDS = 200
"""So many words of a text are weighed; a longer one is no sentence."""
_SHORTEST_WITH_ENDING = 7


def is_han(character: str) -> bool:
    """Tell whether ``character`` is a Han character."""
    return _HAN_CHARACTER.fullmatch(character) is not None


def detect(text: str, stated: str = "en") -> str | None:
    """Return ``"zh"`` or ``"en"``, or None for a text that the embedded rules cannot read.

    A Latin word counts like one Han character, so ``用iPhone拍的`` is Chinese. ``stated`` is the language that the
    source gives for the whole document. A text in Latin letters is English if its words say so. If they say nothing, it
    is English where English or Chinese is stated, and otherwise none; if they say it is not, it is none.
    """
    if text.isascii():
        han = other = 0
    else:
        if _OTHER_EAST_ASIAN.search(text):
            return None
        han, other = len(_HAN_CHARACTER.findall(text)), len(_OTHER_SCRIPT_WORD.findall(text))
    words = _LATIN_WORD.findall(text)
    if han and han >= _HAN_SHARE * (han + len(words)):
        return "zh"
    if not words or other > len(words):
        return None
    evidence = _for_english(words)
    if stated.split("-", maxsplit=1)[0].lower() in {"en", "zh"}:
        return "en" if evidence >= 0 else None
    return "en" if evidence >= 2 else None


def _for_english(words: list[str]) -> int:
    """Return how many of ``words`` speak for English, less those that speak for another language."""
    evidence = 0
    for word in words[:_MOST_WORDS]:
        lowered = word.lower().replace("’", "'")
        if lowered in ENGLISH:
            evidence += 1
        elif lowered in OTHER:
            evidence -= 1
        elif not lowered.isascii():
            evidence -= lowered not in LOANS
        elif "'" in lowered and _ELIDED.match(lowered):
            evidence -= 1
        elif len(lowered) >= _SHORTEST_WITH_ENDING:
            evidence += lowered.endswith(ENGLISH_ENDINGS) - lowered.endswith(OTHER_ENDINGS)
    return evidence
