"""Recommends products for a scene, a pain point, an intent, or beside another product, with the path as the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.assistant.advice import Edge, Recommendation
from mkgrdf.assistant.grounds import Grounds, quotes
from mkgrdf.assistant.reasons import reason_for_need, reason_for_product
from mkgrdf.assistant.resolve import Named, resolve_concept, resolve_product
from mkgrdf.assistant.stock import Stock, find_stock, say_stock
from mkgrdf.errors import QueryError
from mkgrdf.iris import Iris
from mkgrdf.phrases import Phrases, load_phrases
from mkgrdf.queries import Row, select
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG, SCHEMA

__all__ = ["recommend", "recommendable"]

ROWS_A_PRODUCT = 10
"""A product is found by several paths; this many rows are asked for each that is wanted."""

Given = NamedNode | str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A product with the row that is the reason for it, and its score."""

    product: NamedNode
    name: str
    row: Row
    score: Decimal


def recommend(
    store: Store,
    iris: Iris,
    *,
    language: str,
    now: datetime,
    scene: Given = None,
    pain: Given = None,
    intent: Given = None,
    need: Given = None,
    product: Given = None,
    limit: int = 5,
    currency: str | None = None,
) -> tuple[Recommendation, ...]:
    """Return at most ``limit`` products, best first; a score of 0 or less (complaints outweigh) is no recommendation.

    Exactly one of ``scene``, ``pain``, ``intent``, ``need`` and ``product`` says for what: an IRI, an id, or a name
    in any language. ``need`` takes any concept, an audience or occasion too. Variants are represented by their group.
    Prices are those of offers that hold at ``now``, in ``currency`` where there are any in it. The result is empty
    when nothing is known to help.

    Raises:
        QueryError: none or several of them are given; a name is unknown or ambiguous.
        SettingsError: there are no phrasings in ``language``.
    """
    asked = {"scene": scene, "pain": pain, "intent": intent, "need": need, "product": product}
    given = {name: value for name, value in asked.items() if value is not None}
    if len(given) != 1:
        raise QueryError(f"recommend for exactly one of {', '.join(asked)}; given: {', '.join(given) or 'none'}")
    ((name, value),) = given.items()
    text = value.value if isinstance(value, NamedNode) else value
    phrases = load_phrases("mkgrdf.assistant", language)
    grounds = Grounds(store, language)
    day = now.date().isoformat()
    glue = "" if phrases.language == "zh" else " "
    if name == "product":
        target = resolve_product(store, iris, text)
        found = _beside(store, target.node, language, limit)
        reasons = _tied(grounds, phrases, target.node)
    else:
        kinds = {"scene": "Scene", "pain": "PainPoint", "intent": "Intent", "need": None}
        target = resolve_concept(store, iris, text, kind=kinds[name])
        found = _for_concept(store, target, language, limit)
        reasons = _led(grounds, phrases, target.node)
    recommendations = []
    for item in found:
        rows = select(store, "assistant/card", product=item.product, language=language, day=day, preferred=currency)
        stock = find_stock(store, item.product, now.date())
        path, reason = reasons(item)
        told = (path, (f"{reason}{glue}{say_stock(stock, phrases)}").rstrip())
        recommendations.append(_recommendation(item, told, next(rows, None), stock, language))
    return tuple(recommendations)


def recommendable(store: Store, *, language: str, kind: str | None = None, limit: int = 5) -> tuple[str, ...]:
    """Return the names of concepts that lead to products, those with most products first.

    ``kind`` is ``Scene``, ``PainPoint``, ``Intent``, ``Audience`` or ``Occasion``; where no concept of that kind leads
    anywhere, intents are named.
    """
    for wanted in dict.fromkeys((MKG[kind] if kind else MKG.Intent, MKG.Intent)):
        rows = select(store, "recommend/concepts", kind=wanted, language=language, limit=limit)
        if names := tuple(row.text("name") or "" for row in rows):
            return names
    return ()


Reasons = Callable[[_Found], tuple[tuple[Edge, ...], str]]


def _recommendation(
    found: _Found, told: tuple[tuple[Edge, ...], str], card: Row | None, stock: Stock, language: str
) -> Recommendation:
    path, reason = told
    return Recommendation(
        product=found.product,
        name=found.name,
        score=found.score,
        complaints=_complaints(found.row),
        price=None if card is None else card.number("price"),
        currency=None if card is None else card.text("currency"),
        image=None if card is None else card.text("image"),
        path=path,
        reason=reason,
        quotes=quotes(path[-1], language),
        availability=stock.availability,
        available_from=stock.since,
    )


def _complaints(row: Row) -> Decimal:
    return (row.number("complaints") if "complaints" in row else None) or Decimal(0)


def _for_concept(store: Store, target: Named, language: str, limit: int) -> list[_Found]:
    rows = limit * ROWS_A_PRODUCT
    if target.kind == "Intent":
        answer = select(store, "recommend/by-need", need=target.node, language=language, limit=rows)
    elif target.kind == "PainPoint":
        answer = select(store, "recommend/by-pain-point", pain=target.node, language=language, limit=rows)
    else:
        # What suits an audience or an occasion is asked in the same way as what suits a scene.
        answer = select(store, "recommend/by-scene", scene=target.node, language=language, limit=rows)
    best: dict[NamedNode, _Found] = {}
    for row in answer:
        score = row.number("score") or Decimal(0)
        if score > 0:
            product = row.iri("product")
            best.setdefault(product, _Found(product, row.text("name") or "", row, score))
    return list(best.values())[:limit]


def _beside(store: Store, product: NamedNode, language: str, limit: int) -> list[_Found]:
    best: dict[NamedNode, _Found] = {}
    rows = limit * ROWS_A_PRODUCT
    for row in select(store, "recommend/by-product", product=product, language=language, limit=rows):
        other = row.iri("other")
        score = row.number("score") or Decimal(0)
        first = best.get(other)
        # Each further tie counts, the best one is the reason.
        if first is None:
            best[other] = _Found(other, row.text("name") or "", row, score)
        else:
            better = row if _rank(row) < _rank(first.row) else first.row
            best[other] = _Found(other, first.name, better, first.score + score)
    return sorted(best.values(), key=lambda found: (-found.score, found.product.value))[:limit]


def _rank(row: Row) -> tuple[Decimal, int]:
    # Of two ties that weigh the same, the one with claims says more.
    return (-(row.number("score") or Decimal(0)), 0 if row["support"] is not None else 1)


def _led(grounds: Grounds, phrases: Phrases, asked: NamedNode) -> Reasons:
    """Return how to tell the way from the concept that was asked for, or a narrower one, to a product."""

    def tell(found: _Found) -> tuple[tuple[Edge, ...], str]:
        row = found.row
        scene, intent = row.get("setting"), row.get("intent")
        pain = row.get("pain") or row.get("felt")
        path = []
        if isinstance(scene, NamedNode) and isinstance(pain, NamedNode):
            path.append(grounds.edge(scene, MKG.raises, pain))
        if isinstance(pain, NamedNode) and isinstance(intent, NamedNode):
            path.append(grounds.edge(pain, MKG.motivates, intent))
        if isinstance(intent, NamedNode):
            path.append(grounds.edge(found.product, MKG.satisfies, intent))
        elif isinstance(scene, NamedNode):
            path.append(grounds.edge(found.product, MKG.suits, scene))
        reason = reason_for_need(tuple(path), _complaints(row), phrases, asked=(asked, grounds.name(asked)))
        return tuple(path), reason

    return tell


def _tied(grounds: Grounds, phrases: Phrases, product: NamedNode) -> Reasons:
    """Return how to tell what ties another product to ``product``."""

    def tell(found: _Found) -> tuple[tuple[Edge, ...], str]:
        tie, shared = found.row.iri("tie"), found.row.node("shared")
        other = grounds.name(product)
        if shared is None or tie in (SCHEMA.isRelatedTo, SCHEMA.isSimilarTo):
            edge = grounds.edge(found.product, tie, product)
        else:
            edge = grounds.edge(found.product, tie, shared)
        return (edge,), reason_for_product(edge, other, phrases)

    return tell
