"""What may back a script: claims about this product, sentences that stand alone, facts that are worth hearing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pyoxigraph import NamedNode

from mkgrdf.iris import Iris
from mkgrdf.script import Script, SegmentKind, describe_script, write_script
from mkgrdf.script.sentences import stands_alone
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG
from tests.script.conftest import Extend, claim, sentence

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def texts(script: Script, kind: SegmentKind) -> list[str]:
    return [segment.text for segment in script.segments if segment.kind is kind]


def cited(script: Script) -> set[NamedNode]:
    return {citation.node for segment in script.segments for citation in segment.cites}


def test_a_reason_is_not_borrowed_from_another_product(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The balm has the cream's ingredient, but only the cream's record says that it hydrates."""
    balm = write_script(small_shop, small_iris, "balm", language="en", now=NOW)
    (words,) = texts(balm, SegmentKind.PRODUCT)
    assert words == "That is where Pocket Balm by Fennel comes in."
    assert small_iris.node("claim", "c-supports-cream") not in cited(balm)
    cream = write_script(small_shop, small_iris, "cream", language="en", now=NOW)
    assert "thanks to hyaluronic acid (ingredient)" in texts(cream, SegmentKind.PRODUCT)[0]


@pytest.mark.parametrize(
    ("evidence", "more"),
    [
        ("sentence/own", "<sentence/own> mkg:about <product/balm> ."),
        ("document/own", "<document/own> mkg:about <product/balm> ."),
        ("sentence/own", "<sentence/own> mkg:derivedFrom <document/own> . <document/own> mkg:about <product/balm> ."),
        ("mention/own", "<mention/own> mkg:inSentence <sentence/own> . <sentence/own> mkg:about <product/balm> ."),
        ("mention/own", "<mention/own> mkg:derivedFrom <document/own> . <document/own> mkg:about <product/balm> ."),
        ("sentence/own", "<sentence/own> mkg:about <g> . <product/balm> schema:isVariantOf <g> ."),
        ("sentence/own", "<sentence/own> mkg:about <v> . <v> schema:isVariantOf <product/balm> ."),
        ("graph/own", "<graph/own> mkg:describes <product/balm> ."),
        ("graph/own", "<graph/own> mkg:describes <concept/hydration> ."),
    ],
)
def test_a_reason_read_about_the_product_counts(evidence: str, more: str, extended: Extend, small_iris: Iris) -> None:
    """From a sentence, a mention or a document about it, its group or variant, or from a record of it or the intent."""
    said = claim("own", "value/hyaluronic", "supports", "concept/hydration", evidence)
    balm = write_script(extended(said + more), small_iris, "balm", language="en", now=NOW)
    assert "thanks to hyaluronic acid (ingredient)" in texts(balm, SegmentKind.PRODUCT)[0]
    assert small_iris.node("claim", "own") in cited(balm)
    assert small_iris.node("claim", "c-supports-cream") not in cited(balm)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "And it lasts all day long."),
        ("en", "But the lid is very tight."),
        ("en", "Not any more since this arrived."),
        ("en", "That under my nose for a week."),
        ("en", "“And it lasts all day long.”"),
        ("en", "Not a drop."),
        ("en", "Who would have thought of it?"),
        ("en", "What I like about it most:"),
        ("zh", "但是盖子有点紧，不好开。"),
        ("zh", "而且一整天都很舒服。"),
        ("zh", "很好用。"),
        ("zh", "谁能想到这么好用呢？"),
    ],
)
def test_sentences_that_lean_on_others(language: str, text: str) -> None:
    """A conjunction in front, a pronoun for nothing, a few words or a question is no sentence to quote alone."""
    assert not stands_alone(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It sinks in and leaves no film."),
        ("en", "Deep hydration that lasts."),
        ("en", "Andy loves this cream a lot."),
        ("en", "So light that I forget it on my commute."),
        ("zh", "坐飞机也不再皮肤干燥，用完很舒服。"),
        ("zh", "它吸收很快，不油腻。"),
    ],
)
def test_sentences_that_stand_alone(language: str, text: str) -> None:
    """Pronouns are fine after the product was named."""
    assert stands_alone(text, language)


def test_proof_is_praise_and_names_its_product_first(extended: Extend, small_iris: Iris) -> None:
    """Neutral sentences and leaning ones prove nothing; of the others, one that names the product goes first."""
    store = extended(
        sentence("n", "I got it for the office last spring.", "Experience", "mug", "r", polarity="0.0")
        + sentence("l", "And it keeps tea hot for hours.", "Effect", "mug", "r", polarity="0.9")
        + sentence("p", "Keeps my tea hot until noon.", "Effect", "mug", "r", polarity="0.9")
        + sentence("h", "The Harbour Mug feels good in the hand.", "Experience", "mug", "r", polarity="0.3")
        + "<document/r> a mkg:Review ; mkg:about <product/mug> ."
    )
    script = write_script(store, small_iris, "mug", language="en", now=NOW)
    assert texts(script, SegmentKind.PROOF) == [
        "A customer writes: “The Harbour Mug feels good in the hand.”",
        "In the words of a customer: “Keeps my tea hot until noon.”",
    ]


def test_instructions_are_no_selling_points(extended: Extend, small_iris: Iris) -> None:
    """A sentence that is usage in one document is usage, though the same words passed for praise in another."""
    words = "Rinse it with warm water after use."
    store = extended(
        sentence("a", words, "SellingPoint", "mug", "d", polarity="0.9").replace("confidence 0.9", "confidence 0.95")
        + sentence("b", words, "Usage", "mug", "d", polarity="0.1")
        + "<document/d> a mkg:DetailPage ; mkg:about <product/mug> ."
    )
    script = write_script(store, small_iris, "mug", language="en", now=NOW)
    assert texts(script, SegmentKind.USAGE) == [words]
    assert words not in texts(script, SegmentKind.SELLING_POINT)


def test_facts_are_worth_hearing(extended: Extend, small_iris: Iris) -> None:
    """No ticks, nothing that repeats name or category; measures and materials before the rest."""
    values = {
        "a_eco": ("eco", "Yes"),
        "b_kind": ("type", "kitchen"),
        "c_model": ("model", "Harbour Mug"),
        "d_colour": ("colour", "white"),
        "m_material": ("material", "stoneware"),
        "z_flag": ("dishwasher safe", "true"),
    }
    store = extended(
        "".join(
            f"<product/mug> mkg:hasValue <value/{code}> . <value/{code}> mkg:ofProperty <property/{code}> ;"
            f' skos:prefLabel "{value}"@en . <property/{code}> skos:notation "{code}" ; skos:prefLabel "{name}"@en .\n'
            for code, (name, value) in values.items()
        )
    )
    script = write_script(store, small_iris, "mug", language="en", now=NOW)
    (words,) = texts(script, SegmentKind.SELLING_POINT)
    assert words == "Now for the details. Capacity: 350 mL; material: stoneware; colour: white."


@pytest.mark.parametrize("part", ["image", "region", "clip"])
def test_no_other_scene_is_seen_where_a_scene_is_told(part: str, extended: Extend, small_iris: Iris) -> None:
    """A picture of dry skin on a commute, though the surest, is not shown in a story of a long flight."""
    whole = {
        "image": "<image/other> mkg:depicts <concept/commute> .",
        "region": "<image/other> mkg:regionOf <image/wide> . <image/wide> mkg:depicts <concept/commute> .",
        "clip": "<clip/other> mkg:clipOf <image/other> ; mkg:depicts <concept/commute> .",
    }[part]
    edges = [("c-o1", "concept/dry-skin"), ("c-o2", "concept/hydration"), ("c-o3", "product/cream")]
    shown = "".join(
        claim(name, "image/other", "depicts", thing, "image/other", confidence="1.0") for name, thing in edges
    )
    store = extended(f'<image/other> a mkg:Image ; schema:contentUrl "media/a-commute.jpg" . {whole}\n{shown}')
    for seed in range(3):
        script = write_script(store, small_iris, "cream", language="en", now=NOW, seed=seed, scene="long-flight")
        for segment in script.segments:
            if segment.kind in (SegmentKind.SCENE, SegmentKind.PAIN, SegmentKind.INTENT):
                assert segment.shows is None or segment.shows.url != "media/a-commute.jpg"
    assert script.path is not None


def test_a_broadcast_airs_the_script(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The script's own graph says so, and the gate lets it in."""
    from mkgrdf.shacl.gate import Gate

    script = write_script(small_shop, small_iris, "cream", language="en", now=NOW)
    evening = small_iris.node("broadcast", "evening")
    candidates = describe_script(script, small_iris, now=NOW, broadcast=evening)
    aired = [triple for triple in candidates[1].triples if triple.predicate == MKG.airs]
    assert [(triple.subject, triple.object) for triple in aired] == [(evening, candidates[1].subject)]
    judgement = Gate().judge(candidates, small_shop)
    assert [report.violations for _, report in judgement.refused] == []
    plain = describe_script(script, small_iris, now=NOW)
    assert not any(triple.predicate == MKG.airs for triple in plain[1].triples)
