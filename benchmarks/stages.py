"""What is measured: each stage prepares, then times one thing, and checks that the thing came out right.

Times are CPU seconds of the process, all its threads together; sizes count the quads (or triples) that went through.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from generate import IRIS, Shop, Wrong, candidates, described
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, serialize

from mkgrdf.publish.dump import write_nquads
from mkgrdf.queries import load_query, run
from mkgrdf.resources import resource
from mkgrdf.store import Commit, EmbeddedStore

__all__ = ["PEERS", "STAGES", "Timing"]


@dataclass(slots=True)
class Timing:
    """CPU seconds for ``amount`` of ``unit``."""

    seconds: float = 0.0
    amount: int = 0
    unit: str = "quads"


@contextmanager
def timed(timing: Timing) -> Iterator[None]:
    """Add the CPU time of the block to ``timing``."""
    began = time.process_time()
    yield
    timing.seconds += time.process_time() - began


def graphs(shop: Shop) -> dict[NamedNode, tuple[Triple, ...]]:
    """Return the content of each named graph."""
    return {candidate.graph: candidate.triples for candidate in candidates(shop)}


def quads(shop: Shop) -> list[Quad]:
    """Return the shop's graph."""
    return [Quad(t.subject, t.predicate, t.object, graph) for graph, triples in graphs(shop).items() for t in triples]


def nquads(shop: Shop) -> bytes:
    """Return the shop's graph as N-Quads."""
    return serialize(quads(shop), format=RdfFormat.N_QUADS) or b""


def describe(shop: Shop, timing: Timing) -> None:
    """Records become candidates."""
    with timed(timing):
        timing.amount = sum(len(candidate.triples) for candidate in described(shop.records))
    assert timing.amount > 10 * len(shop.records) / 2


def stage(shop: Shop, timing: Timing) -> None:
    """Quads go into an in-memory Oxigraph."""
    prepared = quads(shop)
    store = pyoxigraph.Store()
    with timed(timing):
        store.extend(prepared)
    timing.amount = len(prepared)
    assert len(store) == len(set(prepared))


def stage_peer(shop: Shop, timing: Timing) -> None:
    """The same quads go into an rdflib Dataset, by parsing N-Quads (rdflib has no quicker way)."""
    import rdflib  # noqa: PLC0415 - only this stage may pay for it

    text = nquads(shop)
    dataset = rdflib.Dataset()
    with timed(timing):
        dataset.parse(data=text, format="nquads")
    timing.amount = text.count(b"\n")
    assert sum(1 for _ in dataset.quads()) == timing.amount


def validate(shop: Shop, timing: Timing) -> None:
    """The gate checks the whole graph; it has to find exactly what was planted."""
    from mkgrdf.shacl.gate import Gate  # noqa: PLC0415 - only this stage may pay for it

    prepared = quads(shop)
    with timed(timing):
        report = Gate().check(prepared)
    timing.amount = len(prepared)
    found = {
        Wrong(violation.focus.value, violation.shape)
        for violation in report.violations
        if violation.severity == "Violation"
    }
    assert found == shop.truth, f"missed {shop.truth - found}, invented {found - shop.truth}"


def validate_peer(shop: Shop, timing: Timing) -> None:
    """PySHACL alone, on an rdflib graph that is already parsed."""
    import pyshacl  # noqa: PLC0415 - only this stage may pay for it
    import rdflib  # noqa: PLC0415

    prepared = quads(shop)
    text = serialize({quad.triple for quad in prepared}, format=RdfFormat.N_TRIPLES) or b""
    data = rdflib.Graph().parse(data=text, format="nt")
    shapes = rdflib.Graph()
    for path in resource("shapes").glob("*.ttl"):
        shapes.parse(path)
    ontology = rdflib.Graph().parse(resource("ontology", "mkg.ttl"))
    with timed(timing):
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology, advanced=True)
    timing.amount = len(prepared)
    assert conforms == (not shop.truth)
    shape, focus, severity = rdflib.SH.sourceShape, rdflib.SH.focusNode, rdflib.SH.resultSeverity
    found = {
        Wrong(str(report.value(result, focus)), str(report.value(result, shape)))
        for result in report.subjects(severity, rdflib.SH.Violation)
    }
    assert found == shop.truth


def commit(shop: Shop, timing: Timing) -> None:
    """A first commit into a folder, flushed."""
    prepared = graphs(shop)
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder, "store")) as store:
        with timed(timing):
            done = store.commit(prepared)
        timing.amount = done.added
        assert len(store) == done.added


def commit_again(shop: Shop, timing: Timing) -> None:
    """The same content is committed again: nothing is to be written."""
    prepared = graphs(shop)
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder, "store")) as store:
        timing.amount = store.commit(prepared).added
        with timed(timing):
            done = store.commit(prepared)
        assert done == Commit(0, 0)


def commit_changes(shop: Shop, timing: Timing) -> None:
    """One graph in ten gets half of its content replaced; the size is that of those graphs."""
    prepared = graphs(shop)
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder, "store")) as store:
        store.commit(prepared)
        changed = {graph: _change(prepared[graph]) for graph in sorted(prepared, key=str)[::10]}
        timing.amount = sum(map(len, changed.values()))
        with timed(timing):
            done = store.commit(changed)
        assert done.added > 0
        assert done.removed > 0


def _change(triples: tuple[Triple, ...]) -> tuple[Triple, ...]:
    half = len(triples) // 2
    return (*triples[:half], *(Triple(t.subject, t.predicate, NamedNode("urn:new")) for t in triples[half:]))


def dump(shop: Shop, timing: Timing) -> None:
    """Sorted, gzipped N-Quads, as ``mkgrdf publish`` writes them."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder, "store")) as store:
        store.commit(graphs(shop))
        with timed(timing):
            timing.amount = write_nquads(store.quads(), Path(folder, "graph.nq.gz"))
        assert timing.amount == len(store)


def dump_peer(shop: Shop, timing: Timing) -> None:
    """N-Quads by rdflib, neither sorted nor packed."""
    import rdflib  # noqa: PLC0415 - only this stage may pay for it

    dataset = rdflib.Dataset()
    dataset.parse(data=nquads(shop), format="nquads")
    with timed(timing):
        text = dataset.serialize(format="nquads", encoding="utf-8")
    timing.amount = sum(1 for line in text.split(b"\n") if line)


def query(name: str, **values: str | int) -> Callable[[Shop, Timing], None]:
    """Return a stage that runs one ready-made query ten times on a store in a folder."""

    def stage(shop: Shop, timing: Timing) -> None:
        timing.unit = "runs"
        ready = load_query(name)
        with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder, "store")) as store:
            store.commit(graphs(shop))
            for _ in range(10):
                with timed(timing):
                    rows = run(ready, store, values, iris=IRIS)
                assert not isinstance(rows, bool | tuple)
                assert rows.rows
                timing.amount += 1

    return stage


STAGES: dict[str, Callable[[Shop, Timing], None]] = {
    "describe": describe,
    "stage": stage,
    "validate": validate,
    "commit": commit,
    "commit again": commit_again,
    "commit changes": commit_changes,
    "dump": dump,
    "query browse/product": query("browse/product", product="P000001"),
    "query browse/products": query("browse/products"),
    "query recommend/by-need": query("recommend/by-need", need="intent-1"),
    "query recommend/by-scene": query("recommend/by-scene", scene="scene-1"),
    "query publish/void-properties": query("publish/void-properties"),
}
"""By name, in the order of the job."""

PEERS: dict[str, tuple[str, Callable[[Shop, Timing], None]]] = {
    "stage": ("rdflib parse", stage_peer),
    "validate": ("pySHACL alone", validate_peer),
    "dump": ("rdflib serialize", dump_peer),
}
"""By stage: another program that does the same, as nearly as there is one."""
