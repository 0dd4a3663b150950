"""Wherever records are read, the graph is the same; a worker that dies costs nothing but time."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from mkgrdf.errors import EngineError
from mkgrdf.extract import Corpus, Readable
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.extraction import ENGINES, Local
from mkgrdf.extraction import partitions as portions
from mkgrdf.extraction.engines import ATTEMPTS, Engine, Processes
from mkgrdf.extraction.partitions import Partition, Work
from mkgrdf.iris import Iris
from mkgrdf.pipeline import extract_knowledge
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.shacl.gate import Gate
from tests.extraction.conftest import TEXTS, shop_of

IRIS = Iris("https://example.org/t/")
RUN = IRIS.node("run", "1")


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Partitions of seven records, so that there are several."""
    monkeypatch.setattr(portions, "PARTITION", 7)


def documents(count: int) -> dict[NamedNode, Readable]:
    found: dict[NamedNode, Readable] = {}
    for number in range(count):
        key, language = f"d{number:02}", "zh" if number % 4 == 3 else "en"
        found[IRIS.document(key)] = Document(
            key, DocumentKind.REVIEW, TEXTS[number % 4], language, Origin("reviews.jsonl", number + 1)
        )
    return found


class Dying(SentenceExtractor):
    """Kills its process over one record as long as its file says that it has done so less than ``times``."""

    def __init__(self, file: Path, times: int) -> None:
        super().__init__()
        self.file = file
        self.times = times

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        died = len(self.file.read_text())
        if subject.value.endswith("d10") and died < self.times:
            self.file.write_text("x" * (died + 1))
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(subject, record, graph, run)


class Raising(SentenceExtractor):
    """Raises over one record."""

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> Sequence[Triple]:
        if subject.value.endswith("d10"):
            raise ZeroDivisionError("a slip")
        return super().extract(subject, record, graph, run)


def work(extractor: SentenceExtractor, records: dict[NamedNode, Readable]) -> tuple[Work, Iterator[Partition]]:
    corpus = Corpus(IRIS, (), (), {}, {n: r for n, r in records.items() if isinstance(r, Document)}, {}, {})
    extractor.fit(corpus)
    return Work(IRIS, ((extractor, RUN),)), portions.partitions(records.items(), ["test"])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["processes", "ray"])
def test_every_engine_gives_the_same_graph(name: str, tmp_path: Path, gate: Gate) -> None:
    """Local, several processes and a real local Ray cluster: the same quads, the same counts."""
    local, other = shop_of(tmp_path / "local", gate), shop_of(tmp_path / "other", gate)
    here = extract_knowledge(local.project, engine=Local())
    there = extract_knowledge(other.project, engine=ENGINES[name](2))
    assert here.graphs["sentences"] == 40
    assert (there.graphs, there.found, there.added) == (here.graphs, here.found, here.added)
    assert other.quads() == local.quads()


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    """Killed over one record twice, the third try is enough; the order of partitions is kept."""
    file = tmp_path / "died"
    file.write_text("")
    records = documents(30)
    said = list(Processes(2).map(*work(Dying(file, ATTEMPTS - 1), records)))
    assert file.read_text() == "x" * (ATTEMPTS - 1)
    assert said == list(Local().map(*work(SentenceExtractor(), records)))


@pytest.mark.slow
def test_a_worker_that_dies_between_partitions_is_replaced() -> None:
    """Killed from outside, while nothing or something runs in it: what it had is read again."""
    found = Processes(1).map(*work(SentenceExtractor(), documents(30)))
    said = [next(found)]
    for worker in multiprocessing.active_children():
        worker.kill()
        worker.join()
    said += found
    assert said == list(Local().map(*work(SentenceExtractor(), documents(30))))


@pytest.mark.slow
def test_a_record_that_kills_every_worker_ends_the_run(tmp_path: Path) -> None:
    """The error says which records, and that nothing is lost."""
    file = tmp_path / "died"
    file.write_text("")
    with pytest.raises(EngineError, match=r"from \S+/d07 to \S+/d13 could not be read: BrokenProcessPool.*goes on"):
        list(Processes(1).map(*work(Dying(file, 99), documents(30))))


@pytest.mark.parametrize("engine", [Local(), Processes(1)], ids=["local", "processes"])
def test_an_extractor_that_raises_is_named_by_its_records(engine: Engine) -> None:
    """What a slip in an extractor says reaches whoever runs it, with the records that it was made over."""
    with pytest.raises(EngineError, match=r"from \S+/d07 to \S+/d13 could not be read: ZeroDivisionError: a slip"):
        list(engine.map(*work(Raising(), documents(30))))
