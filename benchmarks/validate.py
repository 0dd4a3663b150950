"""Compares validation by mkgrdf with other engines and prints a table: ``python benchmarks/validate.py 10k 100k``."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generate import size
from validation.measuring import Measured, run
from validation.results import Result
from validation.table import BATCHES, ENGINES, batch_row, row, written

_HERE = Path(__file__).resolve().parent
PEERS = ("pyshacl", "pyshacl-turbo", "rudof", "pyshacl-oxigraph")
ENTRIES = ("memory", "command", "disk", *PEERS, "batches")
SHAPES = ("all", "core")


@dataclass(frozen=True, slots=True)
class Contest:
    """What runs: names of entries, sets of shapes, the interpreter for peers, seconds that an entry may take."""

    entries: tuple[str, ...]
    shapes: tuple[str, ...]
    peers_python: str
    limit: int

    def tables(self, folders: dict[str, Path]) -> Iterator[str]:
        """Yield the lines of the tables as they come to be known; ``folders`` by size."""
        versions = {"Python": platform.python_version()}
        yield from ENGINES
        for label, folder in folders.items():
            for which in self.shapes:
                yield from self._rows(label, folder, which, versions)
        if "batches" in self.entries:
            yield ""
            yield from BATCHES
            for label, folder in folders.items():
                yield batch_row(label, in_batches(folder))
        yield ""
        yield "Versions: " + ", ".join(f"{name} {number}" for name, number in versions.items()) + "."

    def _rows(self, label: str, folder: Path, which: str, versions: dict[str, str]) -> Iterator[str]:
        """Yield a row for each entry, all with the same data and shapes."""
        shapes = folder / ("shapes.ttl" if which == "all" else "core.ttl")
        truth = expected(folder, which)
        ours: Measured | None = None
        for name in self.entries:
            if name == "batches":
                continue
            module, python = ("peers", self.peers_python) if name in PEERS else ("ours", sys.executable)
            measured = run(module, name, folder, shapes, python=python, limit=self.limit)
            versions.update(measured.versions)
            if name == "memory":
                ours = measured
            yield row(f"{label} | {which}", name, measured, truth, ours if name in PEERS else None)


def main() -> None:
    """Print the tables; with ``--write``, put them into RESULTS.md as well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", help="distinct triples: 10k, 100k, 1M")
    parser.add_argument("--shapes", nargs="*", choices=SHAPES, default=SHAPES, help="core: without sh:sparql")
    parser.add_argument("--only", nargs="*", choices=ENTRIES, default=ENTRIES, metavar="ENTRY", help=", ".join(ENTRIES))
    parser.add_argument("--peers-python", default=sys.executable, help="an interpreter that has the peers installed")
    parser.add_argument("--limit", type=int, default=900, help="seconds that an entry may take")
    parser.add_argument("--folder", type=Path, help="where data are kept and found again; else they are thrown away")
    parser.add_argument("--write", action="store_true", help="put the tables into RESULTS.md")
    options = parser.parse_args()
    contest = Contest(tuple(options.only), tuple(options.shapes), options.peers_python, options.limit)
    with tempfile.TemporaryDirectory() as scratch:
        folders = {label: prepared(label, options.folder or Path(scratch)) for label in options.sizes}
        lines: list[str] = []
        for line in contest.tables(folders):
            print(line, flush=True)
            lines.append(line)
    if options.write:
        written(_HERE / "RESULTS.md", lines)


def expected(folder: Path, which: str) -> list[Result]:
    """Return the results that are due: every fault that was planted, and nothing else."""
    truth = [Result(*one) for one in json.loads((folder / "truth.json").read_text(encoding="utf-8"))]
    return [one for one in truth if which == "all" or "SPARQLConstraintComponent" not in one.component]


def prepared(label: str, base: Path) -> Path:
    """Return the folder with the data of one size, making it where it is not there yet."""
    folder = base / label
    if not (folder / "batch-00.nq").exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "validation.data", str(size(label)), str(folder)], check=True, cwd=_HERE)
    return folder


def in_batches(folder: Path) -> dict[str, object]:
    """Run the batches in a process of their own."""
    command = [sys.executable, "-m", "validation.batches", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=_HERE)
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


if __name__ == "__main__":
    main()
