"""A small shop for the tests of validation: its own shapes, so that these tests do not move with the shipped ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.shapes import Shapes

PREFIXES = """
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix mkgsh: <https://w3id.org/mkgrdf/shapes#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/shop/> .
"""

SHAPES = (
    PREFIXES
    + '''
<https://w3id.org/mkgrdf/shapes> a <http://www.w3.org/2002/07/owl#Ontology> ;
    sh:declare [ sh:prefix "mkg" ; sh:namespace "https://w3id.org/mkgrdf/ontology#"^^xsd:anyURI ] .

mkgsh:Product a sh:NodeShape ; sh:targetClass mkg:Product ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ;
    sh:property mkgsh:Product-sku , mkgsh:Product-brand , mkgsh:Product-satisfies , mkgsh:Product-note ,
        mkgsh:Product-brandName ;
    sh:message "Only known properties."@en , "只能使用已知属性。"@zh .
mkgsh:Product-sku a sh:PropertyShape ; sh:path schema:sku ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ;
    sh:message "One stock number."@en , "一个货号。"@zh .
mkgsh:Product-brand a sh:PropertyShape ; sh:path schema:brand ; sh:maxCount 1 ; sh:class mkg:Brand .
mkgsh:Product-satisfies a sh:PropertyShape ; sh:path mkg:satisfies ; sh:class mkg:Intent .
mkgsh:Product-note a sh:PropertyShape ; sh:path schema:description ; sh:maxCount 0 ; sh:severity sh:Warning ;
    sh:message "Better in a document."@en , "最好写在文档里。"@zh .
mkgsh:Product-brandName a sh:PropertyShape ; sh:path ( schema:brand schema:name ) ; sh:maxLength 8 .
mkgsh:Product-claimed a sh:NodeShape ; sh:targetClass mkg:Product ; sh:sparql mkgsh:Product-claim .
mkgsh:Product-claim a sh:SPARQLConstraint ; sh:prefixes <https://w3id.org/mkgrdf/shapes> ;
    sh:message "Nobody claims {?value}."@en , "没有人断言 {?value}。"@zh ;
    sh:select """
        SELECT $this ?path ?value WHERE {
            $this ?path ?value . FILTER (?path IN (mkg:satisfies))
            FILTER NOT EXISTS { ?claim mkg:claimSubject $this ; mkg:claimObject ?value }
        }""" .

mkgsh:Brand a sh:NodeShape ; sh:targetClass mkg:Brand ; sh:property mkgsh:Brand-name .
mkgsh:Brand-name a sh:PropertyShape ; sh:path schema:name ; sh:minCount 1 ; sh:maxCount 1 .
mkgsh:Intent a sh:NodeShape ; sh:targetClass mkg:Intent ; sh:property mkgsh:Intent-label .
mkgsh:Intent-label a sh:PropertyShape ; sh:path skos:prefLabel ; sh:uniqueLang true ; sh:datatype rdf:langString .
mkgsh:Claim a sh:NodeShape ; sh:targetClass mkg:Claim ; sh:property mkgsh:Claim-confidence .
mkgsh:Claim-confidence a sh:PropertyShape ; sh:path mkg:confidence ; sh:minCount 1 ; sh:datatype xsd:decimal ;
    sh:minInclusive 0 ; sh:maxInclusive 1 .
mkgsh:Record a sh:NodeShape ; sh:targetClass mkg:SourceRecord ; sh:property [ sh:path mkg:describes ; sh:minCount 1 ] .
'''
)

ONTOLOGY = (
    PREFIXES
    + """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
mkg:Product a owl:Class . mkg:ProductGroup a owl:Class ; rdfs:subClassOf mkg:Product . mkg:Brand a owl:Class .
mkg:Intent a owl:Class . mkg:Claim a owl:Class . mkg:SourceRecord a owl:Class .
mkg:satisfies a owl:ObjectProperty . mkg:claimSubject a owl:ObjectProperty . mkg:claimObject a owl:ObjectProperty .
mkg:confidence a owl:DatatypeProperty . mkg:describes a owl:ObjectProperty . mkg:sourceFile a owl:DatatypeProperty .
mkg:sourceRow a owl:DatatypeProperty . mkg:digest a owl:DatatypeProperty .
mkg:Quiet a mkg:Brand .
"""
)

Turtle = Callable[[str], list[Triple]]


def triples_of(text: str) -> list[Triple]:
    """Parse Turtle with the prefixes of the shop."""
    return [quad.triple for quad in parse(input=PREFIXES + text, format=RdfFormat.TURTLE)]


@pytest.fixture(scope="session")
def turtle() -> Turtle:
    """A function that parses Turtle with the prefixes of the shop."""
    return triples_of


@pytest.fixture(scope="session")
def shop_shapes_text() -> str:
    """The shapes of the small shop, in Turtle."""
    return SHAPES


@pytest.fixture(scope="session")
def shop_shapes() -> Shapes:
    """The shapes of the small shop."""
    return Shapes(triples_of(SHAPES))


@pytest.fixture(scope="session")
def shop_ontology() -> list[Triple]:
    """The ontology of the small shop."""
    return triples_of(ONTOLOGY)


@pytest.fixture(scope="session")
def gate(shop_shapes: Shapes, shop_ontology: list[Triple]) -> Gate:
    """The gate of the small shop."""
    return Gate(shop_shapes, shop_ontology)
