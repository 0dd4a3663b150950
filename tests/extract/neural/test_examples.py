"""Files of examples are read in their forms, and a mistake is told with file and line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.errors import CatalogError, ModelError
from mkgrdf.extract.neural.examples import (
    Example,
    languages_of,
    read_entities,
    read_names,
    read_questions,
    read_told,
    split_off,
)
from mkgrdf.models.questions import Question
from mkgrdf.models.spans import Labelled


def lines(file: Path, *rows: Any) -> Path:
    text = "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)
    file.write_text(text, encoding="utf-8")
    return file


def test_entities(tmp_path: Path) -> None:
    """BIO lines and offsets both become words with spans."""
    bio = lines(tmp_path / "a.bio", "acme\tB-Brand", "bag\tO", "")
    offsets = lines(tmp_path / "a.jsonl", {"text": "北境背包", "entities": [{"start": 0, "end": 2, "type": "Brand"}]})
    assert read_entities(bio)[0].what == Labelled(("acme", "bag"), ((0, 1, "Brand"),))
    assert read_entities(offsets)[0].what == Labelled(tuple("北境背包"), ((0, 2, "Brand"),))


def test_names(tmp_path: Path) -> None:
    """Names are cut as sentences are; a line without a type is told."""
    file = tmp_path / "names.tsv"
    file.write_text("Kettle Co\tBrand\n\n北境\tBrand\n", encoding="utf-8")
    assert read_names(file) == {("Kettle", "Co"): "Brand", ("北", "境"): "Brand"}
    file.write_text("Kettle Co\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"names\.tsv:1.*expected a name, a tab and its type"):
        read_names(file)


def test_questions(tmp_path: Path) -> None:
    """Sentences, phrases and relations, the mentions given by their places or by their words."""
    sentences = lines(
        tmp_path / "s.jsonl",
        {"text": "It tore.", "kind": "Complaint", "group": "bag"},
        {"text": "It is light.", "polarity": "positive"},
    )
    assert read_questions(sentences, "kinds") == [Example(Question("It tore."), "Complaint", "It tore.", "bag")]
    assert [row.label for row in read_questions(sentences, "polarity")] == ["positive"]
    phrases = lines(tmp_path / "p.jsonl", {"phrase": "yoga", "text": "Great for yoga", "label": "Scene"})
    assert read_questions(phrases, "phrases")[0].what == Question("Great for yoga", phrase="yoga")
    relations = lines(
        tmp_path / "r.jsonl", {"text": "A bag for yoga", "first": "bag", "second": [10, 14], "label": "suits"}
    )
    assert read_questions(relations, "relations")[0].what == Question("A bag for yoga", first=(2, 5), second=(10, 14))


def test_proposals(tmp_path: Path) -> None:
    """A line has the fixed form and a text; concepts and relations may be missing."""
    concept = {"kind": "Scene", "label": "yoga", "quote": "for yoga"}
    file = lines(
        tmp_path / "w.jsonl",
        {"product": "Bag", "text": "for yoga", "concepts": [concept]},
        {"product": "Bag", "text": "It is red."},
    )
    assert [len(one.what.proposals.concepts) for one in read_told(file)] == [1, 0]


@pytest.mark.parametrize(
    ("task", "row", "said"),
    [
        ("phrases", "{", r"x\.jsonl:1.*not JSON"),
        ("phrases", [], r"expected a JSON object"),
        ("phrases", {"text": "a", "label": "Scene"}, "phrase is None; expected words"),
        ("phrases", {"phrase": "a", "text": "a"}, "label is None"),
        ("relations", {"text": "a a", "first": "a", "second": [0, 1], "label": "x"}, "first is 'a'; expected"),
        ("relations", {"text": "a", "first": [0, 1], "second": [0, 9], "label": "x"}, "characters 0 to 9 of a text"),
        ("proposals", {"product": "Bag", "text": "a", "concepts": [{"kind": "Mood"}]}, "exactly the keys kind"),
    ],
)
def test_mistakes(tmp_path: Path, task: str, row: Any, said: str) -> None:
    """What is wrong is told with its file and line."""
    file = lines(tmp_path / "x.jsonl", row)
    with pytest.raises(CatalogError, match=said):
        read_told(file) if task == "proposals" else read_questions(file, task)


def test_groups_are_held_out_whole() -> None:
    """A group is on one side; the same seed cuts alike; one group cannot be cut."""
    examples = [Example(number, "", "text", str(number // 4)) for number in range(400)]
    train, held_out = split_off(examples, 1)
    assert {one.group for one in train}.isdisjoint(one.group for one in held_out)
    assert 20 <= len(held_out) <= 70
    assert split_off(examples, 1) == (train, held_out)
    assert split_off(examples, 2)[1] != held_out
    with pytest.raises(ModelError, match=r"4 examples in 1 groups are too few to hold 10% out"):
        split_off(examples[:4], 1)


def test_languages() -> None:
    """The languages of the texts, rare ones left out."""
    assert languages_of([Example(0, "", text, "") for text in ["It tore.", "背包很轻"]]) == ("en", "zh")
