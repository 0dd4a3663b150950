"""The shipped models on the shared data sets, on what was held out when they were trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.evaluate.polarity import measure_sentences
from mkgrdf.extract.sentence_models.labelled import read_annotated, read_pros_and_cons
from mkgrdf.extract.sentence_models.models import SentenceModels

pytestmark = pytest.mark.data


def test_pros_and_cons(shared_data: Path) -> None:
    """Nine in ten lines held out by hash are told right, and the stated confidence is true to three in a hundred."""
    folder = shared_data / "product-reviews-en" / "pros_cons"
    held_out = list(read_pros_and_cons(folder, held_out=True))
    (figures,) = measure_sentences(SentenceModels.load(), held_out)
    assert figures.sentences > 9000
    assert figures.accuracy >= 0.94
    assert figures.calibration_error <= 0.03
    trained = {row.text.lower() for row in read_pros_and_cons(folder, held_out=False)}
    assert trained.isdisjoint(row.text.lower() for row in held_out)


def test_annotated_sentences_of_other_products(shared_data: Path) -> None:
    """Whole sentences about products that no model was trained on: three in four."""
    folders = [shared_data / "product-reviews-en" / f"product_reviews_{number}" for number in (1, 2)]
    held_out = list(read_annotated(folders, held_out=True))
    (figures,) = measure_sentences(SentenceModels.load(), held_out)
    assert len({row.group for row in held_out}) == 3
    assert figures.accuracy > 0.75
