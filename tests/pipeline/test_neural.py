"""What neural extractors say goes through the gate and the store as anything else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkgrdf.errors import SettingsError
from mkgrdf.extract import EXTRACTORS, MINERS
from mkgrdf.extract.neural.making import MODELS, neural_extractors, neural_miners
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
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    named = {task: f"local:{models / task}" for task in MODELS}
    for name, make in neural_extractors(named).items():
        monkeypatch.setitem(EXTRACTORS, name, make)
    for name, make_miner in neural_miners(named).items():
        monkeypatch.setitem(MINERS, name, make_miner)
    text = "The Day Runner Tee is made of thin mesh that keeps you dry at the gym.\nMachine wash cold."
    shop.documents[0] = {**shop.documents[0], "text": text, "kind": "DetailPage", "language": "en"}
    shop.documents[0].pop("rating", None)
    shop.products[0]["name"] = {"en": "Day Runner Tee"}
    shop.load()
    names = ["proposals", "sentences", "entities", "neural-relations"]
    found = extract(names, shop.project)
    assert not found.quarantined
    assert found.graphs["proposals"] >= 1
    assert found.left_out["proposals"].total() >= 1  # a tiny model answers what no text says
    assert found.graphs["sentences"] >= 1
    assert found.graphs["entities"] >= 1
    report = validate_store(shop.project.store)
    assert report.conforms, report.violations
    rows = run(load_query("check/edges-without-claim"), shop.project.store, {})
    assert isinstance(rows, Rows)
    assert rows.rows == ()
    again = extract(names, shop.project)
    assert (again.changed, again.added, again.removed) == (0, 0, 0)


def test_models_that_no_extractor_uses() -> None:
    """A slip in the name of a task lists what there is; polarity needs kinds."""
    with pytest.raises(SettingsError, match="a model for one of entities, kinds, polarity, relations, proposals"):
        neural_extractors({"entity": "local:models/entities"})
    with pytest.raises(SettingsError, match="a model for kinds beside it"):
        neural_miners({"polarity": "local:models/polarity"})
