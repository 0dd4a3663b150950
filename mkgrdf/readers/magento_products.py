"""One row of a Magento product file as a product: names, categories, attributes, relations."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.magento_cells import parse_attributes, parse_categories, parse_list
from mkgrdf.readers.magento_context import Context, PlacedRow
from mkgrdf.readers.magento_offers import make_offers
from mkgrdf.readers.measures import parse_measure
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.records import Attribute, Product

__all__ = ["make_product", "translations", "view_language"]

# Attributes by which Magento runs the shop; they say nothing about the product.
_TECHNICAL = frozenset(
    (
        "custom_layout",
        "gift_message_available",
        "has_options",
        "msrp_display_actual_price_type",
        "options_container",
        "page_layout",
        "required_options",
        "tax_class_id",
        "url_key",
        "url_path",
    )
)
# The columns of a sample-data file that are not attributes; all others are.
_FIXTURE_COLUMNS = frozenset(
    (
        "associated_sku",
        "attribute_set",
        "bundle_options",
        "category",
        "description",
        "links_purchased_separately",
        "links_title",
        "meta_description",
        "meta_keywords",
        "meta_title",
        "name",
        "price",
        "qty",
        "samples_title",
        "short_description",
        "sku",
        "special_price",
        "url_key",
        "visibility",
        "weight",
    )
)
_FLAGS = frozenset(("eco_collection", "erin_recommends", "performance_fabric"))
# Flags of the day, by which the shop fills its shelves: they go out of date and say nothing about the product.
_MERCHANDISING = frozenset(("new", "sale"))
_BRAND_CODES = ("brand", "manufacturer")
_GTIN_CODES = ("gtin", "ean", "upc", "barcode")
_GTIN = re.compile(r"\d{8}|\d{12,14}")


def make_product(
    placed: PlacedRow, context: Context, options: ReadOptions, images: tuple[str, ...], videos: tuple[str, ...]
) -> tuple[Product, list[RowError]]:
    """Return the product of one row, and what could not be understood of it without harm to the rest.

    Raises:
        RowError: the row has no SKU or name, or a price, date or packed cell that cannot be read.
    """
    cells = placed.cells
    sku, name = _needed(cells, "sku"), _needed(cells, "name")
    # The shop shows names as HTML, and merchants write its entities: `CoolTech&trade;`.
    names = {
        language: html.unescape(text)
        for language, text in [(options.language, name), *translations(sku, "name", context, options)]
    }
    exported = placed.source.part == "products"
    problems: list[RowError] = []
    values = parse_attributes(cells.get("additional_attributes", "")) if exported else _fixture_values(cells)
    if exported and cells.get("country_of_manufacture"):
        values.setdefault("country_of_manufacture", (cells["country_of_manufacture"],))
    if exported:
        paths = list(parse_categories(cells.get("categories", "")))
    else:
        paths, unknown = context.place([name.strip() for name in cells["category"].split("\n") if name.strip()])
        problems += [_unknown_category(category) for category in unknown]
    for path in paths:
        context.use_category(path)
    brand = next((found[0] for code in _BRAND_CODES if (found := values.pop(code, ()))), None)
    gtin = _take_gtin(values)
    attributes = _attributes(values, context, options)
    attributes += _downloads(sku, cells, context, options)
    related, similar, surplus = _relations(sku, cells, context)
    problems += surplus
    return Product(
        id=sku,
        names=tuple(names.items()),
        origin=placed.origin,
        is_group=cells.get("product_type") == "configurable",
        group=context.group_of.get(sku),
        brand=brand,
        gtin=gtin,
        categories=tuple(tuple(((options.language, name),) for name in path) for path in paths),
        offers=make_offers(sku, cells, context, options),
        attributes=tuple(attributes),
        images=images,
        videos=videos,
        related=related,
        similar=similar,
        columns=_EXPORT_COLUMNS if exported else _FIXTURE_FIELDS,
    ), problems


_EXPORT_COLUMNS = (
    ("id", "sku"),
    ("names", "name"),
    ("group", "configurable_variations"),
    ("categories", "categories"),
    ("offers", "price"),
    ("attributes", "additional_attributes"),
    ("brand", "additional_attributes"),
    ("gtin", "additional_attributes"),
    ("images", "base_image"),
    ("related", "related_skus"),
    ("similar", "upsell_skus"),
)
_FIXTURE_FIELDS = (("id", "sku"), ("names", "name"), ("categories", "category"), ("offers", "price"))


def translations(sku: str, column: str, context: Context, options: ReadOptions) -> list[tuple[str, str]]:
    """Return ``(language, text)`` of a column in the rows of a product's store views, languages of the source only."""
    found: list[tuple[str, str]] = []
    for placed in context.translations.get(sku, ()):
        language = view_language(placed.cells["store_view_code"], options)
        if language is not None and language != options.language and placed.cells.get(column):
            found.append((language, placed.cells[column]))
    return found


def view_language(store_view: str, options: ReadOptions) -> str | None:
    """Return the language of the source that a store view's code names (``zh``, ``zh_cn``, ``en-US``), if any."""
    wanted = re.split(r"[_-]", store_view.lower(), maxsplit=1)[0]
    return next((language for language in options.languages if language.lower().split("-")[0] == wanted), None)


def _needed(cells: Mapping[str, str], column: str) -> str:
    if text := cells[column]:
        return text
    raise RowError(
        RejectCode.FIELD_MISSING,
        "",
        expected=f"each product has a {column}",
        suggestion=f"fill in the column {column}",
        column=column,
    )


def _fixture_values(cells: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        code: tuple(map(clean, parse_list(cell, separator="\n")))
        for code, cell in cells.items()
        if code not in _FIXTURE_COLUMNS and cell
    }


def _take_gtin(values: dict[str, tuple[str, ...]]) -> str | None:
    for code in _GTIN_CODES:
        if code in values and _GTIN.fullmatch(values[code][0] if values[code] else ""):
            return values.pop(code)[0]
    return None


def _attributes(values: Mapping[str, tuple[str, ...]], context: Context, options: ReadOptions) -> list[Attribute]:
    attributes: list[Attribute] = []
    for code, texts in values.items():
        if code in _TECHNICAL:
            continue
        if code in _MERCHANDISING:
            context.used_attributes.add(code)
            continue
        name = ((options.language, context.label_of(code)),)
        flag = code in _FLAGS or context.is_flag(code)
        for text in texts:
            if flag and text not in {"Yes", "1"}:
                continue  # "No" tells nothing that its absence does not
            measure = parse_measure(text)
            attributes.append(
                Attribute(
                    code,
                    name,
                    ((options.language, "Yes" if flag else text),),
                    measure.number if measure else None,
                    measure.unit if measure else None,
                )
            )
    return attributes


def _downloads(sku: str, cells: Mapping[str, str], context: Context, options: ReadOptions) -> list[Attribute]:
    """Return the titles of a downloadable product's files as values of a property named as the shop names them."""
    name = ((options.language, cells.get("links_title") or "Downloads"),)
    titles = dict.fromkeys(placed.cells["link_item_title"] for placed in context.downloads.get(sku, ()))
    return [Attribute("downloads", name, ((options.language, title),)) for title in titles if title]


def _relations(
    sku: str, cells: Mapping[str, str], context: Context
) -> tuple[tuple[str, ...], tuple[str, ...], list[RowError]]:
    """Return the related and similar products of a row and its link files, and problems with unknown SKUs."""
    related = parse_list(cells.get("related_skus", "")) + parse_list(cells.get("crosssell_skus", ""))
    # Parts of sets are related too: "sku=quantity" in an export, "title|kind:sku,sku" in sample data.
    related += tuple(part.partition("=")[0] for part in parse_list(cells.get("associated_skus", "")))
    related += parse_list(cells.get("associated_sku", ""))
    for option in parse_list(cells.get("bundle_options", ""), separator="\n"):
        related += parse_list(option.rpartition(":")[2])
    related += tuple(re.findall(r"(?:^|[,|])sku=([^,|]+)", cells.get("bundle_values", "")))
    similar = parse_list(cells.get("upsell_skus", ""))
    problems = [_unknown_product(other) for other in (*related, *similar) if other not in context.products]
    related += tuple(context.related.get(sku, ()))
    similar += tuple(context.similar.get(sku, ()))
    known = context.products - {sku}
    return (
        tuple(dict.fromkeys(other for other in related if other in known)),
        tuple(dict.fromkeys(other for other in similar if other in known)),
        problems,
    )


def _unknown_product(sku: str) -> RowError:
    return RowError(
        RejectCode.PRODUCT_UNKNOWN,
        sku,
        expected="the SKU of a product in this source",
        suggestion="correct the SKU, or import the product's file together with this one",
    )


def _unknown_category(name: str) -> RowError:
    return RowError(
        RejectCode.CATEGORY_UNKNOWN,
        name,
        expected="a category that categories.csv has at the top or below the one named before",
        suggestion="correct the name, or add the category to categories.csv",
        column="category",
    )
