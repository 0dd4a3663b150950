"""The extractors on real reviews, with the seed lexicon that ships with the project."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from mkgrdf.extract import EXTRACTORS, Corpus, KnownConcept
from mkgrdf.extract.polarity import opinion
from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Label, Origin
from tests.extract.reading import claims, run_over

pytestmark = pytest.mark.data
IRIS = Iris("https://example.org/shop/")


@pytest.fixture(scope="module")
def reviews(shared_data: Path, repository: Path) -> Corpus:
    """Five hundred reviews, the products that they are about, and the concepts of the seed lexicon."""
    lexicon = repository / "examples" / "lexicon" / "concepts.jsonl"
    concepts = []
    for line in lexicon.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        names = [*entry["name"].items()]
        names += [(tag, name) for tag, others in entry.get("alternatives", {}).items() for name in others]
        concepts.append(KnownConcept(IRIS.concept(entry["id"]), entry["kind"], tuple(names)))
    documents: dict[NamedNode, Document] = {}
    products: dict[NamedNode, Label] = {}
    with (shared_data / "luma" / "review" / "products_reviews.csv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            products[IRIS.product(row["sku"])] = (("en", row["sku"]),)
            documents[IRIS.document(f"review-{number}")] = Document(
                f"review-{number}",
                DocumentKind.REVIEW,
                row["review"],
                "en",
                Origin("products_reviews.csv", number),
                products=(row["sku"],),
                rating=Decimal(row["rating_value"]),
            )
    return Corpus(IRIS, concepts, (), products, documents, {}, {})


def test_complaints_stand_in_bad_reviews(reviews: Corpus) -> None:
    """Complaints are many times as frequent in reviews of one or two stars as in those of four or five."""
    said = run_over(reviews, EXTRACTORS["sentences"]())
    complaints: Counter[bool] = Counter()
    sentences: Counter[bool] = Counter()
    for node, document in reviews.documents.items():
        if document.rating == 3:
            continue
        assert document.rating is not None
        low = document.rating < 3
        for edge in claims(said[node.value.removeprefix(IRIS.base)]):
            sentences[low] += edge[1] == "kind"
            complaints[low] += edge[1:] == ("kind", "Complaint")
    assert min(sentences.values()) > 100
    assert complaints[True] / sentences[True] > 5 * complaints[False] / sentences[False]


def test_edges_follow_the_stars(reviews: Corpus) -> None:
    """Nothing suits or satisfies by a bad review, and far less suffers by a good one."""
    said = run_over(reviews, EXTRACTORS["concepts"]())
    found: Counter[tuple[str, int]] = Counter()
    for node, document in reviews.documents.items():
        for edge in claims(said[node.value.removeprefix(IRIS.base)]):
            assert document.rating is not None
            found[edge[1], int(document.rating)] += 1
    assert found["suits", 5] + found["suits", 4] > 40
    assert found["satisfies", 5] + found["satisfies", 4] > 100
    assert not any(found[edge, stars] for edge in ("suits", "satisfies") for stars in (1, 2))
    assert found["suffers", 1] + found["suffers", 2] > 2 * (found["suffers", 4] + found["suffers", 5])


def test_quick_enough(reviews: Corpus) -> None:
    """Five hundred reviews take both extractors a few CPU seconds together."""
    begin = time.process_time()
    for name in ("sentences", "concepts"):
        run_over(reviews, EXTRACTORS[name]())
    assert time.process_time() - begin < 10


def test_polarity_on_annotated_sentences(shared_data: Path) -> None:
    """Where the words decide, they decide as the annotators of Hu and Liu did in at least 85 of 100 sentences."""
    right = wrong = 0
    for path in sorted((shared_data / "product-reviews-en").glob("product_reviews_*/*.txt")):
        for line in path.read_text(encoding="latin-1").splitlines():
            tags, mark, text = line.partition("##")
            total = tags.count("[+") - tags.count("[-")
            if path.name == "README.txt" or not mark or total == 0:
                continue
            found = opinion(text, "en")
            if found.praise != found.complaint:
                right += (found.praise > found.complaint) == (total > 0)
                wrong += (found.praise > found.complaint) != (total > 0)
    assert right + wrong > 2000
    assert right / (right + wrong) > 0.85


def test_polarity_of_chinese_reviews(shared_data: Path) -> None:
    """Summed over its sentences, the polarity of a Chinese review agrees with its stars in at least 85 of 100."""
    right = total = 0
    for path in sorted((shared_data / "reviews-zh-sample" / "data").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                stars = float(row["star"])
                if 2 < stars < 4:
                    continue
                found = opinion(row["reviewbody"], "zh")
                total += 1
                right += (found.praise > found.complaint) if stars >= 4 else (found.complaint > found.praise)
    assert total > 200
    assert right / total > 0.85
