from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.readers import ReadOptions, detect
from mkgrdf.records import Document, Image, Offer, Product

Read = Callable[..., tuple[list[Any], list[Any], Any]]
Write = Callable[..., Path]
Draw = Callable[..., Path]

CREAM: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "Product",
    "sku": "c1",
    "name": [{"@value": "保湿面霜", "@language": "zh"}, {"@value": "Moisturiser", "@language": "en"}],
    "description": "<p>Rich &amp; light.</p>",
    "brand": {"@type": "Brand", "name": "Acme"},
    "gtin13": "4006381333931",
    "category": "Skin care > Creams",
    "image": ["front.png", "https://example.org/back.png", {"@type": "ImageObject", "contentUrl": "front.png"}],
    "color": "white",
    "additionalProperty": [
        {"@type": "PropertyValue", "name": "Volume", "value": 50, "unitCode": "MLT"},
        {"@type": "PropertyValue", "name": "Skin type", "propertyID": "skin", "value": ["dry", "normal"]},
    ],
    "offers": {
        "@type": "Offer",
        "price": 19.9,
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "priceValidUntil": "2026-12-31",
    },
    "review": [
        {
            "@type": "Review",
            "name": "Lovely",
            "reviewBody": "Not greasy.",
            "reviewRating": {"@type": "Rating", "ratingValue": "5", "bestRating": 5},
            "datePublished": "2026-05-01T20:00:00Z",
        },
        {"@type": "Review", "reviewBody": "Meh", "reviewRating": {"ratingValue": 9, "bestRating": 10}},
    ],
}


def test_a_product_is_read_whole(write: Write, read: Read, picture: Draw) -> None:
    """Tagged names, brand node, offer, properties, local image, page and review arrive; what cannot be is rejected."""
    picture("front.png")
    path = write("cream.jsonld", json.dumps(CREAM))
    records, rejects, _ = read(path, options=ReadOptions(languages=("en", "zh")))
    image, cream, page, review = records
    assert isinstance(cream, Product)
    assert cream.names == (("en", "Moisturiser"), ("zh", "保湿面霜"))
    assert (cream.id, cream.brand, cream.gtin) == ("c1", "Acme", "4006381333931")
    assert cream.categories == (((("en", "Skin care"),), (("en", "Creams"),)),)
    assert cream.offers == (Offer(Decimal("19.9"), "EUR", "InStock", valid_until=date(2026, 12, 31)),)
    assert [(one.code, one.value[0][1], one.number, one.unit) for one in cream.attributes] == [
        ("color", "white", None, None),
        ("volume", "50 MLT", Decimal(50), "mL"),
        ("skin", "dry", None, None),
        ("skin", "normal", None, None),
    ]
    assert isinstance(image, Image)
    assert cream.images == (image.id,) == ("front.png",)
    assert isinstance(page, Document)
    assert (page.text, page.products) == ("Rich & light.", ("c1",))
    assert isinstance(review, Document)
    assert (review.text, review.title, review.rating) == ("Not greasy.", "Lovely", Decimal(5))
    assert review.published == datetime(2026, 5, 1, 20, tzinfo=UTC)
    assert [one.code for one in rejects] == ["image-not-local", "rating-out-of-range"]


BARE = CREAM | {"image": [], "review": []}
GROUP = {
    "@type": "ProductGroup",
    "@id": "#g",
    "productGroupID": "tee",
    "name": "Tee",
    "description": "Soft.",
    "hasVariant": [{"@type": "Product", "sku": "tee-s", "name": "Tee S", "description": "Soft."}, {"@id": "#m"}],
}
MEDIUM = {"@type": "Product", "@id": "#m", "sku": "tee-m", "name": "Tee M", "isSimilarTo": {"@id": "#g"}}


def test_an_image_of_a_rejected_node_goes_to_the_next_that_names_it(write: Write, read: Read, picture: Draw) -> None:
    """A picture that two products share is not lost with the first of them."""
    picture("front.png")
    nodes = [{**CREAM, "sku": "c0", "offers": {"price": "cheap"}}, {**CREAM, "image": "front.png", "review": []}]
    records, rejects, _ = read(write("creams.jsonld", json.dumps(nodes)))
    assert [one.code for one in rejects] == ["price-not-a-number"]
    assert [type(one) for one in records] == [Image, Product, Document]


def test_groups_and_variants_in_a_graph(write: Write, read: Read) -> None:
    """A variant belongs to its group whichever of the two says so, nested or by reference; its text is not repeated."""
    large = {"@type": "Product", "sku": "tee-l", "name": "Tee L", "isVariantOf": {"@id": "#g"}}
    huge = {"@type": "Product", "sku": "tee-x", "name": "Tee X", "isVariantOf": {"productGroupID": "tee"}}
    graph = {"@context": ["http://schema.org/", {"@language": "de"}], "@graph": [GROUP, MEDIUM, large, huge]}
    records, rejects, _ = read(write("a.json", json.dumps(graph)))
    products = {one.id: one for one in records if isinstance(one, Product)}
    assert rejects == []
    assert products["tee"].is_group
    assert {key: one.group for key, one in products.items()} == {
        "tee": None,
        "tee-s": "tee",
        "tee-m": "tee",
        "tee-l": "tee",
        "tee-x": "tee",
    }
    assert products["tee-m"].similar == ("tee",)
    assert products["tee"].names == (("de", "Tee"),)
    assert [one.products for one in records if isinstance(one, Document)] == [("tee",)]
    assert products["tee-s"].origin.column == "/@graph/0/hasVariant/0"


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ([{"price": "1.299,00", "priceCurrency": "EUR"}, {"price": "€5"}], [("1299.00", "EUR"), ("5", "EUR")]),
        ({"@type": "AggregateOffer", "lowPrice": "5", "highPrice": "5.00", "priceCurrency": "cny"}, [("5", "CNY")]),
        (
            {"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 9, "offers": [{"price": 6}, {"price": 7}]},
            [("6", "USD"), ("7", "USD")],
        ),
        ({"priceSpecification": {"price": 8, "priceCurrency": "GBP"}}, [("8", "GBP")]),
        ({"availability": "InStock"}, []),
        ("#offer", []),
    ],
)
def test_the_forms_of_offers(write: Write, read: Read, offers: object, expected: list[tuple[str, str]]) -> None:
    """One offer, a list, an aggregate and a price specification are all offers; one without a price is none."""
    node = {"@context": "http://schema.org", "@type": "Product", "sku": "1", "name": "x", "offers": offers}
    (product,), rejects, _ = read(write("a.jsonld", json.dumps(node)))
    assert rejects == []
    assert [(one.price, one.currency) for one in product.offers] == [
        (Decimal(amount), code) for amount, code in expected
    ]


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ({"@type": "AggregateOffer", "lowPrice": 5, "highPrice": "9", "priceCurrency": "CNY"}, "5-9"),
        ({"@type": "AggregateOffer", "lowPrice": 5, "highPrice": 9, "offers": [{"availability": "InStock"}]}, "5-9"),
        ({"@type": "AggregateOffer", "lowPrice": 5}, "from 5"),
        ({"@type": "AggregateOffer", "highPrice": 9}, "up to 9"),
        ({"priceSpecification": {"minPrice": 5, "maxPrice": 9}}, "5-9"),
    ],
)
def test_a_range_of_prices_is_no_price(write: Write, read: Read, offers: object, said: str) -> None:
    """From a lowest to a highest price, without exact ones: the product has no offer, and a reject says why."""
    (product, *_), (one,), _ = read(write("a.jsonld", json.dumps(BARE | {"offers": offers})))
    assert product.offers == ()
    assert (one.code, one.value) == ("price-is-range", said)


def test_a_struck_price_is_the_list_price(write: Write, read: Read) -> None:
    """A price specification of type ListPrice or StrikethroughPrice is what the product cost before."""
    offer = {
        "price": 8,
        "priceCurrency": "EUR",
        "availability": "schema:BackOrder",
        "priceSpecification": [{"priceType": "https://schema.org/StrikethroughPrice", "price": "10"}],
    }
    node = {"@context": "http://schema.org", "@type": "Product", "sku": "1", "name": "x", "offers": offer}
    (product,), _, _ = read(write("a.jsonld", json.dumps(node)))
    assert product.offers == (Offer(Decimal(8), "EUR", "PreOrder", Decimal(10)),)


@pytest.mark.parametrize(
    "context",
    [
        "https://schema.org",
        "http://schema.org/",
        "https://www.schema.org/",
        "https://schema.org/docs/jsonldcontext.jsonld",
        {"@vocab": "https://schema.org/"},
        ["https://schema.org", {"x": "https://example.org/"}],
    ],
)
def test_contexts_known_by_name(write: Write, read: Read, context: object) -> None:
    """schema.org's context in its usual spellings is known without fetching it; foreign keys are left out."""
    node = {"@context": context, "@type": "Product", "sku": "1", "name": "x", "x:secret": "y"}
    (product,), _, _ = read(write("a.jsonld", json.dumps(node)))
    assert product.names == (("en", "x"),)


def test_prefixed_and_expanded_keys(write: Write, read: Read) -> None:
    """Keys with a prefix of schema.org, as full IRIs, or renamed by the context mean the same."""
    node = {
        "@context": {"s": "https://schema.org/", "titel": "https://schema.org/name", "note": "https://example.org/n"},
        "@type": "s:Product",
        "https://schema.org/sku": "1",
        "titel": "x",
        "note": "y",
        "brand": "foreign, for there is no vocabulary",
    }
    (product,), _, _ = read(write("a.jsonld", json.dumps(node)))
    assert (product.id, product.names, product.brand) == ("1", (("en", "x"),), None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"@context": "https://example.org/ctx", "@type": "Product", "name": "x"}', "context-unknown"),
        ('{"@type": "Product", "name": "x"}', "file-not-recognised"),
        ('{"@context": "https://schema.org", "@type": "Person", "name": "x"}', "file-not-recognised"),
        ('{"@context": "https://schema.org", "@type": "Product", "name": "x"}', "field-missing"),
        ('{"@context": "https://schema.org", "@type": "Product", "sku": "1", "offers": []}', "field-missing"),
        ('{"@context": "https://schema.org", ', "json-broken"),
        ("null", "file-not-recognised"),
        (json.dumps(CREAM | {"image": [], "review": {"@type": "Review"}}), "field-missing"),
        (json.dumps(BARE | {"offers": {"price": "5-6"}}), "price-is-range"),
        (
            json.dumps(BARE | {"offers": {"price": "€5", "priceCurrency": "USD"}}),
            "currency-differs",
        ),
        (
            json.dumps(BARE | {"offers": {"price": 5, "validFrom": "May"}}),
            "date-unreadable",
        ),
        (
            json.dumps(BARE | {"offers": {"price": 5, "availability": "Maybe"}}),
            "value-not-in-list",
        ),
        (json.dumps([BARE] * 2), "id-duplicate"),
    ],
)
def test_each_way_to_be_wrong(write: Write, read: Read, content: str, code: str) -> None:
    """A node that cannot be read is rejected with its reason; nothing raises and nothing is fetched."""
    _, rejects, _ = read(write("a.json", content), format_="schema-org")
    assert [one.code for one in rejects] == [code]


def test_pages_with_json_ld_inside(write: Write, read: Read) -> None:
    """Scripts of a page are read one by one, in the page's language; a broken one does not hide the others."""
    good = json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "mainEntity": {"@type": "Product", "sku": "1", "name": "面霜"},
        }
    )
    page = write(
        "page.html",
        f'<html lang="zh"><script type="application/ld+json">{{broken</script>'
        f'<script>ignored()</script><script type="application/ld+json">{good}</script>',
    )
    assert [one.format for one in detect(page)] == ["schema-org", "html"]
    (product,), rejects, _ = read(page)
    assert product.names == (("zh", "面霜"),)
    assert product.origin.column == "/script/1/mainEntity"
    assert [one.code for one in rejects] == ["json-broken"]


@pytest.mark.data
def test_real_pages_are_survived(shared_data: Path, read: Read) -> None:
    """125 files of real pages, many of them broken, give one product, rejects and never an exception."""
    records, rejects, counts = read(shared_data / "conformance" / "product-pages", format_="schema-org")
    assert [one.id for one in records if isinstance(one, Product)] == ["925872"]
    assert counts.rejects["json-broken"] >= 5
    assert len(rejects) > 100


MICRODATA = """<html lang="en"><div itemscope itemtype="https://schema.org/Product" itemref="more">
<h1 itemprop="name">Day &amp; night bag</h1><meta itemprop="sku" content="B1"><img itemprop="image" src="none.png">
<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span itemprop="price" content="59.90">$59.90</span>
<meta itemprop="priceCurrency" content="USD"><link itemprop="availability" href="https://schema.org/InStock"></div>
<div itemprop="description"><p>Wide straps.</p><p>Soft back.</p></div></div>
<div id="more"><div itemprop="review" itemscope itemtype="https://schema.org/Review"><p itemprop="reviewBody">Nice</p>
<time itemprop="datePublished" datetime="2026-05-01">May</time></div></div></html>"""


def test_microdata_is_read_as_json_ld_is(write: Write, read: Read) -> None:
    """A page whose products stand in microdata gives what the same in JSON-LD would."""
    page = write("page.html", MICRODATA)
    assert [one.format for one in detect(page)] == ["schema-org", "html"]
    records, rejects, _ = read(page)
    product, description, review = records
    assert isinstance(product, Product)
    assert (product.id, product.names) == ("B1", (("en", "Day & night bag"),))
    assert [(str(one.price), one.currency, one.availability) for one in product.offers] == [("59.90", "USD", "InStock")]
    assert isinstance(description, Document)
    assert description.text.split() == ["Wide", "straps.", "Soft", "back."]
    assert isinstance(review, Document)
    assert (review.text, str(review.published)) == ("Nice", "2026-05-01 00:00:00")
    assert [one.code for one in rejects] == ["media-missing"]


def test_json_ld_goes_before_microdata(write: Write, read: Read) -> None:
    """A page with a product in both says the same in both, and is read once."""
    good = f'<script type="application/ld+json">{json.dumps(BARE)}</script>'
    (product, *_), _, _ = read(write("page.html", good + MICRODATA))
    assert product.id == BARE["sku"]


def test_items_that_refer_to_each_other_have_an_end(write: Write, read: Read) -> None:
    """References in a circle, references to one item by thousands, and properties nested without end are read."""
    scope = 'itemscope itemtype="https://schema.org/Product"'
    circle = "".join(
        f'<div id=i{one} itemprop=isRelatedTo {scope} itemref="i{one + 1} i{one + 1} i0"><b itemprop=name>n</div>'
        for one in range(200)
    )
    deep = f"<div {scope}>" + "<span itemprop=name>" * 190 + "x" * 10_000
    records, _, counts = read(write("page.html", f"<div {scope} itemref=i0></div>{circle}{deep}"), "schema-org")
    assert counts.balanced
    assert records == []


def test_a_node_that_fails_keeps_its_id(write: Write, read: Read) -> None:
    """The second product of one sku does not take over when the first one's price becomes unreadable."""
    nodes = [BARE | {"offers": {"price": "5-6"}}, BARE | {"name": "another"}]
    records, rejects, _ = read(write("a.jsonld", json.dumps(nodes)))
    assert records == []
    assert [one.code for one in rejects] == ["price-is-range", "id-duplicate"]
