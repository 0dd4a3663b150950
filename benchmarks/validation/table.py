"""The tables, in Markdown, and where they go."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from validation.measuring import Measured
from validation.results import Result, compare

__all__ = ["BATCHES", "ENGINES", "batch_row", "row", "written"]

_LABELS = {
    "memory": "mkgrdf, in memory",
    "command": "`mkgrdf validate FILE`",
    "disk": "mkgrdf, store in a folder",
    "pyshacl": "pySHACL on rdflib",
    "pyshacl-turbo": "pyshacl-turbo",
    "rudof": "rudof",
    "pyshacl-oxigraph": "pySHACL on Oxigraph",
}
_START, _END = "<!-- validation: made by validate.py -->", "<!-- end of validation -->"


ENGINES = (
    "| triples | shapes | engine | CPU s | wall s | peak MiB | results | as planted? | times mkgrdf's CPU |",
    "| ---: | --- | --- | ---: | ---: | ---: | ---: | --- | ---: |",
)
"""The head of the table of engines."""

BATCHES = (
    "| triples | judge, CPU ms | whole, CPU s | share | quads/CPU s | ungated | share | refused | slipped | in vain |",
    "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
)
"""The head of the table of batches."""


def row(place: str, name: str, measured: Measured, truth: Iterable[Result], ours: Measured | None) -> str:
    """Return one line about an engine; ``place`` is its first columns, ``ours`` what it is compared with."""
    if measured.failure is not None:
        return f"| {place} | {_LABELS[name]} | {measured.failure} | | | | | |"
    factor = f"{measured.cpu / ours.cpu:.1f}" if ours is not None and ours.failure is None else ""
    return (
        f"| {place} | {_LABELS[name]} | {measured.cpu:.1f} | {measured.wall:.1f} | {measured.peak} "
        f"| {len(measured.results)} | {compare(measured.results, truth)} | {factor} |"
    )


def batch_row(label: str, told: dict[str, Any]) -> str:
    """Return one line about batches into a store."""
    judging, full = told["judging"]["cpu"], told["full"]["cpu"]
    gated, ungated = told["gated"]["cpu"], told["ungated"]["cpu"]
    return (
        f"| {label} | {judging * 1000:.0f} | {full:.1f} | {judging / full:.2%} | {gated:,.0f} | {ungated:,.0f} "
        f"| {gated / ungated:.0%} | {told['refused']} | {told['slipped']} | {told['groundless']} |"
    )


def written(path: Path, lines: Iterable[str]) -> None:
    """Put ``lines`` where the last ones stand in ``path``, or at its end."""
    text = path.read_text(encoding="utf-8")
    section = "\n".join([_START, *lines, _END])
    before, found, rest = text.partition(_START)
    if not found:
        path.write_text(f"{text.rstrip()}\n\n## Validation\n\n{section}\n", encoding="utf-8")
        return
    path.write_text(before + section + rest.partition(_END)[2], encoding="utf-8")
