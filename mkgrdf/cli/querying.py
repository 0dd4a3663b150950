"""``mkgrdf query``: ready-made queries and the user's own."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.cli.options import opened, project_option
from mkgrdf.cli.output import json_option, print_json, say, show_table
from mkgrdf.errors import QueryError
from mkgrdf.project import Project
from mkgrdf.queries import Query, all_queries, load_query, nodes, run
from mkgrdf.records import text_in
from mkgrdf.store import Rows, Store, Term
from mkgrdf.store.guard import check_query
from mkgrdf.turtle import turtle
from mkgrdf.vocabulary import shorten

__all__ = ["query"]

_FORMATS = ("table", "csv", "json", "turtle")


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="List the ready-made queries with their parameters.")
@click.option(
    "--file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Run the SPARQL SELECT, ASK or CONSTRUCT in this file instead.",
)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", help="How to print the result.")
@project_option
@json_option
@click.pass_context
def query(
    context: click.Context,
    name: str | None,
    listing: bool,
    file: Path | None,
    form: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Run a ready-made query, or one from a file.

    Parameters of the query are given as options: mkgrdf query script/facts --product 24-MB01 --language en. An id is
    enough where the query asks for a product, concept or other node of the project. SERVICE is refused.
    """
    form = "json" if as_json else form
    if listing:
        _list(all_queries(), form)
        return
    given = [*([] if name is None else [name]), *context.args]
    if file is not None and given:
        raise click.UsageError(f"a query from a file takes no parameters: {' '.join(given)}")
    if file is None and (name is None or name.startswith("-")):
        raise click.UsageError("give the name of a query, its parameters after it; or --file, or --list")
    result: Rows | bool | tuple[Triple, ...]
    with opened(folder, read_only=True) as project:
        if file is not None:
            result = _run_file(project.store, file)
        else:
            ready = load_query(name or "")
            values = _parameters(context.args)
            result = run(ready, project.store, values, iris=project.iris)
            _hint(ready, values, project)
    _print(result, form)


def _parameters(arguments: list[str]) -> dict[str, str]:
    """Read ``--name value`` and ``--name=value``; the query checks names and types."""
    values: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.removeprefix("--").partition("=")
        if not argument.startswith("--"):
            raise click.UsageError(f"unexpected argument {argument!r}; parameters are given as --name value")
        if not equals:
            found = next(rest, None)
            if found is None:
                raise click.UsageError(f"--{name} needs a value")
            value = found
        values[name.replace("-", "_")] = value
    return values


def _hint(ready: Query, values: dict[str, str], project: Project) -> None:
    """Say which of the nodes that were asked about the graph knows nothing of, since no rows look the same."""
    for name, node in nodes(ready, values, iris=project.iris).items():
        if not run(load_query("browse/is-known"), project.store, {"node": node}):
            say(f"--{name}: the graph says nothing about {node.value}; {_where(node, project)}")


def _where(node: NamedNode, project: Project) -> str:
    kind = node.value.removeprefix(project.iris.base).partition("/")[0]
    lists = {"product": "products", "concept": "concepts", "category": "categories", "broadcast": "broadcasts"}
    if kind in lists:
        return f"mkgrdf query browse/{lists[kind]} lists those that there are"
    return "is the id or IRI right, and has its source been imported?"


def _run_file(store: Store, file: Path) -> Rows | bool | tuple[Triple, ...]:
    try:
        text = file.read_text(encoding="utf-8-sig")
        form = check_query(text, "SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        if form == "SELECT":
            return store.select(text)
        return store.ask(text) if form == "ASK" else store.construct(text)
    except UnicodeDecodeError as error:
        raise QueryError(f"{file}: byte {error.start} is not UTF-8, in which SPARQL is written; save it so") from error
    except QueryError as error:
        raise QueryError(f"{file}: {error}") from error


def _list(queries: tuple[Query, ...], form: str) -> None:
    if form == "json":
        print_json(
            [
                {
                    "name": ready.name,
                    "summary": dict(ready.summary),
                    "parameters": [
                        {"name": item.name, "type": item.type, "required": item.required, "default": item.default}
                        for item in ready.parameters
                    ],
                    "columns": [column.name for column in ready.columns],
                }
                for ready in queries
            ]
        )
        return
    rows = []
    for ready in queries:
        options = " ".join(f"--{item.name}" if item.required else f"[--{item.name}]" for item in ready.parameters)
        rows.append((ready.name, options, text_in(ready.summary, "en")))
    show_table(("query", "parameters", "what it answers"), rows)


def _print(result: Rows | bool | tuple[Triple, ...], form: str) -> None:
    if isinstance(result, Rows):
        _print_rows(result, form)
    elif isinstance(result, bool):
        if form == "json":
            print_json({"boolean": result})
        else:
            click.echo("true" if result else "false")
    elif form in ("turtle", "table"):
        click.echo(turtle(result), nl=False)
    else:
        rows = Rows(("subject", "predicate", "object"), tuple(_terms(triple) for triple in result))
        _print_rows(rows, form)


def _terms(triple: Triple) -> tuple[Term | None, ...]:
    return tuple(term for term in triple if not isinstance(term, Triple))


def _print_rows(rows: Rows, form: str) -> None:
    if form == "json":
        print_json([_bindings(rows, row) for row in rows.rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(rows.columns)
        writer.writerows([_plain(term) for term in row] for row in rows.rows)
    elif form == "turtle":
        raise click.UsageError("a SELECT has rows, not triples; print them as table, csv or json")
    else:
        show_table(rows.columns, [[_short(term) for term in row] for row in rows.rows])


def _bindings(rows: Rows, row: tuple[Term | None, ...]) -> dict[str, dict[str, str]]:
    """Return a row as in SPARQL 1.1 Query Results JSON: unbound columns are left out."""
    found = {}
    for column, term in zip(rows.columns, row, strict=True):
        if isinstance(term, Literal):
            found[column] = {"type": "literal", "value": term.value}
            if term.language:
                found[column]["xml:lang"] = term.language
            elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
                found[column]["datatype"] = term.datatype.value
        elif term is not None:
            found[column] = {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}
    return found


def _plain(term: Term | None) -> str:
    return "" if term is None else term.value


def _short(term: Term | None) -> str:
    return "" if term is None else shorten(term.value) if isinstance(term, NamedNode) else term.value
