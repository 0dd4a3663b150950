"""``mkgrdf validate``: the gate's verdict on files, a store or an endpoint, for people and for CI."""

from __future__ import annotations

from pathlib import Path

import click

from mkgrdf.cli.options import opened, project_option
from mkgrdf.cli.output import json_option, print_json, say
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.shapes import load_shapes
from mkgrdf.shacl.validation import validate_paths, validate_store
from mkgrdf.shacl.writers import as_json, as_text, as_turtle
from mkgrdf.store.opening import open_store

__all__ = ["show_report", "validate"]

_NOTHING_TARGETED = 5


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--store", "place", help="Validate the store in this folder.")
@click.option("--endpoint", help="Validate what the SPARQL endpoint at this URL holds.")
@click.option(
    "--shapes",
    "shapes_paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file or folder of shapes; may be given again. [default: the shipped shapes]",
)
@click.option("--format", "form", type=click.Choice(["text", "json", "turtle"]), default="text", help="How to print.")
@click.option("--language", "-l", default="en", help="Language of the messages: en or zh.")
@project_option
@json_option
def validate(
    paths: tuple[Path, ...],
    place: str | None,
    endpoint: str | None,
    shapes_paths: tuple[Path, ...],
    form: str,
    language: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Check files, a store or an endpoint against the shapes.

    Without PATHS, --store or --endpoint: the project's store. Exit codes: 0 it conforms, 1 it does not, 2 wrong usage,
    3 data cannot be read, 4 the shapes are invalid, 5 the shapes looked at nothing.
    """
    if sum([bool(paths), place is not None, endpoint is not None]) > 1:
        raise click.UsageError("give PATHS, --store or --endpoint: one of the three")
    shapes = load_shapes(shapes_paths) if shapes_paths else None
    if paths:
        report = validate_paths(paths, shapes)
    elif place is not None or endpoint is not None:
        with open_store(str(endpoint or place), read_only=True) as store:
            report = validate_store(store, shapes)
    else:
        with opened(folder, read_only=True) as project:
            report = validate_store(project.store, shapes)
    show_report(report, "json" if as_json else form, language)
    if not report.targeted:
        say("the shapes looked at nothing: check the namespaces and the classes of the data")
        raise SystemExit(_NOTHING_TARGETED)
    raise SystemExit(0 if report.conforms else 1)


def show_report(report: Report, form: str = "text", language: str = "en") -> None:
    """Print a report as text, JSON, or a SHACL validation report in Turtle."""
    if form == "json":
        print_json(as_json(report))
    else:
        click.echo(as_text(report, language) if form == "text" else as_turtle(report), nl=False)
