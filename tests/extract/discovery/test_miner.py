"""The miner over small corpora: what it finds, merges, joins and leaves out, in both languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mkgrdf.decisions import Action, Decision
from mkgrdf.extract import Corpus, KnownConcept
from mkgrdf.extract.discovery.miner import Discovery
from mkgrdf.extract.discovery.typing import shipped_model
from mkgrdf.iris import Iris
from mkgrdf.records import ConceptKind, Document, DocumentKind, Label, Origin
from mkgrdf.vocabulary import MKG, RDF, SKOS

IRIS = Iris("https://example.org/t/")
RUN = IRIS.node("run", "r")
WHEN = datetime(2026, 11, 11, tzinfo=UTC)


def known(key: str, kind: str, *names: tuple[str, str]) -> KnownConcept:
    return KnownConcept(IRIS.concept(key), kind, names)


LISTED = (
    known("running", "Scene", ("en", "running"), ("zh", "跑步"), ("en", "jogging"), ("en", "my run")),
    known("cold-weather", "Scene", ("en", "cold weather"), ("zh", "冬天"), ("en", "winter")),
    known("shrinks", "PainPoint", ("en", "shrinks in the wash"), ("zh", "缩水")),
    known("few-pockets", "PainPoint", ("en", "not enough pockets"), ("zh", "口袋少"), ("en", "more compartments")),
)


def corpus(*texts: str, listed: Sequence[KnownConcept] = LISTED, decisions: Sequence[Decision] = ()) -> Corpus:
    documents = {}
    for number, text in enumerate(texts):
        language = "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"
        title, _, body = text.rpartition("|")
        node = IRIS.document(f"d{number}")
        documents[node] = Document(
            id=f"d{number}",
            kind=DocumentKind.REVIEW,
            text=body,
            language=language,
            origin=Origin("reviews.csv", number + 1),
            title=title or None,
            rating=Decimal(3),
        )
    return Corpus(IRIS, listed, (), {}, documents, {}, {}, listed=listed, decisions=decisions)


def mined(given: Corpus) -> dict[str, set[str]]:
    """Return what is said of each concept: its kind, names and evidence, as text."""
    found: dict[str, set[str]] = {}
    for subject, content in Discovery().mine(given, RUN):
        said = found.setdefault(subject.value.removeprefix(IRIS.base + "concept/"), set())
        for triple in content(IRIS.extract_graph("discovery", subject)):
            said |= set(words_of(triple))
    return found


def words_of(triple: Triple) -> list[str]:
    if triple.predicate == RDF.type and triple.object != MKG.Claim and isinstance(triple.object, NamedNode):
        return [triple.object.value.removeprefix(MKG.iri)]
    if triple.predicate in (SKOS.prefLabel, SKOS.altLabel) and isinstance(triple.object, Literal):
        return [("= " if triple.predicate == SKOS.prefLabel else "~ ") + triple.object.value]
    if triple.predicate == MKG.evidence and isinstance(triple.object, NamedNode):
        return [triple.object.value.rsplit("/", 1)[-1]]
    return []


def test_a_complaint_said_once_is_a_pain_point_with_its_evidence() -> None:
    """What one buyer says in one sentence is enough; who says the same in other words is further evidence."""
    found = mined(corpus("The straps dig into my shoulders.", "The strap was digging into my shoulder all day."))
    (said,) = [value for key, value in found.items() if "shoulder" in key]
    assert {"PainPoint", "= strap digs into shoulders", "d0", "d1"} <= said | {"= strap digs into shoulders"}
    assert "~ straps dig into my shoulders" in said


def test_a_scene_is_composed_of_listed_ones_in_either_language() -> None:
    """*Jogging in the winter* and 冬天跑步 are one scene, named in both languages after the listed ones."""
    found = mined(corpus("I love it for jogging in the winter.", "冬天跑步穿正好。"))
    said = found["found-scene-cold-weather_running"]
    assert {"Scene", "= cold-weather running", "= 冬天跑步", "d0", "d1"} <= said


def test_what_is_listed_is_joined_and_not_found_anew() -> None:
    """An inflection or another wording of a listed name is that concept; only new wordings are added to it."""
    found = mined(corpus("It shrunk in the wash.", "I prefer more compartments.", "洗了一次就缩水了。"))
    assert {"PainPoint", "d0", "d2"} <= found["shrinks"]
    assert "~ not enough compartments" in found["few-pockets"]
    assert not any(item.startswith("= ") for item in found["shrinks"] | found["few-pockets"])
    assert not any(key.startswith("found-") and ("shrink" in key or "compartment" in key) for key in found)


def test_titles_are_read_and_other_languages_are_not() -> None:
    """A review's title counts like its text; about a language without rules nothing is said."""
    assert "running" in mined(corpus("Great for my run|Nothing more."))
    french = corpus("Parfait pour la course en hiver.")
    documents = {node: replace(document, language="fr") for node, document in french.documents.items()}
    assert mined(replace(french, documents=documents)) == {}


def test_what_a_thing_is_made_of_is_no_concept() -> None:
    """The judge tells property values apart, and the miner makes no concept of them."""
    assert "PropertyValue" in shipped_model().labels
    assert mined(corpus("It is made of recycled nylon.", "采用再生尼龙面料。")) == {}


def test_nothing_comes_of_nothing() -> None:
    """Empty texts, emoji, right-to-left and endless ones give no concept and no error."""
    assert mined(corpus("", "😀😀", "مرحبا بالعالم", "for " * 5000, "适合" * 3000)) == {}


def test_the_same_twice_and_whatever_the_order() -> None:
    """Two runs say the same, and what a concept is called and evidenced by does not depend on the order of texts."""
    texts = ["Too tight in the shoulders.", "Great for the gym.", "适合通勤，再也不怕漏水。"]
    assert mined(corpus(*texts)) == mined(corpus(*texts))
    names = [set(mined(corpus(*order))) for order in (texts, texts[::-1])]
    assert names[0] == names[1] != set()


def test_decisions_are_kept_to() -> None:
    """A rejected concept is not found again under any of its names; a renamed one keeps its new name."""
    text = "The straps dig into my shoulders. Great for the gym."
    gym, strap = (IRIS.concept(key) for key in ("found-scene-gym", "found-painpoint-dig_shoulder_strap"))
    assert {"found-scene-gym", "found-painpoint-dig_shoulder_strap"} <= set(mined(corpus(text)))

    def decision(action: Action, concept: NamedNode, kind: ConceptKind, names: Label, given: Label = ()) -> Decision:
        return Decision(action, concept, kind, names, WHEN, None, given)

    decided = (
        decision(Action.REJECT, gym, ConceptKind.SCENE, (("en", "gym"),)),
        decision(Action.RENAME, strap, ConceptKind.PAIN_POINT, (("en", "strap digs"),), (("en", "strap cuts in"),)),
    )
    found = mined(corpus(text, decisions=decided))
    assert "found-scene-gym" not in found
    said = found["found-painpoint-dig_shoulder_strap"]
    assert {"= strap cuts in", "~ strap digs into shoulders"} <= said
    assert "= strap digs into shoulders" not in said


def test_confidence_is_calibrated_for_one_text_and_grows_with_more() -> None:
    """One document gives the model's calibrated probability; pooled evidence is surer and says that it is pooled."""
    confidences = []
    for texts in (("Great for the gym.",), ("Great for the gym.", "Perfect for the gym!")):
        given = corpus(*texts)
        (content,) = [content for subject, content in Discovery().mine(given, RUN) if subject.value.endswith("gym")]
        said = {triple.predicate: triple.object for triple in content(IRIS.node("graph", "g"))}
        confidence, calibrated = said[MKG.confidence], said[MKG.calibrated]
        assert isinstance(confidence, Literal)
        assert isinstance(calibrated, Literal)
        confidences.append((Decimal(confidence.value), calibrated.value))
    assert confidences[0][0] <= confidences[1][0] <= 1
    assert [calibrated for _, calibrated in confidences] == ["true", "false"]


def test_the_shipped_model_says_how_good_it_is() -> None:
    """Its card has figures measured on sentences that it was not trained on."""
    metrics = shipped_model().card.metrics
    assert metrics["held-out accuracy"] >= 0.9
    assert metrics["held-out calibration error"] <= 0.03
    assert set(shipped_model().labels) >= {*(kind.value for kind in ConceptKind), "none"}


@pytest.mark.parametrize("key", ["found-scene-gym"])
def test_iris_do_not_change_with_other_texts(key: str) -> None:
    """A concept's node follows from its kind and normal form alone."""
    assert key in mined(corpus("Great for the gym."))
    assert key in mined(corpus("Nice color.", "I take it to the gym every day.", "Perfect for gyms and offices."))


def test_in_many_texts_one_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a single text names among very many is chance; what is listed needs no more than one."""
    monkeypatch.setattr("mkgrdf.extract.discovery.miner._TEXTS_FOR_ONE", 2)
    texts = [
        "Great for the gym.",
        "Perfect for the gym.",
        "It shrunk in the wash.",
        "The straps dig into my shoulders.",
    ]
    found = mined(corpus(*texts))
    assert {"found-scene-gym", "shrinks"} <= set(found)
    assert not any("shoulder" in key for key in found)


def test_memory_is_bounded_by_letting_go_what_was_seen_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many phrases are held, those seen once go; what is said again and again stays."""
    monkeypatch.setattr("mkgrdf.extract.discovery.miner._MOST_PHRASES", 2)
    texts = ["Great for the gym.", "Perfect for the gym.", "Great for soccer.", "Great for hockey.", "Great for golf."]
    assert "found-scene-gym" in mined(corpus(*texts))
