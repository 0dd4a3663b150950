"""What a source file says, as plain data: no RDF here, and nothing that a model made.

Readers turn file bytes into these records; :mod:`mkgrdf.describe` turns a record into RDF statements. All are frozen
and hold only hashable, comparable values, so a record can be fingerprinted (:func:`fingerprint`).

Conventions: text by language is a :data:`Label`, a tuple of ``(language tag, text)`` pairs with the source's main
language first; money and measures are ``Decimal``; times in media are seconds; offsets in text count characters.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from mkgrdf.text.offset_map import OffsetMap

__all__ = [
    "Attribute",
    "Broadcast",
    "Clip",
    "Concept",
    "ConceptKind",
    "Document",
    "DocumentKind",
    "Exposure",
    "Image",
    "Label",
    "Offer",
    "Origin",
    "Product",
    "Record",
    "Region",
    "Reject",
    "Video",
    "counted",
    "digits",
    "fingerprint",
    "text_in",
]

Label = tuple[tuple[str, str], ...]
"""Text by language: ``(("en", "Day bag"), ("zh", "日用包"))``; each language at most once, main language first."""


def text_in(label: Label, *languages: str) -> str:
    """Return the text in the first of ``languages`` that ``label`` has, else its first text, else ``""``."""
    by_language = dict(label)
    for language in languages:
        if language in by_language:
            return by_language[language]
    return label[0][1] if label else ""


def counted(number: int, noun: str) -> str:
    """Return ``1 record``, ``2 records``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record came from, or a statement. ``row`` is the line number in the file on which it starts, 1-based.

    ``column`` is the name of a column of a table; in a text that has none, ``character`` counts along the line, from 1,
    in code points. Printed: ``products.csv:182, column price`` and ``shop.ttl:12:5``.
    """

    file: str
    row: int | None = None
    column: str | None = None
    character: int | None = None

    def __str__(self) -> str:
        numbers = (str(number) for number in (self.row, self.character) if number is not None)
        place = ":".join([self.file, *numbers])
        return place if self.column is None else f"{place}, column {self.column}"


@dataclass(frozen=True, slots=True)
class Offer:
    """A price at which a product is sold. ``availability`` is a local name of schema.org, e.g. ``InStock``."""

    price: Decimal
    currency: str
    availability: str | None = None
    list_price: Decimal | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """One property value of a product: ``code`` names the property (``material``), ``value`` is what the source says.

    ``number`` and ``unit`` (a UCUM code, e.g. ``mL``) are given where the value is a measure; ``value`` then still
    holds the original text.
    """

    code: str
    name: Label
    value: Label
    number: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable item, or with ``is_group`` the group that its variants (``group`` = its id) belong to.

    ``categories`` are paths from the root down; ``images`` and ``videos`` are ids of :class:`Image` and
    :class:`Video` records; ``related`` and ``similar`` are product ids. ``satisfies``, ``suits`` and ``suffers`` are
    concept ids that the merchant states by hand. ``columns`` maps field names to the source's column names.
    """

    id: str
    names: Label
    origin: Origin
    is_group: bool = False
    group: str | None = None
    brand: str | None = None
    gtin: str | None = None
    categories: tuple[tuple[Label, ...], ...] = ()
    offers: tuple[Offer, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    images: tuple[str, ...] = ()
    videos: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    similar: tuple[str, ...] = ()
    satisfies: tuple[str, ...] = ()
    suits: tuple[str, ...] = ()
    suffers: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


class DocumentKind(StrEnum):
    """What a text is; each value is the local name of a class of the pattern layer."""

    DETAIL_PAGE = "DetailPage"
    REVIEW = "Review"
    MICRO_BLOG_POST = "MicroBlogPost"
    QUESTION = "Question"
    ANSWER = "Answer"


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its source. ``products`` are the ids of the products it is about.

    ``text`` is plain text (no markup), NFC; sentence and mention offsets count its characters. ``rating`` runs from 1
    to 5. ``parent`` is the id of the question that an answer answers. ``images`` are ids of :class:`Image` records.
    ``accounts`` are public accounts that the text addresses, without ``@``. ``attributes`` are the values that the
    document states of its products in tables, besides its text. ``places`` tells where each character of the text
    stands in the file of its origin, in characters of the decoded file; absent where text and file are not one.
    """

    id: str
    kind: DocumentKind
    text: str
    language: str
    origin: Origin
    products: tuple[str, ...] = ()
    title: str | None = None
    rating: Decimal | None = None
    published: datetime | None = None
    hashtags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    parent: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    accounts: tuple[str, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    places: OffsetMap | None = None


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of an image in pixels, the ids of what it shows, and by language the words printed there.

    With ``text`` go products or concepts: what the words stand for.
    """

    x: int
    y: int
    width: int
    height: int
    depicts_products: tuple[str, ...] = ()
    depicts_concepts: tuple[str, ...] = ()
    text: Label = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture file. ``path`` is as the source gives it; size and hash were measured on the file."""

    id: str
    path: str
    sha256: str
    width: int
    height: int
    media_type: str
    origin: Origin
    alt: Label = ()
    licence: str | None = None
    depicts_products: tuple[str, ...] = ()
    depicts_concepts: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Clip:
    """A stretch of a video in seconds, with what is said or written in it (a subtitle cue, say)."""

    start: Decimal
    end: Decimal
    caption: Label = ()
    depicts_products: tuple[str, ...] = ()
    depicts_concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Video:
    """A video file; ``duration`` in seconds, size in pixels and hash were measured on the file."""

    id: str
    path: str
    sha256: str
    width: int
    height: int
    duration: Decimal
    media_type: str
    origin: Origin
    caption: Label = ()
    licence: str | None = None
    depicts_products: tuple[str, ...] = ()
    clips: tuple[Clip, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


class ConceptKind(StrEnum):
    """The kinds of cognitive concept; each value is the local name of a class of the pattern layer."""

    SCENE = "Scene"
    PAIN_POINT = "PainPoint"
    INTENT = "Intent"
    AUDIENCE = "Audience"
    OCCASION = "Occasion"


@dataclass(frozen=True, slots=True)
class Concept:
    """An entry of a lexicon of scenes, pain points, intents, audiences and occasions.

    ``raises`` (of a scene: ids of pain points) and ``motivates`` (of a pain point: ids of intents) are stated by the
    people who wrote the lexicon. ``alternatives`` are further names, several for each language.
    """

    id: str
    kind: ConceptKind
    names: Label
    origin: Origin
    alternatives: Label = ()
    broader: tuple[str, ...] = ()
    raises: tuple[str, ...] = ()
    motivates: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Broadcast:
    """A live broadcast and the products presented in it."""

    id: str
    name: Label
    start: datetime
    origin: Origin
    end: datetime | None = None
    products: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """One showing of a product in a broadcast, and what came of it.

    ``outcome`` is the local name of an outcome of the pattern layer: ``Shown``, ``Clicked``, ``Asked``,
    ``AddedToCart`` or ``Bought``.
    """

    id: str
    broadcast: str
    product: str
    at: datetime
    outcome: str
    origin: Origin
    columns: tuple[tuple[str, str], ...] = ()


Record = Product | Document | Image | Video | Concept | Broadcast | Exposure


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read. ``raw`` is the whole row, so it can be mended and imported again.

    ``code`` is a short stable name of what is wrong (``price-not-a-number``), ``value`` the offending text,
    ``expected`` what would have been right and ``suggestion`` what to do. ``format`` and ``part`` name the reader
    and the kind of row, so that a mended line finds its way back to the same reader. ``digest`` is there where ``raw``
    was mended already and is wrong still: it tells the row as it stands in the source.
    """

    origin: Origin
    code: str
    value: str
    expected: str
    suggestion: str
    format: str
    part: str
    raw: tuple[tuple[str, str], ...] = field(default=())
    digest: str | None = None


def digits(number: Decimal) -> str:
    """Return ``number`` exactly, without exponent and needless zeros: ``1.50`` is ``1.5``, ``1E+3`` is ``1000``."""
    text = format(number, "f")  # not normalize(), which rounds to 28 digits
    return text.rstrip("0").rstrip(".") if "." in text else text


def fingerprint(record: Record) -> str:
    """Return a SHA-256 over everything that ``record`` says, its origin's row and column aside.

    Two readings of an unchanged row have the same fingerprint even when rows were inserted above it.
    """
    digest = hashlib.sha256()
    for part in _flatten(record):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1f")
    return digest.hexdigest()


def _flatten(value: object) -> Iterator[str]:
    if isinstance(value, Origin):
        yield value.file
    elif is_dataclass(value):
        yield type(value).__name__
        for item in fields(value):
            yield item.name
            yield from _flatten(getattr(value, item.name))
    elif isinstance(value, tuple):
        yield f"({len(value)}"
        for element in value:
            yield from _flatten(element)
    elif isinstance(value, Decimal):
        yield digits(value)
    else:
        yield repr(value)
