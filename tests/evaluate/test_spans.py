"""Entities are counted by seqeval's rules; the expected values below were written down from seqeval 1.2.2."""

from __future__ import annotations

import pytest

from mkgrdf.evaluate.spans import Score, figures, score_spans
from mkgrdf.extract.entities.tagged import Tagged
from mkgrdf.models.spans import Span, spans_of

GOLDEN = {
    "B-A I-A O": "0-2A",
    "I-A I-A O I-A": "0-2A 3-4A",
    "B-A B-A": "0-1A 1-2A",
    "B-A I-B I-B": "0-1A 1-3B",
    "E-A E-A": "0-1A 1-2A",
    "S-A I-A E-A O": "0-1A 1-3A",
    "B-A E-A I-A": "0-2A 2-3A",
    "O E-A B-B": "1-2A 2-3B",
    "B-A S-B I-B E-B": "0-1A 1-2B 2-4B",
    "I-A B-A E-B": "0-1A 1-2A 2-3B",
    "S-A S-A O I-B E-B S-B": "0-1A 1-2A 3-5B 5-6B",
    "O O": "",
}


@pytest.mark.parametrize(("tags", "wanted"), GOLDEN.items())
def test_tags_become_the_spans_of_seqeval(tags: str, wanted: str) -> None:
    """Well-formed or not, a sequence of tags gives the entities that seqeval's get_entities gives."""
    assert " ".join(f"{span.start}-{span.end}{span.type}" for span in spans_of(tags.split())) == wanted


def test_scores_are_those_of_seqeval() -> None:
    """Counts by type and micro and macro averages of its classification report."""
    wanted = [spans_of(tags.split()) for tags in ("B-A I-A O B-B", "O B-A O S-B", "B-C I-C E-C O")]
    found = [spans_of(tags.split()) for tags in ("B-A I-A O B-A", "O B-A I-A S-B", "B-C E-C O S-B")]
    report = score_spans(wanted, found)
    assert dict(report.types) == {"A": Score(1, 3, 2), "B": Score(1, 2, 2), "C": Score(0, 1, 1)}
    assert [score.f1 for _, score in report.types] == pytest.approx([0.4, 0.5, 0.0])
    micro = report.micro
    assert (micro.precision, micro.recall, micro.f1) == pytest.approx((1 / 3, 0.4, 4 / 11))
    assert report.macro_f1 == pytest.approx(0.3)


def test_what_no_span_of_tokens_can_be_is_missed() -> None:
    """Entities that do not fall on tokens count among those wanted."""
    sentence = Tagged(("wool", "sweaters"), (Span(0, 1, "Material"),), lost=("Category",))
    assert score_spans([sentence.spans], [sentence.spans], sentence.lost).micro == Score(1, 1, 2)
    assert figures([sentence], [sentence.spans])["micro recall"] == 0.5


def test_nothing_found_and_nothing_wanted_is_zero_and_no_error() -> None:
    """Empty sentences give zeros; different numbers of sentences are an error."""
    assert score_spans([()], [()]).micro.f1 == score_spans([()], [()]).macro_f1 == 0.0
    with pytest.raises(ValueError, match="shorter"):
        score_spans([(), ()], [()])
