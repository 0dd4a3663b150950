from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture

from mkgrdf.errors import CatalogError
from mkgrdf.readers import ReadOptions, detect, read_source
from mkgrdf.records import (
    Broadcast,
    Concept,
    ConceptKind,
    Document,
    DocumentKind,
    Exposure,
    Image,
    Offer,
    Origin,
    Product,
    Region,
    Video,
)

Read = Callable[..., tuple[list[Any], list[Any], Any]]
Write = Callable[..., Path]
Draw = Callable[..., Path]

BOTH = ReadOptions(languages=("en", "zh"), currency="CNY")
CUP = {
    "id": "cup-1",
    "name": {"zh": "随行杯", "en": "Travel cup"},
    "group": "cup",
    "brand": "Acme",
    "gtin": "4006381333931",
    "category": [{"en": "Kitchen/Cups", "zh": "厨房/杯子"}, "Gifts"],
    "price": "59.90",
    "list_price": 69.5,
    "availability": "InStock",
    "valid_from": "2026-05-01",
    "attributes": {
        "material": ["steel", "silicone"],
        "color": {"en": "red", "zh": "红色"},
        "capacity": {"en": "350 mL", "zh": "350毫升", "number": "350", "unit": "mL"},
    },
    "attribute_names": {"color": {"en": "colour", "zh": "颜色"}},
    "images": ["front"],
    "suits": ["commute"],
}


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def table(rows: list[dict[str, str]]) -> str:
    header = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def test_a_product_in_json_lines(write: Write, read: Read) -> None:
    """Every field of the documented form arrives, main language first, numbers exact."""
    (cup,), rejects, _ = read(write("products.jsonl", lines(CUP)), options=BOTH)
    assert rejects == []
    assert isinstance(cup, Product)
    assert cup.names == (("en", "Travel cup"), ("zh", "随行杯"))
    assert cup.categories == (
        ((("en", "Kitchen"), ("zh", "厨房")), (("en", "Cups"), ("zh", "杯子"))),
        ((("en", "Gifts"),),),
    )
    assert cup.offers == (Offer(Decimal("59.90"), "CNY", "InStock", Decimal("69.5"), date(2026, 5, 1)),)
    assert [(one.code, one.name, one.value, one.number, one.unit) for one in cup.attributes] == [
        ("material", (("en", "material"),), (("en", "steel"),), None, None),
        ("material", (("en", "material"),), (("en", "silicone"),), None, None),
        ("color", (("en", "colour"), ("zh", "颜色")), (("en", "red"), ("zh", "红色")), None, None),
        ("capacity", (("en", "capacity"),), (("en", "350 mL"), ("zh", "350毫升")), Decimal(350), "mL"),
    ]
    assert (cup.group, cup.brand, cup.gtin, cup.images, cup.suits) == (
        "cup",
        "Acme",
        "4006381333931",
        ("front",),
        ("commute",),
    )


def test_the_same_product_in_csv(write: Write, read: Read) -> None:
    """The CSV form says the same as the JSON form, and remembers which column each field came from."""
    row = {
        "id": "cup-1",
        "name_en": "Travel cup",
        "name_zh": "随行杯",
        "group": "cup",
        "brand": "Acme",
        "gtin": "4006381333931",
        "category_en": "Kitchen/Cups",
        "category_zh": "厨房/杯子",
        "price": "¥59.90",
        "list_price": "69.5",
        "availability": "InStock",
        "valid_from": "2026-05-01",
        "attribute:material": "steel|silicone",
        "attribute:color_en": "red",
        "attribute:color_zh": "红色",
        "attribute:capacity_en": "350 mL",
        "attribute:capacity_zh": "350毫升",
        "attribute:capacity_number": "350",
        "attribute:capacity_unit": "mL",
        "attribute_name:color_en": "colour",
        "attribute_name:color_zh": "颜色",
        "images": "front",
        "suits": "commute",
    }
    (cup,), _, _ = read(write("products.csv", table([row])), options=BOTH)
    (other,), _, _ = read(write("x/products.jsonl", lines(CUP | {"category": CUP["category"][:1]})), options=BOTH)  # type: ignore[index]
    assert replace(cup, columns=(), origin=other.origin) == replace(other, columns=())
    assert [column for field, column in cup.columns if field == "names"] == ["name_en", "name_zh"]
    assert ("offers", "price") in cup.columns
    assert cup.origin == Origin("products.csv", 2)


WORDS = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters='\\|/"'), min_size=1, max_size=12
).filter(lambda text: text.strip() != "")
IDS = st.lists(st.from_regex(r"[a-z]{1,6}-[0-9]{1,3}", fullmatch=True), max_size=3, unique=True)
PRICES = st.decimals(min_value=0, max_value=99999, places=2).map(str)
BILINGUAL = st.fixed_dictionaries({"en": WORDS, "zh": WORDS})
PRODUCTS = st.fixed_dictionaries(
    {"name": BILINGUAL},
    optional={
        "group": WORDS,
        "is_group": st.booleans(),
        "brand": WORDS,
        "price": PRICES,
        "category": st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=2),
        "attributes": st.dictionaries(
            st.from_regex(r"[a-z]{4,8}", fullmatch=True), st.lists(BILINGUAL, min_size=1, max_size=3), max_size=3
        ),
        "related": IDS,
        "images": IDS,
        "satisfies": IDS,
    },
)


def as_json(row: dict[str, Any], key: str) -> dict[str, Any]:
    made = {"id": key} | row
    if "category" in row:
        made["category"] = [{"en": f"{a}/{b}", "zh": f"{c}/{d}"} for a, b, c, d in row["category"]]
    return made


def as_csv(row: dict[str, Any], key: str) -> dict[str, str]:
    cells = {"id": key, "name_en": row["name"]["en"], "name_zh": row["name"]["zh"]}
    cells |= {name: row[name] for name in ("group", "brand", "price") if name in row}
    cells |= {name: "|".join(row[name]) for name in ("related", "images", "satisfies") if name in row}
    if "is_group" in row:
        cells["is_group"] = "yes" if row["is_group"] else "no"
    if "category" in row:
        cells["category_en"] = "|".join(f"{a}/{b}" for a, b, _, _ in row["category"])
        cells["category_zh"] = "|".join(f"{c}/{d}" for _, _, c, d in row["category"])
    for code, values in row.get("attributes", {}).items():
        for language in ("en", "zh"):
            cells[f"attribute:{code}_{language}"] = "|".join(value[language] for value in values)
    return cells


@given(rows=st.lists(PRODUCTS, min_size=1, max_size=4))
def test_both_forms_give_the_same_records(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> None:
    """Whatever products hold, their CSV and JSON forms are read as the same records."""
    folder = tmp_path_factory.mktemp("native")
    keys = [f"p{index}" for index in range(len(rows))]
    (folder / "products.csv").write_text(
        table([as_csv(row, key) for row, key in zip(rows, keys, strict=True)]), encoding="utf-8", newline=""
    )
    (folder / "products.jsonl").write_text(
        lines(*(as_json(row, key) for row, key in zip(rows, keys, strict=True))), encoding="utf-8"
    )

    def content(name: str) -> dict[str, Any]:
        found = {}
        for one in read_source(folder / name, options=BOTH):
            assert isinstance(one, Product), one
            # The order of attributes is the order of columns in one form and of keys in the other.
            attributes = tuple(sorted(one.attributes, key=lambda attribute: attribute.code))
            found[one.id] = replace(one, columns=(), origin=Origin("x"), attributes=attributes)
        return found

    from_csv = content("products.csv")
    assert len(from_csv) == len(rows)
    assert from_csv == content("products.jsonl")


def test_the_other_kinds_of_rows(write: Write, read: Read) -> None:
    """Documents, concepts, broadcasts and exposures arrive as they are documented, from both forms."""
    write(
        "documents.csv",
        "id,kind,language,text,products,title,rating,published,hashtags,parent\n"
        'r1,Review,zh,"很轻,\n好用",cup-1|cup-2,好,4.5,2026-05-01T20:00:00,#a|#b,\na1,Answer,,Yes.,,,,,,q1\n',
    )
    write(
        "concepts.jsonl",
        lines(
            {
                "id": "commute",
                "kind": "Scene",
                "name": {"en": "commute", "zh": "通勤"},
                "alternatives": {"zh": ["上班路上"], "en": ["way to work", "commuting"]},
                "raises": ["spills"],
            }
        ),
    )
    write("concepts.csv", "id,kind,name_en,alternatives_en,motivates\nspills,PainPoint,spilled coffee,a|b,tight\n")
    write("broadcasts.jsonl", lines({"id": "b1", "name": "Evening", "start": "2026-05-01T20:00:00+00:00"}))
    folder = write("exposures.csv", "broadcast,product,at,outcome\nb1,cup-1,2026-05-01T20:05:00+00:00,Clicked\n").parent
    records, rejects, counts = read(folder, options=BOTH)
    assert rejects == []
    assert counts.records == {"Concept": 2, "Document": 2, "Broadcast": 1, "Exposure": 1}
    by_id = {one.id: one for one in records}
    review, commute = by_id["r1"], by_id["commute"]
    assert isinstance(review, Document)
    assert (review.kind, review.text, review.language) == (DocumentKind.REVIEW, "很轻,\n好用", "zh")
    assert review.published == datetime(2026, 5, 1, 20, 0)  # noqa: DTZ001  # the file names no zone
    assert (review.products, review.rating, review.hashtags) == (("cup-1", "cup-2"), Decimal("4.5"), ("#a", "#b"))
    assert (by_id["a1"].language, by_id["a1"].parent) == ("en", "q1")
    assert isinstance(commute, Concept)
    assert commute.kind is ConceptKind.SCENE
    assert commute.alternatives == (("en", "way to work"), ("en", "commuting"), ("zh", "上班路上"))
    assert by_id["spills"].motivates == ("tight",)
    assert isinstance(by_id["b1"], Broadcast)
    exposure = next(one for one in records if isinstance(one, Exposure))
    assert (exposure.at, exposure.outcome) == (datetime(2026, 5, 1, 20, 5, tzinfo=UTC), "Clicked")


def test_media_are_measured_and_subtitles_become_clips(write: Write, read: Read, picture: Draw, film: Draw) -> None:
    """Cues at the same times in two languages are one clip with both captions; a broken subtitle file is a detail."""
    picture("pics/front.jpg")
    film("tour.mp4")
    write("tour.en.srt", "1\n00:00:00,000 --> 00:00:00,500\nLight\n\n2\n00:00:00,500 --> 00:00:01,000\nStrong\n")
    write("tour.zh.srt", "1\n00:00:00,000 --> 00:00:00,500\n很轻\n")
    write("bad.srt", "1\nnever\n")
    region = {"x": 1, "y": 2, "width": 3, "height": 4, "depicts_products": ["cup-1"]}
    clip = {"start": "0.5", "end": 1, "depicts_products": ["cup-1"]}
    path = write(
        "media.jsonl",
        lines(
            {"id": "front", "path": "pics/front.jpg", "alt": {"en": "a cup"}, "regions": [region]},
            {
                "id": "tour",
                "type": "video",
                "path": "tour.mp4",
                "subtitles": {"en": "tour.en.srt", "zh": "tour.zh.srt", "de": "bad.srt"},
                "clips": [clip],
            },
        ),
    )
    (front, tour), rejects, _ = read(path, options=BOTH)
    assert isinstance(front, Image)
    assert (front.width, front.height, front.path) == (40, 30, "pics/front.jpg")
    assert front.regions == (Region(1, 2, 3, 4, ("cup-1",)),)
    assert isinstance(tour, Video)
    assert tour.duration == 1
    assert [(one.start, one.end, one.caption, one.depicts_products) for one in tour.clips] == [
        (Decimal(0), Decimal("0.5"), (("en", "Light"), ("zh", "很轻")), ()),
        (Decimal("0.5"), Decimal(1), (("en", "Strong"),), ("cup-1",)),
    ]
    assert [(one.code, one.value) for one in rejects] == [("subtitles-broken", "bad.srt:2: never")]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"name": "x"}, "field-missing", "id"),
        ({"id": "1"}, "field-missing", "name"),
        ({"id": "1", "name": "x", "colour": "red"}, "field-unknown", "colour"),
        ({"id": "1", "name": "x", "price": "39-59"}, "price-is-range", "price"),
        ({"id": "1", "name": "x", "price": -1}, "price-negative", "price"),
        ({"id": "1", "name": "x", "currency": "CNY"}, "field-missing", "price"),
        ({"id": "1", "name": "x", "price": "€5", "currency": "USD"}, "currency-differs", "currency"),
        ({"id": "1", "name": "x", "price": "5", "currency": "dollar"}, "currency-unknown", "currency"),
        ({"id": "1", "name": "x", "price": "5", "availability": "Soon"}, "value-not-in-list", "availability"),
        ({"id": "1", "name": "x", "price": "5", "valid_from": "May"}, "date-unreadable", "valid_from"),
        ({"id": "1", "name": "x", "is_group": "maybe"}, "value-wrong-type", "is_group"),
        ({"id": "1", "name": {"english": "x"}}, "language-unknown", "name"),
        ({"id": "1", "name": ["x"]}, "value-wrong-type", "name"),
        ({"id": "1", "name": "x", "gtin": "12"}, "value-wrong-type", "gtin"),
        ({"id": "1", "name": "x", "category": {"en": "a/b", "zh": "c"}}, "lists-differ", "category"),
        (
            {"id": "1", "name": "x", "attributes": {"a": {"en": "1", "number": "one"}}},
            "number-unreadable",
            "attributes.a.number",
        ),
        ({"id": "1", "name": "x", "attributes": {"a": ""}}, "field-missing", "attributes.a"),
        ({"id": "1", "name": "x", "attribute_names": {"a": "A"}}, "value-wrong-type", "attribute_names"),
        ({"id": "1", "name": "x", "offers": ["5"]}, "value-wrong-type", "offers"),
        (
            {"id": "1", "name": "x", "attributes": {"a": {"en": "1", "number": "1e101"}}},
            "number-unreadable",
            "attributes.a.number",
        ),
        ({"id": "1", "name": "\ud800"}, "value-wrong-type", "name"),
        ([1], "value-wrong-type", None),
    ],
)
def test_each_way_for_a_product_to_be_wrong(
    write: Write, read: Read, row: object, code: str, column: str | None
) -> None:
    """The field is named, and the row before and after it are read."""
    content = f'{{"id":"a","name":"x"}}\n{json.dumps(row)}\n\n{{"id":"b","name":"x"}}\n'
    records, rejects, _ = read(write("products.jsonl", content))
    assert [one.id for one in records] == ["a", "b"]
    assert [(one.code, one.origin.row, one.origin.column) for one in rejects] == [(code, 2, column)]


@pytest.mark.parametrize(
    ("file", "row", "code"),
    [
        ("documents.jsonl", {"id": "1", "text": "x"}, "field-missing"),
        ("documents.jsonl", {"id": "1", "text": "x", "kind": "Letter"}, "value-not-in-list"),
        ("documents.jsonl", {"id": "1", "text": "x", "kind": "Review", "rating": 7}, "rating-out-of-range"),
        ("documents.jsonl", {"id": "1", "text": "x", "kind": "Review", "published": "yesterday"}, "date-unreadable"),
        ("documents.jsonl", {"id": "1", "text": "x", "kind": "Review", "language": "Chinese!"}, "language-unknown"),
        ("concepts.jsonl", {"id": "1", "name": "x", "kind": "Intent", "raises": ["y"]}, "field-not-allowed"),
        ("concepts.jsonl", {"id": "1", "kind": "Intent"}, "field-missing"),
        ("broadcasts.jsonl", {"id": "1", "name": "x"}, "field-missing"),
        ("broadcasts.jsonl", {"id": "1", "start": "2026-05-01"}, "field-missing"),
        ("exposures.jsonl", {"broadcast": "1", "product": "2", "at": "2026-05-01"}, "field-missing"),
        ("media.jsonl", {"id": "1", "path": "none.jpg"}, "media-missing"),
        ("media.jsonl", {"id": "1", "path": "../x.jpg"}, "media-outside"),
        ("media.jsonl", {"id": "1", "path": "dot.png", "clips": [{"start": 1, "end": 2}]}, "field-not-allowed"),
        (
            "media.jsonl",
            {"id": "1", "path": "dot.png", "regions": [{"x": 0.5, "y": 0, "width": 1, "height": 1}]},
            "value-wrong-type",
        ),
        ("media.jsonl", {"id": "1", "path": "dot.png", "regions": [{"x": 0}]}, "field-missing"),
        ("media.jsonl", {"id": "1", "path": "dot.png", "type": "sound"}, "value-not-in-list"),
    ],
)
def test_each_way_for_other_rows_to_be_wrong(write: Write, file: str, row: dict[str, object], code: str) -> None:
    """Every kind of row is checked, in a file that is told by its name."""
    Picture.new("RGB", (4, 4)).save(write("dot.png", b""))
    results = list(read_source(write(file, lines({"id": "0"} | row)), format="native"))
    assert [getattr(one, "code", one) for one in results] == [code]


def test_broken_json_is_a_reject_with_the_line(write: Write, read: Read) -> None:
    """The line is kept, so it can be mended; NaN is no JSON."""
    records, rejects, _ = read(write("products.jsonl", '{"id":"a","name":"x"}\n{"id":"b",\n{"id":NaN}\n'))
    assert len(records) == 1
    assert [(one.code, one.origin.row) for one in rejects] == [("json-broken", 2), ("json-broken", 3)]
    assert dict(rejects[0].raw) == {"line": '"{\\"id\\":\\"b\\","'}


@pytest.mark.parametrize("number", ["1e999999999", "1" * 5000, "0." + "1" * 5000, "-1e-999999999"])
def test_a_number_that_no_shop_has_is_broken_json(write: Write, read: Read, number: str) -> None:
    """A number that would fill the memory when it is written out costs its own line only."""
    content = f'{{"id":"a","name":"x"}}\n{{"id":"b","name":"x","price":{number}}}\n'
    records, rejects, _ = read(write("products.jsonl", content))
    assert [one.id for one in records] == ["a"]
    assert [one.code for one in rejects] == ["json-broken"]


def test_lists_in_two_languages_go_together(write: Write, read: Read) -> None:
    """Lists of different length cannot be matched."""
    path = write("products.csv", "id,name,attribute:c_en,attribute:c_zh\n1,x,red|blue,红\n2,x,red\\|blue,红\n")
    (second,), rejects, _ = read(path)
    assert [(one.code, one.origin.column) for one in rejects] == [("lists-differ", "attribute:c")]
    assert second.attributes[0].value == (("en", "red|blue"), ("zh", "红"))


def test_duplicate_ids_are_rejected_across_forms(write: Write, read: Read) -> None:
    """The CSV and the JSON file of one kind share their ids."""
    write("products.csv", "id,name\n1,x\n")
    folder = write("products.jsonl", '{"id":"1","name":"y"}\n').parent
    records, rejects, _ = read(folder)
    assert [one.names[0][1] for one in records] == ["x"]
    assert [(one.code, one.origin.file) for one in rejects] == [("id-duplicate", "products.jsonl")]


@pytest.mark.parametrize(
    ("first", "code"),
    [("p1,Bag,cheap", "price-not-a-number"), ("p1,Bag,5,surplus", "cells-surplus"), ("p1,Bag", "cells-missing")],
)
def test_a_row_that_fails_keeps_its_id(write: Write, read: Read, first: str, code: str) -> None:
    """A later row with the same id does not take over when the first one cannot be read."""
    path = write("products.csv", f"id,name,price\n{first}\np1,Other bag,6\np2,Cup,7\n")
    records, rejects, _ = read(path)
    assert [one.id for one in records] == ["p2"]
    assert [(one.code, one.origin.row) for one in rejects] == [(code, 2), ("id-duplicate", 3)]


def test_a_json_row_that_fails_keeps_its_id(write: Write, read: Read) -> None:
    """An id written as a number is the same id."""
    path = write("products.jsonl", lines({"id": 1, "name": "x", "colour": "red"}, {"id": "1", "name": "y"}))
    records, rejects, _ = read(path)
    assert records == []
    assert [one.code for one in rejects] == ["field-unknown", "id-duplicate"]


def test_words_in_a_picture_stand_for_what_their_region_shows(write: Write, picture: Draw, read: Read) -> None:
    """A region may say what is printed there, by language or plainly; without anything depicted it is rejected."""
    picture("a.png")
    where = {"x": 1, "y": 2, "width": 3, "height": 4}
    path = write(
        "media.jsonl",
        lines(
            {"id": "a", "path": "a.png", "regions": [where | {"depicts_products": ["cup"], "text": {"zh": "保温"}}]},
            {"id": "b", "path": "a.png", "regions": [where | {"depicts_concepts": ["tea"], "text": "WARM"}]},
            {"id": "c", "path": "a.png", "regions": [where | {"text": "WARM"}]},
        ),
    )
    (first, second), (one,), _ = read(path, options=BOTH)
    assert first.regions == (Region(1, 2, 3, 4, ("cup",), text=(("zh", "保温"),)),)
    assert second.regions == (Region(1, 2, 3, 4, (), ("tea",), (("en", "WARM"),)),)
    assert (one.code, one.value, one.origin.column) == ("field-missing", "WARM", "regions[0].depicts_products")


def test_an_unknown_column_is_refused(write: Write) -> None:
    """A CSV file with a column that is not in the form is not read; the message lists the columns."""
    path = write("products.csv", "id,name,colour\n1,x,red\n")
    with pytest.raises(CatalogError, match="attribute:material") as error:
        list(read_source(path))
    assert error.value.column == "colour"


def test_detection_by_name_and_by_fields(write: Write, picture: Draw) -> None:
    """A folder is recognised by file names with fitting fields, a single file also by fields alone."""
    assert detect(write("a/products.csv", "sku,name\n1,x\n")) == ()
    (found,) = detect(write("b/products.csv", "id,name_fr\n1,x\n").parent)
    assert (found.format, found.evidence) == (
        "native",
        ("products.csv has id, name: products in mkgrdf's native form",),
    )
    (found,) = detect(write("c/list.jsonl", lines({"id": "1", "kind": "Review", "text": "x"})))
    assert found.score < 0.9
    assert "documents" in found.evidence[0]
    with pytest.raises(CatalogError, match="no file of the native form"):
        list(read_source(write("d/x.txt", "").parent, format="native"))
    with pytest.raises(CatalogError, match="not a file of the native form"):
        list(read_source(write("d/x.csv", "a,b\n"), format="native"))


def test_records_carry_their_kind(write: Write, read: Read) -> None:
    """A file whose name begins with a kind is of that kind."""
    records, _, _ = read(write("products-2026.csv", "id,name\n1,x\n"))
    assert isinstance(records[0], Product)


def test_the_examples_of_the_documentation_are_read(repository: Path, write: Write, picture: Draw, read: Read) -> None:
    """The product shown on the page about the native form is one, in both forms; the picture is one too."""
    page = (repository / "docs" / "reference" / "native-form.md").read_text(encoding="utf-8")
    as_line, as_medium = re.findall(r"^```json\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    (as_table,) = re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    first, rejects, _ = read(write("products.jsonl", lines(json.loads(as_line))), options=BOTH)
    second, more, _ = read(write("products.csv", as_table), options=BOTH)
    assert rejects == more == []
    assert first[0].names == second[0].names == (("en", "Travel cup"), ("zh", "随行杯"))
    assert first[0].offers == second[0].offers
    assert first[0].categories == second[0].categories
    picture("pics/cup.jpg", (200, 120))
    (front,), rejects, _ = read(write("media.jsonl", lines(json.loads(as_medium))), options=BOTH)
    assert rejects == []
    assert front.regions[0].text == (("en", "KEEPS WARM"),)
