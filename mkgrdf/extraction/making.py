"""From a project's settings to its extractors and miners: which models they use, and which claims they make edges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mkgrdf.errors import ModelError, SettingsError
from mkgrdf.extract import EXTRACTORS, MINERS, Extractor, Miner
from mkgrdf.extract.edge_confidence import ASSERT_EDGE, EdgeCalibration, shipped_calibration
from mkgrdf.extract.neural.making import neural_extractors, neural_miners
from mkgrdf.settings import Settings

if TYPE_CHECKING:
    from mkgrdf.extract.sentence_models.models import SentenceModels

__all__ = ["LINEAR_TASKS", "Makers", "makers"]

LINEAR_TASKS: Final = frozenset({"sentences", "concepts"})
"""What a project may name small trained models for, besides the tasks of the neural level."""

Makers = Mapping[str, Callable[[], Extractor | Miner]]
"""How to make each extractor and miner, by name."""


def makers(settings: Settings) -> Makers:
    """Return how to make each extractor and miner as ``settings`` want them.

    ``models`` of the project's own take the place of the shipped ones; ``thresholds.assert_edge`` holds for everything
    that states edges of concepts and products.

    Raises:
        SettingsError: a model for a task that no extractor has, or no models of sentences where they should be.
    """
    limits = {**ASSERT_EDGE, **settings.assert_edge}
    calibration = replace(shipped_calibration(), thresholds=limits)
    trained = _sentence_models(settings)
    neural = {task: spec for task, spec in settings.models.items() if task not in LINEAR_TASKS}
    made: dict[str, Callable[[], Extractor | Miner]] = {**EXTRACTORS, **MINERS}
    if trained is not None:
        made["sentences"] = lambda: _sentences(trained)
    if trained is not None or settings.assert_edge:
        made["concepts"] = lambda: _concepts(calibration, trained)
    if settings.assert_edge:
        made["relations"] = lambda: _relations(calibration)
    if "concepts" in settings.models:
        made["discovery"] = lambda: _discovery(settings)
    return {**made, **neural_extractors(neural, limits, trained), **neural_miners(neural, limits)}


def _sentence_models(settings: Settings) -> SentenceModels | None:
    """Return the project's own models of sentences, with the shipped ones for what it has none for; None without any.

    Raises:
        SettingsError: there are none in the folder.
    """
    spec = settings.models.get("sentences")
    if spec is None:
        return None
    from mkgrdf.extract.sentence_models.models import SentenceModels  # noqa: PLC0415 - loaded only when asked for

    try:
        return SentenceModels.load(Path(spec.removeprefix("local:"))).before(SentenceModels.load())
    except ModelError as error:
        raise SettingsError("models.sentences", spec, str(error), file=str(settings.file)) from error


def _sentences(models: SentenceModels) -> Extractor:
    from mkgrdf.extract.sentences import SentenceExtractor  # noqa: PLC0415 - loaded only when asked for

    return SentenceExtractor(models)


def _discovery(settings: Settings) -> Miner:
    """Return the miner with the project's own model of concepts.

    Raises:
        SettingsError: there is no such model in the folder, or one that tells something else.
    """
    from mkgrdf.extract.discovery.miner import Discovery  # noqa: PLC0415 - loaded only when asked for
    from mkgrdf.extract.discovery.typing import shipped_model  # noqa: PLC0415 - loaded only when asked for
    from mkgrdf.models.linear import LinearModel  # noqa: PLC0415 - loaded only when asked for

    spec = settings.models["concepts"]
    try:
        model = LinearModel.load(Path(spec.removeprefix("local:")))
    except ModelError as error:
        raise SettingsError("models.concepts", spec, str(error), file=str(settings.file)) from error
    wrong = sorted(set(model.labels) - set(shipped_model().labels))
    if wrong:
        expected = f"a model that 'mkgrdf train concepts' wrote; this one tells {', '.join(wrong)}"
        raise SettingsError("models.concepts", spec, expected, file=str(settings.file))
    return Discovery(model)


def _concepts(calibration: EdgeCalibration, models: SentenceModels | None) -> Extractor:
    from mkgrdf.extract.concepts import ConceptExtractor  # noqa: PLC0415 - loaded only when asked for

    return ConceptExtractor(calibration, models)


def _relations(calibration: EdgeCalibration) -> Miner:
    from mkgrdf.extract.relations.miner import RelationMiner  # noqa: PLC0415 - loaded only when asked for

    return RelationMiner(calibration)
