"""The compiled shapes and plain pySHACL find the same, on random shapes and random data.

Two hundred cases run each time; ``MKGRDF_EXAMPLES=10000`` runs as many as it says. What the two disagree on has to be
on the table of :mod:`tests.shacl.disagreements`, each row of which is a test here too.
"""

from __future__ import annotations

import os
import pathlib
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from mkgrdf.shacl.compiled import conditions, focus, ways
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.paths import Alternative, Inverse, Path, Predicate, Repeat, Sequence, read_path
from mkgrdf.shacl.pyshacl_engine import normalised
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.terms import Node
from mkgrdf.vocabulary import RDF, SH
from tests.shacl.disagreements import DISAGREEMENTS, Compared, Disagreement, comparable, explained
from tests.shacl.plain_pyshacl import Result, results_of, results_of_pyshacl
from tests.shacl.random_shapes import data_graphs, paths, shapes_graphs
from tests.shacl.random_vocabulary import EX, RESOURCES

EXAMPLES = int(os.environ.get("MKGRDF_EXAMPLES", "200"))

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

PREFIXES = {
    "ex": "http://example.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def pyshacl(data: list[Triple], shapes: list[Triple]) -> Counter[Result] | str:
    """Return pySHACL's results, or the error that it ends in: it has a class for few of them."""
    try:
        return results_of_pyshacl(data, shapes)
    except Exception as error:  # noqa: BLE001 - any way to fail is looked at below
        return str(error)


@settings(
    max_examples=EXAMPLES,
    suppress_health_check=SLOW,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
)
@given(shapes_graphs(), data_graphs())
def test_compiled_shapes_and_pyshacl_find_the_same(shapes: list[Triple], data: list[Triple]) -> None:
    """Focus, path, value, shape, component and severity of each result agree, or a row of the table says why not."""
    plain = pyshacl(data, shapes)
    ours = results_of(validate(data, Shapes(shapes), engine="sparql"))
    if isinstance(plain, str):
        event("pySHACL fails")
        assert explained(Compared(shapes, data, (), plain)), f"{plain}\n{told(shapes, data)}"
        return
    surplus, missing = comparable(ours) - comparable(plain), comparable(plain) - comparable(ours)
    differing = [*surplus, *missing]
    if not differing:
        event("results" if ours else "no results")
        return
    event("explained")
    listed = f"surplus: {sorted(surplus.elements())}\nmissing: {sorted(missing.elements())}"
    assert explained(Compared(shapes, data, differing)), f"{listed}\n{told(shapes, data)}"


STEPWISE = {(module, "MOST_STEPS"): 1 for module in (conditions, focus, ways)} | {(conditions, "_FARTHEST"): 1}
LIMITS = (
    {
        (conditions, "LONGEST"): 60,
        (conditions, "_MOST_DISTINCT"): 0,
        (conditions, "MOST_BRANCHES"): 1,
        (ways, "MOST_BRANCHES"): 1,
        (focus, "_CHUNK"): 1,
    },
    STEPWISE,
    STEPWISE | {(focus, "_DEEPEST"): 0},
)
"""Of what one query does, less and less: no long conditions; no more than a step at once; no steps on end at all."""


@settings(max_examples=EXAMPLES // 2, suppress_health_check=SLOW)
@given(shapes_graphs(), data_graphs())
def test_sets_of_nodes_find_what_queries_find(shapes: list[Triple], data: list[Triple]) -> None:
    """What is too long or too deep for one query, so that Python puts sets of nodes together, comes out the same."""
    written = results_of(validate(data, Shapes(shapes), engine="sparql"))
    for limits in LIMITS:
        with pytest.MonkeyPatch.context() as patch:
            for (module, name), limit in limits.items():
                patch.setattr(module, name, limit)
            assert results_of(validate(data, Shapes(shapes), engine="sparql")) == written, told(shapes, data)


@settings(max_examples=EXAMPLES // 2, suppress_health_check=SLOW)
@given(paths(), data_graphs())
def test_paths_lead_where_they_say(path: tuple[NamedNode | BlankNode, list[Triple]], data: list[Triple]) -> None:
    """The values of a path, followed step by step here, are its values in a shape, at nodes of the data and others."""
    node, said = path
    shape = EX.shape
    starts: list[Node] = [*RESOURCES[:4], EX.nowhere, Literal("nowhere")]
    shapes = [
        *said,
        Triple(shape, SH.path, node),
        Triple(shape, SH["in"], RDF.nil),
        *(Triple(shape, SH.targetNode, start) for start in starts),
    ]
    found = {(one.focus, one.value) for one in validate(data, Shapes(shapes), engine="sparql").violations}
    graph = GraphIndex(normalised(data))
    followed = read_path(GraphIndex(said), node)
    assert found == {(start, value) for start in starts for value in reached(graph, followed, start)}


def reached(graph: GraphIndex, path: Path, start: Node, *, backwards: bool = False) -> set[Node]:
    """Return the values of ``path`` at ``start``, by the letter of SHACL, section 2.3.1."""
    match path:
        case Predicate(iri) if backwards:
            return {subject for subject, object_ in graph.with_predicate(iri) if object_ == start}
        case Predicate(iri):
            return set(graph.objects(start, iri))
        case Inverse(inner):
            return reached(graph, inner, start, backwards=not backwards)
        case Alternative(choices):
            return {end for choice in choices for end in reached(graph, choice, start, backwards=backwards)}
        case Sequence(steps):
            ends = {start}
            for step in reversed(steps) if backwards else steps:
                ends = {end for each in ends for end in reached(graph, step, each, backwards=backwards)}
            return ends
        case Repeat(inner, least, many):
            ends = reached(graph, inner, start, backwards=backwards)
            waiting = list(ends) if many else []
            while waiting:
                fresh = reached(graph, inner, waiting.pop(), backwards=backwards) - ends
                ends |= fresh
                waiting.extend(fresh)
            return ends if least else ends | {start}


def told(shapes: list[Triple], data: list[Triple]) -> str:
    texts = (serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b"" for triples in (shapes, data))
    return b"\n".join(texts).decode()


@pytest.mark.parametrize("reason", DISAGREEMENTS, ids=lambda reason: reason.pyshacl)
def test_each_disagreement_has_an_example(reason: Disagreement) -> None:
    """On the row's example the compiled shapes do what the standard says, and pySHACL what the row says of it."""
    shapes = triples(f"ex:S a sh:NodeShape ; sh:targetSubjectsOf ex:p ; {reason.shape} .")
    data = triples(reason.data)
    ours = results_of(validate(data, Shapes(shapes), engine="sparql"))
    assert {value for _, _, value, *_ in ours} == {term(text) for text in reason.ours}
    plain = pyshacl(data, shapes)
    if isinstance(plain, str):
        assert isinstance(reason.theirs, str)
        assert reason.theirs in plain
        compared = Compared(shapes, data, (), plain)
    else:
        assert {value for _, _, value, *_ in plain} == {term(text) for text in reason.theirs}
        compared = Compared(shapes, data, [*(ours - plain), *(plain - ours)])
    assert reason.changes is None or explained(compared)


def triples(text: str) -> list[Triple]:
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    return [quad.triple for quad in parse(input=header + text, format=RdfFormat.TURTLE)]


def term(text: str) -> str:
    return str(triples(f"ex:s ex:p {text} .")[0].object) if text else ""


def test_the_disagreements_are_documented(repository: pathlib.Path) -> None:
    """The page on conformance has the table's rows, and no other."""
    page = (repository / "docs" / "reference" / "conformance.md").read_text(encoding="utf-8")
    rows = [f"| {reason.pyshacl} | {reason.standard} |" for reason in DISAGREEMENTS]
    start = page.index("| pySHACL | the standard |\n|---|---|\n")
    assert page[start:].splitlines()[2 : 2 + len(rows)] == rows
    assert not page[start:].splitlines()[2 + len(rows)].startswith("|")
