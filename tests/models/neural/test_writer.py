"""A small language model learns to write the fixed form, for real, and writes it for texts that it has not seen."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from mkgrdf.errors import ModelError
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.loop import Schedule
from mkgrdf.models.neural.writer import Writer, train_writer
from mkgrdf.models.proposals import Proposals, ProposedConcept, ProposedRelation, Told, read_proposals
from tests.models.neural.tiny import write_gpt2

SCENES = ("yoga", "camping", "跑步", "露营")


def told(count: int, seed: int) -> list[Told]:
    numbers = random.Random(seed)
    examples = []
    for _ in range(count):
        scene = numbers.choice(SCENES)
        before = numbers.choice(["A bag.", "Light.", "背包。"])
        quote = f"适合{scene}" if scene[0] > "z" else f"great for {scene}"
        concept = ProposedConcept("Scene", scene, quote)
        relation = ProposedRelation("product", "suits", scene, quote)
        examples.append(Told("Bag", f"{before} {quote}", Proposals((concept,), (relation,))))
    return examples


def test_learns_to_write_the_form(tmp_path: Path, cpu: Device) -> None:
    """After some training it copies the scene and the quote of most unseen texts into valid JSON, saved or not."""
    train = told(100, 1)
    write_gpt2(tmp_path / "gpt2", [f"{one.text}\n{one.proposals.text()}" for one in train])
    writer = train_writer(
        train,
        told(10, 2),
        Writer.load(f"local:{tmp_path / 'gpt2'}", device=cpu),
        name="proposals",
        data="texts made by pattern",
        languages=("en", "zh"),
        schedule=Schedule(epochs=7, batch=4, rate=3e-3),
    )
    asked = told(8, 3)
    written = writer.write([(one.product, one.text) for one in asked], most=80)
    assert sum(text == one.proposals.text() for text, one in zip(written, asked, strict=True)) >= 6
    assert read_proposals(written[0]).concepts[0].kind == "Scene"
    writer.save(tmp_path / "writer")
    again = Writer.load(f"local:{tmp_path / 'writer'}", device=cpu)
    assert again.write([(one.product, one.text) for one in asked], most=80) == written
    assert again.card == writer.card
    assert writer.card is not None
    assert writer.card.metrics["held-out probability of a piece"] > 0.8
    # A text longer than the model reads is cut, and still answered.
    (long,) = again.write([("Bag", "it is light " * 400 + "great for yoga")], most=80)
    assert long


def test_no_language_model(tiny_bert: Path, tmp_path: Path, cpu: Device) -> None:
    """A folder that holds no causal model, or none at all, is an error that says what was expected."""
    with pytest.raises(ModelError, match="there is no folder"):
        Writer.load(f"local:{tmp_path / 'none'}", device=cpu)
    with pytest.raises(ModelError, match=r"no piece that ends a text|weights are missing|no causal language model"):
        Writer.load(f"local:{tiny_bert}", device=cpu)
