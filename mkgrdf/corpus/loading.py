"""Reads everything but the texts at once: concepts, values, products and media."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import cast

from pyoxigraph import Literal, NamedNode

from mkgrdf.corpus.documents import StoredDocuments
from mkgrdf.corpus.pieces import StoredPieces
from mkgrdf.decisions import load_decisions
from mkgrdf.extract import Corpus, KnownConcept, KnownValue
from mkgrdf.iris import Iris
from mkgrdf.queries import Row, select
from mkgrdf.records import Clip, Image, Label, Origin, Video
from mkgrdf.store import Store
from mkgrdf.vocabulary import MKG

__all__ = ["load_corpus"]


def load_corpus(store: Store, iris: Iris) -> Corpus:
    """Return everything in ``store`` that extractors may look at."""
    captions = _labels(store, "pipeline/media-captions", "media", "caption")
    products = _pairs(store, "pipeline/media-products", "media", "product")
    images, videos = {}, {}
    concepts = _pairs(store, "pipeline/media-concepts", "media", "concept")
    clips = _clips(store, iris, captions, products, concepts)
    for row in select(store, "pipeline/media"):
        node = row.iri("media")
        if row.iri("class") == MKG.Image:
            images[node] = _image(row, iris, captions.get(node, ()), products.get(node, ()), concepts.get(node, ()))
        else:
            videos[node] = _video(row, iris, captions.get(node, ()), products.get(node, ()), clips.get(node, ()))
    return Corpus(
        iris=iris,
        concepts=_concepts(store),
        values=_values(store),
        products=_labels(store, "pipeline/products", "product", "name"),
        documents=StoredDocuments(store, iris),
        images=images,
        videos=videos,
        groups={variant: groups[0] for variant, groups in _pairs(store, "pipeline/groups", "variant", "group").items()},
        brands=_labels(store, "pipeline/brands", "brand", "name"),
        categories=_labels(store, "pipeline/categories", "category", "name"),
        listed=_listed(store, iris),
        decisions=load_decisions(store),
        pieces=StoredPieces(store),
    )


def _concepts(store: Store) -> tuple[KnownConcept, ...]:
    names: dict[NamedNode, list[tuple[str, str]]] = defaultdict(list)
    kinds = {}
    for row in select(store, "pipeline/concepts"):
        concept = row.iri("concept")
        kinds[concept] = row.iri("class").value.removeprefix(MKG.iri)
        names[concept].append(_tagged(row, "name"))
    return tuple(KnownConcept(concept, kinds[concept], tuple(found)) for concept, found in names.items())


def _listed(store: Store, iris: Iris) -> tuple[KnownConcept, ...]:
    names: dict[NamedNode, list[tuple[str, str]]] = defaultdict(list)
    kinds = {}
    for row in select(store, "concepts/listed", prefix=iris.extract_graphs("discovery")):
        concept = row.iri("concept")
        kinds[concept] = row.iri("class").value.removeprefix(MKG.iri)
        names[concept].append(_tagged(row, "name"))
    return tuple(KnownConcept(concept, kinds[concept], tuple(found)) for concept, found in names.items())


def _values(store: Store) -> tuple[KnownValue, ...]:
    names: dict[NamedNode, dict[tuple[str, str], None]] = defaultdict(dict)
    products: dict[NamedNode, set[NamedNode]] = defaultdict(set)
    codes: dict[NamedNode, str] = {}
    for row in select(store, "pipeline/values"):
        value = row.iri("value")
        names[value][_tagged(row, "name")] = None
        products[value].add(row.iri("product"))
        codes[value] = _text(row, "code")
    return tuple(
        KnownValue(value, tuple(found), frozenset(products[value]), codes[value]) for value, found in names.items()
    )


def _clips(
    store: Store,
    iris: Iris,
    captions: dict[NamedNode, Label],
    products: dict[NamedNode, tuple[NamedNode, ...]],
    concepts: dict[NamedNode, tuple[NamedNode, ...]],
) -> dict[NamedNode, tuple[Clip, ...]]:
    clips: dict[NamedNode, list[Clip]] = defaultdict(list)
    for row in select(store, "pipeline/clips"):
        node = row.iri("clip")
        clip = Clip(
            start=Decimal(_text(row, "start")),
            end=Decimal(_text(row, "end")),
            caption=captions.get(node, ()),
            depicts_products=_keys(iris, products.get(node, ())),
            depicts_concepts=_keys(iris, concepts.get(node, ())),
        )
        clips[row.iri("video")].append(clip)
    return {video: tuple(found) for video, found in clips.items()}


def _image(row: Row, iris: Iris, alt: Label, products: tuple[NamedNode, ...], concepts: tuple[NamedNode, ...]) -> Image:
    return Image(
        id=iris.key(row.iri("media")),
        path=_text(row, "path"),
        sha256=_text(row, "sha256"),
        width=int(_text(row, "width")),
        height=int(_text(row, "height")),
        media_type=_text(row, "media_type"),
        origin=cast("Origin", row.origin()),
        alt=alt,
        depicts_products=_keys(iris, products),
        depicts_concepts=_keys(iris, concepts),
    )


def _video(row: Row, iris: Iris, caption: Label, products: tuple[NamedNode, ...], clips: tuple[Clip, ...]) -> Video:
    return Video(
        id=iris.key(row.iri("media")),
        path=_text(row, "path"),
        sha256=_text(row, "sha256"),
        width=int(_text(row, "width")),
        height=int(_text(row, "height")),
        duration=Decimal(_text(row, "duration")),
        media_type=_text(row, "media_type"),
        origin=cast("Origin", row.origin()),
        caption=caption,
        depicts_products=_keys(iris, products),
        clips=clips,
    )


def _labels(store: Store, query: str, node: str, text: str) -> dict[NamedNode, Label]:
    found: dict[NamedNode, list[tuple[str, str]]] = defaultdict(list)
    for row in select(store, query):
        found[row.iri(node)].append(_tagged(row, text))
    return {subject: tuple(label) for subject, label in found.items()}


def _pairs(store: Store, query: str, left: str, right: str) -> dict[NamedNode, tuple[NamedNode, ...]]:
    found: dict[NamedNode, list[NamedNode]] = defaultdict(list)
    for row in select(store, query):
        found[row.iri(left)].append(row.iri(right))
    return {node: tuple(others) for node, others in found.items()}


def _keys(iris: Iris, nodes: tuple[NamedNode, ...]) -> tuple[str, ...]:
    return tuple(iris.key(node) for node in nodes)


def _text(row: Row, column: str) -> str:
    return cast("Literal", row[column]).value


def _tagged(row: Row, column: str) -> tuple[str, str]:
    literal = cast("Literal", row[column])
    return literal.language or "und", literal.value
