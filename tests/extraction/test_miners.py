"""What a miner finds is in the store and the corpus before the next stage reads; what it no longer finds goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from mkgrdf.errors import SettingsError
from mkgrdf.extract import MINERS, Content, Corpus
from mkgrdf.pipeline import extract_knowledge
from mkgrdf.queries import select
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.validation import validate_store
from mkgrdf.statements import Model, Statements, content_key, literal
from mkgrdf.vocabulary import MKG, RDF, SKOS
from tests.extraction.conftest import shop_of
from tests.pipeline.conftest import Shop


class Capitals:
    """Takes words in capitals for scenes."""

    name = "capitals"
    model = Model("embedded:capitals", "1", "Capitals")
    emits = frozenset({"Scene"})
    builds_on: frozenset[str] = frozenset()

    def settings(self) -> str:
        return content_key(self.name)

    def mine(self, corpus: Corpus, run: NamedNode) -> Iterable[tuple[NamedNode, Content]]:
        words = {word for document in corpus.documents.values() for word in re.findall("[A-Z]{4,}", document.text)}
        for word in sorted(words):
            node = corpus.iris.concept(f"capitals-{word.lower()}")
            yield node, lambda _, node=node, word=word: scene(node, word)  # type: ignore[misc]


def scene(node: NamedNode, word: str) -> tuple[Triple, ...]:
    statements = Statements()
    statements.add(node, RDF.type, MKG.Scene)
    statements.add(node, SKOS.prefLabel, literal(word.lower(), "en"))
    statements.add(node, SKOS.prefLabel, literal(f"{word.lower()}（词）", "zh"))
    return statements.triples()


@pytest.fixture
def shop(tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setitem(MINERS, "capitals", Capitals)
    shop = shop_of(tmp_path / "shop", gate, reviews=6)
    shop.documents[0]["text"] = "Took it to GLAMPING last week. It is perfect for glamping."
    shop.load()
    return shop


def graphs(shop: Shop, extractor: str) -> list[str]:
    prefix = shop.project.iris.extract_graphs(extractor)
    return [row.iri("graph").value for row in select(shop.project.store, "pipeline/graphs", prefix=prefix)]


def test_what_is_mined_is_known_to_the_next_stage(shop: Shop) -> None:
    """A concept that the miner coins is found in texts by the extractor after it, in the same run."""
    extracted = extract_knowledge(shop.project, only=["capitals", "sentences", "concepts"])
    assert extracted.graphs["capitals"] == 1
    assert extracted.found["capitals"] == {"Scene": 1}
    assert not extracted.quarantined
    mine = shop.project.iris.concept("capitals-glamping")
    assert any(quad.predicate == MKG.denotes for quad in shop.project.store.mentioning([mine]))
    assert validate_store(shop.project.store).conforms
    again = extract_knowledge(shop.project, only=["capitals", "sentences", "concepts"])
    assert (again.changed, again.dropped) == (0, 0)


def test_what_is_no_longer_found_goes_with_what_rests_on_it(shop: Shop) -> None:
    """The concept is gone, and so are its mentions; what else was read in the text is read anew."""
    extract_knowledge(shop.project, only=["capitals", "sentences", "concepts"])
    shop.documents[0]["text"] = "Took it to camp last week. It is perfect for glamping and for yoga."
    shop.load()
    extract_knowledge(shop.project, only=["capitals", "sentences", "concepts"])
    assert graphs(shop, "capitals") == []
    assert not [quad for quad in shop.quads() if "capitals-glamping" in quad]
    assert len(graphs(shop, "concepts")) == 6
    assert validate_store(shop.project.store).conforms


def test_a_miner_is_one_of_those_that_can_be_named(shop: Shop) -> None:
    """A slip in a name lists the miners too."""
    with pytest.raises(SettingsError, match=r"one of sentences, .*discovery.*capitals"):
        extract_knowledge(shop.project, only=["capitels"])
