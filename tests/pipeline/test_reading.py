"""How sources are read: as the project's settings say, and knowing what the store has of other sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mkgrdf.pipeline import Imported, extract_knowledge, import_lexicons, import_source, retry_quarantine
from mkgrdf.resources import resource
from mkgrdf.settings import Settings, Source, UnknownProducts
from mkgrdf.shacl.shapes import load_shapes
from mkgrdf.shacl.validation import validate_store
from mkgrdf.source_columns import source_columns
from mkgrdf.vocabulary import MKG, RDF, SCHEMA, SKOS
from tests.pipeline.conftest import Shop

PAGE = """<html lang="en"><head><title>Day Bag with two pockets | Our shop</title>{script}</head><body><main>
<h1>Day Bag with two pockets</h1><p>The strap stays put, and the lining keeps the rain out on the way to work.</p>
<table><tr><th>SKU</th><td>bag</td></tr><tr><th>Material</th><td>recycled nylon</td></tr></table>
<button>Add to cart</button></main></body></html>"""
SCRIPT = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Product", "sku": "bag",
"name": "Bag!", "description": "The strap stays put on long walks.",
"offers": {"price": "1.00", "priceCurrency": "EUR"},
"additionalProperty": {"@type": "PropertyValue", "name": "Lining", "value": "cotton"}}</script>"""
REVIEWS = """sku,rating,title,review
bag,2,Straps dig into my shoulders!,Not what I had hoped for at all. See @day_bags and @anna_k.
hat,5,Great for the gym,"It keeps me dry on every run, and I like it."
"""


def wants(shop: Shop, **settings: Any) -> None:
    shop.project = replace(shop.project, settings=replace(shop.project.settings, **settings))


def import_page(shop: Shop, script: str = "", form: str | None = "html") -> Imported:
    folder = shop.folder / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "bag.html").write_text(PAGE.replace("{script}", script), encoding="utf-8")
    return import_source(Source("pages", folder, form), shop.project)


def import_reviews(shop: Shop, text: str = REVIEWS) -> Imported:
    file = shop.folder / "reviews.csv"
    file.write_text(text, encoding="utf-8")
    return import_source(Source("reviews", file), shop.project)


def about(shop: Shop, node: NamedNode) -> list[Quad]:
    return list(shop.project.store.about([node]))


def texts(shop: Shop, node: NamedNode, predicate: NamedNode) -> set[str]:
    """Return the values that any graph gives ``node``."""
    return {
        quad.object.value
        for quad in about(shop, node)
        if quad.predicate == predicate and isinstance(quad.object, Literal)
    }


def values(shop: Shop, product: str) -> set[str]:
    """Return the original texts of the property values of a product."""
    nodes = [quad.object for quad in about(shop, shop.project.iris.product(product)) if quad.predicate == MKG.hasValue]
    return {text for node in nodes if isinstance(node, NamedNode) for text in texts(shop, node, MKG.originalText)}


def documents(shop: Shop, kind: NamedNode) -> dict[str, tuple[NamedNode, str]]:
    """Return node and text of each document of this kind, by its heading, or by the text."""
    nodes = [q.subject for q in shop.project.store.quads() if q.predicate == RDF.type and q.object == kind]
    found: dict[str, tuple[NamedNode, str]] = {}
    for node in nodes:
        assert isinstance(node, NamedNode)
        (text,) = texts(shop, node, SCHEMA.text)
        found.update((heading, (node, text)) for heading in texts(shop, node, SCHEMA.headline) or {text})
    return found


@pytest.mark.parametrize("script", ["", SCRIPT])
def test_a_page_says_more_of_the_catalogues_product(shop: Shop, script: str) -> None:
    """One product with the catalogue's name and price, and the page's values; whichever way the page names it."""
    shop.load()
    imported = import_page(shop, script)
    assert imported.ingested.by_kind["product"] == 0
    assert not imported.ingested.quarantined
    bag = shop.project.iris.product("bag")
    assert texts(shop, bag, SCHEMA.name) == {"Day Bag", "日用包"}
    assert len({quad.object for quad in about(shop, bag) if quad.predicate == SCHEMA.offers}) == 1
    assert values(shop, "bag") == {"bag", "recycled nylon", *(["cotton"] if script else [])}
    (page,) = documents(shop, MKG.DetailPage).values()
    assert Quad(page[0], MKG.about, bag, about(shop, page[0])[0].graph_name) in about(shop, page[0])
    assert validate_store(shop.project.store).conforms
    before = shop.quads()
    assert import_page(shop, script).ingested.unchanged == imported.ingested.read
    assert shop.quads() == before


def test_a_page_with_structured_data_needs_no_format(shop: Shop) -> None:
    """Taken for schema.org, a page does the same; without words of its own it is told what would be read."""
    shop.load()
    imported = import_page(shop, SCRIPT, None)
    assert imported.detection.format == "schema-org"
    assert (imported.ingested.by_kind["product"], imported.ingested.by_kind["document"]) == (0, 1)
    assert (imported.ingested.quarantined, imported.ingested.rejects) == ((), ())
    assert texts(shop, shop.project.iris.product("bag"), SCHEMA.name) == {"Day Bag", "日用包"}
    assert values(shop, "bag") == {"cotton"}
    assert validate_store(shop.project.store).conforms
    (rejected,) = import_page(shop, SCRIPT.replace("description", "slogan"), None).ingested.rejects
    assert (rejected.code, rejected.value, rejected.origin.column) == ("field-missing", "bag", "description")
    assert "--as html" in rejected.suggestion


@pytest.mark.parametrize(("script", "form"), [("", "html"), (SCRIPT, "html"), (SCRIPT, "schema-org")])
def test_a_page_that_came_first_gives_way_to_the_catalogue(shop: Shop, script: str, form: str) -> None:
    """In either order the store ends up the same; without the catalogue the page makes the product again."""
    shop.load()
    import_page(shop, script, form)
    wanted = {line for line in shop.quads() if "/run" not in line}
    bag = shop.project.iris.product("bag")
    names = (quad.graph_name for quad in shop.project.store.quads())
    shop.project.store.commit({}, {name for name in names if isinstance(name, NamedNode)})
    assert import_page(shop, script, form).ingested.by_kind["product"] == 1
    own_name = texts(shop, bag, SCHEMA.name)
    assert own_name == ({"Bag!"} if script else {"Day Bag with two pockets"})
    ingested = shop.load()
    assert (ingested.replaced, ingested.stale, ingested.quarantined) == (1, 0, ())
    assert texts(shop, bag, SCHEMA.name) == {"Day Bag", "日用包"}
    import_page(shop, script, form)
    assert {line for line in shop.quads() if "/run" not in line} == wanted
    del shop.products[1]
    wants(shop, withdraw_share=1)
    pages = documents(shop, MKG.DetailPage)
    shop.load(full=True)
    assert [one.candidate.subject for one in shop.project.quarantine] == [page for page, _ in pages.values()]
    assert import_page(shop, script, form).ingested.by_kind["product"] == 1
    assert texts(shop, bag, SCHEMA.name) == own_name
    assert len(shop.project.quarantine) == 0


def test_a_review_of_an_unknown_product_waits_for_it(shop: Shop) -> None:
    """The report names file, row, column and value; all else comes in, and the review follows when the product does."""
    shop.load()
    imported = import_reviews(shop)
    assert (imported.ingested.new, len(imported.ingested.quarantined)) == (1, 1)
    ((_, report),) = imported.ingested.quarantined
    (fault,) = report.violations
    assert str(fault.origin) == "reviews.csv:3, column sku"
    assert fault.value == shop.project.iris.product("hat")
    assert not imported.counts.left_out
    shop.products.append({"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD"})
    shop.load()
    assert len(retry_quarantine(shop.project).accepted) == 1
    assert set(documents(shop, MKG.Review)) >= {"Great for the gym", "Straps dig into my shoulders!"}


def test_or_comes_in_and_says_nothing_of_it(shop: Shop) -> None:
    """Then the products that nobody knows are counted; when one is known, the same import says it."""
    shop.load()
    wants(shop, unknown_products=UnknownProducts.LEAVE_OUT)
    text = REVIEWS + '"bag,hat",5,Both,"I have both of them, and I like both."\n'
    imported = import_reviews(shop, text)
    assert imported.counts.left_out == {"hat": 2}
    assert (imported.ingested.new, imported.ingested.quarantined) == (3, ())
    bag, hat = shop.project.iris.product("bag"), shop.project.iris.product("hat")
    both, _ = documents(shop, MKG.Review)["Both"]
    assert {quad.object for quad in about(shop, both) if quad.predicate == MKG.about} == {bag}
    assert validate_store(shop.project.store).conforms
    shop.products.append({"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD"})
    shop.load()
    again = import_reviews(shop, text)
    assert (again.ingested.changed, again.counts.left_out) == (2, {})
    assert {quad.object for quad in about(shop, both) if quad.predicate == MKG.about} == {bag, hat}


def read_reviews(shop: Shop) -> tuple[Mapping[str, tuple[NamedNode, str]], set[str]]:
    """Import and read the reviews; return these, and what they have as sentences, each at its offsets."""
    wants(shop, lexicons=(resource("examples", "lexicon"),), unknown_products=UnknownProducts.LEAVE_OUT)
    import_lexicons(shop.project)
    shop.load()
    import_reviews(shop)
    extract_knowledge(shop.project, only=["discovery", "sentences", "concepts"])
    found = documents(shop, MKG.Review)
    stored = dict(found.values())
    sentences = set()
    for quad in shop.project.store.quads():
        if quad.predicate != MKG.derivedFrom or not isinstance(quad.object, NamedNode):
            continue
        if quad.object in stored and isinstance(quad.subject, NamedNode):
            (text,), (start,), (end,) = (
                texts(shop, quad.subject, one) for one in (SCHEMA.text, MKG.startOffset, MKG.endOffset)
            )
            assert stored[quad.object][int(start) : int(end)] == text
            sentences.add(text)
    return found, sentences


def test_titles_are_read_where_the_project_says_so(shop: Shop) -> None:
    """A title is a sentence with a place in the stored text, and evidence like any other."""
    wants(shop, titles_in_text=True)
    reviews, sentences = read_reviews(shop)
    _, text = reviews["Straps dig into my shoulders!"]
    assert text.startswith("Straps dig into my shoulders!\nNot what I had hoped for at all.")
    assert "Straps dig into my shoulders!" in sentences
    pains = {
        quad.object
        for quad in about(shop, shop.project.iris.product("bag"))
        if quad.predicate == MKG.suffers and isinstance(quad.object, NamedNode)
    }
    assert any("strap digs into shoulders" in texts(shop, pain, SKOS.prefLabel) for pain in pains)
    assert validate_store(shop.project.store).conforms


def test_titles_are_left_alone_otherwise(shop: Shop) -> None:
    """Unless it is asked for, the text is the text."""
    reviews, sentences = read_reviews(shop)
    assert reviews["Straps dig into my shoulders!"][1].startswith("Not what I had hoped for at all.")
    assert not any(one.startswith("Straps dig") for one in sentences)


def test_public_accounts_stay_in_texts(shop: Shop) -> None:
    """The shop's own account is left, a customer's is masked."""
    wants(shop, public_accounts=frozenset({"day_bags"}), unknown_products=UnknownProducts.LEAVE_OUT)
    import_reviews(shop)
    _, text = documents(shop, MKG.Review)["Straps dig into my shoulders!"]
    assert text.endswith("See @day_bags and [account].")


STRICT = """
@prefix ex: <https://example.org/shapes#> . @prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Review a sh:NodeShape ; sh:targetClass mkg:Review ; sh:property [ sh:path schema:text ; sh:maxLength 50 ] .
"""


def test_columns_are_found_however_the_source_was_read(shop: Shop, tmp_path: Path) -> None:
    """Who looks for the column of a fault reads the source as the import did: else no row would say what is stored."""
    (tmp_path / "strict.ttl").write_text(STRICT)
    shop.load()
    source = Source("reviews", shop.folder / "reviews.csv")
    options: dict[str, Any] = {
        "titles_in_text": True,
        "public_accounts": frozenset({"day_bags"}),
        "unknown_products": UnknownProducts.LEAVE_OUT,
    }
    wants(shop, sources=(source,), **options)
    import_reviews(shop)

    def places(settings: Settings) -> set[str]:
        columns = source_columns(settings, shop.project.store)
        report = validate_store(shop.project.store, load_shapes([tmp_path / "strict.ttl"]), columns_of=columns)
        return {str(one.origin) for one in report.violations if not one.shape.endswith("Gate-untargeted")}

    assert places(shop.project.settings) == {"reviews.csv:2, column review", "reviews.csv:3, column review"}
    # Other settings than those of the import read other texts, and then the row alone is known.
    assert "reviews.csv:2" in places(replace(shop.project.settings, titles_in_text=False))
