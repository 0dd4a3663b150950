"""The small shop with more said about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.store import EmbeddedStore

PREFIXES = """@base <https://example.org/shop/> .
@prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

Extend = Callable[[str], EmbeddedStore]


@pytest.fixture
def extended(small_shop: EmbeddedStore) -> Extend:
    """A copy of the small shop to which Turtle is added, in a graph of its own."""

    def extend(turtle: str) -> EmbeddedStore:
        graphs: dict[NamedNode, list[Triple]] = defaultdict(list)
        for quad in small_shop.quads():
            assert isinstance(quad.graph_name, NamedNode)
            graphs[quad.graph_name].append(quad.triple)
        more = NamedNode("https://example.org/shop/graph/more")
        graphs[more] = [quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)]
        store = EmbeddedStore()
        store.commit(graphs)
        return store

    return extend


def claim(name: str, subject: str, predicate: str, object_: str, evidence: str, *, confidence: str = "0.9") -> str:
    """Return an edge with its claim, as Turtle."""
    return (
        f"<{subject}> mkg:{predicate} <{object_}> .\n"
        f"<claim/{name}> a mkg:Claim ; mkg:claimSubject <{subject}> ; mkg:claimPredicate mkg:{predicate} ;"
        f" mkg:claimObject <{object_}> ; mkg:confidence {confidence} ; mkg:evidence <{evidence}> .\n"
    )


def sentence(name: str, text: str, kind: str, product: str, document: str, *, polarity: str = "0.5") -> str:
    """Return a sentence about a product with the claims of its kind and of what it is about, as Turtle."""
    node = f"sentence/{name}"
    return (
        f'<{node}> a mkg:Sentence ; schema:text "{text}"@en ; mkg:derivedFrom <document/{document}> ;'
        f" mkg:polarity {polarity} .\n"
        + claim(f"{name}-kind", node, "kind", f"https://w3id.org/mkgrdf/ontology#{kind}", f"document/{document}")
        + claim(f"{name}-about", node, "about", f"product/{product}", f"document/{document}")
    )
