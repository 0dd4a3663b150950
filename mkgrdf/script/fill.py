"""The text of a script: each segment filled from sentences and facts of the graph; what has no ground is not said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import NamedNode

from mkgrdf.phrases import Phrases, pick
from mkgrdf.script.knowledge import Fact, Knowledge, Written
from mkgrdf.script.parts import Citation, Link, Path, SegmentKind
from mkgrdf.script.sentences import MOST_SENTENCES, best, stands_alone
from mkgrdf.vocabulary import MKG

__all__ = ["Draft", "fill"]

# Who speaks: the shop, whose words the host may make his own, or a customer, who is quoted.
_SHOP = frozenset({"DetailPage", "Answer"})
_CUSTOMERS = frozenset({"Review", "MicroBlogPost"})
_SELLING = frozenset({"SellingPoint", "Effect", "Specification"})
_PRAISING = frozenset({"SellingPoint", "Effect", "Experience"})
_USING = frozenset({"Usage"})

MOST_FACTS = 4
"""Properties that are read out."""
MOST_VALUES = 3
"""Values of one property that are read out."""
SHORTEST_NAME = 2
"""The first word of a name counts as the name where it has more letters than this."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A segment without its place and picture.

    ``things`` are what a picture should show, best first. Where a scene, pain point or intent is told, ``told`` is
    that, and ``setting`` the scene of the script, if any: no picture of another scene goes with it.
    """

    kind: SegmentKind
    text: str
    cites: tuple[Citation, ...]
    things: tuple[NamedNode, ...]
    told: NamedNode | None = None
    setting: NamedNode | None = None


def fill(
    knowledge: Knowledge,
    path: Path | None,
    phrases: Phrases,
    *,
    seed: int,
    audience: NamedNode | None = None,
    scene: NamedNode | None = None,
) -> Iterator[Draft]:
    """Yield the segments in order. Without a path, ``scene`` is told only where the product is said to suit it."""
    product = knowledge.product
    record = () if knowledge.record is None else (knowledge.record,)
    opening = phrases.say("opening", seed, product=knowledge.name)
    yield Draft(SegmentKind.OPENING, opening, record, (product,))
    if path is None:
        yield from _suited_scene(knowledge, phrases, seed, scene)
        words = phrases.say(
            "product_alone", seed, product=knowledge.name, brand=knowledge.brand, category=knowledge.category
        )
        yield Draft(SegmentKind.PRODUCT, words, record, (product,))
    else:
        yield from _along(knowledge.product, path, phrases, seed)
        yield _solution(knowledge, path, phrases, seed)
    yield from _audience(knowledge, phrases, seed, audience)
    yield from _sentences(knowledge, path, seed)
    yield from _facts(knowledge, path, phrases, seed)
    yield from _usage(knowledge, path, seed)
    yield from _proof(knowledge, path, phrases, seed)
    yield from _price(knowledge, phrases, seed)
    yield Draft(SegmentKind.CLOSING, phrases.say("closing", seed), (), (product,))
    yield Draft(SegmentKind.DISCLOSURE, phrases.say("disclosure", seed), (), ())


def _suited_scene(knowledge: Knowledge, phrases: Phrases, seed: int, scene: NamedNode | None) -> Iterator[Draft]:
    suited = [item for item in knowledge.suits if item.kind == "Scene" and scene in (None, item.concept)]
    if suited:
        item = pick(suited, seed, "suited scene")
        words = phrases.say("scene", seed, scene=item.name)
        things = (item.concept, knowledge.product)
        yield Draft(SegmentKind.SCENE, words, item.claims, things, item.concept, item.concept)


def _link(path: Path, predicate: NamedNode) -> Link | None:
    return next((link for link in path.links if link.predicate == predicate), None)


def _along(product: NamedNode, path: Path, phrases: Phrases, seed: int) -> Iterator[Draft]:
    raises, motivates = _link(path, MKG.raises), _link(path, MKG.motivates)
    if path.scene is not None and raises is not None:
        words = phrases.say("scene", seed, scene=path.scene_name)
        yield Draft(SegmentKind.SCENE, words, raises.claims, (path.scene, product), path.scene, path.scene)
    if path.pain is not None and motivates is not None:
        words = phrases.say("pain_alone" if raises is None else "pain", seed, pain=path.pain_name)
        cites = motivates.claims if raises is None else raises.claims
        yield Draft(SegmentKind.PAIN, words, cites, (path.pain, product), path.pain, path.scene)
    satisfies = _link(path, MKG.satisfies)
    cites = motivates.claims if motivates is not None else satisfies.claims if satisfies is not None else ()
    words = phrases.say("intent_alone" if motivates is None else "intent", seed, intent=path.intent_name)
    yield Draft(SegmentKind.INTENT, words, cites, (path.intent, product), path.intent, path.scene)


def _solution(knowledge: Knowledge, path: Path, phrases: Phrases, seed: int) -> Draft:
    satisfies = _link(path, MKG.satisfies)
    reasons = [fact for fact in knowledge.facts if path.intent in dict(fact.supports)][:MOST_SENTENCES]
    because = [phrases.say("reason", 0, property=name, values=values) for name, values in _by_property(reasons)]
    words = phrases.say(
        "product",
        seed,
        product=knowledge.name,
        brand=knowledge.brand,
        reasons=phrases.say("reason_joint", 0, reasons=because) if because else "",
    )
    cites = [] if satisfies is None else list(satisfies.claims)
    for fact in reasons:
        cites += [*fact.cites, *dict(fact.supports)[path.intent]]
    if knowledge.brand is not None and knowledge.record is not None:
        cites.append(knowledge.record)
    things = (knowledge.product, *(fact.value for fact in reasons))
    return Draft(SegmentKind.PRODUCT, words, tuple(dict.fromkeys(cites)), things)


def _audience(knowledge: Knowledge, phrases: Phrases, seed: int, audience: NamedNode | None) -> Iterator[Draft]:
    suited = [item for item in knowledge.suits if item.kind == "Audience" and audience in (None, item.concept)]
    if suited:
        item = pick(suited, seed, "audience")
        words = phrases.say("audience", seed, product=knowledge.name, audience=item.name)
        yield Draft(SegmentKind.PRODUCT, words, item.claims, (item.concept, knowledge.product))


def _by_property(facts: Iterable[Fact]) -> Iterable[tuple[str, list[str]]]:
    by_property: dict[str, list[str]] = {}
    for fact in facts:
        by_property.setdefault(fact.property_name, []).append(fact.value_name)
    return by_property.items()


def _read_out(facts: Iterable[Fact], phrases: Phrases) -> str:
    """Return the facts in words, the values of one property together."""
    return (
        phrases.templates["fact_joint"][0]
        .render()
        .join(phrases.say("fact", 0, property=name, values=values) for name, values in _by_property(facts))
    )


def _things(written: Written, knowledge: Knowledge) -> tuple[NamedNode, ...]:
    return (written.node, *sorted(written.concepts, key=lambda node: node.value), knowledge.product)


def _sayable(knowledge: Knowledge, documents: frozenset[str], kinds: frozenset[str]) -> list[Written]:
    return [
        item
        for item in knowledge.sentences
        if item.document_kind in documents and item.kind in kinds and stands_alone(item.text, knowledge.language)
    ]


def _sentences(knowledge: Knowledge, path: Path | None, seed: int) -> Iterator[Draft]:
    said = _sayable(knowledge, _SHOP, _SELLING)
    for written in best(said, path, seed, "selling point"):
        yield Draft(SegmentKind.SELLING_POINT, written.text, written.cites, _things(written, knowledge))


def _facts(knowledge: Knowledge, path: Path | None, phrases: Phrases, seed: int) -> Iterator[Draft]:
    open_facts = [fact for fact in knowledge.facts if path is None or path.intent not in dict(fact.supports)]
    # What can be measured or touched tells a shopper most; the sort is stable, so the rest keeps its order.
    open_facts.sort(key=lambda fact: not fact.tangible)
    properties = list(dict.fromkeys(fact.property_name for fact in open_facts))[:MOST_FACTS]
    told = []
    for name in properties:
        told += [fact for fact in open_facts if fact.property_name == name][:MOST_VALUES]
    if told:
        words = phrases.say("facts", seed, facts=_read_out(told, phrases))
        cites = tuple(dict.fromkeys(citation for fact in told for citation in fact.cites))
        things = (*(fact.value for fact in told), knowledge.product)
        yield Draft(SegmentKind.SELLING_POINT, words, cites, things)


def _usage(knowledge: Knowledge, path: Path | None, seed: int) -> Iterator[Draft]:
    said = _sayable(knowledge, _SHOP, _USING)
    for written in best(said, path, seed, "usage")[:1]:
        yield Draft(SegmentKind.USAGE, written.text, written.cites, _things(written, knowledge))


def _proof(knowledge: Knowledge, path: Path | None, phrases: Phrases, seed: int) -> Iterator[Draft]:
    said = [item for item in _sayable(knowledge, _CUSTOMERS, _PRAISING) if item.polarity > 0]
    for number, written in enumerate(best(said, path, seed, "proof", names=_called(knowledge))):
        name = "proof_post" if written.document_kind == "MicroBlogPost" else "proof_review"
        words = phrases.say(name, seed, turn=number, words=written.text)
        yield Draft(SegmentKind.PROOF, words, written.cites, _things(written, knowledge))


def _called(knowledge: Knowledge) -> list[str]:
    """Return the product's name and, in languages with spaces, its first word: customers say "Beam" for "Beam Lamp"."""
    first = knowledge.name.split()[0]
    return [knowledge.name, *([first] if len(first) > SHORTEST_NAME else [])]


def _price(knowledge: Knowledge, phrases: Phrases, seed: int) -> Iterator[Draft]:
    if not knowledge.prices:
        return
    best = knowledge.prices[0]
    price = phrases.money(best.amount, best.currency)
    cites = best.cites
    if len({offer.amount for offer in knowledge.prices}) > 1:
        words = phrases.say("price_from", seed, price=price)
        cites = tuple(dict.fromkeys(citation for offer in knowledge.prices for citation in offer.cites))
    elif best.list_price is not None and best.list_price > best.amount:
        list_price = phrases.money(best.list_price, best.currency)
        words = phrases.say("price_reduced", seed, price=price, list_price=list_price)
    else:
        words = phrases.say("price", seed, price=price)
    if best.until is not None:
        glue = "" if phrases.language == "zh" else " "
        words += glue + phrases.say("price_until", seed, day=_day(best.until, phrases))
    yield Draft(SegmentKind.PRICE, words, cites, (knowledge.product,))
    limited = all(offer.limited for offer in knowledge.prices)
    words = phrases.say("call_to_action_limited" if limited else "call_to_action", seed)
    yield Draft(SegmentKind.CALL_TO_ACTION, words, cites if limited else (), (knowledge.product,))


def _day(day: date, phrases: Phrases) -> str:
    return phrases.say("day", 0, day=day.isoformat(), year=day.year, month=day.month, date=day.day)
