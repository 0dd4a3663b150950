"""What a sentence does and how it speaks: rules and trained models read together.

Kind: where a rule has a cue, the rule stands, since a cue is right in four sentences of five; where the rules know
only what texts of that sort mostly do, the model answers if it is sure enough. How sure that is was counted on held-out
groups of labelled sentences: how often rule and model agree and are right, how often a rule is right against the model,
and, where the model answers alone, its own probability with a temperature of its own. All three stand in the model's
card.

Polarity: twice the calibrated probability of praise, less one, where rules and model agree on the side. Where they
differ, and where a sentence praises and complains alike, it is 0. Where the rules find nothing, the model may find
praise in what buyers write if it is quite sure, and complaint only in a review of one or two stars: what has no word of
opinion is mostly no complaint. A doubt (*but*, a wish) is never praise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.polarity import Opinion, prior
from mkgrdf.extract.sentence_kind import kind_of
from mkgrdf.extract.sentence_models.models import SentenceModels, model_name
from mkgrdf.models.calibration import softmax
from mkgrdf.records import DocumentKind

__all__ = [
    "AGAINST",
    "AGREED",
    "ALONE_TEMPERATURE",
    "BothWays",
    "KindReading",
    "both_ways",
    "read_kind",
    "read_polarity",
]

AGREED: Final = "right where rule and model agree"
AGAINST: Final = "right where a rule stands against the model"
ALONE_TEMPERATURE: Final = "temperature of the model alone"

_SURE: Final = 0.8
_VERY_SURE: Final = 0.9
"""So sure the model has to be of an opinion that rules do not see, with stars that say the same and without: in
reviews that it was not trained on, .84 to .94 and .85 to 1.00 of such praise is right."""
_CENT: Final = Decimal("0.01")
_CEILING: Final = 0.99
_NEUTRAL: Final = Decimal("0.00")
_OF_BUYERS: Final = frozenset({DocumentKind.REVIEW, DocumentKind.MICRO_BLOG_POST})
_FAIRLY_SURE: Final = 0.4
"""So sure the model has to be to answer otherwise than texts of that sort mostly would."""


@dataclass(frozen=True, slots=True)
class KindReading:
    """The kind of a sentence, how sure that is, and whether the sureness was fitted on held-out truth."""

    kind: str
    confidence: Decimal
    calibrated: bool


@dataclass(frozen=True, slots=True)
class BothWays:
    """What rules and model each say: the rules' kind, whether a cue shows it, and the model's probabilities."""

    ruled: str
    has_cue: bool
    probabilities: dict[str, float]

    @property
    def modelled(self) -> str:
        """The model's answer; of equal ones the first by name."""
        return min(self.probabilities, key=lambda kind: (-self.probabilities[kind], kind))

    def alone(self, temperature: float) -> dict[str, float]:
        """Return the probabilities where the model answers alone."""
        logs = [math.log(max(value, 1e-9)) for value in self.probabilities.values()]
        return dict(zip(self.probabilities, softmax(logs, temperature), strict=True))

    def answer(self, temperature: float) -> str:
        """Return the kind that both together give."""
        if self.has_cue or self.alone(temperature)[self.modelled] < _FAIRLY_SURE:
            return self.ruled
        return self.modelled

    def sureness(self, settings: Mapping[str, float]) -> tuple[str, float]:
        """Return the answer and how sure it is by the three figures of the card."""
        if self.has_cue:
            return self.ruled, settings[AGREED if self.ruled == self.modelled else AGAINST]
        alone, modelled = self.alone(settings[ALONE_TEMPERATURE]), self.modelled
        kind = self.ruled if alone[modelled] < _FAIRLY_SURE else modelled
        return kind, alone.get(kind, 0.0)


def both_ways(
    models: SentenceModels, sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> BothWays:
    """Ask rules and model for the kind of ``sentence``."""
    kind, confidence = kind_of(sentence, source, found, rating)
    has_cue = kind == "Complaint" or confidence > PRIORS["kind: by the document alone"]
    probabilities = models.kinds(sentence.span.text, sentence.language, found, source)
    if found.praise and len(probabilities) > 1:
        # where a sentence praises too, it takes a rule to call it a complaint
        rest = 1 - probabilities.pop("Complaint", 0.0)
        probabilities = {name: value / rest for name, value in probabilities.items()}
    return BothWays(kind, has_cue, probabilities)


def read_kind(
    models: SentenceModels, sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> KindReading:
    """Return the kind of ``sentence``, which stands in a text of the sort ``source``.

    Raises:
        ModelError: there is no model of kinds for the language of the sentence.
    """
    settings = models.models[model_name("kind", sentence.language)].card.settings
    both = both_ways(models, sentence, source, found, rating)
    if not both.probabilities:  # the model knows none of the kinds that a text of that sort may have
        sureness = PRIORS["kind: one cue" if both.has_cue else "kind: by the document alone"]
        return KindReading(both.ruled, sureness.quantize(_CENT), calibrated=False)
    if AGREED not in settings:
        kind = both.answer(1.0)
        sureness = PRIORS["kind: one cue"] if both.has_cue else Decimal(str(both.probabilities[kind]))
        return KindReading(kind, sureness.quantize(_CENT), calibrated=False)
    kind, told = both.sureness({name: float(settings[name]) for name in (AGREED, AGAINST, ALONE_TEMPERATURE)})
    return KindReading(kind, Decimal(min(told, _CEILING)).quantize(_CENT), calibrated=True)


def _is_sure(praise: float, before: Decimal) -> bool:
    """Tell whether the model alone may say how a sentence speaks, given the prior of the stars."""
    if before < 0:
        return praise < 1 - _SURE
    return praise > (_SURE if before > 0 else _VERY_SURE)


def read_polarity(
    models: SentenceModels, sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> Decimal | None:
    """Return the polarity of ``sentence``, from -1 to 1 to two places; None if nothing speaks for any.

    Raises:
        ModelError: there is no model of polarity for the language of the sentence.
    """
    net = found.praise - found.complaint
    before = prior(rating)
    praise = models.praise(sentence.span.text, sentence.language, found)
    value = Decimal(2 * praise - 1).quantize(_CENT)
    if found.praise or found.complaint:
        if net == 0 or (net > 0) != (praise > 0.5):
            value = _NEUTRAL
    elif source not in _OF_BUYERS or not _is_sure(praise, before):
        return None if rating is None else _NEUTRAL
    return value if found.doubts == 0 else min(value, _NEUTRAL)
