"""The Chinese half of the demo shop: what has to be found there, and what must not."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.discovery.miner import Discovery
from mkgrdf.iris import Iris
from mkgrdf.readers import read_source
from mkgrdf.records import Concept, Document
from mkgrdf.resources import resource
from mkgrdf.vocabulary import RDF, SKOS

IRIS = Iris("https://example.org/shop/")

NEW = {
    "Scene": {"冬天骑行", "下雨天徒步", "周末爬山", "冬天出门"},
    "PainPoint": {"盖子漏水", "盖子难拧", "袖子起球", "扎额头", "脸颊发烫"},
    "Intent": {"托住下巴", "改善暗沉", "记录配速和心率"},
}
KNOWN = {
    *("commute", "gym", "running", "hiking", "camping", "sensitive-skin-people", "mothers-day", "birthday"),
    *("blisters", "pilling", "redness", "leaking-lid", "stay-dry", "support-feet", "wick-sweat", "repair-barrier"),
}


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, set[str]]]:
    """Kind and new names of each concept that the Chinese texts name, by id."""
    lexicon = read_source(resource("examples", "lexicon", "concepts.jsonl"), format="native")
    listed = [
        KnownConcept(IRIS.concept(record.id), record.kind.value, (*record.names, *record.alternatives))
        for record in lexicon
        if isinstance(record, Concept)
    ]
    documents = {
        IRIS.document(record.id): record
        for record in read_source(resource("examples", "shop"), format="native")
        if isinstance(record, Document) and record.language == "zh"
    }
    corpus = Corpus(IRIS, listed, (), {}, documents, {}, {}, listed=listed)
    result = {}
    for subject, content in Discovery().mine(corpus, IRIS.node("run", "r")):
        triples = content(IRIS.extract_graph("discovery", subject))
        (kind,) = [item.object for item in triples if item.subject == subject and item.predicate == RDF.type]
        names = {
            item.object.value
            for item in triples
            if item.predicate in (SKOS.prefLabel, SKOS.altLabel) and isinstance(item.object, Literal)
        }
        result[IRIS.key(subject)] = (str(kind).rsplit("#", 1)[-1].rstrip(">"), names)
    return result


def test_new_concepts_of_each_kind(found: dict[str, tuple[str, set[str]]]) -> None:
    """Scenes composed of two, complaints about parts, aims: none of them is in the lexicon."""
    for kind, names in NEW.items():
        named = {
            name for item, (of_kind, own) in found.items() if of_kind == kind and item[:6] == "found-" for name in own
        }
        assert names <= named


def test_listed_concepts_are_met_in_chinese(found: dict[str, tuple[str, set[str]]]) -> None:
    """A Chinese name leads to the concept that has an English one too, and makes no other."""
    assert set(found) >= KNOWN


def test_no_half_sentence_is_a_concept(found: dict[str, tuple[str, set[str]]]) -> None:
    """Comparisons, hedges and cut words are no names."""
    names = [name for key, (_, own) in found.items() if key.startswith("found-") for name in own]
    assert names
    assert not [name for name in names if any(part in name for part in ("相比", "有点紧", "是舒缓", "一般"))]


def test_composed_scenes_are_named_in_both_languages(found: dict[str, tuple[str, set[str]]]) -> None:
    """The lexicon has both languages for both halves, and so has the whole."""
    assert {"cold-weather cycling", "冬天骑行"} <= found["found-scene-cold-weather_cycling"][1]
