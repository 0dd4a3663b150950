"""How a concept is meant where it is mentioned: affirmed, denied, wished for, or taken away.

The rules look at the clause in which the mention stands. Negations before it count by parity (*doesn't lack*), sham
ones (*not only*, 不仅) not at all; a list carries a negation on (*no sweat, chafing or blisters*). After the manner of
NegEx (Chapman et al. 2001): triggers before and after, ended by a turning word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from mkgrdf.extract.cues import cue, is_turned, turn
from mkgrdf.extract.opinion_words import TURNS
from mkgrdf.extract.polarity import blank, clauses, negations, pattern

__all__ = ["Stance", "StanceReader"]

_LIST_PIECE = {"en": re.compile(r"^\W*(?:(?:and|or|nor)\W+)?$"), "zh": re.compile(r"^\W*(?:和|或|与|及)?$")}
_LIST_ENDS = {"en": re.compile(r",\s*$"), "zh": re.compile(r"[，,]\s*$")}
_CUE_REACH = {"en": 45, "zh": 10}
_AFTER_REACH = {"en": 30, "zh": 10}
_SPARED_REACH = {"en": 60, "zh": 14}


class Stance(StrEnum):
    """How a mention is meant; WISHED also for what was feared, or was so elsewhere."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    WISHED = "wished"


@dataclass(frozen=True)
class StanceReader:
    """Reads the stance of mentions in one sentence; ``text`` is the sentence, ``language`` en or zh."""

    text: str
    language: str

    @cached_property
    def _blanked(self) -> str:
        """The sentence without sham negations, those among them that say *never was anything so good*."""
        blanked = blank(self.text, self.language)
        if not is_turned("UTMOST", self.language, blanked):
            return blanked
        return turn("UTMOST", self.language).sub(lambda sham: "□" * len(sham.group()), blanked)

    @cached_property
    def _clauses(self) -> tuple[tuple[int, int], ...]:
        return clauses(self.text, self.language)

    @cached_property
    def _low_clauses(self) -> tuple[tuple[int, int], ...]:
        return clauses(self.text.lower(), self.language)

    def of_pain(self, start: int, end: int) -> Stance:
        """Return DENIED for a pain that is absent or taken away: ``no chafing``, ``prevents chafing``, 告别脚臭."""
        if self.is_felt_after_all(start, end):
            return Stance.AFFIRMED
        if is_turned("PAIN_SPARED", self.language, self._marked(start, end)):
            return Stance.DENIED
        before, after = self._around(start, end)
        reliefs = list(cue("RELIEF_BEFORE", self.language).finditer(before))
        negated = self._negated(before, reliefs[-1].start() if reliefs else len(before))
        relieved = bool(reliefs) or cue("RELIEF_AFTER", self.language).match(after.lstrip()) is not None
        if not relieved and self._spared_after(start, end):
            return Stance.DENIED
        of_people = cue("ELSEWHERE_AFTER", self.language).match(after.lstrip()) is not None
        if not relieved and (of_people or self._wished(before) or self._elsewhere(start)):
            return Stance.WISHED
        return Stance.DENIED if negated != relieved else Stance.AFFIRMED

    def is_felt_after_all(self, start: int, end: int) -> bool:
        """Tell whether a pain is felt though the words seem to praise it: *great, if you like wet socks*."""
        return is_turned("PAIN_AFTER_ALL", self.language, self._marked(start, end))

    def of_good(self, start: int, end: int) -> Stance:
        """Return how an intent, a scene, an audience or an occasion is meant."""
        marked = self._marked(start, end)
        if is_turned("TURNED", self.language, marked):
            return Stance.DENIED
        if is_turned("ANOTHER", self.language, marked):
            return Stance.WISHED
        before, after = self._around(start, end)
        if cue("UNFIT", self.language).search(before):
            return Stance.DENIED
        denied_after = cue("DENIED_AFTER", self.language).match(after.lstrip()) is not None
        if self._negated(before, len(before)) != denied_after:
            return Stance.DENIED
        return Stance.WISHED if self._wished(before) else Stance.AFFIRMED

    def has_fit_cue(self, start: int, end: int) -> bool:
        """Tell whether the clause says outright that the product gives or suits what is mentioned."""
        before, _ = self._around(start, end)
        return cue("FIT", self.language).search(before) is not None

    def is_given(self, start: int, end: int) -> bool:
        """Tell whether the clause up to the end of the mention says that the product gives it: *it kept me dry*."""
        before, _ = self._around(start, end)
        return cue("FIT", self.language).search(before + self.text[start:end].lower()) is not None

    def is_of_another(self, start: int, end: int, *, place: bool = False) -> bool:
        """Tell whether what is mentioned is another product, used beside this one: *under my sunscreen*.

        A ``place`` or time has fewer such words: *before bed* is a use.
        """
        before, after = self._around(start, end)
        if place:
            return cue("WORN_UNDER", self.language).search(before) is not None
        if cue("BESIDE_BEFORE", self.language).search(before) is not None:
            return True
        return cue("BESIDE_AFTER", self.language).match(after.lstrip()) is not None

    def is_for(self, start: int, end: int) -> bool:
        """Tell whether an audience is named as one that the product is for, or that likes it."""
        return self._beside("AUDIENCE_BEFORE", "AUDIENCE_AFTER", start, end)

    def is_used_at(self, start: int, end: int) -> bool:
        """Tell whether a scene or occasion is named as one in which the product is used."""
        return self._beside("PLACE_BEFORE", "PLACE_AFTER", start, end)

    def _beside(self, before_table: str, after_table: str, start: int, end: int) -> bool:
        """Tell whether a cue stands right before or right after the mention."""
        before, after = self._around(start, end)
        reached = max((match.end() for match in cue(before_table, self.language).finditer(before)), default=-1)
        return reached >= len(before.rstrip()) or cue(after_table, self.language).match(after.lstrip()) is not None

    def clause_of(self, start: int) -> tuple[int, int]:
        """Return the clause in which position ``start`` of the sentence lies."""
        for begin, stop in self._clauses:
            if begin <= start < stop:
                return begin, stop
        return 0, len(self.text)

    def _marked(self, start: int, end: int) -> str:
        """Return the sentence in lower case with ``▁`` for the mention."""
        return f"{_lowered(self.text[:start])}▁{_lowered(self.text[end:])}"

    def _around(self, start: int, end: int) -> tuple[str, str]:
        """Return the words before and after the mention that bear on it, prepared for matching."""
        found = self._known_around.get((start, end))
        if found is None:
            found = self._known_around[start, end] = self._look_around(start, end)
        return found

    @cached_property
    def _known_around(self) -> dict[tuple[int, int], tuple[str, str]]:
        """What stands around mentions; each is asked for several times."""
        return {}

    def _look_around(self, start: int, end: int) -> tuple[str, str]:
        blanked = self._blanked
        begin, stop = self.clause_of(start)
        pieces = [piece for piece in self._low_clauses if piece[1] <= begin]
        while pieces and self._continues_list(blanked, pieces[-1], begin, start):
            begin = pieces.pop()[0]
        begin = max(begin, start - _CUE_REACH[self.language])
        return blanked[begin:start], blanked[end : min(stop, end + _AFTER_REACH[self.language])]

    def _continues_list(self, blanked: str, piece: tuple[int, int], begin: int, start: int) -> bool:
        """Tell whether the mention is a further item of a list that ``piece`` begins or is part of."""
        return (
            _LIST_ENDS[self.language].search(blanked[piece[0] : piece[1]]) is not None
            and _LIST_PIECE[self.language].match(blanked[begin:start]) is not None
            and self._is_listed(blanked[start:])
        )

    def _is_listed(self, rest: str) -> bool:
        """A list goes on or ends with *or*; a comma before a new thought (``not cheap, comfortable``) has neither."""
        if self.language == "zh":
            return False  # 、 joins the items of a Chinese list and ends no clause; ， begins a new thought
        return re.match(r"[\w' -]{2,30}(?:,|\sor\s|\snor\s)", rest) is not None

    def _negated(self, before: str, position: int) -> bool:
        return negations(before, 0, position, self.language) % 2 == 1

    def _spared_after(self, start: int, end: int) -> bool:
        """Tell whether what follows, in the clause or the next one, says that the pain did not come: 踩水坑都不湿."""
        stop = min(end + _SPARED_REACH[self.language], len(self.text))
        _, clause_end = self.clause_of(start)
        turn = pattern(TURNS[self.language], self.language).search(self.text.lower(), end)
        stop = min(stop, turn.start()) if turn else stop
        rest = self._blanked[start:stop]
        inside = cue("SPARED", self.language).search(rest, 0, min(stop, clause_end) - start)
        return (
            inside is not None
            or cue("SPARED_NEXT", self.language).search(rest, max(0, min(clause_end, stop) - start)) is not None
        )

    def _wished(self, before: str) -> bool:
        return cue("WISH", self.language).search(before) is not None

    def _elsewhere(self, start: int) -> bool:
        """Look back to the last turning word: *used to* and *when I* reach further than a clause."""
        before = self._blanked[:start]
        turns = [turn.end() for turn in pattern(TURNS[self.language], self.language).finditer(before)]
        return cue("ELSEWHERE", self.language).search(before, turns[-1] if turns else 0) is not None


def _lowered(text: str) -> str:
    return text.lower().replace("’", "'")
