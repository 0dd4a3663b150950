"""``mkgrdf train ner`` and ``mkgrdf evaluate ner`` on files given by path."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from benchmarks.titles import make_titles, write_titles
from mkgrdf.cli.evaluating import EVALUATING, evaluate
from mkgrdf.cli.lazy_group import Table
from mkgrdf.cli.training import TRAINING, train
from mkgrdf.extract.entities.files import read_tagged
from tests.building import command
from tests.cli.conftest import Shop

MKGRDF = Path(sys.executable).with_name("mkgrdf")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 130 titles to train on, 50 others, and a model trained by the command."""
    place = tmp_path_factory.mktemp("ner")
    titles = make_titles(180, seed=3)
    write_titles(titles[:130], place / "train.bio")
    write_titles(titles[130:], place / "test.bio")
    said = command("train", "ner", place / "train.bio", "--dev", place / "test.bio", "--out", place / "model", "--json")
    content = json.loads(said.stdout)
    assert content["folder"] == str(place / "model")
    assert content["settings"]["sentences"] == 130
    assert content["metrics"]["micro F1, dev"] > 0.4
    assert "training on 130 sentences" in said.stderr
    return place


def test_evaluating_prints_each_type_the_averages_and_the_speed(folder: Path) -> None:
    """A table by type, then micro and macro F1, then tokens a second."""
    lines = command("evaluate", "ner", folder / "model", folder / "test.bio").stdout.splitlines()
    assert lines[0].split("\t") == ["type", "precision", "recall", "F1", "right", "found", "wanted"]
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in lines[1:-2]}
    assert {"品牌", "产品", "材质", "micro"} <= set(rows)
    assert lines[-2].startswith(f"micro F1 {rows['micro'][2]}, macro F1 ")
    assert lines[-1].endswith(" tokens/s")


def test_evaluating_says_the_same_as_json_and_as_the_card(folder: Path) -> None:
    """--json has counts and rates by type; on the same sentences they are those of the card."""
    said = json.loads(command("evaluate", "ner", f"local:{folder / 'model'}", folder / "test.bio", "--json").stdout)
    card = json.loads((folder / "model" / "card.json").read_text(encoding="utf-8"))
    assert said["micro"]["f1"] == card["metrics"]["micro F1, dev"]
    assert said["types"]["品牌"]["f1"] == card["metrics"]["F1 of 品牌, dev"]
    assert said["tokens_per_second"] > 0
    assert said["sentences"] == 50
    assert said["revision"] == card["revision"]


def test_several_processes_find_the_same(folder: Path) -> None:
    """Sentences spread over forked processes come back in order; only the clock and what it says of them differ."""
    command_line = [str(word) for word in (MKGRDF, "evaluate", "ner", folder / "model", folder / "test.bio", "--json")]
    one, two = (
        json.loads(subprocess.run([*command_line, "--processes", str(number)], check=True, capture_output=True).stdout)
        for number in (1, 2)
    )
    assert (one.pop("processes"), two.pop("processes")) == (1, 2)
    assert one.pop("tokens_per_second") > 0 < two.pop("tokens_per_second")
    assert one == two


@pytest.mark.parametrize("name", ["found.bio", "found.jsonl"])
def test_predictions_are_written_in_either_form(folder: Path, tmp_path: Path, name: str) -> None:
    """What was found can be read again, and is what the figures count."""
    said = command("evaluate", "ner", folder / "model", folder / "test.bio", "--predictions", tmp_path / name, "--json")
    found = read_tagged(tmp_path / name)
    assert sum(len(one.spans) for one in found) == json.loads(said.stdout)["micro"]["found"]


def test_the_names_of_a_project_go_into_the_dictionary(shop: Shop, folder: Path) -> None:
    """What the shop has a name for is in the model's dictionary, whether or not a title has it."""
    lines = (folder / "train.bio").read_text(encoding="utf-8").split("\n\n")[:30]
    (shop.folder / "few.bio").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    command("train", "ner", "few.bio", "--dev", "few.bio", "--out", "model", "--project", ".")
    dictionary = (shop.folder / "model" / "dictionary.tsv").read_text(encoding="utf-8")
    assert '["纯", "棉"]' in dictionary
    assert '["Product"]' in dictionary


def test_errors_name_the_file_the_line_or_the_model(folder: Path, tmp_path: Path) -> None:
    """A bad line is exit code 3 with its place; a missing model is 7 and says how to get one; a missing file is 2."""
    bad = tmp_path / "bad.bio"
    bad.write_text("南\tB-品牌\n极\n", encoding="utf-8")
    said = command("train", "ner", bad, "--out", tmp_path / "model", code=3)
    assert f"{bad}:2: '极' has one column" in said.stderr
    assert not (tmp_path / "model").exists()
    said = command("evaluate", "ner", tmp_path / "none", folder / "test.bio", code=7)
    assert "mkgrdf train ner FILE --out" in said.stderr
    command("train", "ner", tmp_path / "nothing.bio", "--out", tmp_path / "model", code=2)


@pytest.mark.parametrize(("group", "table"), [(train, TRAINING), (evaluate, EVALUATING)], ids=["train", "evaluate"])
def test_the_table_of_subcommands_says_what_they_say(group: click.Group, table: Table) -> None:
    """The group's help imports no subcommand, so its one-line helps are compared with the subcommands' own here."""
    context = click.Context(group)
    for name, (_, text) in table.items():
        found = group.get_command(context, name)
        assert found is not None
        assert text == inspect.cleandoc(found.help or "").splitlines()[0]
    assert group.get_command(context, "nothing") is None
