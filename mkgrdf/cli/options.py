"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from mkgrdf.project import Project, open_project
from mkgrdf.settings import Settings, find_settings, load_settings

__all__ = [
    "engine_option",
    "language_option",
    "opened",
    "project_option",
    "project_settings",
    "shapes_option",
    "workers_option",
]

Function = TypeVar("Function", bound=Callable[..., Any])


def project_option(function: Function) -> Function:
    """Add ``--project`` to a command, as its parameter ``folder``."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path(),
        help="A folder in the project; its mkgrdf.toml is looked for there and above. [default: here]",
    )(function)


def language_option(function: Function) -> Function:
    """Add ``--language`` to a command; without it, the project's main language."""
    return click.option(
        "--language", "-l", help="Language of the result, e.g. en or zh. [default: the project's first]"
    )(function)


def shapes_option(function: Function) -> Function:
    """Add ``--shapes`` to a command, as its parameter ``shapes_paths``."""
    return click.option(
        "--shapes",
        "shapes_paths",
        multiple=True,
        type=click.Path(path_type=Path),
        help="A file or folder of shapes; may be given again. [default: the shipped shapes]",
    )(function)


def project_settings(folder: Path) -> Settings:
    """Return the settings of the project that ``folder`` belongs to."""
    return load_settings(find_settings(folder))


@contextmanager
def opened(folder: Path, *, read_only: bool = False, dry_run: bool = False) -> Iterator[Project]:
    """Open the project that ``folder`` belongs to."""
    with open_project(project_settings(folder), read_only=read_only, dry_run=dry_run) as project:
        yield project


def engine_option(function: Function) -> Function:
    """Add ``--engine``, where records are read, to a command."""
    return click.option(
        "--engine",
        type=click.Choice(["local", "processes", "ray"]),
        default="local",
        show_default=True,
        help="Read records in this process, in several, or on a Ray cluster (RAY_ADDRESS, or one of its own).",
    )(function)


def workers_option(function: Function) -> Function:
    """Add ``--workers``, how many read at a time, to a command."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        help="How many processes or tasks read at a time. [default: as many as there are processors]",
    )(function)
