"""``mkgrdf evaluate``: one subcommand for each kind of model that can be measured, a line each in the table below."""

from __future__ import annotations

import click

from mkgrdf.cli.lazy_group import Table, TableGroup

__all__ = ["EVALUATING", "evaluate"]

EVALUATING: Table = {
    "ner": ("ner:evaluate_ner", "Measure a recogniser of entities on labelled sentences."),
    "sentences": ("sentence_models:evaluate_sentences", "Measure models of sentences on labelled ones."),
    "neural": ("neural:evaluate_neural", "Measure a fine-tuned model on labelled examples."),
}


@click.group(cls=TableGroup, table=EVALUATING)
def evaluate() -> None:
    """Measure a trained model on labelled files."""
