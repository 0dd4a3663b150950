"""``mkgrdf concepts``: what texts and people say about scenes, pain points, intents, audiences and occasions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from pyoxigraph import NamedNode

from mkgrdf.cli.options import language_option, opened, project_option
from mkgrdf.cli.output import counted, json_option, print_json, say, show_table
from mkgrdf.deciding import Applied, decide
from mkgrdf.decisions import FOUND, Action, Decision
from mkgrdf.errors import QueryError
from mkgrdf.iris import content_key
from mkgrdf.project import Project
from mkgrdf.publish.skos import NamedConcept, changes, load_concepts, skos_text
from mkgrdf.queries import load_query, run
from mkgrdf.records import ConceptKind, Label
from mkgrdf.store import Rows
from mkgrdf.text.automaton import fold
from mkgrdf.text.language import is_han
from mkgrdf.vocabulary import shorten

__all__ = ["concepts"]

Function = TypeVar("Function", bound=Callable[..., Any])


@click.group()
def concepts() -> None:
    """List, show and mend concepts; what is decided here holds in every later run."""


def _by_option(function: Function) -> Function:
    return click.option("--by", help="Who decides; it is noted with the decision.")(function)


@concepts.command("list")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in ConceptKind], case_sensitive=False),
    help="Only concepts of this kind.",
)
@click.option("--found", is_flag=True, help="Only concepts that were found in texts.")
@click.option("--limit", type=click.IntRange(min=1), help="How many of each kind at most, the surest first.")
@language_option
@project_option
@json_option
def list_(kind: str | None, found: bool, limit: int | None, language: str | None, folder: Path, as_json: bool) -> None:
    """List the concepts, the surest of each kind first: how sure its kind is, in how many documents it was found."""
    with opened(folder, read_only=True) as project:
        rows = _rows(project, "concepts/list", kind=kind, language=language or project.settings.languages[0])
        key = project.iris.concept("").value.removesuffix("_")
    lines: list[dict[str, str]] = []
    counts: dict[str, int] = {}
    for row in rows:
        name = row["concept_kind"].removeprefix("mkg:")
        if (found and not row["confidence"]) or (limit is not None and counts.get(name, 0) >= limit):
            continue
        counts[name] = counts.get(name, 0) + 1
        identity = row["concept"].removeprefix(key)
        lines.append(
            {"kind": name, "name": row["name"], "confidence": row["confidence"], "documents": row["documents"]}
            | {"found by": "mkgrdf" if identity.startswith(FOUND) else "lexicon", "id": identity}
        )
    if as_json:
        print_json(lines)
        return
    columns = ("kind", "name", "confidence", "documents", "found by", "id")
    show_table(columns, [[line[column] for column in columns] for line in lines])
    say(", ".join(f"{count} {name}" for name, count in counts.items()) or "no concept")


@concepts.command()
@click.argument("concept")
@click.option(
    "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many sentences and products."
)
@language_option
@project_option
@json_option
def show(concept: str, limit: int, language: str | None, folder: Path, as_json: bool) -> None:
    """Show a concept with its names, sentences that mention it, and products.

    CONCEPT is its id, its IRI, or any of its names.
    """
    with opened(folder, read_only=True) as project:
        spoken = language or project.settings.languages[0]
        item = _find(project, concept)
        values = {"concept": item.iri.value, "limit": str(limit)}
        sentences = _rows(project, "concepts/sentences", **values)
        products = _rows(project, "concepts/products", language=spoken, **values)
        documents = _rows(project, "concepts/evidence", **values)
    if as_json:
        named = {"kind": item.kind.value, "names": [*item.first], "further": [*item.further]}
        print_json(
            {"concept": item.iri.value, **named, "sentences": sentences, "products": products, "evidence": documents}
        )
        return
    click.echo(f"{item.name(spoken)} ({item.kind.value}) {item.iri.value}")
    for words, names in (("names", item.first), ("also", item.further)):
        if names:
            click.echo(f"{words}: " + ", ".join(f"{name} ({tag})" for tag, name in names))
    if documents:
        click.echo(f"kind: {item.kind.value}, confidence {documents[0]['confidence']}")
    if sentences:
        show_table(
            ("confidence", "sentence", "product"), [(r["confidence"], r["text"], r["product"]) for r in sentences]
        )
    elif documents:
        say("no sentence mentions it yet ('mkgrdf extract' finds them); these documents speak of it:")
        show_table(("document", "text"), [(row["document"], row["headline"] or row["text"][:120]) for row in documents])
    if products:
        columns = ("confidence", "predicate", "name", "product")
        show_table(columns, [[row[column] for column in columns] for row in products])


@concepts.command()
@click.argument("concept", nargs=-1, required=True)
@_by_option
@project_option
@json_option
def approve(concept: tuple[str, ...], by: str | None, folder: Path, as_json: bool) -> None:
    """Approve concepts: each stays, with its names, even if no text speaks of it any more."""
    with opened(folder) as project:
        items = [_find(project, each) for each in concept]
        _report(decide(project, [_decision(Action.APPROVE, item, project, by, item.first) for item in items]), as_json)


@concepts.command()
@click.argument("concept")
@click.argument("name")
@_by_option
@language_option
@project_option
@json_option
def rename(concept: str, name: str, by: str | None, language: str | None, folder: Path, as_json: bool) -> None:
    """Give a concept another first name; the old one stays among its further names."""
    with opened(folder) as project:
        item = _find(project, concept)
        given = ((language or _language(name), name),)
        _report(decide(project, [_decision(Action.RENAME, item, project, by, given)]), as_json)


@concepts.command()
@click.argument("concept", nargs=-1, required=True)
@click.option("--into", required=True, help="The concept that they go into.")
@_by_option
@project_option
@json_option
def merge(concept: tuple[str, ...], into: str, by: str | None, folder: Path, as_json: bool) -> None:
    """Merge concepts into another of their kind: it takes over their names, mentions and edges."""
    with opened(folder) as project:
        target = _find(project, into)
        items = [_find(project, each) for each in concept]
        for item in items:
            if item.iri == target.iri or item.kind is not target.kind:
                wanted = f"expected another {target.kind.value}"
                raise QueryError(f"{item.iri.value} ({item.kind.value}) cannot go into {target.iri.value}; {wanted}")
        decisions = [_decision(Action.APPROVE, target, project, by, target.first)]
        decisions += [_decision(Action.MERGE, item, project, by, into=target.iri) for item in items]
        _report(decide(project, decisions), as_json)


@concepts.command()
@click.argument("concept")
@click.argument("name", nargs=-1, required=True)
@_by_option
@project_option
@json_option
def split(concept: str, name: tuple[str, ...], by: str | None, folder: Path, as_json: bool) -> None:
    """Split further names off a concept: they become a new concept of its kind, named by the first of them."""
    with opened(folder) as project:
        item = _find(project, concept)
        moved = tuple(pair for each in name for pair in item.names if pair[1] == each)
        if strange := [each for each in name if all(each != own for _, own in item.further)]:
            own = ", ".join(known for _, known in item.further) or "none"
            raise QueryError(f"{strange[0]!r} is no further name of {item.iri.value}; its further names: {own}")
        into = project.iris.concept(f"split-{content_key(item.iri.value, moved)}")
        first = tuple(dict(reversed(moved)).items())
        new = NamedConcept(into, item.kind, first, moved)
        decisions = [_decision(Action.SPLIT, item, project, by, moved, into)]
        decisions.append(_decision(Action.RENAME, new, project, by, first))
        _report(decide(project, decisions), as_json)
        say(f"new concept {into.value}")


@concepts.command()
@click.argument("concept", nargs=-1, required=True)
@_by_option
@project_option
@json_option
def reject(concept: tuple[str, ...], by: str | None, folder: Path, as_json: bool) -> None:
    """Remove concepts, with everything said about them; they are not found again."""
    with opened(folder) as project:
        items = [_find(project, each) for each in concept]
        _report(decide(project, [_decision(Action.REJECT, item, project, by) for item in items]), as_json)


@concepts.command("export")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@project_option
@json_option
def export_(out: Path, folder: Path, as_json: bool) -> None:
    """Write the concepts as SKOS in Turtle, to be edited elsewhere."""
    with opened(folder, read_only=True) as project:
        found = load_concepts(project.store)
        title = ((project.settings.languages[0], project.settings.name),)
        text = skos_text(found.values(), project.iris, title)
    out.write_text(text, encoding="utf-8", newline="\n")
    if as_json:
        print_json({"file": str(out), "concepts": len(found)})
    else:
        click.echo(f"{counted(len(found), 'concept')} written to {out}")


@concepts.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_by_option
@project_option
@json_option
def import_(file: Path, by: str | None, folder: Path, as_json: bool) -> None:
    """Read a SKOS file that was edited elsewhere; what it changes is entered as decisions."""
    with opened(folder) as project:
        decisions = changes(file, load_concepts(project.store), project.now, by)
        applied = decide(project, decisions)
    if as_json:
        print_json({"decisions": [item.action.value for item in decisions], "graphs": applied.changed})
        return
    for item in decisions:
        click.echo(f"{item.action.value}: {item.concept.value}")
    click.echo(f"{counted(len(decisions), 'decision')} read from {file}")


def _decision(
    action: Action,
    item: NamedConcept,
    project: Project,
    by: str | None,
    given: Label = (),
    into: NamedNode | None = None,
) -> Decision:
    return Decision(action, item.iri, item.kind, item.names, project.now, by, given, into)


def _report(applied: Applied, as_json: bool) -> None:
    if as_json:
        print_json({"decisions": applied.decisions, "changed": applied.changed, "removed": applied.removed})
    else:
        changed, removed = counted(applied.changed, "graph"), counted(applied.removed, "graph")
        click.echo(f"decided: {changed} changed, {removed} removed")


def _language(name: str) -> str:
    return "zh" if any(is_han(character) for character in name) else "en"


def _find(project: Project, wanted: str) -> NamedConcept:
    """Return the concept whose id, IRI or name is ``wanted``.

    Raises:
        QueryError: there is none, or several have that name; lists them.
    """
    known = load_concepts(project.store)
    for iri in (wanted, project.iris.concept(wanted).value):
        for concept in known.values():
            if concept.iri.value == iri:
                return concept
    plain = fold(wanted).text
    found = [item for item in known.values() if any(fold(name).text == plain for _, name in item.first)]
    found = found or [item for item in known.values() if any(fold(name).text == plain for _, name in item.names)]
    if len(found) != 1:
        listed = "; ".join(f"{item.iri.value} ({item.kind.value})" for item in found)
        hint = f"name one by its id: {listed}" if found else "'mkgrdf concepts list' shows all"
        raise QueryError(f"{len(found) or 'no'} concepts are called {wanted!r}; {hint}")
    return found[0]


def _rows(project: Project, name: str, **values: str | None) -> list[dict[str, str]]:
    result = run(load_query(name), project.store, values, iris=project.iris)
    if not isinstance(result, Rows):
        raise QueryError(f"{name} has no rows")
    return [
        {
            column: "" if term is None else shorten(term.value) if isinstance(term, NamedNode) else term.value
            for column, term in zip(result.columns, row, strict=True)
        }
        for row in result.rows
    ]
