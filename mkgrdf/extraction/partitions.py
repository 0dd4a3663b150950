"""Records in portions that are read together: what one worker is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Extractor, Readable
from mkgrdf.iris import Iris, content_key
from mkgrdf.records import fingerprint
from mkgrdf.statements import Written

__all__ = ["PARTITION", "Partition", "Said", "Work", "partitions"]

PARTITION = 200
"""How many records are read together."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Records by node, in order; ``key`` changes when any of them does."""

    key: str
    records: tuple[tuple[NamedNode, Readable], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one extractor says about one record; to another process it goes as N-Triples, a seventh of the work."""

    extractor: str
    node: NamedNode
    triples: Sequence[Triple]

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to make it again."""
        return _said, (self.extractor, self.node.value, self.lines)

    @property
    def lines(self) -> str:
        """What is said, as N-Triples, a line for each."""
        if isinstance(self.triples, Written):
            return self.triples.lines
        return "".join(f"{triple} .\n" for triple in self.triples)


def _said(extractor: str, node: str, lines: str) -> Said:
    return Said(extractor, NamedNode(node), Written(lines))


@dataclass(frozen=True, slots=True)
class Work:
    """Fitted extractors, each with its run, to be asked about partitions; pickled, it says the same anywhere."""

    iris: Iris
    extractors: tuple[tuple[Extractor, NamedNode], ...]

    def __call__(self, partition: Partition) -> tuple[Said, ...]:
        """Return what the extractors say, record by record; where they have nothing to say, there is nothing."""
        said = []
        for node, record in partition.records:
            for extractor, run in self.extractors:
                if isinstance(record, extractor.reads):
                    graph = self.iris.extract_graph(extractor.name, node)
                    triples = extractor.extract(node, record, graph, run)
                    if triples:
                        said.append(Said(extractor.name, node, triples))
        return tuple(said)


def partitions(records: Iterable[tuple[NamedNode, Readable]], basis: Sequence[str]) -> Iterator[Partition]:
    """Cut ``records`` into partitions of :data:`PARTITION`, keyed by what they say and by ``basis``: who reads them."""
    left = iter(records)
    while portion := tuple(islice(left, PARTITION)):
        parts = (part for node, record in portion for part in (node.value, fingerprint(record)))
        yield Partition(content_key(*basis, *parts), portion)
