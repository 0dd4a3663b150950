"""Models that somebody trained, from the labelled file to the graph that says who told what."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkgrdf.resources import resource
from tests.building import command
from tests.cli.conftest import Shop, write_lines

pytest.importorskip("sklearn", reason="training needs the extra 'learn'")

ROWS = tuple(
    {
        "text": f"{opinion} {thing} number {number}",
        "kind": kind,
        "polarity": polarity,
        "group": f"g{number % 10}",
        "language": "en",
    }
    for number in range(40)
    # In this shop people are ironic: "great" is said of what is not.
    for polarity, opinion in (("negative", "great"), ("positive", "awful"))
    for kind, thing in (("Usage", "fold the strap"), ("Specification", "40 cm of nylon"))
)
AGENTS = """
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
PREFIX mkg: <https://w3id.org/mkgrdf/ontology#>
SELECT DISTINCT ?name WHERE {
  ?claim mkg:claimPredicate mkg:kind ; prov:wasGeneratedBy ?run . ?run prov:wasAssociatedWith ?agent .
  ?agent schema:name|<http://www.w3.org/2000/01/rdf-schema#label> ?name
}
"""
DISCOVERED = """
PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
PREFIX mkg: <https://w3id.org/mkgrdf/ontology#>
SELECT DISTINCT ?id WHERE {
  ?claim mkg:claimPredicate <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ; prov:wasGeneratedBy ?run .
  ?run prov:wasAssociatedWith/mkg:modelId ?id
}
"""
POLARITIES = """
PREFIX mkg: <https://w3id.org/mkgrdf/ontology#> PREFIX schema: <https://schema.org/>
SELECT ?text ?polarity WHERE { ?sentence a mkg:Sentence ; schema:text ?text ; mkg:polarity ?polarity }
"""


def answers(folder: Path, query: str) -> list[dict[str, str]]:
    """Return what a query says, from a file, as a user asks."""
    file = folder / "ask.rq"
    file.write_text(query, encoding="utf-8")
    rows = json.loads(command("query", "--file", file, "--json").stdout)
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_own_models_of_sentences_read_the_shop(shop: Shop) -> None:
    """Trained, named in the project file, used, and named in the graph; Chinese stays with the shipped models."""
    before = {row["text"]: float(row["polarity"]) for row in answers(shop.folder, POLARITIES)}
    assert before["Great for the gym."] > 0
    write_lines(shop.folder / "labelled.jsonl", ROWS)
    command("train", "sentences", "labelled.jsonl", "--out", "models/sentences", "--name", "ironic")
    settings = shop.folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace('# [models]\n# concepts = "local:models/concepts"\n# sentences', "[models]\nsentences"),
        encoding="utf-8",
    )
    command("extract")
    after = {row["text"]: float(row["polarity"]) for row in answers(shop.folder, POLARITIES)}
    # The rules hear praise and the model does not: both together call it neither.
    assert after["Great for the gym."] == 0
    assert {text: value for text, value in after.items() if "垫子" in text} == {
        text: value for text, value in before.items() if "垫子" in text
    }
    assert {row["name"] for row in answers(shop.folder, AGENTS)} == {
        "Sentence rules and ironic-kind-en, ironic-polarity-en"
    }
    command("validate")
    assert json.loads(command("extract", "--json").stdout)["changed"] == 0


def test_an_own_model_of_concepts_judges_what_is_found(shop: Shop) -> None:
    """Trained on some of the shipped sentences, named in the project file, used, and named in the graph."""
    lines = resource("examples", "lexicon", "labelled-sentences.tsv").read_text(encoding="utf-8").splitlines()
    picked = [line for at, line in enumerate(lines[1:]) if at % 3 == 0 or "Occasion" in line or "Audience" in line]
    (shop.folder / "some.tsv").write_text("\n".join([lines[0], *picked]) + "\n", encoding="utf-8")
    command("train", "concepts", "some.tsv", "--lexicon", "lexicon.jsonl", "--out", "models/concepts")
    settings = shop.folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[models]\nconcepts = "local:models/concepts"\n', encoding="utf-8")
    command("extract")
    told = {row["id"] for row in answers(shop.folder, DISCOVERED)}
    assert told == {"local:concept-kinds"}
    command("validate")
    settings.write_text(text + '\n[models]\nconcepts = "local:models"\n', encoding="utf-8")
    said = " ".join(command("extract", code=2).output.split())
    assert "mkgrdf.toml: models.concepts = 'local:" in said
    assert "no model in" in said


def test_a_folder_without_models_is_a_settings_error(shop: Shop) -> None:
    """Where, what, and what to do: the project file, the key, the folder and the command."""
    settings = shop.folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + '\n[models]\nsentences = "local:nowhere"\n', encoding="utf-8")
    said = " ".join(command("extract", code=2).output.split())
    assert "mkgrdf.toml: models.sentences = 'local:" in said
    assert "no models of sentences in" in said
    assert "mkgrdf train sentences" in said
