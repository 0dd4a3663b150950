"""The texts of a Magento source: descriptions as detail pages, customer reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from mkgrdf.readers.encoding import clean
from mkgrdf.readers.interface import ReadOptions
from mkgrdf.readers.magento_context import Context, PlacedRow
from mkgrdf.readers.magento_products import translations
from mkgrdf.readers.plain_text import plain_text
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.readers.text_cells import language_of
from mkgrdf.records import Document, DocumentKind
from mkgrdf.statements import content_key

__all__ = ["make_pages", "make_review"]


def make_pages(placed: PlacedRow, context: Context, options: ReadOptions) -> Iterator[Document]:
    """Yield the detail page of a product, one for each language that the source has a description in."""
    sku = placed.cells["sku"]
    in_language: dict[str, list[str]] = {}
    for column in ("short_description", "description"):
        texts = [(options.language, placed.cells.get(column, "")), *translations(sku, column, context, options)]
        for language, markup in texts:
            if text := plain_text(markup):
                in_language.setdefault(language, []).append(text)
    for language, pieces in in_language.items():
        yield Document(
            id=f"page-{sku}" if language == options.language else f"page-{sku}-{language}",
            kind=DocumentKind.DETAIL_PAGE,
            text="\n".join(pieces),
            language=language,
            origin=placed.origin,
            products=(sku,),
            columns=(("text", "description"), ("products", "sku")),
        )


def make_review(placed: PlacedRow, context: Context, options: ReadOptions, repeats: Counter[str]) -> Document:
    """Return the review in one row; ``repeats`` counts equal ones and belongs to the whole read.

    Raises:
        RowError: the text is missing, or the rating is not one of 1 to 5.
    """
    cells = placed.cells
    sku = cells["sku"]
    # A file of reviews alone is read against the products that are in the store already. What is said of a product that
    # this catalogue does not have is still said: the review is kept, about no product.
    known = not context.products or sku in context.products
    text = plain_text(cells["review"])
    if not text:
        raise RowError(
            RejectCode.FIELD_MISSING,
            "",
            expected="a review has a text",
            suggestion="remove the row, or fill in the column review",
            column="review",
        )
    key = f"review-{sku}-{content_key(cells.get('title', ''), text, cells['rating_value'])}"
    # The same words twice are two customers, or one in doubt; both rows count, in the order of the file.
    repeats[key] += 1
    return Document(
        id=key if repeats[key] == 1 else f"{key}-{repeats[key]}",
        kind=DocumentKind.REVIEW,
        text=text,
        language=language_of(text, options),
        origin=placed.origin,
        products=(sku,) if known else (),
        title=clean(cells.get("title", "")) or None,
        rating=_rating(cells["rating_value"]),
        columns=(("text", "review"), ("rating", "rating_value"), ("title", "title"), ("products", "sku")),
    )


def _rating(text: str) -> Decimal:
    if text.replace(".", "", 1).isdecimal() and 1 <= Decimal(text) <= 5:
        return Decimal(text)
    raise RowError(
        RejectCode.RATING_OUT_OF_RANGE,
        text,
        expected="a number from 1 to 5",
        suggestion="convert the rating to five stars",
        column="rating_value",
    )
