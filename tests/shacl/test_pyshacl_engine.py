"""pySHACL as an engine: its verdicts in our terms."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.errors import MkgError, ShapesError
from mkgrdf.shacl.engines import validate as compiled
from mkgrdf.shacl.pyshacl_engine import validate
from mkgrdf.shacl.report import Severity
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.vocabulary import MKG, RDF, shorten

Turtle = Callable[[str], list[Triple]]

GOOD = """
ex:p a mkg:Product ; schema:sku "1" ; schema:brand ex:b ; mkg:satisfies ex:i .
ex:b a mkg:Brand ; schema:name "Acme" .
ex:i a mkg:Intent ; skos:prefLabel "calm"@en , "平静"@zh .
ex:c a mkg:Claim ; mkg:claimSubject ex:p ; mkg:claimObject ex:i ; mkg:confidence 0.50 .
"""


def test_good_data_conform_and_their_focus_nodes_are_counted(turtle: Turtle, shop_shapes: Shapes) -> None:
    """Four nodes that keep every shape give no result and four focus nodes."""
    report = validate(turtle(GOOD), shop_shapes)
    assert report.conforms
    assert report.violations == ()
    assert report.targeted == 4


def test_a_result_names_everything(turtle: Turtle, shop_shapes: Shapes) -> None:
    """Focus, path, value, shape, component, severity and both languages of the message arrive as terms and text."""
    report = validate(turtle('ex:p a mkg:Product ; schema:sku "1" , "2" ; schema:description "x" .'), shop_shapes)
    note, sku = sorted(report.violations, key=lambda violation: violation.shape)
    assert (shorten(sku.shape), sku.path, sku.severity) == ("mkgsh:Product-sku", "schema:sku", Severity.VIOLATION)
    assert sku.focus == NamedNode("https://example.org/shop/p")
    assert sku.component.endswith("MaxCountConstraintComponent")
    assert dict(sku.message) == {"en": "One stock number.", "zh": "一个货号。"}
    assert (shorten(note.shape), note.severity) == ("mkgsh:Product-note", Severity.WARNING)


def test_sparql_messages_keep_their_languages_and_their_values(turtle: Turtle, shop_shapes: Shapes) -> None:
    """The placeholders of a SPARQL constraint's messages are filled in each language; the constraint is named."""
    (violation,) = validate(turtle(GOOD.replace("mkg:claimObject ex:i ;", "")), shop_shapes).violations
    assert dict(violation.message) == {
        "en": "Nobody claims https://example.org/shop/i.",
        "zh": "没有人断言 https://example.org/shop/i。",
    }
    assert violation.constraint is not None
    assert shorten(violation.constraint) == "mkgsh:Product-claim"
    assert (violation.path, violation.value) == ("mkg:satisfies", NamedNode("https://example.org/shop/i"))


def test_subclasses_count_when_the_ontology_is_given(
    turtle: Turtle, shop_shapes: Shapes, shop_ontology: list[Triple]
) -> None:
    """An instance of a subclass is looked at only with the ontology, and the ontology's own terms never are."""
    data = turtle("ex:g a mkg:ProductGroup .")
    assert validate(data, shop_shapes).targeted == 0
    report = validate(data, shop_shapes, shop_ontology)
    assert [shorten(violation.shape) for violation in report.violations] == ["mkgsh:Product-sku"]
    # mkg:Quiet is a mkg:Brand without a name, but the ontology says so, not the data.
    assert report.targeted == 1


def test_an_ill_typed_literal_is_a_violation_and_not_a_traceback(
    turtle: Turtle, shop_shapes: Shapes, caplog: pytest.LogCaptureFixture
) -> None:
    """A confidence of "often"^^xsd:decimal breaks the datatype, nothing is logged, and the logger is left as it was."""
    before = list(logging.getLogger("rdflib.term").filters)
    with caplog.at_level(logging.DEBUG):
        report = validate(turtle('ex:c a mkg:Claim ; mkg:confidence "often"^^xsd:decimal .'), shop_shapes)
    assert "DatatypeConstraintComponent" in {one.component.rsplit("#", 1)[-1] for one in report.violations}
    assert [record for record in caplog.records if record.name.startswith(("rdflib", "pyshacl"))] == []
    assert logging.getLogger("rdflib.term").filters == before


def test_a_plain_string_equals_an_explicit_one(turtle: Turtle) -> None:
    """``sh:in ("x")`` accepts "x"^^xsd:string, and numbers are compared whatever their spelling."""
    shapes = Shapes(
        turtle("""
        mkgsh:S a sh:NodeShape ; sh:targetClass ex:C ;
            sh:property [ sh:path ex:text ; sh:in ( "x" ) ] , [ sh:path ex:number ; sh:hasValue 1.50 ] .
        """)
    )
    assert validate(turtle('ex:n a ex:C ; ex:text "x"^^xsd:string ; ex:number 1.5 .'), shapes).conforms
    assert not validate(turtle('ex:n a ex:C ; ex:text "y" ; ex:number 1.5 .'), shapes).conforms


def test_language_tags_survive(turtle: Turtle, shop_shapes: Shapes) -> None:
    """Two labels in one language are one too many; a label in each language is not."""
    report = validate(turtle('ex:i a mkg:Intent ; skos:prefLabel "calm"@en , "peace"@en , "平静"@zh .'), shop_shapes)
    assert [shorten(violation.shape) for violation in report.violations] == ["mkgsh:Intent-label"]


def test_triple_terms_are_refused_by_name(shop_shapes: Shapes) -> None:
    """RDF 1.2's triple terms cannot be validated, and the error says what to do instead."""
    inner = Triple(NamedNode("ex:a"), NamedNode("ex:b"), NamedNode("ex:c"))
    data = [
        Triple(NamedNode("ex:s"), NamedNode("ex:says"), inner),
        Triple(NamedNode("ex:s"), RDF.type, MKG.Brand),
    ]
    with pytest.raises(MkgError, match=r"RDF 1\.2.*node of its own"):
        validate(data, shop_shapes)


def test_blank_nodes_may_be_at_fault(turtle: Turtle, shop_shapes: Shapes) -> None:
    """A blank node is validated and reported like any other node, also under a shape without a name or message."""
    report = validate(turtle("[] a mkg:SourceRecord ."), shop_shapes)
    (violation,) = report.violations
    assert shorten(violation.shape) == "mkgsh:Record"
    assert violation.path == "mkg:describes"
    assert dict(violation.message).keys() == {"en"}


def test_paths_are_written_as_sparql_writes_them(turtle: Turtle) -> None:
    """Sequences, inverses, alternatives and repetitions appear in the report in SPARQL's path syntax."""
    shapes = Shapes(
        turtle("""
        mkgsh:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property
            [ sh:path ( schema:brand [ sh:inversePath schema:offers ] ) ; sh:minCount 1 ] ,
            [ sh:path [ sh:zeroOrMorePath [ sh:alternativePath ( skos:broader skos:narrower ) ] ] ; sh:minCount 2 ] .
        """)
    )
    report = validate(turtle("ex:n a ex:C ."), shapes)
    assert {violation.path for violation in report.violations} == {
        "schema:brand/^schema:offers",
        "(skos:broader|skos:narrower)*",
    }


def test_shapes_that_fail_while_running_are_the_shapes_fault(turtle: Turtle) -> None:
    """A SPARQL constraint that SHACL forbids (MINUS) is a ShapesError, not a verdict about the data."""
    shapes = Shapes(
        turtle("""
        mkgsh:S a sh:NodeShape ; sh:targetClass ex:C ; sh:closed false ;
            sh:sparql [ sh:select "SELECT $this WHERE { $this a ?c . MINUS { $this ?p ?o } }" ] .
        """)
    )
    with pytest.raises(ShapesError, match="MINUS"):
        validate(turtle("ex:n a ex:C ."), shapes)


def test_reports_are_the_same_each_time(turtle: Turtle, shop_shapes: Shapes) -> None:
    """Results come sorted, whatever the order of the data."""
    data = turtle("ex:p a mkg:Product ; schema:brand ex:x , ex:y . ex:q a mkg:Product . ex:b a mkg:Brand .")
    first = validate(data, shop_shapes)
    assert first == validate(reversed(data), shop_shapes)
    assert list(first.violations) == sorted(first.violations, key=lambda violation: violation.order)


def test_results_can_be_narrowed_without_narrowing_the_checks(turtle: Turtle, shop_shapes: Shapes) -> None:
    """``about`` filters what is reported and counted; what the nodes refer to is still looked at."""
    data = turtle(GOOD.replace('"Acme"', '"Acme" , "ACME"') + "ex:q a mkg:Product .")
    product = NamedNode("https://example.org/shop/p")
    report = validate(data, shop_shapes, about=lambda node: node == product)
    assert report.violations == ()
    assert report.targeted == 1


def test_a_query_text_is_parsed_once() -> None:
    """The staged graph keeps what it parsed: the same text again costs no second parse and gives the same rows."""
    import rdflib

    from mkgrdf.shacl.staged_graph import StagedGraph

    one, two, three = (rdflib.URIRef(f"https://example.org/shop/{name}") for name in ("one", "two", "three"))
    graph = StagedGraph([(one, two, three)])
    text = "SELECT ?o WHERE { $this ?p ?o }"
    for this, expected in ((one, [(three,)]), (two, []), (one, [(three,)])):
        assert [tuple(row) for row in graph.query(text, initBindings={"this": this})] == expected  # type: ignore[arg-type]
    assert graph.parsed_texts == (text,)
    assert len(graph) == 1


def test_parsed_data_may_come_as_quads_or_as_a_store(shop_shapes: Shapes) -> None:
    """Quads of any graphs, and an Oxigraph store, are checked as the union of their graphs."""
    import pyoxigraph

    text = (
        "<ex:g> { <ex:b> a <https://w3id.org/mkgrdf/ontology#Brand> } <ex:h> { <ex:b> <https://schema.org/name> 'x' }"
    )
    quads = list(parse(input=text, format=RdfFormat.TRIG))
    store = pyoxigraph.Store()
    store.extend(quads)
    assert validate(quads, shop_shapes).conforms
    assert validate(store, shop_shapes).conforms
    assert not validate(quads[:1], shop_shapes).conforms


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT $this WHERE { $this nope:p ?x }", "no SPARQL query.*Prefix not found"),
        ("SELECT $this WHERE { $this !(ex:p|^ex:q) ?x }", "pySHACL cannot evaluate the query: .*NegatedPath"),
        (
            "SELECT $this WHERE { $this $PATH ?x . LATERAL { ?x ex:q ?y } }",
            "pySHACL cannot evaluate the query: .*LATERAL",
        ),
    ],
)
def test_a_query_that_cannot_be_evaluated_is_an_error_with_the_name_of_the_shape(
    query: str, said: str, turtle: Turtle
) -> None:
    """Unknown prefixes, as with the other engine; and what SPARQL, or Oxigraph's, has and rdflib has not."""
    text = f"PREFIX ex: <https://example.org/> {query}"
    shapes = Shapes(
        turtle(f"""
        mkgsh:T a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ sh:select "SELECT $this WHERE {{ $this a 1 }}" ] .
        mkgsh:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:sparql [ sh:select '''{text}''' ] .
        """)
    )
    with pytest.raises(ShapesError, match=rf"(?s)S: .*{said}"):
        validate(turtle("ex:n a ex:C ; ex:p ex:n ."), shapes)


def test_a_prefix_that_pyshacl_does_not_find_is_an_error_with_the_name_of_the_shape(turtle: Turtle) -> None:
    """It does not follow ``owl:imports`` from ``sh:prefixes``, as the compiled shapes do."""
    shapes = Shapes(
        turtle("""
        @prefix owl: <http://www.w3.org/2002/07/owl#> .
        mkgsh:S a sh:NodeShape ; sh:targetClass ex:C ;
            sh:sparql [ sh:prefixes ex:here ; sh:select "SELECT $this WHERE { $this far:p ?x }" ] .
        ex:here owl:imports ex:there .
        ex:there sh:declare [ sh:prefix "far" ; sh:namespace "https://example.org/far#"^^xsd:anyURI ] .
        """)
    )
    data = turtle("ex:n a ex:C ; <https://example.org/far#p> 1 .")
    assert len(compiled(data, shapes).violations) == 1
    with pytest.raises(ShapesError, match=r"S: pySHACL cannot evaluate the query: Unknown namespace prefix"):
        validate(data, shapes)
