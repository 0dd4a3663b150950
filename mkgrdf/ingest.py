"""Takes one source's records into the store: compare, gate, commit.

Only what changed is looked at: a record whose fingerprint is already stored is left alone. All changed records of one
call are one batch: judged together by the gate and committed in one atomic step, so a killed import leaves the old
state or the new one. What the gate refuses goes to quarantine, and an older version of it stays in the store.

Every record that comes in is accounted for: ``read = unchanged + stored + quarantined + rejected + repeated``.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pyoxigraph import NamedNode, Quad

from mkgrdf import __version__
from mkgrdf.decisions import Rules, load_decisions
from mkgrdf.describe import KINDS, describe
from mkgrdf.errors import SettingsError
from mkgrdf.iris import Iris
from mkgrdf.project import Project
from mkgrdf.queries import Row, select
from mkgrdf.readers.microdata import HTML_SUFFIXES
from mkgrdf.records import Record, Reject
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.statements import Candidate, Model, Run
from mkgrdf.store import Store

__all__ = ["Difference", "Ingested", "candidates_of", "ingest", "outdated_by", "stale_graphs"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a commit would do to the store."""

    added: tuple[Quad, ...]
    removed: tuple[Quad, ...]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one source's records, in records, and how many quads that added and removed.

    Attributes:
        by_kind: records read, by kind (``product``).
        repeated: records that said the same as an earlier one of the same id.
        rejects: what could not be read, or not be told apart from an earlier record.
        quarantined: what the gate refused, with its report; also records that are as they were stored, but do not
            conform any more with what was changed or withdrawn.
        fallen: other stored graphs that do not conform any more, of another source or a script; also in quarantine.
        warnings: what the gate let in with a warning.
        withdrawn: records that vanished from the source (``full`` only).
        replaced: products that web pages had described, and that this source describes now in their place.
        stale: graphs of extractors dropped because their record changed or vanished.
        seconds: wall-clock seconds by stage.
        difference: with ``dry_run``, the quads that would change; nothing was written.
    """

    source: str
    by_kind: dict[str, int]
    new: int
    changed: int
    unchanged: int
    repeated: int
    rejects: tuple[Reject, ...]
    quarantined: tuple[tuple[Candidate, Report], ...]
    fallen: tuple[tuple[Candidate, Report], ...]
    warnings: tuple[tuple[Candidate, Report], ...]
    withdrawn: int
    replaced: int
    stale: int
    added: int
    removed: int
    seconds: dict[str, float]
    difference: Difference | None = None

    @property
    def read(self) -> int:
        """Return how many records and rejects came in."""
        return self.new + self.changed + self.unchanged + self.repeated + len(self.rejects) + len(self.quarantined)


def ingest(
    records: Iterable[Record | Reject],
    project: Project,
    *,
    source: str,
    reader: str,
    full: bool = False,
    dry_run: bool = False,
    beside: Sequence[Candidate] = (),
) -> Ingested:
    """Take ``records``, read by the reader of that name, into the project's store under the name ``source``.

    With ``full``, ``records`` are everything that the source has, and stored records that are missing are withdrawn;
    more than the settings' ``withdraw_share`` of them are not. With ``dry_run`` all is judged and compared, and
    nothing written. ``beside`` is staged with the batch as if it were stored already, and not committed.

    Raises:
        SettingsError: ``full`` would withdraw too large a share; nothing was written.
        StoreError: the store cannot be read or written.
    """
    store, iris = project.store, project.iris
    started = time.perf_counter()
    run = _run(project, source, reader)
    batch = _describe(records, project, source=source, run=run.iri(iris), reader=reader)
    described = time.perf_counter()

    stored = {row.iri("graph"): row for row in select(store, "pipeline/records", source=source)}
    digests = {graph: row.text("digest") for graph, row in stored.items()}
    changed = [item for item in batch.candidates if item.digest != digests.get(item.graph)]
    vanished = _vanished(stored, batch, source, project.settings.withdraw_share) if full else []
    withdrawn = {stored[graph].iri("subject") for graph in vanished}
    renewed = {item.subject for item in changed} | withdrawn
    stale = stale_graphs(store, iris, renewed)
    # The older version of a refused record stays in the store, and what was read out of it too.
    orphans = [graph for graph in stale if iris.extracted_from(graph) in withdrawn]
    outdated = outdated_by(changed, set(stale).difference(orphans), iris)
    of_pages = set()
    for graph, pages in _of_pages(store, iris, changed, source).items():
        outdated.setdefault(graph, []).extend(pages)
        of_pages.update(pages)
    compared = time.perf_counter()

    # The run is staged with the records, since each of them refers to it; alone it is not worth a commit.
    batch_run = [run.candidate(iris)] if changed else []
    staged = [*changed, *batch_run, *beside]
    judgement = _without(beside, project.gate.judge(staged, store, [*vanished, *orphans], outdated))
    judged = time.perf_counter()

    records_in = [item for item in judgement.accepted if item not in batch_run]
    # What went to quarantine refers to the run too, and must find it when it is judged again.
    is_new_run = not any(store.quads([item.graph for item in batch_run]))
    accepted = judgement.accepted if records_in or is_new_run else ()
    as_stored = {item.graph for item in batch.candidates} - {item.graph for item in changed}
    fallen = [pair for pair in judgement.dependents if iris.extracted_from(pair[0].graph) is None]
    fallen_here = [pair for pair in fallen if pair[0].graph in as_stored]
    as_stored.difference_update(candidate.graph for candidate, _ in fallen_here)
    refused = {candidate.subject for candidate, _ in judgement.refused}
    dropped = {*orphans, *(graph for item in judgement.accepted for graph in outdated.get(item.graph, ()))}
    remove = [*vanished, *dropped]
    difference = Difference((), ())
    added = removed = 0
    if dry_run:
        gone = [*remove, *(candidate.graph for candidate, _ in judgement.dependents)]
        difference = _difference(store, accepted, gone)
        added, removed = len(difference.added), len(difference.removed)
    else:
        commit = project.enter(replace(judgement, accepted=accepted), remove)
        _forget(project, source, batch, as_stored, renewed - refused, full=full)
        added, removed = commit.added, commit.removed
    committed = time.perf_counter()

    new = sum(item.graph not in stored for item in records_in)
    return Ingested(
        source=source,
        by_kind=batch.by_kind,
        new=new,
        changed=len(records_in) - new,
        unchanged=len(as_stored),
        repeated=batch.repeated,
        rejects=tuple(batch.rejects),
        quarantined=(*judgement.refused, *fallen_here),
        fallen=tuple(pair for pair in fallen if pair not in fallen_here),
        warnings=judgement.warnings,
        withdrawn=len(vanished),
        replaced=len(dropped & of_pages),
        stale=len(dropped - of_pages),
        added=added,
        removed=removed,
        seconds={
            "read and describe": described - started,
            "compare": compared - described,
            "gate": judged - compared,
            "commit": committed - judged,
        },
        difference=difference if dry_run else None,
    )


def candidates_of(
    records: Iterable[Record | Reject], project: Project, *, source: str, reader: str
) -> tuple[Candidate, ...]:
    """Return what an import of ``records`` would bring before the gate, its run included; writes nothing."""
    run = _run(project, source, reader)
    batch = _describe(records, project, source=source, run=run.iri(project.iris), reader=reader)
    return (*batch.candidates, run.candidate(project.iris))


def _run(project: Project, source: str, reader: str) -> Run:
    model = Model(f"source:{reader}", __version__, f"{reader} reader")
    return Run(f"import {source}", model, "default", project.now, source)


def _without(beside: Sequence[Candidate], judgement: Judgement) -> Judgement:
    """Return the verdicts on the batch itself."""
    graphs = {candidate.graph for candidate in beside}
    return replace(
        judgement,
        accepted=tuple(item for item in judgement.accepted if item.graph not in graphs),
        refused=tuple(pair for pair in judgement.refused if pair[0].graph not in graphs),
        warnings=tuple(pair for pair in judgement.warnings if pair[0].graph not in graphs),
    )


@dataclass(slots=True)
class _Batch:
    """The candidates of one call, and what is already accounted for."""

    candidates: list[Candidate]
    rejects: list[Reject]
    by_kind: dict[str, int]
    repeated: int = 0


def _describe(
    records: Iterable[Record | Reject], project: Project, *, source: str, run: NamedNode, reader: str
) -> _Batch:
    """Describe records; what people decided about concepts holds for whatever a source says of them."""
    rules = Rules(load_decisions(project.store))
    batch = _Batch([], [], dict.fromkeys(KINDS.values(), 0))
    seen: dict[NamedNode, Candidate] = {}
    for record in records:
        if isinstance(record, Reject):
            batch.rejects.append(record)
            continue
        batch.by_kind[KINDS[type(record)]] += 1
        candidate = describe(record, iris=project.iris, source=source, run=run)
        if rules.concepts:
            candidate = replace(candidate, triples=rules.rewrite(candidate.triples))
        earlier = seen.setdefault(candidate.graph, candidate)
        if earlier is candidate:
            batch.candidates.append(candidate)
        elif earlier.digest == candidate.digest:
            batch.repeated += 1
        else:
            batch.rejects.append(_repeated_id(record, earlier, reader))
    return batch


def _repeated_id(record: Record, earlier: Candidate, reader: str) -> Reject:
    return Reject(
        origin=record.origin,
        code="id-not-unique",
        value=record.id,
        expected=f"an id that no other {KINDS[type(record)]} of the source has; {earlier.origin} has it too",
        suggestion="give one of the two another id, or remove the outdated one",
        format=reader,
        part=KINDS[type(record)],
    )


def _missing(graphs: Iterable[NamedNode], batch: _Batch) -> list[NamedNode]:
    """Return those of a source's record graphs of which the source has no row any more."""
    present = {candidate.graph for candidate in batch.candidates}
    # A row that could not be read still stands in the source: its record has not vanished.
    raw = {value for reject in batch.rejects for _, value in reject.raw}
    unread = raw | {value.strip('"') for value in raw}  # a cell of a JSON row is raw JSON
    return [graph for graph in graphs if graph not in present and Iris("").key(graph) not in unread]


def _vanished(stored: Mapping[NamedNode, Row], batch: _Batch, source: str, share: Decimal) -> list[NamedNode]:
    gone = _missing(stored, batch)
    if len(gone) > share * len(stored):
        raise SettingsError(
            "thresholds.withdraw_share",
            str(share),
            f"at least {len(gone) / len(stored):.2f} to withdraw {len(gone)} of the {len(stored)} records of source "
            f"{source!r}; check first that the source is complete",
        )
    return gone


def stale_graphs(store: Store, iris: Iris, subjects: Collection[NamedNode]) -> list[NamedNode]:
    """Return the graphs of all extractors about ``subjects``: what was read out of a text that is no longer so."""
    if not subjects:
        return []
    graphs = (row.iri("graph") for row in select(store, "pipeline/graphs", prefix=iris.extract_graphs()))
    return [graph for graph in graphs if iris.extracted_from(graph) in subjects]


def outdated_by(
    candidates: Iterable[Candidate], stale: Iterable[NamedNode], iris: Iris
) -> dict[NamedNode, list[NamedNode]]:
    """Return, for each record in ``candidates``, which of the ``stale`` graphs were read out of its older version."""
    by_subject: dict[NamedNode | None, list[NamedNode]] = {}
    for graph in stale:
        by_subject.setdefault(iris.extracted_from(graph), []).append(graph)
    records = (item for item in candidates if iris.extracted_from(item.graph) is None)
    return {item.graph: by_subject[item.subject] for item in records if item.subject in by_subject}


def _of_pages(store: Store, iris: Iris, changed: Iterable[Candidate], source: str) -> dict[NamedNode, list[NamedNode]]:
    """Return, for the products in ``changed``, the graphs of web pages that describe the same ones.

    A page makes a product only where no other source has it; so when a catalogue brings it, its word counts. What the
    page says besides stands in the graph of its document and stays.
    """
    prefix = f"{iris.source_graphs(source)}product/"
    products = {
        item.subject: item.graph
        for item in changed
        if item.graph.value.startswith(prefix)
        and item.origin is not None
        and not item.origin.file.lower().endswith(HTML_SUFFIXES)
    }
    found: dict[NamedNode, list[NamedNode]] = {}
    if not products:
        return found
    for row in select(store, "pipeline/of-pages"):
        graph = products.get(row.iri("product"))
        if graph is not None and row.text("source") != source:
            found.setdefault(graph, []).append(row.iri("graph"))
    return found


def _forget(
    project: Project,
    source: str,
    batch: _Batch,
    unchanged: Collection[NamedNode],
    renewed: Collection[NamedNode],
    *,
    full: bool,
) -> None:
    """Let go of what is in quarantine and no longer what the source says.

    That is: another version of a record that is again as it is stored; what was read out of a text that is ``renewed``;
    and, of a source that is there in full, records that it no longer has.
    """
    iris, quarantine = project.iris, project.quarantine
    kept = [entry.candidate.graph for entry in quarantine]
    mine = iris.source_graphs(source)
    gone = _missing((graph for graph in kept if graph.value.startswith(mine)), batch) if full else []
    outdated = (graph for graph in kept if graph in unchanged or iris.extracted_from(graph) in renewed)
    for graph in [*gone, *outdated]:
        quarantine.discard(graph)


def _difference(store: Store, accepted: Iterable[Candidate], remove: Iterable[NamedNode]) -> Difference:
    new = {
        Quad(triple.subject, triple.predicate, triple.object, item.graph)
        for item in accepted
        for triple in item.triples
    }
    graphs = [*(item.graph for item in accepted), *remove]
    old = set(store.quads(graphs)) if graphs else set()
    return Difference(tuple(sorted(new - old, key=str)), tuple(sorted(old - new, key=str)))
