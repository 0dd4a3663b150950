"""On Magento's Luma reviews: what has to be found, though most of it is said once, and how much is found."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal

from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.discovery.miner import Discovery
from mkgrdf.iris import Iris
from mkgrdf.readers import read_source
from mkgrdf.records import Concept, Document, DocumentKind, Origin
from mkgrdf.resources import resource
from mkgrdf.vocabulary import MKG, RDF, SKOS

pytestmark = pytest.mark.data
IRIS = Iris("https://example.org/luma/")


@pytest.fixture(scope="module")
def found(shared_data: Path) -> dict[str, tuple[str, set[str]]]:
    """Mine the 500 reviews; return kind and names by id of each concept."""
    documents = {}
    with (shared_data / "luma" / "review" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            documents[IRIS.document(f"r{number}")] = Document(
                id=f"r{number}",
                kind=DocumentKind.REVIEW,
                text=row["review"],
                language="en",
                origin=Origin("products_reviews.csv", number),
                title=row["title"],
                rating=Decimal(row["rating_value"]),
            )
    records = read_source(resource("examples", "lexicon", "concepts.jsonl"), format="native")
    listed = [
        KnownConcept(IRIS.concept(record.id), record.kind.value, (*record.names, *record.alternatives))
        for record in records
        if isinstance(record, Concept)
    ]
    names = {concept.iri: {name for _, name in concept.names} for concept in listed}
    corpus = Corpus(IRIS, listed, (), {}, documents, {}, {}, listed=listed)
    result = {}
    for subject, content in Discovery().mine(corpus, IRIS.node("run", "r")):
        triples = content(IRIS.extract_graph("discovery", subject))
        (kind,) = [item.object for item in triples if item.subject == subject and item.predicate == RDF.type]
        own = {
            item.object.value
            for item in triples
            if item.predicate in (SKOS.prefLabel, SKOS.altLabel) and isinstance(item.object, Literal)
        }
        result[IRIS.key(subject)] = (str(kind).strip("<>").removeprefix(MKG.iri), own | names.get(subject, set()))
    return result


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("PainPoint", "strap digs into shoulders"),
        ("PainPoint", "not enough compartments"),
        ("PainPoint", "shrinks in the wash"),
        ("Scene", "yoga"),
        ("Scene", "cold-weather running"),
    ],
)
def test_what_has_to_be_found(found: dict[str, tuple[str, set[str]]], kind: str, name: str) -> None:
    """Each of these is found as what it is, under a name that a person would look for."""
    assert any(item == kind and name in names for item, names in found.values())


def test_enough_is_found(found: dict[str, tuple[str, set[str]]]) -> None:
    """The reviews alone name more than 150 concepts after merging, scenes and pain points more than 50 each."""
    kinds = Counter(kind for kind, _ in found.values())
    assert kinds.total() >= 150
    assert min(kinds["Scene"], kinds["PainPoint"]) >= 50
