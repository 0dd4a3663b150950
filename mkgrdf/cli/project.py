"""``mkgrdf init``, ``stats`` and ``check``: the project and the installation as such."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import click

from mkgrdf import __version__
from mkgrdf.cli.options import opened, project_option
from mkgrdf.cli.output import json_option, print_json, say, show_table
from mkgrdf.errors import MkgError, SettingsError
from mkgrdf.queries import all_queries, select
from mkgrdf.resources import resource
from mkgrdf.settings import FILE_NAME, template
from mkgrdf.vocabulary import declared_terms, shorten

__all__ = ["check", "init", "stats"]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@json_option
def init(folder: Path, as_json: bool) -> None:
    """Start a project in a new folder.

    Writes a commented mkgrdf.toml; nothing that is there already is touched.
    """
    file = folder / FILE_NAME
    if file.exists():
        raise SettingsError("folder", str(folder), f"a folder without a {FILE_NAME}; this one is a project already")
    text = template(folder.resolve().name)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    if as_json:
        print_json({"project": str(folder.resolve()), "settings": str(file.resolve())})
    say(f"wrote {file}; next: cd {folder} && mkgrdf import PATH")


@click.command()
@project_option
@json_option
def stats(folder: Path, as_json: bool) -> None:
    """Count what the store holds."""
    with opened(folder, read_only=True) as project:
        classes = [
            (shorten(row["class"].value), int(row["nodes"].value))
            for row in select(project.store, "browse/classes")
            if row["class"] is not None and row["nodes"] is not None
        ]
        sources = [
            (row["source"].value, int(row["records"].value))
            for row in select(project.store, "pipeline/sources")
            if row["source"] is not None and row["records"] is not None
        ]
        quads = len(project.store)
        waiting = sum(1 for _ in project.quarantine)
        place = project.store.place
    if as_json:
        print_json(
            {
                "store": place,
                "quads": quads,
                "classes": dict(classes),
                "sources": dict(sources),
                "quarantined": waiting,
            }
        )
        return
    show_table(("class", "nodes"), classes)
    show_table(("source", "records"), sources)
    click.echo(f"{quads} quads in {place}; {waiting} graphs in quarantine")


@click.command()
@json_option
def check(as_json: bool) -> None:
    """Check that this installation is complete.

    Looks at the shipped ontology, shapes, queries and examples, and says which optional parts can be used. The full
    check of the pattern layer with a reasoner is `mkgrdf ontology check`.
    """
    from mkgrdf.ontology import check as check_ontology
    from mkgrdf.shacl.shapes import load_shapes

    problems = [str(problem) for problem in check_ontology(reason=False).problems]
    load_shapes()
    queries = all_queries()
    for part in ("shop", "lexicon"):
        resource("examples", part)
    extras = {
        extra: importlib.util.find_spec(module) is not None
        for extra, module in (("vision", "av"), ("reason", "owlready2"), ("neural", "transformers"))
    }
    if as_json:
        print_json(
            {
                "version": __version__,
                "terms": len(declared_terms()),
                "queries": len(queries),
                "extras": extras,
                "problems": problems,
            }
        )
    else:
        click.echo(f"mkgrdf {__version__}: {len(declared_terms())} terms, {len(queries)} queries, shapes usable")
        for extra, there in extras.items():
            click.echo(f"{extra}: {'installed' if there else f'not installed (pip install mkgrdf[{extra}])'}")
    if problems:
        raise MkgError("\n".join(["the pattern layer has problems:", *problems]))
