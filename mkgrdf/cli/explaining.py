"""``mkgrdf validate --explain``: which way each check of the shapes would go, without reading any data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from mkgrdf.cli.output import counted, print_json, show_table
from mkgrdf.cli.reporting import Outlet
from mkgrdf.shacl.compiled.explain import Explanation, explain
from mkgrdf.shacl.engines import Engine, membership
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.shapes import Shapes
from mkgrdf.shacl.writers.words import name_of

__all__ = ["show_ways"]


def show_ways(shapes: Shapes | None, engine: str, wanted: Sequence[Outlet]) -> None:
    """Print each check with its shape, path, severity and way; as JSON with the query as well.

    Raises:
        click.UsageError: another form is wanted, or a file.
    """
    if [outlet for outlet in wanted if outlet.file is not None or outlet.form not in ("text", "json")]:
        raise click.UsageError("--explain prints text or JSON to stdout; leave other forms and files out")
    gate = Gate(shapes, engine=engine)
    ways = explain(gate.shapes, membership(gate.ontology))
    if wanted[0].form == "json":
        print_json([_values(one, gate.engine) for one in ways])
        return
    columns = ("shape", "path", "component", "severity", "way")
    rows = [_values(one, gate.engine) for one in ways]
    show_table(columns, [[row[column] for column in columns] for row in rows])
    numbers = Counter(_way(one, gate.engine) for one in ways)
    told = ", ".join(f"{number} by {way}" for way, number in numbers.most_common())
    click.echo(f"{counted(len(ways), 'check')}: {told}" if ways else "no check")


def _way(explanation: Explanation, engine: Engine) -> str:
    return "pySHACL" if engine is Engine.PYSHACL else explanation.route.value


def _values(explanation: Explanation, engine: Engine) -> dict[str, str | None]:
    return {
        "shape": name_of(explanation.shape),
        "path": explanation.path,
        "component": name_of(explanation.component),
        "severity": name_of(explanation.severity),
        "way": _way(explanation, engine),
        "query": None if engine is Engine.PYSHACL else explanation.query,
    }
