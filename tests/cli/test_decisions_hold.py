"""What people decided about concepts holds after every import, extraction and build, without another command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.building import command, once
from tests.cli.conftest import CONCEPTS, Shop, start, write_lines
from tests.goods import DOCUMENTS, PRODUCTS

REVIEWS = (
    "The straps dig into my shoulders. Great for spin class.",
    "Perfect for spin class and for the spa. Good at the gym.",
)
DOCUMENTS_HERE = (
    *DOCUMENTS,
    *(
        {"id": f"extra-{at}", "kind": "Review", "language": "en", "text": text, "products": ["mat"]}
        for at, text in enumerate(REVIEWS)
    ),
)


def _build(folder: Path) -> None:
    shop = start(folder / "shop")
    shop.write(documents=DOCUMENTS_HERE)
    command("build", "--project", shop.folder)


@pytest.fixture
def built(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    folder = once(tmp_path_factory, "cli-decided", _build)
    shutil.copytree(folder / "shop", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    return Shop(tmp_path / "shop")


def names() -> set[str]:
    return {row["name"] for row in json.loads(command("concepts", "list", "--json", "--limit", 1000).stdout)}


def edges(concept: str) -> set[str]:
    """Return what products are tied to a concept, by predicate, from claims that are edges."""
    shown = json.loads(command("concepts", "show", concept, "--json").stdout)
    return {str(product) for product in shown["products"]}


def told(*arguments: object) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(command(*arguments, "--json").stdout)
    return said


def test_decisions_hold_through_every_command(built: Shop) -> None:
    """Rename, merge and reject; then an extraction, a source that says the old names again, and a build."""
    command("concepts", "rename", "strap digs into shoulders", "strap cuts in", "--by", "Ann")
    command("concepts", "merge", "spa", "--into", "spin class")
    command("concepts", "reject", "gym")
    assert edges("spin class")

    def holds() -> None:
        found = names()
        assert {"strap cuts in", "spin class"} <= found
        assert not {"strap digs into shoulders", "spa", "gym"} & found
        merged = json.loads(command("concepts", "show", "spa", "--json").stdout)
        assert ["en", "spin class"] in merged["names"]
        command("validate")

    holds()
    command("extract")
    holds()
    # A product that names the rejected concept outright, and a review that says everything again.
    write_lines(built.folder / "lexicon.jsonl", ({**CONCEPTS[0], "raises": []}, *CONCEPTS[1:]))
    again = {**DOCUMENTS_HERE[-1], "id": "again"}
    built.write(products=({**PRODUCTS[0], "suits": ["gym"]}, *PRODUCTS[1:]), documents=(*DOCUMENTS_HERE, again))
    imported = told("import", "files")
    assert (imported["quarantined"], imported["changed"], imported["new"]) == (0, 1, 1)
    holds()
    told("extract")
    holds()
    command("build")
    holds()
    # And then there is nothing left to do.
    last = told("extract")
    assert (last["changed"], last["dropped"], last["decided"]) == (0, 0, 0)


def test_what_waited_in_quarantine_is_held_to_later_decisions(built: Shop) -> None:
    """A product that named a concept before that went into another comes in with the other."""
    hat = {"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD", "suits": ["gym", "beach"]}
    write_lines(built.folder / "hats.jsonl", (hat,))
    (built.folder / "hats").mkdir()
    (built.folder / "hats.jsonl").rename(built.folder / "hats" / "products.jsonl")
    assert told("import", "hats")["quarantined"] == 1
    command("concepts", "merge", "gym", "--into", "spin class")
    beach = {"id": "beach", "kind": "Scene", "name": {"en": "beach", "zh": "海滩"}}
    write_lines(built.folder / "lexicon.jsonl", (*CONCEPTS, beach))
    command("extract")
    assert told("quarantine", "retry") == {"accepted": 1, "refused": 0}
    assert any("hat" in one or "Sun Hat" in one for one in edges("spin class"))
    command("validate")
