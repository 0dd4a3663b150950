"""A shop of three products with reviews, in two languages: as files, as a project, and as a project already built."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.building import command, once
from tests.goods import DOCUMENTS, PRODUCTS

CONCEPTS: tuple[dict[str, Any], ...] = (
    {"id": "gym", "kind": "Scene", "name": {"en": "gym", "zh": "健身房"}, "raises": ["sweat"]},
    {"id": "sweat", "kind": "PainPoint", "name": {"en": "sweat", "zh": "出汗"}, "motivates": ["stay-dry"]},
    {
        "id": "stay-dry",
        "kind": "Intent",
        "name": {"en": "stay dry", "zh": "速干"},
        "alternatives": {"en": ["keeps me dry"]},
    },
)


def write_lines(file: Path, rows: tuple[dict[str, Any], ...]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


@dataclass(frozen=True)
class Shop:
    """A project; the test runs in its folder, as a user would."""

    folder: Path

    def write(self, *, products: tuple[dict[str, Any], ...] = PRODUCTS, documents: Any = DOCUMENTS) -> None:
        """Write the source files anew."""
        write_lines(self.folder / "files" / "products.jsonl", products)
        write_lines(self.folder / "files" / "documents.jsonl", documents)

    def price(self, product: str, price: str) -> None:
        """Write the source files with another price for one product."""
        self.write(products=tuple({**one, "price": price} if one["id"] == product else one for one in PRODUCTS))

    def quads(self) -> int:
        counted: int = json.loads(command("stats", "--json").stdout)["quads"]
        return counted


def start(folder: Path) -> Shop:
    """Start a project with the shop's files as its source and a small lexicon."""
    command("init", folder)
    (folder / "files").mkdir()
    write_lines(folder / "lexicon.jsonl", CONCEPTS)
    settings = folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8").replace('lexicons = ["seed"]', 'lexicons = ["lexicon.jsonl"]')
    settings.write_text(text + '\n[[sources]]\nname = "files"\npath = "files"\n', encoding="utf-8")
    shop = Shop(folder)
    shop.write()
    return shop


def _build(folder: Path) -> None:
    start(folder / "shop")
    command("import", folder / "shop" / "files", "--project", folder / "shop")
    command("extract", "--project", folder / "shop")


@pytest.fixture
def empty_shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop's files in a new project, with nothing imported yet."""
    shop = start(tmp_path / "shop")
    monkeypatch.chdir(shop.folder)
    return shop


@pytest.fixture
def shop(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """The shop, imported and extracted."""
    built = once(tmp_path_factory, "cli-shop", _build)
    shutil.copytree(built / "shop", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    return Shop(tmp_path / "shop")
