"""What the gate demands besides SHACL, because SHACL says nothing about it.

A misspelt class conforms to every shape: no shape targets it. So each subject must be targeted by a shape, and each
IRI in the ``mkg:`` namespace must be a term that the ontology declares.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator

from pyoxigraph import BlankNode, NamedNode, Triple

from mkgrdf.records import Label
from mkgrdf.shacl.report import Severity, Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import MKG, MKGSH, OWL, RDF, RDFS, SKOS, shorten

__all__ = ["UNDECLARED", "UNTARGETED", "undeclared", "untargeted"]

UNTARGETED = MKGSH["Gate-untargeted"].value
UNDECLARED = MKGSH["Gate-undeclared"].value

# What makes a node part of a vocabulary and not of the data: a user's own classes and properties travel with the
# data, and no shape of ours is about them.
_VOCABULARY = frozenset(
    {
        RDFS.Class,
        RDF.Property,
        RDFS.Datatype,
        OWL.Class,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.Ontology,
        SKOS.ConceptScheme,
    }
)


def untargeted(
    triples: Collection[Triple], focus: Collection[object], own: Callable[[Node], bool]
) -> Iterator[Violation]:
    """Yield a violation for each subject that ``own`` accepts and that is not in ``focus``.

    Subjects that are vocabulary themselves (classes, properties, ontologies, concept schemes) are passed over.
    """
    types: dict[NamedNode | BlankNode, set[NamedNode]] = {}
    for triple in triples:
        subject = triple.subject
        if subject in focus or not isinstance(subject, NamedNode | BlankNode) or not own(subject):
            continue
        known = types.setdefault(subject, set())
        if triple.predicate == RDF.type and isinstance(triple.object, NamedNode):
            known.add(triple.object)
    for node, known in types.items():
        if known.isdisjoint(_VOCABULARY):
            names = sorted(shorten(type_.value) for type_ in known)
            yield Violation(
                focus=node,
                shape=UNTARGETED,
                component=UNTARGETED,
                severity=Severity.VIOLATION,
                message=_untargeted_message(names),
                path="rdf:type",
            )


def _untargeted_message(types: list[str]) -> Label:
    if types:
        listed = ", ".join(types)
        return (
            ("en", f"No shape describes this node: its type is {listed}; give it a class that the shapes know."),
            ("zh", f"没有任何形状描述此节点：其类型为 {listed}；请使用形状所认识的类。"),
        )
    return (
        ("en", "No shape describes this node: it has no type; say what it is with rdf:type."),
        ("zh", "没有任何形状描述此节点：它没有类型；请用 rdf:type 说明它是什么。"),
    )


def undeclared(triples: Iterable[Triple], declared: Collection[NamedNode]) -> Iterator[Violation]:
    """Yield a violation for each use of a ``mkg:`` term, in any position, that is not in ``declared``."""
    suggestions: dict[NamedNode, Label] = {}
    for triple in triples:
        for term in (triple.subject, triple.predicate, triple.object):
            # The plain comparison first: this runs for each term of each triple.
            if not isinstance(term, NamedNode) or term in declared or term not in MKG:
                continue
            if term not in suggestions:
                suggestions[term] = _undeclared_message(term, declared)
            subject = triple.subject
            assert isinstance(subject, NamedNode | BlankNode)  # noqa: S101 - RDF 1.1, as the staging saw to
            yield Violation(
                focus=subject,
                shape=UNDECLARED,
                component=UNDECLARED,
                severity=Severity.VIOLATION,
                message=suggestions[term],
                path=shorten(triple.predicate.value),
                value=term,
            )


def _undeclared_message(term: NamedNode, declared: Collection[NamedNode]) -> Label:
    local = term.value.removeprefix(MKG.iri)
    names = {known.value.removeprefix(MKG.iri).lower(): known for known in sorted(declared, key=str)}
    close = difflib.get_close_matches(local.lower(), names, n=1)
    english = f" Did you mean {shorten(names[close[0]].value)}?" if close else ""
    chinese = f"您是否想写 {shorten(names[close[0]].value)}？" if close else ""
    return (
        ("en", f"The ontology declares no mkg:{local}.{english}"),
        ("zh", f"本体没有声明 mkg:{local}。{chinese}"),
    )
