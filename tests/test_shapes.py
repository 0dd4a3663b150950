"""Each example file says in its header which shapes must object to it, or that none may (mkgrdf.shacl.trials.examples).

Those in tests/shapes are for the shapes over data, those in tests/meta for the shapes over the ontology. Here pySHACL
alone says what the shapes object to, in plain rdflib graphs; what the examples cover is measured as users measure it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, BNode, URIRef
from rdflib.plugins.sparql import prepareQuery

from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.shapes import load_shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.shacl.trials.coverage import measure
from mkgrdf.shacl.trials.examples import example_files, read_example, try_examples

REPOSITORY = Path(__file__).resolve().parent.parent
EXAMPLES = REPOSITORY / "tests" / "shapes"
META_EXAMPLES = REPOSITORY / "tests" / "meta"
SHAPES = REPOSITORY / "shapes"
ONTOLOGY = REPOSITORY / "ontology" / "mkg.ttl"

MKG = "https://w3id.org/mkgrdf/ontology#"
MKGSH = "https://w3id.org/mkgrdf/shapes#"
BASE = "https://example.org/shop/"

CASES = example_files([EXAMPLES, META_EXAMPLES])

# Individuals of these are the ontology's own, so their shapes are in shapes/meta; the other two have no instances that
# are not instances of a class below them.
KINDS = {"SentenceKind", "SegmentKind", "EntityType", "Outcome"}
ABSTRACT = {"Evidence", "Medium"}


class Data(rdflib.Graph):
    """A graph that parses each query once: pySHACL asks the same few for every focus node."""

    def query(self, query_object: Any, *args: Any, **kwargs: Any) -> Any:
        prefixes = kwargs.pop("initNs", None) or {}
        return super().query(parsed(query_object, tuple(sorted(prefixes.items()))), *args, **kwargs)


@cache
def parsed(query: str, prefixes: tuple[tuple[str, Any], ...]) -> Any:
    return prepareQuery(query, initNs=dict(prefixes))


@cache
def expected(case: Path) -> frozenset[str]:
    """Return the local names of the shapes that a file's header promises; nothing for one that conforms."""
    return frozenset(name.removeprefix(MKGSH) for name in read_example(case).violates)


@cache
def shapes(folder: Path) -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted(folder.glob("*.ttl")):
        graph.parse(file)
    return graph


@cache
def class_tree() -> tuple[tuple[URIRef, URIRef, URIRef], ...]:
    """Return the part of the ontology that shapes over data look at."""
    edges = rdflib.Graph().parse(ONTOLOGY).triples((None, RDFS.subClassOf, None))
    return tuple(
        (s, p, o) for s, p, o in edges if isinstance(s, URIRef) and isinstance(p, URIRef) and isinstance(o, URIRef)
    )


def objections(data: rdflib.Graph, folder: Path) -> list[tuple[Any, str]]:
    """Return (focus node, local name of the shape) for each result of pySHACL, warnings included."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(folder), inference="none", inplace=True)
    assert isinstance(report, rdflib.Graph)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        assert isinstance(shape, URIRef), f"{shape} has no name"
        found.append((report.value(result, SH.focusNode), shape.removeprefix(MKGSH)))
    return found


@cache
def outcomes(folder: Path) -> dict[str, frozenset[str]]:
    """Return what the shapes object to in each file of a folder, by file name.

    The files over data are validated in one graph, for speed: each with a base IRI of its own, so that none can see
    another. The files over the ontology speak of the same terms and are validated one by one.
    """
    cases = [case for case in CASES if case.parent == folder]
    found: dict[str, set[str]] = {case.name: set() for case in cases}
    if folder.parent == META_EXAMPLES:
        for case in cases:
            found[case.name] = {name for _, name in objections(Data().parse(case), SHAPES / "meta")}
    else:
        data, blanks = Data(), dict[BNode, str]()
        for case in cases:
            text = case.read_text().replace(BASE, f"{BASE}{case.stem}/")
            graph = rdflib.Graph().parse(data=text, format="turtle")
            blanks.update({node: case.name for node in graph.subjects() if isinstance(node, BNode)})
            for triple in graph:
                data.add(triple)
        for triple in class_tree():
            data.add(triple)
        for focus, name in objections(data, SHAPES):
            stem = focus.removeprefix(BASE).split("/")[0] if isinstance(focus, URIRef) else ""
            found[blanks.get(focus) or f"{stem}.ttl"].add(name)
    return {name: frozenset(names) for name, names in found.items()}


def named_shapes() -> Iterable[tuple[str, rdflib.Graph]]:
    """Yield the local name of each shape with an IRI, and the graph that it stands in."""
    for folder in (SHAPES, SHAPES / "meta"):
        graph = shapes(folder)
        for kind in (SH.NodeShape, SH.PropertyShape):
            for shape in graph.subjects(RDF.type, kind):
                assert isinstance(shape, URIRef)
                yield shape.removeprefix(MKGSH), graph


NOT_CONSTRAINTS = {
    RDF.type,
    SH.targetClass,
    SH.targetSubjectsOf,
    SH.property,
    SH.severity,
    SH.message,
    SH.path,
    SH.ignoredProperties,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(EXAMPLES.parent).with_suffix("")))
def test_the_shapes_that_object_are_those_in_the_header(case: Path) -> None:
    """Exactly the shapes named in an example's header report it: no fewer, and no others."""
    assert outcomes(case.parent)[case.name] == expected(case)


def test_every_example_is_collected(request: pytest.FixtureRequest) -> None:
    """No example file lies where the parametrised test does not look."""
    files = [path for folder in (EXAMPLES, META_EXAMPLES) for path in folder.rglob("*") if path.is_file()]
    assert len(CASES) == len(files)
    assert len(CASES) > 600


def test_every_shape_with_a_constraint_is_violated_by_some_example() -> None:
    """There is a way to be wrong for each named shape that asks anything."""
    asking = {name for name, graph in named_shapes() if set(graph.predicates(URIRef(MKGSH + name))) - NOT_CONSTRAINTS}
    violated = {name for case in CASES for name in expected(case)}
    assert asking == violated


@pytest.mark.parametrize(
    ("folder", "examples", "background"), [(SHAPES, EXAMPLES, [ONTOLOGY]), (SHAPES / "meta", META_EXAMPLES, [])]
)
def test_every_constraint_is_violated_by_some_example(folder: Path, examples: Path, background: list[Path]) -> None:
    """Each constraint of each shape, and each inside another, makes a difference to some example: 100 % coverage."""
    tested = load_shapes([folder], check=False)
    beside = [quad.triple for quad in read_graph(background).quads()]
    outcomes = list(try_examples(map(read_example, example_files([examples])), tested, validate, beside))
    coverage = measure(tested, tested.model, outcomes, validate, background=beside)
    assert [outcome.example.path for outcome in outcomes if not outcome.passed] == []
    assert [(tested.name(item.shape.node), item.constraint) for item in coverage.uncovered] == []
    assert [item for item in coverage.items if item.excluded] == []
    assert coverage.percent == 100


def test_every_class_has_a_valid_example_and_a_shape() -> None:
    """A class of the pattern layer that may have instances has a shape that targets it and an example that conforms."""
    ontology = rdflib.Graph().parse(ONTOLOGY)
    classes = {
        str(term).removeprefix(MKG) for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(MKG)
    }
    valid: set[str] = set()
    for case in CASES:
        if not expected(case):
            types = rdflib.Graph().parse(case).objects(None, RDF.type)
            valid |= {str(kind).removeprefix(MKG) for kind in types if str(kind).startswith(MKG)}
    targeted = {
        str(term).removeprefix(MKG)
        for folder in (SHAPES, SHAPES / "meta")
        for term in shapes(folder).objects(None, SH.targetClass)
    }
    assert classes - ABSTRACT - {"Concept", "Document"} == valid & classes
    assert classes - ABSTRACT <= targeted
    assert {term for term in targeted & classes if term in KINDS} == KINDS


def test_each_class_has_a_file_of_its_own() -> None:
    """The file that targets a class is named after it, and each shape's name begins with the class that it is about."""
    for file in sorted(SHAPES.glob("*.ttl")):
        graph = rdflib.Graph().parse(file)
        targets = {str(term).removeprefix(MKG) for term in graph.objects(None, SH.targetClass)}
        words = "".join(word.capitalize() for word in file.stem.split("-"))
        assert targets == (set() if file.stem == "prefixes" else {words}), file
        names = {str(shape).removeprefix(MKGSH) for shape in graph.subjects() if isinstance(shape, URIRef)}
        assert all(name == words or name.startswith(f"{words}-") for name in names) or file.stem == "prefixes"


@pytest.mark.parametrize(("name", "graph"), [pytest.param(*shape, id=shape[0]) for shape in named_shapes()])
def test_shapes_speak_plainly_in_two_languages(name: str, graph: rdflib.Graph) -> None:
    """Each shape that can object says what to do once in English and once in Chinese, and has a severity."""
    shape = URIRef(MKGSH + name)
    if set(graph.predicates(shape)) - NOT_CONSTRAINTS:
        speakers = list(graph.objects(shape, SH.sparql)) or [shape]
        for speaker in speakers:
            messages = list(graph.objects(speaker, SH.message))
            assert sorted(str(getattr(message, "language", None)) for message in messages) == ["en", "zh"]
        severity = graph.value(shape, SH.severity)
        assert severity in {SH.Violation, SH.Warning}
