"""Documents, concepts, broadcasts and exposures in the native form."""

from __future__ import annotations

from mkgrdf.readers.native_csv import Columns
from mkgrdf.readers.native_fields import Fields
from mkgrdf.readers.problems import RejectCode, RowError
from mkgrdf.readers.text_cells import language_of
from mkgrdf.records import Broadcast, Concept, ConceptKind, Document, DocumentKind, Exposure, Origin
from mkgrdf.statements import content_key

__all__ = [
    "BROADCAST_COLUMNS",
    "CONCEPT_COLUMNS",
    "DOCUMENT_COLUMNS",
    "EXPOSURE_COLUMNS",
    "make_broadcast",
    "make_concept",
    "make_document",
    "make_exposure",
]

DOCUMENT_COLUMNS = Columns(
    plain=frozenset(("id", "kind", "language", "text", "title", "rating", "published", "parent")),
    lists=frozenset(("products", "hashtags", "images", "accounts")),
)
CONCEPT_COLUMNS = Columns(
    plain=frozenset(("id", "kind")),
    lists=frozenset(("broader", "raises", "motivates")),
    labels=frozenset(("name",)),
    grouped=frozenset(("alternatives",)),
)
BROADCAST_COLUMNS = Columns(
    plain=frozenset(("id", "start", "end")), lists=frozenset(("products",)), labels=frozenset(("name",))
)
EXPOSURE_COLUMNS = Columns(plain=frozenset(("id", "broadcast", "product", "at", "outcome")))

OUTCOMES = ("Shown", "Clicked", "Asked", "AddedToCart", "Bought")


def make_document(fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...]) -> Document:
    """Return the document in one row; a review's rating must lie between 1 and 5.

    Raises:
        RowError: a field is missing, unknown, or has a value that cannot be read.
    """
    kind = fields.choice("kind", [kind.value for kind in DocumentKind])
    if kind is None:
        raise fields.missing("kind")
    language = fields.text("language")
    rating = fields.number("rating")
    if rating is not None and not 1 <= rating <= 5:
        raise RowError(
            RejectCode.RATING_OUT_OF_RANGE,
            rating,
            expected="a number from 1 to 5",
            suggestion="convert the rating to five stars",
            column="rating",
        )
    text = fields.needed("text")
    document = Document(
        id=fields.needed("id"),
        kind=DocumentKind(kind),
        text=text,
        language=fields.language(language, "language") if language else language_of(text, fields.options),
        origin=origin,
        products=fields.ids("products"),
        title=fields.text("title"),
        rating=rating,
        published=fields.moment("published"),
        hashtags=fields.ids("hashtags"),
        images=fields.ids("images"),
        parent=fields.text("parent"),
        columns=columns,
        accounts=tuple(one.lstrip("@＠") for one in fields.ids("accounts")),
    )
    fields.finish()
    return document


def make_concept(fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...]) -> Concept:
    """Return the concept in one row.

    Raises:
        RowError: a field is missing, unknown, or has a value that cannot be read.
    """
    kind = fields.choice("kind", [kind.value for kind in ConceptKind])
    names = fields.label("name")
    if kind is None or not names:
        raise fields.missing("name" if kind else "kind")
    by_language = {
        fields.language(language, "alternatives"): texts if isinstance(texts, list) else [texts]
        for language, texts in fields.mapping("alternatives").items()
    }
    order = [language for language in fields.options.languages if language in by_language]
    order += sorted(by_language.keys() - set(order))
    alternatives = [
        (language, text)
        for language in order
        for one in by_language[language]
        if (text := fields.as_text(one, "alternatives"))
    ]
    concept = Concept(
        id=fields.needed("id"),
        kind=ConceptKind(kind),
        names=names,
        origin=origin,
        alternatives=tuple(dict.fromkeys(alternatives)),
        broader=fields.ids("broader"),
        raises=fields.ids("raises"),
        motivates=fields.ids("motivates"),
        columns=columns,
    )
    fields.finish()
    for name, ids, owner in (
        ("raises", concept.raises, ConceptKind.SCENE),
        ("motivates", concept.motivates, ConceptKind.PAIN_POINT),
    ):
        if ids and concept.kind is not owner:
            raise RowError(
                RejectCode.FIELD_NOT_ALLOWED,
                "|".join(ids),
                expected=f"{name} at concepts of kind {owner.value} only; this is a {concept.kind.value}",
                suggestion=f"empty {name}, or correct the kind",
                column=name,
            )
    return concept


def make_broadcast(fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...]) -> Broadcast:
    """Return the broadcast in one row.

    Raises:
        RowError: a field is missing, unknown, or has a value that cannot be read.
    """
    name = fields.label("name")
    if not name:
        raise fields.missing("name")
    broadcast = Broadcast(
        id=fields.needed("id"),
        name=name,
        start=fields.needed_moment("start"),
        origin=origin,
        end=fields.moment("end"),
        products=fields.ids("products"),
        columns=columns,
    )
    fields.finish()
    return broadcast


def make_exposure(fields: Fields, origin: Origin, columns: tuple[tuple[str, str], ...]) -> Exposure:
    """Return the exposure in one row; without an ``id`` its key is made from its content.

    Raises:
        RowError: a field is missing, unknown, or has a value that cannot be read.
    """
    outcome = fields.choice("outcome", OUTCOMES)
    if outcome is None:
        raise fields.missing("outcome")
    broadcast, product, at = fields.needed("broadcast"), fields.needed("product"), fields.needed_moment("at")
    exposure = Exposure(
        id=fields.text("id") or content_key(broadcast, product, at.isoformat(), outcome),
        broadcast=broadcast,
        product=product,
        at=at,
        outcome=outcome,
        origin=origin,
        columns=columns,
    )
    fields.finish()
    return exposure
