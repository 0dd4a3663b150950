"""Recommendations on the small shop: order, reasons, quotes, and what is refused."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from mkgrdf.assistant import Recommendation, recommend
from mkgrdf.errors import MkgError, QueryError
from mkgrdf.iris import Iris
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG

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


def test_exactly_one_thing_is_asked_for(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """None or two are refused, and so is a language without phrasings."""
    with pytest.raises(QueryError, match=r"exactly one of scene, pain, intent, need, product; given: none"):
        recommend(small_shop, small_iris, language="en", now=NOW)
    with pytest.raises(QueryError, match=r"given: scene, pain"):
        recommend(small_shop, small_iris, language="en", now=NOW, scene="commute", pain="dry skin")
    with pytest.raises(MkgError, match=r"there are phrasings for en, zh"):
        recommend(small_shop, small_iris, language="fr", now=NOW, scene="commute")
