"""Classifiers of sentences, phrases and relations learn, are calibrated, and are the same after they were saved."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mkgrdf.errors import ModelError
from mkgrdf.models.neural.classifier import Classifier, train_classifier
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.loop import Schedule
from mkgrdf.models.neural.marked import MARKERS, add_markers, marked
from mkgrdf.models.questions import Question, macro_f1

QUICK = Schedule(epochs=6, batch=8, rate=2e-3, head_rate=5e-3, seed=1)
GOODS = ("bag", "hoodie", "backpack", "背包", "面料")
PRAISE = ("great {} , light and it fits", "the {} keeps me dry", "perfect {}", "{}很轻", "{}防水适合跑步")
BLAME = ("the {} tore after one wash", "my {} broke", "the {} shrinks", "{}开裂", "{}勒肩膀")


def sentences(count: int, seed: int) -> list[tuple[Question, str]]:
    numbers = random.Random(seed)
    made = []
    for _ in range(count):
        label = numbers.choice(["Complaint", "SellingPoint"])
        pattern = numbers.choice(BLAME if label == "Complaint" else PRAISE)
        made.append((Question(pattern.format(numbers.choice(GOODS))), label))
    return made


def phrases(count: int, seed: int) -> list[tuple[Question, str]]:
    """The same phrase is one thing in one sentence and another in another."""
    numbers = random.Random(seed)
    made = []
    for _ in range(count):
        phrase = numbers.choice(["running", "yoga", "gym", "跑步", "瑜伽"])
        pattern, label = numbers.choice(
            [("great for {}", "Scene"), ("the {} bag tore", "none"), ("适合{}", "Scene"), ("{}面料开裂", "none")]
        )
        made.append((Question(pattern.format(phrase), phrase=phrase), label))
    return made


def relations(count: int, seed: int) -> list[tuple[Question, str]]:
    """Three things in a sentence, two of them asked about: only the markers tell which."""
    numbers = random.Random(seed)
    made = []
    for _ in range(count):
        good, bad = numbers.choice(["bag", "hoodie", "背包"]), numbers.choice(["shirt", "shoes"])
        scene = numbers.choice(["yoga", "running", "跑步"])
        text = f"the {good} is great for {scene} and the {bad} is not"
        asked, label = numbers.choice([(good, "suits"), (bad, "none")])
        first, second = text.index(asked), text.index(scene)
        made.append((Question(text, first=(first, first + len(asked)), second=(second, second + len(scene))), label))
    return made


DATA = {"sentences": sentences, "phrases": phrases, "relations": relations}


def trained(folder: Path, device: Device, asks: str, schedule: Schedule = QUICK) -> Classifier:
    return train_classifier(
        DATA[asks](160, 1),
        DATA[asks](60, 2),
        Encoder.load(f"local:{folder}", device=device),
        asks=asks,
        name=asks,
        data="sentences made by pattern",
        languages=("en", "zh"),
        schedule=schedule,
    )


@pytest.mark.parametrize("asks", list(DATA))
def test_learns_and_says_the_same_after_it_was_saved(asks: str, tiny_bert: Path, cpu: Device, tmp_path: Path) -> None:
    """Examples that it has not seen are answered right; saved and loaded it answers alike, calibration included."""
    torch.set_num_threads(1)
    classifier = trained(tiny_bert, cpu, asks)
    test = DATA[asks](80, 3)
    answers = classifier.answer([question for question, _ in test])
    assert macro_f1([label for _, label in test], [answer.label for answer in answers]) > 0.95
    assert all(answer.confidence == max(answer.probabilities) for answer in answers)
    classifier.save(tmp_path / "model")
    again = Classifier.load(f"local:{tmp_path / 'model'}", asks=asks, device=cpu)
    assert again.answer([question for question, _ in test]) == answers
    assert again.card == classifier.card
    assert classifier.temperature is not None
    assert again.card.settings["temperature"] == classifier.temperature.value
    assert set(again.card.metrics) > {"held-out macro F1", "held-out accuracy", "held-out calibration error"}


def test_same_seed_same_weights(tiny_bert: Path, cpu: Device) -> None:
    """Trained twice with one seed the weights, new marker vectors too, are equal; another seed gives others."""
    short = replace(QUICK, epochs=1)
    first, second, other = (
        trained(tiny_bert, cpu, "relations", replace(short, seed=seed)).card.revision for seed in (1, 1, 2)
    )
    assert first == second != other


def test_a_long_text_is_read_to_its_end(tiny_bert: Path, cpu: Device) -> None:
    """What stands in the last window counts as much as what stands in the first."""
    classifier = trained(tiny_bert, cpu, "sentences", replace(QUICK, epochs=1))
    filling = "it is and was in this " * 60
    rows = classifier.rows([Question(filling + "my bag broke"), Question(filling + "perfect bag")])
    assert len(rows[0].inputs) > 4
    one, other = classifier.scores(rows)
    assert one != other


def test_markers_stand_around_the_mentions(tiny_bert: Path, cpu: Device) -> None:
    """Both mentions are marked in every order, nested too, and a long sentence keeps them and what is near."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    add_markers(encoder)

    def shown(text: str, first: str, second: str) -> str:
        a, b = text.index(first), text.index(second)
        question = Question(text, first=(a, a + len(first)), second=(b, b + len(second)))
        (found,) = marked(encoder, [question])
        assert len(found.input.pieces) <= encoder.longest
        pieces = encoder.tokenizer.convert_ids_to_tokens(list(found.input.pieces))
        for (start, end), number in ((found.first, 0), (found.second, 1)):
            assert pieces[start - 1] == MARKERS[2 * number]
            assert pieces[end] == MARKERS[2 * number + 1]
        return " ".join(pieces[1:-1])

    assert shown("great bag for yoga", "bag", "yoga") == "great [E1] bag [/E1] for [E2] yoga [/E2]"
    assert shown("great bag for yoga", "yoga", "bag") == "great [E2] bag [/E2] for [E1] yoga [/E1]"
    assert shown("yoga bag", "yoga bag", "yoga") == "[E1] [E2] yoga [/E2] bag [/E1]"
    assert shown("a \u200b bag", "\u200b", "bag") == "a [E1] [UNK] [/E1] [E2] bag [/E2]"
    long = shown("light " * 200 + "bag " + "dry " * 200 + "yoga" + " wash" * 200, "bag", "yoga")
    assert long.startswith("light")
    assert "light [E1] bag [/E1] dry" in long
    assert "dry [E2] yoga [/E2] wash" in long


def test_wrong_questions(tiny_bert: Path, cpu: Device, tmp_path: Path) -> None:
    """A question of another kind, one label only, a label nobody saw and an odd mention are errors that say so."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    classifier = trained(tiny_bert, cpu, "sentences", replace(QUICK, epochs=1))
    with pytest.raises(ModelError, match="a question about phrases for a classifier of sentences"):
        classifier.answer([Question("great for yoga", phrase="yoga")])
    classifier.save(tmp_path / "model")
    with pytest.raises(ModelError, match="local:model is a classifier of sentences; expected one of relations"):
        Classifier.load(f"local:{tmp_path / 'model'}", asks="relations", device=cpu)
    one = [(Question("perfect bag"), "SellingPoint")]
    with pytest.raises(ModelError, match="1 examples with 1 labels"):
        train_classifier(one, one, encoder, asks="sentences", name="x", data="", languages=())
    with pytest.raises(ModelError, match="labels Usage are held out but not"):
        train_classifier(
            sentences(10, 1), [(Question("wash"), "Usage")], encoder, asks="sentences", name="x", data="", languages=()
        )
    with pytest.raises(ModelError, match="characters 3 to 3 of a text of 3"):
        Question("bag", first=(3, 3), second=(0, 3))


def test_too_few_to_calibrate(tiny_bert: Path, cpu: Device) -> None:
    """With few held-out examples there is no calibration: the confidence is absent, the raw score is not."""
    classifier = train_classifier(
        sentences(40, 1),
        sentences(8, 2),
        Encoder.load(f"local:{tiny_bert}", device=cpu),
        asks="sentences",
        name="few",
        data="",
        languages=("en",),
        schedule=replace(QUICK, epochs=1),
    )
    (answer,) = classifier.answer([Question("perfect bag")])
    assert answer.confidence is None
    assert sum(answer.probabilities) == pytest.approx(1)
    assert classifier.card.settings["calibrated"] is False
