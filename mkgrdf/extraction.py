"""Runs extractors over what the store holds: read the corpus, fit, extract, gate, commit.

Each extractor owns one named graph for each record that it says something about. Running it again replaces those
graphs and drops the ones that it no longer fills, so a second run on the same store changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode, Triple

from mkgrdf.corpus import load_corpus
from mkgrdf.errors import SettingsError
from mkgrdf.extract import EXTRACTORS, Corpus, Extractor, Readable
from mkgrdf.iris import Iris
from mkgrdf.project import Project
from mkgrdf.queries import select
from mkgrdf.shacl.report import Report
from mkgrdf.statements import Candidate, Run
from mkgrdf.store import Store

__all__ = ["Extracted", "Progress", "extract", "no_progress"]

Progress = Callable[[Iterable[tuple[NamedNode, Readable]], str, int], Iterable[tuple[NamedNode, Readable]]]
"""Wraps a loop so that someone can watch it: ``(items, what, how many) -> the same items``."""


def no_progress(
    items: Iterable[tuple[NamedNode, Readable]], what: str, total: int
) -> Iterable[tuple[NamedNode, Readable]]:
    """Return ``items`` as they are."""
    del what, total
    return items


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extractors said, and what became of it.

    ``graphs`` counts, for each extractor, the records about which it says something; ``changed``, ``unchanged`` and
    ``dropped`` count graphs; ``fallen`` are stored graphs (of a script, say) that do not conform without what was
    dropped and went to quarantine; ``added`` and ``removed`` count quads; ``seconds`` are by stage.
    """

    graphs: dict[str, int]
    changed: int
    unchanged: int
    dropped: int
    quarantined: tuple[tuple[Candidate, Report], ...]
    fallen: tuple[tuple[Candidate, Report], ...]
    warnings: tuple[tuple[Candidate, Report], ...]
    added: int
    removed: int
    seconds: dict[str, float]


def extract(
    names: Sequence[str], project: Project, *, source: str | None = None, progress: Progress = no_progress
) -> Extracted:
    """Run the extractors ``names`` over the store, or over what came from ``source`` only.

    All that they say is one batch: judged together, committed in one atomic step.

    Raises:
        SettingsError: an extractor builds on another one that has not run.
        StoreError: the store cannot be read or written.
    """
    store, iris = project.store, project.iris
    names = list(dict.fromkeys(names))
    begin = time.perf_counter()
    corpus = load_corpus(store, iris)
    within = None
    if source is not None:
        within = {row.iri("subject") for row in select(store, "pipeline/records", source=source)}
    seconds = {"read corpus": time.perf_counter() - begin}

    candidates: list[Candidate] = []
    runs: list[Candidate] = []
    graphs: dict[str, int] = {}
    extractors = [_make(name) for name in names]
    _check_foundations(extractors, store, iris)
    for name, extractor in zip(names, extractors, strict=True):
        begin = time.perf_counter()
        run = Run(f"extract {name}", extractor.model, extractor.settings(), project.now)
        extractor.fit(corpus)
        records = _records(corpus, extractor, within)
        said = _ask(extractor, progress(records.items(), f"extract {name}", len(records)), iris, run.iri(iris))
        candidates += said
        graphs[name] = len(said)
        if said:
            runs.append(run.candidate(iris))
        seconds[f"extract {name}"] = time.perf_counter() - begin

    begin = time.perf_counter()
    stored = _stored(store, iris, names, within)
    changed = [item for item in candidates if stored.get(item.graph) != frozenset(item.triples)]
    produced = {item.graph for item in candidates}
    dropped = [graph for graph in stored if graph not in produced]
    # The runs are staged too, since every claim refers to one; they count as changed only when a claim does.
    judgement = project.gate.judge([*changed, *(runs if changed else [])], store, remove=dropped)
    seconds["gate"] = time.perf_counter() - begin

    begin = time.perf_counter()
    accepted = [item for item in judgement.accepted if item.graph in produced]
    # A run that brought nothing new is not worth a commit, but what it left in quarantine has to find it there.
    runs_in = [run for run in judgement.accepted if run.graph not in produced]
    runs_in = [run for run in runs_in if accepted or not any(store.quads([run.graph]))]
    fallen = tuple(pair for pair in judgement.dependents if iris.extracted_from(pair[0].graph) is None)
    commit = project.enter(replace(judgement, accepted=(*accepted, *runs_in)), dropped)
    _forget(project, names, within, {candidate.graph for candidate, _ in judgement.refused})
    seconds["commit"] = time.perf_counter() - begin
    return Extracted(
        graphs=graphs,
        changed=len(accepted),
        unchanged=len(candidates) - len(changed),
        dropped=len(dropped) + len(judgement.dependents) - len(fallen),
        quarantined=judgement.refused,
        fallen=fallen,
        warnings=judgement.warnings,
        added=commit.added,
        removed=commit.removed,
        seconds=seconds,
    )


def _make(name: str) -> Extractor:
    if name not in EXTRACTORS:
        raise SettingsError("extractor", name, f"one of {', '.join(EXTRACTORS)}")
    return EXTRACTORS[name]()


def _check_foundations(extractors: Sequence[Extractor], store: Store, iris: Iris) -> None:
    """Refuse to run an extractor that refers to what another one says, where that one has said nothing yet."""
    running = {extractor.name for extractor in extractors}
    for extractor in extractors:
        for below in sorted(extractor.builds_on - running):
            if not any(select(store, "pipeline/graphs", prefix=iris.extract_graphs(below))):
                expected = f"{below!r} to have run, since {extractor.name!r} refers to what it finds; name both"
                raise SettingsError("extractor", extractor.name, expected)


def _records(corpus: Corpus, extractor: Extractor, within: set[NamedNode] | None) -> dict[NamedNode, Readable]:
    tables: tuple[Mapping[NamedNode, Readable], ...] = (corpus.documents, corpus.images, corpus.videos)
    return {
        node: record
        for table in tables
        for node, record in table.items()
        if isinstance(record, extractor.reads) and (within is None or node in within)
    }


def _ask(
    extractor: Extractor, records: Iterable[tuple[NamedNode, Readable]], iris: Iris, run: NamedNode
) -> list[Candidate]:
    said = []
    for node, record in records:
        graph = iris.extract_graph(extractor.name, node)
        triples = extractor.extract(node, record, graph, run)
        if triples:
            said.append(Candidate(graph, node, triples, record.origin))
    return said


def _stored(
    store: Store, iris: Iris, names: Iterable[str], within: set[NamedNode] | None
) -> dict[NamedNode, frozenset[Triple]]:
    """Return what these extractors said before, by graph."""
    found: dict[NamedNode, set[Triple]] = {}
    for name in names:
        prefix = iris.extract_graphs(name)
        graphs = [row.iri("graph") for row in select(store, "pipeline/graphs", prefix=prefix)]
        if within is not None:
            graphs = [graph for graph in graphs if iris.extracted_from(graph) in within]
        for quad in store.quads(graphs) if graphs else ():
            if isinstance(quad.graph_name, NamedNode):
                found.setdefault(quad.graph_name, set()).add(quad.triple)
    return {graph: frozenset(triples) for graph, triples in found.items()}


def _forget(project: Project, names: Iterable[str], within: set[NamedNode] | None, refused: set[NamedNode]) -> None:
    """Let go of what these extractors said once, was refused, and is not what they say now."""
    prefixes = tuple(project.iris.extract_graphs(name) for name in names)
    for entry in list(project.quarantine):
        graph = entry.candidate.graph
        about = project.iris.extracted_from(graph)
        if graph.value.startswith(prefixes) and (within is None or about in within) and graph not in refused:
            project.quarantine.discard(graph)
