"""``mkgrdf train sentences`` and ``evaluate sentences`` from a file of labelled sentences to figures."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkgrdf.cli import main

WORDS = {
    "positive": ["great", "lovely", "perfect", "sturdy"],
    "negative": ["awful", "broken", "flimsy", "useless"],
    "Usage": ["rinse", "shake", "apply", "fold"],
    "Specification": ["cm", "grams", "nylon", "liters"],
}


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A hundred and sixty sentences whose words show their labels, in both forms of file."""
    source = random.Random(8)
    lines = []
    for number in range(160):
        polarity = source.choice(["positive", "negative"])
        kind = source.choice(["Usage", "Specification"])
        words = source.sample(WORDS[polarity], 2) + source.sample(WORDS[kind], 2) + ["the", f"thing{number % 9}"]
        source.shuffle(words)
        row = {
            "text": " ".join(words),
            "kind": kind,
            "polarity": polarity,
            "group": f"g{number % 20}",
            "language": "en",
        }
        lines.append(json.dumps(row))
    path = tmp_path / "labelled.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_train_and_evaluate(labelled: Path, tmp_path: Path) -> None:
    """What is trained is measured by the other command; a second training writes the same bytes."""
    out = tmp_path / "models"
    trained = CliRunner().invoke(main, ["train", "sentences", str(labelled), "--out", str(out), "--json"])
    assert trained.exit_code == 0, trained.output
    cards = json.loads(trained.stdout)
    assert set(cards) == {"sentence-kind-en", "sentence-polarity-en"}
    assert cards["sentence-kind-en"]["held-out accuracy"] > 0.9
    again = tmp_path / "again"
    assert CliRunner().invoke(main, ["train", "sentences", str(labelled), "--out", str(again)]).exit_code == 0
    for path in sorted(out.rglob("*.*")):
        assert path.read_bytes() == (again / path.relative_to(out)).read_bytes()
    measured = CliRunner().invoke(main, ["evaluate", "sentences", f"local:{out}", str(labelled), "--json"])
    assert measured.exit_code == 0, measured.output
    figures = {row["task"]: row for row in json.loads(measured.stdout)}
    assert figures["polarity en"]["accuracy"] > 0.95
    assert figures["kind en"]["labels"]["Usage"][1] > 0.9
    shown = CliRunner().invoke(main, ["evaluate", "sentences", str(out), str(labelled)])
    assert "labelled.jsonl, polarity en: 160 sentences, accuracy" in shown.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "text,kind\nRinse it.,Washing\n", "a.csv:2, column kind: 'Washing' is no kind of sentence"),
        ("a.csv", "text,polarity\nRinse it.,good\n", "'good' is no polarity; expected negative or positive"),
        ("a.csv", "sentence,kind\nRinse it.,Usage\n", "columns sentence, kind; expected text, kind, polarity, group"),
        ("a.csv", "text,kind\n,Usage\n", "no text; expected a sentence"),
        ("a.jsonl", '{"text": "Rinse it."\n', "not JSON"),
        ("a.txt", "Rinse it.\n", "a file of the kind .txt; expected .csv or .jsonl"),
        ("a.csv", "text,kind\nRinse it.,\n", "nothing to train on"),
    ],
)
def test_files_that_cannot_be_used(tmp_path: Path, name: str, content: str, said: str) -> None:
    """Each error names the place, what was found and what was expected."""
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    result = CliRunner().invoke(main, ["train", "sentences", str(path), "--out", str(tmp_path / "models")])
    assert result.exit_code != 0
    assert said in " ".join(result.output.split())


def test_nothing_to_measure_on() -> None:
    """Without any sentences the command says what it expects."""
    result = CliRunner().invoke(main, ["evaluate", "sentences", "embedded"])
    assert result.exit_code == 2
    assert "expected a FILE, --pros-cons or --annotated" in result.output
