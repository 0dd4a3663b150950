"""The whole of Magento's sample shop, counted file by file against the csv module."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from mkgrdf.readers import Reading, detect, read_source
from mkgrdf.records import Document, DocumentKind, Product, Record, Reject, Video, fingerprint

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def luma(shared_data: Path) -> tuple[Path, Reading, list[Record], list[Reject]]:
    pytest.importorskip("av", reason="the one video needs mkgrdf[vision]")
    folder = shared_data / "luma"
    reading = read_source(folder)
    results = list(reading)
    records = [one for one in results if not isinstance(one, Reject)]
    return folder, reading, records, [one for one in results if isinstance(one, Reject)]


Luma = tuple[Path, Reading, list[Record], list[Reject]]


def test_every_row_of_every_file_is_accounted_for(luma: Luma) -> None:
    """Rows in the files = rows recorded + contributed + rejected, file by file."""
    folder, reading, _, _ = luma
    in_files: dict[str, int] = {}
    for path in folder.rglob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            in_files[path.relative_to(folder).as_posix()] = sum(1 for row in csv.reader(file) if row) - 1
    assert len(in_files) == 35
    assert {file: counts.rows for file, counts in reading.counts.files.items()} == in_files
    assert {file: counts.settled for file, counts in reading.counts.files.items()} == in_files
    assert reading.counts.files["configurable/products.csv"].recorded == 1994


def test_the_shop_is_read_whole(luma: Luma) -> None:
    """Products, groups, variants, reviews, pages, images and the video are all there."""
    _, reading, records, _ = luma
    products = [one for one in records if isinstance(one, Product)]
    assert reading.counts.records == {"Product": 2046, "Document": 699, "Image": 765, "Video": 1}
    assert Counter((one.is_group, one.group is not None) for one in products) == {
        (True, False): 147,
        (False, True): 1847,
        (False, False): 52,
    }
    kinds = Counter(one.kind for one in records if isinstance(one, Document))
    assert kinds == {DocumentKind.REVIEW: 500, DocumentKind.DETAIL_PAGE: 199}
    assert [one.id for one in products if not one.offers] == ["24-WG080", "24-WG085_Group"]
    assert len({one.id for one in records}) == len(records)
    assert [str(one.duration) for one in records if isinstance(one, Video)] == ["4.254"]


def test_what_is_rejected_is_at_fault_in_the_data(luma: Luma) -> None:
    """Links of products that the sample leaves out, files that have other names, two unused attributes."""
    assert Counter((one.part, one.code) for one in luma[3]) == {
        ("links", "product-unknown"): 7,
        ("downloads", "media-missing"): 8,
        ("attributes", "row-unused"): 2,
        ("fixtures", "category-unknown"): 1,
    }


def test_a_review_of_a_product_that_the_sample_leaves_out_is_kept(luma: Luma) -> None:
    """All 500 reviews are read; 152 are about a product of no file and say so of none."""
    reviews = [one for one in luma[2] if isinstance(one, Document) and one.kind is DocumentKind.REVIEW]
    assert len([one for one in reviews if not one.products]) == 152
    assert luma[1].counts.files["review/products_reviews.csv"].recorded == 500


def test_a_second_reading_is_the_same(luma: Luma) -> None:
    """The same files give the same records in the same order."""
    folder, _, records, _ = luma
    again = [one for one in read_source(folder) if not isinstance(one, Reject)]
    assert [fingerprint(one) for one in again] == [fingerprint(one) for one in records]


def test_the_folder_is_recognised(luma: Luma) -> None:
    """No other reader claims it."""
    assert [one.format for one in detect(luma[0])] == ["magento"]
