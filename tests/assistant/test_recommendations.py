"""Recommendations on the small shop: order, reasons, quotes, and what is refused."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mkgrdf.assistant import Recommendation, recommend, recommendable
from mkgrdf.errors import QueryError, SettingsError
from mkgrdf.iris import Iris
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG
from tests.script.conftest import Extend, claim

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def names(found: tuple[Recommendation, ...]) -> list[str]:
    """Return the names in order."""
    return [item.name for item in found]


def test_a_scene_leads_to_products_by_both_routes(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """By the pain point that it raises, or because a product suits it; a variant stands behind its group."""
    found = recommend(small_shop, small_iris, scene="long flight", language="en", now=NOW)
    assert names(found) == ["Dew Cream", "Day Pack", "Pocket Balm"]
    cream, pack, balm = found
    assert [edge.predicate for edge in cream.path] == ["mkg:raises", "mkg:motivates", "mkg:satisfies"]
    assert cream.reason == (
        "Because “long flight” brings along “dry skin”, which calls for “deep hydration”; "
        "1 review and 2 detail pages say that Dew Cream gives it."
    )
    assert [edge.predicate for edge in pack.path] == ["mkg:suits"]
    assert pack.reason == "Because the shop itself says that Day Pack suits “long flight”."
    assert balm.score < pack.score < cream.score
    assert (cream.price, cream.currency, cream.image) == (Decimal(129), "CNY", "media/cream.jpg")


def test_a_complaint_about_the_need_lowers_the_rank(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The balm's claim is the surest of all, yet it comes second, and the reason says why one should mind."""
    cream, balm = recommend(small_shop, small_iris, intent="hydration", language="en", now=NOW)
    assert (cream.name, cream.complaints) == ("Dew Cream", Decimal(0))
    assert balm.complaints == Decimal("0.6")
    assert max(edge.confidence or Decimal(0) for edge in balm.path) > max(
        edge.confidence or Decimal(0) for edge in cream.path
    )
    # 1 - 0.6 over 1 + 0.6 + 1, times the share that the query gives to it
    assert balm.score == Decimal("0.1538")
    assert balm.reason.endswith("Mind that people also complain about this very need.")


def test_quotes_are_sentences_with_their_rows(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Each quote is the text of a sentence in the language asked for, with file and row."""
    (cream, _) = recommend(small_shop, small_iris, pain="dry skin", language="en", now=NOW)
    assert [(quote.text, str(quote.origin), quote.source_kind) for quote in cream.quotes] == [
        ("Dew Cream gives deep hydration for twelve hours.", "documents.jsonl:1", "DetailPage"),
        ("Deep hydration that lasts.", "documents.jsonl:4", "Review"),
    ]


@pytest.mark.parametrize(
    "asked",
    [{"scene": "长途飞行"}, {"pain": "干燥"}, {"intent": "补水"}, {"need": "旅行者"}, {"product": "随身润唇膏"}],
)
def test_chinese_is_chinese(asked: dict[str, str], small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Asked in Chinese, names, reasons and quotes are Chinese throughout."""
    found = recommend(small_shop, small_iris, language="zh", now=NOW, **asked)  # type: ignore[arg-type]
    assert found
    for item in found:
        for words in (item.name, item.reason, *(quote.text for quote in item.quotes)):
            assert re.search("[\u4e00-\u9fff]", words)
            assert not re.search("[A-Za-z]", words), words


def test_the_chinese_reason_reads_well(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """The whole chain in one sentence."""
    cream = recommend(small_shop, small_iris, scene="坐飞机", language="zh", now=NOW)[0]
    assert cream.reason == "因为长途飞行会带来皮肤干燥，需要深层补水；1条评价和2个详情页表明凝露面霜能做到。"


def test_products_beside_a_product(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """All ties count for the rank, the one that says most is the reason, and the product itself is not its own."""
    (balm,) = recommend(small_shop, small_iris, product="Dew Cream", language="en", now=NOW)
    assert balm.name == "Pocket Balm"
    assert balm.score == Decimal("1.6")  # a shared intent, two links of the merchant, a shared category
    assert balm.reason == "Because it gives “deep hydration”, as Dew Cream does; so says the shop itself."
    assert recommend(small_shop, small_iris, product="mug", language="en", now=NOW) == ()


def test_every_edge_is_claimed_in_the_graph(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Each claim of a path exists, says the edge, and has the confidence that is shown."""
    for item in recommend(small_shop, small_iris, scene="long-flight", language="en", now=NOW):
        for edge in item.path:
            assert edge.evidence
            for claimed in edge.evidence:
                said = {quad.predicate: quad.object for quad in small_shop.about([claimed.claim])}
                assert said[MKG.claimObject] == edge.object
                assert Decimal(said[MKG.confidence].value) == claimed.confidence  # type: ignore[union-attr]
                assert edge.confidence is not None
                assert claimed.confidence <= edge.confidence


def test_limit_counts_products(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """A product that several paths lead to counts once."""
    assert names(recommend(small_shop, small_iris, intent="hydration", language="en", now=NOW, limit=1)) == [
        "Dew Cream"
    ]


def test_a_product_without_current_offer_has_no_price(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """In August the cream has no offer; it still helps, but has no price."""
    august = datetime(2026, 8, 1, tzinfo=UTC)
    cream = recommend(small_shop, small_iris, intent="hydration", language="en", now=august)[0]
    assert (cream.name, cream.price, cream.currency) == ("Dew Cream", None, None)
    # The summer's offer is over; that of November is known already.
    assert (cream.availability, cream.available_from) == ("InStock", date(2026, 11, 1))
    assert cream.reason.endswith(" It cannot be bought yet: the next offer starts on 2026-11-01.")


@pytest.mark.parametrize(
    ("state", "since", "en", "zh"),
    [
        ("SoldOut", None, "It cannot be bought now: sold out.", "目前不能购买：已售罄。"),
        ("OutOfStock", None, "It cannot be bought now: out of stock.", "目前不能购买：缺货。"),
        ("Discontinued", None, "It cannot be bought any more: discontinued.", "已停售，不能购买。"),
        (
            "PreOrder",
            date(2026, 12, 10),
            "It cannot be bought yet: pre-orders start on 2026-12-10.",
            "目前还不能购买：2026年12月10日开始预售。",
        ),
        ("PreOrder", None, "It is on pre-order.", "目前为预售。"),
        ("InStock", None, "", ""),
    ],
)
def test_what_cannot_be_bought_says_so(
    state: str, since: date | None, *, en: str, zh: str, extended: Extend, small_iris: Iris
) -> None:
    """In the reason, and in fields of its own; what is in stock needs no word."""
    begins = "" if since is None else f'; schema:validFrom "{since}"^^<http://www.w3.org/2001/XMLSchema#date>'
    store = extended(
        claim("lamp", "product/lamp", "satisfies", "concept/light-carrying", "document/cream-en")
        + '<product/lamp> schema:sku "lamp" ; schema:name "Lamp"@en, "台灯"@zh ; schema:offers <offer/lamp/1> .\n'
        + f'<offer/lamp/1> schema:price 9.0 ; schema:priceCurrency "CNY" ; schema:availability schema:{state} {begins}.'
    )
    for language, words in (("en", en), ("zh", zh)):
        found = recommend(store, small_iris, intent="light-carrying", language=language, now=NOW)
        (lamp,) = (item for item in found if item.product == small_iris.product("lamp"))
        assert (lamp.availability, lamp.available_from) == (state, since)
        assert lamp.reason.endswith(words)
        assert ("bought" in lamp.reason or "购买" in lamp.reason) == (
            state not in ("InStock", "PreOrder") or bool(since)
        )


def test_a_narrower_concept_is_told_as_such_and_comes_later(extended: Extend, small_iris: Iris) -> None:
    """At equal evidence what was asked for goes first; the reason names it and the way to it."""
    store = extended(
        claim("a", "product/a", "satisfies", "concept/overnight-hydration", "document/cream-en", confidence="0.8")
        + claim("b", "product/b", "satisfies", "concept/hydration", "document/cream-en", confidence="0.8")
        + "".join(f'<product/{key}> schema:sku "{key}" ; schema:name "{key.upper()}"@en, "甲"@zh .' for key in "ab")
    )
    found = {item.name: item for item in recommend(store, small_iris, intent="hydration", language="en", now=NOW)}
    assert list(found).index("B") < list(found).index("A")
    assert (found["A"].score, found["B"].score) == (Decimal("0.3556"), Decimal("0.4444"))  # 0.8 * 0.8 / 1.8
    assert found["A"].reason.startswith("Because you want “deep hydration”, and “overnight hydration” is a way to it; ")
    assert found["B"].reason.startswith("Because you want “deep hydration”; ")
    zh = recommend(store, small_iris, intent="hydration", language="zh", now=NOW)
    assert any(item.reason.startswith("因为您想要深层补水，而夜间补水正是其中一种做法；") for item in zh)


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ({"scene": "trip"}, "Because “long flight”, a kind of “trip”, brings along “dry skin”, which calls for"),
        ({"pain": "trouble"}, "Because “dry skin”, a kind of “trouble”, calls for “deep hydration”"),
        ({"scene": "trip"}, "Because the shop itself says that Day Pack suits “long flight”, a kind of “trip”."),
    ],
)
def test_narrower_scenes_and_pain_points_are_told_as_such(
    asked: dict[str, str], start: str, extended: Extend, small_iris: Iris
) -> None:
    """As for intents."""
    store = extended(
        '<concept/trip> a mkg:Scene ; skos:prefLabel "trip"@en . <concept/long-flight> skos:broader <concept/trip> .\n'
        '<concept/trouble> a mkg:PainPoint ; skos:prefLabel "trouble"@en .\n'
        "<concept/dry-skin> skos:broader <concept/trouble> ."
    )
    found = recommend(store, small_iris, language="en", now=NOW, **asked)  # type: ignore[arg-type]
    assert any(item.reason.startswith(start) for item in found), [item.reason for item in found]


@pytest.mark.parametrize("way", ["about", "evidence", "complaint"])
def test_products_that_have_the_pain_point_go_first(way: str, extended: Extend, small_iris: Iris) -> None:
    """A product whose own texts speak of dry skin beats a better one for the intent; a complaint is no such text."""
    kind = "Complaint" if way == "complaint" else "Effect"
    about = "" if way == "evidence" else "mkg:about <product/a> ;"
    said = (
        f"<sentence/x> a mkg:Sentence ; mkg:derivedFrom <document/review-1> ; {about} mkg:kind mkg:{kind} ;"
        " mkg:mentions <concept/dry-skin> .\n"
    )
    store = extended(
        said
        + claim("a", "product/a", "satisfies", "concept/hydration", "sentence/x", confidence="0.6")
        + claim("b", "product/b", "satisfies", "concept/hydration", "document/cream-en", confidence="0.9")
        + "".join(f'<product/{key}> schema:sku "{key}" ; schema:name "{key.upper()}"@en .' for key in "ab")
    )
    order = [item.name for item in recommend(store, small_iris, pain="dry skin", language="en", now=NOW)]
    assert (order.index("A") < order.index("B")) == (way != "complaint")
    direct = [item.name for item in recommend(store, small_iris, intent="hydration", language="en", now=NOW)]
    assert direct.index("B") < direct.index("A")


def test_concepts_that_lead_to_products(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Those of the kind asked for; where none leads anywhere, intents."""
    assert recommendable(small_shop, language="en", kind="Audience") == ("travellers",)
    assert recommendable(small_shop, language="zh", kind="Occasion") == recommendable(small_shop, language="zh")
    assert recommendable(small_shop, language="zh")[0] == "深层补水"


def test_exactly_one_thing_is_asked_for(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """None or two are refused, and so is a language without phrasings."""
    with pytest.raises(QueryError, match=r"exactly one of scene, pain, intent, need, product; given: none"):
        recommend(small_shop, small_iris, language="en", now=NOW)
    with pytest.raises(QueryError, match=r"given: scene, pain"):
        recommend(small_shop, small_iris, language="en", now=NOW, scene="commute", pain="dry skin")
    with pytest.raises(SettingsError, match=r"there are phrasings for: en, zh"):
        recommend(small_shop, small_iris, language="fr", now=NOW, scene="commute")
