"""Batches of a thousand quads into a store in a folder: judged and committed, committed without a gate, and the proof.

Run as ``python -m validation.batches FOLDER``; it works on a copy of the store and prints JSON.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from pyoxigraph import NamedNode

from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.report import Report, Severity
from mkgrdf.statements import Candidate
from mkgrdf.store import EmbeddedStore
from validation.data import Content, batch_files, read_content

_UNTIMED = 2
"""How many batches of either kind go first, for what is only loaded when first needed."""


class Timed:
    """CPU and wall seconds of one thing after another, done again and again."""

    def __init__(self) -> None:
        self.cpu: list[float] = []
        self.wall: list[float] = []

    def __enter__(self) -> None:
        self._cpu, self._wall = time.process_time(), time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.cpu.append(time.process_time() - self._cpu)
        self.wall.append(time.perf_counter() - self._wall)

    def median(self) -> dict[str, float]:
        """Return the medians, the first rounds left out."""
        return {"cpu": statistics.median(self.cpu[_UNTIMED:]), "wall": statistics.median(self.wall[_UNTIMED:])}


def main() -> None:
    """Measure, prove, print."""
    folder = Path(sys.argv[1])
    gate = Gate()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        path = Path(scratch, "store")
        shutil.copytree(folder / "store", path)
        with EmbeddedStore(path) as store:
            told = measure(folder, gate, store)
    print(json.dumps(told))


def measure(folder: Path, gate: Gate, store: EmbeddedStore) -> dict[str, object]:
    """Commit the batches, every other one through the gate, then validate the whole and compare."""
    files = batch_files(folder)
    full = Timed()
    with full:
        gate.check_store(store)
    judging, gated, ungated = Timed(), Timed(), Timed()
    quads: dict[bool, int] = {True: 0, False: 0}
    refused: Content = {}
    accepted: set[NamedNode] = set()
    for number, file in enumerate(files):
        is_gated = number % 2 == 0
        with gated if is_gated else ungated:
            content = read_content(file)
            if is_gated:
                with judging:
                    judgement = gate.judge(_candidates(content), store)
                entering = {one.graph: one.triples for one in judgement.accepted}
                store.commit(entering, [one.graph for one, _ in judgement.dependents])
                accepted |= entering.keys()
                refused |= {one.graph: list(one.triples) for one, _ in judgement.refused}
            else:
                store.commit(content)
        if number >= 2 * _UNTIMED:
            quads[is_gated] += sum(map(len, content.values()))
    slipped = accepted & _faulty(gate.check_store(store), store)
    store.commit(refused)
    groundless = refused.keys() - _dragged(refused, _faulty(gate.check_store(store), store))
    return {
        "full": {"cpu": full.cpu[0], "wall": full.wall[0]},
        "judging": judging.median(),
        "gated": {kind: quads[True] / sum(getattr(gated, kind)[_UNTIMED:]) for kind in ("cpu", "wall")},
        "ungated": {kind: quads[False] / sum(getattr(ungated, kind)[_UNTIMED:]) for kind in ("cpu", "wall")},
        "batches": len(judging.cpu),
        "refused": len(refused),
        # By a validation of the whole: nothing that passed is at fault; what was refused is, or refers to what is.
        "slipped": len(slipped),
        "groundless": len(groundless),
    }


def _candidates(content: Content) -> list[Candidate]:
    return [Candidate(graph, graph, tuple(triples)) for graph, triples in content.items()]


def _faulty(report: Report, store: EmbeddedStore) -> set[NamedNode]:
    """Return the graphs that describe a node at which a violation was found."""
    found = [one.focus for one in report.violations if one.severity is Severity.VIOLATION]
    nodes = [one for one in found if isinstance(one, NamedNode)]
    return {quad.graph_name for quad in store.about(nodes) if isinstance(quad.graph_name, NamedNode)}


def _dragged(refused: Content, faulty: set[NamedNode]) -> set[NamedNode]:
    """Return those of ``refused`` that are in ``faulty``, and those that refer to what such a graph describes."""
    found = refused.keys() & faulty
    while True:
        gone = {triple.subject for graph in found for triple in refused[graph]}
        more = {graph for graph, triples in refused.items() if any(one.object in gone for one in triples)}
        if more <= found:
            return found
        found |= more


if __name__ == "__main__":
    main()
