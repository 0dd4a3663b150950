"""schema.org's Product, ProductGroup, Offer, PropertyValue and Review nodes as records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.json_ld import LANGUAGE, listed, types_of
from mkgrdf.readers.measures import parse_measure
from mkgrdf.readers.money import parse_currency, parse_price
from mkgrdf.readers.native_fields import order_label
from mkgrdf.readers.native_products import AVAILABILITIES
from mkgrdf.readers.plain_text import plain_text
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Attribute, Document, DocumentKind, Label, Offer, Origin, Product
from mkgrdf.statements import content_key

__all__ = ["Place", "key_of", "make_page", "make_product", "make_review", "reviews_of"]

# What identifies a product, the surest first; each is unique within one shop.
_KEYS = ("sku", "productID", "productGroupID", "gtin", "gtin14", "gtin13", "gtin12", "gtin8", "mpn", "@id", "url")
_GTINS = ("gtin", "gtin14", "gtin13", "gtin12", "gtin8")
_GTIN = re.compile(r"\d{8}|\d{12,14}")
# schema.org has more availabilities than the pattern layer; these say the same to a buyer.
_SAME_AVAILABILITY = {"InStoreOnly": "InStock", "OnlineOnly": "InStock", "BackOrder": "PreOrder", "PreSale": "PreOrder"}
_ATTRIBUTES = ("color", "material", "pattern", "size", "weight", "width", "height", "depth", "model")
# UN/CEFACT recommendation 20, which schema.org's unitCode uses -> UCUM
_UNIT_CODES = {
    "CMT": "cm",
    "FOT": "[ft_i]",
    "GRM": "g",
    "INH": "[in_i]",
    "KGM": "kg",
    "LBR": "[lb_av]",
    "LTR": "L",
    "MLT": "mL",
    "MMT": "mm",
    "MTR": "m",
    "ONZ": "[oz_av]",
    "WTT": "W",
}
_COLUMNS = (("id", "sku"), ("names", "name"), ("offers", "offers"), ("attributes", "additionalProperty"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node was found, and how to follow a reference from it: ``resolve`` gives a product's id, if known."""

    origin: Origin
    options: ReadOptions
    resolve: Callable[[object], str | None]


def key_of(node: Mapping[str, object]) -> str | None:
    """Return what identifies the product that a node describes, ``None`` if nothing does."""
    for name in _KEYS:
        for value in listed(node.get(name)):
            text = _plain(value)
            if text:
                return text
    return None


def make_product(
    node: Mapping[str, object], group: str | None, images: tuple[str, ...], place: Place
) -> tuple[Product, list[RowError]]:
    """Return the product that a node describes, and problems with details that it can do without.

    Raises:
        RowError: the node has no name or nothing that identifies it, or a price or date that cannot be read.
    """
    names, key = _label(node, "name", place), key_of(node)
    if not names or key is None:
        missing = "sku" if names else "name"
        raise RowError(
            RejectCode.FIELD_MISSING,
            "",
            expected="a name, and a sku, productID, gtin, mpn, @id or url",
            suggestion=f"add {missing}",
            column=missing,
        )
    problems: list[RowError] = []
    offers = [offer for one in listed(node.get("offers")) for offer in _offers(one, place, problems)]
    product = Product(
        id=key,
        names=names,
        origin=place.origin,
        is_group="ProductGroup" in types_of(node),
        group=group,
        brand=_name_of(node.get("brand")) or _name_of(node.get("manufacturer")),
        gtin=next((text for name in _GTINS if _GTIN.fullmatch(text := _plain(node.get(name)))), None),
        categories=tuple(dict.fromkeys(_categories(node, place))),
        offers=tuple(dict.fromkeys(offers)),
        attributes=tuple(_attributes(node, place)),
        images=images,
        related=_references(node.get("isRelatedTo"), key, place),
        similar=_references(node.get("isSimilarTo"), key, place),
        columns=_COLUMNS,
    )
    return product, problems


def make_page(node: Mapping[str, object], product: Product, place: Place) -> Iterator[Document]:
    """Yield the product's description as a detail page, one for each language; a variant's repeats its group's."""
    if product.group is not None:
        return
    for number, (language, text) in enumerate(_label(node, "description", place)):
        if words := plain_text(text):
            yield Document(
                id=f"page-{product.id}" if number == 0 else f"page-{product.id}-{language}",
                kind=DocumentKind.DETAIL_PAGE,
                text=words,
                language=language,
                origin=place.origin,
                products=(product.id,),
                columns=(("text", "description"),),
            )


def reviews_of(node: Mapping[str, object]) -> list[Mapping[str, object]]:
    """Return the review nodes inside a product's node."""
    found = [*listed(node.get("review")), *listed(node.get("reviews"))]
    return [one for one in found if isinstance(one, dict)]


def make_review(node: Mapping[str, object], product: str, place: Place) -> Document:
    """Return the review of ``product`` that a node holds.

    Raises:
        RowError: it has no text, or a rating or date that cannot be read.
    """
    texts = _label(node, "reviewBody", place) or _label(node, "description", place)
    if not texts:
        raise RowError(
            RejectCode.FIELD_MISSING,
            "",
            expected="a review has a text",
            suggestion="add reviewBody, or remove the review",
            column="reviewBody",
        )
    language, text = texts[0]
    title = _label(node, "name", place) or _label(node, "headline", place)
    rating = _rating(node.get("reviewRating"))
    return Document(
        id=f"review-{product}-{content_key(title, text, rating)}",
        kind=DocumentKind.REVIEW,
        text=plain_text(text),
        language=_plain(node.get("inLanguage")) or language,
        origin=place.origin,
        products=(product,),
        title=title[0][1] if title else None,
        rating=rating,
        published=_moment(node, "datePublished"),
        columns=(("text", "reviewBody"), ("rating", "reviewRating"), ("published", "datePublished")),
    )


def _plain(value: object) -> str:
    """Return a text, number or tagged text as cleaned text; empty for anything else."""
    if isinstance(value, dict):
        value = value.get("@value", "")
    return clean(str(value)) if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool) else ""


def _label(node: Mapping[str, object], name: str, place: Place) -> Label:
    default = str(node.get(LANGUAGE) or place.options.language)
    texts: dict[str, str] = {}
    for value in listed(node.get(name)):
        language = value.get(LANGUAGE) if isinstance(value, dict) else None
        if text := _plain(value):
            texts.setdefault(str(language or default), text)
    return order_label(texts, place.options)


def _name_of(value: object) -> str | None:
    """Return the name of a brand or organisation given as a text or as a node."""
    first = next(iter(listed(value)), None)
    if isinstance(first, dict) and "@value" not in first:
        return _plain(next(iter(listed(first.get("name"))), None)) or None
    return _plain(first) or None


def _references(value: object, own: str, place: Place) -> tuple[str, ...]:
    found = (place.resolve(one) for one in listed(value))
    return tuple(dict.fromkeys(key for key in found if key and key != own))


def _categories(node: Mapping[str, object], place: Place) -> Iterator[tuple[Label, ...]]:
    default = str(node.get(LANGUAGE) or place.options.language)
    for value in listed(node.get("category")):
        text = _plain(value) or (_name_of(value) or "")
        # A URL names a category of somebody else's list by number, not by name.
        if not text or "://" in text:
            continue
        language = str(value.get(LANGUAGE) or default) if isinstance(value, dict) else default
        names = [name.strip() for name in re.split(r"\s*(?:>|›|»)\s*|(?<=\S)/(?=\S)", text)]
        yield tuple(((language, name),) for name in names if name)


def _offers(value: object, place: Place, problems: list[RowError]) -> list[Offer]:
    if not isinstance(value, dict):
        return []
    if "AggregateOffer" in types_of(value):
        inside = [offer for one in listed(value.get("offers")) for offer in _offers(one, place, problems)]
        if inside:
            return inside
    specifications = [one for one in listed(value.get("priceSpecification")) if isinstance(one, dict)]
    struck = [one for one in specifications if _local(one.get("priceType")) in {"ListPrice", "StrikethroughPrice"}]
    plain = [one for one in specifications if one not in struck]
    stated = value.get("price", plain[0].get("price") if plain else None)
    if _plain(stated) == "":
        low, high = _bounds(value, plain[0] if plain else {})
        if low != high:
            problems.append(_range(low, high))
            return []
        stated = low
    if _plain(stated) == "":
        return []
    code = _plain(value.get("priceCurrency")) or _plain(plain[0].get("priceCurrency") if plain else None)
    currency = parse_currency(code) if code else None
    price, named = _amount(stated, currency or place.options.currency)
    if currency and named and currency != named:
        raise RowError(
            RejectCode.CURRENCY_DIFFERS,
            f"{named}, {currency}",
            expected="one currency for an offer",
            suggestion="write the price as a number, its currency in priceCurrency",
            column="offers.priceCurrency",
        )
    list_price = _amount(struck[0].get("price"), currency or place.options.currency)[0] if struck else None
    return [
        Offer(
            price,
            currency or named or place.options.currency,
            _availability(value.get("availability"), problems),
            list_price,
            _day(value, "validFrom"),
            _day(value, "priceValidUntil"),
        )
    ]


def _bounds(value: Mapping[str, object], specification: Mapping[str, object]) -> tuple[str, str]:
    """Return the lowest and the highest price that an offer states instead of one price, each empty if it does not."""
    low = _plain(value.get("lowPrice", specification.get("minPrice")))
    high = _plain(value.get("highPrice", specification.get("maxPrice")))
    try:
        return (low, low) if Decimal(low) == Decimal(high) else (low, high)
    except InvalidOperation:
        return low, high


def _range(low: str, high: str) -> RowError:
    return RowError(
        RejectCode.PRICE_IS_RANGE,
        f"{low}-{high}" if low and high else f"from {low}" if low else f"up to {high}",
        expected="one price",
        suggestion="give price, or list under offers what each variant costs",
        column="offers.lowPrice" if low else "offers.highPrice",
    )


def _amount(value: object, currency: str) -> tuple[Decimal, str | None]:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value >= 0:
        return Decimal(value), None
    try:
        return parse_price(_plain(value), currency)
    except RowError as problem:
        raise problem.in_column("offers.price") from problem


def _local(value: object) -> str:
    """Return the local name of an IRI of schema.org: ``https://schema.org/InStock`` and ``InStock`` alike."""
    if isinstance(value, dict):
        value = value.get("@id", "")
    return re.split(r"[/#:]", str(value or "").strip())[-1]


def _availability(value: object, problems: list[RowError]) -> str | None:
    name = _local(next(iter(listed(value)), None))
    name = _SAME_AVAILABILITY.get(name, name)
    if name in {"", *AVAILABILITIES}:
        return name or None
    problems.append(
        RowError(
            RejectCode.VALUE_NOT_IN_LIST,
            name,
            expected=f"one of {', '.join(AVAILABILITIES)}",
            suggestion="use schema.org's ItemAvailability",
            column="offers.availability",
        )
    )
    return None


def _attributes(node: Mapping[str, object], place: Place) -> Iterator[Attribute]:
    default = str(node.get(LANGUAGE) or place.options.language)
    for code in _ATTRIBUTES:
        for value in listed(node.get(code)):
            if attribute := _attribute(code, (("en", code),), value, default):
                yield attribute
    for one in listed(node.get("additionalProperty")):
        if not isinstance(one, dict) or not (names := _label(one, "name", place)):
            continue
        code = _plain(one.get("propertyID")) or re.sub(r"\s+", "_", names[0][1].lower())
        for value in listed(one.get("value")):
            stated = {**one, "value": value}
            if attribute := _attribute(code, names, stated, str(one.get(LANGUAGE) or default)):
                yield attribute


def _attribute(code: str, names: Label, value: object, language: str) -> Attribute | None:
    number, unit, text = None, None, _plain(value)
    if isinstance(value, dict) and "@value" not in value:
        inner = value.get("value", value.get("name"))
        language = str(inner.get(LANGUAGE) or language) if isinstance(inner, dict) else language
        shown = _plain(value.get("unitText")) or _plain(value.get("unitCode"))
        text = " ".join(part for part in (_plain(inner), shown) if part) if _plain(inner) else ""
        unit = _UNIT_CODES.get(_plain(value.get("unitCode")))
        if unit and re.fullmatch(r"-?\d+(\.\d+)?", _plain(inner)):
            number = Decimal(_plain(inner))
    elif isinstance(value, dict):
        language = str(value.get(LANGUAGE) or language)
    if not text:
        return None
    if number is None and (measure := parse_measure(text)) is not None:
        number, unit = measure.number, measure.unit
    return Attribute(code, names, ((language, text),), number, unit if number is not None else None)


def _rating(value: object) -> Decimal | None:
    node = next(iter(listed(value)), None)
    if not isinstance(node, dict):
        return None
    text, best = _plain(node.get("ratingValue")), _plain(node.get("bestRating")) or "5"
    if not text:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", text) and best in {"5", "5.0"} and 1 <= Decimal(text) <= 5:
        return Decimal(text)
    raise RowError(
        RejectCode.RATING_OUT_OF_RANGE,
        f"{text} of {best}",
        expected="a number from 1 to 5, bestRating 5",
        suggestion="convert the rating to five stars",
        column="reviewRating",
    )


def _moment(node: Mapping[str, object], name: str) -> datetime | None:
    text = _plain(node.get(name))
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise RowError(
            RejectCode.DATE_UNREADABLE,
            text,
            expected="a day or time in ISO 8601",
            suggestion="write it as 2026-05-01 or 2026-05-01T20:00:00",
            column=name,
        ) from error


def _day(node: Mapping[str, object], name: str) -> date | None:
    moment = _moment(node, name)
    return None if moment is None else moment.date()
