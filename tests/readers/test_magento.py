from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError
from mkgrdf.readers import ReadOptions, SourceCounts, detect, read_source
from mkgrdf.readers.magento_cells import parse_attributes, parse_categories, parse_variations
from mkgrdf.records import Document, DocumentKind, Image, Offer, Product, Record, Reject

Read = Callable[..., tuple[list[Record], list[Reject], SourceCounts]]
Write = Callable[..., Path]
Draw = Callable[..., Path]

HEADER = (
    "sku,store_view_code,product_type,categories,name,description,price,special_price,special_price_from_date,"
    "special_price_to_date,base_image,additional_images,additional_attributes,qty,is_in_stock,configurable_variations,"
    "related_skus\n"
)
GROUP = (
    'T,,configurable,"Default Category/Men/Tops,Default Category",Tee,<p>Soft.</p>,20,,,,/t/t.jpg,,'
    '"has_options=1,material=Cotton|Wool&reg;,eco=No",0,1,"sku=T-S,size=S|sku=T-M,size=M",\n'
)


def product(records: list[Record], sku: str) -> Product:
    return next(one for one in records if isinstance(one, Product) and one.id == sku)


def variant(size: str, **cells: str) -> str:
    row = {"price": "20", "special": "", "start": "", "end": "", "qty": "5", "stock": "1", "related": ""} | cells
    return (
        f"T-{size},,simple,Default Category/Men/Tops,Tee {size},<p>Soft.</p>,{row['price']},{row['special']},"
        f'"{row["start"]}","{row["end"]}",/t/t.jpg,,"size={size},required_options=0",{row["qty"]},{row["stock"]},,'
        f"{row['related']}\n"
    )


@pytest.fixture
def shop(write: Write, picture: Draw) -> Callable[[str], Path]:
    """Write a product file with an image of the group beside it."""

    def make(rows: str) -> Path:
        picture("media/t/t.jpg")
        return write("products.csv", HEADER + rows).parent

    return make


def test_variants_may_come_before_their_group(shop: Callable[[str], Path], read: Read) -> None:
    """A variant names no group; the group's packed cell makes it one, wherever the group's row stands."""
    records, rejects, _ = read(shop(variant("S") + GROUP + variant("M")))
    assert rejects == []
    assert product(records, "T").is_group
    assert [product(records, sku).group for sku in ("T-S", "T-M", "T")] == ["T", "T", None]


def test_entities_in_a_name_are_characters(shop: Callable[[str], Path], read: Read) -> None:
    """A name is shown as HTML in the shop, so its entities are resolved."""
    records, _, _ = read(shop(GROUP.replace("Tee,", "CoolTech&trade; Tee,") + variant("S") + variant("M")))
    assert product(records, "T").names == (("en", "CoolTech™ Tee"),)


def test_a_group_is_read_whole(shop: Callable[[str], Path], read: Read) -> None:
    """Category without the root, attributes with entities decoded and technical ones dropped, image shared."""
    records, _, _ = read(shop(variant("S") + GROUP))
    group = product(records, "T")
    assert group.categories == (((("en", "Men"),), (("en", "Tops"),)),)
    assert [(one.code, one.value[0][1]) for one in group.attributes] == [
        ("material", "Cotton"),
        ("material", "Wool®"),
        ("eco", "No"),
    ]
    assert group.offers == (Offer(Decimal(20), "USD", "InStock"),)
    images = [one for one in records if isinstance(one, Image)]
    assert [(one.id, one.path, one.width) for one in images] == [("t/t.jpg", "media/t/t.jpg", 40)]
    assert group.images == product(records, "T-S").images == ("t/t.jpg",)
    assert dict(group.columns)["offers"] == "price"
    pages = [one for one in records if isinstance(one, Document)]
    assert [(one.id, one.text, one.products) for one in pages] == [("page-T", "Soft.", ("T",))]
    assert group.origin.row == 3


@pytest.mark.parametrize(
    ("cells", "availability"),
    [
        ({}, "InStock"),
        ({"qty": "0"}, "OutOfStock"),
        ({"stock": "0"}, "OutOfStock"),
        ({"qty": "", "stock": ""}, None),
        ({"qty": "", "stock": "1"}, "InStock"),
    ],
)
def test_availability_from_stock(
    shop: Callable[[str], Path], read: Read, cells: dict[str, str], availability: str | None
) -> None:
    """The stock flag and the quantity together say whether a product can be had."""
    records, _, _ = read(shop(variant("S", **cells)))
    assert product(records, "T-S").offers[0].availability == availability


def test_a_special_price_makes_the_usual_one_the_list_price(shop: Callable[[str], Path], read: Read) -> None:
    """What is paid is the special price, for as long as it holds; a special price that is none changes nothing."""
    records, _, _ = read(
        shop(variant("S", special="15", start="5/1/26, 12:00 AM", end="2026-05-31") + variant("M", special="20")),
        options=ReadOptions(currency="EUR"),
    )
    assert product(records, "T-S").offers == (
        Offer(Decimal(15), "EUR", "InStock", Decimal(20), date(2026, 5, 1), date(2026, 5, 31)),
    )
    assert product(records, "T-M").offers == (Offer(Decimal(20), "EUR", "InStock"),)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"price": "12 to 15"}, "price-is-range", "price"),
        ({"special": "cheap"}, "price-not-a-number", "special_price"),
        ({"special": "9", "end": "soon"}, "date-unreadable", "special_price_to_date"),
        ({"qty": "many"}, "number-unreadable", "qty"),
    ],
)
def test_a_row_that_cannot_be_read_is_a_reject_and_the_others_are_read(
    shop: Callable[[str], Path], read: Read, cells: dict[str, str], code: str, column: str
) -> None:
    """The reject names file, row, column and code and holds the raw row."""
    records, rejects, counts = read(shop(variant("S", **cells) + GROUP))
    assert [(one.code, str(one.origin)) for one in rejects] == [(code, f"products.csv:2, column {column}")]
    assert dict(rejects[0].raw)["sku"] == "T-S"
    assert [one.id for one in records if isinstance(one, Product)] == ["T"]
    assert counts.files["products.csv"].rejected == 1


def test_details_that_fail_cost_only_themselves(shop: Callable[[str], Path], read: Read) -> None:
    """A missing image or an unknown related product is rejected; the product is still recorded."""
    records, rejects, _ = read(shop(variant("S", related='"NONE,T"').replace("/t/t.jpg", "/t/none.jpg") + GROUP))
    assert sorted(one.code for one in rejects) == ["media-missing", "product-unknown"]
    assert product(records, "T-S").images == ()
    assert product(records, "T-S").related == ("T",)


def test_the_second_row_with_a_sku_is_rejected(shop: Callable[[str], Path], read: Read) -> None:
    """The first row counts."""
    _, rejects, counts = read(shop(GROUP + GROUP))
    assert [one.code for one in rejects] == ["id-duplicate"]
    assert counts.records["Product"] == 1


def test_a_row_that_fails_keeps_its_sku(shop: Callable[[str], Path], read: Read) -> None:
    """A later row with the same SKU does not take over, whichever way the first one failed."""
    for broken in (GROUP.replace(",20,", ",from 20,"), GROUP.rstrip("\n") + ",more\n"):
        assert broken != GROUP
        records, rejects, _ = read(shop(broken + GROUP))
        assert [one for one in records if isinstance(one, Product)] == []
        assert [one.code for one in rejects][1:] == ["id-duplicate"]


def test_flags_of_the_day_are_no_facts(write: Write, read: Read) -> None:
    """What is new or on sale is not said of a product; what it is made for is. Neither makes noise."""
    write(
        "attributes.csv", "frontend_label,attribute_code,frontend_input\nNew,new,boolean\nEco,eco_collection,boolean\n"
    )
    folder = write(
        "p.csv",
        "sku,product_type,attribute_set_code,name,additional_attributes\n"
        'B1,simple,Bag,Bag,"new=Yes,sale=Yes,eco_collection=Yes"\n',
    ).parent
    records, rejects, _ = read(folder)
    assert [one.code for one in product(records, "B1").attributes] == ["eco_collection"]
    assert rejects == []


def test_store_views_are_translations(shop: Callable[[str], Path], read: Read) -> None:
    """A row of a store view gives texts in its language; one in no language of the project is rejected."""
    views = "T,zh_cn,configurable,,T恤,<p>柔软。</p>,,,,,,,,,,,\nT,fr,configurable,,T-shirt,,,,,,,,,,,,\n"
    records, rejects, counts = read(shop(GROUP + views), options=ReadOptions(languages=("en", "zh")))
    assert product(records, "T").names == (("en", "Tee"), ("zh", "T恤"))
    pages = {one.id: (one.language, one.text) for one in records if isinstance(one, Document)}
    assert pages == {"page-T": ("en", "Soft."), "page-T-zh": ("zh", "柔软。")}
    assert [one.code for one in rejects] == ["language-unknown"]
    assert counts.files["products.csv"].contributed == 1


def test_a_file_in_gb18030_with_semicolons_is_read(write: Write, read: Read) -> None:
    """Encoding and delimiter are found; a product without price has no offer."""
    path = write("p.csv", "sku;product_type;attribute_set_code;name\n1;simple;Default;保湿面霜\n", "gb18030")
    records, _, counts = read(path, options=ReadOptions(languages=("zh",)))
    assert [(one.names, one.offers) for one in records if isinstance(one, Product)] == [((("zh", "保湿面霜"),), ())]
    assert "gb18030" in counts.files["p.csv"].encoding


def test_sample_data_around_the_products_goes_into_them(write: Write, picture: Draw, read: Read) -> None:
    """Links, images, labels, the category tree and downloads of other files become parts of products."""
    picture("media/b/b.jpg")
    picture("media/banner.jpg")
    write(
        "bags.csv",
        "category,name,sku,price,qty,description,features,new,attribute_set\n"
        '"Gear\nBags\nCollections\nNew\nSale",Day Bag,B1,34,100,"<p>Big.</p>","Light\nLockable",1,Bag\n'
        '"Gear\nBags",Old Bag,B2,,,"","55 cm",,Bag\n',
    )
    write("categories.csv", "name,url_key,path\nGear,g,\nBags,b,Gear\nCollections,c,\nNew,n,Collections\nShoes,s,\n")
    write("attributes.csv", 'frontend_label,frontend_input,attribute_code\n"Features\nMerkmale",multiselect,features\n')
    write("Links/related.csv", 'sku,linked_sku\nB1,"B2\nB9"\nB9,B1\n')
    write("Links/upsell.csv", "sku,linked_sku\nB2,B1\n")
    write("images_bags.csv", "sku,image\nB1,/b/b.jpg\nB2,/b/none.jpg\nB9,/b/b.jpg\n")
    write(
        "reviews.csv",
        "sku,rating_code,rating_value,title,review\n"
        "B1,Rating,5,Good,Big &amp; light\nB1,Rating,5,Good,Big &amp; light\n"
        "B1,Rating,6,x,y\nB9,Rating,1,x,y\nB1,Rating,1,x,\n",
    )
    folder = write("other.csv", "a,b\n1,2\n").parent
    records, rejects, counts = read(folder)
    bag, old = product(records, "B1"), product(records, "B2")
    assert [[level[0][1] for level in path] for path in bag.categories] == [["Gear", "Bags"], ["Collections", "New"]]
    assert [(one.code, one.name[0][1], one.value[0][1]) for one in bag.attributes] == [
        ("features", "Features", "Light"),
        ("features", "Features", "Lockable"),
    ]
    assert [(one.number, one.unit) for one in old.attributes] == [(Decimal(55), "cm")]
    assert (bag.related, old.similar, bag.images) == (("B2",), ("B1",), ("b/b.jpg",))
    reviews = [one for one in records if isinstance(one, Document) and one.kind is DocumentKind.REVIEW]
    assert [(one.text, one.rating, one.products) for one in reviews] == [
        ("Big & light", Decimal(5), ("B1",)),
        ("Big & light", Decimal(5), ("B1",)),
        ("y", Decimal(1), ()),  # of a product that is in no file
    ]
    assert reviews[1].id == reviews[0].id + "-2"
    assert {one.id for one in records if isinstance(one, Image)} == {"b/b.jpg", "banner.jpg"}
    assert sorted((one.part, one.code) for one in rejects) == [
        ("categories", "row-unused"),
        ("file", "file-not-recognised"),
        ("fixtures", "category-unknown"),
        ("images", "media-missing"),
        ("images", "product-unknown"),
        ("links", "product-unknown"),
        ("links", "product-unknown"),
        ("reviews", "field-missing"),
        ("reviews", "rating-out-of-range"),
    ]
    assert counts.rows == 2 + 5 + 1 + 2 + 1 + 3 + 5


def test_an_image_of_a_rejected_row_goes_to_the_next_that_names_it(shop: Callable[[str], Path], read: Read) -> None:
    """A picture that two rows share is not lost with the first of them."""
    records, rejects, _ = read(shop(variant("S", price="cheap") + variant("M")))
    assert [one.code for one in rejects] == ["price-not-a-number"]
    assert [one.id for one in records if isinstance(one, Image)] == ["t/t.jpg"]
    assert product(records, "T-M").images == ("t/t.jpg",)


def test_rejects_come_in_the_order_of_the_files(shop: Callable[[str], Path], write: Write, read: Read) -> None:
    """Images of products that could not be read are named in the order of their file, at each read."""
    skus = [f"T-{number}" for number in range(9)]
    folder = shop("".join(variant(str(number), price="cheap") for number in range(9)))
    write("images.csv", "sku,image\n" + "".join(f"{sku},x.jpg\n" for sku in skus))
    _, rejects, _ = read(folder)
    assert [one.value for one in rejects if one.code == "row-unused"] == skus


def test_packed_cells() -> None:
    """Commas inside values, escaped slashes and bare roots are understood."""
    assert parse_attributes("a=1,b=x, y|z,c=") == {"a": ("1",), "b": ("x, y", "z"), "c": ()}
    assert parse_variations("sku=A,size=S|sku=B,size=M, wide") == ("A", "B")
    assert parse_categories(r"Default Category/Men/Tops \/ Tees,Default Category,Other/X") == (
        ("Men", "Tops / Tees"),
        ("Other", "X"),
    )


def test_a_folder_without_magento_files_is_not_read_as_one(write: Write) -> None:
    """Naming the format does not make a file fit it."""
    folder = write("a.csv", "a,b\n1,2\n").parent
    assert detect(folder) == ()
    with pytest.raises(CatalogError, match="additional_attributes"):
        list(read_source(folder, format="magento"))


def test_detect_says_why(shop: Callable[[str], Path]) -> None:
    """The evidence names file, columns, what they mean, and the encoding."""
    (found,) = detect(shop(GROUP))
    assert found.format == "magento"
    assert found.evidence[0].startswith("products.csv: header has sku, store_view_code")
    assert "Magento's product import; encoding utf-8" in found.evidence[0]
    assert "images in media" in found.evidence
