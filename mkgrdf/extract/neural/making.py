"""From the models that a project names to the extractors that use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkgrdf.errors import SettingsError
from mkgrdf.extract import Extractor, Miner
from mkgrdf.extract.edge_confidence import ASSERT_EDGE

if TYPE_CHECKING:
    from mkgrdf.extract.sentence_models.models import SentenceModels

__all__ = ["MODELS", "neural_extractors", "neural_miners"]

MODELS: Final = ("entities", "kinds", "polarity", "relations", "proposals")
"""What a project may name a model for: the tasks of ``mkgrdf train neural`` that an extractor uses."""


def _check(models: Mapping[str, str]) -> None:
    for task, spec in models.items():
        if task not in MODELS:
            raise SettingsError(f"models.{task}", spec, f"a model for one of {', '.join(MODELS)}")
    if "polarity" in models and "kinds" not in models:
        raise SettingsError("models.polarity", models["polarity"], "a model for kinds beside it")


def neural_extractors(
    models: Mapping[str, str],
    thresholds: Mapping[str, Decimal] = ASSERT_EDGE,
    embedded: SentenceModels | None = None,
) -> dict[str, Callable[[], Extractor]]:
    """Return how to make each extractor that uses one of ``models`` (task -> ``local:FOLDER``), by its name.

    ``entities`` and ``sentences`` are to be made so *instead* of the embedded ones; ``neural-relations`` comes besides.
    From ``thresholds`` on a claim is an edge; ``embedded`` models of sentences tell what ``models`` leave to them.

    Raises:
        SettingsError: a task that no extractor has, or polarity without kinds.
    """
    _check(models)
    made: dict[str, Callable[[], Extractor]] = {}
    if "entities" in models:
        made["entities"] = lambda: _entities(models["entities"])
    if "kinds" in models:
        made["sentences"] = lambda: _sentences(models["kinds"], models.get("polarity"), embedded)
    if "relations" in models:
        made["neural-relations"] = lambda: _relations(models["relations"], thresholds)
    return made


def neural_miners(
    models: Mapping[str, str], thresholds: Mapping[str, Decimal] = ASSERT_EDGE
) -> dict[str, Callable[[], Miner]]:
    """Return how to make each miner that uses one of ``models``, by its name: ``proposals``.

    From ``thresholds`` on a claim is an edge.

    Raises:
        SettingsError: a task that no extractor has, or polarity without kinds.
    """
    _check(models)
    return {"proposals": lambda: _proposals(models["proposals"], thresholds)} if "proposals" in models else {}


def _entities(spec: str) -> Extractor:
    """Return the extractor for what is in the folder: a CRF of ``mkgrdf train ner``, or a neural tagger."""
    from mkgrdf.extract.entities.crf import CRF_FILE  # noqa: PLC0415 - loaded only when asked for
    from mkgrdf.extract.entities.loading import recogniser_named  # noqa: PLC0415 - loaded only when asked for

    if (Path(spec.removeprefix("local:")) / CRF_FILE).is_file():
        from mkgrdf.extract.entities.extractor import EntityExtractor  # noqa: PLC0415 - loaded only when asked for

        return EntityExtractor(recogniser=recogniser_named(spec))
    from mkgrdf.extract.neural.entities import NeuralEntityExtractor  # noqa: PLC0415 - loaded only when asked for

    return NeuralEntityExtractor(spec)


def _sentences(kinds: str, polarity: str | None, embedded: SentenceModels | None) -> Extractor:
    from mkgrdf.extract.neural.sentences import NeuralSentenceExtractor  # noqa: PLC0415 - loaded only when asked for

    return NeuralSentenceExtractor(kinds, polarity, embedded=embedded)


def _relations(spec: str, thresholds: Mapping[str, Decimal]) -> Extractor:
    from mkgrdf.extract.neural.relations import NeuralRelationExtractor  # noqa: PLC0415 - loaded only when asked for

    return NeuralRelationExtractor(spec, thresholds=thresholds)


def _proposals(spec: str, thresholds: Mapping[str, Decimal]) -> Miner:
    from mkgrdf.extract.neural.proposals import ProposalMiner  # noqa: PLC0415 - loaded only when asked for

    return ProposalMiner(spec, thresholds=thresholds)
