"""What the graph says about one product in one language: everything that a script may draw on."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pyoxigraph import NamedNode

from mkgrdf.errors import MkgError
from mkgrdf.queries import Row, select
from mkgrdf.records import Origin
from mkgrdf.script.grounds import MOST_CLAIMS, citations, find_origin
from mkgrdf.script.parts import Citation
from mkgrdf.store.interface import Store
from mkgrdf.vocabulary import MKG

__all__ = ["Fact", "Knowledge", "Price", "Suited", "Written", "know"]

LONGEST = {"en": 240, "zh": 90}
"""Nobody listens to a longer sentence, in characters; a choice of ours."""

# A sentence that names a price speaks of the day it was written on. Prices come from offers.
_PRICE = re.compile(
    r"[¥￥$€£]\s?\d|\d\s?(?:元|块钱|美元|欧元|dollars?\b|euros?\b|(?:USD|EUR|CNY|GBP|RMB)\b)", re.IGNORECASE
)

# "Waterproof: yes" is a tick in a table; read out, it is no sentence.
_FLAGS = frozenset({"yes", "no", "true", "false", "y", "n", "是", "否", "有", "无"})
_MATERIAL = re.compile("material|fabric|ingredient|材质|材料|面料|成分", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence about the product. ``kind`` and ``document_kind`` are local names; ``concepts`` what it mentions."""

    node: NamedNode
    text: str
    kind: str
    polarity: Decimal
    confidence: Decimal
    document_kind: str
    concepts: frozenset[NamedNode]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A property value in words, with the record that states it; ``supports`` maps intents to claims.

    ``tangible`` tells a measure or a material from the rest.
    """

    value: NamedNode
    property_name: str
    value_name: str
    cites: tuple[Citation, ...]
    supports: tuple[tuple[NamedNode, tuple[Citation, ...]], ...] = ()
    tangible: bool = False


@dataclass(frozen=True, slots=True)
class Price:
    """A current offer. ``limited`` tells that the merchant speaks of limited availability."""

    amount: Decimal
    currency: str
    list_price: Decimal | None
    until: date | None
    limited: bool
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Suited:
    """A scene, audience or occasion (``kind``, a local name) that the product suits."""

    concept: NamedNode
    kind: str
    name: str
    claims: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a script may say about ``product``; prices from the lowest up, in one currency."""

    product: NamedNode
    language: str
    group: NamedNode | None
    name: str
    brand: str | None
    category: str | None
    record: Citation | None
    sentences: tuple[Written, ...]
    facts: tuple[Fact, ...]
    prices: tuple[Price, ...]
    suits: tuple[Suited, ...]


def know(store: Store, product: NamedNode, *, language: str, day: date, currency: str | None = None) -> Knowledge:
    """Ask the graph about ``product``.

    Raises:
        MkgError: there is no such product, or it has no name in ``language``.
    """
    identities = list(select(store, "script/identity", product=product, language=language))
    if not identities:
        raise MkgError(f"no product {product.value} in {store.place}; mkgrdf query browse/products lists them")
    identity = identities[0]
    name = identity.text("product_name")
    if name is None:
        raise MkgError(
            f"{product.value} has no name in {language}, so nobody could say what the script is about; "
            f"give it a name in {language} in the catalogue, or ask for a script in a language that it has"
        )
    record, group = identity.node("record"), identity.node("group")
    return Knowledge(
        product,
        language,
        group,
        name,
        identity.text("brand_name"),
        identity.text("category_name"),
        None if record is None else Citation(record, "SourceRecord", origin=identity.origin()),
        _sentences(store, product, language),
        _facts(store, product, language, group=group, known=_folded(identities)),
        _prices(store, product, day, currency),
        _suits(store, product, language),
    )


def _sentences(store: Store, product: NamedNode, language: str) -> tuple[Written, ...]:
    mentions: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    for row in select(store, "script/mentions", product=product, language=language):
        mentions[row.iri("sentence")].add(row.iri("concept"))
    found: dict[str, Written] = {}
    longest = LONGEST.get(language.partition("-")[0], LONGEST["en"])
    for row in select(store, "script/sentences", product=product, language=language):
        text = " ".join((row.text("text") or "").split())
        if not text or len(text) > longest or _PRICE.search(text):
            continue
        node = row.iri("sentence")
        confidence = row.number("confidence_found") or Decimal(0)
        origin = row.origin()
        cites = (
            Citation(node, "Sentence", None, origin, text),
            Citation(row.iri("claim"), "Claim", confidence, origin),
            Citation(row.iri("about_claim"), "Claim", row.number("about_confidence"), origin),
        )
        written = Written(
            node,
            text,
            row.iri("sentence_kind").value.removeprefix(MKG.iri),
            row.number("polarity_found") or Decimal(0),
            confidence,
            row.iri("document_kind").value.removeprefix(MKG.iri),
            frozenset(mentions[node]),
            cites,
        )
        # The query brings the surest first; the same words from elsewhere add nothing that could be said.
        first = found.setdefault(_fold(text), written)
        if written.kind == "Usage" != first.kind:
            found[_fold(text)] = written  # instructions are instructions, wherever else somebody took them for praise
    return tuple(found.values())


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _folded(identities: list[Row]) -> frozenset[str]:
    """Return what the script says anyway: names and categories. Many catalogues repeat them among the attributes."""
    columns = ("product_name", "category_name")
    return frozenset(_fold(name) for row in identities for column in columns if (name := row.text(column)))


def _supports(store: Store, product: NamedNode, language: str) -> dict[NamedNode, dict[NamedNode, list[Citation]]]:
    """Return the claims by value and intent, the surest first; those that were read about this product only."""
    supports: dict[NamedNode, dict[NamedNode, list[Citation]]] = defaultdict(lambda: defaultdict(list))
    for row in select(store, "script/supports", product=product, language=language):
        claims = supports[row.iri("value")][row.iri("intent")]
        claim = row.iri("claim")
        if len(claims) < MOST_CLAIMS and claim not in {known.node for known in claims}:
            claims.append(Citation(claim, "Claim", row.number("confidence"), find_origin(store, row.iri("evidence"))))
    return supports


def _facts(
    store: Store, product: NamedNode, language: str, *, group: NamedNode | None, known: frozenset[str]
) -> tuple[Fact, ...]:
    supports = _supports(store, product, language)
    found: dict[NamedNode, Fact] = {}
    for row in select(store, "script/facts", product=product, language=language):
        # What holds for one variant need not hold for its group or its siblings.
        property_name, value_name = row.text("property_name"), row.text("value_name")
        if row["item"] not in (product, group) or property_name is None or value_name is None:
            continue
        if _fold(value_name) in _FLAGS | known:
            continue
        value = row.iri("value")
        origin = row.origin()
        tangible = (
            row.number("number") is not None or _MATERIAL.search(f"{row.text('code')} {property_name}") is not None
        )
        supported = tuple((intent, tuple(claims)) for intent, claims in supports.get(value, {}).items())
        cites = (Citation(value, "PropertyValue", None, origin), *_record(row.iri("record"), origin))
        found.setdefault(value, Fact(value, property_name, value_name, cites, supported, tangible))
    return tuple(found.values())


def _record(record: NamedNode, origin: Origin | None) -> tuple[Citation, ...]:
    # Only a graph that is a source record has an origin; one that people or models wrote is none to be cited.
    return () if origin is None else (Citation(record, "SourceRecord", None, origin),)


def _prices(store: Store, product: NamedNode, day: date, currency: str | None) -> tuple[Price, ...]:
    prices = []
    for row in select(store, "assistant/offers", product=product, day=day.isoformat(), preferred=currency):
        amount, money = row.number("price"), row.text("currency")
        if not row.true("current") or amount is None or money is None:
            continue
        until = row.text("valid_until")
        availability = row.text("availability") or ""
        origin = row.origin()
        offer = Citation(row.iri("offer"), "Offer", None, origin)
        prices.append(
            Price(
                amount,
                money,
                row.number("list_price"),
                None if until is None else date.fromisoformat(until[:10]),
                availability.endswith("/LimitedAvailability"),
                (offer, *_record(row.iri("record"), origin)),
            )
        )
    return tuple(price for price in prices if price.currency == prices[0].currency)


def _suits(store: Store, product: NamedNode, language: str) -> tuple[Suited, ...]:
    found: dict[NamedNode, Suited] = {}
    for row in select(store, "script/suits", product=product, language=language):
        concept = row.iri("concept")
        kind = row.iri("concept_kind").value.removeprefix(MKG.iri)
        if concept not in found:
            claims = citations(store, product, MKG.suits, concept)
            found[concept] = Suited(concept, kind, row.text("name") or "", claims)
    return tuple(found.values())
