"""Measures each stage of the job in a process of its own, and prints a table: ``python benchmarks/run.py 10k 100k``."""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
from importlib.metadata import version

from generate import generate, size
from stages import PEERS, STAGES, Timing

_PACKAGES = ("mkgrdf", "pyoxigraph", "rdflib", "pyshacl")


def measure(stage: str, quads: int, *, is_peer: bool) -> dict[str, object]:
    """Run one stage in this process; memory is the process's peak, in MiB."""
    shop = generate(quads)
    timing = Timing()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (PEERS[stage][1] if is_peer else STAGES[stage])(shop, timing)
    # Linux counts in KiB, macOS in bytes.
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return {
        "seconds": round(timing.seconds, 4),
        "amount": timing.amount,
        "unit": timing.unit,
        "peak": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit),
        "before": round(before / unit),
    }


def in_child(stage: str, quads: int, *, is_peer: bool = False) -> dict[str, object]:
    """Run one stage in a fresh process."""
    command = [sys.executable, __file__, str(quads), "--stage", stage, *(["--peer"] if is_peer else [])]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"stage {stage!r} at {quads} quads failed:\n{done.stderr}")
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def speed(result: dict[str, object]) -> float:
    """Return thousand quads, or runs, for each CPU second."""
    amount, seconds = float(str(result["amount"])), max(float(str(result["seconds"])), 1e-4)
    return amount / seconds / (1000 if result["unit"] == "quads" else 1)


def row(label: str, stage: str, result: dict[str, object], peer: dict[str, object] | None) -> str:
    """Return one line of the table."""
    rate = f"{speed(result):,.1f}" if result["unit"] == "quads" else f"{1000 / speed(result):,.1f} ms a run"
    against = ""
    if peer is not None:
        against = f"{PEERS[stage][0]} {speed(peer):,.1f} ({speed(result) / speed(peer):,.1f}×, {peer['peak']} MiB)"
    return f"| {label} | {stage} | {result['seconds']} | {rate} | {result['peak']} | {against} |"


def main() -> None:
    """Print the table, or with ``--json`` everything that was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", help="quads: 10k, 100k, 1M")
    parser.add_argument("--stage", choices=STAGES, help="measure one stage in this process and print it as JSON")
    parser.add_argument("--peer", action="store_true", help="with --stage: its peer")
    parser.add_argument("--only", nargs="*", choices=STAGES, metavar="STAGE", help="leave the other stages out")
    parser.add_argument("--no-peers", action="store_true", help="leave the peers out, which take most of the time")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.stage:
        print(json.dumps(measure(options.stage, size(options.sizes[0]), is_peer=options.peer)))
        return
    results = []
    if not options.json:
        print(f"Python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in _PACKAGES))
        print("\n| size | stage | CPU s | thousand quads / CPU s | peak MiB | peer in the same run |")
        print("| ---: | --- | ---: | ---: | ---: | --- |", flush=True)
    for label in options.sizes:
        for stage in options.only or STAGES:
            result = in_child(stage, size(label))
            peer = in_child(stage, size(label), is_peer=True) if stage in PEERS and not options.no_peers else None
            results.append({"size": label, "stage": stage, **result, "peer": peer})
            if not options.json:
                print(row(label, stage, result, peer), flush=True)
    if options.json:
        print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
