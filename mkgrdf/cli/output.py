"""How commands speak: results to stdout as text or JSON, messages and progress to stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from mkgrdf.records import counted

__all__ = ["counted", "json_option", "print_json", "say", "show_table", "watch"]

Item = TypeVar("Item")
Function = TypeVar("Function", bound=Callable[..., Any])


def json_option(function: Function) -> Function:
    """Add ``--json`` to a command, as its parameter ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")(function)


def print_json(value: object) -> None:
    """Print ``value`` as JSON; Chinese stays readable, and anything that JSON has no type for becomes its text."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """Print a message for people to stderr."""
    click.echo(message, err=True)


def show_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None) -> None:
    """Print rows as a table that fits the terminal, or with tabs between the cells where stdout is not a terminal."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for line in [list(columns), *cells]:
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for line in cells:
        table.add_row(*line)
    Console().print(table)


def watch(items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:
    """Yield ``items`` with a progress bar on stderr; silent where stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description=what, total=total, console=Console(stderr=True), transient=True)
