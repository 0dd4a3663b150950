"""``mkgrdf publish``: the graph as files that others can load, check and cite."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from mkgrdf import __version__
from mkgrdf.cli.options import opened, project_option
from mkgrdf.cli.output import json_option, print_json
from mkgrdf.project import Project
from mkgrdf.publish import publish as write_publication
from mkgrdf.queries import select

__all__ = ["publish"]


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--issued",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Date of the publication. [default: that of the graph's last run]",
)
@click.option("--address", help="The URL that OUT will be served from. [default: BASE/dump/]")
@project_option
@json_option
def publish(out: Path, issued: datetime | None, address: str | None, folder: Path, as_json: bool) -> None:
    """Write the graph as linked data that others can load.

    OUT gets the dump as sorted canonical N-Quads, ontology, shapes, VoID and DCAT descriptions, licence and checksums.
    The same graph gives the same bytes. An earlier publication in OUT is replaced.
    """
    with opened(folder, read_only=True) as project:
        settings = project.settings
        publication = write_publication(
            project.store,
            out,
            base=settings.base,
            title=tuple((language, settings.name) for language in settings.languages[:1]),
            licence=settings.licence,
            languages=settings.languages,
            version=__version__,
            issued=issued.date() if issued else _last_run(project),
            address=address,
        )
    if as_json:
        print_json(
            {
                "folder": str(publication.folder),
                "quads": publication.quads,
                "files": [{"path": str(file.path), "bytes": file.size} for file in publication.files],
            }
        )
        return
    for file in publication.files:
        click.echo(f"{file.size:>10}  {file.path}")
    click.echo(f"{publication.quads} quads published in {publication.folder}")


def _last_run(project: Project) -> date:
    """Return the date of the latest run, so that publishing the same graph again gives the same bytes."""
    for row in select(project.store, "pipeline/last-run"):
        return datetime.fromisoformat(row.text("started") or "").date()
    return project.now.date()
