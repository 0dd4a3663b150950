"""What the project file says of models and thresholds is what extractors go by."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mkgrdf.errors import SettingsError
from mkgrdf.extract.concepts import ConceptExtractor
from mkgrdf.extract.edge_confidence import ASSERT_EDGE
from mkgrdf.extract.neural.making import neural_extractors, neural_miners
from mkgrdf.extract.relations.miner import RelationMiner
from mkgrdf.extraction.making import Makers, makers
from mkgrdf.pipeline import extract_knowledge
from mkgrdf.settings import load_settings, template
from mkgrdf.shacl.gate import Gate
from mkgrdf.shacl.validation import validate_store
from mkgrdf.vocabulary import MKG
from tests.building import once
from tests.extract.neural.conftest import write_models
from tests.extraction.conftest import shop_of
from tests.pipeline.conftest import Shop

STAGES = ("discovery", "sentences", "concepts", "relations")


@pytest.fixture
def shop(tmp_path: Path, gate: Gate) -> Shop:
    shop = shop_of(tmp_path / "shop", gate, reviews=8)
    extract_knowledge(shop.project, only=STAGES)
    return shop


def edges(shop: Shop, predicate: str) -> set[tuple[NamedNode, NamedNode]]:
    return {
        (quad.subject, quad.object)
        for quad in shop.project.store.quads()
        if quad.predicate == MKG[predicate] and "/extract/" in str(quad.graph_name)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode)
    }


def claims(shop: Shop, predicate: str) -> dict[NamedNode, Decimal]:
    """Return the confidence of each claim on an edge of this predicate."""
    quads = list(shop.project.store.quads())
    about = {q.subject for q in quads if q.predicate == MKG.claimPredicate and q.object == MKG[predicate]}
    return {
        quad.subject: Decimal(quad.object.value)
        for quad in quads
        if quad.subject in about and quad.predicate == MKG.confidence and isinstance(quad.object, Literal)
        if isinstance(quad.subject, NamedNode)
    }


def with_threshold(shop: Shop, **thresholds: str) -> None:
    own = {name: Decimal(value) for name, value in thresholds.items()}
    shop.project = replace(shop.project, settings=replace(shop.project.settings, assert_edge=own))
    extract_knowledge(shop.project, only=STAGES)


def test_a_threshold_decides_which_claims_are_edges(shop: Shop) -> None:
    """A stricter one takes edges away and leaves their claims; the shipped one given back brings them back."""
    before, said = edges(shop, "suits"), claims(shop, "suits")
    other = edges(shop, "satisfies")
    assert before
    assert other
    with_threshold(shop, suits="1")
    assert edges(shop, "suits") == set()
    assert set(claims(shop, "suits").values()) == set(said.values())
    assert edges(shop, "satisfies") == other
    assert validate_store(shop.project.store).conforms
    with_threshold(shop, suits="0")
    assert edges(shop, "suits") >= before
    with_threshold(shop, suits=str(ASSERT_EDGE["suits"]))
    assert edges(shop, "suits") == before


def test_everyone_who_states_edges_goes_by_the_same_thresholds(
    shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The embedded extractors, and the neural ones: other thresholds are other settings, hence another run."""
    settings = replace(shop.project.settings, assert_edge={"supports": Decimal("0.5")})
    made = makers(settings)
    for name, kind in (("concepts", ConceptExtractor), ("relations", RelationMiner)):
        agent = made[name]()
        assert isinstance(agent, kind)
        assert agent.calibration.thresholds == {**ASSERT_EDGE, "supports": Decimal("0.5")}
    models = once(tmp_path_factory, "neural-models", write_models)
    named = {task: f"local:{models / task}" for task in ("relations", "proposals")}
    own = makers(replace(settings, models=named))
    shipped: Makers = {**neural_extractors(named), **neural_miners(named)}
    for name in ("neural-relations", "proposals"):
        assert own[name]().settings() != shipped[name]().settings()
    assert makers(shop.project.settings)["concepts"]().settings() == ConceptExtractor().settings()


def test_the_project_file_names_the_edges_that_there_are(tmp_path: Path) -> None:
    """The settings know the same edges as the extractors, and what the new project's file says is what is shipped."""
    file = tmp_path / "mkgrdf.toml"
    lines = template("shop").replace("# [thresholds.assert_edge]", "[thresholds.assert_edge]")
    for name in ASSERT_EDGE:
        lines = lines.replace(f"# {name} =", f"{name} =")
    file.write_text(lines, encoding="utf-8")
    assert load_settings(file).assert_edge == ASSERT_EDGE


def test_no_models_where_there_should_be_some(shop: Shop) -> None:
    """The error names the file, the key, the folder, and the command that writes such a folder."""
    folder = shop.folder / "models"
    settings = replace(shop.project.settings, models={"sentences": f"local:{folder}"})
    with pytest.raises(SettingsError, match=r"mkgrdf\.toml: models\.sentences .*mkgrdf train sentences") as caught:
        makers(settings)
    assert str(folder) in str(caught.value)
