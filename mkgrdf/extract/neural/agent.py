"""What every extractor at the neural level shares: its model's name and card, and loading it where it is used."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from mkgrdf.errors import ModelError
from mkgrdf.extract.confidence import CEILING
from mkgrdf.models.card import ModelCard, read_card
from mkgrdf.statements import Model

if TYPE_CHECKING:
    from collections.abc import Callable

    from mkgrdf.models.neural.devices import Device

__all__ = ["Loaded", "agent_of", "sureness"]

_THOUSANDTH: Final = Decimal("0.001")

Trained = TypeVar("Trained")


def agent_of(spec: str) -> tuple[Model, ModelCard]:
    """Return the agent that claims of the trained model ``spec`` name, and its card; loads no weights.

    Raises:
        ModelError: it is not there.
    """
    scheme, _, rest = spec.partition(":")
    if scheme == "local" and rest:
        folder, name = Path(rest), f"local:{Path(rest).resolve().name}"
    else:
        from mkgrdf.models.neural.checkpoints import find  # noqa: PLC0415 - torch only where a hub is asked

        found = find(spec)
        folder, name = found.folder, found.id
    card = read_card(folder)
    if not card.revision:
        raise ModelError(f"the card in {folder} has no revision; train the model anew")
    return Model(name, card.revision, card.name), card


def sureness(probability: float, *, calibrated: bool) -> Decimal:
    """Return a confidence to three places, never certain; one that is not calibrated stays below the rules' ceiling."""
    most = 1 - _THOUSANDTH if calibrated else CEILING
    return max(_THOUSANDTH, min(Decimal(repr(float(probability))).quantize(_THOUSANDTH), most))


class Loaded(Generic[Trained]):
    """A trained model that is loaded when it is first asked for, in the process that asks: weights are not pickled.

    Args:
        load: makes the model on a device; a module-level function, so that it can be pickled.
        spec: names the model.
        device: where to run it: ``auto``, ``cpu``, ``cuda`` or ``cuda:N``.
        threads: of the CPU; None for as many as the process may use.
    """

    def __init__(
        self, load: Callable[[str, Device], Trained], spec: str, device: str = "auto", threads: int | None = None
    ) -> None:
        self.spec = spec
        self._load = load
        self._device = device
        self._threads = threads
        self._model: Trained | None = None

    def get(self) -> Trained:
        """Return the model."""
        if self._model is None:
            from mkgrdf.models.neural.devices import choose  # noqa: PLC0415 - torch only when a model is asked

            self._model = self._load(self.spec, choose(self._device, threads=self._threads))
        return self._model

    def __getstate__(self) -> dict[str, object]:
        """Leave the weights behind."""
        return {**self.__dict__, "_model": None}
