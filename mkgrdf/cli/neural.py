"""``mkgrdf train neural`` and ``mkgrdf evaluate neural``: fine-tuned encoders and small language models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkgrdf.cli.output import json_option, print_json, say, show_table

if TYPE_CHECKING:
    from mkgrdf.evaluate.neural import EntityFigures, ProposalFigures, QuestionFigures
    from mkgrdf.evaluate.polarity import TaskFigures
    from mkgrdf.models.neural.loop import Epoch

__all__ = ["evaluate_neural", "train_neural"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_TASK = click.Choice(["entities", "kinds", "polarity", "phrases", "relations", "proposals"])


def _device(function: click.decorators.FC) -> click.decorators.FC:
    function = click.option(
        "--threads", type=click.IntRange(min=1), help="Of the CPU. [default: as many as this process may use]"
    )(function)
    return click.option(
        "--device", "device_name", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N."
    )(function)


@click.command("neural")
@click.argument("task", type=_TASK)
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--encoder",
    required=True,
    metavar="MODEL",
    help="The pretrained model to start from: local:FOLDER or hub:NAME@REVISION.",
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the model and its card."
)
@click.option("--dev", type=_FILE, help="Examples to stop and calibrate on. [default: a tenth of the groups in FILE]")
@click.option("--name", help="What the card calls the model. [default: neural-TASK]")
@click.option("--data", default="", help="For the card: what the examples are from, and under which licence.")
@click.option("--epochs", type=click.IntRange(min=1), default=10, show_default=True, help="At most so many passes.")
@click.option(
    "--patience", type=click.IntRange(min=1), default=3, show_default=True, help="Passes without gain before it stops."
)
@click.option("--batch", type=click.IntRange(min=1), default=16, show_default=True, help="Examples in a step.")
@click.option("--rate", type=float, default=5e-5, show_default=True, help="Learning rate of the pretrained weights.")
@click.option("--head-rate", type=float, default=1e-3, show_default=True, help="Learning rate of the new weights.")
@click.option(
    "--lstm", type=click.IntRange(min=0), default=0, show_default=True, help="Entities: width of a BiLSTM; 0 is none."
)
@click.option("--names", type=_FILE, help="Entities: known names, each with a tab and its type.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of new weights, order, and what is held out.")
@_device
@json_option
def train_neural(
    task: str,
    files: tuple[Path, ...],
    encoder: str,
    out: Path,
    dev: Path | None,
    name: str | None,
    data: str,
    epochs: int,
    patience: int,
    batch: int,
    rate: float,
    head_rate: float,
    lstm: int,
    names: Path | None,
    seed: int,
    device_name: str,
    threads: int | None,
    as_json: bool,
) -> None:
    """Fine-tune a pretrained model on labelled examples.

    TASK is what the model is to tell: entities (FILE as for 'train ner'), kinds or polarity of sentences (FILE as for
    'train sentences'), kinds of phrases in sentences (JSONL: phrase, text, label), relations of two mentions (JSONL:
    text, first, second, label), or proposals of a small language model (JSONL: product, text, concepts, relations).
    The folder can be used as local:FOLDER and needs nothing else.
    """
    from mkgrdf.extract.neural.training import train
    from mkgrdf.models.neural.devices import choose
    from mkgrdf.models.neural.loop import Schedule

    def tell(epoch: Epoch) -> None:
        say(f"epoch {epoch.number}: loss {epoch.loss:.4f}, held out {epoch.score:.4f}, {epoch.seconds:.1f} s")

    trained = train(
        task,
        files,
        encoder,
        out,
        name=name or f"neural-{task}",
        data=data,
        dev=dev,
        schedule=Schedule(epochs=epochs, patience=patience, batch=batch, rate=rate, head_rate=head_rate, seed=seed),
        device=choose(device_name, threads=threads),
        lstm=lstm,
        names=names,
        watch=tell,
    )
    card = trained.card
    if as_json:
        print_json(
            {
                "folder": str(out),
                "revision": card.revision,
                "labels": card.labels,
                "metrics": dict(card.metrics),
                "settings": dict(card.settings),
                "examples": trained.examples,
                "held_out": trained.held_out,
                "seconds": round(trained.seconds, 2),
            }
        )
        return
    show_table(("measured", "value"), [(measured, f"{value:.4f}") for measured, value in card.metrics.items()])
    click.echo(
        f"{trained.examples} examples, {trained.held_out} held out, {trained.seconds:.1f} s; model in {out}"
        + ("" if card.settings.get("calibrated") else "; not calibrated")
    )


@click.command("neural")
@click.argument("task", type=_TASK)
@click.argument("model", metavar="MODEL")
@click.argument("file", type=_FILE)
@_device
@json_option
def evaluate_neural(task: str, model: str, file: Path, device_name: str, threads: int | None, as_json: bool) -> None:
    """Measure a fine-tuned model on labelled examples.

    MODEL is the folder that 'mkgrdf train neural TASK' wrote, local:FOLDER, or hub:NAME@REVISION. Beside it stands
    what comes of no learning: for entities the names alone that the model has seen, for the rest the commonest label.
    """
    from mkgrdf.evaluate.neural import EntityFigures, QuestionFigures, measure
    from mkgrdf.models.neural.devices import choose

    spec = model if ":" in model else f"local:{model}"
    found = measure(spec, task, file, choose(device_name, threads=threads))
    if isinstance(found, EntityFigures):
        _show_entities(found, as_json=as_json)
    elif isinstance(found, QuestionFigures):
        _show_questions(found, as_json=as_json)
    else:
        _show_proposals(found, as_json=as_json)


def _show_entities(found: EntityFigures, *, as_json: bool) -> None:
    rows = [*found.report.types, ("micro", found.report.micro), ("names alone", found.names_alone.micro)]
    speed = round(found.tokens / found.seconds) if found.seconds else 0
    if as_json:
        types = {
            name: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4)}
            for name, s in rows
        }
        print_json({"revision": found.revision, "tokens_per_second": speed, "tokens": found.tokens, "types": types})
        return
    show_table(
        ("type", "precision", "recall", "F1", "right", "found", "wanted"),
        [(n, f"{s.precision:.4f}", f"{s.recall:.4f}", f"{s.f1:.4f}", s.right, s.found, s.wanted) for n, s in rows],
    )
    click.echo(f"{found.tokens} tokens in {found.seconds:.2f} s: {speed} tokens/s")


def _show_questions(found: QuestionFigures, *, as_json: bool) -> None:
    speed = round(found.figures.sentences / found.seconds) if found.seconds else 0
    rows = (("model", found.figures), ("commonest label", found.commonest))
    if as_json:
        print_json({"revision": found.revision, "per_second": speed, **{name: _figures(one) for name, one in rows}})
        return
    show_table(
        ("", "accuracy", "macro F1", "calibration error"),
        [(name, f"{s.accuracy:.4f}", f"{s.macro_f1:.4f}", f"{s.calibration_error:.4f}") for name, s in rows],
    )
    show_table(
        ("label", "examples", "precision", "recall"),
        [(x.label, x.sentences, f"{x.precision:.4f}", f"{x.recall:.4f}") for x in found.figures.labels],
    )
    click.echo(f"{found.figures.sentences} examples in {found.seconds:.2f} s: {speed} a second")


def _figures(one: TaskFigures) -> dict[str, Any]:
    return {
        "examples": one.sentences,
        "accuracy": round(one.accuracy, 4),
        "macro_f1": round(one.macro_f1, 4),
        "calibration_error": round(one.calibration_error, 4),
        "labels": {x.label: [x.sentences, round(x.precision, 4), round(x.recall, 4)] for x in one.labels},
    }


def _show_proposals(found: ProposalFigures, *, as_json: bool) -> None:
    counts = {
        "texts": found.texts,
        "proposed": found.proposed,
        "supported by the text": found.supported,
        **{f"dropped: {reason}": count for reason, count in found.dropped},
        "wanted": found.wanted,
        "right": found.right,
    }
    if as_json:
        print_json({"revision": found.revision, "seconds": round(found.seconds, 2), **counts})
        return
    show_table(("counted", "number"), list(counts.items()))
    click.echo(f"{found.texts} texts in {found.seconds:.2f} s")
