"""Quarantine keeps step with the sources: nothing outdated waits in it, nothing is lost on the way in or out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pyoxigraph import NamedNode, Triple

from mkgrdf.extract import EXTRACTORS, Readable
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.pipeline import extract_knowledge, import_source, retry_quarantine
from mkgrdf.queries import select
from mkgrdf.resources import resource
from mkgrdf.script import describe_script, write_script
from mkgrdf.settings import Source
from mkgrdf.shacl.report import Report
from mkgrdf.shacl.validation import validate_store
from mkgrdf.statements import Candidate
from tests.pipeline.conftest import Shop

BASE = "https://example.org/t/"
HAT: dict[str, Any] = {"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD"}


def load_beside(shop: Shop, name: str, part: str, rows: Iterable[dict[str, Any]]) -> None:
    """Import one more source into the shop's project."""
    folder = shop.folder / name
    folder.mkdir()
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (folder / f"{part}.jsonl").write_text("".join(lines), encoding="utf-8")
    import_source(Source(name, folder, "native"), shop.project)


def waiting(shop: Shop) -> set[str]:
    """Return the local names of the graphs in quarantine."""
    return {entry.candidate.graph.value.removeprefix(BASE) for entry in shop.project.quarantine}


def read(shop: Shop) -> None:
    """Import the shop with the seed lexicon and extract."""
    settings = replace(shop.project.settings, lexicons=(resource("examples", "lexicon"),), withdraw_share=Decimal(1))
    shop.project = replace(shop.project, settings=settings)
    shop.load()
    extract_knowledge(shop.project)


def sentence_graphs(shop: Shop) -> set[str]:
    """Return the local names of the graphs of the extractor of sentences."""
    rows = select(shop.project.store, "pipeline/graphs", prefix=f"{BASE}graph/extract/sentences/")
    return {row.iri("graph").value.removeprefix(f"{BASE}graph/extract/sentences/") for row in rows}


def test_a_change_that_is_taken_back_waits_no_longer(shop: Shop) -> None:
    """A refused version leaves quarantine when the source says again what is stored."""
    shop.load()
    shop.documents[0]["products"] = ["nothing"]
    shop.load()
    assert waiting(shop) == {"graph/source/files/document/r1"}
    shop.documents[0]["products"] = ["mat"]
    assert shop.load().unchanged == 5
    assert waiting(shop) == set()


def test_a_refused_record_that_the_source_dropped_waits_no_longer(shop: Shop) -> None:
    """A full import lets go of refused records that the source no longer has, though they were never stored."""
    shop.documents[0]["products"] = ["nothing"]
    shop.load()
    del shop.documents[0]
    shop.load()
    assert waiting(shop) == {"graph/source/files/document/r1"}, "a part of a source withdraws nothing"
    shop.load(full=True)
    assert waiting(shop) == set()


def test_a_first_import_that_is_refused_whole_can_be_judged_again(shop: Shop) -> None:
    """The run of an import of which nothing was let in is there when its records are judged again."""
    shop.products = []
    shop.load()
    assert len(waiting(shop)) == 2
    before = shop.quads()
    shop.load()
    assert shop.quads() == before, "an import that brings nothing new writes nothing, not even its run"
    load_beside(shop, "mats", "products", [{**HAT, "id": "mat"}])
    assert len(retry_quarantine(shop.project).accepted) == 2
    assert waiting(shop) == set()


def test_a_record_that_falls_is_counted_where_it_is(shop: Shop) -> None:
    """Unchanged reviews of a withdrawn product count as quarantined, and every record is still accounted for."""
    shop.load()
    del shop.products[0]
    settings = replace(shop.project.settings, withdraw_share=Decimal(1))
    shop.project = replace(shop.project, settings=settings)
    ingested = shop.load(full=True)
    assert (ingested.withdrawn, ingested.unchanged, len(ingested.quarantined), ingested.fallen) == (1, 2, 2, ())
    assert ingested.read == 4
    assert waiting(shop) == {"graph/source/files/document/r1", "graph/source/files/document/r2"}


def test_what_falls_in_another_source_is_named(shop: Shop) -> None:
    """A stored review of another source that falls with its product is named, and waits in quarantine."""
    reviews, shop.documents = shop.documents, []
    shop.load()
    load_beside(shop, "reviews", "documents", reviews)
    shop.products[0]["id"] = "rug"
    settings = replace(shop.project.settings, withdraw_share=Decimal(1))
    shop.project = replace(shop.project, settings=settings)
    ingested = shop.load(full=True)
    assert (ingested.new, ingested.withdrawn, ingested.quarantined) == (1, 1, ())
    fallen = {candidate.graph.value.removeprefix(BASE) for candidate, _ in ingested.fallen}
    assert fallen == waiting(shop) == {"graph/source/reviews/document/r1", "graph/source/reviews/document/r2"}


def test_judging_again_drops_what_was_read_out_of_the_old_version(shop: Shop) -> None:
    """When a waiting version of a review is let in, the sentences of the version before it go."""
    read(shop)
    assert "document/r1" in sentence_graphs(shop)
    shop.documents[0] |= {"products": ["hat"], "text": "Short."}
    shop.load()
    assert "document/r1" in sentence_graphs(shop), "the old version stays, and what was read out of it"
    shop.products.append(HAT)
    del shop.documents[0]
    shop.load()
    assert len(retry_quarantine(shop.project).accepted) == 1
    assert "document/r1" not in sentence_graphs(shop)
    assert validate_store(shop.project.store).conforms


class Silent(SentenceExtractor):
    """An extractor whose rules have become so strict that it finds no sentence."""

    def extract(self, subject: NamedNode, record: Readable, graph: NamedNode, run: NamedNode) -> tuple[Triple, ...]:
        return ()


def test_a_script_whose_sentence_is_gone_goes_to_quarantine(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stored script that cites a sentence which is no longer found is kept in quarantine, not lost."""
    read(shop)
    project = shop.project
    written = write_script(project.store, project.iris, "mat", language="en", now=project.now)
    assert any(citation.kind == "Sentence" for segment in written.segments for citation in segment.cites)
    candidates = describe_script(written, project.iris, now=project.now)
    project.store.commit({candidate.graph: candidate.triples for candidate in candidates})
    monkeypatch.setitem(EXTRACTORS, "sentences", Silent)
    extracted = extract_knowledge(project)
    assert [candidate.graph for candidate, _ in extracted.fallen] == [candidates[1].graph]
    assert waiting(shop) == {candidates[1].graph.value.removeprefix(BASE)}
    assert validate_store(project.store).conforms


def test_what_was_read_out_of_a_refused_change_stays_with_all_that_cites_it(shop: Shop) -> None:
    """A changed text is refused, so its older version stays, the sentences read out of it, and a script with them."""
    read(shop)
    project = shop.project
    written = write_script(project.store, project.iris, "mat", language="en", now=project.now)
    candidates = describe_script(written, project.iris, now=project.now)
    project.store.commit({candidate.graph: candidate.triples for candidate in candidates})
    before = shop.quads()
    for document in shop.documents:
        document |= {"products": ["nothing"]}
    ingested = shop.load()
    assert len(ingested.quarantined) == len(shop.documents)
    assert (ingested.stale, ingested.fallen) == (0, ())
    assert shop.quads() == before


def test_what_an_extractor_says_no_longer_waits_no_longer(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused graph of an extractor leaves quarantine when the extractor runs again and says something else."""
    read(shop)
    graph = NamedNode(f"{BASE}graph/extract/sentences/document/r1")
    triples = tuple(quad.triple for quad in shop.project.store.quads([graph]))
    shop.project.quarantine.put(Candidate(graph, NamedNode(f"{BASE}document/r1"), triples[1:]), Report((), 0))
    monkeypatch.setitem(EXTRACTORS, "sentences", Silent)
    extract_knowledge(shop.project, only=["concepts"])
    assert waiting(shop) == {"graph/extract/sentences/document/r1"}, "that one did not run"
    extract_knowledge(shop.project)
    assert waiting(shop) == set()
