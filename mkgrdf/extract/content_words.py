"""The words of a text that carry its content, for telling whether two texts speak of the same thing."""

from __future__ import annotations

import re

__all__ = ["content_words", "fewest_shared"]

_LATIN = re.compile(r"[a-z]{3,}")
_HAN_RUN = re.compile("[\u3400-\u9fff]{2,}")
_STOP = frozenset(
    _LATIN.findall(
        """
        about after all also and any are back because been before being best both but can come comes could did does
        down each even ever every feel feels few for from get gets give gives good great had has have having her here
        him his how into its just keep keeps kind let lets like little look looks lot lots love made make makes many
        may might more most much must need needs never nice not now off one only other our out over own perfect put
        really same see she should since some still such than that the their them then there these they thing things
        this those through time too two under until use used using very via want was way well were what when where
        which while who will with without would yet you your yours
        """
    )
)
_STOP_HAN = frozenset("的了是在我你他她它们这那有和与也都就很不没把被让给着过吗呢吧啊个")


def content_words(text: str, language: str) -> frozenset[str]:
    """Return the content words of ``text``: English words without a plural *s*, Chinese pairs of characters.

    Pairs stand in for Chinese words, which no blank sets apart; a pair with a function word in it is left out.
    """
    if language == "zh":
        return frozenset(
            run[place : place + 2]
            for run in _HAN_RUN.findall(text)
            for place in range(len(run) - 1)
            if _STOP_HAN.isdisjoint(run[place : place + 2])
        )
    words = {word for word in _LATIN.findall(text.lower()) if word not in _STOP}
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words)


def fewest_shared(language: str) -> int:
    """Return how many content words two texts have to share: 2 words, or 3 Chinese pairs (a word of four)."""
    return 3 if language == "zh" else 2
