"""Synthetic shops of a chosen size, part of them wrong in known ways; the same seed gives the same shop.

The shop is made of records, as a reader would give them, so its graph always follows the present data model.
Run it to look at one: ``python benchmarks/generate.py 10k shop.nq`` writes the N-Quads and ``shop.nq.truth.tsv``.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from mkgrdf.describe import describe
from mkgrdf.iris import Iris
from mkgrdf.records import (
    Attribute,
    Concept,
    ConceptKind,
    Document,
    DocumentKind,
    Image,
    Label,
    Offer,
    Origin,
    Product,
    Record,
)
from mkgrdf.statements import Candidate, Model, Run

IRIS = Iris("https://bench.example.org/shop/")
RUN = Run("import", Model("embedded:import", "1", "benchmark"), "none", datetime(2026, 1, 1, tzinfo=UTC))
SHAPES = "https://w3id.org/mkgrdf/shapes#"

_CATEGORIES = [("Outdoor", "户外"), ("Kitchen", "厨房"), ("Skin care", "护肤"), ("Clothes", "服装")]
_KINDS = [("Bag", "包"), ("Cup", "杯"), ("Cream", "面霜"), ("Jacket", "夹克"), ("Pan", "锅")]
_MATERIALS = [("cotton", "棉"), ("steel", "钢"), ("glass", "玻璃"), ("wool", "羊毛"), ("nylon", "尼龙")]
_COLOURS = [("red", "红色"), ("blue", "蓝色"), ("green", "绿色"), ("black", "黑色")]
_WORDS = ("light", "strong", "warm", "handy", "soft", "quick", "bright", "solid", "neat", "fresh", "dry", "calm")
_SIZES = {"k": 1_000, "M": 1_000_000}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One planted fault: the IRI of the node at fault and of the shape that has to object."""

    focus: str
    shape: str


@dataclass(frozen=True, slots=True)
class Shop:
    """The records of a shop and everything that is wrong with them."""

    records: tuple[Record, ...]
    truth: frozenset[Wrong]


def size(text: str) -> int:
    """Return the number that ``10k`` or ``1M`` stands for."""
    return int(text[:-1]) * _SIZES[text[-1]] if text[-1] in _SIZES else int(text)


def generate(triples: int, *, bad_share: float = 0.05, seed: int = 0) -> Shop:
    """Return a shop whose graph has at least ``triples`` quads, with a fault in ``bad_share`` of its products."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    records: list[Record] = [*_concepts()]
    truth: set[Wrong] = set()
    quads = sum(len(candidate.triples) for candidate in described(records))
    number = 0
    while quads < triples:
        fresh, wrong = _product(number, chance, chance.random() < bad_share)
        records += fresh
        truth |= wrong
        quads += sum(len(candidate.triples) for candidate in described(fresh))
        number += 1
    return Shop(tuple(records), frozenset(truth))


def described(records: list[Record] | tuple[Record, ...]) -> Iterator[Candidate]:
    """Yield the candidates of ``records``."""
    run = RUN.iri(IRIS)
    for record in records:
        yield describe(record, iris=IRIS, source="bench", run=run)


def candidates(shop: Shop) -> list[Candidate]:
    """Return the candidates of the whole shop, the run's own included."""
    return [RUN.candidate(IRIS), *described(shop.records)]


def _label(pair: tuple[str, str], suffix: str = "") -> Label:
    return (("en", pair[0] + suffix), ("zh", pair[1] + suffix))


def _concepts() -> Iterator[Concept]:
    """Thirty scenes, each raising two of thirty pain points, each motivating two of thirty intents."""
    for number in range(30):
        origin = Origin("concepts.csv", number + 2)
        following = (number + 1) % 30
        name = _label(("scene", "场景"), f" {number}")
        raises = (f"pain-{number}", f"pain-{following}")
        yield Concept(f"scene-{number}", ConceptKind.SCENE, name, origin, raises=raises)
        name = _label(("pain", "痛点"), f" {number}")
        motivates = (f"intent-{number}", f"intent-{following}")
        yield Concept(f"pain-{number}", ConceptKind.PAIN_POINT, name, origin, motivates=motivates)
        yield Concept(f"intent-{number}", ConceptKind.INTENT, _label(("intent", "意图"), f" {number}"), origin)


def _product(number: int, chance: random.Random, is_bad: bool) -> tuple[list[Record], set[Wrong]]:
    """Return a product with an offer, values, a picture and two reviews, and what is wrong with it."""
    key = f"P{number:06}"
    fault = chance.choice(("gtin", "price", "currency", "list price", "rating")) if is_bad else None
    price = Decimal(chance.randint(100, 99_999)) / 100
    kind, material, colour = (chance.choice(names) for names in (_KINDS, _MATERIALS, _COLOURS))
    volume = chance.randrange(100, 2_000, 50)
    offer = Offer(
        price=-price if fault == "price" else price,
        currency="Yuan" if fault == "currency" else chance.choice(("USD", "CNY")),
        availability=chance.choice(("InStock", "OutOfStock")),
        list_price=None if fault == "price" else price - 1 if fault == "list price" else price + 10,
    )
    product = Product(
        id=key,
        names=_label((f"{colour[0]} {kind[0]}", f"{colour[1]}{kind[1]}"), f" {number}"),
        origin=Origin("products.csv", number + 2),
        brand=f"Brand {chance.randrange(50)}",
        gtin="1234" if fault == "gtin" else f"{number:013}",
        categories=((_label(chance.choice(_CATEGORIES)), _label(kind)),),
        offers=(offer,),
        attributes=(
            Attribute("material", _label(("material", "材质")), _label(material)),
            Attribute("colour", _label(("colour", "颜色")), _label(colour)),
            Attribute(
                "volume",
                _label(("volume", "容量")),
                (("en", f"{volume} mL"), ("zh", f"{volume}毫升")),
                Decimal(volume),
                "mL",
            ),
        ),
        images=(key,),
        satisfies=(f"intent-{chance.randrange(30)}",),
        suits=(f"scene-{chance.randrange(30)}",),
    )
    image = Image(
        id=key,
        path=f"{key}.jpg",
        sha256=hashlib.sha256(key.encode()).hexdigest(),
        width=640,
        height=640,
        media_type="image/jpeg",
        origin=Origin("media.csv", number + 2),
        alt=product.names,
        depicts_products=(key,),
    )
    reviews = [
        Document(
            id=f"{key}-{turn}",
            kind=DocumentKind.REVIEW,
            text=" ".join(chance.choices(_WORDS, k=20)),
            language="en",
            origin=Origin("reviews.csv", 2 * number + turn + 2),
            products=(key,),
            rating=Decimal(9) if fault == "rating" and turn == 0 else Decimal(chance.randint(1, 5)),
        )
        for turn in range(2)
    ]
    faults = {
        "gtin": Wrong(IRIS.product(key).value, f"{SHAPES}Product-gtin"),
        "price": Wrong(IRIS.offer(key, 1).value, f"{SHAPES}Offer-price"),
        "currency": Wrong(IRIS.offer(key, 1).value, f"{SHAPES}Offer-priceCurrency"),
        "list price": Wrong(IRIS.offer(key, 1).value, f"{SHAPES}Offer-price-listPrice"),
        "rating": Wrong(IRIS.document(f"{key}-0").value, f"{SHAPES}Review-ratingValue"),
    }
    return [product, image, *reviews], {faults[fault]} if fault else set()


def main() -> None:
    """Write one shop as N-Quads, and what is wrong with it as tab-separated lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=size, help="how many quads at least: 10k, 100k, 1M")
    parser.add_argument("out", type=Path, help="the N-Quads file to write")
    parser.add_argument("--bad", type=float, default=0.05, help="share of products with a fault")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    shop = generate(options.size, bad_share=options.bad, seed=options.seed)
    quads = [Quad(t.subject, t.predicate, t.object, c.graph) for c in candidates(shop) for t in c.triples]
    serialize(quads, options.out, format=RdfFormat.N_QUADS)
    truth = sorted(f"{wrong.focus}\t{wrong.shape}\n" for wrong in shop.truth)
    Path(f"{options.out}.truth.tsv").write_text("".join(truth), encoding="utf-8")
    print(f"{len(quads)} quads, {len(shop.records)} records, {len(truth)} faults")


if __name__ == "__main__":
    main()
