"""The models of sentences in use: how probably a sentence praises, and of which kind it is where it stands.

A model of kinds is trained on kinds in about equal shares; a seller's page and a review have theirs in quite others,
and a page never complains. So the probabilities are weighed by the shares that the kinds have in texts of that sort
over their shares in training (Saerens et al. 2002); the shares were counted by the rules in texts without labels and
stand in the model's card. Kinds that a text of that sort does not have are left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from mkgrdf.errors import ModelError
from mkgrdf.extract.polarity import Opinion
from mkgrdf.extract.sentence_kind import KINDS_BY_SOURCE
from mkgrdf.extract.sentence_models.features import kind_features, polarity_features
from mkgrdf.models.card import CARD_FILE, ModelCard
from mkgrdf.models.linear import LinearModel
from mkgrdf.models.shipped import shipped_linear
from mkgrdf.records import DocumentKind

__all__ = ["LANGUAGES", "SentenceModels", "model_name", "share_setting"]

LANGUAGES: Final = ("en", "zh")
_FLOOR: Final = 0.01
"""No kind that a text may have is taken to be rarer than this."""


def model_name(task: str, language: str) -> str:
    """Return the folder of the model for ``task`` (``polarity`` or ``kind``) in ``language``."""
    return f"sentence-{task}-{language}"


def share_setting(kind: str, source: DocumentKind | None = None) -> str:
    """Return under which setting of the card the share of ``kind`` stands: in training, or in texts of a sort."""
    return f"share of {kind} in {source.value if source else 'training'}"


@dataclass(frozen=True, slots=True)
class SentenceModels:
    """The models of sentences by name; of the shipped ones or of those in one folder."""

    models: dict[str, LinearModel]
    _shares: dict[tuple[str, DocumentKind], dict[str, tuple[float, float]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def load(cls, folder: Path | None = None) -> SentenceModels:
        """Return the models in ``folder``, or those that ship with mkgrdf.

        Raises:
            ModelError: there is no model of sentences in ``folder``.
        """
        if folder is None:
            return _shipped()
        names = [model_name(task, language) for task in ("kind", "polarity") for language in LANGUAGES]
        found = {name: LinearModel.load(folder / name) for name in names if (folder / name / CARD_FILE).is_file()}
        if not found:
            raise ModelError(f"no models of sentences in {folder}; expected what 'mkgrdf train sentences' writes there")
        return cls(found)

    def before(self, others: SentenceModels) -> SentenceModels:
        """Return these models, and of ``others`` those for tasks and languages that are not among these."""
        return SentenceModels({**others.models, **self.models})

    def own_cards(self) -> tuple[ModelCard, ...]:
        """Return the cards of the models that do not ship with mkgrdf, by the models' names."""
        known = _shipped().models
        return tuple(model.card for name, model in sorted(self.models.items()) if known.get(name) is not model)

    def digest(self) -> str:
        """Return the names and revisions of the models, which change whenever an answer may."""
        return " ".join(f"{name}@{model.card.revision}" for name, model in sorted(self.models.items()))

    def praise(self, text: str, language: str, found: Opinion) -> float:
        """Return the calibrated probability that the sentence praises rather than complains.

        Raises:
            ModelError: there is no model of polarity for ``language``.
        """
        model = self._model("polarity", language)
        return model.probabilities(polarity_features(text, language, found))[model.labels.index("positive")]

    def kinds(self, text: str, language: str, found: Opinion, source: DocumentKind | None = None) -> dict[str, float]:
        """Return the calibrated probability of each kind that a sentence of ``source`` may have.

        Without ``source`` all kinds, in the shares of training.

        Raises:
            ModelError: there is no model of kinds for ``language``.
        """
        model = self._model("kind", language)
        given = dict(zip(model.labels, model.probabilities(kind_features(text, language, found)), strict=True))
        if source is None:
            return given
        weighed = {
            kind: given[kind] * here / before for kind, (here, before) in self._sharing(language, source).items()
        }
        total = sum(weighed.values())
        return {kind: value / total for kind, value in weighed.items()}

    def _sharing(self, language: str, source: DocumentKind) -> dict[str, tuple[float, float]]:
        """Return the shares of kinds in texts of the sort ``source`` and in training, as the model's card has them."""
        if (language, source) not in self._shares:
            model = self._model("kind", language)
            settings = model.card.settings
            found = {}
            for kind in KINDS_BY_SOURCE[source]:
                if kind in model.labels:
                    before = float(settings.get(share_setting(kind), 1.0))
                    found[kind] = max(_FLOOR, float(settings.get(share_setting(kind, source), before))), before
            self._shares[language, source] = found
        return self._shares[language, source]

    def _model(self, task: str, language: str) -> LinearModel:
        name = model_name(task, language)
        if name not in self.models:
            there = ", ".join(sorted(self.models))
            raise ModelError(f"no model {name}; there are {there}; train one with 'mkgrdf train sentences'")
        return self.models[name]


@cache
def _shipped() -> SentenceModels:
    names = [model_name(task, language) for task in ("kind", "polarity") for language in LANGUAGES]
    return SentenceModels({name: shipped_linear(name) for name in names})
