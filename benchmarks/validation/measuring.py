"""Runs one entry in a process of its own and says what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from validation.contest import NOT_INSTALLED
from validation.results import Result

__all__ = ["Measured", "run"]

_HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process took from its start to its end, imports included, and what it found.

    ``cpu`` counts all threads and child processes; ``reading`` is the part that went into reading data, where the
    engine does that by itself; ``peak`` is in MiB. ``failure`` says why there are no results.
    """

    cpu: float
    wall: float
    peak: int
    results: tuple[Result, ...] = ()
    reading: float | None = None
    versions: dict[str, str] = field(default_factory=dict)
    failure: str | None = None


def run(module: str, entry: str, folder: Path, shapes: Path, *, python: str, limit: int) -> Measured:
    """Run an entry with the interpreter ``python`` and end it after ``limit`` seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        answer = Path(scratch, "answer.json")
        command = [python, "-m", "validation.contest", module, entry, *map(str, (folder, shapes, answer))]
        environment = {**os.environ, "PYTHONPATH": str(_HERE)}
        with Path(scratch, "errors.txt").open("w+", encoding="utf-8") as errors:
            began = time.monotonic()
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors)
            late = threading.Timer(limit, process.kill)
            late.start()
            # Only wait4 tells what this very process took; the sum over all children would mix the entries.
            _, status, used = os.wait4(process.pid, 0)
            late.cancel()
            process.returncode = os.waitstatus_to_exitcode(status)
            wall = time.monotonic() - began
            errors.seek(0)
            said = errors.read().strip().splitlines() or ["no message"]
        cpu = used.ru_utime + used.ru_stime
        # Linux counts in KiB, macOS in bytes.
        peak = round(used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024))
        if process.returncode:
            failure = f"longer than {limit} s" if wall >= limit else f"failed: {said[-1]}"
            return Measured(cpu, wall, peak, failure=said[-1] if process.returncode == NOT_INSTALLED else failure)
        told = json.loads(answer.read_text(encoding="utf-8"))
    seconds = told["seconds"]
    return Measured(
        cpu=cpu - seconds.get("telling", 0.0),
        wall=wall,
        peak=peak,
        results=tuple(Result(*one) for one in told["results"]),
        reading=seconds.get("reading"),
        versions=told["versions"],
    )
