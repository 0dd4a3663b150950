"""`mkgrdf quarantine`: what the gate refused can be looked at, judged again, and thrown away."""

from __future__ import annotations

import json

import pytest

from tests.building import command
from tests.cli.conftest import Shop
from tests.goods import DOCUMENTS, PRODUCTS

REVIEW = "https://example.org/shop/graph/source/files/document/r1"
HAT = {"id": "hat", "name": {"en": "Sun Hat"}, "price": "9.00", "currency": "USD"}


@pytest.fixture
def refused(empty_shop: Shop) -> Shop:
    """The shop with a review of a hat that it does not sell."""
    empty_shop.write(documents=({**DOCUMENTS[0], "products": ["hat"]}, DOCUMENTS[1]))
    command("import", "files")
    return empty_shop


def test_list_names_graph_place_and_reason(refused: Shop) -> None:
    """With or without the word `list`, with options before or after it."""
    said = command("quarantine").stdout
    header, line = said.splitlines()
    assert header.split("\t") == ["graph", "from", "problems", "first problem"]
    graph, place, problems, reason = line.split("\t")
    assert (graph, place, problems) == (REVIEW, "documents.jsonl:1", "1")
    assert reason
    assert command("quarantine", "list").stdout == said
    (entry,) = json.loads(command("quarantine", "--json").stdout)
    assert entry["graph"] == REVIEW
    assert entry["violations"][0]["shape"].endswith("Document-about")
    for words in (("quarantine", "list", "--json"), ("quarantine", "--json", "list")):
        assert json.loads(command(*words).stdout) == [entry]


def test_the_project_may_stand_before_the_subcommand(refused: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--project` holds for the subcommand wherever it stands."""
    monkeypatch.chdir(refused.folder.parent)
    for words in (("--project", refused.folder, "list"), ("list", "--project", refused.folder)):
        assert REVIEW in command("quarantine", *words).stdout


def test_show_prints_statements_and_objections(refused: Shop) -> None:
    """The end of the graph's IRI is enough; statements are N-Triples, and the shape and value are named."""
    said = command("quarantine", "show", "document/r1").stdout
    assert "<https://schema.org/text>" in said
    assert "Violation of " in said
    assert "product/hat" in said.splitlines()[-1]
    found = json.loads(command("quarantine", "show", REVIEW, "--json").stdout)
    assert found["subject"] == "https://example.org/shop/document/r1"
    assert len(found["triples"]) > 5


def test_retry_after_a_fix(refused: Shop) -> None:
    """Nothing changes until the hat is there; then the review is let in and the store conforms."""
    assert command("quarantine", "retry").stdout == "0 let in, 1 still in quarantine\n"
    refused.write(products=(*PRODUCTS, HAT), documents=DOCUMENTS[1:])
    command("import", "files")
    assert json.loads(command("quarantine", "retry", "--json").stdout) == {"accepted": 1, "refused": 0}
    assert command("quarantine").stdout == "nothing is in quarantine\n"
    assert json.loads(command("stats", "--json").stdout)["classes"]["mkg:Review"] == 2
    command("validate")


def test_importing_a_mended_record_empties_quarantine(refused: Shop) -> None:
    """The usual way: the source is mended and imported again."""
    refused.write()
    command("import", "files")
    assert json.loads(command("quarantine", "--json").stdout) == []


def test_discard(refused: Shop) -> None:
    """A discarded graph is gone; the store is as before."""
    before = refused.quads()
    result = command("quarantine", "discard", "r1", "--json")
    assert json.loads(result.stdout) == {"discarded": REVIEW}
    assert result.stderr == f"discarded {REVIEW}\n"
    assert command("quarantine").stdout == "nothing is in quarantine\n"
    assert refused.quads() == before


@pytest.mark.parametrize("verb", ["show", "discard"])
def test_what_is_not_there(refused: Shop, verb: str) -> None:
    """A name that fits nothing, or two, is an error that says where to look."""
    assert "no graph in quarantine" in command("quarantine", verb, "r9", code=2).stderr
    refused.write(documents=tuple({**one, "products": ["hat"]} for one in DOCUMENTS))
    command("import", "files")
    assert "2 graphs in quarantine" in command("quarantine", verb, "", code=2).stderr
    assert len(json.loads(command("quarantine", "--json").stdout)) == 2
