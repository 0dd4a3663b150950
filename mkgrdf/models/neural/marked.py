"""A sentence with both its mentions between markers, cut to what the model can read.

Baldini Soares et al., *Matching the Blanks*, ACL 2019: entity markers; what is pooled is in METHODS: the first piece,
the mean of the one mention and the mean of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from mkgrdf.models.neural.encoder import Encoder, Input
from mkgrdf.models.questions import Question

__all__ = ["MARKERS", "Marked", "add_markers", "marked"]

MARKERS: Final = ("[E1]", "[/E1]", "[E2]", "[/E2]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence as pieces, and where each mention's own pieces stand in it (start, end)."""

    input: Input
    first: tuple[int, int]
    second: tuple[int, int]


def add_markers(encoder: Encoder) -> None:
    """Make the markers pieces of their own, with new vectors drawn; do nothing if they are already."""
    if encoder.tokenizer.add_special_tokens({"additional_special_tokens": list(MARKERS)}):
        body: Any = encoder.body
        if len(encoder.tokenizer) > body.get_input_embeddings().weight.shape[0]:
            body.resize_token_embeddings(len(encoder.tokenizer), mean_resizing=False)


def marked(encoder: Encoder, questions: Sequence[Question]) -> list[Marked]:
    """Return the sentences of questions about ``relations`` with their markers."""
    if not questions:
        return []
    encoded = encoder.tokenizer(
        [question.text for question in questions], add_special_tokens=False, return_offsets_mapping=True
    )
    markers = [encoder.tokenizer.convert_tokens_to_ids(marker) for marker in MARKERS]
    return [
        _mark(question, pieces, offsets, markers, encoder)
        for question, pieces, offsets in zip(questions, encoded["input_ids"], encoded["offset_mapping"], strict=True)
    ]


def _mark(
    question: Question,
    pieces: Sequence[int],
    offsets: Sequence[tuple[int, int]],
    markers: Sequence[int],
    encoder: Encoder,
) -> Marked:
    unknown = int(encoder.tokenizer.unk_token_id)
    spans = []
    for mention in (question.first, question.second):
        assert mention is not None  # noqa: S101 - the kind of the question says so
        touched = [at for at, (start, end) in enumerate(offsets) if start < mention[1] and mention[0] < end]
        # A mention that has no piece of its own (a zero-width sign) stands, unknown, where it would be.
        empty = sum(1 for start, _ in offsets if start < mention[0])
        spans.append((touched[0], touched[-1] + 1) if touched else (empty, empty))
    budget = encoder.longest - 2 - len(markers) - 2
    kept = _kept(len(pieces), spans, budget)
    inside: list[int] = [encoder.bounds()[0]]
    opened, closed = [0, 0], [0, 0]
    for at in range(len(pieces) + 1):
        for number in (1, 0):  # what began last ends first
            if spans[number][1] == at and spans[number][0] < at:
                closed[number] = len(inside)
                inside.append(markers[2 * number + 1])
        for number in (0, 1):
            if spans[number][0] == at:
                inside.append(markers[2 * number])
                opened[number] = len(inside)
                if spans[number][1] == at:
                    inside.append(unknown)
                    closed[number] = len(inside)
                    inside.append(markers[2 * number + 1])
        if at < len(pieces) and kept[at]:
            inside.append(pieces[at])
    inside.append(encoder.bounds()[1])
    return Marked(Input(tuple(inside), (0,) * len(inside)), (opened[0], closed[0]), (opened[1], closed[1]))


def _kept(count: int, spans: Sequence[tuple[int, int]], budget: int) -> list[bool]:
    """Tell which of ``count`` pieces stay: all if they fit, else the ones nearest to a mention, mentions first.

    A mention longer than a quarter of the budget keeps its beginning.
    """
    if count <= budget:
        return [True] * count

    def distance(at: int) -> tuple[int, int]:
        inside = [at - start for start, end in spans if start <= at < min(end, start + budget // 4)]
        if inside:
            return -1, min(inside)
        return min(min(abs(at - start), abs(at - end + 1)) for start, end in spans), at

    chosen = set(sorted(range(count), key=distance)[:budget])
    return [at in chosen for at in range(count)]
