"""Hostile shapes and data: each ends in an answer or in an error that names the shape, soon, and reaches nothing."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.errors import ShapesError
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import Shapes

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/> .
"""
DATA = "ex:a a ex:Thing ; ex:p ex:b , 1 , 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' . ex:b a ex:Thing ; ex:q ex:a ."
TARGET = "ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; "
SOON = 20.0
"""Seconds; each of these takes well below one on a quiet machine."""


def triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE)]


def judged(shapes: str, data: str = DATA) -> Report:
    began = time.monotonic()
    try:
        return validate(triples(data), Shapes(triples(shapes)), engine="sparql")
    finally:
        assert time.monotonic() - began < SOON


def select(where: str, head: str = "SELECT $this") -> str:
    text = f"PREFIX ex: <https://example.org/> {head} WHERE {{ {where} }}"
    return f'{TARGET} sh:sparql [ sh:select """{text}""" ] .'


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """The URL of a real server on loopback, and the list of what was asked of it."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815 - the server's name for it

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/x", seen
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.network
@pytest.mark.parametrize(
    "attack",
    [
        "SELECT $this WHERE { $this a ?x . SERVICE <URL> { ?s ?p ?o } }",
        "SELECT $this WHERE { $this a ?x . FILTER EXISTS { SERVICE SILENT <URL> { ?s ?p ?o } } }",
        "SELECT $this WHERE { $this a ?x . \\\\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT $this FROM <URL> WHERE { $this a ?x }",
        "SELECT $this FROM NAMED <URL> WHERE { GRAPH ?g { $this a ?x } }",
        "LOAD <URL>",
        "SELECT $this WHERE { $this a ?x } ; LOAD <URL>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_no_shape_reaches_the_network(attack: str, visits: tuple[str, list[str]]) -> None:
    """Whatever calls out is refused before anything runs, with the shape's name."""
    url, seen = visits
    shapes = f'{TARGET} sh:sparql [ sh:select """{attack.replace("URL", url)}""" ] .'
    with pytest.raises(ShapesError, match=r"https://example\.org/S"):
        judged(shapes)
    assert seen == []


@pytest.mark.network
def test_no_component_reaches_the_network(visits: tuple[str, list[str]]) -> None:
    """The same for the validators of components, and for prefixes and imports that name a server."""
    url, seen = visits
    component = f"""ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:param ] ;
        sh:validator [ sh:ask "ASK {{ SERVICE <{url}> {{ ?s ?p ?o }} }}" ] . {TARGET} ex:param 1 ."""
    with pytest.raises(ShapesError, match="SERVICE"):
        judged(component)
    imports = f"""<{url}> <http://www.w3.org/2002/07/owl#imports> <{url}/more> .
        {TARGET} sh:sparql [ sh:prefixes <{url}> ; sh:select "SELECT $this WHERE {{ $this a ex:Thing }}" ] ."""
    with pytest.raises(ShapesError, match="no SPARQL query"):
        judged(imports)
    assert seen == []


@pytest.mark.parametrize(
    "shape", ["sh:node ex:S", "sh:not ex:S", "sh:or ( ex:S )", "sh:property [ sh:path ex:p ; sh:node ex:S ]"]
)
def test_recursion_is_refused(shape: str) -> None:
    """A shape that refers back to itself has no defined meaning."""
    with pytest.raises(ShapesError, match=r"https://example\.org/S refers back to itself"):
        judged(f"{TARGET} {shape} .")


def test_recursion_over_several_shapes_is_refused() -> None:
    """The error shows the circle."""
    with pytest.raises(ShapesError, match=r"S.* -> .*T.* -> .*S"):
        judged(f"{TARGET} sh:node ex:T . ex:T a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:node ex:S ] .")


def test_deep_nesting_is_refused() -> None:
    """A thousand levels are refused by name; thirty are checked."""

    def chain(length: int) -> str:
        links = "".join(f"ex:N{n} a sh:NodeShape ; sh:node ex:N{n + 1} . " for n in range(length))
        return f"{TARGET} sh:node ex:N0 . {links} ex:N{length} a sh:NodeShape ; sh:class ex:Nothing ."

    with pytest.raises(ShapesError, match="nested more than 100 deep"):
        judged(chain(1000))
    assert len(judged(chain(30)).violations) == 2


def test_shapes_that_share_others_do_not_explode() -> None:
    """Twenty levels of which each has the next one four times: a trillion paths, one check each."""
    levels = "".join(
        f"ex:N{n} a sh:NodeShape ; sh:and ( ex:N{n + 1} ex:N{n + 1} ) ; sh:or ( ex:N{n + 1} ex:N{n + 1} ) . "
        for n in range(20)
    )
    report = judged(f"{TARGET} sh:node ex:N0 . {levels} ex:N20 a sh:NodeShape ; sh:class ex:Nothing .")
    assert len(report.violations) == 2


@pytest.mark.parametrize(
    "pattern", ["(a)\\\\1", "(?=a)a", "(?<!b)a", "(", "a{99999999}", "((((a{1000}){1000}){1000}){1000})"]
)
def test_patterns_that_cannot_be_used_are_refused(pattern: str) -> None:
    """Back-references, look-around, what is no pattern, and what would be too large."""
    with pytest.raises(ShapesError, match="sh:pattern"):
        judged(f'{TARGET} sh:property [ sh:path ex:p ; sh:pattern "{pattern}" ] .')


def test_unknown_flags_are_refused() -> None:
    """A flag that means nothing would make the pattern match nothing, or anything."""
    with pytest.raises(ShapesError, match="flags"):
        judged(f'{TARGET} sh:property [ sh:path ex:p ; sh:pattern "a" ; sh:flags "zz" ] .')


def test_patterns_that_explode_elsewhere_do_not_here() -> None:
    """Nested repetition over a long text, which takes backtracking engines years."""
    text = "a" * 50_000 + "!"
    report = judged(
        f'{TARGET} sh:property [ sh:path ex:p ; sh:pattern "^(a+)+$" ] .', f'ex:a a ex:Thing ; ex:p "{text}" .'
    )
    assert len(report.violations) == 1


def test_huge_lists() -> None:
    """Lists of tens of thousands, in shapes and in data."""
    members = " ".join(f"ex:m{n}" for n in range(10_000))
    report = judged(f"{TARGET} sh:property [ sh:path ex:q ; sh:in ( {members} ) ] .")
    assert [str(violation.value) for violation in report.violations] == ["<https://example.org/a>"]
    ignored = judged(f"{TARGET} sh:closed true ; sh:ignoredProperties ( rdf:type {members} ) .")
    assert len(ignored.violations) == 4


@pytest.mark.parametrize(
    "listed",
    ["ex:notAList", "[ rdf:first ex:m ]", "[ rdf:first ex:m , ex:n ; rdf:rest () ]", "_:circle"],
)
def test_lists_that_are_none_are_refused(listed: str) -> None:
    """Broken off, branching, or running in a circle."""
    circle = "_:circle rdf:first ex:m ; rdf:rest _:circle ."
    with pytest.raises(ShapesError, match=r"sh:in is .* no well-formed list"):
        judged(f"{TARGET} sh:property [ sh:path ex:q ; sh:in {listed} ] . {circle}")


@pytest.mark.parametrize(
    "path",
    ["[ sh:inversePath _:self ]", "( ex:p )", "[ sh:alternativePath ( ex:p ) ]", "'text'", "[ ex:unknown ex:p ]"],
)
def test_paths_that_are_none_are_refused(path: str) -> None:
    """With the name of the shape."""
    circle = "_:self sh:inversePath _:self ."
    with pytest.raises(ShapesError, match=r"https://example\.org/S: sh:path is no property path"):
        judged(f"{TARGET} sh:property [ sh:path {path} ; sh:minCount 1 ] . {circle}")


def test_cycles_in_the_data() -> None:
    """Repeated paths end, and classes below themselves are one class."""
    classes = "ex:Sub rdfs:subClassOf ex:Thing . ex:Thing rdfs:subClassOf ex:Sub ."
    data = f"ex:a a ex:Sub ; ex:p ex:b . ex:b ex:p ex:a . {classes}"
    report = judged(f"{TARGET} sh:property [ sh:path [ sh:zeroOrMorePath ex:p ] ; sh:maxCount 1 ] .", data)
    assert [str(violation.focus) for violation in report.violations] == ["<https://example.org/a>"]


THIRTY = f"( {'ex:p ' * 30})"


def linked(name: str, number: int = 5) -> str:
    """Things of which each has ``ex:p`` to all others: of n steps there are (number - 1)**n ways."""
    nodes = [f"{name}{each}" for each in range(number)]
    others = [", ".join(each for each in nodes if each != node) for node in nodes]
    return " ".join(
        f"{node} a ex:Thing ; ex:v {at} ; ex:t 'text {at}'@en ; ex:p {others[at]} ." for at, node in enumerate(nodes)
    )


@pytest.mark.parametrize("name", ["ex:n", "_:n"])
@pytest.mark.parametrize(
    "path",
    [
        THIRTY,
        f"[ sh:inversePath {THIRTY} ]",
        "[ sh:oneOrMorePath ( ex:p ex:p ex:p ) ]",
        f"[ sh:oneOrMorePath {THIRTY} ]",
        f"[ sh:zeroOrMorePath {THIRTY} ]",
        f"( {'[ sh:oneOrMorePath ex:p ] ' * 30})",
        f"( {'[ sh:zeroOrOnePath ex:p ] ' * 30})",
        f"( {'[ sh:alternativePath ( ex:p [ sh:inversePath ex:p ] ) ] ' * 30})",
        f"( {'[ sh:zeroOrOnePath ( ex:p ex:p ex:p ex:p ) ] ' * 10})",
        f"( {'ex:p ' * 1500})",
    ],
)
def test_long_paths_between_nodes_that_are_all_linked(path: str, name: str) -> None:
    """Each node is reached over quintillions of ways, and is one value, whatever the constraint."""
    data = linked(name)

    def count(constraint: str) -> int:
        return len(judged(f"{TARGET} sh:property [ sh:path {path} ; {constraint} ] .", data).violations)

    big = "[ sh:property [ sh:path ex:v ; sh:minInclusive 3 ] ]"
    assert count("sh:class ex:Other") == 25  # five values for each of the five
    assert (count("sh:minCount 5 ; sh:maxCount 5"), count("sh:minCount 6"), count("sh:maxCount 4")) == (0, 5, 5)
    assert count(f"sh:node {big}") == 15
    assert (count(f"sh:not {big}"), count(f"sh:or ( [ sh:class ex:Other ] {big} )")) == (10, 15)
    assert count(f"sh:qualifiedValueShape {big} ; sh:qualifiedMinCount 3 ; sh:qualifiedMaxCount 1") == 10
    assert (count("sh:equals ex:p"), count("sh:disjoint ex:p")) == (5, 20)
    assert count("sh:lessThan ex:v") == 25
    assert (count("sh:closed true ; sh:ignoredProperties ( ex:p )"), count("sh:hasValue ex:other")) == (75, 5)
    assert count("sh:property [ sh:path ex:v ; sh:maxInclusive 3 ]") == 5  # one, reached from five


def test_long_paths_end_at_literals_or_before_they_begin() -> None:
    """The last step leads to texts; a node that the data do not know is its own only value, or has none."""
    texts = f"( {'ex:p ' * 30} ex:t )"
    report = judged(f"{TARGET} sh:property [ sh:path {texts} ; sh:uniqueLang true ; sh:maxCount 4 ] .", linked("ex:n"))
    assert len(report.violations) == 10
    unknown = "ex:S a sh:NodeShape ; sh:targetNode ex:unknown ; sh:property [ sh:maxCount 0 ; sh:path "
    for path, number in (
        (THIRTY, 0),
        (f"[ sh:oneOrMorePath {THIRTY} ]", 0),
        (f"[ sh:zeroOrMorePath {THIRTY} ]", 1),
        (f"[ sh:zeroOrOnePath {THIRTY} ]", 1),
        (f"( {'[ sh:zeroOrMorePath ex:p ] ' * 30})", 1),
    ):
        assert len(judged(f"{unknown} {path} ] .", linked("ex:n")).violations) == number


@pytest.mark.parametrize(
    "joint", ["sh:property [ sh:path ex:p ; INNER ]", "sh:property [ sh:path ex:p ; sh:node [ INNER ] ]"]
)
def test_shapes_within_shapes_go_as_far_as_long_paths(joint: str) -> None:
    """Thirty property shapes, each about the values of the one around it, or in a node shape for them."""
    inner = "sh:property [ sh:path ex:p ; sh:class ex:Thing ]"
    for _ in range(29):
        inner = joint.replace("INNER", inner)
    assert judged(f"{TARGET} {inner} .", linked("ex:n")).conforms


@pytest.mark.parametrize("name", ["ex:n", "_:n"])
def test_own_validators_of_values_at_the_end_of_long_paths(name: str) -> None:
    """An ASK that compares each value with its focus node is asked of each pair, once."""
    component = """ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:other ] ;
        sh:validator [ a sh:SPARQLAskValidator ; sh:ask "ASK { FILTER ($this != $value) }" ] ."""
    for path in (THIRTY, f"[ sh:oneOrMorePath {THIRTY} ]"):
        shapes = f"{component} {TARGET} sh:property [ sh:path {path} ; ex:other true ] ."
        report = judged(shapes, linked(name))
        assert [violation.focus for violation in report.violations] == [one.value for one in report.violations]
        assert len(report.violations) == 5


def test_odd_characters_in_iris_and_texts() -> None:
    """Quotes, braces in texts, keywords, Chinese and emoji stand for themselves in every query."""
    odd = "<https://example.org/商品?q='a'&r=(b)#SERVICE-😀>"
    text = '"\\"} } UNION { ?s ?p ?o } # 注释 \\\\ \\n"'
    report = judged(
        f"{TARGET} sh:property [ sh:path {odd} ; sh:in ( {odd} {text} ) ; sh:hasValue {text} ] .",
        f"ex:a a ex:Thing ; {odd} {odd} , {text} . ex:b a ex:Thing ; {odd} 'other' .",
    )
    assert {str(violation.focus) for violation in report.violations} == {"<https://example.org/b>"}
    assert len(report.violations) == 2


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (select("$this ex:p ?x . MINUS { $this ex:q ?x }"), "MINUS"),
        (select("VALUES $this { ex:a } $this a ?x"), "VALUES"),
        (select("BIND (ex:a AS $this)"), "assigns"),
        (select("$this a ?x", head="SELECT ?x"), "does not project"),
        (select("$this nope:p ?x"), "no SPARQL query"),
        (f'{TARGET} sh:sparql [ sh:ask "ASK {{}}" ] .', "sh:select has 0 values"),
        (f"{TARGET} sh:rule [ ] .", "SHACL-AF"),
        (f"{TARGET} sh:minCount 1 .", "property shapes only"),
        (f"{TARGET} sh:property [ sh:minCount 1 ] .", "no sh:path"),
        (f"{TARGET} sh:property [ sh:path ex:p ; sh:minCount 'one' ] .", "whole number"),
        (f"{TARGET} sh:property [ sh:path ex:p ; sh:datatype 'x' ] .", "expected an IRI"),
        (f"{TARGET} sh:nodeKind ex:Kind .", "expected one of"),
        ("ex:S sh:targetClass 'Thing' ; sh:class ex:Thing .", "expected an IRI"),
        (
            "<https://example.org/> sh:entailment <http://www.w3.org/ns/entailment/RDFS> . "
            + TARGET
            + "sh:class ex:T .",
            "entailment",
        ),
    ],
)
def test_what_is_ill_formed_or_not_supported_is_refused_by_name(shape: str, said: str) -> None:
    """Never passed over in silence."""
    with pytest.raises(ShapesError, match=said) as caught:
        judged(shape)
    assert "https://example.org/" in str(caught.value)
