"""Extractors at the neural level keep to what all extractors keep to, and state what their models tell."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.errors import ModelError
from mkgrdf.extract import Corpus, Extractor
from mkgrdf.extract.neural.entities import NeuralEntityExtractor
from mkgrdf.extract.neural.phrases import NeuralPhraseJudge
from mkgrdf.extract.neural.proposals import ProposalMiner
from mkgrdf.extract.neural.relations import NeuralRelationExtractor
from mkgrdf.extract.neural.sentences import NeuralSentenceExtractor
from mkgrdf.extract.sentences import SentenceExtractor
from mkgrdf.models.card import read_card
from mkgrdf.records import DocumentKind
from mkgrdf.vocabulary import MKG, RDF, SKOS, declared_terms
from tests.extract.conftest import DOCUMENTS, document
from tests.extract.reading import claims, run_over, short, used_terms

MAKE: dict[str, Callable[[Path], Extractor]] = {
    "entities": lambda models: NeuralEntityExtractor(f"local:{models / 'entities'}", device="cpu", threads=1),
    "sentences": lambda models: NeuralSentenceExtractor(
        f"local:{models / 'kinds'}", f"local:{models / 'polarity'}", device="cpu", threads=1
    ),
    "neural-relations": lambda models: NeuralRelationExtractor(
        f"local:{models / 'relations'}", device="cpu", threads=1
    ),
}


@pytest.fixture(params=MAKE)
def extractor(request: pytest.FixtureRequest, models: Path) -> Extractor:
    """Each extractor in turn."""
    return MAKE[request.param](models)


def test_every_edge_has_its_claim(corpus: Corpus, extractor: Extractor, models: Path) -> None:
    """Terms are declared, edges are claimed, with evidence, a confidence below one, and the model's own revision."""
    said = run_over(corpus, extractor)
    everything = [triple for triples in said.values() for triple in triples]
    assert everything
    assert used_terms(everything) <= extractor.emits
    assert {MKG[name] for name in extractor.emits} <= declared_terms()
    for triples in said.values():
        assert all(0 < claim.confidence < 1 and claim.evidence for claim in claims(triples).values())
    folder = {"sentences": "kinds", "neural-relations": "relations"}.get(extractor.name, extractor.name)
    assert extractor.model.id == f"local:{folder}"
    assert extractor.model.revision.startswith(read_card(models / folder).revision)


def test_same_again_and_in_a_worker(corpus: Corpus, extractor: Extractor, models: Path) -> None:
    """Another instance, and one that was pickled before or after it was used, say the same in the same order."""
    fitted = MAKE[extractor.name](models)
    fitted.fit(corpus)
    sent: Extractor = pickle.loads(pickle.dumps(fitted))  # noqa: S301 - made here
    said = run_over(corpus, extractor)
    assert run_over(corpus, sent) == said
    weights_left_behind = pickle.dumps(extractor)
    assert len(weights_left_behind) < len(pickle.dumps(fitted)) + 20_000
    assert run_over(corpus, pickle.loads(weights_left_behind)) == said  # noqa: S301 - made here
    assert sent.settings() == extractor.settings()


def test_entities(corpus: Corpus, models: Path) -> None:
    """Mentions carry the type that the tagger tells, offsets into the document, and the node that the shop has."""
    said = run_over(corpus, MAKE["entities"](models))
    page = corpus.documents[corpus.iris.document("page")].text
    found = claims(said["document/page"])
    typed = {edge[0]: edge[2] for edge in found if edge[1] == "entityType"}
    assert set(typed.values()) == {"MaterialEntity"}
    denoted = {edge[0]: edge[2] for edge in found if edge[1] == "denotes"}
    assert denoted == dict.fromkeys(typed, "value/mesh")
    starts = [int(t.object.value) for t in said["document/page"] if t.predicate == MKG.startOffset]  # type: ignore[union-attr]
    assert [page[start : start + 4] for start in starts] == ["mesh", "mesh"]
    assert {edge[2] for edge in claims(said["document/页"]) if edge[1] == "entityType"} == {"MaterialEntity"}
    assert {edge[2] for edge in claims(said["document/bad"]) if edge[1] == "entityType"} == {"BodyPartEntity"}
    assert not said["document/question"]


def test_kinds_of_sentences(corpus: Corpus, models: Path) -> None:
    """The classifier's kinds and polarity replace the embedded ones; sentences and products stay as they were."""
    said = run_over(corpus, MAKE["sentences"](models))
    embedded = run_over(corpus, SentenceExtractor())
    for name, triples in said.items():
        found, before = claims(triples), claims(embedded[name])
        assert {edge for edge in found if edge[1] != "kind"} == {edge for edge in before if edge[1] != "kind"}
        assert len([edge for edge in found if edge[1] == "kind"]) == len([e for e in before if e[1] == "kind"])
    assert {edge[2] for edge in claims(said["document/bad"]) if edge[1] == "kind"} == {"Complaint"}
    assert {edge[2] for edge in claims(said["document/差"]) if edge[1] == "kind"} == {"Complaint"}
    assert {edge[2] for edge in claims(said["document/页"]) if edge[1] == "kind"} == {"Specification", "SellingPoint"}
    polarity = [t.object.value for t in said["document/bad"] if t.predicate == MKG.polarity]  # type: ignore[union-attr]
    assert polarity
    assert all(Decimal(value) < 0 for value in polarity)


def test_a_page_never_complains(corpus: Corpus, models: Path) -> None:
    """A kind that a text of that sort cannot have is left out, however sure the classifier is of it."""
    page = document("angry", DocumentKind.DETAIL_PAGE, "It chafed my arms badly.")
    shop = replace(corpus, documents={corpus.iris.document("angry"): page})
    found = claims(run_over(shop, MAKE["sentences"](models))["document/angry"])
    assert {edge[2] for edge in found if edge[1] == "kind"} <= {"SellingPoint", "Specification"}


def test_relations(corpus: Corpus, models: Path) -> None:
    """Pairs that the classifier ties become claims with their sentence as evidence; ``none`` becomes nothing."""
    said = run_over(corpus, MAKE["neural-relations"](models))
    page = claims(said["document/page"])
    assert ("value/mesh", "supports", "concept/stay-dry") in page
    assert ("product/shirt", "suits", "concept/gym") in page
    assert ("product/shirt", "satisfies", "concept/stay-dry") not in page
    assert all(node.startswith("sentence/") for claim in page.values() for node in claim.evidence)
    assert ("value/mesh", "supports", "concept/breathable") in claims(said["document/页"])
    assert ("product/shirt", "suits", "concept/commute") in claims(said["document/post"])
    assert not said["document/question"]


def test_phrases(models: Path) -> None:
    """A phrase's kind is the mean of what its sentences say."""
    judge = NeuralPhraseJudge(f"local:{models / 'phrases'}", device="cpu", threads=1)
    gym, strap, both = judge.probabilities(
        [
            ("gym", ["great for the gym"]),
            ("勒肩膀", ["肩带勒肩膀"]),
            ("gym", ["great for the gym", "great for the gym"]),
        ]
    )
    assert gym["Scene"] > 0.5 > strap["Scene"]
    assert both["Scene"] == pytest.approx(gym["Scene"], abs=1e-4)


def test_proposals(corpus: Corpus, models: Path) -> None:
    """What the language model proposes counts where the text says it; the rest is dropped and counted."""
    miner = ProposalMiner(f"local:{models / 'proposals'}", device="cpu", threads=1)
    shop = replace(
        corpus, documents={corpus.iris.document(one.id): one for one in DOCUMENTS if one.id in {"page", "good"}}
    )
    page = document(
        "page",
        DocumentKind.DETAIL_PAGE,
        "The Day Runner Tee is made of thin mesh that keeps you dry at the gym.\nMachine wash cold.",
    )
    shop = replace(shop, documents={**shop.documents, corpus.iris.document("page"): page})
    run = corpus.iris.node("run", "1")
    said = {
        short(node): content(corpus.iris.extract_graph("proposals", node)) for node, content in miner.mine(shop, run)
    }
    new = next(name for name in said if name != "concept/gym")
    assert set(said) == {"concept/gym", new}
    assert new.startswith("concept/found-scene-")
    assert [t.object.value for t in said[new] if t.predicate == SKOS.prefLabel] == ["machine wash"]  # type: ignore[union-attr]
    gym = claims(said["concept/gym"])
    assert set(gym) == {("concept/gym", RDF.type.value, "Scene"), ("product/shirt", "suits", "concept/gym")}
    suits = gym["product/shirt", "suits", "concept/gym"]
    assert suits.evidence == ("document/good", "document/page")
    assert (suits.confidence, suits.calibrated, suits.asserted) == (Decimal("0.75"), False, False)
    # "shower" quotes words that do not name it, "dry arms" too: a fluent model's word is not enough.
    assert miner.dropped == {"label not in quote": 2}
    again = ProposalMiner(f"local:{models / 'proposals'}", device="cpu", threads=1)
    assert [short(node) for node, _ in again.mine(shop, run)] == list(said)
    assert again.settings() == miner.settings()
    pickle.dumps(miner)


def test_models_for_something_else(models: Path) -> None:
    """A model that is not there, or that tells something else, is an error before anything is read."""
    with pytest.raises(ModelError, match="there is no card"):
        NeuralEntityExtractor("local:nowhere")
    with pytest.raises(ModelError, match=r"SellingPoint.* none of which is a type of entity"):
        NeuralEntityExtractor(f"local:{models / 'kinds'}")
    with pytest.raises(ModelError, match="local:entities tells BodyPart, Material; expected some of BrandStory"):
        NeuralSentenceExtractor(f"local:{models / 'entities'}")
    with pytest.raises(ModelError, match="local:phrases tells PainPoint, Scene; expected none and some of raises"):
        NeuralRelationExtractor(f"local:{models / 'phrases'}")
