"""``mkgrdf detect``, ``import``, ``extract`` and ``build``: everything that brings statements into the store."""

from __future__ import annotations

import re
from pathlib import Path

import click

from mkgrdf.cli.options import engine_option, opened, project_option, workers_option
from mkgrdf.cli.output import counted, json_option, print_json, say, show_table, watch
from mkgrdf.cli.reasons import left_out_reason, refusal_reasons, reject_reasons
from mkgrdf.cli.validating import show_report
from mkgrdf.errors import CatalogError, SettingsError
from mkgrdf.extraction import ENGINES, Extracted
from mkgrdf.ingest import Ingested
from mkgrdf.pipeline import Built, Imported, extract_knowledge, import_lexicons, import_source
from mkgrdf.pipeline import build as build_project
from mkgrdf.project import Project
from mkgrdf.queries import select
from mkgrdf.readers import READERS, rejected_source, write_rejects
from mkgrdf.readers import detect as detect_format
from mkgrdf.settings import Settings, Source
from mkgrdf.shacl.writers import as_json as report_json

__all__ = ["build", "built_json", "detect", "extract", "import_", "show_built"]


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@json_option
def detect(path: Path, as_json: bool) -> None:
    """Say which format a file or folder is in, and why."""
    found = detect_format(path)
    if not found:
        raise CatalogError(f"looks like none of the formats {', '.join(sorted(READERS))}", file=str(path))
    if as_json:
        print_json([{"format": item.format, "score": item.score, "evidence": item.evidence} for item in found])
        return
    show_table(("format", "score", "why"), [(item.format, item.score, "; ".join(item.evidence)) for item in found])


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--as", "form", type=click.Choice(sorted(READERS)), help="The format. [default: look and say why]")
@click.option("--name", help="The name of the source. [default: as in mkgrdf.toml, else the name of the file]")
@click.option("--full", is_flag=True, help="PATH is all that the source has: withdraw stored records that it lacks.")
@click.option("--dry-run", is_flag=True, help="Print the quads that would be added (+) and removed (-); write nothing.")
@project_option
@json_option
def import_(
    path: Path, form: str | None, name: str | None, full: bool, dry_run: bool, folder: Path, as_json: bool
) -> None:
    """Take a source's records into the store.

    Records that have not changed are left alone; of the others, what the gate accepts is committed in one atomic
    step, and the rest goes to quarantine. Rows that cannot be read go to rejects/SOURCE.jsonl, which can be mended
    and imported again.
    """
    with opened(folder, dry_run=dry_run) as project:
        if not dry_run:
            import_lexicons(project)
        source = _source(path, form, name, project.settings)
        if full and _is_rejects(source):
            raise click.UsageError("a file of rejects is never all that a source has; --full would withdraw the rest")
        imported = import_source(source, project, full=full, dry_run=dry_run, watch=watch)
        rejects = None if dry_run else _keep_rejects(imported, source, project)
    if as_json:
        print_json(_imported_json(imported, rejects))
    else:
        _show_imported(imported, rejects)


@click.command()
@click.option("--only", multiple=True, help="Run this extractor only; may be given again. [default: as in mkgrdf.toml]")
@click.option("--source", help="Look only at what was imported from this source.")
@engine_option
@workers_option
@project_option
@json_option
def extract(
    only: tuple[str, ...], source: str | None, engine: str, workers: int | None, folder: Path, as_json: bool
) -> None:
    """Read knowledge out of the stored texts and media.

    Can be run again at any time; what an extractor says replaces what it said before. A run that was interrupted goes
    on where it was.
    """
    with opened(folder) as project:
        if source is not None:
            _check_source(source, project)
        extracted = extract_knowledge(
            project, only=only, source=source, engine=ENGINES[engine](workers), progress=watch
        )
    if as_json:
        print_json(_extracted_json(extracted))
    else:
        _show_extracted(extracted)


def _check_source(name: str, project: Project) -> None:
    """Refuse a source that the store does not know: a slip in the name would pass as "nothing to do"."""
    known = [row.text("source") or "" for row in select(project.store, "pipeline/sources")]
    if name not in known:
        raise SettingsError("source", name, f"one of {', '.join(known) or 'none: nothing has been imported yet'}")


@click.command()
@engine_option
@workers_option
@project_option
@json_option
def build(engine: str, workers: int | None, folder: Path, as_json: bool) -> None:
    """Import every source of the project, extract and validate."""
    with opened(folder) as project:
        built = build_project(project, watch=watch, engine=ENGINES[engine](workers), progress=watch)
        pairs = zip(built.imports, project.settings.sources, strict=True)
        rejects = [_keep_rejects(imported, source, project) for imported, source in pairs]
    if as_json:
        print_json(built_json(built, rejects))
    else:
        show_built(built, rejects)
    raise SystemExit(0 if built.report.conforms else 1)


def built_json(built: Built, rejects: list[Path | None]) -> dict[str, object]:
    """Return what a build did, as values that JSON can write."""
    return {
        "imports": [_imported_json(*pair) for pair in zip(built.imports, rejects, strict=True)],
        "extracted": _extracted_json(built.extracted),
        "validation": report_json(built.report),
    }


def show_built(built: Built, rejects: list[Path | None]) -> None:
    """Print what a build did."""
    for imported, file in zip(built.imports, rejects, strict=True):
        _show_imported(imported, file)
    _show_extracted(built.extracted)
    show_report(built.report)
    click.echo(f"  {_seconds({'validate': built.seconds})}")


def _source(path: Path, form: str | None, name: str | None, settings: Settings) -> Source:
    """Return the source of the project file that has this path, or one named after the file."""
    for known in settings.sources:
        if known.path.resolve() == path.resolve():
            return Source(name or known.name, path, form or known.format)
    return Source(name or re.sub(r"[^\w.-]+", "-", path.resolve().stem) or "source", path, form)


def _is_rejects(source: Source) -> bool:
    """Tell whether the source is a file of rejects, named as one or looking like one."""
    found = [source.format] if source.format else [item.format for item in detect_format(source.path)]
    return found[:1] == ["rejects"]


def _keep_rejects(imported: Imported, source: Source, project: Project) -> Path | None:
    """Write what could not be read to the source's file of rejects; an import without any removes an old file."""
    file = project.settings.folder / "rejects" / f"{source.name}.jsonl"
    rejects = imported.ingested.rejects
    if not rejects:
        file.unlink(missing_ok=True)
        return None
    # What is still wrong in a mended file of rejects belongs to the source that those rejects came from.
    origin = rejected_source(source.path) if imported.detection.format == "rejects" else source.path
    file.parent.mkdir(exist_ok=True)
    write_rejects(file, rejects, source=origin)
    return file


def _imported_json(imported: Imported, rejects: Path | None) -> dict[str, object]:
    ingested = imported.ingested
    found: dict[str, object] = {
        "source": ingested.source,
        "format": imported.detection.format,
        "why": imported.detection.evidence,
        "rows": imported.counts.rows,
        "records": ingested.by_kind,
        "read": ingested.read,
        "new": ingested.new,
        "changed": ingested.changed,
        "unchanged": ingested.unchanged,
        "repeated": ingested.repeated,
        "rejected": len(ingested.rejects),
        "quarantined": len(ingested.quarantined),
        "withdrawn": ingested.withdrawn,
        "replaced": ingested.replaced,
        "left_out": dict(sorted(imported.counts.left_out.items())),
        "decided": imported.decided,
        "stale": ingested.stale,
        "added": ingested.added,
        "removed": ingested.removed,
        "rejects": None if rejects is None else str(rejects),
        "fallen": len(ingested.fallen),
        "warnings": len(ingested.warnings),
        "seconds": ingested.seconds,
    }
    if ingested.difference is not None:
        found["difference"] = {
            "added": [str(quad) for quad in ingested.difference.added],
            "removed": [str(quad) for quad in ingested.difference.removed],
        }
    return found


def _show_imported(imported: Imported, rejects: Path | None) -> None:
    ingested = imported.ingested
    why = "; ".join(imported.detection.evidence)
    click.echo(f"{ingested.source}: read as {imported.detection.format} ({why})")
    kinds = ", ".join(counted(count, kind) for kind, count in ingested.by_kind.items() if count)
    rows = f"{counted(imported.counts.rows, 'row')} in {counted(len(imported.counts.files), 'file')}"
    click.echo(f"  {rows}: {kinds or 'no records'}")
    click.echo(f"  {_balance(ingested)}")
    if not ingested.added and not ingested.removed:
        click.echo("  nothing changed")
    elif ingested.difference is not None:
        for sign, quads in (("-", ingested.difference.removed), ("+", ingested.difference.added)):
            for quad in quads:
                click.echo(f"{sign} {quad} .")
        click.echo(f"  dry run: would add {ingested.added} and remove {ingested.removed} quads; nothing was written")
    else:
        click.echo(f"  {ingested.added} quads added, {ingested.removed} removed")
    _show_consequences(imported)
    _show_kept_out(imported, rejects)
    click.echo(f"  {_seconds(ingested.seconds)}")


def _show_consequences(imported: Imported) -> None:
    """Say what the import did to other graphs than those of the records that came in."""
    ingested = imported.ingested
    if ingested.withdrawn:
        click.echo(f"  {counted(ingested.withdrawn, 'record')} withdrawn, which the source no longer has")
    if ingested.replaced:
        products = counted(ingested.replaced, "product")
        click.echo(f"  {products} described here now, and no longer by web pages")
        say("import these pages again for what else their data say of products")
    _show_decided(imported.decided)
    if ingested.fallen:
        graphs = counted(len(ingested.fallen), "graph")
        say(f"{graphs} of other sources or scripts no longer conform and went to quarantine: mkgrdf quarantine")
    if ingested.warnings:
        say(f"{counted(len(ingested.warnings), 'record')} let in with a warning: mkgrdf validate")
    if ingested.stale:
        click.echo(f"  {counted(ingested.stale, 'graph')} of extractors dropped with the records they were read from")
        say("run 'mkgrdf extract' to read the changed records again")


def _show_kept_out(imported: Imported, rejects: Path | None) -> None:
    """Say what did not come in, and why."""
    ingested = imported.ingested
    if ingested.rejects:
        kept = "" if rejects is None else f": {rejects}; mend the lines and import that file"
        say(f"{counted(len(ingested.rejects), 'rejected row')}{kept}")
        for reason in reject_reasons(ingested.rejects):
            say(f"  {reason}")
    if ingested.quarantined:
        say(f"{counted(len(ingested.quarantined), 'record')} in quarantine: mkgrdf quarantine")
        for reason in refusal_reasons(ingested.quarantined):
            say(f"  {reason}")
    if imported.counts.left_out:
        say(left_out_reason(imported.counts.left_out))


def _balance(ingested: Ingested) -> str:
    return (
        f"{ingested.read} records in = {ingested.new} new + {ingested.changed} changed + {ingested.unchanged} unchanged"
        f" + {ingested.repeated} repeated + {len(ingested.quarantined)} quarantined + {len(ingested.rejects)} rejected"
    )


def _extracted_json(extracted: Extracted) -> dict[str, object]:
    return {
        "graphs": extracted.graphs,
        "found": extracted.found,
        "left_out": extracted.left_out,
        "decided": extracted.decided,
        "resumed": extracted.resumed,
        "changed": extracted.changed,
        "unchanged": extracted.unchanged,
        "dropped": extracted.dropped,
        "fallen": len(extracted.fallen),
        "quarantined": len(extracted.quarantined),
        "added": extracted.added,
        "removed": extracted.removed,
        "warnings": len(extracted.warnings),
        "seconds": extracted.seconds,
    }


def _show_extracted(extracted: Extracted) -> None:
    said = ", ".join(f"{name} about {counted(count, 'record')}" for name, count in extracted.graphs.items())
    click.echo(f"extract: {said}")
    if extracted.resumed:
        click.echo(f"  {counted(extracted.resumed, 'record')} had been read by a run that was interrupted")
    rows = [
        (name, what, str(count)) for name, found in extracted.found.items() for what, count in sorted(found.items())
    ]
    rows += [
        (name, f"dropped: {why}", str(count))
        for name, left in extracted.left_out.items()
        for why, count in sorted(left.items())
    ]
    rows.sort(key=lambda row: list(extracted.found).index(row[0]))
    if rows:
        show_table(("extractor", "found", "how many"), rows)
    click.echo(
        f"  {extracted.changed} graphs changed, {extracted.unchanged} unchanged, {extracted.dropped} dropped, "
        f"{len(extracted.quarantined)} quarantined; {extracted.added} quads added, {extracted.removed} removed"
    )
    _show_decided(extracted.decided)
    if extracted.fallen:
        graphs = counted(len(extracted.fallen), "graph")
        say(f"{graphs} that rested on what is no longer said went to quarantine: mkgrdf quarantine")
    if extracted.quarantined:
        say(f"{counted(len(extracted.quarantined), 'graph')} in quarantine: mkgrdf quarantine")
    click.echo(f"  {_seconds(extracted.seconds)}")


def _show_decided(graphs: int) -> None:
    if graphs:
        click.echo(f"  {counted(graphs, 'graph')} held to what people decided about concepts")


def _seconds(seconds: dict[str, float]) -> str:
    return "time: " + ", ".join(f"{stage} {spent:.1f} s" for stage, spent in seconds.items())
