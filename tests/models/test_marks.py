"""Marks of known names: which names are learnt, and where they stand."""

from __future__ import annotations

from mkgrdf.models.marks import Marks
from mkgrdf.models.spans import Labelled


def sentence(text: str, *spans: tuple[int, int, str]) -> Labelled:
    return Labelled(tuple(text.split()), spans)


def test_names_seen_twice_and_mostly_entities_are_learnt() -> None:
    """A name seen once would always be found in training and never later; one that mostly means nothing misleads."""
    learnt = Marks.learn(
        [
            sentence("acme bag", (0, 1, "Brand")),
            sentence("Acme shoes", (0, 1, "Brand")),
            sentence("once bag", (0, 1, "Brand")),
            sentence("apple juice", (0, 1, "Brand")),
            sentence("apple pie", (0, 1, "Brand")),
            *[sentence("an apple a day")] * 3,
        ]
    )
    assert learnt.names == {("acme",): "Brand"}


def test_known_names_count_unless_the_sentences_say_otherwise() -> None:
    """A name from outside that the sentences hold and never label is no name here."""
    learnt = Marks.learn(
        [sentence("kettle bag"), sentence("kettle co bag", (0, 2, "Brand"))],
        {("Kettle",): "Brand", ("Kettle", "Co"): "Brand", ("Ulla",): "Brand"},
    )
    assert learnt.names == {("kettle", "co"): "Brand", ("ulla",): "Brand"}


def test_the_longest_leftmost_name_is_marked() -> None:
    """Marks are by type, beginning and inside; full-width letters and case are the same."""
    marks = Marks({("kettle", "co"): "Brand", ("co",): "Shop", ("gym",): "Scene"})
    assert marks.size == 7
    assert marks.of(["my", "Ｋettle", "CO", "co", "gym"]) == [0, 1, 2, 5, 3]
    assert marks.spans(["the", "kettle", "co"]) == ((1, 3, "Brand"),)
    assert Marks.from_json(marks.to_json()).names == marks.names
    assert Marks({}).of(["a"]) == [0]
