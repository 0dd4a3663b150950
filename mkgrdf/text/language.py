"""Which language a sentence is in, by the script that it is written in; a review may switch from one to the other.

The embedded extractors have rules for English and Chinese only. About a sentence in any other language they say
nothing: a label found by luck in French is no knowledge.
"""

from __future__ import annotations

import re

__all__ = ["detect", "is_han"]

# CJK Unified Ideographs, extension A, compatibility ideographs, and the supplementary ideographic planes.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
_OTHER_EAST_ASIAN = re.compile("[\u3040-\u30ff\uac00-\ud7af]")  # kana and hangul: Japanese or Korean, not Chinese
_LATIN_WORD = re.compile(r"[A-Za-z]+")

_HAN_SHARE = 0.3
"""A sentence is Chinese from this share of Han characters on, counted against Han characters plus Latin words."""


def is_han(character: str) -> bool:
    """Tell whether ``character`` is a Han character."""
    return _HAN_CHARACTER.fullmatch(character) is not None


def detect(text: str, stated: str = "en") -> str | None:
    """Return ``"zh"`` or ``"en"``, or None for a text that the embedded rules cannot read.

    A Latin word counts like one Han character, so ``用iPhone拍的`` is Chinese. ``stated`` is the language that the
    source gives for the whole document: Latin script in a document that is neither English nor Chinese is not read.
    """
    if _OTHER_EAST_ASIAN.search(text):
        return None
    han = len(_HAN_CHARACTER.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    if han and han >= _HAN_SHARE * (han + latin):
        return "zh"
    if latin and stated.split("-", maxsplit=1)[0].lower() in {"en", "zh"}:
        return "en"
    return None
