"""Which sentences of the graph may be said in a script, and which of them say it best."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from mkgrdf.phrases import pick
from mkgrdf.script.knowledge import Written
from mkgrdf.script.parts import Path

__all__ = ["MOST_SENTENCES", "best", "stands_alone"]

MOST_SENTENCES = 2
"""Selling points and proofs a script: more is a reading, not a talk."""
GOOD_ENOUGH = 4
"""With a seed, the choice is among this many of the best sentences."""
FEWEST_WORDS = 4
"""English words of a sentence that says something on its own; a choice of ours."""
FEWEST_CHARACTERS = 6
"""Chinese characters of such a sentence."""

# Beginnings that lean on the sentence before. A script opens with the product, so "It …" and "它…" have something to
# stand for; "That under my nose" has not.
_LEANING = {
    "en": re.compile(
        r"(?:and|but|or|nor|yet|so do|so does|so did|because|which|who|whereas|otherwise|however|therefore|instead"
        r"|then|also|besides|moreover|furthermore|likewise|same|not any ?more|not any longer|no longer|that|those"
        r"|the former|the latter|as (?:for|i said)|for example|e\.g\.)\b",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        "但|不过|而且|而是|可是|然而|所以|因此|因而|因为|于是|另外|此外|否则|并且|还有|以及|或者|反而|结果|然后|接着|也不再|那就|那么|同样|例如|比如|同上"
    ),
}
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_HAN = re.compile("[\u3400-\u9fff]")


def stands_alone(text: str, language: str) -> bool:
    """Tell whether the sentence makes sense without the one before it: whole, long enough, and no question."""
    main = language.lower().partition("-")[0]
    words = text.strip().lstrip("“\"'‘「『(（")
    if main in _LEANING and _LEANING[main].match(words):
        return False
    if text.rstrip().endswith(("?", "？", ":", "：", ",", "，", "…", "...")):
        return False
    if main == "zh":
        return len(_HAN.findall(text)) >= FEWEST_CHARACTERS
    return len(_WORD.findall(text)) >= FEWEST_WORDS


def best(
    sentences: Iterable[Written], path: Path | None, seed: int, purpose: str, *, names: Iterable[str] = ()
) -> list[Written]:
    """Return the sentences that speak of the path's concepts first, then those that name the product, then the surest.

    With ``names`` (what the product is called) a sentence is worth more where it has one of them and where it praises
    more. A seed stirs the best few.
    """
    called = [name.casefold() for name in names]

    def worth(written: Written) -> tuple[int, Decimal, Decimal, str]:
        # The intent tells most: it is what the sentence has to give words to.
        weights = {} if path is None else {path.scene: 2, path.pain: 4, path.intent: 8}
        told = sum(weights.get(concept, 0) for concept in written.concepts)
        named = any(name in written.text.casefold() for name in called)
        first, second = (written.polarity, written.confidence) if called else (written.confidence, written.polarity)
        return (-told - named, -first, -second, written.node.value)

    ranked = sorted(sentences, key=worth)
    chosen: list[Written] = []
    while ranked and len(chosen) < MOST_SENTENCES:
        taken = pick(ranked[:GOOD_ENOUGH], seed, f"{purpose} {len(chosen)}")
        chosen.append(taken)
        ranked.remove(taken)
    return chosen
