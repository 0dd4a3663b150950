"""How what extractors say gets into the store: some partitions at a time, through the gate."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import Extractor, Miner
from mkgrdf.extraction.journal import Journal
from mkgrdf.extraction.partitions import Partition, Said
from mkgrdf.project import Project
from mkgrdf.queries import select
from mkgrdf.records import Origin
from mkgrdf.statements import Candidate, Run
from mkgrdf.vocabulary import MKG, RDF

if TYPE_CHECKING:
    from mkgrdf.extraction.run import Extracted

__all__ = ["Entry"]

_MOST: Final = 50_000
"""Statements from which on a batch is judged: more gain nothing, and take memory."""


class Entry:
    """Collects what extractors of one stage say, and lets it in, batch by batch.

    A record's old graphs are replaced in the batch that its new ones are in; a graph that nothing is said in any more
    goes.
    """

    def __init__(self, project: Project, extracted: Extracted, within: Set[NamedNode] | None, journal: Journal) -> None:
        self.project = project
        self.extracted = extracted
        self.within = within
        self._journal = journal
        self._names: tuple[str, ...] = ()
        self._runs: tuple[Candidate, ...] = ()
        self._partitions: list[Partition] = []
        self._candidates: list[Candidate] = []
        self._statements = 0
        self._refused: set[NamedNode] = set()
        self._skipped: set[NamedNode] = set()

    def begin(self, agents: Sequence[Extractor | Miner], runs: Sequence[Run]) -> None:
        """Say who is going to speak."""
        self._names = tuple(agent.name for agent in agents)
        self._runs = tuple(run.candidate(self.project.iris) for run in runs)

    def left(self, partitions: Iterable[Partition]) -> Iterator[Partition]:
        """Yield those of ``partitions`` that an interrupted run has not let in already."""
        for partition in partitions:
            if partition.key in self._journal:
                self._skipped.update(node for node, _ in partition.records)
                self.extracted.resumed += len(partition.records)
            else:
                yield partition

    def add(self, said: Iterable[Said], partition: Partition | None = None) -> None:
        """Take what was said about the records of ``partition``, or about nodes that no record describes."""
        begin = time.perf_counter()
        origins: dict[NamedNode, Origin] = {}
        if partition is not None:
            origins = {node: record.origin for node, record in partition.records}
            self._partitions.append(partition)
        for one in said:
            graph = self.project.iris.extract_graph(one.extractor, one.node)
            triples = tuple(one.triples)
            self._candidates.append(Candidate(graph, one.node, triples, origins.get(one.node)))
            self._statements += len(triples)
            self.extracted.graphs[one.extractor] += 1
            self.extracted.found[one.extractor].update(_found(triples))
        self.extracted.spent("gate", begin)

    @property
    def is_full(self) -> bool:
        """Whether there is enough to be judged."""
        return self._statements >= _MOST

    def flush(self) -> None:
        """Judge and commit what was collected."""
        begin = time.perf_counter()
        iris = self.project.iris
        # Also those in which nothing is said now.
        nodes = {node for partition in self._partitions for node, _ in partition.records}
        graphs = {iris.extract_graph(name, node) for name in self._names for node in nodes}
        graphs.update(candidate.graph for candidate in self._candidates)
        stored = self._stored(graphs)
        changed = [one for one in self._candidates if stored.get(one.graph) != frozenset(one.triples)]
        self.extracted.unchanged += len(self._candidates) - len(changed)
        produced = {candidate.graph for candidate in self._candidates}
        self.extracted.spent("gate", begin)
        self._enter(changed, [graph for graph in stored if graph not in produced])
        self._journal.note(partition.key for partition in self._partitions)
        self._partitions, self._candidates, self._statements = [], [], 0

    def drop_what_is_left(self, spoken_of: Collection[NamedNode]) -> None:
        """Drop the graphs about records that are not there any more, and old quarantined ones of what was read now."""
        iris = self.project.iris
        gone = []
        for name in self._names:
            for row in select(self.project.store, "pipeline/graphs", prefix=iris.extract_graphs(name)):
                about = iris.extracted_from(row.iri("graph"))
                if about not in spoken_of and (self.within is None or about in self.within):
                    gone.append(row.iri("graph"))
        if gone:
            self._enter([], gone)
        prefixes = tuple(iris.extract_graphs(name) for name in self._names)
        for entry in list(self.project.quarantine):
            graph = entry.candidate.graph
            about = iris.extracted_from(graph)
            is_mine = graph.value.startswith(prefixes) and (self.within is None or about in self.within)
            if is_mine and graph not in self._refused and about not in self._skipped:
                self.project.quarantine.discard(graph)

    def _enter(self, changed: list[Candidate], dropped: list[NamedNode]) -> None:
        if not changed and not dropped:
            return
        project, extracted = self.project, self.extracted
        begin = time.perf_counter()
        # The runs are judged along, since every claim refers to one; they count as changed only when a claim does.
        judgement = project.gate.judge([*changed, *(self._runs if changed else [])], project.store, remove=dropped)
        extracted.spent("gate", begin)
        begin = time.perf_counter()
        runs = {run.graph for run in self._runs}
        accepted = [item for item in judgement.accepted if item.graph not in runs]
        # A run that brought nothing new is not worth a commit, but what it left in quarantine has to find it there.
        runs_in = [run for run in judgement.accepted if run.graph in runs]
        runs_in = [run for run in runs_in if accepted or not any(project.store.quads([run.graph]))]
        fallen = tuple(pair for pair in judgement.dependents if project.iris.extracted_from(pair[0].graph) is None)
        commit = project.enter(replace(judgement, accepted=(*accepted, *runs_in)), dropped, keeps_progress=True)
        self._refused.update(candidate.graph for candidate, _ in judgement.refused)
        extracted.changed += len(accepted)
        extracted.dropped += len(dropped) + len(judgement.dependents) - len(fallen)
        extracted.quarantined += judgement.refused
        extracted.fallen += fallen
        extracted.warnings += judgement.warnings
        extracted.added += commit.added
        extracted.removed += commit.removed
        extracted.spent("commit", begin)

    def _stored(self, graphs: Collection[NamedNode]) -> dict[NamedNode, frozenset[Triple]]:
        """Return what the store holds in ``graphs``; those that it has not are left out."""
        found: dict[NamedNode, set[Triple]] = {}
        for quad in self.project.store.quads(sorted(graphs, key=str)):
            if isinstance(quad.graph_name, NamedNode):
                found.setdefault(quad.graph_name, set()).add(quad.triple)
        return {graph: frozenset(triples) for graph, triples in found.items()}


def _found(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield the classes and claimed properties of the pattern layer in ``triples``, as often as they occur."""
    for triple in triples:
        is_telling = triple.predicate in (RDF.type, MKG.claimPredicate)
        if is_telling and isinstance(triple.object, NamedNode) and triple.object not in (MKG.Claim, RDF.type):
            yield triple.object.value.removeprefix(MKG.iri)
