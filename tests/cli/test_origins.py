"""``mkgrdf validate`` says where a fault comes from, and what would mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import command

SHAPES = """\
@prefix ex: <https://example.org/shapes#> . @prefix mkg: <https://w3id.org/mkgrdf/ontology#> .
@prefix schema: <https://schema.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Offer a sh:NodeShape ; sh:targetClass mkg:Offer ; sh:property ex:Offer-price .
ex:Offer-price a sh:PropertyShape ; sh:path schema:price ; sh:maxInclusive 100.0 .
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one product that is dearer than its shapes allow, imported from a CSV file; in it, the user."""
    command("init", tmp_path / "shop")
    monkeypatch.chdir(tmp_path / "shop")
    Path("goods.csv").write_text("id,name_en,price\np1,Cup,9.50\np2,Pan,120.00\n")
    with Path("mkgrdf.toml").open("a") as settings:
        settings.write('\n[[sources]]\nname = "goods"\npath = "goods.csv"\n')
    Path("shapes.ttl").write_text(SHAPES)
    command("import", "goods.csv")
    return tmp_path / "shop"


@pytest.mark.parametrize("options", [[], ["--store", "store"]])
def test_a_fault_in_the_store_is_led_back_to_row_and_column(shop: Path, options: list[str]) -> None:
    """Of the project's own store as of one that is named."""
    done = command("validate", *options, "--shapes", "shapes.ttl", "--format", "text", code=1)
    assert "where: goods.csv:3, column price" in done.output
    assert "write a value that is ≤ 100" in done.output


def test_a_fault_in_a_file_is_led_back_to_line_and_character(tmp_path: Path) -> None:
    """As editors and compilers write it: file, line, character."""
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    file = tmp_path / "shop.ttl"
    file.write_text(
        "@prefix schema: <https://schema.org/> .\n"
        "[] a <https://w3id.org/mkgrdf/ontology#Offer> ;\n  schema:price 120 .\n"
    )
    done = command("validate", file, "--shapes", tmp_path / "shapes.ttl", code=1)
    assert f"where: {file}:3:16" in done.output
