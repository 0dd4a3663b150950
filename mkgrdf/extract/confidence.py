"""How sure the embedded rules are: priors by the strength of a cue, stated here and nowhere else.

No prior below was fitted on held-out truth, so every claim made with them says ``calibrated = false``. They order
what is said (a full name beats a word, a cue beats none, a buyer's praise beats a bare mention) and leave room at the
top: rules alone never exceed :data:`CEILING`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from mkgrdf.records import DocumentKind

__all__ = ["CEILING", "PRIORS", "SOURCE", "noisy_or", "shared"]

CEILING: Final = Decimal("0.95")
_THOUSANDTH = Decimal("0.001")

PRIORS: Final[dict[str, Decimal]] = {
    # the kind of a sentence
    "kind: two cues or more": Decimal("0.85"),
    "kind: one cue": Decimal("0.75"),
    "kind: by the document alone": Decimal("0.55"),
    # what a sentence is about
    "about: the only product of its document": Decimal("0.95"),
    "about: one of several products, named in the sentence": Decimal("0.9"),
    "about: one of several products": Decimal("0.4"),
    # what a mention denotes
    "denotes: label of several words": Decimal("0.9"),
    "denotes: label of one word": Decimal("0.8"),
    "denotes: full name of a product": Decimal("0.9"),
    # edges of products: added to the prior of the source, below, where a cue ties product and concept
    "edge: cue beside the mention": Decimal("0.15"),
    "edge: need named by a happy buyer, no more": Decimal("0.55"),
    "edge: named, no more": Decimal("0.3"),
    "suffers: named, no more": Decimal("0.5"),
    "suffers: said in jest": Decimal("0.6"),
    "suffers: stars of 1 or 2 and negative words": Decimal("0.8"),
    "suffers: stars of 1 or 2": Decimal("0.65"),
    "suffers: negative words": Decimal("0.5"),
    "suffers: negative words despite 4 or 5 stars": Decimal("0.4"),
    "suffers: only its name despite 4 or 5 stars": Decimal("0.25"),
    "supports: because-words between value and intent": Decimal("0.65"),
    "supports: value and intent in one clause": Decimal("0.5"),
    "supports: value and intent in one sentence": Decimal("0.25"),
    # relations between concepts, read from many texts
    "relation: in one sentence": Decimal("0.1"),
    "relation: cue words": Decimal("0.35"),
    "motivates: one is there where the other is not": Decimal("0.3"),
    "motivates: cue words, and one is there where the other is not": Decimal("0.5"),
    "relation: together in sentences, no chance": Decimal("0.4"),
    "relation: together in documents, no chance": Decimal("0.2"),
    # media: nothing has looked at the picture, only at the words beside it
    "depicts: product named in the text of an image": Decimal("0.6"),
    "depicts: concept named in the text of an image": Decimal("0.45"),
    "depicts: product named in a subtitle": Decimal("0.45"),
    "depicts: concept named in a subtitle": Decimal("0.35"),
    "illustrates: a shared concept": Decimal("0.35"),
    "illustrates: a shared property value": Decimal("0.3"),
    "illustrates: shared words": Decimal("0.2"),
}

SOURCE: Final[dict[DocumentKind, Decimal]] = {
    # how far a good word in such a text is to be trusted: sellers praise, buyers know, posts chat
    DocumentKind.DETAIL_PAGE: Decimal("0.65"),
    DocumentKind.REVIEW: Decimal("0.6"),
    DocumentKind.ANSWER: Decimal("0.6"),
    DocumentKind.MICRO_BLOG_POST: Decimal("0.5"),
}


def noisy_or(confidences: Iterable[Decimal]) -> Decimal:
    """Pool independent pieces of evidence: ``1 - product of (1 - p)``, to three places, at most :data:`CEILING`."""
    return _pooled(tuple(confidences))


@lru_cache(maxsize=4096)
def _pooled(confidences: tuple[Decimal, ...]) -> Decimal:
    doubt = Decimal(1)
    for confidence in confidences:
        doubt *= 1 - confidence
    return min(1 - doubt, CEILING).quantize(_THOUSANDTH)


@lru_cache(maxsize=1024)
def shared(confidence: Decimal, readings: int) -> Decimal:
    """Split ``confidence`` evenly between the ``readings`` of an ambiguous label."""
    return (confidence / readings).quantize(_THOUSANDTH)
