"""The W3C's SHACL test suite, whole: each expected report is compared as a graph.

The suite's rules: of a report ``sh:conforms``, of each result the properties that :func:`report_triples` keeps; blank
nodes by isomorphism, so that a result that the standard wants twice has to be there twice. ``sh:resultMessage`` counts
where the expected report has it. Both graphs go through an Oxigraph store first, as all data here do, which spells
numbers its own way: see ``RESPELT``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from mkgrdf.errors import MkgError
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.graph_index import GraphIndex
from mkgrdf.shacl.pyshacl_engine import normalised
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.writers import as_turtle
from mkgrdf.vocabulary import RDF, SH
from tests.shacl.w3c.cases import CASES
from tests.shacl.w3c.suite import Case, names_of_cases, read_case, report_triples

RESPELT = {
    "core/node/maxExclusive-001": '"4.0"^^xsd:decimal becomes "4"^^xsd:decimal',
    "core/node/maxInclusive-001": '"4.0"^^xsd:decimal becomes "4"^^xsd:decimal',
    "core/node/minExclusive-001": '"4.0"^^xsd:decimal becomes "4"^^xsd:decimal',
    "core/property/datatype-ill-formed": '"300"^^xsd:byte becomes "300"^^xsd:integer',
}
"""The cases whose literals the store spells in another way; the verdicts stay the same."""

NOT_PASSED: dict[str, dict[str, str]] = {
    "sparql": {},
    "pyshacl": {
        "sparql/node/prefixes-001": "pySHACL does not follow owl:imports from sh:prefixes",
        "sparql/pre-binding/shapesGraph-001": "pySHACL does not bind $shapesGraph, which is optional",
    },
}
"""Engine -> cases that do not pass, each with its reason; ``docs/reference/conformance.md`` has the same tables."""


@pytest.fixture(scope="session")
def suite(shared_data: Path) -> Path:
    """The folder of the suite's tests."""
    folder = shared_data / "conformance" / "shacl" / "data-shapes-test-suite" / "tests"
    if not folder.is_dir():
        pytest.skip(f"the W3C's SHACL test suite is not at {folder}")
    return folder


def fault(case: Case, engine: str) -> str | None:
    """Return how the engine's report differs from the expected one, or ``None``."""
    try:
        report = validate(case.data, Shapes(case.shapes), engine=engine)
    except MkgError as error:
        return None if case.expected is None else f"fails: {error}"
    if case.expected is None:
        return "does not fail"
    graph, node = case.expected
    messages = any(graph.objects(result, SH.resultMessage) for result in graph.objects(node, SH.result))
    expected = canonical(report_triples(graph, node, messages=messages))
    written = GraphIndex(quad.triple for quad in parse(input=as_turtle(report), format=RdfFormat.TURTLE))
    (head,) = (subject for subject, type_ in written.with_predicate(RDF.type) if type_ == SH.ValidationReport)
    found = canonical(report_triples(written, head, messages=messages))
    if expected == found:
        return None
    return "\n".join(["missing:", *sorted(expected - found), "surplus:", *sorted(found - expected)])


def canonical(triples: list[Triple]) -> set[str]:
    """Return the triples as text, spelt as a store spells them, the same for isomorphic graphs."""
    dataset = Dataset(Quad(*triple) for triple in normalised(triples))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad.triple) for quad in dataset}


@pytest.mark.data
@pytest.mark.parametrize("name", CASES)
def test_case(suite: Path, name: str) -> None:
    """The report of the compiled shapes is the expected one, unless the table names the case."""
    found = fault(read_case(suite, name), "sparql")
    assert (found is not None) == (name in NOT_PASSED["sparql"]), found


@pytest.mark.data
@pytest.mark.parametrize("name", CASES)
def test_case_with_pyshacl(suite: Path, name: str) -> None:
    """So is that of the engine that pySHACL runs in."""
    found = fault(read_case(suite, name), "pyshacl")
    assert (found is not None) == (name in NOT_PASSED["pyshacl"]), found


def test_all_cases_are_there() -> None:
    """98 cases of the core and 23 of SHACL-SPARQL."""
    assert len([name for name in CASES if name.startswith("core/")]) == 98
    assert len([name for name in CASES if name.startswith("sparql/")]) == 23
    assert len(set(CASES)) == 121
    assert set(CASES) >= {*NOT_PASSED["sparql"], *NOT_PASSED["pyshacl"], *RESPELT}


@pytest.mark.data
def test_the_suite_has_no_other_cases(suite: Path) -> None:
    """The list of names is the manifests' own."""
    assert sorted(names_of_cases(suite)) == sorted(CASES)


def test_the_tables_are_documented(repository: Path) -> None:
    """The page on conformance counts the cases, and names each that does not pass with its reason."""
    page = (repository / "docs" / "reference" / "conformance.md").read_text(encoding="utf-8")
    for engine, not_passed in NOT_PASSED.items():
        for part in ("core", "sparql"):
            failing = [name for name in not_passed if name.startswith(f"{part}/")]
            total = sum(name.startswith(f"{part}/") for name in CASES)
            assert f"| `{engine}` | {part} | {total - len(failing)} of {total} |" in page
        for name, reason in not_passed.items():
            assert f"| `{engine}` | `{name}` | {reason} |" in page
    for name, change in RESPELT.items():
        assert f"| `{name}` | {change} |" in page
