"""A tagger learns entities from sentences, says how sure it is, and is the same after it was saved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy
import pytest
import torch

from mkgrdf.errors import ModelError
from mkgrdf.models.card import read_card
from mkgrdf.models.neural.devices import Device
from mkgrdf.models.neural.encoder import Encoder
from mkgrdf.models.neural.loop import Epoch, Schedule
from mkgrdf.models.neural.tagger import Tagger, train_tagger
from mkgrdf.models.spans import Labelled, micro_f1
from tests.models.neural.labelled import sentences

QUICK = Schedule(epochs=6, batch=8, rate=2e-3, head_rate=1e-2, seed=1)


def trained(folder: Path, device: Device, *, lstm: int = 0, count: int = 160, schedule: Schedule = QUICK) -> Tagger:
    return train_tagger(
        sentences(count, 1),
        sentences(80, 2),
        Encoder.load(f"local:{folder}", device=device),
        name="brands-and-scenes",
        data="sentences made by pattern",
        languages=("en", "zh"),
        schedule=schedule,
        lstm=lstm,
    )


def f1(tagger: Tagger, test: list[Labelled]) -> float:
    found = tagger.tag([sentence.words for sentence in test])
    plain = [[(span.start, span.end, span.kind) for span in spans] for spans in found]
    return micro_f1([sentence.spans for sentence in test], plain)


@pytest.fixture(scope="module")
def tagger(tiny_bert: Path, cpu: Device) -> Tagger:
    torch.set_num_threads(1)
    return trained(tiny_bert, cpu)


def test_learns_what_it_is_shown(tagger: Tagger) -> None:
    """Entities in sentences that it has not seen are found, in both languages, names of several words whole."""
    assert f1(tagger, sentences(100, 3)) > 0.95
    (english,) = tagger.tag([["my", "kettle", "co", "bag", "is", "great", "for", "yoga"]])
    assert [(span.start, span.end, span.kind) for span in english] == [(1, 3, "Brand"), (7, 8, "Scene")]
    (chinese,) = tagger.tag([list("北境背包适合露营")])
    assert [(span.start, span.end, span.kind) for span in chinese] == [(0, 2, "Brand"), (6, 8, "Scene")]
    assert all(span.confidence is not None and 0 <= span.confidence <= 1 for span in (*english, *chinese))


def test_says_the_same_after_it_was_saved(tagger: Tagger, tmp_path: Path, cpu: Device) -> None:
    """A saved and loaded tagger gives equal spans and probabilities, and its card says what it was trained on."""
    tagger.save(tmp_path / "entities")
    again = Tagger.load(f"local:{tmp_path / 'entities'}", device=cpu)
    asked = [sentence.words for sentence in sentences(30, 4)]
    assert again.tag(asked) == tagger.tag(asked)
    assert again.id == "local:entities"
    card = read_card(tmp_path / "entities")
    assert card == tagger.card
    assert card.labels == ("Brand", "Scene")
    assert card.metrics["held-out span F1"] > 0.95
    assert card.settings["calibrated"] is True
    assert card.settings["encoder"] == f"local:tiny-bert@{tagger.encoder.revision}"
    assert len(card.revision) == 16
    assert len(card.data_digest) == 64


def test_same_seed_same_weights(tiny_bert: Path, cpu: Device) -> None:
    """Trained twice with one seed the weights are equal to the last bit; another seed gives others."""
    short = replace(QUICK, epochs=1)
    first, second, other = (
        trained(tiny_bert, cpu, count=24, lstm=4, schedule=replace(short, seed=seed)) for seed in (1, 1, 2)
    )
    for name, weight in first.module.state_dict().items():
        assert torch.equal(weight, second.module.state_dict()[name]), name
    assert first.card.revision == second.card.revision != other.card.revision


def test_training_stops_early_and_keeps_the_best(tiny_bert: Path, cpu: Device) -> None:
    """After ``patience`` epochs without a better score the weights of the best epoch are back."""
    seen: list[Epoch] = []
    tagger = train_tagger(
        sentences(40, 1),
        sentences(20, 2),
        Encoder.load(f"local:{tiny_bert}", device=cpu),
        name="wild",
        data="",
        languages=("en",),
        schedule=Schedule(epochs=40, patience=2, batch=8, rate=3e-2, head_rate=3e-2),
        watch=seen.append,
    )
    best = max(seen, key=lambda epoch: epoch.score)
    assert len(seen) < 40
    assert len(seen) == best.number + 2
    held_out = sentences(20, 2)
    assert f1(tagger, held_out) == pytest.approx(best.score)


def test_order_and_empty_sentences(tagger: Tagger) -> None:
    """Each sentence gets its own answer wherever it stands, and one without words has none."""
    asked = [[], *[list(sentence.words) for sentence in sentences(9, 5)], []]
    together = tagger.tag(asked)
    assert together[0] == together[-1] == ()
    for words, spans in zip(asked, together, strict=True):
        (alone,) = tagger.tag([words])
        assert [(span.start, span.end, span.kind) for span in alone] == [
            (span.start, span.end, span.kind) for span in spans
        ]


def test_a_long_sentence_is_tagged_to_its_end(tagger: Tagger) -> None:
    """In 600 words, ten windows, an entity is found wherever it stands."""
    words = ["it", "fits", "and", "the", "bag", "is", "light"] * 90
    for at in (3, 70, 301, 540):
        words[at : at + 3] = ["great", "for", "yoga"]
    (spans,) = tagger.tag([words])
    assert [(span.start, span.end, span.kind) for span in spans] == [
        (at + 2, at + 3, "Scene") for at in (3, 70, 301, 540)
    ]


def test_bilstm(tiny_bert: Path, cpu: Device, tmp_path: Path) -> None:
    """With a BiLSTM between encoder and CRF it learns as well, and loads again."""
    tagger = trained(tiny_bert, cpu, lstm=16)
    assert f1(tagger, sentences(60, 3)) > 0.9
    tagger.save(tmp_path / "lstm")
    asked = [sentence.words for sentence in sentences(10, 4)]
    assert Tagger.load(f"local:{tmp_path / 'lstm'}", device=cpu).tag(asked) == tagger.tag(asked)


def test_nothing_to_learn(tiny_bert: Path, cpu: Device) -> None:
    """Sentences without entities, spans that overlap and held-out types nobody saw are errors that say so."""
    encoder = Encoder.load(f"local:{tiny_bert}", device=cpu)
    plain = [Labelled(("a", "bag"))]
    with pytest.raises(ModelError, match="no entities in 1 sentences"):
        train_tagger(plain, plain, encoder, name="x", data="", languages=())
    known = [Labelled(("a", "bag"), ((1, 2, "Product"),))]
    with pytest.raises(ModelError, match="types Brand are held out but not in the training"):
        train_tagger(known, [Labelled(("acme",), ((0, 1, "Brand"),))], encoder, name="x", data="", languages=())
    with pytest.raises(ModelError, match="overlaps another"):
        Labelled(("a", "bag"), ((0, 2, "Product"), (1, 2, "Brand")))


def test_a_folder_of_another_kind(tiny_bert: Path, tagger: Tagger, tmp_path: Path, cpu: Device) -> None:
    """A pretrained model is no trained one, and a torn folder says which file is missing."""
    with pytest.raises(ModelError, match=r"there is no head\.json; expected a folder that 'mkgrdf train neural' wrote"):
        Tagger.load(f"local:{tiny_bert}", device=cpu)
    tagger.save(tmp_path / "torn")
    (tmp_path / "torn" / "weights.safetensors").unlink()
    with pytest.raises(ModelError, match=r"there is no weights\.safetensors"):
        Tagger.load(f"local:{tmp_path / 'torn'}", device=cpu)


def test_probabilities_are_of_whole_spans(tagger: Tagger) -> None:
    """The raw probability of a found span lies between 0 and 1, and sure ones are near 1."""
    raw = [span.probability for spans in tagger.tag([s.words for s in sentences(40, 6)]) for span in spans]
    assert max(raw) > 0.95
    assert numpy.mean(raw) > 0.75
    assert all(0 <= value <= 1 for value in raw)
