"""``mkgrdf concepts`` on a small shop: list, show, every decision, SKOS out and in, and what cannot be decided."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mkgrdf.extract.discovery.typing import shipped_model
from mkgrdf.models.linear import LinearModel
from mkgrdf.resources import resource
from tests.building import command, once
from tests.cli.conftest import CONCEPTS, Shop, start, write_lines
from tests.goods import DOCUMENTS, PRODUCTS

TEXTS = (
    "The straps dig into my shoulders. Great for spin class.",
    "Perfect for spin class and for the spa. 适合通勤。",
)


def _build(folder: Path) -> None:
    shop = start(folder / "shop")
    product = PRODUCTS[0]["id"]
    reviews = [
        {"id": f"extra-{at}", "kind": "Review", "language": "en", "text": text, "products": [product]}
        for at, text in enumerate(TEXTS)
    ]
    shop.write(documents=(*DOCUMENTS, *reviews))
    command("import", shop.folder / "files", "--project", shop.folder)
    command("extract", *STAGES, "--project", shop.folder)


STAGES = ("--only", "discovery", "--only", "sentences", "--only", "concepts")


@pytest.fixture
def mined(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop with two reviews more, mined and read."""
    built = once(tmp_path_factory, "cli-mined", _build)
    shutil.copytree(built / "shop", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    return Shop(tmp_path / "shop")


def listed(*arguments: object) -> dict[str, dict[str, str]]:
    rows = json.loads(command("concepts", "list", "--json", *arguments).stdout)
    return {row["name"]: row for row in rows}


def shown(concept: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(command("concepts", "show", concept, "--json").stdout)
    return found


def test_list_says_how_sure_and_who_found_it(mined: Shop) -> None:
    """Found concepts have a confidence and a count of documents; kinds can be picked, and the surest alone."""
    found = listed("--found")
    strap = found["strap digs into shoulders"]
    assert (strap["kind"], strap["found by"], strap["documents"]) == ("PainPoint", "mkgrdf", "1")
    assert 0.5 <= float(strap["confidence"]) <= 1
    assert found["spin class"]["documents"] == "2"
    assert {row["kind"] for row in listed("--kind", "scene").values()} == {"Scene"}
    assert len(listed("--kind", "Scene", "--found", "--limit", 1)) == 1
    assert len(listed()) > len(found)


def test_show_gives_sentences_and_products(mined: Shop) -> None:
    """A concept is shown by id or by any name, with the sentences that mention it."""
    item = shown("straps dig into my shoulders")
    assert item["kind"] == "PainPoint"
    assert "The straps dig into my shoulders." in json.dumps(item["sentences"])
    text = command("concepts", "show", "spin class").stdout
    assert text.startswith("spin class (Scene) ")
    assert "Perfect for spin class" in text


def test_decisions_change_what_is_shown_and_hold_after_a_run(mined: Shop) -> None:
    """Rename, merge, split, reject and approve; another run leaves all as decided."""
    command("concepts", "rename", "spin class", "indoor cycling", "--by", "Ann")
    command("concepts", "rename", "indoor cycling", "动感单车")
    command("concepts", "merge", "spa", "--into", "indoor cycling")
    command("concepts", "reject", "strap digs into shoulders")
    command("concepts", "split", "indoor cycling", "spa")
    command("concepts", "approve", "spa", "--by", "Ann", "--json")
    command("extract", *STAGES)
    found = listed()
    assert {"indoor cycling", "spa"} <= set(found)
    assert "spin class" not in found
    assert "strap digs into shoulders" not in found
    item = shown("动感单车")
    assert ["en", "spin class"] in item["further"]  # type: ignore[operator]


def test_skos_goes_out_and_comes_back(mined: Shop, tmp_path: Path) -> None:
    """An unedited export changes nothing; an edited one is entered as decisions."""
    file = tmp_path / "concepts.ttl"
    command("concepts", "export", file)
    assert json.loads(command("concepts", "import", file, "--json").stdout)["decisions"] == []
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"spin class"@en', '"spinning"@en'), encoding="utf-8")
    assert "rename" in command("concepts", "import", file, "--by", "Ann").stdout
    assert "spinning" in listed("--found")
    assert json.loads(command("concepts", "export", file, "--json").stdout)["concepts"] == len(listed())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "no such thing"), "no concepts are called 'no such thing'"),
        (("merge", "spin class", "--into", "strap digs into shoulders"), "expected another PainPoint"),
        (("merge", "spin class", "--into", "spin class"), "expected another Scene"),
        (("split", "spin class", "spinning"), "'spinning' is no further name"),
    ],
)
def test_what_cannot_be_decided_is_told(mined: Shop, arguments: tuple[str, ...], message: str) -> None:
    """A wrong name, another kind, a concept with itself: exit 2 and a message with what there is."""
    assert message in command("concepts", *arguments, code=2).output


def test_the_model_can_be_trained_anew(tmp_path: Path) -> None:
    """Some of the shipped sentences give a model with a card; a line that cannot be read is an error that names it."""
    pytest.importorskip("sklearn", reason="training needs the extra 'learn'")
    lines = resource("examples", "lexicon", "labelled-sentences.tsv").read_text(encoding="utf-8").splitlines()
    some = tmp_path / "some.tsv"
    picked = [line for at, line in enumerate(lines[1:]) if at % 3 == 0 or "Occasion" in line or "Audience" in line]
    some.write_text("\n".join([lines[0], *picked]) + "\n", encoding="utf-8")
    lexicon = tmp_path / "concepts.jsonl"
    write_lines(lexicon, CONCEPTS)
    arguments = (some, "--lexicon", lexicon, "--out", tmp_path / "model")
    told = json.loads(command("train", "concepts", *arguments, "--json").stdout)
    assert told["metrics"]["held-out accuracy"] > 0.7
    assert set(LinearModel.load(tmp_path / "model").labels) <= set(shipped_model().labels)
    bad = tmp_path / "bad.tsv"
    bad.write_text("language\tsource\trating\tsentence\tconcepts\nen\tReview\t5\tNice.\tMood: nice\n", encoding="utf-8")
    assert "bad.tsv:2, column concepts" in command("train", "concepts", bad, code=3).output


def test_what_is_split_off_is_named_by_the_name_given_first(mined: Shop) -> None:
    """Not by the alphabet; and the name holds after a run."""
    command("concepts", "merge", "spa", "--into", "spin class")
    command("concepts", "rename", "spin class", "cycling")
    command("concepts", "split", "cycling", "spin class", "spa")
    command("extract", *STAGES)
    assert {"cycling", "spin class"} <= set(listed())
    assert shown("spa")["names"] == [["en", "spin class"]]
