"""`mkgrdf init`, `stats`, `check` and `ontology`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import mkgrdf
from mkgrdf.settings import FILE_NAME, Settings, load_settings
from tests.building import command
from tests.cli.conftest import Shop


def test_init_writes_a_commented_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new project has the name of its folder, and the values that its comments explain are the defaults."""
    monkeypatch.chdir(tmp_path)
    result = command("init", "deep/my-shop")
    assert result.stdout == ""
    assert "deep/my-shop/mkgrdf.toml" in result.stderr
    file = tmp_path / "deep" / "my-shop" / FILE_NAME
    assert file.read_text(encoding="utf-8").count("#") > 10
    found, default = load_settings(file), Settings(folder=file.parent)
    assert (found.name, found.base) == ("my-shop", "https://example.org/my-shop/")
    for key in ("languages", "currency", "licence", "store", "sources", "extractors", "withdraw_share"):
        assert getattr(found, key) == getattr(default, key), key


def test_init_in_a_folder_with_files_leaves_them(tmp_path: Path) -> None:
    """A project may be started where the source files are already."""
    (tmp_path / "products.csv").write_text("id,name_en\n", encoding="utf-8")
    command("init", tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [FILE_NAME, "products.csv"]


def test_a_folder_that_cannot_be_made_is_named() -> None:
    """What the system refuses is one line with the place, not a traceback."""
    result = command("init", "/proc/nothing-can-be-made-here", code=1)
    assert result.stderr.startswith("error: /proc/nothing-can-be-made-here: ")
    assert "Traceback" not in result.output


def test_init_leaves_an_existing_project_alone(shop: Shop) -> None:
    """Starting a project twice is refused and changes nothing."""
    before = (shop.folder / FILE_NAME).read_bytes()
    assert "project already" in command("init", ".", code=2).stderr
    assert (shop.folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("name", ["my shop", "商店", "a&b", "-shop", ".shop", 'a"b'])
def test_init_refuses_names_that_cannot_stand_in_an_iri(tmp_path: Path, name: str) -> None:
    """The name becomes part of every node's IRI; where it cannot, nothing is written."""
    assert "expected letters" in command("init", tmp_path / name, code=2).stderr
    assert list(tmp_path.iterdir()) == []


def test_init_refuses_a_file(tmp_path: Path) -> None:
    """Where a file has the name, the message says so."""
    (tmp_path / "shop").touch()
    assert "is a file" in command("init", tmp_path / "shop", code=2).stderr


def test_stats_count_classes_and_sources(shop: Shop) -> None:
    """Nodes by class, records by source, quads, and what waits in quarantine."""
    found = json.loads(command("stats", "--json").stdout)
    assert found["classes"]["mkg:Product"] == 3
    assert found["classes"]["mkg:Review"] == 2
    assert found["sources"] == {"files": 5, "lexicon": 3}
    assert found["quarantined"] == 0
    said = command("stats").stdout
    assert "mkg:Product\t3\n" in said
    assert "files\t5\n" in said
    assert f"{found['quads']} quads in {shop.folder / 'store'}; 0 graphs in quarantine" in said


def test_stats_before_anything_is_imported(empty_shop: Shop) -> None:
    """There is no store yet, and reading makes none."""
    assert "import something into it first" in command("stats", code=6).stderr
    assert not (empty_shop.folder / "store").exists()


def test_check_tells_what_is_usable() -> None:
    """The installation is complete, and each extra is named with how to get it."""
    found = json.loads(command("check", "--json").stdout)
    assert found["version"] == mkgrdf.__version__
    assert found["problems"] == []
    assert set(found["extras"]) == {"vision", "reason", "neural"}
    said = command("check").stdout
    for extra, there in found["extras"].items():
        assert f"{extra}: {'installed' if there else f'not installed (pip install mkgrdf[{extra}])'}\n" in said


def test_ontology_check_without_reasoner() -> None:
    """The pattern layer has no problem, in words and as JSON."""
    assert "0 problems, not reasoned over" in command("ontology", "check", "--no-reason").stdout
    found = json.loads(command("ontology", "check", "--no-reason", "--json").stdout)
    assert (found["problems"], found["reasoned"]) == ([], False)


def test_ontology_show_prints_the_class_tree() -> None:
    """Subclasses are indented under their class, with labels in the language asked for."""
    said = command("ontology", "show").stdout.splitlines()
    concept = next(number for number, line in enumerate(said) if line.strip().startswith("mkg:Concept "))
    depth = len(said[concept]) - len(said[concept].lstrip())
    below = []
    for line in said[concept + 1 :]:
        if len(line) - len(line.lstrip()) <= depth:
            break
        below.append(line.split()[0])
    assert sorted(below) == ["mkg:Audience", "mkg:Intent", "mkg:Occasion", "mkg:PainPoint", "mkg:Scene"]
    assert "场景" in command("ontology", "show", "--language", "zh").stdout
    assert len(command("ontology", "show", "--comments").stdout) > 2 * len("\n".join(said))
