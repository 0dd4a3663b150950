"""Coverage: a constraint counts as tried when an example violated it, or would come out differently without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.shacl.compiled.model import Properties
from mkgrdf.shacl.compiled.reading import read_model
from mkgrdf.shacl.engines import Engine, validate
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.trials.coverage import Coverage, Excluded, measure
from mkgrdf.shacl.trials.examples import Example, try_examples
from mkgrdf.shacl.trials.removal import parameters_of, without

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE)]


def by_pyshacl(data: object, shapes: Shapes, background: object) -> Report:
    return validate(data, shapes, background, engine=Engine.PYSHACL)  # type: ignore[arg-type]


def covered(shapes: str | Shapes, *examples: str, engine: object = validate) -> Coverage:
    graph = Shapes(triples(shapes)) if isinstance(shapes, str) else shapes
    files = [Example(Path(f"{number}.ttl"), (), tuple(triples(text))) for number, text in enumerate(examples)]
    outcomes = list(try_examples(files, graph, engine))  # type: ignore[arg-type]
    return measure(graph, graph.model, outcomes, engine)  # type: ignore[arg-type]


def untouched(shapes: str, *examples: str) -> list[str]:
    graph = Shapes(triples(shapes))
    return [name.removeprefix("https://example.org/") for name in covered(graph, *examples).untouched(graph.name)]


def missed(coverage: Coverage) -> list[str]:
    return sorted(type(item.constraint).__name__ for item in coverage.uncovered)


ENGINES = pytest.mark.parametrize("engine", [validate, by_pyshacl], ids=["sparql", "pyshacl"])


@ENGINES
def test_a_constraint_that_reports_by_itself(engine: object) -> None:
    """Each component of each shape counts for itself, warnings too."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI ; sh:property ex:P .
        ex:P sh:path ex:p ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:severity sh:Warning ."""
    assert missed(covered(shapes, "ex:a a ex:C ; ex:p 1 .", engine=engine)) == [
        "Count",
        "Count",
        "Datatype",
        "NodeKind",
    ]
    one = covered(shapes, 'ex:a a ex:C ; ex:p "x" , 2 .', engine=engine)
    assert missed(one) == ["Count", "NodeKind"]
    assert one.percent == 50
    everything = covered(shapes, 'ex:a a ex:C ; ex:p "x" , 2 .', "[] a ex:C .", engine=engine)
    assert (missed(everything), everything.percent) == ([], 100)


@ENGINES
def test_a_constraint_inside_another_has_to_make_a_difference(engine: object) -> None:
    """Where two inside an alternative fail together, neither alone is shown to be needed."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:or (
        [ sh:property [ sh:path ex:p ; sh:minCount 1 ] , [ sh:path ex:q ; sh:maxCount 0 ] ] [ sh:class ex:D ] ) ."""
    together = covered(shapes, "ex:a a ex:C ; ex:q 1 .", engine=engine)
    assert missed(together) == ["Count", "Count"]
    apart = covered(shapes, "ex:a a ex:C ; ex:q 1 .", "ex:a a ex:C .", engine=engine)
    assert missed(apart) == ["Count"]
    assert missed(covered(shapes, "ex:a a ex:C .", "ex:a a ex:C ; ex:p 1 ; ex:q 1 .", engine=engine)) == []


@ENGINES
def test_a_negated_constraint_is_missed_by_what_conforms(engine: object) -> None:
    """Taken out of sh:not, a constraint leaves everything forbidden: an example that conforms shows it."""
    shapes = "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:not [ sh:class ex:D ] ."
    assert missed(covered(shapes, "ex:a a ex:C .", engine=engine)) == ["NoneOf"]
    assert missed(covered(shapes, "ex:a a ex:C .", "ex:a a ex:C , ex:D .", engine=engine)) == []


@ENGINES
def test_two_of_one_kind_are_told_apart(engine: object) -> None:
    """A result does not tell which of two sh:class, or of two sh:sparql without names, it is about."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:class ex:D , ex:E ;
        sh:sparql [ sh:select "SELECT $this { $this <https://example.org/p> 1 }" ] ,
            [ sh:select "SELECT $this { $this <https://example.org/p> 2 }" ] ."""
    first = covered(shapes, "ex:a a ex:C , ex:D ; ex:p 1 .", engine=engine)
    assert missed(first) == ["InstanceOf", "SparqlConstraint"]
    assert (
        missed(covered(shapes, "ex:a a ex:C , ex:D ; ex:p 1 .", "ex:a a ex:C , ex:E ; ex:p 2 .", engine=engine)) == []
    )


@ENGINES
def test_qualified_shapes_and_shapes_by_name(engine: object) -> None:
    """The least and the most number are two constraints; what the qualified shape asks is one more."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:node ex:N ; sh:property ex:P .
        ex:P sh:path ex:p ; sh:qualifiedValueShape [ sh:datatype xsd:integer ] ;
            sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2 .
        ex:N a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ."""
    few = 'ex:a a ex:C ; ex:q 1 ; ex:p "x" .'
    assert missed(covered(shapes, few, engine=engine)) == ["Conforms", "Count", "Qualified"]
    many = "ex:a a ex:C ; ex:p 1 , 2 , 3 ."
    assert missed(covered(shapes, few, many, engine=engine)) == []


def test_what_is_not_counted_is_listed_with_its_reason() -> None:
    """Switched off, never reached, or always true: none of these can be violated, and each is told."""
    found = covered(
        """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI ; sh:property ex:P , ex:Off .
        ex:P sh:path ex:p ; sh:minCount 0 . ex:Off sh:path ex:q ; sh:minCount 1 ; sh:deactivated true .
        ex:Unused a sh:NodeShape ; sh:class ex:D .""",
        "[] a ex:C .",
    )
    assert {str(item.shape.node).rpartition("/")[2][:-1]: item.excluded for item in found.items} == {
        "S": None,
        "P": Excluded.ALWAYS_HOLDS,
        "Off": Excluded.DEACTIVATED,
        "Unused": Excluded.UNUSED,
    }
    assert (len(found.counted), found.percent) == (1, 100)


def test_shapes_of_which_nothing_was_violated() -> None:
    """A shape is untouched if none of its constraints, nor one inside it, was violated."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:nodeKind sh:IRI ; sh:class ex:D .
        ex:T a sh:NodeShape ; sh:targetClass ex:C ; sh:not [ sh:class ex:F ] ."""
    assert untouched(shapes) == ["S", "T"]
    assert untouched(shapes, "ex:a a ex:C , ex:D , ex:F .") == ["S"]
    assert untouched(shapes, "[] a ex:C , ex:D .") == []  # the example conforms to ex:T: its inner class matters
    assert covered(shapes).percent == 0


def test_no_constraints_are_covered_whole() -> None:
    """Shapes that ask nothing leave nothing to be tried."""
    assert covered("ex:S a sh:NodeShape ; sh:targetClass ex:C .", "ex:a a ex:C .").percent == 100


def test_each_shipped_constraint_can_be_taken_away() -> None:
    """Without a constraint, the shapes read the same but for that one."""
    shipped = load_shapes()
    taken = 0
    for shape in list(shipped.model.shapes.values())[::14]:
        for constraint in shape.constraints:
            assert parameters_of(shipped.index, shape.node, constraint)
            if isinstance(constraint, Properties):
                continue
            less = without(shipped, shape.node, constraint)
            rest = tuple(one for one in shape.constraints if one is not constraint)
            assert read_model(less.index, less.name)[shape.node].constraints == rest
            taken += 1
    assert taken > 20


@settings(max_examples=30)
@given(st.sets(st.sampled_from(["a ex:C", "a ex:D", "ex:p 1", 'ex:p "x"', "ex:p 2", "ex:q 1"]), min_size=1, max_size=5))
def test_more_examples_never_cover_less(said: set[str]) -> None:
    """Coverage grows with the examples: what one shows, it shows beside others."""
    shapes = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:xone ( [ sh:class ex:D ] ex:P ) ; sh:property ex:P .
        ex:P sh:path ex:p ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:disjoint ex:q ."""
    one = "".join(f"ex:a {text} . " for text in said)
    other = "ex:a a ex:C ; ex:p 1 ; ex:q 1 ."
    assert set(missed(covered(shapes, one, other))) <= set(missed(covered(shapes, one)))
