"""How good a trained neural model is on labelled examples, with a baseline that has learnt nothing beside it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkgrdf.errors import ModelError
from mkgrdf.evaluate.polarity import TaskFigures, measure_answers
from mkgrdf.evaluate.spans import SpanReport, score_spans
from mkgrdf.extract.entities.files import read_tagged
from mkgrdf.extract.neural.examples import read_questions, read_told, to_labelled
from mkgrdf.extract.neural.support import check
from mkgrdf.models.proposals import ProposedConcept, ProposedRelation
from mkgrdf.models.spans import Span

if TYPE_CHECKING:
    from mkgrdf.models.neural.devices import Device

__all__ = ["EntityFigures", "ProposalFigures", "QuestionFigures", "measure"]


@dataclass(frozen=True, slots=True)
class EntityFigures:
    """Spans found by the tagger, and by the names alone that it learnt; tokens and seconds of the tagger."""

    report: SpanReport
    names_alone: SpanReport
    tokens: int
    seconds: float
    revision: str


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Answers of the classifier, and of one that always says the commonest label of these examples."""

    figures: TaskFigures
    commonest: TaskFigures
    seconds: float
    revision: str


@dataclass(frozen=True, slots=True)
class ProposalFigures:
    """What a language model proposed for so many texts.

    ``proposed`` counts concepts and relations in answers of the right form, ``supported`` those that the text bears
    out, ``dropped`` the others by reason (``malformed`` counts whole answers); ``right`` of the ``wanted`` ones are
    among the supported.
    """

    texts: int
    proposed: int
    supported: int
    dropped: tuple[tuple[str, int], ...]
    right: int
    wanted: int
    seconds: float
    revision: str


def measure(spec: str, task: str, file: Path, device: Device) -> EntityFigures | QuestionFigures | ProposalFigures:
    """Measure the trained model ``spec`` on the examples in ``file``, of the form of its ``task``.

    Raises:
        CatalogError: the file is not of the form.
        ModelError: the model is not there, or is for another task.
    """
    if task == "entities":
        return _entities(spec, file, device)
    if task == "proposals":
        return _proposals(spec, file, device)
    return _questions(spec, task, file, device)


def _entities(spec: str, file: Path, device: Device) -> EntityFigures:
    from mkgrdf.models.neural.tagger import Tagger  # noqa: PLC0415 - torch only when a model is asked

    tagger = Tagger.load(spec, device=device)
    sentences = read_tagged(file)
    words = [to_labelled(sentence).words for sentence in sentences]
    begin = time.perf_counter()
    found = tagger.tag(words)
    seconds = time.perf_counter() - begin
    lost = [kind for sentence in sentences for kind in sentence.lost]
    wanted = [sentence.spans for sentence in sentences]
    spans = [[Span(span.start, span.end, span.kind) for span in one] for one in found]
    names = [tagger.marks.spans(one) for one in words]
    return EntityFigures(
        score_spans(wanted, spans, lost),
        score_spans(wanted, names, lost),
        sum(map(len, words)),
        seconds,
        tagger.card.revision,
    )


def _questions(spec: str, task: str, file: Path, device: Device) -> QuestionFigures:
    from mkgrdf.models.neural.classifier import Classifier  # noqa: PLC0415 - torch only when a model is asked

    asks = "sentences" if task in {"kinds", "polarity"} else task
    classifier = Classifier.load(spec, asks=asks, device=device)
    examples = read_questions(file, task)
    if not examples:
        raise ModelError(f"no example in {file} has a label for {task}; expected some to measure on")
    begin = time.perf_counter()
    answers = classifier.answer([example.what for example in examples])
    seconds = time.perf_counter() - begin
    truth = [example.label for example in examples]
    label, count = Counter(truth).most_common(1)[0]
    return QuestionFigures(
        measure_answers(task, truth, [(answer.label, max(answer.probabilities)) for answer in answers]),
        measure_answers(task, truth, [(label, count / len(truth))] * len(truth)),
        seconds,
        classifier.card.revision,
    )


def _proposals(spec: str, file: Path, device: Device) -> ProposalFigures:
    from mkgrdf.models.neural.writer import Writer  # noqa: PLC0415 - torch only when a model is asked

    writer = Writer.load(spec, device=device)
    examples = [example.what for example in read_told(file)]
    begin = time.perf_counter()
    answers = writer.write([(one.product, one.text) for one in examples])
    seconds = time.perf_counter() - begin
    checks = [check(one.text, [answer]) for one, answer in zip(examples, answers, strict=True)]
    dropped: Counter[str] = sum((one.dropped for one in checks), Counter())
    supported = sum(len(one.concepts) + len(one.relations) for one in checks)
    right = wanted = 0
    for one, checked in zip(examples, checks, strict=True):
        truth = {*map(_key, one.proposals.concepts), *map(_key, one.proposals.relations)}
        said = {_key(found.proposal) for found in (*checked.concepts, *checked.relations)}
        right += len(truth & said)
        wanted += len(truth)
    proposed = supported + sum(count for reason, count in dropped.items() if reason != "malformed")
    return ProposalFigures(
        len(examples), proposed, supported, tuple(sorted(dropped.items())), right, wanted, seconds, writer.revision
    )


def _key(proposal: ProposedConcept | ProposedRelation) -> tuple[str, ...]:
    """Return what a proposal says, without the words that it quotes for it."""
    if isinstance(proposal, ProposedConcept):
        return proposal.kind, proposal.label
    return proposal.begin, proposal.relation, proposal.end
