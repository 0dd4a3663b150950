"""pySHACL as it comes, on shapes as they are written: what other engines are compared with."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import rdflib
from pyoxigraph import NamedNode, Triple
from pyshacl.constraints.sparql.sparql_based_constraint_components import SPARQLConstraintComponentValidator
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator

from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import path_text, read_path
from mkgrdf.shacl.pyshacl_engine import QUIET, normalised
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.terms import Translator, ill_typed_literals_unlogged
from mkgrdf.vocabulary import SH

__all__ = ["Result", "odd_literals_unremarked", "results_of", "results_of_pyshacl"]

Result = tuple[str, str, str, str, str, str]
"""Focus node, path, value, shape's node, component, severity; texts, empty where there is none."""


class _Results(Validator):
    """pySHACL's validator, with results as they are made, so that blank nodes keep their names."""

    @classmethod
    def create_validation_report(
        cls, _shapes: Any, _conforms: bool, results: list[tuple[Any, ...]]
    ) -> tuple[list[Any], str]:
        """Hand over node and triples of each result; among the triples are those of its details."""
        return [(node, triples) for _, node, triples in results], ""


@contextmanager
def odd_literals_unremarked() -> Iterator[None]:
    """Keep rdflib from warning of ill-typed literals; where warnings are errors, it would even read them otherwise."""
    with warnings.catch_warnings(), ill_typed_literals_unlogged():
        warnings.simplefilter("ignore")
        yield


def results_of_pyshacl(data: Iterable[Triple], shapes: Iterable[Triple]) -> Counter[Result]:
    """Return what pySHACL finds on data and shapes as a store spells them, and how often."""
    # It is kept by the memory address of the shapes graph: a later graph at the same address would be given the
    # queries of an earlier one.
    SPARQLConstraintComponentValidator.validator_cache.clear()
    translator = Translator()
    staged = normalised(shapes)
    index = GraphIndex(staged)
    with odd_literals_unremarked():
        data_graph, shapes_graph = rdflib.Graph(), rdflib.Graph()
        for graph, triples in ((data_graph, normalised(data)), (shapes_graph, staged)):
            for triple in translator.triples(triples):
                graph.add(triple)
        options = {"inference": "none", "advanced": False, "logger": QUIET}
        validator = _Results(DataGraph.from_rdflib_graph(data_graph), shacl_graph=shapes_graph, options=options)
        _, found, _ = validator.run()  # type: ignore[no-untyped-call]

    def result(node: object, triples: list[tuple[Any, ...]]) -> Result:
        said = {}
        for subject, predicate, value in triples:
            if subject == node:
                term = value[1] if isinstance(value, tuple) else value
                said[NamedNode(str(predicate))] = translator.from_rdflib(term)
        path = said.get(SH.resultPath)
        return (
            str(said[SH.focusNode]),
            "" if path is None else path_text(read_path(index, path)),
            str(said.get(SH.value, "")),
            str(said[SH.sourceShape]),
            str(said[SH.sourceConstraintComponent]),
            str(said[SH.resultSeverity]),
        )

    return Counter(result(node, triples) for node, triples in found)


def results_of(report: Report) -> Counter[Result]:
    """Return the results of a report in the same form."""
    return Counter(
        (
            str(one.focus),
            one.path or "",
            "" if one.value is None else str(one.value),
            str(one.source_shape),
            str(NamedNode(one.component)),
            str(NamedNode(one.severity_iri or SH[one.severity.value].value)),
        )
        for one in report.violations
    )
