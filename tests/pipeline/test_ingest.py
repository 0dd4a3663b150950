"""Imports account for every record, replace only what changed, and never lose what was stored."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Literal

from mkgrdf.corpus import StoredDocuments
from mkgrdf.errors import SettingsError
from mkgrdf.ingest import Ingested, ingest
from mkgrdf.pipeline import retry_quarantine
from mkgrdf.queries import select
from mkgrdf.records import Attribute, Origin, Product
from tests.pipeline.conftest import MakeShop, Shop


def names(shop: Shop) -> set[str]:
    """Return the English names of the stored products."""
    found = [row["name"] for row in select(shop.project.store, "pipeline/products")]
    return {name.value for name in found if isinstance(name, Literal) and name.language == "en"}


def accounted(ingested: Ingested) -> bool:
    """Tell whether every record that came in is somewhere."""
    stored = ingested.new + ingested.changed
    return ingested.read == stored + ingested.unchanged + ingested.repeated + len(ingested.quarantined) + len(
        ingested.rejects
    )


def test_first_import_stores_everything(shop: Shop) -> None:
    """Five records come in, five are stored, with labels in both languages."""
    ingested = shop.load()
    assert (ingested.new, ingested.read, ingested.quarantined, ingested.rejects) == (5, 5, (), ())
    assert names(shop) == {"Grip Yoga Mat", "Day Bag", "Travel Cup"}
    assert {row.text("name") for row in select(shop.project.store, "pipeline/products")} >= {"防滑瑜伽垫", "日用包"}


def test_second_import_changes_nothing(shop: Shop) -> None:
    """Importing the same files again writes no quad, not even for a run."""
    shop.load()
    before = shop.quads()
    ingested = shop.load()
    assert (ingested.unchanged, ingested.added, ingested.removed) == (5, 0, 0)
    assert shop.quads() == before


def test_row_that_moved_has_not_changed(shop: Shop) -> None:
    """A product inserted above the others is new; the others are as they were."""
    shop.load()
    shop.products.insert(0, {"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD"})
    ingested = shop.load()
    assert (ingested.new, ingested.changed, ingested.unchanged) == (1, 0, 5)


def test_changed_row_replaces_only_its_own_graph(shop: Shop) -> None:
    """A new price for one product touches that product's graph and the run's, and no other."""
    shop.load()
    before = set(shop.quads())
    shop.products[0]["price"] = "35.90"
    ingested = shop.load()
    touched = {line.rsplit(" ", 1)[-1] for line in before ^ set(shop.quads())}
    assert ingested.changed == 1
    assert all("/graph/source/files/product/mat" in graph or "/graph/runs/" in graph for graph in touched)
    assert not any('"39.9"' in line for line in shop.quads())


def test_source_that_shrinks_keeps_its_records_unless_told(shop: Shop) -> None:
    """Without `full`, records that the source lacks stay; with it they go, and what was read out of them too."""
    shop.load()
    del shop.products[2]
    assert shop.load().withdrawn == 0
    assert "Travel Cup" in names(shop)
    ingested = shop.load(full=True)
    assert ingested.withdrawn == 1
    assert names(shop) == {"Grip Yoga Mat", "Day Bag"}


def test_full_import_refuses_to_withdraw_too_much(shop: Shop) -> None:
    """A source that lost most of its records is more likely broken than emptied; nothing is written."""
    shop.load()
    before = shop.quads()
    del shop.products[1:]
    with pytest.raises(SettingsError, match="withdraw"):
        shop.load(full=True)
    assert shop.quads() == before
    shop.project = replace(shop.project, settings=replace(shop.project.settings, withdraw_share=Decimal("0.5")))
    assert shop.load(full=True).withdrawn == 2


def test_withdrawing_takes_along_what_refers_to_it(shop: Shop) -> None:
    """A review of a withdrawn product no longer conforms: it leaves the store for quarantine, and is not lost."""
    shop.load()
    del shop.products[0]
    shop.load(full=True)
    assert "Grip Yoga Mat" not in names(shop)
    assert {entry.candidate.subject.value for entry in shop.project.quarantine} == {
        "https://example.org/t/document/r1",
        "https://example.org/t/document/r2",
    }
    assert not list(select(shop.project.store, "pipeline/documents"))


def test_row_that_cannot_be_read_has_not_vanished(shop: Shop) -> None:
    """A full import keeps the stored version of a record whose row is now unreadable."""
    shop.load()
    shop.products[2]["price"] = "cheap"
    ingested = shop.load(full=True)
    assert (len(ingested.rejects), ingested.withdrawn) == (1, 0)
    assert "Travel Cup" in names(shop)
    assert accounted(ingested)


def test_refused_record_goes_to_quarantine_and_the_rest_goes_on(shop: Shop) -> None:
    """A review of a product that is not there is kept out, with its file and row, and the others are stored."""
    shop.documents[0]["products"] = ["nothing"]
    ingested = shop.load()
    assert (ingested.new, len(ingested.quarantined)) == (4, 1)
    candidate, report = ingested.quarantined[0]
    assert candidate.origin is not None
    assert candidate.origin.row == 1
    assert candidate.origin.file.endswith("documents.jsonl")
    assert report.violations[0].shape.endswith("Document-about")
    assert accounted(ingested)


def test_refused_change_leaves_the_stored_version(shop: Shop) -> None:
    """When a changed row is refused, what was stored stays."""
    shop.load()
    shop.documents[0]["products"] = ["nothing"]
    ingested = shop.load()
    assert len(ingested.quarantined) == 1
    stored = StoredDocuments(shop.project.store, shop.project.iris)
    assert all(document.products and "nothing" not in document.products for document in stored.values())
    assert len(stored) == 2


def test_quarantine_can_be_judged_again(shop: Shop) -> None:
    """Once the missing product is there, the review is let in and leaves quarantine."""
    shop.documents[0]["products"] = ["hat"]
    shop.load()
    assert len(shop.project.quarantine) == 1
    assert len(retry_quarantine(shop.project).refused) == 1
    shop.products.append({"id": "hat", "name": {"en": "Sun Hat"}, "price": "9", "currency": "USD"})
    del shop.documents[0]
    shop.load()
    judgement = retry_quarantine(shop.project)
    assert (len(judgement.accepted), len(shop.project.quarantine)) == (1, 0)


def test_two_records_with_one_id_are_told_apart(shop: Shop) -> None:
    """The same row twice counts once; another row with the same id is rejected, naming the first."""
    first = Product("hat", (("en", "Sun Hat"),), Origin("hats.csv", 2))
    other = Product("hat", (("en", "Rain Hat"),), Origin("hats.csv", 3))
    ingested = ingest(
        [first, replace(first, origin=Origin("hats.csv", 9)), other], shop.project, source="h", reader="x"
    )
    assert (ingested.new, ingested.repeated) == (1, 1)
    assert [reject.code for reject in ingested.rejects] == ["id-not-unique"]
    assert "hats.csv:2" in ingested.rejects[0].expected
    assert accounted(ingested)


def test_shops_that_name_things_differently_share_a_graph(shop: Shop) -> None:
    """Another source may call a property or a category otherwise: a warning, and everything is stored."""
    shop.load()
    colour = Attribute("material", (("en", "Fabric"),), (("en", "cork"),))
    path = ((("en", "Sports"), ("zh", "體育")), (("en", "Yoga"), ("zh", "瑜伽")))
    other = Product("block", (("en", "Cork Block"),), Origin("b.csv", 2), attributes=(colour,), categories=(path,))
    ingested = ingest([other], shop.project, source="other", reader="x")
    assert (ingested.new, ingested.quarantined, ingested.fallen) == (1, (), ())
    shapes = {item.shape.rpartition("#")[2] for _, report in ingested.warnings for item in report.violations}
    assert {"Property-prefLabel-unique", "Category-prefLabel-unique"} <= shapes


def test_dry_run_shows_the_difference_and_writes_nothing(shop: Shop) -> None:
    """The quads that a dry run announces are the ones that the real run changes."""
    shop.load()
    before = set(shop.quads())
    shop.products[0]["price"] = "35.90"
    dry = shop.load(dry_run=True)
    assert set(shop.quads()) == before
    real = shop.load()
    after = set(shop.quads())
    assert dry.difference is not None
    assert {str(quad) for quad in dry.difference.added} == after - before
    assert {str(quad) for quad in dry.difference.removed} == before - after
    assert (dry.added, dry.removed) == (real.added, real.removed)


def test_same_files_give_the_same_graph(shop: Shop, make_shop: MakeShop) -> None:
    """Two projects with one base that import the same files hold the same quads."""
    other = make_shop("other")
    shop.load()
    other.load()
    assert shop.quads() == other.quads()
