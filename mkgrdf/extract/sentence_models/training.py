"""Trains the models of sentences from labelled ones, and finds the shares of kinds in texts without labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.kept_sentences import kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_kind import KINDS_BY_SOURCE
from mkgrdf.extract.sentence_models.features import kind_features, polarity_features
from mkgrdf.extract.sentence_models.labelled import LabelledSentence
from mkgrdf.extract.sentence_models.models import LANGUAGES, SentenceModels, model_name, share_setting
from mkgrdf.models.card import digest_of
from mkgrdf.models.linear import LinearModel, train_linear
from mkgrdf.records import Document, DocumentKind

__all__ = ["train_sentences"]

_MOST_FEATURES: Final = {"polarity": 22_000, "kind": 6_000}
_STRENGTH: Final = {"polarity": 5.0, "kind": 10.0}
_ROUNDS: Final = 30


def train_sentences(
    rows: Sequence[LabelledSentence], texts: Iterable[Document] = (), *, data: str = ""
) -> SentenceModels:
    """Train a model of polarity and one of kind for each language of which ``rows`` have labels.

    Args:
        rows: sentences with their labels and groups.
        texts: documents without labels, on which the shares of the kinds in texts of each sort are estimated.
        data: for the cards: what the rows are from, with the licence.

    Raises:
        ModelError: scikit-learn is missing, or the rows are too few to hold any out.
    """
    models: dict[str, LinearModel] = {}
    kept = [(document.kind, sentence) for document in texts for sentence in kept_sentences(document)]
    for language in LANGUAGES:
        own = [row for row in rows if row.language == language]
        rated = [row for row in own if row.polarity]
        if rated:
            models[model_name("polarity", language)] = _train("polarity", language, rated, data)
        kinds = [row for row in own if row.kind]
        if kinds:
            model = _train("kind", language, kinds, data)
            spans = [(source, sentence.span.text) for source, sentence in kept if sentence.language == language]
            models[model_name("kind", language)] = _with_shares(model, language, kinds, spans)
    if not models:
        raise ModelError("nothing to train on: no sentence has a kind or a polarity; expected columns kind, polarity")
    return SentenceModels(models)


def _train(task: str, language: str, rows: Sequence[LabelledSentence], data: str) -> LinearModel:
    features = polarity_features if task == "polarity" else kind_features
    return train_linear(
        [features(row.text, language, opinion(row.text, language)) for row in rows],
        [row.polarity if task == "polarity" else row.kind for row in rows],
        [row.group for row in rows],
        name=model_name(task, language),
        task="tells sentences that praise from those that complain"
        if task == "polarity"
        else "tells what a sentence does",
        languages=(language,),
        data=data,
        strength=_STRENGTH[task],
        balanced=task == "kind",
        fewest=2 if len(rows) > 5_000 else 1,
        most_features=_MOST_FEATURES[task],
    )


def _with_shares(
    model: LinearModel, language: str, rows: Sequence[LabelledSentence], spans: Sequence[tuple[DocumentKind, str]]
) -> LinearModel:
    # trained with balanced weights: as if all kinds had the same share
    shares: dict[str, float] = {share_setting(kind): round(1 / len(model.labels), 4) for kind in model.labels}
    for source in DocumentKind:
        given = [
            model.probabilities(kind_features(text, language, opinion(text, language)))
            for kind, text in spans
            if kind is source
        ]
        if given and source in KINDS_BY_SOURCE:
            found = _estimate_shares(model.labels, given, KINDS_BY_SOURCE[source])
            shares.update({share_setting(kind, source): share for kind, share in found.items()})
    settings = {**model.card.settings, **shares, "kinds": len(Counter(row.kind for row in rows))}
    model = replace(model, card=replace(model.card, settings=settings))
    # the shares change answers, so they belong into the revision
    digest = "-".join([model.digest(), *(f"{share:g}" for share in shares.values())])
    return replace(model, card=replace(model.card, revision=digest_of(digest.encode())[:12]))


def _estimate_shares(
    labels: Sequence[str], given: Sequence[Sequence[float]], allowed: Sequence[str]
) -> Mapping[str, float]:
    """Find the shares under which the mean of the weighed probabilities is the shares themselves."""
    kinds = [kind for kind in labels if kind in allowed]
    shares = dict.fromkeys(kinds, 1 / len(kinds))
    rows = [dict(zip(labels, row, strict=True)) for row in given]
    for _ in range(_ROUNDS):
        sums = dict.fromkeys(kinds, 0.0)
        for row in rows:
            weighed = {kind: row[kind] * shares[kind] for kind in kinds}
            total = sum(weighed.values())
            for kind in kinds:
                sums[kind] += weighed[kind] / total
        shares = {kind: value / len(rows) for kind, value in sums.items()}
    return {kind: round(share, 4) for kind, share in shares.items()}
