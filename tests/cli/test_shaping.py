"""`mkgrdf shapes`: examples run and measured, shapes shown; each exit code with real files."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from tests.building import command

PREFIXES = """\
@prefix ex: <https://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPES = f"""{PREFIXES}
ex:Cup a sh:NodeShape ; sh:targetClass ex:Cup ; sh:property ex:Cup-size .
ex:Cup-size sh:path ex:size ; sh:minCount 1 ; sh:maxCount 1 ; sh:message "One size."@en , "一个尺寸。"@zh .
"""
GOOD = f"#+ conforms: true\n{PREFIXES}\nex:mug a ex:Cup ; ex:size 1 .\n"
BAD = f"#+ violates: ex:Cup-size\n{PREFIXES}\nex:mug a ex:Cup .\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside any project with shapes and two examples that pass; commands run in it."""
    (tmp_path / "tests" / "shapes").mkdir(parents=True)
    (tmp_path / "shapes.ttl").write_text(SHAPES, encoding="utf-8")
    example(tmp_path, "good", GOOD)
    example(tmp_path, "bad", BAD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def example(folder: Path, name: str, text: str) -> None:
    (folder / "tests" / "shapes" / f"{name}.ttl").write_text(text, encoding="utf-8")


def test_0_examples_that_do_as_promised(folder: Path) -> None:
    """One line says how many; --verbose lists them."""
    assert command("shapes", "test", "--shapes", "shapes.ttl").stdout == "2 examples: 2 passed, 0 failed\n"
    said = command("shapes", "test", "tests/shapes/bad.ttl", "--shapes", "shapes.ttl", "-v").stdout
    assert said == "pass tests/shapes/bad.ttl: https://example.org/Cup-size\n1 example: 1 passed, 0 failed\n"


def test_1_examples_that_do_not(folder: Path) -> None:
    """Expected and found stand below each other, with what the surplus shapes said."""
    example(folder, "bad", GOOD.replace("ex:size 1", "ex:size 1 , 2"))
    example(folder, "blind", BAD.replace("ex:Cup .", "ex:Cupp .").replace("Cup-size", "Cup-height"))
    assert command("shapes", "test", "--shapes", "shapes.ttl", code=1).stdout.splitlines() == [
        "fail tests/shapes/bad.ttl",
        "  expected: it conforms",
        "  found: https://example.org/Cup-size",
        "  https://example.org/Cup-size at <https://example.org/mug> <https://example.org/size>: One size.",
        "fail tests/shapes/blind.ttl",
        "  expected: https://example.org/Cup-height",
        "  found: it conforms",
        "  no shape looks at anything in it, so it shows nothing: check its classes",
        "  there is no shape https://example.org/Cup-height",
        "3 examples: 1 passed, 2 failed",
    ]


def test_outcomes_as_json(folder: Path) -> None:
    """All examples, with what was expected and found."""
    example(folder, "bad", BAD.replace("Cup-size", "Cup-height"))
    said = json.loads(command("shapes", "test", "--shapes", "shapes.ttl", "--json", code=1).stdout)
    assert (said["passed"], said["failed"]) == (1, 1)
    bad = next(one for one in said["examples"] if not one["passed"])
    assert bad["file"] == "tests/shapes/bad.ttl"
    assert bad["expected"] == bad["unknown"] == ["https://example.org/Cup-height"]
    assert bad["found"] == ["https://example.org/Cup-size"]
    assert bad["results"][0]["message"]["zh"] == "一个尺寸。"


def test_coverage_and_its_threshold(folder: Path) -> None:
    """What no example violates is named; the exit code is 1 below the threshold only."""
    words = ("shapes", "coverage", "--shapes", "shapes.ttl")
    said = command(*words, "--fail-under", "50").stdout
    assert said.splitlines() == [
        "50 % of 2 constraints are covered by 2 examples",
        "",
        "no example violates:",
        "  https://example.org/Cup-size, <https://example.org/size>: at most 1 value",
    ]
    short = command(*words, "--fail-under", "60", "-l", "zh", code=1)
    assert "最多 1 个值" in short.stdout
    assert "50 % of the constraints are covered, less than 60 %" in short.stderr
    found = json.loads(command(*words, "--json").stdout)
    (uncovered,) = found["uncovered"]
    assert (found["percent"], found["constraints"], found["untouched"], found["excluded"]) == (50, 2, [], [])
    assert uncovered == {
        "shape": "https://example.org/Cup-size",
        "path": "<https://example.org/size>",
        "component": "sh:MaxCountConstraintComponent",
        "constraint": "at most 1 value",
        "nested": False,
    }


def test_coverage_tells_what_it_leaves_out_and_what_failed(folder: Path) -> None:
    """Shapes of which nothing was violated, constraints that are not counted, and examples that are not as promised."""
    more = "ex:Off a sh:NodeShape ; sh:targetClass ex:Cup ; sh:nodeKind sh:IRI ; sh:deactivated true ."
    more += " ex:Jug a sh:NodeShape ; sh:targetClass ex:Jug ; sh:nodeKind sh:IRI ."
    (folder / "shapes.ttl").write_text(SHAPES + more, encoding="utf-8")
    example(folder, "good", GOOD.replace("ex:size 1", "ex:size 1 , 2"))
    said = command("shapes", "coverage", "--shapes", "shapes.ttl")
    assert "no constraint at all was violated of: https://example.org/Jug" in said.stdout
    assert "not counted:\n  https://example.org/Off: is an IRI (the shape is switched off)\n" in said.stdout
    assert "1 example came out other than promised" in said.stderr


@pytest.mark.parametrize("name", ["test", "coverage"])
def test_the_other_exit_codes(folder: Path, name: str) -> None:
    """2 usage, 3 a file that cannot be read or says nothing, 4 shapes that are invalid."""
    command("shapes", name, "--shapes", "shapes.ttl", "--engin", code=2)
    assert "missing.ttl" in command("shapes", name, "missing.ttl", code=3).stderr
    example(folder, "headless", PREFIXES)
    assert "headless.ttl" in command("shapes", name, code=3).stderr
    (folder / "shapes.ttl").write_text(SHAPES.replace("minCount 1", "minCount true"), encoding="utf-8")
    assert "minCount" in command("shapes", name, "--shapes", "shapes.ttl", code=4).stderr


@pytest.mark.parametrize("name", ["test", "coverage"])
def test_without_paths_there_has_to_be_the_usual_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The error says where it looked, and what to do."""
    monkeypatch.chdir(tmp_path)
    assert "there is no folder tests/shapes here" in command("shapes", name, code=2).stderr
    assert "0 and 100" in command("shapes", "coverage", "--fail-under", "101", code=2).stderr.replace("<=x<=", " and ")


def test_the_shipped_ontology_and_the_users_own_classes_are_seen(folder: Path) -> None:
    """A class below the target's is declared in the background; the shipped ontology can be left out."""
    (folder / "classes.ttl").write_text(
        f"{PREFIXES}@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\nex:Beaker rdfs:subClassOf ex:Cup .\n"
    )
    example(folder, "bad", BAD.replace("a ex:Cup", "a ex:Beaker"))
    command("shapes", "test", "--shapes", "shapes.ttl", code=1)
    command("shapes", "test", "--shapes", "shapes.ttl", "--background", "classes.ttl")
    shape = "<https://example.org/E> a sh:NodeShape ; sh:targetClass <https://w3id.org/mkgrdf/ontology#Evidence> ;"
    (folder / "shapes.ttl").write_text(f"{PREFIXES}{shape} sh:minLength 9999 .")
    header = "#+ violates: <https://example.org/E>"
    example(folder, "bad", f"{header}\n{PREFIXES}ex:i a <https://w3id.org/mkgrdf/ontology#Image> .")
    command("shapes", "test", "tests/shapes/bad.ttl", "--shapes", "shapes.ttl")
    command("shapes", "test", "tests/shapes/bad.ttl", "--shapes", "shapes.ttl", "--no-ontology", code=1)


def test_shapes_are_shown_whole_or_by_name(folder: Path) -> None:
    """All that stand by themselves; one by its IRI or the name's last part; a property shape too."""
    words = ("shapes", "show", "--shapes", "shapes.ttl")
    said = command(*words).stdout
    assert said.splitlines() == [
        "https://example.org/Cup",
        "  looks at: each <https://example.org/Cup>",
        "  https://example.org/Cup-size",
        "    on <https://example.org/size>",
        "    - exactly 1 value",
        "    severity: violation",
        "    says: One size.",
    ]
    one = command(*words, "Cup-size", "-l", "zh").stdout
    assert one == command(*words, "https://example.org/Cup-size", "--language", "zh").stdout
    assert one.splitlines()[2:] == ["  - 恰好 1 个值", "  严重程度：违规", "  提示：一个尺寸。"]
    (entry,) = json.loads(command(*words, "Cup", "--json").stdout)
    assert entry["properties"][0]["messages"] == {"en": "One size.", "zh": "一个尺寸。"}
    assert "did you mean https://example.org/Cup-size?" in command(*words, "Cup-sise", code=2).stderr
    command(*words, "-l", "de", code=2)


def test_the_shipped_shapes_are_the_default(folder: Path) -> None:
    """Their names have a prefix, in the list and in what is asked for."""
    assert command("shapes", "show", "mkgsh:Offer").stdout.startswith("mkgsh:Offer\n  looks at: each mkg:Offer\n")
    assert len(json.loads(command("shapes", "show", "--json").stdout)) > 30


def test_examples_of_the_checkout_are_found_there(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In this project's own folder, a folder of examples runs against the shipped shapes without options."""
    monkeypatch.chdir(repository)
    assert command("shapes", "test", "tests/shapes/offer").stdout.endswith(" passed, 0 failed\n")


def test_the_page_on_testing_shapes(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files and commands of the how-to page, in their order: each prints what the page shows, and exits with 0."""
    page = (repository / "docs" / "how-to" / "test-shapes.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    files = commands = 0
    for block in re.finditer(r"^```(\w+)\n(.*?)^```$", page, flags=re.M | re.S):
        if block[1] == "turtle":
            name = re.findall(r"`([^`]+[.]ttl)`:\n\n$", page[: block.start()])[0]
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block[2], encoding="utf-8")
            files += 1
        elif block[1] == "console":
            line, _, shown = block[2].partition("\n")
            assert command(*shlex.split(line.removeprefix("$ mkgrdf "))).stdout == shown
            commands += 1
    assert (files, commands) == (6, 4)


def test_shapes_that_cannot_be_told_are_refused(folder: Path) -> None:
    """What is ill-formed has no words: exit code 4, with the shape's name."""
    (folder / "shapes.ttl").write_text(SHAPES.replace("minCount 1", "minCount true"), encoding="utf-8")
    assert "Cup-size: sh:minCount is" in command("shapes", "show", "--shapes", "shapes.ttl", code=4).stderr
