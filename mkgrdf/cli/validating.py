"""``mkgrdf validate``: the gate's verdict on files, a store or an endpoint, for people and for CI."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import click

from mkgrdf.cli.explaining import show_ways
from mkgrdf.cli.options import opened, project_option, project_settings, shapes_option
from mkgrdf.cli.output import counted, json_option, say
from mkgrdf.cli.reporting import outlets, put, writable, write_whole
from mkgrdf.cli.time_limit import time_limit
from mkgrdf.errors import CatalogError, EngineError, MkgError, QueryError, SettingsError, ShapesError
from mkgrdf.settings import find_settings
from mkgrdf.shacl.engines import Engine
from mkgrdf.shacl.findings.baseline import Baseline, baseline_text, read_baseline
from mkgrdf.shacl.findings.changes import Changes, changes_since
from mkgrdf.shacl.origins.tracing import ColumnsOf
from mkgrdf.shacl.progress import being_checked
from mkgrdf.shacl.report import Report, Severity
from mkgrdf.shacl.shapes import load_shapes
from mkgrdf.shacl.validation import validate_paths, validate_store
from mkgrdf.shacl.writers import FORMS, Remarks, written
from mkgrdf.shacl.writers.places import repository_root
from mkgrdf.source_columns import source_columns
from mkgrdf.store import Store
from mkgrdf.store.opening import open_store
from mkgrdf.vocabulary import shorten

__all__ = ["show_report", "validate"]

_MOST = 10
"""Findings that a command lists which has more to say than them."""

_FAILS, _UNREADABLE, _NOTHING_TARGETED, _BROKE_OFF = 1, 3, 5, 6
_PATIENCE = 600
"""Seconds; a million statements take a dozen."""
_THRESHOLDS = {"violation": Severity.VIOLATION, "warning": Severity.WARNING, "info": Severity.INFO, "never": None}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--store", "place", help="Validate the store in this folder.")
@click.option("--endpoint", help="Validate what the SPARQL endpoint at this URL holds.")
@shapes_option
@click.option(
    "--format",
    "forms",
    multiple=True,
    metavar="FORM[=FILE]",
    help=f"Report to print or, with =FILE, to write: {', '.join(FORMS)}. May be given again. [default: text]",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(_THRESHOLDS)),
    default="violation",
    show_default=True,
    help="The least grave finding that makes the exit code 1.",
)
@click.option(
    "--baseline",
    "known_file",
    type=click.Path(path_type=Path),
    help="Leave out the findings in this file: only new ones fail.",
)
@click.option(
    "--write-baseline",
    "new_file",
    type=click.Path(path_type=Path),
    help="Write all findings to this file, as a baseline for later runs; none of them fails this one.",
)
@click.option(
    "--changed-since",
    metavar="GITREF",
    help="Leave out the findings that have nothing to do with what changed since this commit, branch or tag.",
)
@click.option(
    "--engine",
    type=click.Choice([engine.value for engine in Engine]),
    default=Engine.AUTO.value,
    show_default=True,
    help="Who checks: the shapes compiled to SPARQL, or pySHACL; auto takes the former.",
)
@click.option(
    "--explain",
    "explains",
    is_flag=True,
    help="Validate nothing: tell which way each check of the shapes would go; with --json, what it asks.",
)
@click.option(
    "--time-limit",
    "seconds",
    type=click.FloatRange(min=0),
    default=_PATIENCE,
    show_default=True,
    help="Give up after this many seconds, as with a query that never ends; 0 waits for ever.",
)
@click.option("--max-results", "most", type=click.IntRange(min=0), help="List at most this many findings, the gravest.")
@click.option("--language", "-l", default="en", help="Language of the messages: en or zh.")
@project_option
@json_option
def validate(
    paths: tuple[Path, ...],
    place: str | None,
    endpoint: str | None,
    shapes_paths: tuple[Path, ...],
    forms: tuple[str, ...],
    fail_on: str,
    known_file: Path | None,
    new_file: Path | None,
    changed_since: str | None,
    engine: str,
    explains: bool,
    seconds: float,
    most: int | None,
    language: str,
    folder: Path,
    as_json: bool,
) -> None:
    """Check files, a store or an endpoint against the shapes.

    Without PATHS, --store or --endpoint: the project's store. Exit codes: 0 it conforms, 1 it does not, 2 wrong usage,
    3 data cannot be read, 4 the shapes are invalid, 5 the shapes looked at nothing, 6 the validation broke off.
    """
    if sum([bool(paths), place is not None, endpoint is not None]) > 1:
        raise click.UsageError("give PATHS, --store or --endpoint: one of the three")
    if endpoint is not None:
        _require_url(endpoint)
    wanted = outlets(forms, as_json=as_json)
    if explains:
        with _told_apart():
            show_ways(load_shapes(shapes_paths) if shapes_paths else None, engine, wanted)
        return
    if new_file is not None:
        writable(new_file, "--write-baseline")
    baseline = None if known_file is None else read_baseline(known_file)
    changes = None if changed_since is None else changes_since(changed_since, Path.cwd())
    with _told_apart(), time_limit(seconds, _BROKE_OFF, partial(_out_of_time, seconds)):
        shapes = load_shapes(shapes_paths) if shapes_paths else None
        sources: tuple[Path, ...] = ()
        if paths:
            found = validate_paths(paths, shapes, engine=engine)
        elif place is not None or endpoint is not None:
            with open_store(str(endpoint or place), read_only=True) as store:
                found = validate_store(store, shapes, columns_of=_columns(folder, store), engine=engine)
        else:
            with opened(folder, read_only=True) as project:
                columns = source_columns(project.settings, project.store)
                found = validate_store(project.store, shapes, columns_of=columns, engine=engine)
                place = project.settings.store_place
                sources = tuple(source.path for source in project.settings.sources)
        report, remarks = _sifted(found, baseline, changes, paths)
    subject, where = _named(paths, endpoint or place or "")
    remarks = replace(
        remarks,
        subject=subject,
        place=where,
        root=repository_root(Path.cwd()),
        sources=sources,
        threshold=_THRESHOLDS[fail_on],
        most=most,
    )
    put(report, wanted, language, remarks)
    if not found.targeted:
        say("the shapes looked at nothing: check the namespaces and the classes of the data")
        raise SystemExit(_NOTHING_TARGETED)
    if new_file is not None:
        write_whole(new_file, baseline_text(found.violations))
        say(f"{new_file}: {counted(len(found.violations), 'finding')} written, known from now on")
        return
    if any(map(remarks.fails, report.violations)):
        raise SystemExit(_FAILS)


def _columns(folder: Path, store: Store) -> ColumnsOf | None:
    """Return what tells the columns of the project that ``folder`` belongs to, if it belongs to one."""
    try:
        find_settings(folder)
    except SettingsError:
        return None
    return source_columns(project_settings(folder), store)


def _require_url(endpoint: str) -> None:
    try:
        parts = urlsplit(endpoint)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable:
        raise click.BadParameter(
            f"{endpoint!r} is no URL of an endpoint; expected one such as http://localhost:7878/query "
            "(a folder goes to --store)",
            param_hint="--endpoint",
        )


def _named(paths: Sequence[Path], other: str) -> tuple[str, str]:
    """Return what was validated, as the user named it but without credentials, and the one place that holds it all."""
    if paths:
        return ", ".join(map(str, paths)), os.path.commonpath([path.resolve() for path in paths])
    parts = urlsplit(other)
    if parts.netloc:
        shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        return shown, shown
    store = Path(other)
    return str(store.relative_to(Path.cwd()) if store.is_relative_to(Path.cwd()) else store), other


def _sifted(
    found: Report, baseline: Baseline | None, changes: Changes | None, paths: Sequence[Path]
) -> tuple[Report, Remarks]:
    """Return the findings that count, and how many were left out why."""
    rest, remarks = found.violations, Remarks()
    if baseline is not None:
        compared = baseline.compare(rest)
        rest, remarks = compared.new, replace(remarks, known=compared.known, gone=compared.gone)
    if changes is not None:
        concerned = changes.select(rest, paths)
        rest, remarks = concerned, replace(remarks, untouched=len(rest) - len(concerned))
    left_out = Counter(found.violations) - Counter(rest)
    hides = any(violation.severity is Severity.VIOLATION for violation in left_out)
    return replace(found, violations=rest), replace(remarks, hides_violations=hides)


def _out_of_time(seconds: float) -> str:
    shapes = ", ".join(map(shorten, being_checked())) or "nothing yet; the data were being read"
    return (
        f"not done after {seconds:g} seconds; being checked: {shapes}. Nothing was written. "
        "Look at that shape's SPARQL and patterns, or allow more time with --time-limit"
    )


@contextmanager
def _told_apart() -> Iterator[None]:
    """Let no failure end with the code that says that data were checked and found wrong."""
    try:
        yield
    except (CatalogError, EngineError, SettingsError, ShapesError):
        raise  # these have codes of their own
    except QueryError as error:
        raise EngineError(f"a check was refused: {error}; try another --engine") from error
    except MkgError as error:
        say(f"error: {error}")
        raise SystemExit(_UNREADABLE) from error
    except OSError as error:
        place = "" if error.filename is None else f"{error.filename}: "
        say(f"error: {place}{error.strerror or error}")
        raise SystemExit(_UNREADABLE) from error
    except RecursionError as error:
        raise EngineError("the validation broke off: it nests too deep; try another --engine") from error
    except (RuntimeError, MemoryError) as error:
        raise EngineError(f"the validation broke off: {type(error).__name__}: {error}") from error


def show_report(report: Report) -> None:
    """Print a report at the end of something else, so in short."""
    click.echo(written("text", report, "en", Remarks(most=_MOST, hint="'mkgrdf validate' lists all")), nl=False)
