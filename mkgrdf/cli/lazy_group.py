"""A group of commands that loads each command's module only when that command is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

__all__ = ["Table", "TableGroup"]

Table = Mapping[str, tuple[str, str]]
"""Command name -> (``module:attribute`` under :mod:`mkgrdf.cli`, one line of help), in the order to list them."""


class TableGroup(click.Group):
    """A group whose subcommands stand in a table; listing them loads none."""

    def __init__(self, name: str | None = None, *, table: Table, **attributes: object) -> None:
        super().__init__(name, **attributes)  # type: ignore[arg-type]  # click's own arguments, passed through
        self._table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the table, in its order."""
        del ctx
        return list(self._table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, importing its module; ``None`` for one that is not in the table."""
        del ctx
        if cmd_name not in self._table:
            return None
        module, attribute = self._table[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"mkgrdf.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        if not self._table:
            return
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._table.items()])
