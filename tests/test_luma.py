"""A real shop from its files to a script: every row is accounted for, and what is said can be traced."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.building import command

pytestmark = [pytest.mark.data, pytest.mark.slow]


def said(luma: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((luma / f"{name}.json").read_text(encoding="utf-8"))
    return found


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def every_row_is_stored_or_rejected(luma: Path, shared_data: Path) -> None:
    """Counts in are counts out: 1,994 configurable products and variants, 44 gear items, 500 reviews, 765 images."""
    source = shared_data / "luma"
    found = said(luma, "first")
    assert found["read"] == found["new"] + found["quarantined"] + found["rejected"]
    assert found["quarantined"] == 0
    rejects = [json.loads(line) for line in (luma / "rejects" / "luma.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rejects) == found["rejected"]
    lost = Counter(reject["file"] for reject in rejects)

    assert len(rows(source / "configurable" / "products.csv")) == 1994
    assert lost["configurable/products.csv"] == 0
    gear = [row for file in (source / "catalog" / "SimpleProduct").glob("products_gear_*.csv") for row in rows(file)]
    assert len(gear) == 44
    reviews = rows(source / "review" / "products_reviews.csv")
    assert len(reviews) == 500
    images = sum(file.suffix in (".jpg", ".png") for file in (source / "media").rglob("*"))
    assert found["records"]["image"] == images == 765
    stats = json.loads(command("stats", "--json", "--project", luma).stdout)["classes"]
    assert stats["mkg:Review"] == 500 - lost["review/products_reviews.csv"]
    assert stats["mkg:Image"] == 765
    assert stats["mkg:Product"] + stats["mkg:ProductGroup"] == found["records"]["product"]
    assert stats["mkg:ProductGroup"] == 147
    assert stats["mkg:Video"] == 1


def rejects_say_why(luma: Path) -> None:
    """Each reject has file, row, column, code, value, what was expected and what to do."""
    for line in (luma / "rejects" / "luma.jsonl").read_text(encoding="utf-8").splitlines():
        reject = json.loads(line)
        for key in ("file", "row", "column", "code", "value", "expected", "suggestion", "raw"):
            assert reject[key] is not None, (key, line)


def a_second_import_changes_nothing(luma: Path) -> None:
    """The format is detected this time, and no quad is written."""
    first, second = said(luma, "first"), said(luma, "second")
    assert second["format"] == "magento"
    assert (second["new"], second["changed"], second["added"], second["removed"]) == (0, 0, 0, 0)
    assert (second["unchanged"], second["rejected"]) == (first["new"], first["rejected"])


def texts_are_read(luma: Path) -> None:
    """Nearly every document has sentences, most have concepts, and the gate refuses nothing that was extracted."""
    found = said(luma, "extract")
    documents = said(luma, "first")["records"]["document"]
    assert found["quarantined"] == 0
    assert found["graphs"]["sentences"] > 0.95 * documents
    assert found["graphs"]["concepts"] > 0.8 * documents


def the_whole_store_conforms(luma: Path) -> None:
    """Violations: none."""
    report = json.loads(command("validate", "--json", "--project", luma).stdout)
    assert report["conforms"] is True
    assert report["targeted"] > 20_000


def recommendations_for_a_scene(luma: Path) -> None:
    """For the gym there are products, each with a reason, a path of claims and a quote from a text of the shop."""
    found = json.loads(command("recommend", "--scene", "gym", "--json", "--project", luma).stdout)
    assert len(found) == 5
    for item in found:
        assert item["reason"].startswith("Because ")
        assert item["path"]
        assert all(edge["claims"] for edge in item["path"])
        assert item["quotes"]


def a_script_for_a_bag(luma: Path) -> None:
    """The Joust Duffle Bag: a path to it, its price as the catalogue has it, and a picture."""
    words = ("script", "--product", "24-MB01", "--json", "--project", luma)
    script = json.loads(command(*words).stdout)
    assert script["name"] == "Joust Duffle Bag"
    assert script["path"]["intent"]
    kinds = {segment["kind"]: segment for segment in script["segments"]}
    assert "34" in kinds["price"]["text"]
    assert kinds["price"]["cites"][0]["origin"]["file"] == "catalog/SimpleProduct/products_gear_bags.csv"
    assert kinds["proof"]["cites"]
    assert any(segment["shows"] for segment in script["segments"])


def test_a_real_shop(tmp_path: Path, shared_data: Path) -> None:
    """Imported, extracted and imported again; then each of the functions above looks at what came of it.

    One test, not seven, because the shop takes half a minute to build and worker processes share nothing.
    """
    command("init", tmp_path)
    for name, words in (
        ("first", ("import", shared_data / "luma", "--as", "magento")),
        ("extract", ("extract",)),
        ("second", ("import", shared_data / "luma")),
    ):
        printed = command(*words, "--project", tmp_path, "--json").stdout
        (tmp_path / f"{name}.json").write_text(printed, encoding="utf-8")
    every_row_is_stored_or_rejected(tmp_path, shared_data)
    rejects_say_why(tmp_path)
    a_second_import_changes_nothing(tmp_path)
    texts_are_read(tmp_path)
    the_whole_store_conforms(tmp_path)
    recommendations_for_a_scene(tmp_path)
    a_script_for_a_bag(tmp_path)
