"""Scripts on the small shop: golden files, and what must hold for each.

``MKGRDF_GOLDEN=write`` writes the golden files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from mkgrdf.errors import MkgError, SettingsError
from mkgrdf.iris import Iris
from mkgrdf.script import Script, SegmentKind, to_json, to_markdown, to_text, write_script
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, SCHEMA

FOLDER = Path(__file__).parent / "golden"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PRODUCTS = ("cream", "balm", "day-pack", "day-pack-red", "mug")
FACTLESS = {SegmentKind.OPENING, SegmentKind.CALL_TO_ACTION, SegmentKind.CLOSING, SegmentKind.DISCLOSURE}


def objects(store: EmbeddedStore, subject: NamedNode, predicate: NamedNode) -> set[object]:
    """Return what the graph says of ``subject`` by ``predicate``."""
    return {quad.object for quad in store.about([subject]) if quad.predicate == predicate}


def golden(name: str, text: str) -> None:
    """Compare with the golden file, or write it."""
    file = FOLDER / name
    if os.environ.get("MKGRDF_GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


Writer = Callable[[str, str, int], Script]


@pytest.fixture(scope="module")
def written(small_shop: EmbeddedStore, small_iris: Iris) -> Writer:
    """Scripts by product, language and seed, each written once."""

    @cache
    def write(product: str, language: str, seed: int) -> Script:
        return write_script(small_shop, small_iris, product, language=language, now=NOW, seed=seed)

    return write


@pytest.fixture
def cream(small_shop: EmbeddedStore, small_iris: Iris) -> Script:
    """The plain English script of the product that the graph knows most about."""
    return write_script(small_shop, small_iris, "cream", language="en", now=NOW)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("product", ["cream", "day-pack", "mug"])
def test_golden_scripts(product: str, language: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The whole script, with pictures, grounds and gaps, is the golden one."""
    script = write_script(small_shop, small_iris, product, language=language, now=NOW)
    golden(f"{product}.{language}.txt", to_text(script))


def test_golden_exports(cream: Script) -> None:
    """Markdown and JSON hold the same script."""
    golden("cream.en.md", to_markdown(cream))
    golden("cream.en.json", to_json(cream))
    content = json.loads(to_json(cream))
    assert [segment["text"] for segment in content["segments"]] == [segment.text for segment in cream.segments]
    assert content["path"]["links"][0]["predicate"] == "mkg:raises"


def test_the_order_is_that_of_a_script(cream: Script) -> None:
    """Opening, scene, pain point, intent, product come first, in that order; all kinds follow the one order."""
    kinds = [segment.kind for segment in cream.segments]
    order = list(SegmentKind)
    assert kinds == sorted(kinds, key=order.index)
    assert set(kinds) == set(SegmentKind)
    assert [segment.position for segment in cream.segments] == list(range(1, len(kinds) + 1))
    assert cream.gaps == ()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("product", PRODUCTS)
def test_every_fact_has_its_ground(
    product: str, language: str, seed: int, written: Writer, small_shop: EmbeddedStore
) -> None:
    """Each citation is in the graph, is of the kind it says, and speaks of the product or of its path."""
    script = written(product, language, seed)
    family = {script.product} | objects(small_shop, script.product, SCHEMA.isVariantOf)
    family |= {quad.subject for quad in small_shop.mentioning([script.product]) if quad.predicate == SCHEMA.isVariantOf}
    values = {
        value for item in family if isinstance(item, NamedNode) for value in objects(small_shop, item, MKG.hasValue)
    }
    path = set() if script.path is None else set(script.path.concepts)
    for segment in script.segments:
        assert segment.cites or segment.kind in FACTLESS, segment
        for citation in segment.cites:
            assert MKG[citation.kind] in {
                quad.object for quad in small_shop.about([citation.node]) if quad.predicate.value.endswith("#type")
            }
            if citation.kind == "Claim":
                ends = objects(small_shop, citation.node, MKG.claimSubject) | objects(
                    small_shop, citation.node, MKG.claimObject
                )
                sentences = {item.node for item in segment.cites if item.kind == "Sentence"}
                assert ends & (family | path | values | sentences), citation
                if citation.confidence is not None:
                    (confidence,) = objects(small_shop, citation.node, MKG.confidence)
                    assert isinstance(confidence, Literal)
                    assert citation.confidence == Decimal(confidence.value)
            if citation.kind == "Sentence":
                assert objects(small_shop, citation.node, MKG.about) & family
                (text,) = objects(small_shop, citation.node, SCHEMA.text)
                assert isinstance(text, Literal)
                assert text.value in segment.text


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("product", PRODUCTS)
def test_complaints_never_sell(product: str, seed: int, written: Writer, small_shop: EmbeddedStore) -> None:
    """No complaint and no edge of suffering is cited, and no word of one is said."""
    script = written(product, "en", seed)
    for segment in script.segments:
        assert "after an hour" not in segment.text
        for citation in segment.cites:
            assert MKG.suffers not in objects(small_shop, citation.node, MKG.claimPredicate)
            assert MKG.Complaint not in objects(small_shop, citation.node, MKG.kind)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_numbers_are_those_of_the_graph(language: str, seed: int, written: Writer, small_shop: EmbeddedStore) -> None:
    """Each number that is said is one of a literal of the graph that the segment cites, or of its words."""
    for product in PRODUCTS:
        script = written(product, language, seed)
        for segment in script.segments:
            cited = {
                number
                for citation in segment.cites
                for quad in small_shop.about([citation.node])
                if isinstance(quad.object, Literal)
                for number in re.findall(r"\d+(?:\.\d+)?", quad.object.value)
            }
            said = re.findall(r"\d+(?:\.\d+)?", segment.text)
            assert {Decimal(number) for number in said} <= {Decimal(number) for number in cited}, segment


def test_a_price_is_said_only_while_it_holds(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The day decides which offer is current; between two offers there is no price and no call to action."""

    def price(month: int) -> str | None:
        now = datetime(2026, month, 15, tzinfo=UTC)
        script = write_script(small_shop, small_iris, "cream", language="en", now=now)
        assert (SegmentKind.CALL_TO_ACTION in {s.kind for s in script.segments}) == (
            "no-current-offer" not in gaps(script)
        )
        return next((segment.text for segment in script.segments if segment.kind is SegmentKind.PRICE), None)

    assert price(11) == "And the price? ¥129 instead of ¥159. This price is valid until 2026-12-31."
    assert price(6) == "And the price? ¥99. This price is valid until 2026-06-30."
    assert price(8) is None


def gaps(script: Script) -> list[str]:
    """Return the codes of what is missing."""
    return [gap.code for gap in script.gaps]


def test_sold_out_variants_are_not_offered(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The blue pack is cheaper but sold out: its group costs what the red one does, and there are few."""
    script = write_script(small_shop, small_iris, "day-pack", language="en", now=NOW)
    words = {segment.kind: segment.text for segment in script.segments}
    assert words[SegmentKind.PRICE] == "And the price? ¥239."
    assert "limited" in words[SegmentKind.CALL_TO_ACTION]
    blue = write_script(small_shop, small_iris, "day-pack-blue", language="en", now=NOW)
    assert "no-current-offer" in gaps(blue)
    assert "red" not in " ".join(segment.text for segment in blue.segments)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("product", PRODUCTS)
def test_a_chinese_script_is_chinese(product: str, seed: int, written: Writer) -> None:
    """Everything said, and everything the terminal shows beside it, is Chinese but for names of brands and files."""
    script = written(product, "zh", seed)
    for segment in script.segments:
        assert not re.search("[A-Za-z]", segment.text.replace("Fennel", "")), segment.text
        assert re.search("[\u4e00-\u9fff]", segment.text)
    shown = re.sub(r"\S+\.(?:jsonl|jpg|mp4)\S*|\[[a-z-]+\]|\(zh\)|Fennel", "", to_text(script))
    assert not re.search("[A-Za-z]", shown), shown


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("product", PRODUCTS)
def test_no_picture_twice_in_a_row_nor_of_another_product(product: str, seed: int, written: Writer) -> None:
    """Two segments in a row never show the same, and the jar of cream is not seen while another product is sold."""
    script = written(product, "en", seed)
    shown = [segment.shows for segment in script.segments]
    for before, after in pairwise(shown):
        assert before is None or after is None or before.node != after.node
    if product != "cream":
        assert not any(medium is not None and "cream" in medium.url for medium in shown)
    if product != "mug":
        assert any(shown)


def test_what_is_shown_fits_what_is_said(cream: Script) -> None:
    """The scene has the cabin, the pain point the dry skin, the usage the clip that illustrates it."""
    shows = {segment.kind: segment.shows for segment in cream.segments}
    urls = {kind: medium.url for kind, medium in shows.items() if medium is not None}
    assert urls[SegmentKind.SCENE] == "media/cabin.jpg"
    assert urls[SegmentKind.PAIN] == "media/skin.jpg"
    assert urls[SegmentKind.INTENT] == "media/tour.mp4#t=6,9"
    usage = shows[SegmentKind.USAGE]
    assert usage is not None


def test_seeds_vary_the_words_and_are_repeatable(written: Writer, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The same seed gives the same script, and different seeds give several."""
    texts = set()
    for seed in range(6):
        texts.add(tuple(segment.text for segment in written("cream", "en", seed).segments))
    assert len(texts) >= 5
    again = write_script(small_shop, small_iris, "cream", language="en", now=NOW, seed=3)
    assert again == written("cream", "en", 3)


def test_fixed_concepts_are_kept(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """A path through what was fixed is taken; where there is none, the script says so and has no path."""
    script = write_script(small_shop, small_iris, "cream", language="en", now=NOW, intent="overnight-hydration")
    assert script.path is not None
    assert script.path.intent_name == "overnight hydration"
    assert gaps(script) == ["no-pain-point"]
    other = write_script(small_shop, small_iris, "cream", language="en", now=NOW, scene="commute")
    assert other.path is None
    assert gaps(other) == ["no-such-path"]
    assert "long flight → dry skin → deep hydration" in dict(other.gaps[0].message)["en"]
    assert SegmentKind.SCENE not in {segment.kind for segment in other.segments}


def test_a_suited_scene_is_told_without_a_path(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The pack suits long flights though no path leads there: the scene is told on the strength of that claim."""
    script = write_script(small_shop, small_iris, "day-pack", language="en", now=NOW, scene="long-flight")
    assert script.path is None
    (scene,) = (segment for segment in script.segments if segment.kind is SegmentKind.SCENE)
    assert scene.text == "Think of a moment like this: long flight."
    assert scene.cites[0].node == small_iris.node("claim", "c-suits-pack")


def test_an_audience_is_addressed_only_where_the_product_suits_it(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """A claim allows to address travellers; for anybody else the script says that nothing does."""
    script = write_script(small_shop, small_iris, "cream", language="en", now=NOW, audience="travellers")
    assert "Dew Cream suits travellers." in [segment.text for segment in script.segments]
    other = write_script(small_shop, small_iris, "cream", language="en", now=NOW, audience="children")
    assert gaps(other) == ["not-suited"]


def test_what_cannot_be_written_is_refused(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """An unknown product, a language without phrasings, and a product without a name there are errors."""
    with pytest.raises(MkgError, match=r"no product https://example\.org/shop/product/nothing in memory"):
        write_script(small_shop, small_iris, "nothing", language="en", now=NOW)
    with pytest.raises(SettingsError, match="there are phrasings for: en, zh"):
        write_script(small_shop, small_iris, "cream", language="fr", now=NOW)
