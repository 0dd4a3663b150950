"""Takes one source's records into the store: compare, gate, commit.

Only what changed is looked at: a record whose fingerprint is already stored is left alone. All changed records of one
call are one batch: judged together by the gate and committed in one atomic step, so a killed import leaves the old
state or the new one. What the gate refuses goes to quarantine, and an older version of it stays in the store.

Every record that comes in is accounted for: ``read = unchanged + stored + quarantined + rejected + repeated``.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad

from mkgrdf import __version__
from mkgrdf.describe import KINDS, describe
from mkgrdf.errors import SettingsError
from mkgrdf.iris import Iris
from mkgrdf.project import Project
from mkgrdf.quarantine import Quarantine
from mkgrdf.queries import select
from mkgrdf.records import Record, Reject
from mkgrdf.shacl.judgement import Judgement
from mkgrdf.shacl.report import Report
from mkgrdf.statements import Candidate, Model, Run
from mkgrdf.store import Store

__all__ = ["Difference", "Ingested", "candidates_of", "ingest"]


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
        quarantined: what the gate refused, with its report.
        warnings: what the gate let in with a warning.
        withdrawn: records that vanished from the source (``full`` only).
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
    warnings: tuple[tuple[Candidate, Report], ...]
    withdrawn: int
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
    batch = _describe(records, iris=iris, source=source, run=run.iri(iris), reader=reader)
    described = time.perf_counter()

    stored = {cast("NamedNode", row["graph"]): row for row in select(store, "pipeline/records", source=source)}
    changed = [item for item in batch.candidates if item.digest != _digest(stored.get(item.graph))]
    vanished = _vanished(stored, batch, source, project.settings.withdraw_share) if full else []
    stale = _stale(store, iris, [item.subject for item in changed] + [_subject(stored[graph]) for graph in vanished])
    compared = time.perf_counter()

    # The run is staged with the records, since each of them refers to it; alone it is not worth a commit.
    batch_run = [run.candidate(iris)] if changed else []
    staged = [*changed, *batch_run, *beside]
    judgement = _without(beside, project.gate.judge(staged, store, remove=[*vanished, *stale]))
    judged = time.perf_counter()

    records_in = [item for item in judgement.accepted if item not in batch_run]
    accepted = judgement.accepted if records_in else ()
    kept = _not_refused(stale, judgement, iris)
    remove = [*vanished, *kept, *(candidate.graph for candidate, _ in judgement.dependents)]
    difference = Difference((), ())
    added = removed = 0
    if dry_run:
        difference = _difference(store, accepted, remove)
        added, removed = len(difference.added), len(difference.removed)
    else:
        _quarantine(project.quarantine, judgement, vanished, iris)
        commit = store.commit({item.graph: item.triples for item in accepted}, remove)
        added, removed = commit.added, commit.removed
    committed = time.perf_counter()

    new = sum(item.graph not in stored for item in records_in)
    return Ingested(
        source=source,
        by_kind=batch.by_kind,
        new=new,
        changed=len(records_in) - new,
        unchanged=len(batch.candidates) - len(changed),
        repeated=batch.repeated,
        rejects=tuple(batch.rejects),
        quarantined=judgement.refused,
        warnings=judgement.warnings,
        withdrawn=len(vanished),
        stale=len(kept),
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
    batch = _describe(records, iris=project.iris, source=source, run=run.iri(project.iris), reader=reader)
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


def _describe(records: Iterable[Record | Reject], *, iris: Iris, source: str, run: NamedNode, reader: str) -> _Batch:
    batch = _Batch([], [], dict.fromkeys(KINDS.values(), 0))
    seen: dict[NamedNode, Candidate] = {}
    for record in records:
        if isinstance(record, Reject):
            batch.rejects.append(record)
            continue
        batch.by_kind[KINDS[type(record)]] += 1
        candidate = describe(record, iris=iris, source=source, run=run)
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


def _digest(row: Mapping[str, object] | None) -> str | None:
    return None if row is None else cast("Literal", row["digest"]).value


def _subject(row: Mapping[str, object]) -> NamedNode:
    return cast("NamedNode", row["subject"])


def _vanished(
    stored: Mapping[NamedNode, Mapping[str, object]], batch: _Batch, source: str, share: Decimal
) -> list[NamedNode]:
    present = {candidate.graph for candidate in batch.candidates}
    # A row that could not be read still stands in the source: its record has not vanished.
    raw = {value for reject in batch.rejects for _, value in reject.raw}
    unread = raw | {value.strip('"') for value in raw}  # a cell of a JSON row is raw JSON
    gone = [graph for graph in stored if graph not in present and _key(graph) not in unread]
    if len(gone) > share * len(stored):
        raise SettingsError(
            "full",
            f"withdraws {len(gone)} of the {len(stored)} records of source {source!r}",
            f"at most a share of {share} (thresholds.withdraw_share); check that the source is complete, "
            "or raise the threshold",
        )
    return gone


def _key(graph: NamedNode) -> str:
    return Iris("").key(graph)


def _stale(store: Store, iris: Iris, subjects: Iterable[NamedNode]) -> list[NamedNode]:
    """Return the graphs of all extractors about ``subjects``: what was read out of a text that is no longer so."""
    locals_ = {subject.value.removeprefix(iris.base) for subject in subjects}
    prefix = f"{iris.base}graph/extract/"
    graphs = (cast("NamedNode", row["graph"]) for row in select(store, "pipeline/graphs", prefix=prefix))
    return [graph for graph in graphs if graph.value.removeprefix(prefix).partition("/")[2] in locals_]


def _not_refused(stale: Sequence[NamedNode], judgement: Judgement, iris: Iris) -> list[NamedNode]:
    """Return the stale graphs, less those of refused candidates, whose older version stays in the store."""
    refused = {candidate.subject.value.removeprefix(iris.base) for candidate, _ in judgement.refused}
    prefix = f"{iris.base}graph/extract/"
    return [graph for graph in stale if graph.value.removeprefix(prefix).partition("/")[2] not in refused]


def _quarantine(quarantine: Quarantine, judgement: Judgement, vanished: Iterable[NamedNode], iris: Iris) -> None:
    # Before the commit: a kill in between leaves a candidate in quarantine that is judged anew on the next import,
    # never one that is nowhere.
    for candidate, report in judgement.refused:
        quarantine.put(candidate, report)
    extracted = f"{iris.base}graph/extract/"
    for candidate, report in judgement.dependents:
        if not candidate.graph.value.startswith(extracted):  # those are derived anew by the next `mkgrdf extract`
            quarantine.put(candidate, report)
    for candidate in judgement.accepted:
        quarantine.discard(candidate.graph)
    for graph in vanished:
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
