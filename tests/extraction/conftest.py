"""The small shop of the pipeline's tests, with the seed lexicon, ready to be read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mkgrdf.pipeline import import_lexicons
from mkgrdf.resources import resource
from mkgrdf.shacl.gate import Gate
from tests.pipeline.conftest import Shop

TEXTS = (
    "Great for the gym, and the straps stay put.",
    "Perfect for yoga. It keeps me warm on cold mornings.",
    "The zipper broke after a week of use.",
    "适合瑜伽和健身。背带不勒肩，很舒服。",
)


@pytest.fixture(scope="session")
def gate() -> Gate:
    return Gate()


def shop_of(folder: Path, gate: Gate, reviews: int = 40) -> Shop:
    """A shop with many reviews, imported."""
    folder.mkdir(exist_ok=True)
    shop = Shop(folder, gate)
    template = shop.documents[0]
    shop.documents = [
        {**template, "id": f"r{number:03}", "language": "zh" if number % 4 == 3 else "en", "text": TEXTS[number % 4]}
        for number in range(reviews)
    ]
    settings = replace(shop.project.settings, lexicons=(resource("examples", "lexicon"),))
    shop.project = replace(shop.project, settings=settings)
    import_lexicons(shop.project)
    ingested = shop.load()
    assert not ingested.rejects
    assert not ingested.quarantined
    return shop
