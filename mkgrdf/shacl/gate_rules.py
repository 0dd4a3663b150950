"""What the gate demands besides SHACL, because SHACL says nothing about it.

A misspelt class conforms to every shape: no shape targets it. So each subject must be targeted by a shape, and each
IRI in the ``mkg:`` namespace must be a term that the ontology declares.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain

from pyoxigraph import NamedNode

from mkgrdf.records import Label
from mkgrdf.shacl.compiled.data import Data, number
from mkgrdf.shacl.report import Severity, Violation
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import MKG, MKGSH, OWL, RDF, RDFS, SKOS, shorten

__all__ = ["UNDECLARED", "UNTARGETED", "count_subjects", "subjects", "typed_terms", "undeclared", "untargeted"]

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
        OWL.Restriction,
        OWL.AllDisjointClasses,
        OWL.ObjectProperty,
        OWL.DatatypeProperty,
        OWL.AnnotationProperty,
        OWL.Ontology,
        SKOS.ConceptScheme,
    }
)


def subjects(data: Data) -> list[Node]:
    """Return the nodes that ``data`` say something about."""
    return [node for (node,) in data.select("SELECT DISTINCT ?node WHERE { ?node ?any ?thing }") if node is not None]


def count_subjects(data: Data) -> int:
    """Return how many nodes ``data`` say something about."""
    ((nodes,),) = data.select("SELECT (COUNT(DISTINCT ?node) AS ?nodes) WHERE { ?node ?any ?thing }")
    return number(nodes)


def typed_terms(data: Data) -> list[Node]:
    """Return the nodes in the ``mkg:`` namespace that ``data`` give a class to."""
    mine = f'FILTER (isIRI(?term) && STRSTARTS(STR(?term), "{MKG.iri}"))'
    rows = data.select(f"SELECT DISTINCT ?term WHERE {{ ?term a ?any . {mine} }}")
    return [term for (term,) in rows if term is not None]


def untargeted(
    data: Data, nodes: Iterable[Node], focus: Collection[object], own: Callable[[Node], bool]
) -> Iterator[Violation]:
    """Yield a violation for each of ``nodes`` (see :func:`subjects`) that ``own`` accepts and that is not in ``focus``.

    Subjects that are vocabulary themselves (classes, properties, ontologies, concept schemes) are passed over.
    """
    wanted = {node for node in nodes if node not in focus and own(node)}
    if not wanted:
        return
    types: dict[Node, set[NamedNode]] = {node: set() for node in wanted}
    for node, type_ in data.select("SELECT ?node ?type WHERE { ?node a ?type }"):
        if node in wanted and isinstance(type_, NamedNode):
            types[node].add(type_)
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


def undeclared(
    data: Data, nodes: Iterable[Node], declared: Collection[NamedNode], own: Callable[[Node], bool]
) -> Iterator[Violation]:
    """Yield a violation for each use of a ``mkg:`` term, in any position, that is not in ``declared``.

    ``nodes`` are the :func:`subjects`. Of statements about others than ``own`` accepts, nothing is said.
    """
    predicates = data.select("SELECT DISTINCT ?term WHERE { ?any ?term ?thing }")
    mine = f'FILTER (isIRI(?term) && STRSTARTS(STR(?term), "{MKG.iri}"))'
    objects = data.select(f"SELECT DISTINCT ?term WHERE {{ ?any ?thing ?term {mine} }}")
    used = chain(nodes, (row[0] for row in predicates), (row[0] for row in objects))
    strays = dict.fromkeys(
        term for term in used if isinstance(term, NamedNode) and term not in declared and term in MKG
    )
    for term in strays:
        message = _undeclared_message(term, declared)
        for pattern in (f"{term} ?predicate ?thing", f"?subject {term} ?thing", f"?subject ?predicate {term}"):
            query = f"SELECT DISTINCT ?subject ?predicate WHERE {{ {pattern} }}"
            for subject, predicate in data.select(query):
                focus, said = subject or term, predicate or term
                if own(focus) and isinstance(said, NamedNode):
                    yield Violation(
                        focus=focus,
                        shape=UNDECLARED,
                        component=UNDECLARED,
                        severity=Severity.VIOLATION,
                        message=message,
                        path=shorten(said.value),
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
