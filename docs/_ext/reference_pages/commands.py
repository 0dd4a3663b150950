"""The reference page of the command line, from its tree of click commands."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from reference_pages.markdown import anchor, code, fence, heading, prose, table

__all__ = ["page", "walk"]

_INTRODUCTION = """\
Written from the commands themselves: what `--help` says, on one page. Exit codes that a command sets are in
its text; 2 always means that the command line itself could not be understood.
"""


def walk(root: click.Command, name: str = "mkgrdf") -> Iterator[tuple[str, click.Command, click.Context]]:
    """Yield the full name, the command and a context of each command that is not hidden, the root first.

    Goes by ``list_commands`` and ``get_command``, as click does, so that lazily loaded commands are found.

    Raises:
        LookupError: a group lists a command that it cannot load.
    """
    yield from _walk(root, _context(root, name, None))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    return click.Context(command, info_name=name, parent=parent, **command.context_settings)


def _walk(command: click.Command, context: click.Context) -> Iterator[tuple[str, click.Command, click.Context]]:
    yield context.command_path, command, context
    if not isinstance(command, click.Group):
        return
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        if child is None:
            raise LookupError(f"{context.command_path} lists the command {name!r} but cannot load it")
        if not child.hidden:
            yield from _walk(child, _context(child, name, context))


def page(root: click.Command) -> str:
    """Return the page: each command with its usage, text, arguments and options."""
    parts = [heading(1, "Commands"), _INTRODUCTION]
    for path, command, context in walk(root):
        usage = " ".join([path, *command.collect_usage_pieces(context)])
        parts += [heading(2, code(path), anchor("command", path)), fence(usage, "text")]
        parts += _text(command.help or "")
        if command.deprecated:
            parts.append("Deprecated.\n")
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in command.get_params(context):
            record = parameter.get_help_record(context)
            if record is None:
                continue  # hidden
            rows = arguments if isinstance(parameter, click.Argument) else options
            rows.append((code(record[0]), prose(record[1])))
        if arguments:
            parts.append(table(("Argument", "Meaning"), arguments))
        if options:
            parts.append(table(("Option", "Meaning"), options))
        parts += _text(command.epilog or "")
    return "\n".join(parts)


def _text(text: str) -> list[str]:
    """Return a help text's paragraphs; obeys click's marks (form feed: the end, backspace: keep lines)."""
    paragraphs = inspect.cleandoc(text.partition("\f")[0]).split("\n\n")
    return [
        fence(paragraph.removeprefix("\b\n"), "text") if paragraph.startswith("\b\n") else prose(paragraph) + "\n"
        for paragraph in paragraphs
        if paragraph.strip()
    ]
