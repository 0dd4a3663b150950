"""The reference page of the pattern layer, from its Turtle files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from reference_pages.markdown import anchor, code, facts, heading, prose, table
from reference_pages.turtle import MKG, OWL, RDF, RDFS, SKOS, Graph, Node

__all__ = ["page", "terms"]

_INTRODUCTION = """\
Written from `ontology/mkg.ttl` and `ontology/alignments/`. OWL says here what things *are*; what data *has
to* say about them is in [the shapes](shapes.md).
"""

_BORROWED = "Data uses these as they are; their own vocabularies say what they mean.\n"

# Section title, kind of anchor, types: a term stands in the first section that one of its types fits.
_SECTIONS = (
    ("Classes", "class", (OWL + "Class", RDFS + "Class")),
    ("Object properties", "property", (OWL + "ObjectProperty",)),
    ("Datatype properties", "property", (OWL + "DatatypeProperty",)),
    ("Annotation properties", "property", (OWL + "AnnotationProperty",)),
    ("Other terms", "term", ()),
)

_CHARACTERISTICS = {
    OWL + "TransitiveProperty": "transitive",
    OWL + "SymmetricProperty": "symmetric",
    OWL + "AsymmetricProperty": "asymmetric",
    OWL + "ReflexiveProperty": "reflexive",
    OWL + "IrreflexiveProperty": "irreflexive",
    OWL + "FunctionalProperty": "functional: at most one value",
    OWL + "InverseFunctionalProperty": "inverse functional: a value belongs to at most one subject",
}

# What is said of a term, in the words of the page. Objects outside our namespace are alignments instead.
_FACTS = {
    RDFS + "subClassOf": "is a",
    RDFS + "subPropertyOf": "is a kind of",
    RDFS + "domain": "from",
    RDFS + "range": "to",
    OWL + "inverseOf": "inverse of",
    OWL + "equivalentClass": "the same as",
    OWL + "equivalentProperty": "the same as",
    SKOS + "inScheme": "in the scheme",
    SKOS + "broader": "broader",
    SKOS + "topConceptOf": "at the top of",
}

_ALIGNMENTS = {
    RDFS + "subClassOf": "narrower than",
    RDFS + "subPropertyOf": "narrower than",
    OWL + "equivalentClass": "same as",
    OWL + "equivalentProperty": "same as",
    SKOS + "exactMatch": "same as",
    SKOS + "closeMatch": "close to",
    SKOS + "broadMatch": "narrower than",
    SKOS + "narrowMatch": "broader than",
    SKOS + "relatedMatch": "related to",
    RDFS + "seeAlso": "see also",
}

# In the words of the Manchester syntax, https://www.w3.org/TR/owl2-manchester-syntax/
_RESTRICTIONS = {
    "someValuesFrom": "some",
    "allValuesFrom": "only",
    "hasValue": "value",
    "hasSelf": "Self",
    "cardinality": "exactly",
    "qualifiedCardinality": "exactly",
    "minCardinality": "min",
    "minQualifiedCardinality": "min",
    "maxCardinality": "max",
    "maxQualifiedCardinality": "max",
    "onClass": "",
    "onDataRange": "",
}

_REPLACED_BY = "http://purl.org/dc/terms/isReplacedBy"


def terms(graph: Graph) -> Iterator[tuple[NamedNode, str, str]]:
    """Yield each term of the namespace with its section's title and its kind of anchor."""
    for term in graph.subjects():
        if not term.value.startswith(MKG) or not graph.all(term, RDF + "type"):
            continue
        types = {node.value for node in graph.all(term, RDF + "type") if isinstance(node, NamedNode)}
        yield next((term, title, kind) for title, kind, wanted in _SECTIONS if not wanted or types & set(wanted))


def page(folder: Path) -> str:
    """Return the page: each term with its labels, meaning, place and alignments."""
    graph = Graph(sorted(folder.rglob("*.ttl")))
    kinds = {term: kind for term, _, kind in terms(graph)}
    parts = [heading(1, "Ontology"), _INTRODUCTION]
    for ontology in graph.subjects(OWL + "Ontology"):
        if MKG.startswith(ontology.value):
            version = graph.text(ontology, OWL + "versionInfo") or graph.text(ontology, OWL + "versionInfo", "en")
            parts.append(
                f"Namespace {code(MKG)}, prefix {code('mkg:')}"
                + (f", version {prose(version)}.\n" if version else ".\n")
            )
    for title, _, _ in _SECTIONS:
        section = [term for term, term_title, _ in terms(graph) if term_title == title]
        if section:
            parts.append(heading(2, title))
        for term in section:
            parts += _term(graph, term, kinds)
    if not kinds:
        parts.append("There are no terms yet.\n")
    if borrowed := _borrowed(graph):
        parts += [heading(2, "Terms of other vocabularies"), _BORROWED, table(("Kind", "Terms"), borrowed)]
    return "\n".join(parts)


def _borrowed(graph: Graph) -> list[tuple[str, str]]:
    """Return section title and terms of what the ontology declares but does not define."""
    rows = []
    for title, _, types in _SECTIONS:
        foreign = [code(graph.name(term)) for term in graph.subjects(*types) if types and _foreign(term)]
        if foreign:
            rows.append((title, ", ".join(foreign)))
    return rows


def _term(graph: Graph, term: NamedNode, kinds: dict[NamedNode, str]) -> list[str]:
    name = graph.name(term)
    parts = [heading(3, code(name), anchor(kinds[term], name))]
    labels = [
        text
        for lang in ("en", "zh")
        for p in (RDFS + "label", SKOS + "prefLabel")
        if (text := graph.text(term, p, lang))
    ]
    if labels:
        parts.append(prose(" · ".join(dict.fromkeys(labels))) + "\n")
    for language in ("en", "zh"):
        if comment := graph.text(term, RDFS + "comment", language) or graph.text(term, SKOS + "definition", language):
            parts.append(prose(comment) + "\n")
    rows = list(_rows(graph, term, kinds))
    if rows:
        parts.append(facts(rows))
    return parts


def _rows(graph: Graph, term: NamedNode, kinds: dict[NamedNode, str]) -> Iterator[tuple[str, str]]:
    if (flag := graph.one(term, OWL + "deprecated")) is not None and graph.name(flag) == "true":
        by = ", ".join(_expression(graph, node, kinds) for node in graph.all(term, _REPLACED_BY))
        yield "deprecated", f"use {by}" if by else "no replacement"
    for predicate, words in _FACTS.items():
        objects = [node for node in graph.all(term, predicate) if predicate not in _ALIGNMENTS or not _foreign(node)]
        if objects:
            yield words, ", ".join(_expression(graph, node, kinds) for node in objects)
    if disjoint := _disjoint(graph, term):
        yield "disjoint with", ", ".join(_expression(graph, node, kinds) for node in disjoint)
    types = [node.value for node in graph.all(term, RDF + "type") if isinstance(node, NamedNode)]
    if characteristics := [_CHARACTERISTICS[iri] for iri in types if iri in _CHARACTERISTICS]:
        yield "is", ", ".join(characteristics)
    if kinds[term] == "term":
        yield "type", ", ".join(_expression(graph, node, kinds) for node in graph.all(term, RDF + "type"))
    alignments = [
        f"{words} {code(graph.name(node))}"
        for predicate, words in _ALIGNMENTS.items()
        for node in graph.all(term, predicate)
        if _foreign(node)
    ]
    if alignments:
        yield "aligned with", "; ".join(alignments)


def _disjoint(graph: Graph, term: NamedNode) -> list[Node]:
    """Return what a term is said to be disjoint with, alone or as a member of a group."""
    others = graph.all(term, OWL + "disjointWith")
    for kind in ("AllDisjointClasses", "AllDisjointProperties"):
        for group in graph.instances(OWL + kind):
            members = graph.items(graph.one(group, OWL + "members"))
            if term in members:
                others += [member for member in members if member != term]
    return list(dict.fromkeys(others))


def _foreign(node: Node) -> bool:
    return isinstance(node, NamedNode) and not node.value.startswith(MKG)


def _expression(graph: Graph, node: Node, kinds: dict[NamedNode, str]) -> str:
    """Return a class expression in words, terms of the page linked."""
    if isinstance(node, NamedNode):
        name = graph.name(node)
        return f"[{code(name)}](#{anchor(kinds[node], name)})" if node in kinds else code(name)
    if isinstance(node, Literal):
        return prose(node.value)
    for predicate, joiner in (
        (OWL + "unionOf", " or "),
        (OWL + "intersectionOf", " and "),
        (OWL + "oneOf", " or "),
    ):
        if members := graph.items(graph.one(node, predicate)):
            return joiner.join(_expression(graph, member, kinds) for member in members)
    if (complement := graph.one(node, OWL + "complementOf")) is not None:
        return f"not ({_expression(graph, complement, kinds)})"
    if (on := graph.one(node, OWL + "onProperty")) is not None:
        said = [
            f"{words} {_expression(graph, value, kinds)}"
            for name, words in _RESTRICTIONS.items()
            for value in graph.all(node, OWL + name)
        ]
        return f"{_expression(graph, on, kinds)} {' '.join(said)}"
    return "an anonymous class"
