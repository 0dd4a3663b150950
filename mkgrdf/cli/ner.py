"""``mkgrdf train ner`` and ``mkgrdf evaluate ner``: recognisers of entities, from files of labelled sentences."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkgrdf.cli.output import json_option, print_json, say, show_table

if TYPE_CHECKING:
    from mkgrdf.evaluate.spans import Score
    from mkgrdf.extract.entities.training import Known

__all__ = ["evaluate_ner", "train_ner"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("ner")
@click.argument("files", nargs=-1, required=True, type=_FILE, metavar="FILE...")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Folder for the model and its card."
)
@click.option("--dev", type=_FILE, help="Labelled sentences to calibrate and measure on. [default: a tenth of FILE]")
@click.option("--seed", type=int, default=0, show_default=True, help="Of what is held out, and of the folds.")
@click.option(
    "--project",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A project whose names (brands, categories, products, values) go into the dictionary too.",
)
@click.option("--name", default="entities", show_default=True, help="What the card calls the model.")
@json_option
def train_ner(
    files: tuple[Path, ...],
    out: Path,
    dev: Path | None,
    seed: int,
    project: Path | None,
    name: str,
    as_json: bool,
) -> None:
    """Train a recogniser of entities from labelled sentences.

    FILE has a token and its tag on each line (CoNLL; BIO, IOB1, BIOES, BMES or plain types; any set of types), or,
    if its name ends in .jsonl, a text with entities by character offsets. The model is a CRF that has a dictionary of
    the entities in FILE among its features. The folder can be used as local:FOLDER.
    """
    from mkgrdf.evaluate.spans import figures
    from mkgrdf.extract.entities.crf import save_recogniser
    from mkgrdf.extract.entities.files import read_tagged
    from mkgrdf.extract.entities.training import TrainingSettings, train

    sentences = [sentence for file in files for sentence in read_tagged(file)]
    started = time.perf_counter()
    say(f"training on {len(sentences)} sentences, which takes a minute or two for some thousands")
    recogniser = train(
        sentences,
        name=name,
        data=", ".join(file.name for file in files),
        measure=figures,
        known=_names_of(project) if project else None,
        dev=read_tagged(dev) if dev else (),
        settings=TrainingSettings(seed=seed),
    )
    save_recogniser(recogniser, out)
    card = recogniser.card
    seconds = time.perf_counter() - started
    if as_json:
        content = {"folder": str(out), "revision": card.revision, "labels": card.labels, "metrics": dict(card.metrics)}
        print_json({**content, "settings": dict(card.settings), "seconds": round(seconds, 2)})
        return
    show_table(("measured", "value"), [(measured, f"{value:.4f}") for measured, value in card.metrics.items()])
    click.echo(f"{len(card.labels)} types from {len(sentences)} sentences in {seconds:.1f} s; model in {out}")


def _names_of(folder: Path) -> Known:
    """Return the names that the project in ``folder`` has, and those of the seed gazetteer."""
    from mkgrdf.cli.options import opened
    from mkgrdf.corpus import load_corpus
    from mkgrdf.extract.entities.known import Catalogue, known_names

    with opened(folder, read_only=True) as project:
        corpus = load_corpus(project.store, project.iris)
        names = known_names(corpus, Catalogue(corpus.brands, corpus.categories))
    return {words: (type_,) for words, type_ in names.types.items()}


@click.command("ner")
@click.argument("model", metavar="MODEL")
@click.argument("file", type=_FILE)
@click.option(
    "--predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the sentences with the entities found to this file: JSON lines if it ends in .jsonl, else BIO.",
)
@click.option(
    "--processes",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many processes tag; more than one pays on idle cores only.",
)
@json_option
def evaluate_ner(model: str, file: Path, predictions: Path | None, processes: int, as_json: bool) -> None:
    """Measure a recogniser of entities on labelled sentences.

    MODEL is the folder that 'mkgrdf train ner' wrote, or local:FOLDER. An entity is right if its tokens and its type
    are (the rules of seqeval and conlleval). The speed is that of tagging: from tokens to entities, by the clock.
    """
    from mkgrdf.evaluate.spans import score_spans
    from mkgrdf.extract.entities.files import read_tagged, write_tagged
    from mkgrdf.extract.entities.loading import recogniser_named
    from mkgrdf.extract.entities.tagging import tag_all

    recogniser = recogniser_named(model)
    sentences = read_tagged(file)
    started = time.perf_counter()
    found = tag_all(recogniser, [sentence.words for sentence in sentences], processes)
    seconds = time.perf_counter() - started
    if predictions is not None:
        write_tagged(sentences, found, predictions)
    lost = [type_ for sentence in sentences for type_ in sentence.lost]
    report = score_spans([sentence.spans for sentence in sentences], found, lost)
    tokens = sum(len(sentence.words) for sentence in sentences)
    speed = round(tokens / seconds) if seconds else 0
    rows = [*report.types, ("micro", report.micro)]
    if as_json:
        print_json(
            {
                "model": recogniser.card.name,
                "revision": recogniser.card.revision,
                "sentences": len(sentences),
                "tokens": tokens,
                "tokens_per_second": speed,
                "processes": processes,
                "macro_f1": round(report.macro_f1, 4),
                "types": {type_: _measures(score) for type_, score in report.types},
                "micro": _measures(report.micro),
            }
        )
        return
    show_table(
        ("type", "precision", "recall", "F1", "right", "found", "wanted"),
        [
            (type_, f"{s.precision:.4f}", f"{s.recall:.4f}", f"{s.f1:.4f}", s.right, s.found, s.wanted)
            for type_, s in rows
        ],
    )
    click.echo(f"micro F1 {report.micro.f1:.4f}, macro F1 {report.macro_f1:.4f}, {len(sentences)} sentences")
    how = "in one process" if processes == 1 else f"in {processes} processes"
    click.echo(f"{tokens} tokens in {seconds:.2f} s {how}: {speed} tokens/s")


def _measures(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "right": score.right,
        "found": score.found,
        "wanted": score.wanted,
    }
