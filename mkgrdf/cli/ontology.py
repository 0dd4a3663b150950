"""``mkgrdf ontology``: the pattern layer, checked and shown."""

from __future__ import annotations

from collections.abc import Iterable

import click

from mkgrdf.cli.output import json_option, print_json
from mkgrdf.ontology import ClassNode, class_tree
from mkgrdf.ontology import check as check_ontology

__all__ = ["ontology"]


@click.group()
def ontology() -> None:
    """Check or show the pattern layer."""


@ontology.command()
@click.option(
    "--reason/--no-reason", default=True, help="Run the reasoner too, which needs a Java runtime.  [default: yes]"
)
@json_option
def check(reason: bool, as_json: bool) -> None:
    """Check that the ontology holds.

    Consistent, no class that can have no member, no undeclared term, no circle of subclasses, labels and comments in
    both languages, and the version of the package.
    """
    report = check_ontology(reason=reason)
    if as_json:
        print_json(
            {"terms": report.terms, "reasoned": report.reasoned, "problems": [str(item) for item in report.problems]}
        )
    else:
        for problem in report.problems:
            click.echo(str(problem))
        click.echo(report.summary())
    raise SystemExit(0 if report.holds else 1)


@ontology.command()
@click.option("--language", "-l", default="en", show_default=True, help="Language of the labels: en or zh.")
@click.option("--comments", is_flag=True, help="Say too what each class is.")
@json_option
def show(language: str, comments: bool, as_json: bool) -> None:
    """Print the class tree."""
    tree = class_tree(language)
    if as_json:
        print_json([_content(node) for node in tree])
        return
    _show(tree, 0, comments)


def _show(nodes: Iterable[ClassNode], depth: int, comments: bool) -> None:
    for node in nodes:
        comment = f": {node.comment}" if comments else ""
        click.echo(f"{'  ' * depth}{node.name}  {node.label}{comment}")
        _show(node.children, depth + 1, comments)


def _content(node: ClassNode) -> dict[str, object]:
    return {
        "name": node.name,
        "label": node.label,
        "comment": node.comment,
        "children": [_content(child) for child in node.children],
    }
