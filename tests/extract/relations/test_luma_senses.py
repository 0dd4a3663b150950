"""Names that mean something else on real reviews give no edge there."""

from __future__ import annotations

import csv
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Origin
from tests.extract.reading import claims, run_over

IRIS = Iris("https://example.org/shop/")
DRIFTED = {"nothing-to-wear", "housewarming", "gentle-formula", "overpacked", "office-workers"}
"""Concepts whose names these reviews use in other senses only: an ugly shoe is no empty wardrobe."""


@pytest.mark.data
def test_no_edges_by_other_senses(shared_data: Path, repository: Path) -> None:
    """Five hundred reviews of clothes and bags speak of no housewarming and of no gentle formula."""
    concepts = []
    for line in (repository / "examples" / "lexicon" / "concepts.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        names = [*entry["name"].items()]
        names += [(tag, name) for tag, others in entry.get("alternatives", {}).items() for name in others]
        concepts.append(KnownConcept(IRIS.concept(entry["id"]), entry["kind"], tuple(names)))
    documents, products = {}, {}
    with (shared_data / "luma" / "review" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            products[IRIS.product(row["sku"])] = (("en", row["sku"]),)
            documents[IRIS.document(str(number))] = Document(
                str(number),
                DocumentKind.REVIEW,
                row["review"],
                "en",
                Origin("products_reviews.csv", number),
                products=(row["sku"],),
                rating=Decimal(row["rating_value"]),
            )
    said = run_over(Corpus(IRIS, concepts, (), products, documents, {}, {}), ConceptExtractor())
    found: Counter[str] = Counter()
    weak = 0
    for triples in said.values():
        for edge, claim in claims(triples).items():
            if edge[0].startswith("product/"):
                found[edge[2].removeprefix("concept/")] += claim.asserted
                weak += not claim.asserted
    assert not {concept for concept in DRIFTED if found[concept]}
    assert found.total() > 200
    assert 20 < weak < found.total()
