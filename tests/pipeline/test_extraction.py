"""Extraction starts from the store, claims every edge, and can be run again for a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkgrdf.errors import SettingsError
from mkgrdf.extract import EXTRACTORS
from mkgrdf.pipeline import extract_knowledge, import_lexicons
from mkgrdf.queries import load_query, run, select
from mkgrdf.resources import resource
from mkgrdf.shacl.validation import validate_store
from mkgrdf.store import Rows
from tests.pipeline.conftest import Shop


@pytest.fixture
def read_shop(shop: Shop) -> Shop:
    """The shop with the seed lexicon, imported and extracted."""
    settings = replace(shop.project.settings, lexicons=(resource("examples", "lexicon"),))
    shop.project = replace(shop.project, settings=settings)
    import_lexicons(shop.project)
    shop.load()
    shop.extracted = extract_knowledge(shop.project)
    return shop


def graphs(shop: Shop, extractor: str) -> set[str]:
    prefix = f"https://example.org/t/graph/extract/{extractor}/"
    return {row.iri("graph").value for row in select(shop.project.store, "pipeline/graphs", prefix=prefix)}


def test_both_languages_are_read(read_shop: Shop) -> None:
    """A gym is found in an English and in a Chinese review, and the whole store conforms."""
    assert read_shop.extracted.graphs["sentences"] == 2
    assert read_shop.extracted.graphs["concepts"] == 2
    report = validate_store(read_shop.project.store)
    assert report.conforms, report.violations


def test_every_model_made_edge_has_its_claim(read_shop: Shop) -> None:
    """The check query that looks for edges without a claim finds none."""
    rows = run(load_query("check/edges-without-claim"), read_shop.project.store, {})
    assert isinstance(rows, Rows)
    assert rows.rows == ()


def test_second_run_changes_nothing(read_shop: Shop) -> None:
    """Extraction is a function of the store."""
    before = read_shop.quads()
    again = extract_knowledge(read_shop.project)
    assert (again.changed, again.added, again.removed) == (0, 0, 0)
    assert read_shop.quads() == before


def test_one_extractor_alone_leaves_the_others(read_shop: Shop) -> None:
    """Running one extractor again touches only its own graphs."""
    sentences = graphs(read_shop, "sentences")
    extract_knowledge(read_shop.project, only=["concepts"])
    assert graphs(read_shop, "sentences") == sentences


def test_an_extractor_named_twice_runs_once(read_shop: Shop) -> None:
    """The same name twice asks for nothing more than the name once."""
    assert extract_knowledge(read_shop.project, only=["sentences", "sentences"]).changed == 0


def test_extractor_without_its_foundation_says_so(shop: Shop) -> None:
    """Concepts refer to sentences; where none are stored, the error names them."""
    shop.load()
    with pytest.raises(SettingsError, match="sentences"):
        extract_knowledge(shop.project, only=["concepts"])


def test_unknown_extractor_is_named(shop: Shop) -> None:
    """A slip in the name lists what there is."""
    with pytest.raises(
        SettingsError, match="one of sentences, concepts, entities, captions, phrases, discovery, relations"
    ):
        extract_knowledge(shop.project, only=["sentence"])


def test_changed_text_drops_what_was_read_out_of_it(read_shop: Shop) -> None:
    """After an import of a changed review its old sentences are gone, until it is read again."""
    graph = "https://example.org/t/graph/extract/sentences/document/r1"
    assert graph in graphs(read_shop, "sentences")
    read_shop.documents[0]["text"] = "Bad for the gym. It fell apart after a week of use."
    ingested = read_shop.load()
    assert ingested.stale >= 1
    assert graph not in graphs(read_shop, "sentences")
    assert validate_store(read_shop.project.store).conforms
    extract_knowledge(read_shop.project)
    assert graph in graphs(read_shop, "sentences")


def test_only_one_source(read_shop: Shop) -> None:
    """Asked for a source that has no texts, an extractor has nothing to say and drops nothing."""
    before = read_shop.quads()
    extracted = extract_knowledge(read_shop.project, source="lexicon")
    assert {name: extracted.graphs[name] for name in EXTRACTORS} == dict.fromkeys(EXTRACTORS, 0)
    assert read_shop.quads() == before
