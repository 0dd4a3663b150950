"""The main job on one screen: files in, validated graph out.

::

    read  ──▶  describe  ──▶  gate  ──▶  commit          (ingest, for each source)
    corpus ──▶  extract  ──▶  gate  ──▶  commit          (extraction, over the whole graph)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mkgrdf.deciding import apply_decisions
from mkgrdf.decisions import Rules, load_decisions
from mkgrdf.errors import CatalogError, NonConformance
from mkgrdf.extraction import Engine, Extracted, Progress, extract, no_progress
from mkgrdf.ingest import Ingested, candidates_of, ingest, outdated_by, stale_graphs
from mkgrdf.project import Project
from mkgrdf.read_options import read_options
from mkgrdf.readers import Detection, SourceCounts, read_source
from mkgrdf.records import Record, Reject
from mkgrdf.settings import Source
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.validation import validate_store
from mkgrdf.source_columns import source_columns
from mkgrdf.statements import Candidate

__all__ = ["Built", "Imported", "build", "extract_knowledge", "import_lexicons", "import_source", "retry_quarantine"]

Watch = Callable[[Iterable[Record | Reject], str], Iterable[Record | Reject]]
"""Wraps the loop over a source's records so that someone can watch it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: how the format was found, how many rows were read, what became of the records.

    ``decided`` counts the graphs that people's decisions about concepts changed afterwards.
    """

    detection: Detection
    counts: SourceCounts
    ingested: Ingested
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Built:
    """A whole build: its imports, its extraction, and the validation of the whole store, which took ``seconds``."""

    imports: tuple[Imported, ...]
    extracted: Extracted
    report: Report
    seconds: float


def build(
    project: Project, *, watch: Watch | None = None, engine: Engine | None = None, progress: Progress = no_progress
) -> Built:
    """Import every source of the project, extract from what is stored, and validate the whole store."""
    import_lexicons(project)
    imports = [import_source(source, project, watch=watch) for source in project.settings.sources]
    extracted = _extract(project.settings.extractors, project, engine=engine, progress=progress)
    begin = time.perf_counter()
    report = validate_store(project.store, columns_of=source_columns(project.settings, project.store))
    return Built(tuple(imports), extracted, report, time.perf_counter() - begin)


def import_source(
    source: Source, project: Project, *, full: bool = False, dry_run: bool = False, watch: Watch | None = None
) -> Imported:
    """Read one source in its format, or in the one that it looks like, and take its records into the store.

    What people decided about concepts holds afterwards as before.

    Raises:
        CatalogError: the source cannot be read at all, or its format cannot be told.
        NonConformance: the store has taken the records in, but a decision on a concept cannot stand beside them.
        SettingsError, StoreError: as :func:`mkgrdf.ingest.ingest`.
    """
    options = read_options(source.name, project.settings, project.store)
    reading = read_source(source.path, format=source.format, options=options)
    records = reading if watch is None else watch(reading, f"import {source.name}")
    reader = reading.detection.format
    # A catalogue may refer to concepts of a lexicon; a dry run must not bring those in, yet has to know them.
    beside = _lexicon_candidates(project) if dry_run else ()
    ingested = ingest(records, project, source=source.name, reader=reader, full=full, dry_run=dry_run, beside=beside)
    return Imported(reading.detection, reading.counts, ingested, 0 if dry_run else _hold_to_decisions(project))


def import_lexicons(project: Project) -> None:
    """Bring the project's lexicons into the graph: extractors look for their names, and catalogues refer to their ids.

    Raises:
        CatalogError: an entry of a lexicon cannot be read.
        NonConformance: the gate refuses an entry of a lexicon.
    """
    for lexicon in project.settings.lexicons:
        ingested = import_source(Source(lexicon.stem, lexicon, "native"), project).ingested
        if ingested.rejects:
            first = ingested.rejects[0]
            message = f"{first.value!r} ({first.code}); expected {first.expected}; {first.suggestion}"
            raise CatalogError(message, file=first.origin.file, row=first.origin.row, column=first.origin.column)
        if ingested.quarantined:
            candidate, report = ingested.quarantined[0]
            raise NonConformance(
                report, f"{lexicon}: the gate refuses {candidate.subject.value}; mend it and run again"
            )


def _lexicon_candidates(project: Project) -> tuple[Candidate, ...]:
    """Return what :func:`import_lexicons` would bring in."""
    return tuple(
        candidate
        for lexicon in project.settings.lexicons
        for candidate in candidates_of(
            read_source(lexicon, format="native", options=read_options(lexicon.stem, project.settings, project.store)),
            project,
            source=lexicon.stem,
            reader="native",
        )
    )


def extract_knowledge(
    project: Project,
    *,
    only: Sequence[str] = (),
    source: str | None = None,
    engine: Engine | None = None,
    progress: Progress = no_progress,
) -> Extracted:
    """Run the project's extractors, or ``only`` some of them, over the texts and media in the store.

    ``engine`` reads the records; in this process, if ``None``.
    """
    import_lexicons(project)
    return _extract(only or project.settings.extractors, project, source=source, engine=engine, progress=progress)


def _extract(
    names: Sequence[str],
    project: Project,
    *,
    engine: Engine | None,
    progress: Progress,
    source: str | None = None,
) -> Extracted:
    extracted = extract(names, project, source=source, engine=engine, progress=progress)
    begin = time.perf_counter()
    extracted.decided = _hold_to_decisions(project)
    extracted.spent("decisions", begin)
    return extracted


def _hold_to_decisions(project: Project) -> int:
    """Hold the store to what people decided about concepts; return how many graphs that changed."""
    applied = apply_decisions(project)
    return applied.changed + applied.removed


def retry_quarantine(project: Project) -> Judgement:
    """Let the gate judge everything in quarantine again; what it now accepts is committed and leaves quarantine.

    What people decided since about a concept that it speaks of holds for it too. As after an import, what extractors
    read out of the older version of a record goes with that version.
    """
    iris = project.iris
    rules = Rules(load_decisions(project.store))
    waiting = [entry.candidate for entry in project.quarantine.list()]
    candidates = [replace(one, triples=rules.rewrite(one.triples)) for one in waiting]
    graphs = {candidate.graph for candidate in candidates}
    renewed = {candidate.subject for candidate in candidates if iris.extracted_from(candidate.graph) is None}
    stale = [graph for graph in stale_graphs(project.store, iris, renewed) if graph not in graphs]
    outdated = outdated_by(candidates, stale, iris)
    judgement = project.gate.judge(candidates, project.store, outdated=outdated)
    project.enter(judgement, {graph for item in judgement.accepted for graph in outdated.get(item.graph, ())})
    _hold_to_decisions(project)
    return judgement
