"""What neural extractors say goes through the gate and the store as anything else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.extract import EXTRACTORS, MINERS
from mkgrdf.extract.neural.entities import NeuralEntityExtractor
from mkgrdf.extract.neural.proposals import ProposalMiner
from mkgrdf.extract.neural.relations import NeuralRelationExtractor
from mkgrdf.extract.neural.sentences import NeuralSentenceExtractor
from mkgrdf.extraction import extract
from mkgrdf.queries import load_query, run
from mkgrdf.shacl.validation import validate_store
from mkgrdf.store import Rows
from tests.building import once
from tests.extract.neural.conftest import write_models
from tests.pipeline.conftest import Shop


@pytest.fixture
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return once(tmp_path_factory, "neural-models", write_models)


def test_the_store_conforms(shop: Shop, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All four at once: the store conforms, no edge is without its claim, and a second run changes nothing."""

    def spec(name: str) -> str:
        return f"local:{models / name}"

    monkeypatch.setitem(
        EXTRACTORS, "sentences", lambda: NeuralSentenceExtractor(spec("kinds"), device="cpu", threads=1)
    )
    monkeypatch.setitem(
        EXTRACTORS, "entities", lambda: NeuralEntityExtractor(spec("entities"), device="cpu", threads=1)
    )
    monkeypatch.setitem(
        EXTRACTORS, "neural-relations", lambda: NeuralRelationExtractor(spec("relations"), device="cpu", threads=1)
    )
    monkeypatch.setitem(MINERS, "proposals", lambda: ProposalMiner(spec("proposals"), device="cpu", threads=1))
    text = "The Day Runner Tee is made of thin mesh that keeps you dry at the gym.\nMachine wash cold."
    shop.documents[0] = {**shop.documents[0], "text": text, "kind": "DetailPage", "language": "en"}
    shop.documents[0].pop("rating", None)
    shop.products[0]["name"] = {"en": "Day Runner Tee"}
    shop.load()
    names = ["proposals", "sentences", "entities", "neural-relations"]
    found = extract(names, shop.project)
    assert not found.quarantined
    assert found.graphs["proposals"] >= 1
    assert found.graphs["sentences"] >= 1
    assert found.graphs["entities"] >= 1
    report = validate_store(shop.project.store)
    assert report.conforms, report.violations
    rows = run(load_query("check/edges-without-claim"), shop.project.store, {})
    assert isinstance(rows, Rows)
    assert rows.rows == ()
    again = extract(names, shop.project)
    assert (again.changed, again.added, again.removed) == (0, 0, 0)
