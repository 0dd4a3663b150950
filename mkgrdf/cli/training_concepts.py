"""``mkgrdf train concepts``: the model that judges which kind of concept a phrase is."""

from __future__ import annotations

from pathlib import Path

import click

from mkgrdf.cli.output import json_option, print_json
from mkgrdf.extract import KnownConcept
from mkgrdf.extract.discovery.typing import SHIPPED, read_labelled, train_judge
from mkgrdf.iris import Iris
from mkgrdf.readers import read_source
from mkgrdf.records import Concept
from mkgrdf.resources import resource

__all__ = ["concepts"]


@click.command()
@click.argument("labelled", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--lexicon",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Concepts whose names are further examples, in the native form. [default: the shipped seed]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=SHIPPED,
    help="Folder of the model. [default: the shipped one]",
)
@json_option
def concepts(labelled: Path | None, lexicon: Path | None, out: Path, as_json: bool) -> None:
    """Train the model that judges which kind of concept a phrase is, if any.

    LABELLED holds sentences with the concepts that they name, tab-separated; without it, the shipped ones.
    """
    labelled = labelled or resource("examples", "lexicon", "labelled-sentences.tsv")
    lexicon = lexicon or resource("examples", "lexicon", "concepts.jsonl")
    iris = Iris("https://example.org/")
    known = [
        KnownConcept(iris.concept(record.id), record.kind.value, (*record.names, *record.alternatives))
        for record in read_source(lexicon, format="native")
        if isinstance(record, Concept)
    ]
    data = f"{labelled.name} and the names in {lexicon.name}; the shipped ones were written for mkgrdf (Apache-2.0)"
    model = train_judge(read_labelled(labelled), known, data)
    model.save(out)
    if as_json:
        print_json({"folder": str(out), "revision": model.card.revision, "metrics": dict(model.card.metrics)})
        return
    for name, value in model.card.metrics.items():
        click.echo(f"{name}: {value:g}")
    click.echo(f"model {model.card.revision} saved in {out}")
