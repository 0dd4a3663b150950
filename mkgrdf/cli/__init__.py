"""The ``mkgrdf`` command: parses, calls, prints, and sets the exit code; everything else is in the library.

Each command's module is imported only when the command runs, so ``mkgrdf --help`` stays quick; the one-line helps below
are compared with the commands' own by a test.
"""

from __future__ import annotations

import errno
import importlib
import sys
from typing import Any

import click

from mkgrdf import __version__, errors

__all__ = ["EXIT_CODES", "main"]

_COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("project:init", "Start a project in a new folder."),
    "detect": ("importing:detect", "Say which format a file or folder is in, and why."),
    "import": ("importing:import_", "Take a source's records into the store."),
    "extract": ("importing:extract", "Read knowledge out of the stored texts and media."),
    "build": ("importing:build", "Import every source of the project, extract and validate."),
    "train": ("training:train", "Train a model from labelled files, and save it with its card."),
    "evaluate": ("evaluating:evaluate", "Measure a trained model on labelled files."),
    "phrases": ("mining:phrases", "Mine the phrases that texts use, and show them with their scores."),
    "validate": ("validating:validate", "Check files, a store or an endpoint against the shapes."),
    "quarantine": ("quarantining:quarantine", "List, show, retry or discard what the gate refused."),
    "query": ("querying:query", "Run a ready-made query, or one from a file."),
    "concepts": ("concepts:concepts", "List, show and mend concepts; what is decided here holds in every later run."),
    "script": ("selling:script", "Write a script for an anchor who presents a product."),
    "recommend": ("selling:recommend", "Recommend products for a need, each with its reason."),
    "publish": ("publishing:publish", "Write the graph as linked data that others can load."),
    "shapes": ("shaping:shapes", "Test shapes with examples, and show them in plain words."),
    "ontology": ("ontology:ontology", "Check or show the pattern layer."),
    "stats": ("project:stats", "Count what the store holds."),
    "check": ("project:check", "Check that this installation is complete."),
    "demo": ("demo:demo", "Build the shipped demo shop and put it to work."),
}

EXIT_CODES: dict[type[errors.MkgError], int] = {
    errors.NonConformance: 1,
    errors.OntologyError: 1,
    errors.SettingsError: 2,
    errors.QueryError: 2,
    errors.CatalogError: 3,
    errors.ShapesError: 4,
    errors.EngineError: 6,
    errors.StoreError: 6,
    errors.ModelError: 7,
}
"""Exit code by kind of error; 5, from ``validate`` alone, says that nothing was targeted. Any other error is 1."""


class LazyGroup(click.Group):
    """Loads a command's module when the command is asked for, and turns mkgrdf's errors into exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the main job."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, importing its module."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(f"mkgrdf.cli.{module}"), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error of mkgrdf's becomes one message and an exit code."""
        try:
            return super().invoke(ctx)
        except errors.MkgError as error:
            click.echo(f"error: {error}", err=True)
            codes = [code for kind, code in EXIT_CODES.items() if isinstance(error, kind)]
            sys.exit(codes[0] if codes else 1)
        except KeyboardInterrupt:
            click.echo("interrupted: the store holds all of the last commit that was finished, and no half", err=True)
            raise
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads the output has seen enough; click ends quietly
                raise
            place = "" if error.filename is None else f"{error.filename}: "
            click.echo(f"error: {place}{error.strerror or error}", err=True)
            sys.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="mkgrdf")
def main() -> None:
    """Build and use a multimodal product knowledge graph in RDF.

    Results go to stdout, messages to stderr. Exit codes: 0 done, 1 violations or another error, 2 usage or settings,
    3 an input cannot be read, 4 invalid shapes, 5 nothing was targeted, 6 the store or an engine, 7 a model is missing.
    """
