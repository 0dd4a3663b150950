"""Trains a recogniser from labelled sentences, calibrates it on held-out ones, and writes its card.

While it is trained, a sentence is looked up in a dictionary made from the *other* sentences, fold by fold: otherwise
each entity would find itself there, and the CRF would learn to trust the dictionary more than it can be trusted later.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from zlib import crc32

from mkgrdf.extract.entities.crf import Recogniser
from mkgrdf.extract.entities.dictionary import Dictionary, build_dictionary
from mkgrdf.extract.entities.features import FEATURES_REVISION, features
from mkgrdf.extract.entities.tagged import Tagged, digest_of_tagged
from mkgrdf.models.calibration import fit_isotonic
from mkgrdf.models.card import ModelCard, digest_of
from mkgrdf.models.spans import Span, bio, bioes
from mkgrdf.text.language import detect

__all__ = ["Known", "Measure", "TrainingSettings", "calibrated", "fit", "train"]

Known = Mapping[tuple[str, ...], Iterable[str]]
"""Names known beforehand: types by normal tokens."""
Measure = Callable[[Sequence[Tagged], Sequence[Sequence[Span]]], Mapping[str, float]]
"""Tells how good the spans found in sentences are, as figures for the card."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """What a training depends on besides its data.

    Attributes:
        c1, c2: weights of the absolute and the squared size of the CRF's weights (L1, L2).
        iterations: at most so many steps of L-BFGS; twice as many were no better on held-out titles, rather worse.
        folds: how many dictionaries are made for the features in training, each from the other folds.
        least: how often an entity has to be seen to be in the dictionary.
        held_out: the share of the sentences kept for calibration and the card where no other file is given for it.
        most_types: up to so many types, tags are BIOES, which is a little better; with more, BIO, which is quicker.
        hide_known: whether in training each fold's dictionary lacks a share of the known names, those of its number, so
            that texts labelled by these names teach what stands around them and not only the names.
        seed: of the folds and of what is held out.
    """

    c1: float = 0.1
    c2: float = 0.02
    iterations: int = 70
    folds: int = 8
    least: int = 2
    held_out: float = 0.1
    most_types: int = 12
    hide_known: bool = False
    seed: int = 0


def train(
    sentences: Sequence[Tagged],
    *,
    name: str,
    data: str,
    measure: Measure,
    known: Known | None = None,
    dev: Sequence[Tagged] = (),
    settings: TrainingSettings = TrainingSettings(),
) -> Recogniser:
    """Return a recogniser trained on ``sentences``, calibrated and measured on ``dev``.

    Without ``dev`` a share of the sentences is held out for that, and then the recogniser is trained once more on all.

    Args:
        sentences: labelled, at least ten with an entity.
        name: what the card calls it.
        data: what it was trained on, for the card.
        measure: makes the card's figures.
        known: names known beforehand, for the dictionary.
        dev: labelled sentences to calibrate and measure on.
        settings: see there.
    """
    if dev:
        recogniser = fit(sentences, known, settings, name, data)
        return calibrated(recogniser, recogniser, dev, measure, "dev")
    ranks = list(range(len(sentences)))
    random.Random(settings.seed).shuffle(ranks)  # noqa: S311 - no secret
    held = set(ranks[: round(settings.held_out * len(sentences))])
    kept = [sentence for number, sentence in enumerate(sentences) if number not in held]
    recogniser = fit(sentences, known, settings, name, data)
    if not held:
        return recogniser
    trial = fit(kept, known, settings, name, data)
    return calibrated(recogniser, trial, [sentences[number] for number in sorted(held)], measure, "held out")


def fit(
    sentences: Sequence[Tagged], known: Known | None, settings: TrainingSettings, name: str, data: str
) -> Recogniser:
    """Return a recogniser trained on ``sentences``, neither calibrated nor measured."""
    types = sorted({span.type for sentence in sentences for span in sentence.spans})
    tags_of = bioes if len(types) <= settings.most_types else bio
    folds = [number % settings.folds for number in range(len(sentences))]
    random.Random(settings.seed).shuffle(folds)  # noqa: S311 - no secret
    others = [
        build_dictionary(
            [one for one, at in zip(sentences, folds, strict=True) if at != fold],
            _left_to(fold, known or {}, settings),
            least=settings.least,
        )
        for fold in range(settings.folds)
    ]
    rows = [
        (features(sentence.words, others[fold]), tags_of(sentence.spans, len(sentence.words)))
        for sentence, fold in zip(sentences, folds, strict=True)
        if sentence.words
    ]
    crf = _crf(rows, settings)
    dictionary = build_dictionary(sentences, known, least=settings.least)
    digest = digest_of_tagged(sentences)
    card = ModelCard(
        name=name,
        task="finds entities in sentences",
        revision=_revision(crf, dictionary),
        languages=tuple(sorted({language for one in sentences if (language := detect(" ".join(one.words)))})),
        labels=tuple(types),
        data=data,
        data_digest=digest,
        settings={
            "features": FEATURES_REVISION,
            "tags": tags_of.__name__,
            "sentences": len(sentences),
            "tokens": sum(len(sentence.words) for sentence in sentences),
            "dictionary": len(dictionary.entries),
            **{key: value for key, value in asdict(settings).items() if key != "seed"},
        },
        seed=settings.seed,
    )
    return Recogniser(card, crf, dictionary)


def _left_to(fold: int, known: Known, settings: TrainingSettings) -> Known:
    """Return the known names that the dictionary of ``fold`` has."""
    if not settings.hide_known:
        return known
    return {
        words: types for words, types in known.items() if crc32("\x1f".join(words).encode()) % settings.folds != fold
    }


def _crf(rows: Iterable[tuple[list[list[str]], list[str]]], settings: TrainingSettings) -> bytes:
    """Return the file of a CRF trained on ``(features, tags)``."""
    import pycrfsuite  # type: ignore[import-untyped]  # noqa: PLC0415 - loaded only when something is trained

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": settings.c1, "c2": settings.c2, "max_iterations": settings.iterations})
    for row, tags in rows:
        trainer.append(row, tags)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "crf.bin"
        trainer.train(str(file))
        return file.read_bytes()


def _revision(crf: bytes, dictionary: Dictionary) -> str:
    return digest_of(crf, repr(dictionary.entries).encode("utf-8", "surrogatepass"))[:16]


def calibrated(
    recogniser: Recogniser, trial: Recogniser, held: Sequence[Tagged], measure: Measure, where: str
) -> Recogniser:
    """Return ``recogniser`` with the figures and the calibration of ``trial`` on the sentences ``held``."""
    tagger = trial.tagger()
    scored = [tagger.scored(sentence.words) for sentence in held]
    figures = measure(held, [[span for span, _ in found] for found in scored])
    scores = [score for found in scored for _, score in found]
    hits = [span in sentence.spans for sentence, found in zip(held, scored, strict=True) for span, _ in found]
    named = {f"{figure}, {where}": round(value, 4) for figure, value in figures.items()}
    return replace(
        recogniser,
        card=replace(recogniser.card, metrics=named),
        calibration=fit_isotonic(scores, hits) if scores else None,
    )
