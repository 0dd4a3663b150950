"""``mkgrdf train sentences`` and ``mkgrdf evaluate sentences``: polarity and kind, from labelled sentences."""

from __future__ import annotations

import time
from pathlib import Path

import click

from mkgrdf.cli.output import json_option, print_json, say, show_table

__all__ = ["evaluate_sentences", "train_sentences"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


def _sources(function: click.decorators.FC) -> click.decorators.FC:
    function = click.option(
        "--annotated",
        multiple=True,
        type=_FOLDER,
        help="Folder with annotated reviews of Hu and Liu (feature[+2]##sentence); may be given again.",
    )(function)
    return click.option(
        "--pros-cons", type=_FOLDER, help="Folder with IntegratedPros.txt and IntegratedCons.txt of Hu and Liu."
    )(function)


@click.command("sentences")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the models, one each."
)
@click.option("--texts", multiple=True, type=_FILE, help="Documents without labels, for the shares of kinds in them.")
@click.option("--name", default="sentence", show_default=True, help="What the cards call the models: NAME-kind-en ….")
@_sources
@json_option
def train_sentences(
    files: tuple[Path, ...],
    out: Path,
    texts: tuple[Path, ...],
    name: str,
    pros_cons: Path | None,
    annotated: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Train the models that tell the polarity and the kind of sentences.

    FILE is CSV or JSONL with text, and kind (SellingPoint, Usage, Effect, Specification, Experience, Comparison,
    BrandStory, Complaint) or polarity (positive, negative) or both, language (en, zh) and group: what belongs
    together, e.g. a product, so that it is held out as a whole. One model is written for each task and language,
    with a card. Of the pros and cons, and of the annotated products, two tenths by hash are never trained on.
    'mkgrdf extract' uses what is in the folder once mkgrdf.toml says so: [models] sentences = "local:FOLDER".
    """
    from mkgrdf.extract.sentence_models.labelled import read_annotated, read_labelled, read_pros_and_cons
    from mkgrdf.extract.sentence_models.training import train_sentences as train
    from mkgrdf.readers import read_source
    from mkgrdf.records import Document

    started = time.perf_counter()
    rows = [row for file in files for row in read_labelled(file)]
    if pros_cons is not None:
        rows += read_pros_and_cons(pros_cons, held_out=False)
    rows += read_annotated(annotated, held_out=False)
    documents = [record for file in texts for record in read_source(file) if isinstance(record, Document)]
    say(f"training on {len(rows)} sentences")
    models = train(rows, documents, name)
    for folder, model in sorted(models.models.items()):
        model.save(out / folder)
    seconds = time.perf_counter() - started
    cards = {folder: model.card for folder, model in sorted(models.models.items())}
    if as_json:
        print_json({folder: {"revision": card.revision, **card.metrics} for folder, card in cards.items()})
        return
    measures = sorted({measure for card in cards.values() for measure in card.metrics})
    show_table(
        ("model", *measures),
        [
            (folder, *(f"{card.metrics[measure]:.4g}" if measure in card.metrics else "" for measure in measures))
            for folder, card in cards.items()
        ],
    )
    click.echo(f"{len(cards)} models from {len(rows)} sentences in {seconds:.1f} s, in {out}")


@click.command("sentences")
@click.argument("model", metavar="MODEL")
@click.argument("files", nargs=-1, type=_FILE, metavar="[FILE]...")
@_sources
@json_option
def evaluate_sentences(
    model: str, files: tuple[Path, ...], pros_cons: Path | None, annotated: tuple[Path, ...], as_json: bool
) -> None:
    """Measure models of sentences on labelled ones.

    MODEL is the folder that 'mkgrdf train sentences' wrote, local:FOLDER, or embedded for the models that ship. FILE
    is as for training. Of the pros and cons, and of the annotated products, those are used that were held out.
    """
    from mkgrdf.evaluate.polarity import measure_sentences
    from mkgrdf.extract.sentence_models.labelled import read_annotated, read_labelled, read_pros_and_cons
    from mkgrdf.extract.sentence_models.models import SentenceModels

    models = SentenceModels.load(None if model == "embedded" else Path(model.removeprefix("local:")))
    sets = {file.name: list(read_labelled(file)) for file in files}
    if pros_cons is not None:
        sets["pros and cons"] = list(read_pros_and_cons(pros_cons, held_out=True))
    if annotated:
        sets["annotated"] = list(read_annotated(annotated, held_out=True))
    if not sets:
        raise click.UsageError("nothing to measure on; expected a FILE, --pros-cons or --annotated")
    figures = [(name, result) for name, rows in sets.items() for result in measure_sentences(models, rows)]
    if as_json:
        print_json(
            [
                {
                    "data": name,
                    "task": result.task,
                    "sentences": result.sentences,
                    "accuracy": round(result.accuracy, 4),
                    "macro_f1": round(result.macro_f1, 4),
                    "calibration_error": round(result.calibration_error, 4),
                    "labels": {
                        label.label: [label.sentences, round(label.precision, 4), round(label.recall, 4)]
                        for label in result.labels
                    },
                }
                for name, result in figures
            ]
        )
        return
    for name, result in figures:
        click.echo(
            f"{name}, {result.task}: {result.sentences} sentences, accuracy {result.accuracy:.4f}, "
            f"macro F1 {result.macro_f1:.4f}, calibration error {result.calibration_error:.4f}"
        )
        show_table(
            ("label", "sentences", "precision", "recall"),
            [(x.label, str(x.sentences), f"{x.precision:.3f}", f"{x.recall:.3f}") for x in result.labels],
        )
