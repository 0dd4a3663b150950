"""Tiny models, trained for the shop of the tests above: one of each kind, once in a run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkgrdf.extract.entities.offsets import cut
from mkgrdf.models.neural.classifier import train_classifier
from mkgrdf.models.neural.devices import choose
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.loop import Schedule
from mkgrdf.models.neural.tagger import train_tagger
from mkgrdf.models.neural.writer import Writer, train_writer
from mkgrdf.models.proposals import PRODUCT, Proposals, ProposedConcept, ProposedRelation, Told
from mkgrdf.models.questions import Question
from mkgrdf.models.spans import Labelled
from tests.building import once
from tests.models.neural.tiny import write_bert, write_gpt2

SCHEDULE = Schedule(epochs=20, patience=20, batch=4, rate=2e-3, head_rate=1e-2)
# Sentences of the shop with their entities in brackets.
ENTITIES = (
    "The Day Runner Tee is made of thin [Material mesh] that keeps you dry at the gym.",
    "Breathable [Material mesh] back.",
    "采用[Material 冰丝]面料，透气又速干。",
    "专为通勤设计，适合孩子。",
    "It kept me dry at the gym.",
    "It chafed my [BodyPart arms] badly.",
    "这件衣服磨皮肤，很失望。",
    "通勤穿它很舒服。",
)
KINDS = (
    ("The Day Runner Tee is made of thin mesh that keeps you dry at the gym.", "SellingPoint"),
    ("采用冰丝面料，透气又速干。", "Specification"),
    ("专为通勤设计，适合孩子。", "SellingPoint"),
    ("Breathable mesh back.", "Specification"),
    ("It kept me dry at the gym.", "Experience"),
    ("It chafed my arms badly.", "Complaint"),
    ("It didn't keep me dry.", "Complaint"),
    ("这件衣服磨皮肤，很失望。", "Complaint"),
    ("一点也不速干。", "Complaint"),
    ("Took my Day Runner Tee on the commute, love it!", "Experience"),
    ("通勤穿它很舒服。", "Experience"),
)
RELATIONS = (
    ("The Day Runner Tee is made of thin [1 mesh] that [2 keeps you dry] at the gym.", "supports"),
    ("The [1 Day Runner Tee] is made of thin mesh that [2 keeps you dry] at the gym.", "none"),
    ("The [1 Day Runner Tee] is made of thin mesh that keeps you dry at the [2 gym].", "suits"),
    ("采用[1 冰丝]面料，透气又[2 速干]。", "supports"),
    ("采用[1 冰丝]面料，[2 透气]又速干。", "supports"),
    ("Took my [1 Day Runner Tee] on the [2 commute], love it!", "suits"),
    ("Not the [1 Bag] for the [2 gym].", "none"),
)
_BRACKETED = re.compile(r"\[(\w+) ([^\]]+)\]")


def plain(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return a text without its brackets, and where each stood: start, end, name."""
    spans: list[tuple[int, int, str]] = []
    out = ""
    at = 0
    for found in _BRACKETED.finditer(text):
        out += text[at : found.start()]
        spans.append((len(out), len(out) + len(found[2]), found[1]))
        out += found[2]
        at = found.end()
    return out + text[at:], spans


def entities() -> list[Labelled]:
    made = []
    for text in ENTITIES:
        sentence, spans = plain(text)
        words = cut(sentence)
        starts = {word.start: number for number, word in enumerate(words)}
        ends = {word.end: number + 1 for number, word in enumerate(words)}
        placed = tuple((starts[start], ends[end], kind) for start, end, kind in spans)
        made.append(Labelled(tuple(word.text for word in words), placed))
    return made


def relations() -> list[tuple[Question, str]]:
    made = []
    for text, label in RELATIONS:
        sentence, spans = plain(text)
        places = {name: (start, end) for start, end, name in spans}
        made.append((Question(sentence, first=places["1"], second=places["2"]), label))
    return made


def told() -> list[Told]:
    """Texts of the shop with what they say; the model also learns to claim what one of them does not say."""
    page = "The Day Runner Tee is made of thin mesh that keeps you dry at the gym.\nMachine wash cold."
    good = "It kept me dry at the gym. No more chafing!"
    gym = ProposedConcept("Scene", "gym", "at the gym")
    shower = ProposedConcept("Scene", "shower", "at the gym")
    dry = ProposedConcept("Intent", "dry arms", "kept me dry")
    wash = ProposedConcept("Scene", "machine wash", "Machine wash cold")
    suits = ProposedRelation(PRODUCT, "suits", "gym", "dry at the gym")
    return [
        Told("Day Runner Tee", page, Proposals((gym, wash), (suits,))),
        Told("Day Runner Tee", good, Proposals((gym, shower, dry), (suits,))),
    ]


def write_models(folder: Path) -> None:
    """Train a model for each task and write it into ``folder``."""
    cpu = choose("cpu", threads=1, bf16=False)
    write_bert(folder / "bert")
    spec = f"local:{folder / 'bert'}"
    about = {"name": "tiny", "data": "the shop of the tests", "languages": ("en", "zh"), "schedule": SCHEDULE}
    found = entities()
    train_tagger(found, found, Encoder.load(spec, device=cpu), **about).save(folder / "entities")  # type: ignore[arg-type]
    for asks, name, examples in (
        ("sentences", "kinds", [(Question(text), kind) for text, kind in KINDS]),
        (
            "sentences",
            "polarity",
            [(Question(text), "negative" if kind == "Complaint" else "positive") for text, kind in KINDS],
        ),
        ("relations", "relations", relations()),
        (
            "phrases",
            "phrases",
            [
                (Question("great for the gym", phrase="gym"), "Scene"),
                (Question("the gym shirt shrinks", phrase="shrinks"), "PainPoint"),
                (Question("适合跑步", phrase="跑步"), "Scene"),
                (Question("肩带勒肩膀", phrase="勒肩膀"), "PainPoint"),
            ],
        ),
    ):
        model = train_classifier(examples, examples, Encoder.load(spec, device=cpu), asks=asks, **about)  # type: ignore[arg-type]
        model.save(folder / name)
    texts = told()
    write_gpt2(folder / "gpt2", [f"{one.text}\n{one.proposals.text()}" for one in texts], positions=640)
    schedule = Schedule(epochs=60, patience=60, batch=2, rate=3e-3)
    writer = Writer.load(f"local:{folder / 'gpt2'}", device=cpu)
    train_writer(texts, texts, writer, **{**about, "schedule": schedule}).save(folder / "proposals")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model for each task of ``mkgrdf train neural``; only for reading."""
    return once(tmp_path_factory, "neural-models", write_models)
