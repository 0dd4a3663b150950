"""What a sentence does and how it speaks: rules and trained models read together.

Kind: where a rule has a cue, the rule stands, since a cue is right in four sentences of five; where the rules know
only what texts of that sort mostly do, the model answers. How sure that is was counted on held-out groups of labelled
sentences: how often rule and model agree and are right, how often a rule is right against the model, and, where the
model answers alone, its own probability with a temperature of its own. All three stand in the model's card.

Polarity: twice the calibrated probability of praise, less one, where rules and model agree on the side. Where they
differ it is 0 at most. Where the rules find nothing, the model may find praise if it is quite sure, and complaint only
in a review of one or two stars: what has no word of opinion is mostly no complaint. A doubt (*but*, a wish) is never
praise.
"""

from __future__ import annotations

import math
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
    "alone",
    "both_ways",
    "read_kind",
    "read_polarity",
]

AGREED: Final = "right where rule and model agree"
AGAINST: Final = "right where a rule stands against the model"
ALONE_TEMPERATURE: Final = "temperature of the model alone"

_SURE: Final = 0.8
"""So sure the model has to be of an opinion that rules do not see; in held-out reviews it is right in .85 to .97."""
_CENT: Final = Decimal("0.01")
_CEILING: Final = 0.99


@dataclass(frozen=True, slots=True)
class KindReading:
    """The kind of a sentence, how sure that is, and whether the sureness was fitted on held-out truth."""

    kind: str
    confidence: Decimal
    calibrated: bool


@dataclass(frozen=True, slots=True)
class BothWays:
    """What rules and model each say: the rules' kind if a cue shows it, and the model's probabilities."""

    cued: str | None
    probabilities: dict[str, float]

    @property
    def modelled(self) -> str:
        """The model's answer; of equal ones the first by name."""
        return min(self.probabilities, key=lambda kind: (-self.probabilities[kind], kind))


def both_ways(
    models: SentenceModels, sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> BothWays:
    """Ask rules and model for the kind of ``sentence``."""
    kind, confidence = kind_of(sentence, source, found, rating)
    cued = kind if confidence > PRIORS["kind: by the document alone"] else None
    return BothWays(cued, models.kinds(sentence.span.text, sentence.language, found, source))


def read_kind(
    models: SentenceModels, sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> KindReading:
    """Return the kind of ``sentence``, which stands in a text of the sort ``source``.

    Raises:
        ModelError: there is no model of kinds for the language of the sentence.
    """
    settings = models.models[model_name("kind", sentence.language)].card.settings
    both = both_ways(models, sentence, source, found, rating)
    if both.cued is not None:
        sureness = settings.get(AGREED if both.cued == both.modelled else AGAINST)
        fallback = PRIORS["kind: one cue"]
        kind = both.cued
    else:
        kind = both.modelled
        temperature = settings.get(ALONE_TEMPERATURE)
        fallback = Decimal(str(both.probabilities[kind]))
        sureness = None if temperature is None else alone(both.probabilities, float(temperature))[kind]
    if sureness is None:
        return KindReading(kind, fallback.quantize(_CENT), calibrated=False)
    return KindReading(kind, Decimal(min(float(sureness), _CEILING)).quantize(_CENT), calibrated=True)


def alone(probabilities: dict[str, float], temperature: float) -> dict[str, float]:
    """Return the probabilities where the model answers alone."""
    logs = [math.log(max(value, 1e-9)) for value in probabilities.values()]
    return dict(zip(probabilities, softmax(logs, temperature), strict=True))


def read_polarity(
    models: SentenceModels, sentence: KeptSentence, found: Opinion, rating: Decimal | None
) -> Decimal | None:
    """Return the polarity of ``sentence``, from -1 to 1 to two places; None if nothing speaks for any.

    Raises:
        ModelError: there is no model of polarity for the language of the sentence.
    """
    net = found.praise - found.complaint
    low = rating is not None and prior(rating) < 0
    praise = models.praise(sentence.span.text, sentence.language, found)
    value = Decimal(2 * praise - 1).quantize(_CENT)
    if found.praise or found.complaint:
        if net == 0 or (net > 0) != (praise > 0.5):
            value = min(value, Decimal("0.00")) if net <= 0 else Decimal("0.00")
            value = max(value, Decimal("-0.50"))
    elif not (praise < 1 - _SURE if low else praise > _SURE):
        return None if rating is None else Decimal("0.00")
    return value if found.doubts == 0 else min(value, Decimal("0.00"))
