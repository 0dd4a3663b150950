"""Product detail pages in HTML: main content, specifications, places in the source."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.describe import describe
from mkgrdf.iris import Iris
from mkgrdf.readers import ReadOptions, detect, read_source
from mkgrdf.readers.html_main import find_main
from mkgrdf.readers.html_pages import origin_at
from mkgrdf.readers.html_specs import read_specifications
from mkgrdf.readers.html_text import text_of
from mkgrdf.readers.html_tree import parse_html
from mkgrdf.records import Document, DocumentKind, Image, Product
from mkgrdf.vocabulary import MKG
from tests.readers.conftest import Read, Write

PAGE = """<!DOCTYPE html>
<html lang="en-US"><head><title>Day Bag | Example Shop</title><style>p{color:red}</style></head>
<body class="has-sidebar"><div class="cookieBanner">We use cookies. <button>Accept</button></div>
<header><nav><ul><li><a href=/>Home</a><li><a href=/b>Bags</a></ul></nav></header>
<main><div class="breadcrumbs"><a href=/>Home</a> / Bags</div>
<h1>Day&nbsp;Bag</h1><form><select><option>Red</select><button>Add to cart</button></form>
<p>Wide straps &amp; a soft back.<br>For caf&eacute;s and trails. Ask shop@example.com now.</p>
<p style="display: none">secret</p><script>alert("no")</script>
<img src="img/bag.png" alt="The bag"><img src="https://example.org/far.png"><img src="img/gone.png">
<ul><li>Dries within an hour<li>Two side pockets</ul>
<ul><li><b>Material:</b> cotton<li>Capacity: about 20 L</ul>
<table class=specs><tr><th>Attribute<th>Value<tr><td>Weight<td>1.2 kg<tr><td>Height<td>45 cm (17.7 in)
<tr><td>SKU<td>B-100</table>
<dl><dt>Care</dt><dd>Wash cold</dd><dt>Made in</dt><dd>Portugal</dd></dl>
<table><tr><th>Size<th>Chest<th>Waist<tr><td>S<td>90<td>70</table>
<section class="customer-reviews"><p>Great!</p></section>
<div class="row"><a href=1>One bag</a> <a href=2>Another bag</a> <a href=3>A third one</a></div></main>
<footer><p>Contact us</p></footer></body></html>
"""
TEXT = """Day Bag
Wide straps & a soft back.
For cafés and trails. Ask [email] now.
Dries within an hour
Two side pockets
Size
Chest
Waist
S
90
70"""
CHINESE = """<html lang="zh-CN"><meta charset=utf-8><title>保温杯 - 好店</title>
<div class=nav><a href=1>首页</a><a href=2>分类</a><a href=3>购物车</a></div>
<div id=detail><h1>晨露保温杯</h1><p>不锈钢内胆，保温12小时。客服电话：13912345678</p>
<ul class="parameter"><li>材质：304不锈钢</li><li>容量：约350毫升</li></ul>
<table><tr><td>颜色</td><td>白色</td><td>重量</td><td>280克</td></tr></table>
<p>防漏设计，通勤路上不怕洒。</p></div><div class="footer">版权所有</div></html>
"""


def pages(records: Sequence[object]) -> list[Document]:
    return [one for one in records if isinstance(one, Document) and one.kind is DocumentKind.DETAIL_PAGE]


def test_the_main_content_is_read(write: Write, read: Read, picture: Callable[..., Path]) -> None:
    """Headings, paragraphs and lists are read; menus, banners, forms, scripts, reviews and footers are not."""
    picture("img/bag.png")
    path = write("day-bag.html", PAGE)
    assert [(one.format, one.score) for one in detect(path)] == [("html", 0.6)]
    records, rejects, _ = read(path)
    (page,) = pages(records)
    assert page.text == TEXT
    assert (page.language, page.title, page.products) == ("en", "Day Bag", ("B-100",))
    assert [(one.id, one.names) for one in records if isinstance(one, Product)] == [("B-100", (("en", "Day Bag"),))]
    assert [(one.id, one.alt) for one in records if isinstance(one, Image)] == [("img/bag.png", (("en", "The bag"),))]
    assert page.images == ("img/bag.png",)
    assert rejects == []


def test_specifications_become_property_values(write: Write, read: Read) -> None:
    """Tables, definition lists and lists of labels give values with number, unit and the original text."""
    (page,) = pages(read(write("day-bag.html", PAGE))[0])
    assert [(one.code, one.value[0][1], one.number, one.unit) for one in page.attributes] == [
        ("material", "cotton", None, None),
        ("capacity", "about 20 L", Decimal(20), "L"),
        ("weight", "1.2 kg", Decimal("1.2"), "kg"),
        ("height", "45 cm (17.7 in)", Decimal(45), "cm"),
        ("sku", "B-100", None, None),
        ("care", "Wash cold", None, None),
        ("origin", "Portugal", None, None),
    ]


def test_chinese_pages_are_read_alike(write: Write, read: Read) -> None:
    """Chinese tables of four columns and lists with full-width colons give the same codes; the text is masked."""
    path = write("bei.html", CHINESE, "gb18030")
    (page,) = pages(read(path, "html", ReadOptions(languages=("zh", "en")))[0])
    assert page.text == "晨露保温杯\n不锈钢内胆，保温12小时。客服电话：[电话]\n防漏设计，通勤路上不怕洒。"
    assert (page.language, page.products) == ("zh", ("bei",))
    assert [(one.code, one.name[0][1], one.value[0][1], one.number, one.unit) for one in page.attributes] == [
        ("material", "材质", "304不锈钢", None, None),
        ("capacity", "容量", "约350毫升", Decimal(350), "mL"),
        ("color", "颜色", "白色", None, None),
        ("weight", "重量", "280克", Decimal(280), "g"),
    ]


def test_each_line_is_found_in_the_source(write: Write, read: Read) -> None:
    """Line and character of the file are known for every place of the text, entities and masks included."""
    (page,) = pages(read(write("day-bag.html", PAGE))[0])
    lines = PAGE.split("\n")
    for words, written in [
        ("Day Bag", "Day&nbsp;Bag"),
        ("Wide straps &", "Wide straps &amp;"),
        ("s and trails", "s and trails"),
        ("[email] now", "shop@example.com now"),
        ("Two side", "Two side pockets</ul>"),
        ("90", "90<td>70"),
    ]:
        place = origin_at(page, page.text.index(words), PAGE)
        assert place.row is not None
        assert place.character is not None
        assert lines[place.row - 1][place.character - 1 :].startswith(written)
    assert (page.origin.row, page.origin.character) == (6, 5)
    with pytest.raises(ValueError, match="no map of offsets"):
        origin_at(Document("d", DocumentKind.REVIEW, "a", "en", page.origin), 0, PAGE)


def test_what_a_page_states_goes_into_its_graph(write: Write, read: Read) -> None:
    """The graph has the values at the product that the page is about, and the map of offsets."""
    (page,) = pages(read(write("day-bag.html", PAGE))[0])
    iris = Iris("https://example.org/shop/")
    candidate = describe(page, iris=iris, source="s", run=iris.node("run", "r"))
    stated = {(triple.subject, triple.predicate) for triple in candidate.triples}
    assert (iris.product("B-100"), MKG.hasValue) in stated
    assert (candidate.subject, MKG.offsetMap) in stated


def test_structured_data_names_the_product(write: Write, read: Read) -> None:
    """With JSON-LD in the page its product is the one described there, with its offers; the text is the page's own."""
    script = '{"@context": "https://schema.org", "@type": "Product", "sku": "J1", "name": "Bag", "description": "x",'
    script += ' "offers": {"price": "59.90", "priceCurrency": "USD"}, "review": {"reviewBody": "Nice and wide"}}'
    page = PAGE.replace("<head>", f'<head><script type="application/ld+json">{script}</script>')
    path = write("day-bag.html", page)
    assert [one.format for one in detect(path)] == ["schema-org", "html"]
    records, _, _ = read(path, "html")
    assert [(one.id, len(one.offers)) for one in records if isinstance(one, Product)] == [("J1", 1)]
    assert [(one.text == TEXT, one.products) for one in pages(records)] == [(True, ("J1",))]
    assert [one.text for one in records if isinstance(one, Document) and one.kind is DocumentKind.REVIEW] == [
        "Nice and wide"
    ]


def test_a_known_product_is_not_made_anew(write: Write) -> None:
    """Where the catalogue has the product, the page only says more about it."""
    path = write("day-bag.html", PAGE)
    records = list(read_source(path, options=ReadOptions(described=frozenset(["B-100"]))))
    assert [type(one) for one in records] == [Document]
    assert pages(records)[0].products == ("B-100",)


def test_one_bad_page_costs_only_itself(write: Write, read: Read) -> None:
    """Empty pages, pages of scripts and pages in a broken encoding are rejected with a reason, all others are read."""
    write("shop/empty.html", "")
    write("shop/script.html", "<title>App</title><div id=root></div><script>render()</script>")
    write("shop/broken.html", b"\xff\xfeo\xd8o")
    write("shop/emoji.html", "<h1>😀</h1>")
    write("shop/arabic.html", "<h1>حقيبة</h1><p>مريحة جدا</p>")
    write("shop/nul.html", "<h1>Bag\x00</h1><p>So\x00ft.</p>")
    folder = write("shop/deep.html", "<div>" * 10_000 + "<h1>Deep</h1>").parent
    records, rejects, _ = read(folder)
    assert {one.id: one.text for one in pages(records)} == {
        "page-arabic": "حقيبة\nمريحة جدا",
        "page-deep": "Deep",
        "page-emoji": "😀",
        "page-nul": "Bag\nSoft.",
    }
    assert sorted((one.origin.file, one.code) for one in rejects) == [
        ("broken.html", "file-not-recognised"),
        ("empty.html", "field-missing"),
        ("script.html", "field-missing"),
    ]


SPECIFICATIONS = {
    "<dl><div><dt>Fit<dd>loose</div><div><dt>Care<dd>cold</div></dl>": [("fit", "loose"), ("care", "cold")],
    "<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table>": [],
    "<table><tr><td><table><tr><td>in<td>side</table><td>x<tr><td>Material<td>wool</table>": [],
    "<dl><dt>Is it warm?<dd>Yes, it is<dt>Is it wide?<dd>No</dl>": [],
    "<ul><li>Note: it is warm. It is wide. Wear it at home and at work, in snow and rain.<li>Soft<li>Wide</ul>": [],
    "<ul><li>Color: red<li>Size: M<li>Soft</ul>": [("color", "red"), ("size", "M")],
    "<div class=pdSpecs><div><b>Net weight</b><i>2 kg</i></div><div><b>Fit</b><i>loose</i></div></div>": [
        ("net_weight", "2 kg"),
        ("fit", "loose"),
    ],
    "<table><tr><td colspan=2>General<tr><th>Material<td>wool<tr><th>Care<td>cold</table>": [
        ("material", "wool"),
        ("care", "cold"),
    ],
}


@pytest.mark.parametrize("html", SPECIFICATIONS)
def test_what_is_a_specification_and_what_is_not(html: str) -> None:
    """Charts, layout, questions and sentences are no specifications; grids and tables with sections are."""
    found = read_specifications(find_main(parse_html(html)), html, "en")
    assert [(one.code, one.value[0][1]) for one in found.attributes] == SPECIFICATIONS[html]


def test_a_large_page_takes_seconds() -> None:
    """A page of several megabytes, with menus and tables, is taken apart in time that grows as it does."""
    rows = "".join(f"<tr><td>Size {number}<td>{number} cm</tr>" for number in range(10_000))
    page = "<nav>" + "<a href=1>Bags</a>" * 5_000 + "</nav><main><h1>Bag</h1>" + f"<table>{rows}</table>"
    page += "<p>Wide straps.</p>" * 20_000
    began = time.process_time()
    tree = parse_html(page)
    main = find_main(tree)
    specs = read_specifications(main, page, "en")
    assert text_of(main.element, page, lambda one: main.skip(one) or specs.holds(one)).text.count("\n") == 20_000
    assert len(specs.attributes) == 10_000
    assert time.process_time() - began < 30


@pytest.mark.parametrize("nest", ["<dl><dd>", "<table><tr><td>", "<ul><li>", "<div class=specs>", "<b itemprop=name>"])
def test_tables_in_tables_in_tables_take_no_longer(write: Write, read: Read, nest: str) -> None:
    """However deeply lists and tables stand in each other, a page is read in time that grows as it does."""
    page = "<h1>Bag</h1><div itemscope itemtype=https://schema.org/Product>" + nest * 100 + "<p>so<b>ft</b></p>" * 4_000
    path = write("bomb.html", page)
    began = time.process_time()
    (said,) = pages(read(path, "html")[0])
    assert said.text.count("soft") == 4_000
    assert time.process_time() - began < 20


@pytest.mark.data
def test_real_pages_of_many_sites(shared_data: Path, read: Read) -> None:
    """Of real pages each is read or rejected with a reason; the long one keeps its product's text and no menu."""
    folder = shared_data / "conformance" / "product-pages" / "tests" / "samples"
    records, _, counts = read(folder / "websites", "html")
    assert counts.balanced
    (page,) = pages(records)
    assert page.products == ("CS20858_1",)
    assert "Between 95 - 100% of fleas will be killed off in the first six hours" in page.text
    assert len(page.text) < 4000
