"""What the extractors look up in a corpus: the products that a document is about, and automata over its names."""

from __future__ import annotations

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus, KnownValue
from mkgrdf.records import Label
from mkgrdf.text.automaton import LabelAutomaton, fold
from mkgrdf.text.language import is_han

__all__ = ["ProductsNamed", "concept_automaton", "product_automaton", "value_automaton"]


class ProductsNamed:
    """Finds the product nodes for the product ids of records. It can be pickled, and holds no text.

    A variant's group stands in its place. Ids of products that the corpus does not know are left out: an edge to a node
    that is not there is no knowledge.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._iris = corpus.iris
        self._groups = dict(corpus.groups)
        self._products = frozenset(corpus.products)

    def __call__(self, ids: tuple[str, ...]) -> tuple[NamedNode, ...]:
        """Return the product nodes for the product ids of a record, without repeats."""
        nodes = (self._iris.product(key) for key in ids)
        whole = (self._groups.get(node, node) for node in nodes)
        return tuple(dict.fromkeys(node for node in whole if node in self._products))


def concept_automaton(corpus: Corpus) -> LabelAutomaton[NamedNode]:
    """Return the automaton over all names of all concepts."""
    return LabelAutomaton(
        (name, language, concept.iri) for concept in corpus.concepts for language, name in concept.names
    )


def product_automaton(corpus: Corpus) -> LabelAutomaton[NamedNode]:
    """Return the automaton over full product names; names that are a single common word are left out."""
    return LabelAutomaton(
        (
            (name, language, product)
            for product, names in corpus.products.items()
            for language, name in names
            if _is_telling(name)
        )
    )


def _is_telling(name: str) -> bool:
    han = sum(is_han(character) for character in name)
    return len(name.split()) >= 2 or han >= 3 or any(character.isdigit() for character in name)


def value_automaton(corpus: Corpus) -> LabelAutomaton[tuple[NamedNode, frozenset[NamedNode]]]:
    """Return the automaton over the names of property values; each key is the value and the products that have it."""
    return LabelAutomaton(
        (name, language, (value.iri, products))
        for value in corpus.values
        if value.property_code not in _SAYS_NOTHING
        for language, name in _spoken(value.names)
        if (products := _explained(corpus, value, name))
    )


def _explained(corpus: Corpus, value: KnownValue, name: str) -> frozenset[NamedNode]:
    """Return the products of ``value``, save those named after it: a *Tank* is one, that is no reason."""
    products = (corpus.groups.get(node, node) for node in value.products)
    ending = fold(name).text
    return frozenset(
        node
        for node in products
        if not any(fold(own).text.endswith(ending) for _, own in corpus.products.get(node, ()))
    )


_SAYS_NOTHING = frozenset(
    {"color", "colour", "size", "gender", "weight", "type", "format", "brand", "style", "style_general", "style_bags"}
    | {"style_bottom", "category_gear", "颜色", "尺码", "尺寸", "类型", "品牌", "款式"}
)
"""Properties whose values stand in many sentences and are seldom the reason for anything there."""


def _spoken(names: Label) -> Label:
    """Return the names that are words: at least three letters, or two Han characters."""
    return tuple(
        (language, name)
        for language, name in names
        if sum(character.isalpha() and not is_han(character) for character in name) >= 3
        or sum(is_han(character) for character in name) >= 2
    )
