"""Mints every IRI of a project, from keys or from content, so the same input gives the same graph.

Nothing else in mkgrdf builds an IRI by hand. There are no blank nodes in the data.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from urllib.parse import unquote

from pyoxigraph import NamedNode

from mkgrdf.records import Attribute, Label, Region, digits

__all__ = ["Iris", "content_key"]

# RFC 3987: everything outside these may not stand bare in a path segment of an IRI; Chinese characters may.
_UNSAFE = re.compile(r"[^\w.~\-]")
# Only to make a dot-segment ("." or "..") harmless, which a resolver would remove.
_DOTS = re.compile(r"\.{1,2}")


def _segment(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).strip()
    escaped = _UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match.group().encode()), folded)
    return escaped.replace(".", "%2E") if _DOTS.fullmatch(escaped) else escaped or "_"


def content_key(*parts: object) -> str:
    """Return a short stable key (20 hex digits of SHA-256) for content that has no key of its own."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:20]


@lru_cache(maxsize=512)
def _stretch(base: str, kind: str, document: str, start: int, end: int) -> NamedNode:
    """Return the node of a stretch of a document; extractors ask for those of one document again and again."""
    return NamedNode(f"{base}{kind}/{content_key(document, start, end)}")


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs of one project under its base IRI, which ends in ``/``."""

    base: str

    def node(self, kind: str, *key: str) -> NamedNode:
        """Return ``<base><kind>/<key>/…``, each part escaped as RFC 3987 asks: ``node("product", "24-MB01")``."""
        return NamedNode(self.base + "/".join([kind, *map(_segment, key)]))

    def key(self, node: NamedNode) -> str:
        """Return the key that ``node`` was minted from; the last part of it where it had several."""
        return unquote(node.value.rsplit("/", 1)[-1])

    def product(self, key: str) -> NamedNode:
        """Return the node of a product or product group."""
        return self.node("product", key)

    def offer(self, product: str, number: int) -> NamedNode:
        """Return the node of a product's ``number``-th offer, from 1."""
        return self.node("offer", product, str(number))

    def brand(self, name: str) -> NamedNode:
        """Return the node of a brand."""
        return self.node("brand", name)

    def category(self, path: Iterable[Label]) -> NamedNode:
        """Return the node of a category, minted from its path in the source's main language."""
        return self.node("category", *(level[0][1] for level in path))

    def property(self, code: str) -> NamedNode:
        """Return the node of a property of products."""
        return self.node("property", code)

    def value(self, attribute: Attribute) -> NamedNode:
        """Return the node of a property value, minted from all that it says, so that no two sources can disagree."""
        words = (part for pair in attribute.value for part in pair)
        number = "" if attribute.number is None else digits(attribute.number)
        return self.node("value", content_key(attribute.code, *words, number, attribute.unit or ""))

    def concept(self, key: str) -> NamedNode:
        """Return the node of a concept."""
        return self.node("concept", key)

    def document(self, key: str) -> NamedNode:
        """Return the node of a document."""
        return self.node("document", key)

    def image(self, key: str) -> NamedNode:
        """Return the node of an image."""
        return self.node("image", key)

    def region(self, image: str, region: Region) -> NamedNode:
        """Return the node of a rectangle of an image."""
        return self.node("region", content_key(image, region.x, region.y, region.width, region.height))

    def video(self, key: str) -> NamedNode:
        """Return the node of a video."""
        return self.node("video", key)

    def clip(self, video: str, start: Decimal, end: Decimal) -> NamedNode:
        """Return the node of a stretch of a video, in seconds."""
        return self.node("clip", content_key(video, digits(start), digits(end)))

    def sentence(self, document: NamedNode, start: int, end: int) -> NamedNode:
        """Return the node of the sentence at these character offsets of a document."""
        return _stretch(self.base, "sentence", document.value, start, end)

    def mention(self, document: NamedNode, start: int, end: int) -> NamedNode:
        """Return the node of the mention at these character offsets of a document."""
        return _stretch(self.base, "mention", document.value, start, end)

    def claim(self, subject: NamedNode, predicate: NamedNode, object_: NamedNode, graph: NamedNode) -> NamedNode:
        """Return the node of the claim, made in ``graph``, that an edge holds."""
        key = content_key(subject.value, predicate.value, object_.value, graph.value)
        return NamedNode(f"{self.base}claim/{key}")

    def record_graph(self, source: str, kind: str, key: str) -> NamedNode:
        """Return the graph that holds what ``source`` states about one record."""
        return self.node("graph/source", source, kind, key)

    def source_graphs(self, source: str | None = None) -> str:
        """Return the IRI prefix that all record graphs of ``source`` share, or those of all sources."""
        return self.node("graph/source", *(() if source is None else (source,))).value + "/"

    def extract_graph(self, extractor: str, subject: NamedNode) -> NamedNode:
        """Return the graph that holds what ``extractor`` says about the record whose node is ``subject``."""
        return NamedNode(self.extract_graphs(extractor) + subject.value.removeprefix(self.base))

    def extract_graphs(self, extractor: str | None = None) -> str:
        """Return the IRI prefix that all graphs of ``extractor`` share, or those of all extractors."""
        return self.node("graph/extract", *([extractor] if extractor else ())).value + "/"

    def extracted_from(self, graph: NamedNode) -> NamedNode | None:
        """Return the node of the record that an extractor's ``graph`` is about; ``None`` for any other graph."""
        prefix = self.extract_graphs()
        if not graph.value.startswith(prefix):
            return None
        _, _, local = graph.value.removeprefix(prefix).partition("/")
        return NamedNode(self.base + local)

    def run_graph(self, run: NamedNode) -> NamedNode:
        """Return the graph that describes one run."""
        return NamedNode(f"{self.base}graph/runs/{run.value.rsplit('/', 1)[-1]}")
