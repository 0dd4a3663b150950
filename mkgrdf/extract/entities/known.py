"""The names by which the embedded level labels texts: the shop's own, and common ones from the seed gazetteer.

Brands, products, categories, materials and other property values come from the graph, each with its node; effects,
parts of the body, places, and further materials and sorts of goods from ``seed_gazetteer.txt``, which has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from mkgrdf.extract import Corpus
from mkgrdf.extract.entities.dictionary import normal
from mkgrdf.iris import content_key
from mkgrdf.records import Label
from mkgrdf.text.language import is_han
from mkgrdf.text.words import characters, tokens

__all__ = ["TYPES", "Catalogue", "KnownNames", "known_names", "seed_digest"]

TYPES: Final = ("Product", "Brand", "Material", "Effect", "BodyPart", "Category", "Place", "PropertyValue")
"""The types told here; a name of several is of the first of them. Concepts have an extractor of their own."""

_SEED: Final = Path(__file__).with_name("seed_gazetteer.txt")
_SECTION = re.compile(r"^\[(\w+) (en|zh)\]$", re.MULTILINE)
_MATERIALS = re.compile(
    r"material|fabric|ingredient|contains|coating|lining|fill|shell|sole|upper|材质|材料|面料|成分|填充|里料|涂层",
    re.IGNORECASE,
)
"""Codes of properties whose values say what something is made of."""
_SILENT = re.compile(
    r"size|weight|length|width|height|age|gender|volume|capacity|sku|activity|climate|occasion|season|type|format"
    r"|尺码|尺寸|重量|容量|年龄|活动|气候|场景|季节|类型",
    re.IGNORECASE,
)
"""Codes of properties whose values are measures and bare sizes, or what scenes and occasions are called."""
_COUNTED: Final = frozenset({"Category", "BodyPart"})
"""Types whose English names have a plural; a material has none."""
_OFTEN_CONCEPTS: Final = frozenset({"Category", "PropertyValue"})
"""Types whose names often are those of scenes and audiences (*gym*, *camping*, *children*): the concept counts then."""
_JOINED = re.compile(r"\s*(?:,|;|/|、|，|；|\band\b|和|与)\s*")
_SHORTEST = 3
_SHARED_BY = 2


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Names that a shop files its goods under, by node: brands and categories."""

    brands: Mapping[NamedNode, Label] = field(default_factory=dict)
    categories: Mapping[NamedNode, Label] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names by their normal tokens: their type, and the nodes of the graph that they name, if any.

    Attributes:
        types: the type of each name.
        nodes: what a name denotes; a property value also with the products that have it.
    """

    types: dict[tuple[str, ...], str] = field(default_factory=dict)
    nodes: dict[tuple[str, ...], tuple[tuple[NamedNode, frozenset[NamedNode]], ...]] = field(default_factory=dict)

    def denoted(self, words: tuple[str, ...], products: tuple[NamedNode, ...]) -> tuple[NamedNode, ...]:
        """Return the nodes named by normal tokens in a text about ``products``: values only of these products."""
        return tuple(
            node for node, owners in self.nodes.get(words, ()) if not owners or not owners.isdisjoint(products)
        )


def known_names(corpus: Corpus, catalogue: Catalogue) -> KnownNames:
    """Return the names in both and in the seed gazetteer; the same input gives the same names in one order."""
    concepts = {
        words
        for concept in corpus.concepts
        for language, name in concept.names
        for words in _forms(name, language, plural=False)
    }
    types: dict[tuple[str, ...], str] = {}
    nodes: dict[tuple[str, ...], dict[NamedNode, set[NamedNode]]] = {}
    for type_, name, language, node, owners in (*_of_corpus(corpus, catalogue), *_of_seed()):
        for words in _forms(name, language, plural=type_ in _COUNTED):
            if type_ in _OFTEN_CONCEPTS and words in concepts:
                continue
            if words not in types or TYPES.index(type_) < TYPES.index(types[words]):
                types[words] = type_
                nodes.pop(words, None)
            if node is not None and types[words] == type_:
                nodes.setdefault(words, {}).setdefault(node, set()).update(owners)
    return KnownNames(
        dict(sorted(types.items())),
        {
            words: tuple(
                (node, frozenset(owners)) for node, owners in sorted(found.items(), key=lambda one: one[0].value)
            )
            for words, found in sorted(nodes.items())
        },
    )


_Name = tuple[str, str, str, NamedNode | None, frozenset[NamedNode]]
"""Type, name, language, node, and for a property value the products that have it."""


def _of_corpus(corpus: Corpus, catalogue: Catalogue) -> Iterator[_Name]:
    nobody: frozenset[NamedNode] = frozenset()
    for brand, names in catalogue.brands.items():
        yield from (("Brand", name, language, brand, nobody) for language, name in names)
    for category, names in catalogue.categories.items():
        yield from (("Category", name, language, category, nobody) for language, name in names)
    for product, names in corpus.products.items():
        yield from (("Product", name, language, product, nobody) for language, name in names)
    yield from (("Category", name, language, None, nobody) for name, language in _heads(corpus))
    for value in corpus.values:
        if _SILENT.search(value.property_code):
            continue
        material = _MATERIALS.search(value.property_code) is not None
        owners = frozenset(corpus.groups.get(product, product) for product in value.products)
        for language, name in value.names:
            for part in _JOINED.split(name) if material else (name,):
                whole = value.iri if part == name else None
                yield ("Material" if material else "PropertyValue", part, language, whole, owners if whole else nobody)


def _heads(corpus: Corpus) -> list[tuple[str, str]]:
    """Return the sorts of goods that product names end with: the last word, or the last two characters in Chinese."""
    ends: dict[tuple[str, str], set[NamedNode]] = {}
    for product, names in corpus.products.items():
        for language, name in names:
            if is_han(name[-1:] or " "):
                ends.setdefault((name[-2:], language), set()).add(product)
            elif (last := name.split()[-1:]) and last[0].isalpha() and not last[0].endswith("ing"):
                ends.setdefault((last[0].lower(), language), set()).add(product)
    return sorted(end for end, products in ends.items() if len(products) >= _SHARED_BY and len(end[0]) > 1)


@cache
def _of_seed() -> tuple[_Name, ...]:
    pieces = _SECTION.split(_SEED.read_text(encoding="utf-8"))[1:]
    found: list[_Name] = []
    for type_, language, names in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        listed = (name.strip() for name in names.replace("\n", ",").split(","))
        found += [(type_, name, language, None, frozenset()) for name in listed if name]
    return tuple(found)


@cache
def seed_digest() -> str:
    """Return a digest of the seed gazetteer."""
    return content_key(_SEED.read_text(encoding="utf-8"))


def _forms(name: str, language: str, *, plural: bool) -> Iterator[tuple[str, ...]]:
    """Yield the normal tokens of a name and, where asked, of its plural; nothing for one that says too little."""
    name = name.strip()
    letters = sum(character.isalpha() for character in name)
    han = sum(is_han(character) for character in name)
    if not name or (letters < _SHORTEST and not han):
        return
    found = (
        tuple(normal(token.text) for token in characters(name))
        if han
        else tuple(normal(token.text) for token in tokens(name, language))
    )
    if not found or len(found) > 12:
        return
    yield found
    if plural and not han and found[-1].isalpha() and not found[-1].endswith("s"):
        yield (*found[:-1], found[-1] + ("es" if found[-1].endswith(("x", "ch", "sh")) else "s"))
