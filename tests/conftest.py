"""What every test may ask for."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.iris import Iris
from mkgrdf.store import EmbeddedStore

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


def _load(file: Path) -> EmbeddedStore:
    graphs: dict[NamedNode, list[Triple]] = defaultdict(list)
    for quad in parse(path=str(file), format=RdfFormat.TRIG):
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
def bad_shop() -> EmbeddedStore:
    """A hand-written shop with one thing wrong for each query of check/."""
    return _load(REPOSITORY / "tests" / "queries" / "bad.trig")
