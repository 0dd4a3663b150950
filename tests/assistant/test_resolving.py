"""What somebody means by a name: concepts and products by IRI, id, number or name."""

from __future__ import annotations

import pytest

from mkgrdf.assistant import resolve_broadcast, resolve_concept, resolve_product
from mkgrdf.errors import QueryError
from mkgrdf.iris import Iris
from mkgrdf.statements import literal
from mkgrdf.store import EmbeddedStore
from mkgrdf.vocabulary import MKG, RDF, SKOS


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/shop/concept/long-flight",
        "long-flight",
        "concept/long-flight",
        "Long Flight",
        "  long   flight ",
        "long-haul flight",
        "长途飞行",
        "坐飞机",
        "ｌｏｎｇ　ｆｌｉｇｈｔ",
    ],
)
def test_a_concept_has_many_names(text: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """IRI, id, preferred and alternative names in both languages; case, width and hyphens do not count."""
    named = resolve_concept(small_shop, small_iris, text)
    assert named.node == small_iris.concept("long-flight")
    assert named.kind == "Scene"


@pytest.mark.parametrize(
    "text", ["https://example.org/shop/product/cream", "cream", "product/cream", "dew cream", "凝露面霜"]
)
def test_a_product_has_many_names(text: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """IRI, id or stock number, and names in both languages."""
    assert resolve_product(small_shop, small_iris, text).node == small_iris.product("cream")


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("comute", "Scene", r"no scene is called 'comute'; did you mean commute\?"),
        ("飞行", "Scene", r"did you mean 长途飞行\?"),
        ("qqq", "Intent", r"no intent is called 'qqq'; names are, for instance, deep hydration, 深层补水"),
        ("commute", "Intent", r"no intent is called 'commute'"),
        ("https://example.org/shop/concept/nothing", None, r"no concept is called"),
        ("://", None, r"no concept is called '://'"),
        ("https://example.org/shop/concept/%zz", None, r"no concept is called"),
    ],
)
def test_an_unknown_name_leads_to_close_ones(
    text: str, kind: str | None, message: str, small_shop: EmbeddedStore, small_iris: Iris
) -> None:
    """The error names what is close, else some that there are; the kind counts."""
    with pytest.raises(QueryError, match=message):
        resolve_concept(small_shop, small_iris, text, kind=kind)


def test_an_unknown_product_leads_to_close_ones(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """As for concepts."""
    with pytest.raises(QueryError, match=r"no product is called 'Dew Crem'; did you mean Dew Cream\?"):
        resolve_product(small_shop, small_iris, "Dew Crem")


def test_an_ambiguous_name_is_not_guessed(small_iris: Iris) -> None:
    """Two concepts of one name: the error lists both; a preferred name goes before an alternative one."""
    from pyoxigraph import Triple

    first, second, third = (small_iris.concept(key) for key in ("a", "b", "c"))
    with EmbeddedStore() as store:
        store.commit(
            {
                small_iris.node("graph", "x"): [
                    *(Triple(node, RDF.type, MKG.Scene) for node in (first, second, third)),
                    Triple(first, SKOS.prefLabel, literal("Gym", "en")),
                    Triple(second, SKOS.prefLabel, literal("gym", "en")),
                    Triple(third, SKOS.prefLabel, literal("Pool", "en")),
                    Triple(first, SKOS.altLabel, literal("pool", "en")),
                ]
            }
        )
        with pytest.raises(QueryError, match=r"'GYM' is the name of 2 scenes; .*concept/a, .*concept/b"):
            resolve_concept(store, small_iris, "GYM", kind="Scene")
        assert resolve_concept(store, small_iris, "pool").node == third
        with pytest.raises(QueryError, match=r"the graph has no intent at all"):
            resolve_concept(store, small_iris, "x", kind="Intent")


@pytest.mark.parametrize(
    "text", ["evening", "broadcast/evening", "https://example.org/shop/broadcast/evening", "晚间直播"]
)
def test_a_broadcast_has_many_names(text: str, small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Id, IRI, or the name in the language of the script."""
    found = resolve_broadcast(small_shop, small_iris, text, language="zh")
    assert found == small_iris.node("broadcast", "evening")


def test_an_unknown_broadcast_leads_to_those_there_are(small_shop: EmbeddedStore, small_iris: Iris) -> None:
    """Each with its id and name; an empty graph says that it has none."""
    with pytest.raises(QueryError, match=r"no broadcast is called 'noon'; there are evening \(Evening show\)"):
        resolve_broadcast(small_shop, small_iris, "noon", language="en")
    with EmbeddedStore() as store, pytest.raises(QueryError, match="the graph has no broadcast at all"):
        resolve_broadcast(store, small_iris, "noon", language="en")
