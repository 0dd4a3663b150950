"""Trains the models of sentences from labelled ones, and counts the shares of kinds in texts without labels."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.kept_sentences import KeptSentence, kept_sentences
from mkgrdf.extract.polarity import opinion
from mkgrdf.extract.sentence_kind import KINDS_BY_SOURCE, kind_of
from mkgrdf.extract.sentence_models.features import kind_features, polarity_features
from mkgrdf.extract.sentence_models.labelled import LabelledSentence
from mkgrdf.extract.sentence_models.models import LANGUAGES, SentenceModels, model_name, share_setting
from mkgrdf.extract.sentence_models.reading import AGAINST, AGREED, ALONE_TEMPERATURE, BothWays, both_ways
from mkgrdf.models.calibration import expected_calibration_error, fit_temperature
from mkgrdf.models.card import digest_of
from mkgrdf.models.linear import LinearModel, train_linear
from mkgrdf.models.linear_training import grouped_folds
from mkgrdf.records import Document, DocumentKind
from mkgrdf.text.sentence_split import Span

__all__ = ["train_sentences"]

_MOST_FEATURES: Final = {"polarity": 22_000, "kind": 6_000}
_STRENGTH: Final = {("polarity", "en"): 5.0, ("polarity", "zh"): 2.0, ("kind", "en"): 10.0, ("kind", "zh"): 10.0}
_MANY: Final = 5_000
_OF_BUYERS: Final = (DocumentKind.REVIEW, DocumentKind.ANSWER, DocumentKind.MICRO_BLOG_POST)
_OF_REVIEWS: Final = frozenset({"Complaint", "Experience"})
"""Kinds of labelled sentences that are measured as if they stood in a review; the others as on a page."""


def train_sentences(
    rows: Sequence[LabelledSentence], texts: Iterable[Document] = (), name: str = "sentence"
) -> SentenceModels:
    """Train a model of polarity and one of kind for each language of which ``rows`` have labels.

    Args:
        rows: sentences with their labels and groups.
        texts: documents without labels, on which the shares of the kinds in texts of each sort are estimated.
        name: how the names in the cards begin: ``NAME-polarity-en``.

    Raises:
        ModelError: scikit-learn is missing, or the rows are too few to hold any out.
    """
    models: dict[str, LinearModel] = {}
    kept = [(document, sentence) for document in texts for sentence in kept_sentences(document)]
    for language in LANGUAGES:
        own = [row for row in rows if row.language == language]
        rated = [row for row in own if row.polarity]
        if rated:
            models[model_name("polarity", language)] = _train("polarity", language, rated, name)
        kinds = [row for row in own if row.kind]
        if kinds:
            model = _train("kind", language, kinds, name)
            models[model_name("kind", language)] = _with_rules(
                _with_shares(model, language, kept), language, kinds, kept
            )
    if not models:
        raise ModelError("nothing to train on: no sentence has a kind or a polarity; expected columns kind, polarity")
    return SentenceModels(models)


def _train(task: str, language: str, rows: Sequence[LabelledSentence], name: str) -> LinearModel:
    features = polarity_features if task == "polarity" else kind_features
    return train_linear(
        [features(row.text, language, opinion(row.text, language)) for row in rows],
        [row.polarity if task == "polarity" else row.kind for row in rows],
        [row.group for row in rows],
        name=f"{name}-{task}-{language}",
        task="tells sentences that praise from those that complain"
        if task == "polarity"
        else "tells what a sentence does",
        languages=(language,),
        data="; ".join(sorted({row.origin for row in rows})),
        strength=_STRENGTH[task, language],
        balanced=task == "kind",
        fewest=2 if len(rows) > _MANY else 1,
        most_features=_MOST_FEATURES[task],
        folds=3 if len(rows) > _MANY else 5,
    )


def _with_shares(model: LinearModel, language: str, kept: Sequence[tuple[Document, KeptSentence]]) -> LinearModel:
    """Note in the card how frequent each kind is in texts of each sort, as the rules find it there."""
    # trained with balanced weights: as if all kinds had the same share
    shares: dict[str, float] = {share_setting(kind): round(1 / len(model.labels), 4) for kind in model.labels}
    counted: dict[DocumentKind, Counter[str]] = {source: Counter() for source in KINDS_BY_SOURCE}
    for document, sentence in kept:
        if sentence.language == language:
            found = opinion(sentence.span.text, language)
            counted[document.kind][kind_of(sentence, document.kind, found, document.rating)[0]] += 1
    for source, allowed in KINDS_BY_SOURCE.items():
        # without a text of that sort: as in the others that buyers write
        frequent = counted[source] or sum((counted[other] for other in _OF_BUYERS), Counter[str]())
        sizes = {kind: frequent[kind] for kind in allowed}
        if any(sizes.values()):
            total = sum(sizes.values()) + len(allowed)
            shares.update({share_setting(kind, source): round((sizes[kind] + 1) / total, 4) for kind in allowed})
    model = replace(model, card=replace(model.card, settings={**model.card.settings, **shares}))
    # the shares change answers, so they belong into the revision
    digest = "-".join([model.digest(), *(f"{name} {share:g}" for name, share in sorted(shares.items()))])
    return replace(model, card=replace(model.card, revision=digest_of(digest.encode())[:12]))


def _with_rules(
    model: LinearModel,
    language: str,
    rows: Sequence[LabelledSentence],
    kept: Sequence[tuple[Document, KeptSentence]],
) -> LinearModel:
    """Count on held-out groups how often rules and model together are right, and note it in the card."""
    parts = grouped_folds([row.kind for row in rows], [row.group for row in rows], 4)
    answers: list[tuple[str, BothWays]] = []
    rules = 0
    for part in sorted(set(parts)):
        others = [row for row, own in zip(rows, parts, strict=True) if own != part]
        fitted = _with_shares(_train("kind", language, others, "part"), language, kept)
        models = SentenceModels({model_name("kind", language): fitted})
        for row, own in zip(rows, parts, strict=True):
            if own == part:
                source = DocumentKind.REVIEW if row.kind in _OF_REVIEWS else DocumentKind.DETAIL_PAGE
                sentence = KeptSentence(Span(0, len(row.text), row.text), language)
                found = opinion(row.text, language)
                answers.append((row.kind, both_ways(models, sentence, source, found, None)))
                rules += kind_of(sentence, source, found, None)[0] == row.kind
    told = {name: round(value, 4) for name, value in _sureness(answers).items()}
    stated = [(kind, *both.sureness(told)) for kind, both in answers]
    hits = [kind == answer for kind, answer, _ in stated]
    metrics = {
        "held-out accuracy of the rules": round(rules / len(rows), 4),
        "held-out accuracy with the rules": round(sum(hits) / len(hits), 4),
        "calibration error with the rules": round(expected_calibration_error([sure for _, _, sure in stated], hits), 4),
    }
    card = model.card
    revision = digest_of(card.revision.encode(), repr(sorted(told.items())).encode())[:12]
    settings, measured = {**card.settings, **told}, {**card.metrics, **metrics}
    return replace(model, card=replace(card, settings=settings, metrics=measured, revision=revision))


def _sureness(answers: Sequence[tuple[str, BothWays]]) -> dict[str, float]:
    """Return the shares of hits where a cue decides (one hit and one miss added), and the temperature of the rest."""
    shares = {}
    for name, agree in ((AGREED, True), (AGAINST, False)):
        hits = [kind == both.ruled for kind, both in answers if both.has_cue and (both.ruled == both.modelled) is agree]
        shares[name] = (sum(hits) + 1) / (len(hits) + 2)
    rest = [(kind, both.probabilities) for kind, both in answers if not both.has_cue and kind in both.probabilities]
    logs = [[math.log(max(value, 1e-9)) for value in probabilities.values()] for _, probabilities in rest]
    truth = [list(probabilities).index(kind) for kind, probabilities in rest]
    return {**shares, ALONE_TEMPERATURE: fit_temperature(logs, truth).value if rest else 1.0}
