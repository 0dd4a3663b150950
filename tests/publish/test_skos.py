"""Concepts as SKOS: what goes out comes back, what was edited comes back as decisions, what is wrong names its line."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from mkgrdf.decisions import Action, Rules
from mkgrdf.errors import CatalogError
from mkgrdf.iris import Iris
from mkgrdf.publish.skos import NamedConcept, changes, read_skos, skos_text
from mkgrdf.records import ConceptKind

IRIS = Iris("https://example.org/t/")
WHEN = datetime(2026, 11, 11, tzinfo=UTC)
GYM, YOGA = IRIS.concept("gym"), IRIS.concept("yoga")
KNOWN = {
    GYM: NamedConcept(GYM, ConceptKind.SCENE, (("en", "gym"), ("zh", "健身房")), (("en", "fitness room"),)),
    YOGA: NamedConcept(YOGA, ConceptKind.SCENE, (("en", "yoga"),)),
}

NAME = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)


@st.composite
def concepts(draw: st.DrawFn) -> dict[NamedNode, NamedConcept]:
    found = {}
    for key in draw(st.lists(st.sampled_from(["a", "b", "c", "健身"]), min_size=1, unique=True)):
        iri = IRIS.concept(key)
        languages = draw(st.lists(st.sampled_from(["en", "zh"]), min_size=1, unique=True))
        first = tuple(sorted((language, draw(NAME)) for language in languages))
        further = draw(st.lists(st.tuples(st.sampled_from(["en", "zh"]), NAME), max_size=3))
        more = tuple(sorted({pair for pair in further if pair not in first}))
        found[iri] = NamedConcept(iri, draw(st.sampled_from(ConceptKind)), first, more)
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(concepts())
def test_what_goes_out_comes_back_and_changes_nothing(
    tmp_path: Path, given_concepts: dict[NamedNode, NamedConcept]
) -> None:
    """A file that nobody edited reads as the concepts that were written, and asks for no decision."""
    file = tmp_path / "concepts.ttl"
    file.write_text(skos_text(given_concepts.values(), IRIS), encoding="utf-8")
    assert read_skos(file) == given_concepts
    assert changes(file, given_concepts, WHEN, None) == ()


def edited(tmp_path: Path, *replacements: tuple[str, str]) -> Path:
    text = skos_text(KNOWN.values(), IRIS, (("en", "shop"),))
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "concepts.ttl"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("replacement", "expected"),
    [
        (('skos:prefLabel "yoga"@en', 'skos:prefLabel "yoga class"@en'), [(Action.RENAME, (("en", "yoga class"),))]),
        (
            ('"fitness room"@en', '"training room"@en'),
            [(Action.SPLIT, (("en", "fitness room"),)), (Action.APPROVE, KNOWN[GYM].first)],
        ),
        (('skos:prefLabel "yoga"@en', 'owl:deprecated true ; skos:prefLabel "yoga"@en'), [(Action.REJECT, ())]),
        (
            ('skos:prefLabel "yoga"@en', f'dcterms:isReplacedBy <{GYM.value}> ; skos:prefLabel "yoga"@en'),
            [(Action.APPROVE, KNOWN[GYM].first), (Action.MERGE, ())],
        ),
    ],
)
def test_an_edit_comes_back_as_decisions(
    tmp_path: Path, replacement: tuple[str, str], expected: list[tuple[Action, object]]
) -> None:
    """A new first name renames, a name gone or new is one less or more, deprecation rejects, a redirect merges."""
    header = ("@prefix skos:", "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n@prefix skos:")
    found = changes(edited(tmp_path, header, replacement), KNOWN, WHEN, "Ann")
    assert [(item.action, item.given) for item in found] == expected
    assert Rules(found).concepts


def test_a_new_concept_is_approved(tmp_path: Path) -> None:
    """What the graph does not know comes in with all its names."""
    file = tmp_path / "concepts.ttl"
    item = NamedConcept(IRIS.concept("spa"), ConceptKind.SCENE, (("en", "spa"),), (("en", "sauna"),))
    file.write_text(skos_text([item], IRIS), encoding="utf-8")
    (found,) = changes(file, KNOWN, WHEN, None)
    assert (found.action, found.given, found.names) == (Action.APPROVE, item.first, item.names)


@pytest.mark.parametrize(
    ("replacement", "line", "message"),
    [
        (('skos:prefLabel "yoga"@en', "skos:prefLabel [ "), None, "is not Turtle"),
        (('skos:prefLabel "yoga"@en', 'skos:prefLabel "yoga"'), True, "is no name"),
        (('skos:prefLabel "yoga"@en', 'skos:altLabel "yoga"@en'), True, "has no skos:prefLabel"),
        (
            ('skos:altLabel "fitness room"@en', 'skos:prefLabel "fitness room"@en'),
            True,
            "a second skos:prefLabel in en",
        ),
        (("mkg:Scene", "mkg:Intent"), True, "its kind cannot be changed"),
        (("mkg:Scene", "mkg:Product"), True, "has 0 kinds; expected exactly one of mkg:Scene"),
        (("skos:inScheme", "skos:broader"), True, "mend it in its lexicon"),
        (
            ('skos:prefLabel "yoga"@en', f'dcterms:isReplacedBy <{YOGA.value}> ; skos:prefLabel "yoga"@en'),
            True,
            "no other Scene",
        ),
    ],
)
def test_what_is_wrong_names_its_line(
    tmp_path: Path, replacement: tuple[str, str], line: bool | None, message: str
) -> None:
    """Each error says what was found, where, and what was expected."""
    file = edited(tmp_path, replacement)
    with pytest.raises(CatalogError, match=message) as caught:
        changes(file, KNOWN, WHEN, None)
    assert str(file) in str(caught.value)
    assert caught.value.row is not None or line is None


def test_a_file_without_concepts_is_refused(tmp_path: Path) -> None:
    """An empty file, or one about something else, is an error and not an empty list of decisions."""
    file = tmp_path / "concepts.ttl"
    file.write_text("", encoding="utf-8")
    with pytest.raises(CatalogError, match="no skos:Concept"):
        read_skos(file)
