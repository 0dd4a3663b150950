"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.iris import Iris
from mkgrdf.resources import resource
from mkgrdf.settings import FILE_NAME
from mkgrdf.store import EmbeddedStore
from tests.building import command, once

REPOSITORY = Path(__file__).resolve().parent.parent

# No deadlines: a shared machine is slow now and then, which says nothing about the code. On CI the examples are
# the same in each run, so a failure there is never a matter of luck; at a desk they differ, to find more.
settings.register_profile("developer", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "developer")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets, too large for the repository; skips the test where it is missing."""
    named = os.environ.get("MKGRDF_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no shared data sets at {folder}; set MKGRDF_DATA to the folder that holds them")
    return folder


def _load(*files: Path) -> EmbeddedStore:
    graphs: dict[NamedNode, list[Triple]] = defaultdict(list)
    for quad in (quad for file in files for quad in parse(path=str(file), format=RdfFormat.TRIG)):
        assert isinstance(quad.graph_name, NamedNode), f"{quad} stands in no named graph"
        graphs[quad.graph_name].append(quad.triple)
    store = EmbeddedStore()
    store.commit(graphs)
    return store


@pytest.fixture(scope="session")
def small_iris() -> Iris:
    """The base of the small shop."""
    return Iris("https://example.org/shop/")


@pytest.fixture(scope="session")
def small_shop() -> EmbeddedStore:
    """The hand-written shop that queries, scripts and recommendations are tested on; nobody may write to it."""
    return _load(REPOSITORY / "tests" / "queries" / "graph.trig")


@pytest.fixture(scope="session")
def mined_shop() -> EmbeddedStore:
    """The small shop with what mining and people add to it; nobody may write to it either."""
    folder = REPOSITORY / "tests" / "queries"
    return _load(folder / "graph.trig", folder / "mined.trig")


@pytest.fixture(scope="session")
def bad_shop() -> EmbeddedStore:
    """A hand-written shop with one thing wrong for each query of check/."""
    return _load(REPOSITORY / "tests" / "queries" / "bad.trig")


def _build_demo(folder: Path) -> None:
    """Do as ``mkgrdf demo`` does, make a project of it, and store a script in each language."""
    said = command("demo", "--folder", folder, "--json")
    (folder / "demo.json").write_text(said.stdout, encoding="utf-8")
    shutil.copy(resource("examples", "shop", FILE_NAME), folder)
    for language in ("en", "zh"):
        words = ("--product", "dew-hour", "--language", language, "--save", "--broadcast", "live-autumn-skin")
        saved = command("script", *words, "--project", folder)
        (folder / f"saved.{language}.txt").write_text(saved.stderr, encoding="utf-8")


@pytest.fixture(scope="session")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo shop as a built project with a script in each language; shared by all workers, so only for reading.

    Beside the store lie ``demo.json``, what ``mkgrdf demo --json`` printed, and ``saved.en.txt`` and ``saved.zh.txt``,
    what ``mkgrdf script --save`` said on stderr.
    """
    return once(tmp_path_factory, "demo-shop", _build_demo)
