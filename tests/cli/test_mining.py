"""``mkgrdf phrases`` mines files or a project into a lexicon, says what its scores come from, and shows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkgrdf.extract.mining.lexicon import read_lexicon
from tests.building import command
from tests.cli.conftest import Shop
from tests.goods import DOCUMENTS

SENTENCES = """
The battery life is short.
I like the battery life.
Its battery life!
A lens cap, cheap.
The lens cap broke
We lost a lens cap.

The screen is fine.
My screen and the lens.
A screen for my battery.
""".strip().split("\n")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Lines of text, the same as JSON lines, and a list of seeds."""
    lines, rows, seeds = tmp_path / "said.txt", tmp_path / "said.jsonl", tmp_path / "seeds.txt"
    lines.write_text("\n".join(SENTENCES), encoding="utf-8")
    rows.write_text("".join(json.dumps({"id": f"r{n}", "text": text}) + "\n" for n, text in enumerate(SENTENCES)))
    seeds.write_text("# parts\nLens Cap\n\nlens hood\n", encoding="utf-8")
    return lines, rows, seeds


def test_files_are_mined_and_shown(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """The best phrases come first; what was known is marked; too few seeds are said to be few."""
    lines, _, seeds = files
    out = tmp_path / "lexicon.jsonl"
    said = command("phrases", "mine", lines, "--seeds", seeds, "--out", out)
    few = "en words: ranked by the statistic; 1 known phrase in the texts: fewer than the 300 that the forest wants"
    assert few in said.stderr
    assert " of 9 documents, version " in said.stdout
    told = dict(line.split("\t") for line in said.stdout.splitlines() if "\t" in line)
    assert told.pop("found") == "how many"
    # "the", "my", "a" and what begins or ends with them are as frequent, and no phrases.
    assert int(told["dropped: not built like a phrase"]) > 1
    assert set(told) <= {"phrases, en", "dropped: not built like a phrase", "dropped: only within longer phrases"}
    lexicon = read_lexicon(out)
    assert int(told["phrases, en"]) == len(lexicon.phrases)
    assert {f"dropped: {why}": str(count) for why, count in lexicon.dropped.items()}.items() <= told.items()
    shown = command("phrases", "show", out, "--limit", 30)
    rows = [line.split("\t") for line in shown.stdout.splitlines()]
    assert rows[0] == ["phrase", "language", "score", "frequency", "known"]
    cells = {row[0]: row[1:] for row in rows[1:]}
    assert (cells["lens cap"][0], cells["lens cap"][2:]) == ("en", ["3", "yes"])
    assert cells["battery life"][2:] == ["3", "no"]
    assert few in shown.stderr
    one = dict(line.split("\t") for line in command("phrases", "show", out, "Lens Cap").stdout.splitlines())
    assert one["frequency"] == "3"
    assert float(one["npmi"]) > 0
    assert one["example"] == "said.txt:6 10-18"


def test_json_lines_give_the_same_phrases(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    lines, rows, _ = files
    said = json.loads(command("phrases", "mine", lines, "--out", tmp_path / "a", "--json").stdout)
    assert (said["file"], said["documents"]) == (str(tmp_path / "a"), 9)
    assert said["rankings"]["en words"] == ["statistic", 0]
    command("phrases", "mine", rows, "--out", tmp_path / "b")
    first, second = (
        json.loads(command("phrases", "show", tmp_path / name, "--json", "--limit", 99).stdout) for name in "ab"
    )
    assert [row["phrase"] for row in first] == [row["phrase"] for row in second]
    assert second[0]["examples"][0][0].startswith("r")


def test_a_project_is_mined_in_its_languages(demo_shop: Path, tmp_path: Path) -> None:
    """Without files it is the project's texts, with the names of its brands and categories as seeds."""
    out = tmp_path / "lexicon.jsonl"
    said = command("phrases", "mine", "--project", demo_shop, "--out", out)
    assert "zh words: ranked by the statistic" in said.stderr
    for language in ("en", "zh"):
        rows = json.loads(command("phrases", "show", out, "-l", language, "--json").stdout)
        assert len(rows) == 20
        assert {row["language"] for row in rows} == {language}
        assert rows[0]["examples"][0][0].startswith("https://")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("mine", "{rows}", "--titles", "--ranking", "forest", "--seeds", "{bad}", "--out", "{out}"), 3, "not UTF-8"),
        (("mine", "{bad}", "--out", "{out}"), 3, "expected text in UTF-8"),
        (
            ("mine", "{broken}", "--out", "{out}"),
            3,
            "broken.jsonl:2: KeyError: 'text'; expected an object with \"text\"",
        ),
        (("mine", "--language", "zh", "--out", "{out}"), 2, "--language = 'zh'; expected FILES"),
        (("show", "{rows}"), 3, "no lexicon of phrases"),
    ],
)
def test_what_cannot_be_used_is_named(
    files: tuple[Path, Path, Path], tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    bad, broken = tmp_path / "bad.txt", tmp_path / "broken.jsonl"
    bad.write_bytes(b"caf\xe9\n")
    broken.write_text('{"text": "a"}\n{"words": 1}\n', encoding="utf-8")
    places = {"rows": files[1], "bad": bad, "broken": broken, "out": tmp_path / "out"}
    assert message in command("phrases", *(word.format(**places) for word in words), code=code).stderr


def test_an_unknown_phrase_is_named(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "lexicon.jsonl"
    command("phrases", "mine", files[0], "--out", out)
    said = command("phrases", "show", out, "lens hood", code=2)
    assert f"'lens hood' is no phrase of {out}" in said.stderr


def test_an_extraction_says_what_it_left_out(shop: Shop) -> None:
    """Of the phrases that are frequent enough, the table has those in the graph, and why others are not."""
    text = " ".join(SENTENCES)
    shop.write(documents=tuple({**DOCUMENTS[0], "id": f"r{n}", "text": text} for n in range(3)))
    command("import", "files")
    rows = [line.split("\t") for line in command("extract", "--only", "phrases").stdout.splitlines() if "\t" in line]
    assert rows[0] == ["extractor", "found", "how many"]
    told = {what: int(count) for name, what, count in rows[1:] if name == "phrases"}
    assert told["Phrase"] > 0
    assert told["dropped: not built like a phrase"] > 0
    assert told["dropped: quality below 0.5"] > 0
    said = json.loads(command("extract", "--only", "phrases", "--json").stdout)
    assert {f"dropped: {why}": count for why, count in said["left_out"]["phrases"].items()}.items() <= told.items()
