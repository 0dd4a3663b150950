"""One extraction from beginning to end, stage by stage: read, gate, commit."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import groupby
from typing import Protocol, cast, runtime_checkable

from pyoxigraph import NamedNode

from mkgrdf.corpus import load_corpus
from mkgrdf.errors import SettingsError
from mkgrdf.extract import Corpus, Extractor, Miner, Readable
from mkgrdf.extraction.engines import Engine, Local
from mkgrdf.extraction.entry import Entry
from mkgrdf.extraction.journal import Journal
from mkgrdf.extraction.making import Makers, makers
from mkgrdf.extraction.partitions import Said, Work, partitions
from mkgrdf.iris import Iris, content_key
from mkgrdf.project import Project
from mkgrdf.queries import select
from mkgrdf.records import Document, Image, Video, fingerprint
from mkgrdf.shacl.report import Report
from mkgrdf.statements import Candidate, Run
from mkgrdf.store import Store

__all__ = ["Extracted", "Progress", "extract", "no_progress"]

Records = Iterable[tuple[NamedNode, Readable]]
Progress = Callable[[Records, str, int], Records]
"""Wraps a loop so that someone can watch it: ``(items, what, how many) -> the same items``."""


def no_progress(items: Records, what: str, total: int) -> Records:
    """Return ``items`` as they are."""
    del what, total
    return items


@dataclass(slots=True)
class Extracted:
    """What extractors said, and what became of it.

    ``graphs`` counts, for each extractor, the records or nodes about which it says something; ``found`` counts, for
    each extractor, the nodes by class and the claims by property (local names) that it states; ``left_out`` counts, for
    each miner that says so, what it found and does not state, by reason; ``decided`` counts the graphs that people's
    decisions about concepts changed; ``changed``, ``unchanged`` and ``dropped`` count graphs; ``fallen`` are stored
    graphs (of a script, say) that do not conform without what was dropped and went to quarantine; ``added`` and
    ``removed`` count quads; ``resumed`` counts records that an interrupted run had read already; ``seconds`` are by
    stage.
    """

    graphs: dict[str, int] = field(default_factory=dict)
    found: dict[str, Counter[str]] = field(default_factory=dict)
    left_out: dict[str, Counter[str]] = field(default_factory=dict)
    decided: int = 0
    changed: int = 0
    unchanged: int = 0
    dropped: int = 0
    quarantined: tuple[tuple[Candidate, Report], ...] = ()
    fallen: tuple[tuple[Candidate, Report], ...] = ()
    warnings: tuple[tuple[Candidate, Report], ...] = ()
    added: int = 0
    removed: int = 0
    resumed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def spent(self, stage: str, since: float) -> None:
        """Count the time since ``since`` as spent on ``stage``."""
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - since


def extract(
    names: Sequence[str],
    project: Project,
    *,
    source: str | None = None,
    engine: Engine | None = None,
    progress: Progress = no_progress,
) -> Extracted:
    """Run the extractors and miners ``names``, in this order, over the store, or over what came from ``source`` only.

    Extractors that follow each other read the records together, partition by partition; what they say about some
    partitions is one batch, judged together and committed in one atomic step. A miner is a stage of its own, and what
    it finds is in the corpus of all that comes after it. Miners always read everything.

    Raises:
        SettingsError: an extractor builds on another one that has not run.
        StoreError: the store cannot be read or written.
        EngineError: the engine cannot start, or lost a partition for good.
    """
    names = list(dict.fromkeys(names))
    made = makers(project.settings)
    agents = [_make(name, made) for name in names]
    _check_foundations(agents, project.store, project.iris)
    within = None
    if source is not None:
        within = {row.iri("subject") for row in select(project.store, "pipeline/records", source=source)}
    extracted = Extracted(graphs=dict.fromkeys(names, 0), found={name: Counter() for name in names})
    journal = Journal(project.settings.progress)
    for stage in _stages(agents):
        begin = time.perf_counter()
        corpus = load_corpus(project.store, project.iris)
        extracted.spent("load", begin)
        if isinstance(stage, list):
            _read(stage, corpus, Entry(project, extracted, within, journal), engine or Local(), progress)
        else:
            _mine(stage, corpus, Entry(project, extracted, None, journal))
    journal.close()
    return extracted


def _make(name: str, made: Makers) -> Extractor | Miner:
    if name not in made:
        raise SettingsError("extractor", name, f"one of {', '.join(made)}")
    return made[name]()


@runtime_checkable
class _Sifting(Protocol):
    """A miner that finds more than it states, and counts the rest by reason."""

    dropped: Mapping[str, int]


def _check_foundations(agents: Sequence[Extractor | Miner], store: Store, iris: Iris) -> None:
    """Refuse to run an extractor that refers to what another one says, where that one has said nothing yet."""
    running = {agent.name for agent in agents}
    for agent in agents:
        for below in sorted(agent.builds_on - running):
            if not any(select(store, "pipeline/graphs", prefix=iris.extract_graphs(below))):
                expected = f"{below!r} to have run, since {agent.name!r} refers to what it finds; name both"
                raise SettingsError("extractor", agent.name, expected)


def _stages(agents: Iterable[Extractor | Miner]) -> Iterator[list[Extractor] | Miner]:
    """Yield extractors that follow each other together, and each miner by itself."""
    for are_miners, group in groupby(agents, key=lambda agent: hasattr(agent, "mine")):
        if are_miners:
            yield from cast("Iterable[Miner]", group)
        else:
            yield cast("list[Extractor]", list(group))


def _read(extractors: list[Extractor], corpus: Corpus, entry: Entry, engine: Engine, progress: Progress) -> None:
    """Ask ``extractors`` about all records, and let in what they say."""
    project, extracted = entry.project, entry.extracted
    begin = time.perf_counter()
    runs = [Run(f"extract {each.name}", each.model, each.settings(), project.now) for each in extractors]
    for extractor in extractors:
        extractor.fit(corpus)
    extracted.spent("fit", begin)
    work = Work(project.iris, tuple((each, run.iri(project.iris)) for each, run in zip(extractors, runs, strict=True)))
    records = _records(corpus, extractors, entry.within)
    begin = time.perf_counter()
    basis = [*(run.iri(project.iris).value for run in runs), _digest(corpus)]
    extracted.spent("load", begin)
    read = ((node, table[node]) for node, table in records.items())
    watched = progress(read, f"extract {', '.join(each.name for each in extractors)}", len(records))
    entry.begin(extractors, runs)
    begin = time.perf_counter()
    for partition, said in engine.map(work, entry.left(partitions(watched, basis))):
        extracted.spent("read", begin)
        entry.add(said, partition)
        if entry.is_full:
            entry.flush()
        begin = time.perf_counter()
    extracted.spent("read", begin)
    entry.flush()
    entry.drop_what_is_left(records.keys())


def _mine(miner: Miner, corpus: Corpus, entry: Entry) -> None:
    """Ask ``miner`` about everything, and let in what it finds."""
    project, extracted = entry.project, entry.extracted
    run = Run(f"extract {miner.name}", miner.model, miner.settings(), project.now)
    entry.begin([miner], [run])
    found: set[NamedNode] = set()
    begin = time.perf_counter()
    for node, content in miner.mine(corpus, run.iri(project.iris)):
        triples = content(project.iris.extract_graph(miner.name, node))
        extracted.spent(f"read {miner.name}", begin)
        found.add(node)
        entry.add([Said(miner.name, node, triples)])
        begin = time.perf_counter()
    extracted.spent(f"read {miner.name}", begin)
    if isinstance(miner, _Sifting):
        extracted.left_out[miner.name] = +Counter(miner.dropped)
    # Concepts refer to each other: they are judged together.
    entry.flush()
    entry.drop_what_is_left(found)


def _records(
    corpus: Corpus, extractors: Iterable[Extractor], within: Set[NamedNode] | None
) -> dict[NamedNode, Mapping[NamedNode, Readable]]:
    """Return the nodes of the records to be read, each with the table that has its record."""
    tables: tuple[tuple[type, Mapping[NamedNode, Readable]], ...] = (
        (Document, corpus.documents),
        (Image, corpus.images),
        (Video, corpus.videos),
    )
    wanted = {kind for extractor in extractors for kind in extractor.reads}
    return {
        node: table for kind, table in tables if kind in wanted for node in table if within is None or node in within
    }


def _digest(corpus: Corpus) -> str:
    """Return a digest of all that extractors may be fitted on, texts and media included.

    What is said about a document may depend on any other one: on what was said before, for instance.
    """
    records = hashlib.sha256()
    tables: tuple[Mapping[NamedNode, Readable], ...] = (corpus.documents, corpus.images, corpus.videos)
    for table in tables:
        for node, record in table.items():
            records.update(f"{node.value}\n{fingerprint(record)}\n".encode())
    concepts = (
        sorted((each.iri.value, each.kind, sorted(each.names)) for each in known)
        for known in (corpus.concepts, corpus.listed)
    )
    values = sorted(
        (each.iri.value, each.property_code, sorted(each.names), sorted(map(str, each.products)))
        for each in corpus.values
    )
    named = (
        sorted((node.value, sorted(names)) for node, names in table.items())
        for table in (corpus.products, corpus.brands, corpus.categories)
    )
    groups = sorted((str(variant), str(group)) for variant, group in corpus.groups.items())
    return content_key(records.hexdigest(), *concepts, values, *named, groups, corpus.decisions)
