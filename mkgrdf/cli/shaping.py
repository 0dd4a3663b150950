"""``mkgrdf shapes``: shapes tested with examples, the examples measured, and shapes told in plain words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from pyoxigraph import Triple

from mkgrdf.cli.options import shapes_option
from mkgrdf.cli.output import counted, json_option, print_json, say, watch
from mkgrdf.records import text_in
from mkgrdf.resources import resource
from mkgrdf.shacl.engines import validate
from mkgrdf.shacl.shapes import Shapes, load_shapes
from mkgrdf.shacl.sources import read_graph
from mkgrdf.shacl.trials.coverage import Coverage, Excluded, Item, measure
from mkgrdf.shacl.trials.examples import Outcome, example_files, read_example, try_examples
from mkgrdf.shacl.wording.listing import Entry, listed
from mkgrdf.shacl.wording.phrasebook import LANGUAGES
from mkgrdf.shacl.wording.plain_words import PlainWords
from mkgrdf.shacl.writers import violation_json
from mkgrdf.vocabulary import shorten

__all__ = ["shapes"]

Function = TypeVar("Function", bound=Callable[..., Any])

_EXAMPLES = Path("tests", "shapes")


@click.group()
def shapes() -> None:
    """Test shapes with examples, and show them in plain words."""


def _examples_options(function: Function) -> Function:
    for option in (
        click.option(
            "--ontology/--no-ontology",
            "shipped_ontology",
            default=True,
            help="Let the shapes see the shipped ontology, as 'validate' does.  [default: yes]",
        ),
        click.option(
            "--background",
            multiple=True,
            type=click.Path(path_type=Path),
            help="A file or folder of RDF that the shapes see besides, such as your classes; may be given again.",
        ),
        shapes_option,
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path)),
    ):
        function = option(function)
    return function


def _language_option(function: Function) -> Function:
    return click.option(
        "--language", "-l", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the words."
    )(function)


@shapes.command()
@_examples_options
@click.option("--verbose", "-v", is_flag=True, help="List the examples that pass too.")
@json_option
def test(
    paths: tuple[Path, ...],
    shapes_paths: tuple[Path, ...],
    background: tuple[Path, ...],
    shipped_ontology: bool,
    verbose: bool,
    as_json: bool,
) -> None:
    """Check that the shapes say of each example what its header promises.

    PATHS are examples, or folders with examples in them and below; without any, the folder tests/shapes. An example
    is a Turtle, TriG, N-Triples or N-Quads file that begins with a comment '#+ violates: NAME …', which names the
    shapes that have to object, or '#+ conforms: true'. Exit codes: 0 all as promised, 1 not so, 2 wrong usage,
    3 a file cannot be read, 4 the shapes are invalid.
    """
    graph = load_shapes(shapes_paths or None)
    outcomes = _tried(paths, graph, _beside(background, shipped_ontology))
    failed = [outcome for outcome in outcomes if not outcome.passed]
    if as_json:
        print_json(
            {
                "passed": len(outcomes) - len(failed),
                "failed": len(failed),
                "examples": [_outcome_json(outcome) for outcome in outcomes],
            }
        )
    else:
        for outcome in outcomes:
            if not outcome.passed:
                _show_failure(outcome)
            elif verbose:
                click.echo(f"pass {outcome.example.path}: {_names(outcome.example.violates) or 'conforms'}")
        click.echo(f"{counted(len(outcomes), 'example')}: {len(outcomes) - len(failed)} passed, {len(failed)} failed")
    raise SystemExit(1 if failed else 0)


@shapes.command()
@_examples_options
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit with 1 if less than this share of the constraints is covered.",
)
@_language_option
@json_option
def coverage(
    paths: tuple[Path, ...],
    shapes_paths: tuple[Path, ...],
    background: tuple[Path, ...],
    shipped_ontology: bool,
    fail_under: float | None,
    language: str,
    as_json: bool,
) -> None:
    """Tell which shapes and which of their constraints no example ever violated.

    PATHS are examples, as for 'mkgrdf shapes test'. A constraint inside another (sh:or, sh:node, a qualified shape …)
    is covered if at least one example comes out differently without it. Exit codes: 0 done, 1 less than --fail-under,
    2 wrong usage, 3 a file cannot be read, 4 the shapes are invalid.
    """
    graph = load_shapes(shapes_paths or None)
    beside = _beside(background, shipped_ontology)
    outcomes = _tried(paths, graph, beside)

    def followed(items: Sequence[Item]) -> Iterable[Item]:
        return watch(items, "taking constraints away", len(items))

    found = measure(graph, graph.model, outcomes, validate, background=beside, watch=followed)
    teller = _Teller(graph, language)
    if as_json:
        print_json(teller.as_json(found, fail_under))
    else:
        teller.show(found)
    if found.failed:
        say(f"{counted(found.failed, 'example')} came out other than promised: see 'mkgrdf shapes test'")
    if fail_under is not None and found.percent < fail_under:
        say(f"{_percent(found)} of the constraints are covered, less than {fail_under:g} %")
        raise SystemExit(1)


@shapes.command()
@click.argument("names", nargs=-1, metavar="[SHAPE]...")
@shapes_option
@_language_option
@json_option
def show(names: tuple[str, ...], shapes_paths: tuple[Path, ...], language: str, as_json: bool) -> None:
    """Tell in plain words what the shapes look at and what they ask.

    SHAPE is the name of a shape (mkgsh:Offer, an IRI, or the name's last part); without any, all are shown.
    """
    graph = load_shapes(shapes_paths or None, check=False)  # the reading into words finds what is ill-formed
    only = frozenset(_found(name, graph) for name in names) if names else None
    entries = listed(graph, graph.model, language, only=only)
    if as_json:
        print_json([_entry_json(entry) for entry in entries])
        return
    for number, entry in enumerate(entries):
        if number:
            click.echo()
        _show_entry(entry, language, "")


def _tried(paths: tuple[Path, ...], graph: Shapes, beside: frozenset[Triple]) -> list[Outcome]:
    if not paths and not _EXAMPLES.is_dir():
        raise click.UsageError(f"there is no folder {_EXAMPLES} here; name the files or folders of your examples")
    examples = [read_example(path) for path in example_files(paths or [_EXAMPLES])]
    return list(watch(try_examples(examples, graph, validate, beside), "examples", len(examples)))


def _beside(paths: tuple[Path, ...], shipped_ontology: bool) -> frozenset[Triple]:
    chosen = [*paths, *([resource("ontology", "mkg.ttl")] if shipped_ontology else [])]
    return frozenset(quad.triple for quad in read_graph(chosen).quads())


def _names(iris: Iterable[str]) -> str:
    return ", ".join(map(shorten, iris))


def _show_failure(outcome: Outcome) -> None:
    click.echo(f"fail {outcome.example.path}")
    click.echo(f"  expected: {_names(sorted(outcome.example.violates)) or 'it conforms'}")
    click.echo(f"  found: {_names(sorted(outcome.found)) or 'it conforms'}")
    if not outcome.report.targeted:
        click.echo("  no shape looks at anything in it, so it shows nothing: check its classes")
    for name in outcome.unknown:
        click.echo(f"  there is no shape {shorten(name)}")
    for violation in outcome.report.violations:
        if violation.shape in outcome.surplus:
            path = f" {violation.path}" if violation.path else ""
            click.echo(f"  {shorten(violation.shape)} at {violation.focus}{path}: {text_in(violation.message, 'en')}")


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    return {
        "file": str(outcome.example.path),
        "passed": outcome.passed,
        "expected": [shorten(name) for name in sorted(outcome.example.violates)],
        "found": [shorten(name) for name in sorted(outcome.found)],
        "unknown": [shorten(name) for name in outcome.unknown],
        "targeted": outcome.report.targeted,
        "results": [violation_json(violation) for violation in outcome.report.violations],
    }


def _found(name: str, graph: Shapes) -> str:
    """Return the IRI of the shape that ``name`` means."""
    iris = graph.named()
    by_name = {iri: iri for iri in iris} | {shorten(iri): iri for iri in iris}
    if name in by_name:
        return by_name[name]
    ending = [iri for iri in iris if iri.endswith((f"#{name}", f"/{name}"))]
    if len(ending) == 1:
        return ending[0]
    last = {re.split(r"[#/]", iri)[-1].lower(): shorten(iri) for iri in iris}
    close = [last[match] for match in difflib.get_close_matches(re.split(r"[:#/]", name)[-1].lower(), last, n=3)]
    hint = f"; did you mean {' or '.join(close)}?" if close else "; 'mkgrdf shapes show' lists all"
    raise click.UsageError(f"there is no shape {name}{hint}")


_WORDS = {
    "en": {
        "targets": "looks at: {}",
        "severity": "severity: {}",
        "says": "says: {}",
        "off": "switched off",
        "on": "on {}",
        "covered": "{share} of {counted} constraints are covered by {examples} examples",
        "uncovered": "no example violates:",
        "untouched": "no constraint at all was violated of: {}",
        "excluded": "not counted:",
        Excluded.DEACTIVATED: "the shape is switched off",
        Excluded.UNUSED: "no shape that has targets leads there",
        Excluded.ALWAYS_HOLDS: "it always holds",
    },
    "zh": {
        "targets": "检查对象：{}",
        "severity": "严重程度：{}",
        "says": "提示：{}",
        "off": "已停用",
        "on": "路径：{}",
        "covered": "{counted} 个约束中有 {share} 被 {examples} 个示例覆盖",
        "uncovered": "没有示例违反：",
        "untouched": "完全没有约束被违反的形状：{}",
        "excluded": "不计入：",
        Excluded.DEACTIVATED: "该形状已停用",
        Excluded.UNUSED: "没有带目标的形状引用它",
        Excluded.ALWAYS_HOLDS: "它总是成立",
    },
}


def _show_entry(entry: Entry, language: str, margin: str) -> None:
    words = _WORDS[language]
    click.echo(f"{margin}{shorten(entry.name)}")
    inner = f"{margin}  "
    if entry.path is not None:
        said = entry.path if entry.path == entry.path_words else f"{entry.path} ({entry.path_words})"
        click.echo(inner + words["on"].format(said))
    if entry.targets:
        click.echo(inner + words["targets"].format("; ".join(entry.targets)))
    if entry.deactivated:
        click.echo(inner + words["off"])
    for line in entry.constraints:
        click.echo(f"{inner}- {line}")
    if entry.constraints:
        click.echo(inner + words["severity"].format(entry.severity))
    if entry.messages:
        click.echo(inner + words["says"].format(text_in(entry.messages, language, "en", "und")))
    for property_ in entry.properties:
        _show_entry(property_, language, inner)


def _entry_json(entry: Entry) -> dict[str, object]:
    return {
        "shape": shorten(entry.name),
        "targets": list(entry.targets),
        "path": entry.path,
        "path_words": entry.path_words,
        "severity": entry.severity,
        "messages": dict(entry.messages),
        "deactivated": entry.deactivated,
        "constraints": list(entry.constraints),
        "properties": [_entry_json(property_) for property_ in entry.properties],
    }


class _Teller:
    """Tells what is covered, as text and as values for JSON."""

    def __init__(self, graph: Shapes, language: str) -> None:
        self._graph = graph
        self._plain = PlainWords(graph.model, language)
        self._words = _WORDS[language]

    def show(self, found: Coverage) -> None:
        counted_ = len(found.counted)
        click.echo(self._words["covered"].format(share=_percent(found), counted=counted_, examples=found.examples))
        if found.uncovered:
            click.echo(f"\n{self._words['uncovered']}")
            for item in found.uncovered:
                click.echo(f"  {self._place(item)}: {self._plain.constraint(item.constraint, item.shape)}")
        untouched = found.untouched(self._graph.name)
        if untouched:
            click.echo(f"\n{self._words['untouched'].format(_names(untouched))}")
        excluded = [item for item in found.items if item.excluded is not None]
        if excluded:
            click.echo(f"\n{self._words['excluded']}")
        for item in excluded:
            said = self._plain.constraint(item.constraint, item.shape)
            click.echo(f"  {self._place(item)}: {said} ({self._words[str(item.excluded)]})")

    def _place(self, item: Item) -> str:
        name = shorten(self._graph.name(item.shape.node))
        return name if item.shape.path is None else f"{name}, {self._plain.path(item.shape.path)}"

    def as_json(self, found: Coverage, fail_under: float | None) -> dict[str, object]:
        return {
            "percent": round(found.percent, 2),
            "fail_under": fail_under,
            "constraints": len(found.counted),
            "examples": found.examples,
            "failed": found.failed,
            "untouched": [shorten(name) for name in found.untouched(self._graph.name)],
            "uncovered": [self._item_json(item) for item in found.uncovered],
            "excluded": [
                {**self._item_json(item), "reason": self._words[str(item.excluded)]}
                for item in found.items
                if item.excluded is not None
            ],
        }

    def _item_json(self, item: Item) -> dict[str, object]:
        return {
            "shape": shorten(self._graph.name(item.shape.node)),
            "path": None if item.shape.path is None else self._plain.path(item.shape.path),
            "component": shorten(item.constraint.component.value),
            "constraint": self._plain.constraint(item.constraint, item.shape),
            "nested": item.nested,
        }


def _percent(found: Coverage) -> str:
    # Cut, not rounded: 100 % is said of nothing less.
    return f"{int(found.percent * 10) / 10:g} %"
