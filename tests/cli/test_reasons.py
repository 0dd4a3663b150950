"""What an import says of texts about unknown products: where, what, and what to do."""

from __future__ import annotations

import json

import pytest

from tests.building import command
from tests.cli.conftest import Shop

REVIEWS = """sku,rating,title,review
bag,2,Straps dig in,Not what I had hoped for at all.
hat,5,Great,"It keeps me dry on every run, and I like it."
hat,1,Poor,It fell apart within a week of use.
"""
PAGE = """<html lang="en"><head><title>Day Bag, the new one</title></head><body><main><h1>Day Bag, the new one</h1>
<p>The strap stays put, and the lining keeps the rain out on the way to work.</p>
<table><tr><th>SKU</th><td>bag</td></tr><tr><th>Lining</th><td>cotton</td></tr></table></main></body></html>"""


@pytest.fixture
def reviewed(empty_shop: Shop) -> Shop:
    """The shop with a table of reviews of one product that it has and of one that it lacks."""
    (empty_shop.folder / "reviews.csv").write_text(REVIEWS, encoding="utf-8")
    return empty_shop


def test_what_is_refused_is_said_with_its_place_and_value(reviewed: Shop) -> None:
    """One line for each shape, with the first record as example; the list of the quarantine says it of each."""
    command("import", "files")
    said = command("import", "reviews.csv").stderr
    assert "2 records in quarantine: mkgrdf quarantine\n" in said
    assert "  2 × mkgsh:Document-about, e.g. reviews.csv:3, column sku: product/hat: Import the product" in said
    rows = [line.split("\t") for line in command("quarantine").stdout.splitlines()[1:]]
    assert sorted(row[1] for row in rows) == ["reviews.csv:3, column sku", "reviews.csv:4, column sku"]
    assert {row[3].split(":")[0] for row in rows} == {"product/hat"}


def test_what_is_left_out_is_counted(reviewed: Shop) -> None:
    """With the setting for it nothing waits, and the product that nobody has is named."""
    settings = reviewed.folder / "mkgrdf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('products = "quarantine"', 'products = "leave-out"'), encoding="utf-8")
    command("import", "files")
    said = command("import", "reviews.csv")
    assert "1 product that nobody has imported, e.g. 'hat' in 2 texts: the texts are in" in said.stderr
    assert "quarantine" not in said.stderr
    again = json.loads(command("import", "reviews.csv", "--json").stdout)
    assert (again["left_out"], again["quarantined"], again["unchanged"]) == ({"hat": 2}, 0, 3)


def test_a_catalogue_that_comes_after_its_pages_says_so(empty_shop: Shop) -> None:
    """Pages first, then the catalogue: what gives way is told, in words and as JSON; a dry run writes nothing."""
    (empty_shop.folder / "pages").mkdir()
    (empty_shop.folder / "pages" / "bag.html").write_text(PAGE, encoding="utf-8")
    command("import", "pages")
    dry = json.loads(command("import", "files", "--dry-run", "--json").stdout)
    assert (dry["replaced"], dry["quarantined"]) == (1, 0)
    said = command("import", "files")
    assert "1 product described here now, and no longer by web pages" in said.stdout
    assert "import these pages again" in said.stderr
    assert json.loads(command("import", "pages", "--json").stdout)["records"]["product"] == 0
    command("validate")
