"""What a sentence does: sell, explain use, tell an effect, specify, recount, compare, tell a story, or complain.

Rules: where the text stands gives a default (a detail page sells, a review recounts), cue words override it in a fixed
order, the rarer and surer kinds first. A sentence that complains is found by its polarity and a cue together.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from mkgrdf.extract.confidence import PRIORS
from mkgrdf.extract.cues import count_cues, cue
from mkgrdf.extract.kept_sentences import KeptSentence
from mkgrdf.extract.polarity import Opinion, blank, negations
from mkgrdf.records import DocumentKind

__all__ = ["KINDS_BY_SOURCE", "kind_of"]

KINDS_BY_SOURCE: dict[DocumentKind, tuple[str, ...]] = {
    DocumentKind.DETAIL_PAGE: ("BrandStory", "Comparison", "Specification", "Usage", "Effect", "SellingPoint"),
    DocumentKind.ANSWER: ("Complaint", "Comparison", "Usage", "Specification", "Effect", "Experience"),
    DocumentKind.REVIEW: ("Complaint", "Comparison", "Effect", "Experience"),
    DocumentKind.MICRO_BLOG_POST: (
        *("Complaint", "BrandStory", "Comparison", "Usage"),
        *("Effect", "SellingPoint", "Experience"),
    ),
}
"""Which kinds a sentence may have, by the sort of text that it stands in: sellers' pages never complain."""

_ORDER: dict[DocumentKind, tuple[str, ...]] = {
    # what to look for, in which order; the last one is what remains
    DocumentKind.DETAIL_PAGE: ("BrandStory", "Comparison", "Specification", "Usage", "Effect", "SellingPoint"),
    DocumentKind.ANSWER: ("Comparison", "Usage", "Specification", "Effect", "Experience"),
    DocumentKind.REVIEW: ("Comparison", "Effect", "Experience"),
    DocumentKind.MICRO_BLOG_POST: ("BrandStory", "Comparison", "Usage", "Effect", "SellingPoint", "Experience"),
}
_COMPLAINING_RATING = Decimal(2)


@lru_cache(maxsize=64)
def kind_of(
    sentence: KeptSentence, source: DocumentKind, found: Opinion, rating: Decimal | None
) -> tuple[str, Decimal]:
    """Return the local name of the sentence's kind and how sure that is.

    ``found`` are its counted opinion words, ``rating`` the stars of its review; sellers' pages never complain.
    """
    lowered, language = sentence.span.text.lower().replace("’", "'"), sentence.language
    if source is not DocumentKind.DETAIL_PAGE:
        sureness = _complaint(lowered, language, found, rating)
        if sureness is not None:
            return "Complaint", sureness
    if cue("CARE", language).search(lowered) and not _is_told(lowered, language, found):
        return "Usage", PRIORS["kind: one cue"]
    order = _ORDER[source]
    for kind in order[:-1]:
        cues = count_cues(kind, lowered, language)
        if cues:
            return kind, _by_cues(cues)
    last = order[-1]
    cues = count_cues(last, lowered, language)
    return last, _by_cues(cues) if cues else PRIORS["kind: by the document alone"]


def _is_told(lowered: str, language: str, found: Opinion) -> bool:
    """Tell whether a care note is one in passing: in somebody's own story, or in praise."""
    return found.praise > 0 or bool(count_cues("Experience", lowered, language))


def _by_cues(cues: int) -> Decimal:
    return PRIORS["kind: one cue"] if cues == 1 else PRIORS["kind: two cues or more"]


def _complaint(lowered: str, language: str, found: Opinion, rating: Decimal | None) -> Decimal | None:
    cues = count_cues("Complaint", lowered, language)
    low = rating is not None and rating <= _COMPLAINING_RATING
    if found.complaint > found.praise:
        return PRIORS["kind: two cues or more"] if low or cues else PRIORS["kind: one cue"]
    if cues and found.complaint and found.complaint == found.praise:
        return PRIORS["kind: one cue"] if low else PRIORS["kind: by the document alone"]
    if low and not found.praise and negations(blank(lowered, language), 0, len(lowered), language, everywhere=True):
        return PRIORS["kind: by the document alone"]  # "It didn't keep me dry": no word of complaint, yet one
    return None
