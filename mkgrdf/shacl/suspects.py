"""SPARQL constraints asked once for the whole graph, so that pySHACL need only look at the nodes in question.

pySHACL evaluates a ``sh:sparql`` once for each focus node, in rdflib, which is most of the time that a large graph
takes. For a simple enough query, Oxigraph answers in one go for all nodes: pre-binding ``$this`` and reading it off the
solutions come to the same where ``$this`` is bound by the triple patterns of the outermost group and only filters
and ``BIND`` follow (SPARQL 1.1, sections 18.5 and 18.6: those see the solution as it is). The shape then has
only the nodes found as focus nodes, and pySHACL decides on those. All other queries are left to pySHACL alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import pyoxigraph
from pyoxigraph import Literal, Quad, QuerySolutions, Triple
from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery

from mkgrdf.shacl.flatten import TARGETS
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import OWL, RDF, RDFS, SH

__all__ = ["SparqlShape", "query_text", "sparql_shapes", "suspects"]

# What a shape may say besides its SPARQL and its targets for the rewriting to leave its results unchanged.
_HARMLESS = frozenset({RDF.type, SH.sparql, SH.message, SH.severity, SH.name, SH.description, SH.deactivated, *TARGETS})
_THIS = Variable("this")


@dataclass(frozen=True, slots=True)
class SparqlShape:
    """A shape that consists of SPARQL constraints, all of them simple enough; ``queries`` are complete texts."""

    shape: Node
    queries: tuple[str, ...]


def query_text(shapes: GraphIndex, constraint: Node) -> str | None:
    """Return the query of a SPARQL constraint with its prefixes, or ``None`` where it has not exactly one text.

    A prefix counts wherever the shapes declare it; one that is declared twice, differently, makes the text unusable.
    """
    texts = shapes.objects(constraint, SH.select)
    if len(texts) != 1 or not isinstance(texts[0], Literal):
        return None
    prefixes = {"rdf": RDF.iri, "rdfs": RDFS.iri, "owl": OWL.iri}
    declared: dict[str, set[str]] = {}
    for declaration, prefix in shapes.with_predicate(SH.prefix):
        for namespace in shapes.objects(declaration, SH.namespace):
            if isinstance(namespace, Literal) and isinstance(prefix, Literal):
                declared.setdefault(prefix.value, set()).add(namespace.value)
    for name, namespaces in declared.items():
        if len(namespaces) > 1:
            return None
        prefixes[name] = next(iter(namespaces))
    header = "\n".join(f"PREFIX {name}: <{namespace}>" for name, namespace in prefixes.items())
    return f"{header}\n{texts[0].value}"


def sparql_shapes(shapes: GraphIndex, referred: Collection[Node]) -> tuple[SparqlShape, ...]:
    """Return the shapes whose focus nodes can be narrowed down; ``referred`` are those that others refer to."""
    found: list[SparqlShape] = []
    for shape in dict.fromkeys(subject for subject, _ in shapes.with_predicate(SH.sparql)):
        if shape in referred or not _HARMLESS.issuperset(shapes.properties(shape)):
            continue
        texts = [query_text(shapes, constraint) for constraint in shapes.objects(shape, SH.sparql)]
        usable = [text for text in texts if text is not None and _reads_this_off_its_patterns(text)]
        if len(usable) == len(texts):
            found.append(SparqlShape(shape, tuple(usable)))
    return tuple(found)


def _reads_this_off_its_patterns(text: str) -> bool:
    if any(special in text for special in ("PATH", "currentShape", "shapesGraph")):
        return False
    node: Any = prepareQuery(text).algebra
    if node.name != "SelectQuery" or _THIS not in node.PV:
        return False
    node = node.p
    while node.name in ("Project", "Distinct", "Filter", "Extend"):
        node = node.p
    return node.name == "BGP" and any(_THIS in (subject, object_) for subject, _, object_ in node.triples)


def suspects(checks: Collection[SparqlShape], triples: Iterable[Triple]) -> dict[Node, set[object]]:
    """Return for each of ``checks``, by its shape, the nodes of ``triples`` that its queries object to."""
    if not checks:
        return {}
    store = pyoxigraph.Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    found: dict[Node, set[object]] = {}
    for check in checks:
        nodes = found.setdefault(check.shape, set())
        for text in check.queries:
            answer = store.query(text)
            assert isinstance(answer, QuerySolutions)  # noqa: S101 - a SELECT, as its algebra showed
            nodes.update(solution["this"] for solution in answer)
    return found
