"""Reads triples back into something that a test can compare: claims, and literal properties by node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.extract import Corpus, Extractor, Readable
from mkgrdf.vocabulary import MKG, RDF


@dataclass(frozen=True)
class ReadClaim:
    """A claim as stated; ``edge`` in short form, e.g. ``("product/shirt", "suits", "concept/gym")``.

    ``asserted`` tells whether the edge itself is stated too.
    """

    edge: tuple[str, str, str]
    confidence: Decimal
    evidence: tuple[str, ...]
    asserted: bool = True
    calibrated: bool = False


MAY_BE_WEAK = frozenset({"raises", "motivates", "satisfies", "supports", "suits", "suffers"})
"""Properties whose claims may be too weak to be edges."""


def short(term: object) -> str:
    """Return the end of an IRI: its local name, or its path under the shop."""
    assert isinstance(term, NamedNode)
    return term.value.removeprefix("https://example.org/shop/").removeprefix(MKG.iri)


def claims(triples: Iterable[Triple]) -> dict[tuple[str, str, str], ReadClaim]:
    """Return the claims among ``triples`` by their edge; fails when an edge is claimed twice.

    Only edges of products and concepts may be claimed without being asserted.
    """
    said: dict[NamedNode, dict[str, list[NamedNode | Literal]]] = {}
    asserted = set(triples)
    for subject, predicate, object_ in asserted:
        assert isinstance(subject, NamedNode)
        if subject.value.startswith("https://example.org/shop/claim/"):
            assert isinstance(object_, NamedNode | Literal)
            said.setdefault(subject, {}).setdefault(short(predicate), []).append(object_)
    found: dict[tuple[str, str, str], ReadClaim] = {}
    for claim in said.values():
        (subject,), (predicate,), (object_,) = claim["claimSubject"], claim["claimPredicate"], claim["claimObject"]
        assert isinstance(subject, NamedNode)
        assert isinstance(predicate, NamedNode)
        edge = short(subject), short(predicate), short(object_)
        stated = Triple(subject, predicate, object_) in asserted
        assert stated or edge[1] in MAY_BE_WEAK
        assert edge not in found
        evidence = tuple(sorted(short(node) for node in claim["evidence"]))
        confidence, calibrated = Decimal(claim["confidence"][0].value), claim["calibrated"][0].value == "true"
        found[edge] = ReadClaim(edge, confidence, evidence, stated, calibrated)
    return found


def records(corpus: Corpus, extractor: Extractor) -> dict[NamedNode, Readable]:
    """Return the records of ``corpus`` that ``extractor`` reads."""
    everything: dict[NamedNode, Readable] = {**corpus.documents, **corpus.images, **corpus.videos}
    return {node: record for node, record in everything.items() if isinstance(record, extractor.reads)}


def run_over(corpus: Corpus, extractor: Extractor) -> dict[str, tuple[Triple, ...]]:
    """Return what ``extractor`` says about each record of ``corpus``, by the record's short IRI."""
    extractor.fit(corpus)
    run = corpus.iris.node("run", "1")
    return {
        short(node): tuple(extractor.extract(node, record, corpus.iris.extract_graph(extractor.name, node), run))
        for node, record in records(corpus, extractor).items()
    }


def used_terms(triples: Iterable[Triple]) -> set[str]:
    """Return the local names of the classes and properties of the pattern layer that ``triples`` use."""
    terms = set()
    for _, predicate, object_ in triples:
        used = object_ if predicate == RDF.type else predicate
        if used in MKG:
            terms.add(short(used))
    return terms
