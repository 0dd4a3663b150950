"""Whether a mention of a concept in a sentence says something about the product: suits, satisfies, suffers, or nothing.

Sellers' pages, posts, answers and good reviews may speak *for* a product; only buyers complain. A review of one or
two stars never speaks for its product, and a middling one only in a sentence that praises. People, places and days
that a buyer names count only where the product is for them; else they are the setting of a story. A concept that is
denied, wished for or taken away ties nothing (:mod:`mkgrdf.extract.stance`). Stars alone prove nothing: what a buyer
writes speaks for a product only where the sentence itself praises or says that the product gives, and neither is a
complaint, nor of negative polarity, nor takes its praise back. What is merely named where nothing speaks against it
is weak evidence: such a tie has the prior of a bare mention, too little to be an edge by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from mkgrdf.extract.confidence import CEILING, PRIORS, SOURCE
from mkgrdf.extract.polarity import Opinion, opinion
from mkgrdf.extract.stance import Stance, StanceReader
from mkgrdf.records import ConceptKind, DocumentKind

__all__ = ["Context", "tie"]

_GOOD, _BAD = Decimal(4), Decimal(2)


@dataclass(frozen=True, slots=True)
class Context:
    """The sentence around a mention: where it comes from, its counted opinion words, and a reader of its clauses.

    ``against`` tells that the sentence as a whole is a complaint, of negative polarity, or takes its praise back.
    """

    source: DocumentKind
    rating: Decimal | None
    found: Opinion
    reader: StanceReader
    against: bool

    @property
    def complains(self) -> bool:
        """Whether the sentence has more words of complaint than of praise."""
        return self.found.complaint > self.found.praise

    @property
    def praises(self) -> bool:
        """Whether the sentence has more words of praise than of complaint."""
        return self.found.praise > self.found.complaint


def tie(kind: str, start: int, end: int, context: Context) -> tuple[str, Decimal] | None:
    """Return the edge from product to concept that the mention gives, and how sure it is; None for no edge.

    ``kind`` is the concept's class; ``start`` and ``end`` are offsets in the sentence.
    """
    if kind == ConceptKind.PAIN_POINT:
        return _suffers(start, end, context)
    if _speaks_against(context) or context.reader.of_good(start, end) is not Stance.AFFIRMED:
        return None
    if _clause_complains(start, context):
        return None
    if context.reader.is_of_another(start, end, place=kind != ConceptKind.INTENT):
        return None
    predicate = "satisfies" if kind == ConceptKind.INTENT else "suits"
    if not _speaks_for(context) or not _is_meant(kind, start, end, context):
        happy = kind == ConceptKind.INTENT and context.rating is not None and context.rating >= _GOOD
        return predicate, PRIORS["edge: need named by a happy buyer, no more" if happy else "edge: named, no more"]
    confidence = SOURCE[context.source]
    if context.reader.has_fit_cue(start, end):
        confidence += PRIORS["edge: cue beside the mention"]
    return predicate, min(confidence, CEILING)


def _is_meant(kind: str, start: int, end: int, context: Context) -> bool:
    """Tell whether it is this product that gives or suits what is mentioned, by the words of the sentence itself."""
    reader = context.reader
    if context.source is DocumentKind.DETAIL_PAGE:
        return True
    if kind == ConceptKind.AUDIENCE:
        return reader.is_for(start, end)
    if not context.praises and not reader.is_given(start, end):
        return False
    return kind == ConceptKind.INTENT or reader.is_used_at(start, end)


def _speaks_against(context: Context) -> bool:
    low = context.rating is not None and context.rating <= _BAD
    return context.source not in SOURCE or context.complains or context.against or low


def _speaks_for(context: Context) -> bool:
    if context.source is DocumentKind.REVIEW:
        rating = context.rating
        if rating is None or _BAD < rating < _GOOD:
            return context.praises
        return rating >= _GOOD
    return True


def _clause_complains(start: int, context: Context) -> bool:
    begin, stop = context.reader.clause_of(start)
    clause = opinion(context.reader.text[begin:stop], context.reader.language)
    return clause.complaint > clause.praise


def _clause_praises(start: int, end: int, context: Context) -> bool:
    """Tell whether the clause of the mention praises, the mention itself left out."""
    reader = context.reader
    begin, stop = reader.clause_of(start)
    rest = opinion(reader.text[begin:start] + "□" + reader.text[end : max(stop, end)], reader.language)
    return rest.praise > rest.complaint


def _complains_besides(start: int, end: int, context: Context) -> bool:
    """Tell whether the sentence has words of complaint besides the mention itself."""
    reader = context.reader
    rest = opinion(reader.text[:start] + "□" * (end - start) + reader.text[end:], reader.language)
    return rest.complaint > rest.praise


def _suffers(start: int, end: int, context: Context) -> tuple[str, Decimal] | None:
    if context.source not in {DocumentKind.REVIEW, DocumentKind.ANSWER, DocumentKind.MICRO_BLOG_POST}:
        return None
    low = context.rating is not None and context.rating <= _BAD
    high = context.rating is not None and context.rating >= _GOOD
    if context.reader.of_pain(start, end) is not Stance.AFFIRMED:
        return None
    if not high and context.reader.is_felt_after_all(start, end):
        return "suffers", PRIORS["suffers: said in jest"]
    if not (low and not context.praises) and not context.complains:
        # "My daughter's dry skin loves it": whoever praises in that clause complains of nothing there
        bare = context.source is DocumentKind.REVIEW and not high and not _clause_praises(start, end, context)
        return ("suffers", PRIORS["suffers: named, no more"]) if bare else None
    if low:
        prior = "suffers: stars of 1 or 2 and negative words" if context.complains else "suffers: stars of 1 or 2"
    else:
        prior = "suffers: negative words"
        if high:
            # "Cold fingers and cracked knuckles every winter": a happy buyer tells what it is for
            prior = "suffers: negative words despite 4 or 5 stars"
            prior = prior if _complains_besides(start, end, context) else "suffers: only its name despite 4 or 5 stars"
    return "suffers", PRIORS[prior]
