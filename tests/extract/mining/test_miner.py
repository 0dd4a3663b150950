"""The miner states the good phrases of what the store holds, each once, the same each time, and the gate lets it in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mkgrdf.corpus import load_corpus
from mkgrdf.extract import Corpus
from mkgrdf.extract.mining.mine import Settings
from mkgrdf.extract.mining.miner import LEAST_QUALITY, PhraseMiner, corpus_texts
from mkgrdf.iris import Iris
from mkgrdf.project import open_project
from mkgrdf.records import Document, DocumentKind, Origin
from mkgrdf.settings import FILE_NAME, load_settings
from mkgrdf.statements import Candidate, Run
from mkgrdf.vocabulary import MKG, PROV, SCHEMA

IRIS = Iris("https://example.org/shop/")
ORIGIN = Origin("documents.jsonl", 1)


def corpus(*documents: tuple[str, str]) -> Corpus:
    """Return a corpus of reviews in these languages and words, and one product."""
    records = {
        IRIS.document(str(number)): Document(str(number), DocumentKind.REVIEW, text, language, ORIGIN)
        for number, (language, text) in enumerate(documents)
    }
    products = {IRIS.product("lamp"): (("en", "Beam Head Lamp"), ("zh", "光束头灯"))}
    return Corpus(iris=IRIS, concepts=(), values=(), products=products, documents=records, images={}, videos={})


def test_each_sentence_is_mined_in_its_own_language() -> None:
    """A Chinese review that quotes English, and French that no rule can tell; offsets count from the document."""
    reviews = corpus(("zh", "很亮。Battery life is great! 头灯不错"), ("fr", "Très bon."), ("zh", "すごい"))
    found = [(text.language, text.text, text.title) for text in corpus_texts(reviews)]
    assert found == [
        ("zh", "很亮。", False),
        ("en", "Battery life is great!", False),
        ("zh", "头灯不错", False),
        ("fr", "Très bon.", None),
        ("en", "Beam Head Lamp", True),
        ("zh", "光束头灯", True),
    ]
    for text in corpus_texts(reviews):
        document = reviews.documents.get(NamedNode(text.document))
        assert document is None or document.text[text.start :].startswith(text.text)


def test_a_phrase_has_text_quality_frequency_places_and_run() -> None:
    """Documents are examples, product names are none: the graph says it of documents only."""
    reviews = corpus(*(("en", f"The head lamp {said}.") for said in ("is fine", "broke", "was late", "shines")))
    run = IRIS.node("run", "one")
    found = {node: content(IRIS.extract_graph("phrases", node)) for node, content in PhraseMiner().mine(reviews, run)}
    node = IRIS.node("phrase", "en", "head lamp")
    values: dict[NamedNode, list[object]] = {}
    for triple in found[node]:
        values.setdefault(triple.predicate, []).append(triple.object)
    assert values[SCHEMA.text] == [Literal("head lamp", language="en")]
    assert [str(value.value) for value in values[MKG.frequency] if isinstance(value, Literal)] == ["5"]
    assert values[MKG.occursIn] == [IRIS.document(number) for number in "012"]
    assert values[PROV.wasGeneratedBy] == [run]
    (quality,) = (Decimal(value.value) for value in values[MKG.quality] if isinstance(value, Literal))
    assert LEAST_QUALITY <= quality <= 1


def test_settings_change_the_digest() -> None:
    digests = {
        PhraseMiner(settings).settings() for settings in (None, Settings(), Settings(support=9), Settings(rounds=1))
    }
    assert len(digests) == 3


def test_nothing_is_said_about_an_empty_store() -> None:
    empty = replace(corpus(), products={})
    assert list(PhraseMiner().mine(empty, IRIS.node("run", "one"))) == []


@pytest.mark.slow
def test_the_gate_lets_the_phrases_of_the_demo_shop_in(demo_shop: Path) -> None:
    """Phrases in both languages conform, each in a graph of its own; a second run says the same."""
    with open_project(load_settings(demo_shop / FILE_NAME), read_only=True) as project:
        known = load_corpus(project.store, project.iris)
        miner = PhraseMiner()
        run = Run("extract phrases", miner.model, miner.settings(), project.now)
        first, second = (
            [
                Candidate(graph := known.iris.extract_graph(miner.name, node), node, content(graph))
                for node, content in miner.mine(known, run.iri(known.iris))
            ]
            for _ in range(2)
        )
        assert first == second
        assert len({candidate.graph for candidate in first}) == len(first) > 200
        judgement = project.gate.judge([*first, run.candidate(known.iris)], project.store)
    assert judgement.refused == ()
    assert len(judgement.accepted) == len(first) + 1
