"""What a model reads out of records: one module for each kind of knowledge.

An :class:`Extractor` is first fitted on the corpus, then asked record by record, so the second part can be spread over
workers. It returns statements, never touches the store, and each edge that it emits carries a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode, Triple

from mkgrdf.records import Document, Image, Label, Video
from mkgrdf.statements import Iris, Model

__all__ = ["Corpus", "Extractor", "KnownConcept", "KnownValue", "Readable"]

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
    """A property value of the graph, its names, and the products that have it."""

    iri: NamedNode
    names: Label
    products: frozenset[NamedNode]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that extractors may look at: what the store holds, as plain records.

    Attributes:
        concepts: the concepts of the graph.
        values: the property values of the graph.
        products: name(s) by product IRI; groups and products without a group (variants are left out).
        documents, images, videos: by the IRI of their node.
    """

    iris: Iris
    concepts: Sequence[KnownConcept]
    values: Sequence[KnownValue]
    products: dict[NamedNode, Label]
    documents: dict[NamedNode, Document]
    images: dict[NamedNode, Image]
    videos: dict[NamedNode, Video]


class Extractor(Protocol):
    """One way of reading knowledge out of records.

    Attributes:
        name: short and stable; part of the graph's IRI (``concepts``).
        model: the agent named in the run, e.g. ``embedded:lexicon`` with a revision that changes with its rules.
        reads: the record types that it wants to be asked about.
        emits: the local names of the classes and properties of the pattern layer that it states.
    """

    name: str
    model: Model
    reads: tuple[type, ...]
    emits: frozenset[str]

    def settings(self) -> str:
        """Return a digest of every setting that changes what it says."""
        ...

    def fit(self, corpus: Corpus) -> None:
        """Learn what it needs from the whole corpus; called once, before any ``extract``."""
        ...

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        """Return what it says about ``record``, whose node is ``subject``, for ``graph``; empty when it says nothing."""
        ...
