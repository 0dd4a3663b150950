"""Relations mined from a whole corpus, with the sentences that they were read from."""

from __future__ import annotations

import pickle
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Triple

from mkgrdf.extract import Content, Corpus, KnownConcept, KnownPiece, KnownValue
from mkgrdf.extract.edge_confidence import ASSERT_EDGE, EdgeCalibration
from mkgrdf.extract.relations.miner import RelationMiner
from mkgrdf.iris import Iris
from mkgrdf.records import Document, DocumentKind, Label, Origin
from mkgrdf.vocabulary import MKG
from tests.extract.reading import claims, short, used_terms

IRIS = Iris("https://example.org/shop/")
RUN = IRIS.node("run", "1")
CONCEPTS: tuple[tuple[str, str, Label], ...] = (
    ("hiking", "Scene", (("en", "hike"), ("en", "hikes"), ("zh", "徒步"))),
    ("beach", "Scene", (("en", "beach"), ("zh", "海边"))),
    ("blisters", "PainPoint", (("en", "blisters"), ("zh", "磨脚"))),
    ("wet-feet", "PainPoint", (("en", "wet socks"), ("zh", "脚湿"))),
    ("cushioned", "Intent", (("en", "cushioned"), ("zh", "缓冲"))),
    ("stay-dry", "Intent", (("en", "waterproof"), ("zh", "防水"))),
)
TEXTS = (
    ("en", "No more blisters on my long hikes, these are cushioned."),
    ("en", "Blisters are a thing of the past on every hike."),
    ("zh", "徒步的时候再也不怕磨脚，缓冲很好。"),
    ("en", "They are waterproof, so no wet socks for me."),
    ("en", "The membrane makes them waterproof, a joy to wear."),
    ("zh", "薄膜让鞋子防水，再也不怕脚湿了。"),
    ("en", "We spent a week at the beach with the dog."),
    ("en", "Cushioned but still I got blisters on day one."),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Eight reviews of one boot, in two languages."""
    boot = IRIS.product("boot")
    documents = {
        IRIS.document(str(number)): Document(
            str(number), DocumentKind.REVIEW, text, language, Origin("x"), products=("boot",), rating=Decimal(5)
        )
        for number, (language, text) in enumerate(TEXTS)
    }
    value = KnownValue(IRIS.node("value", "membrane"), (("en", "membrane"), ("zh", "薄膜")), frozenset({boot}), "part")
    concepts = tuple(KnownConcept(IRIS.concept(key), kind, names) for key, kind, names in CONCEPTS)
    return Corpus(IRIS, concepts, (value,), {boot: (("en", "Boot"),)}, documents, {}, {})


def said(corpus: Corpus, miner: RelationMiner) -> dict[str, tuple[Triple, ...]]:
    """Return what the miner says of each node, by its short IRI."""
    found: dict[str, tuple[Triple, ...]] = {}
    for node, content in miner.mine(corpus, RUN):
        assert short(node) not in found
        found[short(node)] = content(IRIS.extract_graph(miner.name, node))
    return found


def test_relations_with_their_sentences(corpus: Corpus) -> None:
    """Hiking raises blisters, said in two languages; wet socks motivate staying dry; the beach raises nothing."""
    everything = said(corpus, RelationMiner(EdgeCalibration()))
    found = claims(triple for triples in everything.values() for triple in triples)
    raises = found["concept/hiking", "raises", "concept/blisters"]
    sentences = {IRIS.sentence(IRIS.document(key), 0, len(TEXTS[int(key)][1])) for key in "012"}
    assert set(raises.evidence) == {short(node) for node in sentences}
    assert raises.confidence > Decimal("0.5")
    motivates = found["concept/wet-feet", "motivates", "concept/stay-dry"]
    assert len(motivates.evidence) == 2
    assert found["value/membrane", "supports", "concept/stay-dry"].confidence > Decimal("0.8")
    assert not any("beach" in edge[0] for edge in found)
    assert list(everything) == sorted(everything)


def test_weak_relations_are_claims_only(corpus: Corpus) -> None:
    """What is below its threshold is claimed and not asserted; the terms used are those declared."""
    miner = RelationMiner()
    triples = [triple for content in said(corpus, miner).values() for triple in content]
    found = claims(triples)
    for edge, claim in found.items():
        assert claim.asserted is (claim.confidence >= ASSERT_EDGE[edge[1]])
    assert used_terms(triples) <= miner.emits
    strict = EdgeCalibration(thresholds=dict.fromkeys(ASSERT_EDGE, Decimal(1)))
    weak = claims(triple for content in said(corpus, RelationMiner(strict)).values() for triple in content)
    assert weak
    assert not any(claim.asserted for claim in weak.values())


def test_same_again_and_sent_to_a_worker(corpus: Corpus) -> None:
    """Mining twice says the same; what it says of a node can be pickled."""
    first, second = RelationMiner(), RelationMiner()
    assert said(corpus, first) == said(corpus, second)
    assert first.settings() == second.settings()
    node, content = next(iter(first.mine(corpus, RUN)))
    sent: Content = pickle.loads(pickle.dumps(content))  # noqa: S301 - made in this line
    graph = IRIS.extract_graph("relations", node)
    assert sent(graph) == content(graph)


def test_nothing_to_read() -> None:
    """An empty corpus has no relations."""
    assert list(RelationMiner().mine(Corpus(IRIS, (), (), {}, {}, {}, {}), RUN)) == []


def test_weak_pieces_of_a_product_add_up(corpus: Corpus) -> None:
    """Three documents that say so weakly make one edge of the product, with the sentences of each."""
    boot, hiking = IRIS.product("boot"), IRIS.concept("hiking")
    nodes = [IRIS.sentence(IRIS.document(key), 0, 9) for key in "012"]
    pieces = tuple(KnownPiece(boot, MKG.suits, hiking, Decimal("0.7"), (node,)) for node in nodes)
    everything = said(replace(corpus, pieces=pieces), RelationMiner())
    claim = claims(everything["product/boot"])["product/boot", "suits", "concept/hiking"]
    assert claim.asserted
    assert claim.confidence == Decimal("0.95")
    assert not claim.calibrated
    assert set(claim.evidence) == {short(node) for node in nodes}
    assert list(everything)[-1] == "product/boot"
