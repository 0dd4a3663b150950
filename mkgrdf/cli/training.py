"""``mkgrdf train``: one subcommand for each kind of model that can be trained, a line each in the table below."""

from __future__ import annotations

import click

from mkgrdf.cli.lazy_group import Table, TableGroup

__all__ = ["TRAINING", "train"]

TRAINING: Table = {
    "concepts": (
        "training_concepts:concepts",
        "Train the model that judges which kind of concept a phrase is, if any.",
    ),
    "ner": ("ner:train_ner", "Train a recogniser of entities from labelled sentences."),
    "sentences": (
        "sentence_models:train_sentences",
        "Train the models that tell the polarity and the kind of sentences.",
    ),
    "neural": ("neural:train_neural", "Fine-tune a pretrained model on labelled examples."),
}


@click.group(cls=TableGroup, table=TRAINING)
def train() -> None:
    """Train a model from labelled files, and save it with its card."""
