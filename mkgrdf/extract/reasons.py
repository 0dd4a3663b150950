"""Whether a property value is the reason for an intent, where one sentence names both."""

from __future__ import annotations

import re
from decimal import Decimal

from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.cues import cue
from mkgrdf.extract.stance import StanceReader

__all__ = ["because"]

_BESIDE = 25
"""How many characters may stand between a value and the intent that it gives: *breathable stretch mesh*."""
_NEAR = 40
"""And how many at most in Chinese, where a comma joins what belongs together, to be weak evidence that it gives it."""
_NEW_THOUGHT = re.compile(r"[,;] (?:and|or|while|plus|but)\b|;|；")
_LISTED = re.compile(r"[/,、&+%]|\band\b|\bor\b|\bplus\b|和|或|与|及")


def because(reader: StanceReader, value: tuple[int, int], intent: tuple[int, int]) -> Decimal | None:
    """Return how surely the value is the reason for the intent: words that say so between them, or one clause."""
    first, last = sorted((value, intent))
    between = reader.text[first[1] : last[0]].lower().replace("’", "'")
    reasons = "BECAUSE" if value < intent else "THANKS_TO"
    if _NEW_THOUGHT.search(between):
        return None
    if cue(reasons, reader.language).search(between):
        return PRIORS["supports: because-words between value and intent"]
    if _LISTED.search(between) is not None:
        return None
    if len(between) <= _BESIDE and reader.clause_of(value[0]) == reader.clause_of(intent[0]):
        return PRIORS["supports: value and intent in one clause"]
    near = reader.language == "zh" and len(between) <= _NEAR
    return PRIORS["supports: value and intent in one sentence"] if near else None
