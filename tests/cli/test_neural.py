"""The commands that fine-tune and measure neural models, on models small enough to be made in a test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.models.proposals import Told
from tests.building import command, once
from tests.models.neural.labelled import sentences
from tests.models.neural.test_classifier import phrases, relations
from tests.models.neural.test_classifier import sentences as kinds
from tests.models.neural.test_writer import told
from tests.models.neural.tiny import write_bert, write_gpt2

FAST = ("--epochs", 6, "--batch", 8, "--rate", 2e-3, "--head-rate", 1e-2, "--device", "cpu", "--threads", 1)


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests run beside each other: a command that is not told otherwise takes one core."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


@pytest.fixture
def tiny_bert(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "tiny-bert", write_bert)


def lines(file: Path, rows: list[dict[str, Any]]) -> Path:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def trained(task: str, encoder: Path, folder: Path, file: Path, *more: object) -> dict[str, Any]:
    result = command("train", "neural", task, file, "--encoder", f"local:{encoder}", "--out", folder, *FAST, *more)
    assert "epoch 1: loss" in result.stderr
    content: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    assert content["data"] == file.name
    return content


def bio(file: Path, count: int, seed: int) -> Path:
    rows = []
    for sentence in sentences(count, seed):
        tags = ["O"] * len(sentence.words)
        for start, end, kind in sentence.spans:
            tags[start:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - start - 1)
        rows += [f"{word}\t{tag}" for word, tag in zip(sentence.words, tags, strict=True)] + [""]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_entities(tmp_path: Path, tiny_bert: Path) -> None:
    """A tagger is trained from BIO lines, measured beside the names alone."""
    train, dev, test = (
        bio(tmp_path / f"{name}.bio", count, n)
        for n, (name, count) in enumerate([("train", 300), ("dev", 60), ("test", 60)])
    )
    names = tmp_path / "names.tsv"
    names.write_text("Acme\tBrand\n乌拉\tBrand\n", encoding="utf-8")
    card = trained("entities", tiny_bert, tmp_path / "model", train, "--dev", dev, "--names", names)
    assert card["labels"] == ["Brand", "Scene"]
    assert "tokens/s" in command("evaluate", "neural", "entities", tmp_path / "model", test, "--threads", 1).stdout
    found = json.loads(command("evaluate", "neural", "entities", tmp_path / "model", test, "--json").stdout)
    assert found["types"]["micro"]["f1"] > 0.8
    assert set(found["types"]) == {"Brand", "Scene", "micro", "names alone"}
    assert found["revision"] == card["revision"]


@pytest.mark.parametrize("task", ["kinds", "phrases", "relations"])
def test_classifiers(tmp_path: Path, tiny_bert: Path, task: str) -> None:
    """Each classifier is trained from its file and measured beside the commonest label."""
    make = {"kinds": kinds, "phrases": phrases, "relations": relations}[task]

    def written(name: str, count: int, seed: int) -> Path:
        rows = []
        for number, (question, label) in enumerate(make(count, seed)):
            row: dict[str, Any] = {"text": question.text, "kind" if task == "kinds" else "label": label}
            row["group"] = f"product {number}"
            if task == "phrases":
                row["phrase"] = question.phrase
            if task == "relations":
                row |= {"first": question.first, "second": question.second}
            rows.append(row)
        return lines(tmp_path / f"{name}.jsonl", rows)

    trained(task, tiny_bert, tmp_path / "model", written("train", 200, 1))
    test = written("test", 60, 3)
    assert "commonest label" in command("evaluate", "neural", task, tmp_path / "model", test).stdout
    found = json.loads(command("evaluate", "neural", task, f"local:{tmp_path / 'model'}", test, "--json").stdout)
    assert found["model"]["accuracy"] > 0.9 > found["commonest label"]["accuracy"]


def test_proposals(tmp_path: Path) -> None:
    """A language model is taught the form; what it proposes is checked against the text, and counted."""

    def row(one: Told) -> dict[str, Any]:
        return {"product": one.product, "text": one.text, **json.loads(one.proposals.text())}

    examples = told(40, 1)
    write_gpt2(tmp_path / "gpt2", [f"{one.text}\n{one.proposals.text()}" for one in examples], positions=500)
    train = lines(tmp_path / "train.jsonl", [row(one) for one in examples])
    test = lines(tmp_path / "test.jsonl", [row(one) for one in told(4, 2)])
    result = command(
        *("train", "neural", "proposals", train, "--dev", test, "--encoder", f"local:{tmp_path / 'gpt2'}"),
        *("--out", tmp_path / "model", "--epochs", 3, "--batch", 4, "--rate", 3e-3, "--threads", 1, "--json"),
    )
    assert json.loads(result.stdout)["settings"]["calibrated"] is False
    found = json.loads(command("evaluate", "neural", "proposals", tmp_path / "model", test, "--json").stdout)
    assert (found["texts"], found["wanted"]) == (4, 8)
    assert found["right"] <= found["supported by the text"] <= found["proposed"]


def test_what_is_missing(tmp_path: Path, tiny_bert: Path) -> None:
    """A model or a folder that is not there ends with 7 and the way to get it."""
    file = bio(tmp_path / "a.bio", 30, 1)
    options = ("--out", tmp_path / "model", *FAST)
    said = command("train", "neural", "entities", file, "--encoder", "local:nowhere", *options, code=7).stderr
    assert "there is no folder" in said
    said = command("train", "neural", "entities", file, "--encoder", "bert-base-chinese", *options, code=7).stderr
    assert "expected local:FOLDER or hub:NAME@REVISION" in said
    said = command("evaluate", "neural", "entities", tiny_bert, file, code=7).stderr
    assert "'mkgrdf train neural' wrote" in said
    said = command("train", "neural", "phrases", file, "--encoder", f"local:{tiny_bert}", *options, code=3).stderr
    assert "a.bio:1" in said
