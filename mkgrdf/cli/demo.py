"""``mkgrdf demo``: the whole job on the shop that ships with mkgrdf, from files to a script and a recommendation."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from mkgrdf.assistant import recommend, resolve_product
from mkgrdf.cli.importing import built_json, show_built
from mkgrdf.cli.output import json_option, print_json, say, watch
from mkgrdf.cli.selling import recommendations_json, show_recommendations
from mkgrdf.deciding import decide
from mkgrdf.pipeline import build
from mkgrdf.project import Project, open_project
from mkgrdf.publish.skos import changes, load_concepts
from mkgrdf.resources import resource
from mkgrdf.script import to_json, to_text, write_script
from mkgrdf.settings import FILE_NAME, Settings, load_settings

__all__ = ["demo"]

# What the demo shows; both are in the shop's own files.
_PRODUCT = "dew-hour"
_SCENE = "long-flight"


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the demo's store in this folder. [default: a temporary one, removed afterwards]",
)
@click.option("--language", "-l", type=click.Choice(["en", "zh"]), help="Show one language only. [default: both]")
@json_option
def demo(folder: Path | None, language: str | None, as_json: bool) -> None:
    """Build the shipped demo shop and put it to work.

    Imports the shop, extracts knowledge from its texts and media, validates the graph, takes in what the shop's people
    decided about the concepts found, then prints a script for an anchor and recommendations with their reasons.
    """
    with ExitStack() as stack:
        place = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mkgrdf-demo-")))
        place.mkdir(parents=True, exist_ok=True)
        with open_project(_settings(place.resolve())) as project:
            built = build(project, watch=watch, progress=watch)
            rejects: list[Path | None] = [None] * len(built.imports)
            if not as_json:
                show_built(built, rejects)
            decided = _decide(project, as_json)
            shown = [_put_to_work(project, tongue, as_json) for tongue in ([language] if language else ["en", "zh"])]
    if as_json:
        print_json({**built_json(built, rejects), "decided": decided, "shown": shown})
    if folder is not None:
        say(f"the project is kept: cd {folder}")
    raise SystemExit(0 if built.report.conforms else 1)


def _settings(place: Path) -> Settings:
    """Make ``place`` a project of its own that reads the shipped files, which may lie where nothing can be written."""
    shop = resource("examples", "shop")
    text = (shop / FILE_NAME).read_text(encoding="utf-8")
    (place / FILE_NAME).write_text(text.replace('path = "."', f"path = {json.dumps(str(shop))}"), encoding="utf-8")
    return load_settings(place / FILE_NAME)


def _decide(project: Project, as_json: bool) -> list[dict[str, str]]:
    """Take in the shop's decisions as ``mkgrdf concepts import`` does; prints them unless ``as_json``."""
    file = resource("examples", "shop", "decisions.ttl")
    decisions = changes(file, load_concepts(project.store), project.now, project.settings.name)
    decide(project, decisions)
    if decisions and not as_json:
        click.echo("\n--- decisions about concepts ---")
        for item in decisions:
            click.echo(f"{item.action.value}: {', '.join(name for _, name in item.names)}")
    return [{"action": item.action.value, "concept": item.concept.value} for item in decisions]


def _put_to_work(project: Project, language: str, as_json: bool) -> dict[str, object]:
    """Write a script and recommend; prints both unless ``as_json``, and returns both."""
    store, iris = project.store, project.iris
    product = resolve_product(store, iris, _PRODUCT).node
    money = project.settings.currency
    written = write_script(store, iris, product, language=language, now=project.now, scene=_SCENE, currency=money)
    found = recommend(store, iris, language=language, now=project.now, scene=_SCENE, limit=3, currency=money)
    if not as_json:
        click.echo(f"\n--- script ({language}) ---")
        click.echo(to_text(written).rstrip("\n"))
        click.echo(f"\n--- recommendations ({language}) ---")
        show_recommendations(found, language)
    return {
        "language": language,
        "script": json.loads(to_json(written)),
        "recommendations": recommendations_json(found),
    }
