from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkgrdf.errors import CatalogError
from mkgrdf.readers import ReadOptions, detect, read_source, rejected_source, write_rejects
from mkgrdf.records import Product, Reject

Read = Callable[..., tuple[list[Any], list[Any], Any]]
Write = Callable[..., Path]

MAGENTO = (
    "sku,product_type,attribute_set_code,name,price,categories,configurable_variations\n"
    'T,configurable,Top,Tee,20,Default Category/Men,"sku=T-S,size=S|sku=T-M,size=M"\n'
    "T-S,simple,Top,Tee S,from 20,,\n"
    "T-M,simple,Top,,20,,\n"
)


def mend(path: Path, **changes: dict[str, object]) -> None:
    """Change cells in the lines whose raw row has the id or sku that each keyword names."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        key = str(line["raw"].get("sku", line["raw"].get("id"))).replace("-", "_")
        line["raw"] |= changes.get(key, {})
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


@pytest.fixture
def rejected(tmp_path: Path) -> Callable[[Path], Path]:
    """Read a source and write its rejects to a folder beside it."""

    def write_out(source: Path, options: ReadOptions | None = None) -> Path:
        path = tmp_path / "work" / "rejects.jsonl"
        path.parent.mkdir(exist_ok=True)
        rejects = [one for one in read_source(source, options=options) if isinstance(one, Reject)]
        assert write_rejects(path, rejects, source=source) == len(rejects)
        return path

    return write_out


def test_a_line_says_everything_about_a_reject(write: Write, rejected: Callable[[Path], Path]) -> None:
    """Source, file, row, column, code, value, what was expected, what to do, and the raw row."""
    path = rejected(write("shop/p.csv", MAGENTO))
    first = json.loads(path.read_text(encoding="utf-8").splitlines()[0])
    assert first["source"] == "../shop/p.csv"
    assert (first["file"], first["row"], first["column"]) == ("p.csv", 3, "price")
    assert (first["code"], first["value"], first["format"], first["part"]) == (
        "price-is-range",
        "from 20",
        "magento",
        "products",
    )
    assert first["raw"]["name"] == "Tee S"
    assert first["expected"]
    assert first["suggestion"]
    assert [one.format for one in detect(path)] == ["rejects"]


def test_a_mended_row_is_read_with_the_rows_around_it(
    write: Write, rejected: Callable[[Path], Path], read: Read
) -> None:
    """A mended variant knows its group, and its origin is the row in the source; the other reject comes again."""
    path = rejected(write("shop/p.csv", MAGENTO))
    mend(path, T_S={"price": "20"})
    records, rejects, counts = read(path)
    (product,) = [one for one in records if isinstance(one, Product)]
    assert (product.id, product.group, str(product.origin)) == ("T-S", "T", "p.csv:3")
    assert [(one.code, str(one.origin)) for one in rejects] == [("field-missing", "p.csv:4, column name")]
    counted = counts.files["rejects.jsonl"]
    assert (counted.rows, counted.recorded, counted.rejected) == (2, 1, 1)


def test_mending_a_contribution_changes_the_record_that_it_goes_into(
    write: Write, rejected: Callable[[Path], Path], read: Read
) -> None:
    """A mended link row gives its product anew, with the link."""
    write("shop/p.csv", MAGENTO.replace("from 20", "20").replace("Top,,20", "Top,Tee M,20"))
    source = write("shop/related.csv", "sku,linked_sku\nX,T-S\n").parent
    path = rejected(source)
    mend(path, X={"sku": "T-M"})
    records, rejects, counts = read(path)
    assert rejects == []
    assert [(one.id, one.related) for one in records] == [("T-M", ("T-S",))]
    assert counts.files["rejects.jsonl"].contributed == 1


def test_json_rows_are_mended_as_json(write: Write, rejected: Callable[[Path], Path], read: Read) -> None:
    """The raw row of a JSON line has JSON values; a line that was no JSON is mended as text."""
    source = write(
        "shop/products.jsonl",
        '{"id": "1", "name": {"en": "x"}, "price": "5 to 6", "images": ["a"], "list_price": 6.5}\n{"id": "2", "name\n',
    )
    path = rejected(source)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines[0]["raw"] == {
        "id": "1",
        "name": {"en": "x"},
        "price": "5 to 6",
        "images": ["a"],
        "list_price": "6.5",
    }
    assert lines[1]["raw"] == {"line": '{"id": "2", "name'}
    lines[0]["raw"]["price"] = 5
    lines[1]["raw"]["line"] = '{"id": "2", "name": "y"}'
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    records, rejects, _ = read(path)
    assert rejects == []
    assert [(one.id, one.names[0][1], len(one.offers)) for one in records] == [("1", "x", 1), ("2", "y", 0)]


def test_a_node_of_json_ld_is_mended(write: Write, rejected: Callable[[Path], Path], read: Read) -> None:
    """The raw row is the node, found again by its place in the file."""
    graph = [{"@type": "Product", "sku": "1", "name": "x"}, {"@type": "Product", "name": "y"}]
    path = rejected(write("shop/a.jsonld", json.dumps({"@context": "https://schema.org", "@graph": graph})))
    line = json.loads(path.read_text(encoding="utf-8"))
    assert line["part"] == "/@graph/1"
    line["raw"]["sku"] = "2"
    path.write_text(json.dumps(line), encoding="utf-8")
    records, rejects, _ = read(path)
    assert rejects == []
    assert [one.id for one in records] == ["2"]


def test_several_lines_about_one_row_are_mended_together(
    write: Write, rejected: Callable[[Path], Path], read: Read
) -> None:
    """Each line may mend its own cell; two different values for one cell are refused."""
    folder = write("shop/p.csv", MAGENTO.replace("from 20", "20").replace("Top,,20", "Top,Tee M,20")).parent
    write("shop/related.csv", 'sku,linked_sku\nT-M,"NO\nNONE\nT-S"\n')
    path = rejected(folder)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["value"] for line in lines] == ["NO", "NONE"]
    lines[1]["raw"]["linked_sku"] = "T"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    records, rejects, _ = read(path)
    assert rejects == []
    assert [(one.id, one.related) for one in records] == [("T-M", ("T",))]
    lines[0]["raw"]["linked_sku"] = "T-S"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with pytest.raises(CatalogError, match="differently"):
        list(read_source(path))


def test_a_row_that_is_still_wrong_can_be_mended_once_more(
    write: Write, rejected: Callable[[Path], Path], read: Read
) -> None:
    """Rejects of a mended file lead back to the same rows of the source, however often they are mended."""
    source = write("shop/products.jsonl", json.dumps({"id": "a", "name": "Bag", "price": "cheap"}))
    path = rejected(source)
    for price, codes in (("cheaper", ["price-not-a-number"]), ("cheapest", ["price-not-a-number"]), ("5", [])):
        mend(path, a={"price": price})
        records, rejects, _ = read(path)
        assert [one.code for one in rejects] == codes
        write_rejects(path, rejects, source=source)
    assert [product.offers[0].price for product in records] == [5]


def test_a_source_that_changed_since_is_not_mended_blindly(
    write: Write, rejected: Callable[[Path], Path], read: Read
) -> None:
    """A line about a row that is not rejected any more is a reject itself, and changes nothing."""
    source = write("shop/p.csv", MAGENTO)
    path = rejected(source)
    source.write_text(MAGENTO.replace("T-S,simple", "T-0,simple,Top,New,1,,\nT-S,simple"), encoding="utf-8")
    mend(path, T_S={"price": "20"}, T_M={"name": "Tee M"})
    records, rejects, _ = read(path)
    # Row 3 is sound now, and row 4 is at fault but holds another product.
    assert records == []
    assert [(one.code, one.origin.row) for one in rejects] == [
        ("price-is-range", 4),
        ("row-moved", 3),
        ("row-moved", 4),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "shopify"}, "unknown format"),
        ({"source": "gone.csv"}, "is not there"),
        ({"raw": None}, "not a reject"),
    ],
)
def test_lines_that_lead_nowhere_are_refused(
    write: Write, rejected: Callable[[Path], Path], change: dict[str, object], said: str
) -> None:
    """A format or source that is not there, or a line that is no reject, stops the import with the line's number."""
    path = rejected(write("shop/p.csv", MAGENTO))
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    lines[1] |= change
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with pytest.raises(CatalogError, match=said) as error:
        list(read_source(path))
    assert error.value.row == 2


def test_the_source_of_rejects_is_found(write: Write, rejected: Callable[[Path], Path]) -> None:
    """A file of rejects leads back to what was imported; any other file is refused."""
    source = write("shop/p.csv", MAGENTO)
    assert rejected_source(rejected(source)).resolve() == source.resolve()
    for content in ("", "not json", '{"id": "1"}'):
        with pytest.raises(CatalogError, match="names no source"):
            rejected_source(write("other.jsonl", content))


def test_no_cell_of_a_row_that_is_too_long_is_lost(write: Write, rejected: Callable[[Path], Path], read: Read) -> None:
    """Cells beyond the header are kept; the row passes only when they have found a column or are taken out."""
    source = write("shop/products.csv", "id,name,brand\na,Bag,Velmora,extra,,more\nb,Cup\nc,Pan,Hobnook\n")
    path = rejected(source)
    long, short = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert long["raw"] == {"id": "a", "name": "Bag", "brand": "Velmora", "+1": "extra", "+3": "more"}
    assert short["raw"] == {"id": "b", "name": "Cup"}
    before = path.read_text(encoding="utf-8")
    for _ in range(2):
        records, rejects, counts = read(path)
        assert records == []
        assert [one.code for one in rejects] == ["cells-surplus", "cells-missing"]
        assert counts.files["rejects.jsonl"].rejected == 2
        write_rejects(path, rejects, source=source)
    assert path.read_text(encoding="utf-8") == before
    mend(path, a={"+1": "", "brand": "Velmora extra"}, b={"brand": ""})
    records, rejects, _ = read(path)
    assert [one.id for one in records] == ["b"]
    assert [(one.code, one.value, one.origin.column) for one in rejects] == [("cells-surplus", "more", "+3")]
    write_rejects(path, rejects, source=source)
    mend(path, a={"+3": ""})
    (bag,), rejects, _ = read(path)
    assert (bag.id, bag.brand, rejects) == ("a", "Velmora extra", [])
