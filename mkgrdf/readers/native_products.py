"""Products in the native form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.measures import parse_measure
from mkgrdf.readers.money import parse_currency, parse_price
from mkgrdf.readers.native_csv import Columns
from mkgrdf.readers.native_fields import Fields, order_label
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Attribute, Label, Offer, Origin, Product

__all__ = ["AVAILABILITIES", "PRODUCT_COLUMNS", "make_offer", "make_product"]

AVAILABILITIES = ("InStock", "OutOfStock", "PreOrder", "Discontinued", "LimitedAvailability", "SoldOut")
"""The local names of schema.org's availabilities that the pattern layer knows."""

_OFFER_FIELDS = ("price", "currency", "list_price", "availability", "valid_from", "valid_until")

PRODUCT_COLUMNS = Columns(
    plain=frozenset(("id", "group", "is_group", "brand", "gtin", *_OFFER_FIELDS)),
    lists=frozenset(("images", "videos", "related", "similar", "satisfies", "suits", "suffers")),
    labels=frozenset(("name",)),
    label_lists=frozenset(("category",)),
    attributes=True,
)
"""The columns of ``products.csv``."""

_SLASH = re.compile(r"(?<!\\)/")
_GTIN = re.compile(r"\d{8}|\d{12,14}")


def make_product(fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...]) -> Product:
    """Return the product in one row.

    Raises:
        RowError: a field is missing, unknown, or has a value that cannot be read.
    """
    names = fields.label("name")
    if not names:
        raise fields.missing("name")
    offers = [make_offer(one) for one in fields.each("offers")]
    if any(fields.raw(name) is not None for name in _OFFER_FIELDS):
        offers.insert(0, make_offer(fields, finish=False))
    product = Product(
        id=fields.needed("id"),
        names=names,
        origin=origin,
        is_group=fields.flag("is_group"),
        group=fields.text("group"),
        brand=fields.text("brand"),
        gtin=_gtin(fields),
        categories=_categories(fields),
        offers=tuple(offers),
        attributes=_attributes(fields),
        images=fields.ids("images"),
        videos=fields.ids("videos"),
        related=fields.ids("related"),
        similar=fields.ids("similar"),
        satisfies=fields.ids("satisfies"),
        suits=fields.ids("suits"),
        suffers=fields.ids("suffers"),
        columns=columns,
    )
    fields.finish(_OFFER_FIELDS)
    return product


def make_offer(fields: Fields, *, finish: bool = True) -> Offer:
    """Return the offer in a product's row or in an element of its ``offers``.

    Raises:
        RowError: there is no price, or it cannot be read, or two fields name different currencies.
    """
    stated = fields.text("currency")
    currency = None
    if stated:
        try:
            currency = parse_currency(stated)
        except RowError as problem:
            raise problem.in_column("currency") from problem
    price, named = _price(fields, "price", currency)
    if price is None:
        raise fields.missing("price")
    list_price, list_named = _price(fields, "list_price", currency)
    named_all = {code for code in (currency, named, list_named) if code}
    if len(named_all) > 1:
        raise RowError(
            RejectCode.CURRENCY_DIFFERS,
            ", ".join(sorted(named_all)),
            expected="one currency for an offer",
            suggestion="write the amounts in the currency that the field currency names",
            column="currency",
        )
    offer = Offer(
        price=price,
        currency=named_all.pop() if named_all else fields.options.currency,
        availability=fields.choice("availability", AVAILABILITIES),
        list_price=list_price,
        valid_from=fields.day("valid_from"),
        valid_until=fields.day("valid_until"),
    )
    if finish:
        fields.finish()
    return offer


def _price(fields: Fields, name: str, currency: str | None) -> tuple[Decimal | None, str | None]:
    value = fields.raw(name)
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and value >= 0:
        return Decimal(value), None  # a JSON number can be read in one way only
    text = fields.text(name)
    if text is None:
        return None, None
    try:
        return parse_price(text, currency or fields.options.currency)
    except RowError as problem:
        raise problem.in_column(name) from problem


def _gtin(fields: Fields) -> str | None:
    gtin = fields.text("gtin")
    if gtin is None or _GTIN.fullmatch(gtin):
        return gtin
    raise fields.wrong("gtin", gtin, "8, 12, 13 or 14 digits")


def _categories(fields: Fields) -> tuple[tuple[Label, ...], ...]:
    value = fields.raw("category")
    stated = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(dict.fromkeys(path for one in stated if (path := _path(fields, one))))


def _path(fields: Fields, value: object) -> tuple[Label, ...]:
    paths = {
        language: [name for part in _SLASH.split(text) if (name := clean(part.replace(r"\/", "/")))]
        for language, text in fields.as_label(value, "category")
    }
    if len({len(names) for names in paths.values()}) > 1:
        raise RowError(
            RejectCode.LISTS_DIFFER,
            "; ".join("/".join(names) for names in paths.values()),
            expected="a path with as many levels in each language",
            suggestion="name each level in each language",
            column="category",
        )
    length = len(next(iter(paths.values()), []))
    return tuple(
        order_label({language: names[level] for language, names in paths.items()}, fields.options)
        for level in range(length)
    )


def _attributes(fields: Fields) -> tuple[Attribute, ...]:
    names = fields.mapping("attribute_names")
    attributes: list[Attribute] = []
    stated = fields.mapping("attributes")
    for code, value in stated.items():
        column = f"attributes.{code}"
        name = fields.as_label(names[code], "attribute_names") if code in names else ()
        name = name or ((fields.options.language, clean(code.replace("_", " "))),)
        for one in value if isinstance(value, list) else [value]:
            attributes.append(_attribute(code, name, one, column, fields))
    if surplus := sorted(names.keys() - stated.keys()):
        raise fields.wrong("attribute_names", surplus[0], "names of codes that stand below attributes")
    return tuple(attributes)


def _attribute(code: str, name: Label, value: object, column: str, fields: Fields) -> Attribute:
    number, unit = None, None
    if isinstance(value, Mapping):
        measure = Fields(
            {key: value[key] for key in ("number", "unit") if key in value}, fields.options, within=f"{column}."
        )
        number, unit = measure.number("number"), measure.text("unit")
        value = {key: text for key, text in value.items() if key not in {"number", "unit"}}
    label = fields.as_label(value, column) if value not in (None, "") else ()
    if not label:
        raise fields.missing(column)
    if number is None and unit is None and (parsed := parse_measure(label[0][1])) is not None:
        number, unit = parsed.number, parsed.unit
    return Attribute(code, name, label, number, unit)
