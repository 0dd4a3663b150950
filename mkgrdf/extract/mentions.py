"""Where a document names concepts, products and property values, and in which sentence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus
from mkgrdf.extract.corpus_index import concept_automaton, product_automaton, value_automaton
from mkgrdf.extract.senses import has_sense, senses_of
from mkgrdf.text.automaton import Match, fold

__all__ = ["Found", "MentionFinder", "Named"]


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a text that names ``nodes``; several where the label is ambiguous."""

    start: int
    end: int
    nodes: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What one text names: concepts, products by their full name, and values of the products that it is about."""

    concepts: tuple[Named, ...]
    products: tuple[Named, ...]
    values: tuple[Named, ...]

    def within(self, start: int, end: int) -> Found:
        """Return what is named from ``start`` to ``end``."""
        return Found(*(_inside(named, start, end) for named in (self.concepts, self.products, self.values)))


def _inside(named: tuple[Named, ...], start: int, end: int) -> tuple[Named, ...]:
    # Names are in the order of the text, so a long text is not gone through once for each of its sentences.
    first = bisect_left(named, start, key=attrgetter("start"))
    last = bisect_left(named, end, lo=first, key=attrgetter("start"))
    return tuple(item for item in named[first:last] if item.end <= end)


class MentionFinder:
    """Finds names in texts. It can be pickled.

    A concept inside the full name of a product is not counted: *Yoga Strap Set* sold on a page says nothing about yoga
    that its own words do not. Nor is a value that overlaps a concept: the words would explain themselves. A name that
    has another sense where it stands (:mod:`mkgrdf.extract.senses`) names nothing.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._concepts = concept_automaton(corpus)
        keys = ((concept.iri, corpus.iris.key(concept.iri)) for concept in corpus.concepts)
        self._sensed = {node: key for node, key in keys if senses_of(key)}
        self._called = {product: tuple(name for _, name in names) for product, names in corpus.products.items()}
        self._products = product_automaton(corpus)
        self._values = value_automaton(corpus)

    def find(self, text: str, products: tuple[NamedNode, ...]) -> Found:
        """Return what ``text``, which is about ``products``, names; ``text[named.start:named.end]`` are the words."""
        folded = fold(text)
        names = _merge(self._products.find(folded))
        concepts = self._in_sense(_apart(_merge(self._concepts.find(folded)), names), text, products)
        values = [
            Named(match.start, match.end, tuple(dict.fromkeys(value for value, _ in match.keys)))
            for match in self._values.find(folded, lambda key: not key[1].isdisjoint(products))
        ]
        return Found(concepts, names, _apart(_apart(tuple(values), concepts), names))

    def _in_sense(self, named: tuple[Named, ...], text: str, products: tuple[NamedNode, ...]) -> tuple[Named, ...]:
        """Drop the concepts that a name does not mean where it stands."""
        if not any(node in self._sensed for item in named for node in item.nodes):
            return named
        called = tuple(name for product in products for name in self._called.get(product, ()))
        kept = []
        for item in named:
            nodes = tuple(
                node
                for node in item.nodes
                if node not in self._sensed or has_sense(self._sensed[node], text, item.start, item.end, called)
            )
            if nodes:
                kept.append(item if nodes == item.nodes else Named(item.start, item.end, nodes))
        return tuple(kept)


def _merge(matches: tuple[Match[NamedNode], ...]) -> tuple[Named, ...]:
    """Join matches of one stretch that is a label in several languages."""
    merged: dict[tuple[int, int], dict[NamedNode, None]] = {}
    for match in matches:
        merged.setdefault((match.start, match.end), {}).update(dict.fromkeys(match.keys))
    return tuple(Named(start, end, tuple(nodes)) for (start, end), nodes in merged.items())


def _apart(named: tuple[Named, ...], others: tuple[Named, ...]) -> tuple[Named, ...]:
    ordered = sorted(others, key=attrgetter("start"))
    reached = list(accumulate((other.end for other in ordered), max))  # how far the first so many others reach
    before = (bisect_left(ordered, item.end, key=attrgetter("start")) for item in named)
    return tuple(
        item for item, count in zip(named, before, strict=True) if not count or reached[count - 1] <= item.start
    )
