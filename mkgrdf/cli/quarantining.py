"""``mkgrdf quarantine``: what the gate refused, why, and what becomes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mkgrdf.cli.options import opened, project_option, project_settings
from mkgrdf.cli.output import json_option, print_json, say, show_table
from mkgrdf.cli.reasons import first_problem
from mkgrdf.errors import QueryError
from mkgrdf.pipeline import retry_quarantine
from mkgrdf.quarantine import Quarantine, Quarantined

__all__ = ["quarantine"]


@click.group(invoke_without_command=True)
@project_option
@json_option
@click.pass_context
def quarantine(context: click.Context, folder: Path, as_json: bool) -> None:
    """List, show, retry or discard what the gate refused."""
    if context.invoked_subcommand is None:
        _list(folder, as_json)
    else:  # options that stand before the subcommand hold for it too
        context.default_map = {context.invoked_subcommand: {"folder": folder, "as_json": as_json}}


@quarantine.command("list")
@project_option
@json_option
def list_(folder: Path, as_json: bool) -> None:
    """List what is in quarantine, with the first reason of each."""
    _list(folder, as_json)


@quarantine.command()
@click.argument("graph")
@project_option
@json_option
def show(graph: str, folder: Path, as_json: bool) -> None:
    """Show one graph in quarantine: its statements and everything that the gate objects to."""
    kept = _find(Quarantine(project_settings(folder).quarantine), graph)
    if as_json:
        print_json({**_entry(kept), "triples": [str(triple) for triple in kept.candidate.triples]})
        return
    for triple in kept.candidate.triples:
        click.echo(f"{triple} .")
    for violation in kept.violations:
        click.echo(_sentence(violation))


@quarantine.command()
@project_option
@json_option
def retry(folder: Path, as_json: bool) -> None:
    """Let the gate judge everything in quarantine again, after a fix elsewhere."""
    with opened(folder) as project:
        judgement = retry_quarantine(project)
    if as_json:
        print_json({"accepted": len(judgement.accepted), "refused": len(judgement.refused)})
    else:
        click.echo(f"{len(judgement.accepted)} let in, {len(judgement.refused)} still in quarantine")


@quarantine.command()
@click.argument("graph")
@project_option
@json_option
def discard(graph: str, folder: Path, as_json: bool) -> None:
    """Remove one graph from quarantine for good; the store is not touched."""
    kept = Quarantine(project_settings(folder).quarantine)
    entry = _find(kept, graph)
    kept.discard(entry.candidate.graph)
    if as_json:
        print_json({"discarded": entry.candidate.graph.value})
    say(f"discarded {entry.candidate.graph.value}")


def _find(kept: Quarantine, graph: str) -> Quarantined:
    """Return the entry whose graph IRI is ``graph`` or ends in it."""
    found = [entry for entry in kept if entry.candidate.graph.value.endswith(graph)]
    if len(found) != 1:
        count = "no graph" if not found else f"{len(found)} graphs"
        raise QueryError(f"{count} in quarantine end in {graph!r}; 'mkgrdf quarantine list' shows them all")
    return found[0]


def _list(folder: Path, as_json: bool) -> None:
    entries = Quarantine(project_settings(folder).quarantine).list()
    if as_json:
        print_json([_entry(entry) for entry in entries])
        return
    if not entries:
        click.echo("nothing is in quarantine")
        return
    show_table(
        ("graph", "from", "problems", "first problem"),
        [_row(entry) for entry in entries],
    )


def _row(entry: Quarantined) -> tuple[str, object, int, str]:
    _, place, message = first_problem(entry.violations)
    return entry.candidate.graph.value, place or entry.candidate.origin or "", len(entry.violations), message


def _entry(entry: Quarantined) -> dict[str, object]:
    return {
        "graph": entry.candidate.graph.value,
        "subject": entry.candidate.subject.value,
        "origin": None if entry.candidate.origin is None else str(entry.candidate.origin),
        "violations": entry.violations,
    }


def _sentence(violation: dict[str, Any]) -> str:
    value = "" if violation["value"] is None else f", value {violation['value']}"
    return (
        f"{violation['severity']} of {violation['shape']} at {violation['node']}{value}: {violation['message']['en']}"
    )
