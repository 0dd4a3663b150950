"""A record becomes RDF: only what the source states, in the record's own named graph.

Nodes that many records share (brands, categories, properties, property values) are described in each of those graphs;
the union of the graphs collapses the repeats, and withdrawing one record takes nothing from the others. Edges that the
pattern layer wants a claim for, and that a source states by hand, get one: confidence 1, the source record as evidence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final, cast

from pyoxigraph import NamedNode

from mkgrdf.iris import Iris
from mkgrdf.records import (
    Attribute,
    Broadcast,
    Concept,
    Document,
    Exposure,
    Image,
    Label,
    Offer,
    Product,
    Record,
    Video,
    digits,
    fingerprint,
)
from mkgrdf.statements import Candidate, Claim, Statements, content_key, literal
from mkgrdf.vocabulary import MKG, PROV, QUDT_UNITS, RDF, SCHEMA, SKOS

__all__ = ["KINDS", "columns_of", "describe"]

# The predicates that say what a field of a record says; leads a violation back to the column. A field of the form
# attributes:material fills the property of that code too.
_FIELD_PREDICATES: Final = {
    "id": (SCHEMA.sku, SKOS.notation),
    "names": (SCHEMA.name, SKOS.prefLabel),
    "name": (SCHEMA.name,),
    "group": (SCHEMA.isVariantOf,),
    "brand": (SCHEMA.brand,),
    "gtin": (SCHEMA.gtin,),
    "categories": (MKG.category, SKOS.broader),
    "offers": (SCHEMA.price,),
    "currency": (SCHEMA.priceCurrency,),
    "availability": (SCHEMA.availability,),
    "list_price": (MKG.listPrice,),
    "valid_from": (SCHEMA.validFrom,),
    "valid_until": (SCHEMA.priceValidUntil,),
    "attributes": (MKG.hasValue,),
    "images": (SCHEMA.image,),
    "videos": (SCHEMA.video,),
    "related": (SCHEMA.isRelatedTo,),
    "similar": (SCHEMA.isSimilarTo,),
    "satisfies": (MKG.satisfies,),
    "suits": (MKG.suits,),
    "suffers": (MKG.suffers,),
    "kind": (RDF.type,),
    "text": (SCHEMA.text,),
    "language": (SCHEMA.inLanguage,),
    "products": (MKG.about, MKG.features),
    "title": (SCHEMA.headline,),
    "rating": (SCHEMA.ratingValue,),
    "published": (SCHEMA.datePublished,),
    "hashtags": (SCHEMA.keywords,),
    "parent": (SCHEMA.parentItem,),
    "path": (SCHEMA.contentUrl,),
    "alt": (SCHEMA.caption,),
    "caption": (SCHEMA.caption,),
    "licence": (SCHEMA.license,),
    "alternatives": (SKOS.altLabel,),
    "broader": (SKOS.broader,),
    "raises": (MKG.raises,),
    "motivates": (MKG.motivates,),
    "start": (SCHEMA.startDate,),
    "end": (SCHEMA.endDate,),
    "at": (PROV.atTime,),
    "outcome": (MKG.outcome,),
    "broadcast": (MKG.inBroadcast,),
    "product": (MKG.exposes,),
    "depicts_products": (MKG.depicts,),
    "depicts_concepts": (MKG.depicts,),
}

KINDS: Final[dict[type, str]] = {
    Product: "product",
    Document: "document",
    Image: "image",
    Video: "video",
    Concept: "concept",
    Broadcast: "broadcast",
    Exposure: "exposure",
}
"""The name of each record type, as it stands in the IRIs of record graphs."""


def describe(record: Record, *, iris: Iris, source: str, run: NamedNode) -> Candidate:
    """Return everything that ``record`` says, for the named graph of this record in ``source``.

    Args:
        record: what a reader read.
        iris: mints the IRIs of the project.
        source: the name under which the project knows the file or folder that the record was read from.
        run: the import that read it.
    """
    return _Describer(record, iris, source, run).candidate()


def columns_of(record: Record, iris: Iris) -> tuple[tuple[str, str], ...]:
    """Return the IRI of each predicate, or property of products, with the column that fills it."""
    columns: list[tuple[str, str]] = []
    for field, column in record.columns:
        kind, _, code = field.partition(":")
        if code:
            columns.append((iris.property(code).value, column))
        columns += [(predicate.value, column) for predicate in _FIELD_PREDICATES.get(kind, ())]
    return tuple(columns)


class _Describer:
    """Collects the statements of one record."""

    def __init__(self, record: Record, iris: Iris, source: str, run: NamedNode) -> None:
        self.record = record
        self.iris = iris
        self.run = run
        self.source = source
        self.statements = Statements()
        self.graph = iris.record_graph(source, KINDS[type(record)], record.id)

    def candidate(self) -> Candidate:
        record = self.record
        describers: dict[type, Callable[..., NamedNode]] = {
            Product: self.product,
            Document: self.document,
            Image: self.image,
            Video: self.video,
            Concept: self.concept,
            Broadcast: self.broadcast,
            Exposure: self.exposure,
        }
        subject = describers[type(record)](record)
        digest = fingerprint(record)
        self.provenance(subject, digest)
        columns = columns_of(record, self.iris)
        return Candidate(self.graph, subject, self.statements.triples(), record.origin, columns, digest)

    def provenance(self, subject: NamedNode, digest: str) -> None:
        add, origin = self.statements.add, self.record.origin
        add(self.graph, RDF.type, MKG.SourceRecord)
        add(self.graph, MKG.describes, subject)
        add(self.graph, MKG.sourceName, literal(self.source))
        add(self.graph, MKG.sourceFile, literal(origin.file))
        if origin.row is not None:
            add(self.graph, MKG.sourceRow, literal(origin.row))
        add(self.graph, MKG.digest, literal(digest))
        add(self.graph, PROV.wasGeneratedBy, self.run)

    def state(self, subject: NamedNode, predicate: NamedNode, objects: Iterable[NamedNode]) -> None:
        """Assert edges that need a claim and that the source states outright."""
        for node in objects:
            claim = Claim(subject, predicate, node, Decimal(1), self.run, evidence=(self.graph,))
            self.statements.claim(claim, self.graph, self.iris)

    def product(self, product: Product) -> NamedNode:
        iris, add = self.iris, self.statements.add
        node = iris.product(product.id)
        add(node, RDF.type, MKG.ProductGroup if product.is_group else MKG.Product)
        add(node, SCHEMA.sku, literal(product.id))
        self.statements.label(node, SCHEMA.name, product.names)
        if product.gtin is not None:
            add(node, SCHEMA.gtin, literal(product.gtin))
        if product.group is not None:
            add(node, SCHEMA.isVariantOf, iris.product(product.group))
        if product.brand is not None:
            brand = iris.brand(product.brand)
            add(node, SCHEMA.brand, brand)
            add(brand, RDF.type, MKG.Brand)
            add(brand, SCHEMA.name, literal(product.brand))
        for number, offer in enumerate(product.offers, start=1):
            self.offer(node, iris.offer(product.id, number), offer)
        values = [self.attribute(node, attribute) for attribute in product.attributes]
        for path in product.categories:
            category = self.category(path)
            add(node, MKG.category, category)
            for property_ in values:
                add(category, MKG.hasProperty, property_)
        for image in product.images:
            add(node, SCHEMA.image, iris.image(image))
        for video in product.videos:
            add(node, SCHEMA.video, iris.video(video))
        for predicate, others in ((SCHEMA.isRelatedTo, product.related), (SCHEMA.isSimilarTo, product.similar)):
            for other in others:
                add(node, predicate, iris.product(other))
        self.state(node, MKG.satisfies, map(iris.concept, product.satisfies))
        self.state(node, MKG.suits, map(iris.concept, product.suits))
        self.state(node, MKG.suffers, map(iris.concept, product.suffers))
        return node

    def offer(self, product: NamedNode, node: NamedNode, offer: Offer) -> None:
        add = self.statements.add
        add(product, SCHEMA.offers, node)
        add(node, RDF.type, MKG.Offer)
        add(node, SCHEMA.price, literal(offer.price))
        add(node, SCHEMA.priceCurrency, literal(offer.currency))
        if offer.availability is not None:
            add(node, SCHEMA.availability, SCHEMA[offer.availability])
        if offer.list_price is not None:
            add(node, MKG.listPrice, literal(offer.list_price))
        if offer.valid_from is not None:
            add(node, SCHEMA.validFrom, literal(offer.valid_from))
        if offer.valid_until is not None:
            add(node, SCHEMA.priceValidUntil, literal(offer.valid_until))

    def attribute(self, product: NamedNode, attribute: Attribute) -> NamedNode:
        add, label = self.statements.add, self.statements.label
        property_ = self.iris.property(attribute.code)
        value = self.iris.value(attribute)
        add(product, MKG.hasValue, value)
        add(property_, RDF.type, MKG.Property)
        add(property_, SKOS.notation, literal(attribute.code))
        label(property_, SKOS.prefLabel, attribute.name)
        add(value, RDF.type, MKG.PropertyValue)
        add(value, MKG.ofProperty, property_)
        label(value, SKOS.prefLabel, attribute.value)
        for _, words in attribute.value:
            add(value, MKG.originalText, literal(words))
        if attribute.number is not None:
            add(value, SCHEMA.value, literal(attribute.number))
        if attribute.unit is not None:
            add(value, SCHEMA.unitCode, literal(attribute.unit))
            if attribute.unit in QUDT_UNITS:
                add(value, MKG.unit, QUDT_UNITS[attribute.unit])
        return property_

    def category(self, path: tuple[Label, ...]) -> NamedNode:
        parent: NamedNode | None = None
        for depth, level in enumerate(path, start=1):
            category = self.iris.category(path[:depth])
            self.statements.add(category, RDF.type, MKG.Category)
            self.statements.label(category, SKOS.prefLabel, level)
            if parent is not None:
                self.statements.add(category, SKOS.broader, parent)
            parent = category
        return cast("NamedNode", parent)  # readers give no empty path

    def document(self, document: Document) -> NamedNode:
        iris, add = self.iris, self.statements.add
        node = iris.document(document.id)
        add(node, RDF.type, MKG[document.kind])
        add(node, SCHEMA.text, literal(document.text, document.language))
        add(node, SCHEMA.inLanguage, literal(document.language))
        for product in document.products:
            add(node, MKG.about, iris.product(product))
        if document.title is not None:
            add(node, SCHEMA.headline, literal(document.title, document.language))
        if document.rating is not None:
            add(node, SCHEMA.ratingValue, literal(document.rating))
        if document.published is not None:
            add(node, SCHEMA.datePublished, literal(document.published))
        for hashtag in document.hashtags:
            add(node, SCHEMA.keywords, literal(hashtag))
        for image in document.images:
            add(node, SCHEMA.image, iris.image(image))
        if document.parent is not None:
            add(node, SCHEMA.parentItem, iris.document(document.parent))
        for account in document.accounts:
            add(node, MKG.account, literal(account))
        if document.places is not None:
            add(node, MKG.offsetMap, literal(str(document.places)))
        for product in document.products:
            for attribute in document.attributes:
                self.attribute(iris.product(product), attribute)
        return node

    def media(self, node: NamedNode, record: Image | Video, caption: Label) -> None:
        add = self.statements.add
        add(node, SCHEMA.contentUrl, literal(record.path))
        add(node, SCHEMA.sha256, literal(record.sha256))
        add(node, SCHEMA.width, literal(record.width))
        add(node, SCHEMA.height, literal(record.height))
        add(node, SCHEMA.encodingFormat, literal(record.media_type))
        self.statements.label(node, SCHEMA.caption, caption)
        if record.licence is not None:
            add(node, SCHEMA.license, literal(record.licence))
        self.state(node, MKG.depicts, map(self.iris.product, record.depicts_products))

    def image(self, image: Image) -> NamedNode:
        iris, add = self.iris, self.statements.add
        node = iris.image(image.id)
        add(node, RDF.type, MKG.Image)
        self.media(node, image, image.alt)
        self.state(node, MKG.depicts, map(iris.concept, image.depicts_concepts))
        for region in image.regions:
            part = iris.region(image.id, region)
            add(part, RDF.type, MKG.Region)
            add(part, MKG.regionOf, node)
            add(part, MKG.x, literal(region.x))
            add(part, MKG.y, literal(region.y))
            add(part, SCHEMA.width, literal(region.width))
            add(part, SCHEMA.height, literal(region.height))
            fragment = f"#xywh={region.x},{region.y},{region.width},{region.height}"  # W3C Media Fragments URI 1.0
            add(part, SCHEMA.contentUrl, literal(image.path + fragment))
            shown = [*map(iris.product, region.depicts_products), *map(iris.concept, region.depicts_concepts)]
            self.state(part, MKG.depicts, shown)
            for language, words in region.text:
                mention = iris.node("mention", content_key(part.value, language, words))
                add(mention, RDF.type, MKG.Mention)
                add(mention, SCHEMA.text, literal(words, language))
                add(mention, MKG.inRegion, part)
                self.state(mention, MKG.denotes, shown)
        return node

    def video(self, video: Video) -> NamedNode:
        iris, add = self.iris, self.statements.add
        node = iris.video(video.id)
        add(node, RDF.type, MKG.Video)
        self.media(node, video, video.caption)
        add(node, MKG.duration, literal(video.duration))
        for clip in video.clips:
            part = iris.clip(video.id, clip.start, clip.end)
            add(part, RDF.type, MKG.Clip)
            add(part, MKG.clipOf, node)
            add(part, MKG.start, literal(clip.start))
            add(part, MKG.end, literal(clip.end))
            fragment = f"#t={digits(clip.start)},{digits(clip.end)}"  # W3C Media Fragments URI 1.0
            add(part, SCHEMA.contentUrl, literal(video.path + fragment))
            self.statements.label(part, SCHEMA.caption, clip.caption)
            self.state(part, MKG.depicts, map(iris.product, clip.depicts_products))
            self.state(part, MKG.depicts, map(iris.concept, clip.depicts_concepts))
        return node

    def concept(self, concept: Concept) -> NamedNode:
        iris, add = self.iris, self.statements.add
        node = iris.concept(concept.id)
        add(node, RDF.type, MKG[concept.kind])
        add(node, SKOS.notation, literal(concept.id))
        self.statements.label(node, SKOS.prefLabel, concept.names)
        self.statements.label(node, SKOS.altLabel, concept.alternatives)
        for broader in concept.broader:
            add(node, SKOS.broader, iris.concept(broader))
        self.state(node, MKG.raises, map(iris.concept, concept.raises))
        self.state(node, MKG.motivates, map(iris.concept, concept.motivates))
        return node

    def broadcast(self, broadcast: Broadcast) -> NamedNode:
        add = self.statements.add
        node = self.iris.node("broadcast", broadcast.id)
        add(node, RDF.type, MKG.Broadcast)
        self.statements.label(node, SCHEMA.name, broadcast.name)
        add(node, SCHEMA.startDate, literal(broadcast.start))
        if broadcast.end is not None:
            add(node, SCHEMA.endDate, literal(broadcast.end))
        for product in broadcast.products:
            add(node, MKG.features, self.iris.product(product))
        return node

    def exposure(self, exposure: Exposure) -> NamedNode:
        add = self.statements.add
        node = self.iris.node("exposure", exposure.id)
        add(node, RDF.type, MKG.Exposure)
        add(node, MKG.exposes, self.iris.product(exposure.product))
        add(node, MKG.inBroadcast, self.iris.node("broadcast", exposure.broadcast))
        add(node, PROV.atTime, literal(exposure.at))
        add(node, MKG.outcome, MKG[exposure.outcome])
        return node
