"""Validation with pySHACL: the reference that the compiled shapes are held against.

pySHACL gets shapes and data as they are, in rdflib graphs that are built straight from pyoxigraph's terms, and its
results are translated back.

- The data go into an rdflib graph of our own class whose ``query`` keeps parsed queries: pySHACL hands the text of
  a ``sh:sparql`` to it again for each focus node, and rdflib would parse it each time. Nothing in rdflib or pySHACL
  is patched; the parsed queries live and die with the graph.
- Inference is off; ``rdfs:subClassOf`` is followed as SHACL defines it, over data and ontology together. Results
  about nodes that only the ontology describes are left out: its terms are not the data's subject.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.errors import ReportableRuntimeError
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator

from mkgrdf.errors import ShapesError
from mkgrdf.records import Label
from mkgrdf.shacl.compiled.results import PLACEHOLDER
from mkgrdf.shacl.report import Report, Violation, severity_of
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.staged_graph import StagedGraph, UnusableQueryError
from mkgrdf.shacl.terms import Node, Translator, ill_typed_literals_unlogged
from mkgrdf.shacl.vacuity import vacuous_shapes
from mkgrdf.vocabulary import SH

__all__ = ["QUIET", "normalised", "validate"]

QUIET = logging.getLogger("mkgrdf.shacl.pyshacl")
"""The logger that pySHACL is given: it would otherwise set up handlers that print."""
QUIET.addHandler(logging.NullHandler())
QUIET.propagate = False


class _ResultsValidator(Validator):
    """pySHACL's validator, returning its list of results instead of a report graph and a text."""

    @classmethod
    def create_validation_report(
        cls,
        _shapes: Any,
        _conforms: bool,
        results: list[tuple[Any, ...]],
    ) -> tuple[list[Any], str]:
        """Hand over what each result says; pySHACL adds what its details say, which is of other results."""
        return [[triple for triple in triples if triple[0] == node] for _, node, triples in results], ""


def normalised(data: Iterable[Triple | Quad] | Store) -> list[Triple]:
    """Return the distinct triples of ``data``, all graphs together, spelt as Oxigraph spells them.

    Oxigraph writes ``9.90`` as ``9.9``; without this, a number from a file and the same number from the store would
    be two values.
    """
    if not isinstance(data, Store):
        staged = Store()
        staged.extend(Quad(item.subject, item.predicate, item.object) for item in data)
        data = staged
    return list(dict.fromkeys(quad.triple for quad in data))


def validate(
    data: Iterable[Triple | Quad] | Store,
    shapes: Shapes,
    ontology: Iterable[Triple] = (),
    *,
    about: Callable[[Node], bool] | None = None,
) -> Report:
    """Check all graphs of ``data`` together against ``shapes``.

    Args:
        data: triples or quads, or an Oxigraph store.
        shapes: what to check.
        ontology: triples that the shapes may look at besides (classes above the data's, types of individuals);
            nodes that only the ontology describes are not reported on.
        about: keeps only results whose focus node it accepts; the checks themselves see everything.

    Returns:
        The results, sorted; ``targeted`` counts the focus nodes that ``about`` accepts.

    Raises:
        ShapesError: pySHACL cannot evaluate the shapes.
        MkgError: the data hold terms that SHACL is not defined on.
    """
    triples = normalised(data)
    present = set(triples)
    background = [triple for triple in normalised(ontology) if triple not in present]
    silent: set[object] = {triple.subject for triple in background}
    silent.difference_update(triple.subject for triple in triples)

    def wanted(node: object) -> bool:
        return node not in silent and (about is None or about(node))  # type: ignore[arg-type]

    everything = [*triples, *background]
    focus = shapes.targets.find(everything)
    results = _run(everything, shapes)
    violations = [_violation(result, shapes) for result in results if wanted(result[SH.focusNode][0])]
    return Report(
        tuple(sorted(violations, key=lambda violation: violation.order)),
        sum(1 for node in focus.all() if wanted(node)),
        vacuous_shapes(shapes, focus, wanted),
    )


def _run(triples: list[Triple], shapes: Shapes) -> list[Mapping[NamedNode, list[Node]]]:
    translator = Translator()
    options = {"inference": "none", "inplace": True, "advanced": False, "logger": QUIET}
    # It is kept by the memory address of the shapes graph: a later graph at the same address would be given the
    # queries of an earlier one.
    SPARQLConstraintComponentValidator.validator_cache.clear()
    try:
        with ill_typed_literals_unlogged():
            data = DataGraph.from_rdflib_graph(StagedGraph(translator.triples(triples)))
            graph = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")
            for triple in translator.triples(shapes.index.triples):
                graph.add(triple)
            _, results, _ = _ResultsValidator(data, shacl_graph=graph, options=options).run()  # type: ignore[no-untyped-call]
            return [_properties(result, translator) for result in results]
    except UnusableQueryError as error:
        raise ShapesError(
            f"{_asker(error.text, shapes)}: pySHACL cannot evaluate the query: {error}; the engine 'sparql' may"
        ) from error
    except (ReportableRuntimeError, NotImplementedError) as error:
        raise ShapesError(f"the shapes cannot be evaluated: {error}; check them with 'mkgrdf check'") from error


def _asker(query: str, shapes: Shapes) -> str:
    """Return the name of the shape whose SPARQL ``query`` was made of. Of that, a path may have been put in."""
    for predicate in (SH.select, SH.ask):
        for node, text in shapes.index.with_predicate(predicate):
            parts = re.split(r"[$?]PATH\b", text.value.strip())
            if re.search(".*".join(map(re.escape, parts)), query, re.DOTALL):
                return shapes.name(node)
    return "a shape"


def _properties(result: list[tuple[Any, ...]], translator: Translator) -> Mapping[NamedNode, list[Node]]:
    """Return a result's properties. pySHACL gives nodes as ``(graph they come from, node)``."""
    properties: dict[NamedNode, list[Node]] = {}
    for _, predicate, value in result:
        term = translator.from_rdflib(value[1] if isinstance(value, tuple) else value)
        properties.setdefault(NamedNode(str(predicate)), []).append(term)
    return properties


def _violation(result: Mapping[NamedNode, list[Node]], shapes: Shapes) -> Violation:
    shape = result[SH.sourceShape][0]
    constraint = result.get(SH.sourceConstraint, [None])[0]
    severity, severity_iri = severity_of(result[SH.resultSeverity][0].value)
    path = result.get(SH.resultPath, [None])[0]
    return Violation(
        focus=result[SH.focusNode][0],
        shape=shapes.name(shape),
        component=result[SH.sourceConstraintComponent][0].value,
        severity=severity,
        message=_message(result.get(SH.resultMessage, []), shapes.messages(constraint, shape)),
        path=None if path is None else shapes.path_text(path),
        constraint=constraint.value if isinstance(constraint, NamedNode) else None,
        value=result.get(SH.value, [None])[0],
        source_shape=None if isinstance(shape, Literal) else shape,
        severity_iri=severity_iri,
    )


def _message(said: list[Node], templates: list[Literal]) -> Label:
    """Return what pySHACL said, by language.

    pySHACL fills the placeholders of a ``sh:sparql``'s message and loses its language tag on the way; the tag is
    found again by matching the text with the message in the shapes. Without a message, pySHACL's own English stands.
    """
    texts = sorted({text for text in said if isinstance(text, Literal)}, key=str)
    label: dict[str, str] = {}
    for template in templates:
        pattern = re.compile(".*".join(re.escape(part) for part in PLACEHOLDER.split(template.value)[::2]), re.DOTALL)
        matching = [text.value for text in texts if pattern.fullmatch(text.value)]
        if matching:
            label.setdefault(template.language or "und", matching[0])
    if not label:
        for text in texts:
            label.setdefault(text.language or ("und" if templates else "en"), text.value)
    return tuple(sorted(label.items()))
