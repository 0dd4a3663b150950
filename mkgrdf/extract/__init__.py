"""What a model reads out of records: one module for each kind of knowledge.

An :class:`Extractor` is first fitted on the corpus, then asked record by record, so the second part can be spread over
workers. A :class:`Miner` reads the corpus as a whole. Both return statements, never touch the store, and each edge that
they emit carries a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from mkgrdf.decisions import Decision
from mkgrdf.records import Document, Image, Label, Video
from mkgrdf.statements import Iris, Model

__all__ = [
    "EXTRACTORS",
    "MINERS",
    "Content",
    "Corpus",
    "Extractor",
    "KnownConcept",
    "KnownPiece",
    "KnownValue",
    "Miner",
    "Readable",
]

Readable = Document | Image | Video
"""The records that an extractor may be asked about."""


@dataclass(frozen=True, slots=True)
class KnownConcept:
    """A concept of the graph with all its names; ``kind`` is the local name of its class (``Scene``)."""

    iri: NamedNode
    kind: str
    names: Label


@dataclass(frozen=True, slots=True)
class KnownValue:
    """A property value of the graph, its names, and the products that have it.

    ``property_code`` is the notation of its property (``color``): some properties are never a reason for anything.
    """

    iri: NamedNode
    names: Label
    products: frozenset[NamedNode]
    property_code: str = ""


@dataclass(frozen=True, slots=True)
class KnownPiece:
    """What one document says of an edge of a product: how surely, in which sentences, and in what words."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode
    confidence: Decimal
    evidence: tuple[NamedNode, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Corpus:
    """Everything that extractors may look at: what the store holds, as plain records. Equal to itself only.

    Attributes:
        concepts: the concepts of the graph.
        values: the property values of the graph.
        products: name(s) by product IRI; groups and products without a group (variants are left out).
        documents, images, videos: by the IRI of their node. Documents may be read from the store as they are asked for:
            go through them once, in order, and keep none.
        brands, categories: what the shop files its goods under, with their names.
        groups: the group of each variant; what a text says about a variant is said about its group.
        listed: the concepts with the names that sources and people give them, the first of each language in front;
            without what was mined.
        decisions: what people decided about concepts, in the order in which they did.
        pieces: what each document says of the edges of products, sorted by edge; read when it is gone through.
    """

    iris: Iris
    concepts: Sequence[KnownConcept]
    values: Sequence[KnownValue]
    products: Mapping[NamedNode, Label]
    documents: Mapping[NamedNode, Document]
    images: Mapping[NamedNode, Image]
    videos: Mapping[NamedNode, Video]
    groups: Mapping[NamedNode, NamedNode] = field(default_factory=dict)
    brands: Mapping[NamedNode, Label] = field(default_factory=dict)
    categories: Mapping[NamedNode, Label] = field(default_factory=dict)
    listed: Sequence[KnownConcept] = ()
    decisions: Sequence[Decision] = ()
    pieces: Iterable[KnownPiece] = ()


class Extractor(Protocol):
    """One way of reading knowledge out of records.

    Attributes:
        name: short and stable; part of the graph's IRI (``concepts``).
        model: the agent named in the run, e.g. ``embedded:lexicon`` with a revision that changes with its rules.
        reads: the record types that it wants to be asked about.
        emits: the local names of the classes and properties of the pattern layer that it states.
        builds_on: names of the extractors whose nodes its statements refer to; the gate wants those in the store or
            in the same batch.
    """

    name: str
    model: Model
    reads: tuple[type, ...]
    emits: frozenset[str]
    builds_on: frozenset[str]

    def settings(self) -> str:
        """Return a digest of every setting that changes what it says."""
        ...

    def fit(self, corpus: Corpus) -> None:
        """Learn what it needs from the whole corpus; called once, before any ``extract``."""
        ...

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        """Return what it says about ``record``, whose node is ``subject``, for ``graph``; perhaps nothing."""
        ...


Content = Callable[[NamedNode], tuple[Triple, ...]]
"""What is said about a node, as a function from the graph that it is said in: claims are named after it."""


class Miner(Protocol):
    """A way of reading knowledge out of the corpus as a whole: what many texts say together.

    What it finds is in the store, and part of the corpus, before whatever comes after it is asked. Attributes as of an
    :class:`Extractor`; it reads what it likes.
    """

    name: str
    model: Model
    emits: frozenset[str]
    builds_on: frozenset[str]

    def settings(self) -> str:
        """Return a digest of every setting that changes what it says."""
        ...

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterable[tuple[NamedNode, Content]]:
        """Yield each node that it found, once, with a function from the graph that it goes into to its statements."""
        ...


def _sentences() -> Extractor:
    from mkgrdf.extract.sentences import SentenceExtractor  # noqa: PLC0415 - loaded only when asked for

    return SentenceExtractor()


def _concepts() -> Extractor:
    from mkgrdf.extract.concepts import ConceptExtractor  # noqa: PLC0415 - loaded only when asked for

    return ConceptExtractor()


def _entities() -> Extractor:
    from mkgrdf.extract.entities.extractor import EntityExtractor  # noqa: PLC0415 - loaded only when asked for

    return EntityExtractor()


def _captions() -> Extractor:
    from mkgrdf.extract.captions import CaptionExtractor  # noqa: PLC0415 - loaded only when asked for

    return CaptionExtractor()


EXTRACTORS: dict[str, Callable[[], Extractor]] = {
    "sentences": _sentences,
    "concepts": _concepts,
    "entities": _entities,
    "captions": _captions,
}
"""How to make each extractor, by name, in an order in which each comes after those that it builds on."""


def _discovery() -> Miner:
    from mkgrdf.extract.discovery.miner import Discovery  # noqa: PLC0415 - loaded only when asked for

    return Discovery()


def _relations() -> Miner:
    from mkgrdf.extract.relations.miner import RelationMiner  # noqa: PLC0415 - loaded only when asked for

    return RelationMiner()


def _phrases() -> Miner:
    from mkgrdf.extract.mining.miner import PhraseMiner  # noqa: PLC0415 - loaded only when asked for

    return PhraseMiner()


MINERS: dict[str, Callable[[], Miner]] = {
    "phrases": _phrases,
    "discovery": _discovery,
    "relations": _relations,
}
"""How to make each miner, by name."""
