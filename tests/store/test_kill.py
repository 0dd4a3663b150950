"""A process that is killed while it commits leaves the state before or the state after, whole."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mkgrdf.statements import literal
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import SCHEMA

KILLS = 8
GRAPHS = 40

# The child takes the states from this file, so that both processes mean the same by them.
CHILD = """
import itertools, runpy, sys
from pathlib import Path
from mkgrdf.store import EmbeddedStore
state = runpy.run_path(sys.argv[1])["state"]
with EmbeddedStore(Path(sys.argv[2])) as store:
    for number in itertools.count(1):
        replace, remove = state(number)
        store.commit(replace, remove)
        print(number, flush=True)
"""


def state(number: int) -> tuple[dict[NamedNode, list[Triple]], list[NamedNode]]:
    """Return what commit ``number`` writes: odd and even ones share statements, some graphs are in even ones only."""
    odd = number % 2
    counter = NamedNode("https://example.org/shop/graph/runs/counter")
    replace = {counter: [Triple(counter, SCHEMA.position, literal(number))]}
    remove: list[NamedNode] = []
    for index in range(GRAPHS):
        graph = NamedNode(f"https://example.org/shop/graph/source/demo/product/{index}")
        product = NamedNode(f"https://example.org/shop/product/{index}")
        if odd and index % 10 == 0:
            remove.append(graph)
            continue
        same = [Triple(product, SCHEMA.name, Literal(f"name {line}")) for line in range(10)]
        shared = Triple(NamedNode("https://example.org/shop/brand/x"), SCHEMA.name, Literal(f"brand {odd}"))
        other = [Triple(product, SCHEMA.price, Literal(f"{odd} {line}")) for line in range(10)]
        replace[graph] = [shared, *same, *other]
    return replace, remove


def content(number: int) -> set[Quad]:
    replace, _ = state(number)
    return {Quad(t.subject, t.predicate, t.object, graph) for graph, triples in replace.items() for t in triples}


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_one_commit_or_the_next(tmp_path: Path) -> None:
    """Eight children are killed at random moments between and within commits; each time one commit is there, whole."""
    seed = random.SystemRandom().randrange(10**6)
    moments = random.Random(seed)
    folder = tmp_path / "store"
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, __file__, str(folder)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "1\n"
            time.sleep(moments.uniform(0.0, 0.15))
            child.kill()
            done = [1, *map(int, child.stdout.read().split())]
        with EmbeddedStore(folder) as store:
            found = set(store.quads())
            # The last one reported, or the next one when it was complete but not yet reported.
            assert found in (content(done[-1]), content(done[-1] + 1)), f"after commit {done[-1]}; seed {seed}"
            # Queries, which run over the mirror of the graphs, agree.
            assert set(store.construct("CONSTRUCT WHERE { ?s ?p ?o }")) == {quad.triple for quad in found}
