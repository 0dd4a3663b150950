"""The small shop that the tests of queries, scripts and recommendations look at."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from mkgrdf.iris import Iris
from mkgrdf.store import EmbeddedStore

FOLDER = Path(__file__).parent


def load(name: str) -> EmbeddedStore:
    """Return a store in memory with the quads of ``name``, committed graph by graph."""
    graphs: dict[NamedNode, list[Triple]] = defaultdict(list)
    for quad in parse(path=str(FOLDER / name), format=RdfFormat.TRIG):
        assert isinstance(quad.graph_name, NamedNode), f"{quad} stands in no named graph"
        graphs[quad.graph_name].append(quad.triple)
    store = EmbeddedStore()
    store.commit(graphs)
    return store


@pytest.fixture(scope="session")
def iris() -> Iris:
    """The base of the small shop."""
    return Iris("https://example.org/shop/")


@pytest.fixture(scope="session")
def shop() -> EmbeddedStore:
    """The small shop; nobody may write to it."""
    return load("graph.trig")


@pytest.fixture(scope="session")
def bad_shop() -> EmbeddedStore:
    """A shop with one thing wrong for each check."""
    return load("bad.trig")
