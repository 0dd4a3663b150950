"""What a recommendation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.records import Origin

__all__ = ["Claimed", "Edge", "Quote", "Recommendation"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """One piece of evidence for an edge: the claim, its confidence, and where it was read.

    ``source_kind`` is the local name of the class of the document (or of the evidence itself where it is none),
    ``source`` that document; ``text`` the words, in their language, where the evidence is text.
    """

    claim: NamedNode
    confidence: Decimal
    evidence: NamedNode
    source: NamedNode
    source_kind: str
    origin: Origin | None
    text: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of the path. ``predicate`` is a prefixed name; ``evidence`` is empty for a merchant's plain link."""

    subject: NamedNode
    subject_name: str
    predicate: str
    object: NamedNode
    object_name: str
    confidence: Decimal | None
    evidence: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document that speak for the recommendation."""

    text: str
    sentence: NamedNode
    source_kind: str
    origin: Origin | None
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A product with the path that leads to it, the reason in a sentence, and quotes for it.

    ``score`` is that of the query that found it, ``complaints`` the weight of complaints about the same need. A
    product that cannot be bought on the day has no price.

    ``availability`` is the local name of what the merchant says (``InStock``, ``PreOrder``, ``SoldOut`` …): of the
    offer that holds on the day, else of the next one, which begins on ``available_from``, else that it is gone. It is
    ``None`` where no offer says anything.
    """

    product: NamedNode
    name: str
    score: Decimal
    complaints: Decimal
    price: Decimal | None
    currency: str | None
    image: str | None
    path: tuple[Edge, ...]
    reason: str
    quotes: tuple[Quote, ...]
    availability: str | None = None
    available_from: date | None = None
