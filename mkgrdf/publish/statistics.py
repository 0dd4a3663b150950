"""The numbers that describe a graph in VoID, counted by the ready-made queries ``publish/void-*``."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from mkgrdf.queries import Row, select
from mkgrdf.store import Store

__all__ = ["ClassPartition", "PropertyPartition", "Statistics", "count"]


@dataclass(frozen=True, slots=True)
class ClassPartition:
    """How many nodes are of one class."""

    term: NamedNode
    entities: int


@dataclass(frozen=True, slots=True)
class PropertyPartition:
    """How often one property is used, and with how many distinct subjects and objects."""

    term: NamedNode
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over the distinct statements of a graph; ``entities`` are the subjects under the base IRI."""

    triples: int
    entities: int
    subjects: int
    objects: int
    classes: tuple[ClassPartition, ...]
    properties: tuple[PropertyPartition, ...]


def count(store: Store, base: str) -> Statistics:
    """Count what ``store`` holds; partitions in the order of their terms.

    Raises:
        StoreError: the store cannot be read.
    """
    (totals,) = select(store, "publish/void-totals", base=base)
    return Statistics(
        triples=_whole(totals, "triples"),
        entities=_whole(totals, "entities"),
        subjects=_whole(totals, "subjects"),
        objects=_whole(totals, "objects"),
        classes=tuple(
            ClassPartition(row.iri("class"), _whole(row, "entities")) for row in select(store, "publish/void-classes")
        ),
        properties=tuple(
            PropertyPartition(
                row.iri("property"), _whole(row, "triples"), _whole(row, "subjects"), _whole(row, "objects")
            )
            for row in select(store, "publish/void-properties")
        ),
    )


def _whole(row: Row, column: str) -> int:
    number = row.number(column)
    return 0 if number is None else int(number)
