"""A small project on disk: a shop of three products with reviews, in two languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkgrdf.extraction import Extracted
from mkgrdf.ingest import Ingested
from mkgrdf.iris import Iris
from mkgrdf.pipeline import import_source
from mkgrdf.project import Project
from mkgrdf.quarantine import Quarantine
from mkgrdf.settings import Settings, Source
from mkgrdf.shacl.gate import Gate
from mkgrdf.store.embedded import EmbeddedStore
from tests.goods import DOCUMENTS, PRODUCTS


class Shop:
    """A folder of source files that a test can edit, and the project that they go into."""

    extracted: Extracted  # only of a shop that a fixture has read

    def __init__(self, folder: Path, gate: Gate) -> None:
        self.folder = folder
        self.files = folder / "files"
        self.files.mkdir()
        self.products = [dict(product) for product in PRODUCTS]
        self.documents = [dict(document) for document in DOCUMENTS]
        settings = Settings(folder=folder, base="https://example.org/t/")
        self.project = Project(
            settings=settings,
            store=EmbeddedStore(None),
            gate=gate,
            quarantine=Quarantine(settings.quarantine),
            iris=Iris(settings.base),
            now=datetime(2026, 11, 11, 20, tzinfo=UTC),
        )

    def write(self) -> None:
        for name, rows in (("products", self.products), ("documents", self.documents)):
            lines = [json.dumps(row, ensure_ascii=False) for row in rows]
            (self.files / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def load(self, *, full: bool = False, dry_run: bool = False) -> Ingested:
        """Write the files and import them."""
        self.write()
        source = Source("files", self.files, "native")
        return import_source(source, self.project, full=full, dry_run=dry_run).ingested

    def quads(self) -> list[str]:
        """Everything in the store, as comparable text."""
        return sorted(map(str, self.project.store.quads()))


MakeShop = Callable[[str], Shop]


@pytest.fixture(scope="session")
def gate() -> Gate:
    """One gate for all tests: it holds the shapes, which are read once."""
    return Gate()


@pytest.fixture
def make_shop(tmp_path: Path, gate: Gate) -> MakeShop:
    """Make a shop in a folder of its own."""

    def make(name: str) -> Shop:
        folder = tmp_path / name
        folder.mkdir()
        return Shop(folder, gate)

    return make


@pytest.fixture
def shop(make_shop: MakeShop) -> Shop:
    return make_shop("shop")
