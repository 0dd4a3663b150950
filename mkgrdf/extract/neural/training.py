"""From files of examples to trained neural models, and from trained models and files to figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from mkgrdf.errors import ModelError
from mkgrdf.extract.neural.examples import (
    Example,
    languages_of,
    read_entities,
    read_names,
    read_questions,
    read_told,
    split_off,
)
from mkgrdf.models.card import ModelCard

if TYPE_CHECKING:
    from mkgrdf.models.neural.devices import Device
    from mkgrdf.models.neural.loop import Epoch, Schedule

__all__ = ["Trained", "asks_for", "train"]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training came to: the card, how many examples were learnt from and held out, seconds."""

    card: ModelCard
    examples: int
    held_out: int
    seconds: float


def asks_for(task: str) -> str:
    """Return which kind of classifier a task is for: ``kinds`` and ``polarity`` ask about sentences."""
    return "sentences" if task in {"kinds", "polarity"} else task


def train(
    task: str,
    files: Sequence[Path],
    spec: str,
    out: Path,
    *,
    name: str,
    data: str = "",
    dev: Path | None = None,
    schedule: Schedule,
    device: Device,
    lstm: int = 0,
    names: Path | None = None,
    watch: Callable[[Epoch], None] | None = None,
) -> Trained:
    """Train the pretrained model ``spec`` for ``task`` on ``files``, and save what comes out in ``out``.

    Args:
        task: one of :data:`~mkgrdf.extract.neural.examples.TASKS`.
        files: of the form of the task.
        spec: ``local:FOLDER`` or ``hub:NAME@REVISION``: an encoder, for ``proposals`` a causal language model.
        out: folder for the trained model.
        name: for the card.
        data: for the card: what the examples are, and their licence; the names of the files if empty.
        dev: examples to stop and calibrate on; None for a tenth of the groups in ``files``.
        schedule: how long and how fast to learn.
        device: where.
        lstm: for ``entities``: numbers each way of a BiLSTM under the CRF.
        names: for ``entities``: a file of known names with their types, besides those in the examples.
        watch: told each epoch as it ends.

    Raises:
        CatalogError: a file is not of the form.
        ModelError: the pretrained model is not there, or there is too little to learn from.
    """
    begin = time.perf_counter()
    learnt, kept = _sides(files, dev, _reader(task), schedule.seed)
    recipe = _recipe(task, lstm, names)
    model = recipe.train(
        [recipe.asked(example) for example in learnt],
        [recipe.asked(example) for example in kept],
        recipe.load(spec, device=device),
        name=name,
        data=data or ", ".join(file.name for file in files),
        languages=languages_of(learnt),
        schedule=schedule,
        watch=watch,
    )
    model.save(out)
    if model.card is None:
        raise ModelError(f"the model for {task} has no card")
    return Trained(model.card, len(learnt), len(kept), time.perf_counter() - begin)


class _Learnt(Protocol):
    """What comes of any training."""

    @property
    def card(self) -> ModelCard | None: ...

    def save(self, folder: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class _Recipe:
    """What differs from task to task: how to load a start, what of an example is learnt, and who learns it."""

    load: Callable[..., Any]
    asked: Callable[[Example[Any]], Any]
    train: Callable[..., _Learnt]


def _reader(task: str) -> Callable[[Path], list[Example[Any]]]:
    if task == "entities":
        return read_entities
    return read_told if task == "proposals" else partial(read_questions, task=task)


def _recipe(task: str, lstm: int, names: Path | None) -> _Recipe:
    from mkgrdf.models.neural.classifier import train_classifier  # noqa: PLC0415 - torch only when a model is trained
    from mkgrdf.models.neural.encoder import Encoder  # noqa: PLC0415 - the same
    from mkgrdf.models.neural.tagger import train_tagger  # noqa: PLC0415 - the same
    from mkgrdf.models.neural.writer import Writer, train_writer  # noqa: PLC0415 - the same

    if task == "entities":
        known = None if names is None else read_names(names)
        return _Recipe(Encoder.load, lambda example: example.what, partial(train_tagger, lstm=lstm, names=known))
    if task == "proposals":
        return _Recipe(Writer.load, lambda example: example.what, train_writer)
    train_kind = partial(train_classifier, asks=asks_for(task))
    return _Recipe(Encoder.load, lambda example: (example.what, example.label), train_kind)


def _sides(
    files: Sequence[Path], dev: Path | None, read: Callable[[Path], list[Example[Any]]], seed: int
) -> tuple[list[Example[Any]], list[Example[Any]]]:
    examples = [example for file in files for example in read(file)]
    if not examples:
        raise ModelError(f"no examples in {', '.join(map(str, files))}; expected some to learn from")
    if dev is None:
        return split_off(examples, seed)
    kept = read(dev)
    seen = {example.text for example in kept}
    return [example for example in examples if example.text not in seen], kept
