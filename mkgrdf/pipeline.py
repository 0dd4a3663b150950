"""The main job on one screen: files in, validated graph out.

::

    read  ──▶  describe  ──▶  gate  ──▶  commit          (ingest, for each source)
    corpus ──▶  extract  ──▶  gate  ──▶  commit          (extraction, over the whole graph)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkgrdf.extraction import Extracted, Progress, extract, no_progress
from mkgrdf.ingest import Ingested, ingest
from mkgrdf.project import Project
from mkgrdf.readers import Detection, ReadOptions, SourceCounts, detect, read_source
from mkgrdf.records import Record, Reject
from mkgrdf.settings import Source
from mkgrdf.shacl.report import Report

__all__ = ["Built", "Imported", "build", "extract_knowledge", "import_source"]

Watch = Callable[[Iterable[Record | Reject], str], Iterable[Record | Reject]]
"""Wraps the loop over a source's records so that someone can watch it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: how the format was found, how many rows were read, what became of the records."""

    detection: Detection
    counts: SourceCounts
    ingested: Ingested


@dataclass(frozen=True, slots=True)
class Built:
    """A whole build: its imports, its extraction, and the validation of the whole store afterwards."""

    imports: tuple[Imported, ...]
    extracted: Extracted
    report: Report


def build(project: Project, *, watch: Watch | None = None, progress: Progress = no_progress) -> Built:
    """Import every source of the project, extract from what is stored, and validate the whole store."""
    imports = [import_source(source, project, watch=watch) for source in project.settings.sources]
    extracted = extract_knowledge(project, progress=progress)
    return Built(tuple(imports), extracted, project.gate.check_store(project.store))


def import_source(
    source: Source, project: Project, *, full: bool = False, dry_run: bool = False, watch: Watch | None = None
) -> Imported:
    """Read one source in its format, or in the one that it looks like, and take its records into the store.

    Raises:
        CatalogError: the source cannot be read at all, or its format cannot be told.
        SettingsError, StoreError: as :func:`mkgrdf.ingest.ingest`.
    """
    detection = _recognise(source)
    counts = SourceCounts()
    settings = project.settings
    options = ReadOptions(languages=settings.languages, currency=settings.currency)
    records = read_source(source.path, format=detection.format, options=options, counts=counts)
    if watch is not None:
        records = watch(records, f"import {source.name}")
    ingested = ingest(records, project, source=source.name, reader=detection.format, full=full, dry_run=dry_run)
    return Imported(detection, counts, ingested)


def _recognise(source: Source) -> Detection:
    if source.format is not None:
        return Detection(source.format, 1.0, ("named by the user",))
    return detect(source.path)[0]


def extract_knowledge(
    project: Project,
    *,
    only: Sequence[str] = (),
    source: str | None = None,
    progress: Progress = no_progress,
) -> Extracted:
    """Make sure that the project's lexicons are in the graph, then run its extractors, or ``only`` some of them."""
    for lexicon in project.settings.lexicons:
        import_source(Source(f"lexicon-{lexicon.stem}", lexicon, "native"), project)
    return extract(only or project.settings.extractors, project, source=source, progress=progress)
