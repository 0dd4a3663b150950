"""From files of examples to trained neural models, and from trained models and files to figures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from mkgrdf.models.proposals import Told
from mkgrdf.models.questions import Question
from mkgrdf.models.spans import Labelled

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
    about: dict[str, Any] = {
        "name": name,
        "data": data or ", ".join(file.name for file in files),
        "schedule": schedule,
        "watch": watch,
    }
    if task == "entities":
        learnt, kept = _sides(files, dev, read_entities, schedule.seed)
        about["names"] = None if names is None else read_names(names)
        card = _train_tagger(learnt, kept, spec, out, device=device, lstm=lstm, about=about)
    elif task == "proposals":
        told, kept_told = _sides(files, dev, read_told, schedule.seed)
        card = _train_writer(told, kept_told, spec, out, device=device, about=about)
        return Trained(card, len(told), len(kept_told), time.perf_counter() - begin)
    else:
        asked, kept_asked = _sides(files, dev, lambda path: read_questions(path, task), schedule.seed)
        card = _train_classifier(asked, kept_asked, spec, out, device=device, asks=asks_for(task), about=about)
        return Trained(card, len(asked), len(kept_asked), time.perf_counter() - begin)
    return Trained(card, len(learnt), len(kept), time.perf_counter() - begin)


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


def _train_tagger(
    train: Sequence[Example[Labelled]],
    held_out: Sequence[Example[Labelled]],
    spec: str,
    out: Path,
    *,
    device: Device,
    lstm: int,
    about: dict[str, Any],
) -> ModelCard:
    from mkgrdf.models.neural.encoder import Encoder  # noqa: PLC0415 - torch only when a model is trained
    from mkgrdf.models.neural.tagger import train_tagger  # noqa: PLC0415 - the same

    tagger = train_tagger(
        [example.what for example in train],
        [example.what for example in held_out],
        Encoder.load(spec, device=device),
        languages=languages_of(train),
        lstm=lstm,
        **about,
    )
    tagger.save(out)
    return tagger.card


def _train_classifier(
    train: Sequence[Example[Question]],
    held_out: Sequence[Example[Question]],
    spec: str,
    out: Path,
    *,
    device: Device,
    asks: str,
    about: dict[str, Any],
) -> ModelCard:
    from mkgrdf.models.neural.classifier import train_classifier  # noqa: PLC0415 - torch only when a model is trained
    from mkgrdf.models.neural.encoder import Encoder  # noqa: PLC0415 - the same

    classifier = train_classifier(
        [(example.what, example.label) for example in train],
        [(example.what, example.label) for example in held_out],
        Encoder.load(spec, device=device),
        asks=asks,
        languages=languages_of(train),
        **about,
    )
    classifier.save(out)
    return classifier.card


def _train_writer(
    train: Sequence[Example[Told]],
    held_out: Sequence[Example[Told]],
    spec: str,
    out: Path,
    *,
    device: Device,
    about: dict[str, Any],
) -> ModelCard:
    from mkgrdf.models.neural.writer import Writer, train_writer  # noqa: PLC0415 - torch only when a model is trained

    writer = train_writer(
        [example.what for example in train],
        [example.what for example in held_out],
        Writer.load(spec, device=device),
        languages=languages_of(train),
        **about,
    )
    writer.save(out)
    if writer.card is None:
        raise ModelError("a trained writer has no card")
    return writer.card
