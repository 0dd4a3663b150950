"""The class tree of the pattern layer, as plain values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from mkgrdf.ontology.axioms import read_turtle
from mkgrdf.records import text_in
from mkgrdf.resources import resource
from mkgrdf.vocabulary import MKG, OWL, RDF, RDFS, shorten

__all__ = ["ClassNode", "class_tree"]


@dataclass(frozen=True, slots=True)
class ClassNode:
    """A class with the classes below it. ``name`` is a prefixed name; a class with two parents stands under both."""

    name: str
    label: str
    comment: str
    children: tuple[ClassNode, ...] = ()


def class_tree(language: str = "en") -> tuple[ClassNode, ...]:
    """Return the classes of our namespace as a forest, siblings in alphabetical order of their names.

    A class whose parents are all in other vocabularies (``skos:Concept``) is a root. Labels and comments are in
    ``language`` where there are any, else in English.

    Raises:
        OntologyError: ``ontology/mkg.ttl`` is not Turtle.
    """
    axioms = read_turtle([resource("ontology", "mkg.ttl")])
    classes = {iri for iri, kind in axioms.pairs(RDF.type) if kind == OWL.Class.value and iri.startswith(MKG.iri)}
    below: dict[str, set[str]] = defaultdict(set)
    for lower, upper in axioms.pairs(RDFS.subClassOf):
        if lower in classes and upper in classes:
            below[upper].add(lower)
    labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
    comments: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for predicate, texts in ((RDFS.label, labels), (RDFS.comment, comments)):
        for iri, text in axioms.texts(predicate):
            texts[iri].append((text.language or "", text.value))

    def node(iri: str, ancestors: frozenset[str]) -> ClassNode:
        children = sorted(below[iri] - ancestors)  # a circle, which `check` reports, must not hang the tree
        label, comment = (text_in(tuple(texts[iri]), language, "en") for texts in (labels, comments))
        return ClassNode(shorten(iri), label, comment, tuple(node(child, ancestors | {child}) for child in children))

    nested = {child for children in below.values() for child in children}
    return tuple(node(iri, frozenset({iri})) for iri in sorted(classes - nested))
