"""Reviews, posts, questions and answers in tables of other people's making."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from mkgrdf.errors import CatalogError
from mkgrdf.readers import ReadOptions, detect, read_source, write_rejects
from mkgrdf.readers.text_cells import parse_moment, parse_rating
from mkgrdf.records import Document, DocumentKind, Image, Product, Reject
from tests.readers.conftest import Read, Write


def documents(records: Sequence[object]) -> list[Document]:
    return [one for one in records if isinstance(one, Document)]


def test_english_columns_of_reviews(write: Write, read: Read) -> None:
    """Headers are told by their words; the reviewer's name goes nowhere."""
    path = write(
        "export.csv",
        "Review Date,User Name,Product SKU,Star-Rating,Review Title,Review Text\n"
        '2026-05-01,Anna Berg,B1,4.5,Good bag,"Wide straps.\nSoft back. Mail me: anna@mail.example"\n',
    )
    assert [one.format for one in detect(path)] == ["texts"]
    records, rejects, _ = read(path)
    (review,) = documents(records)
    assert (review.kind, review.products, review.rating) == (DocumentKind.REVIEW, ("B1",), Decimal("4.5"))
    assert (review.title, review.text) == ("Good bag", "Wide straps.\nSoft back. Mail me: [email]")
    assert (review.published, review.language) == (datetime(2026, 5, 1), "en")  # noqa: DTZ001 - the file names no zone
    assert "Berg" not in repr(review)
    assert rejects == []


def test_chinese_columns_in_gb18030(write: Write, read: Read) -> None:
    """Chinese headers, stars and dates are read, in the encoding of Chinese Excel; the language is told by the text."""
    text = "评价内容,评分,商品编号,评价时间,昵称\n面料很软，加我微信：abc_88,★★★★☆,T1,2026年5月1日 20:30,小王\n"
    records, _, _ = read(write("评价.csv", text, "gb18030"))
    (review,) = documents(records)
    assert (review.text, review.language) == ("面料很软，加我微信：[账号]", "zh")
    assert (review.rating, review.products) == (Decimal(4), ("T1",))
    assert review.published == datetime(2026, 5, 1, 20, 30)  # noqa: DTZ001 - the file names no zone


def test_posts_with_hashtags_accounts_and_pictures(write: Write, read: Read, picture: Callable[..., Path]) -> None:
    """A post's hashtags, pictures and time are read; of accounts only public ones; a missing picture is a detail."""
    picture("img/a.png")
    post = {
        "mid": 7,
        "微博正文": "#露营好物# 周末带它去了 @小美 @好包官方 真轻便",
        "提及": ["@小美", "@好包官方"],
        "图片": ["img/a.png", "img/none.png"],
        "发布时间": 1777665600,
        "商品": ["B1", "B2"],
    }
    path = write("posts.jsonl", json.dumps(post, ensure_ascii=False) + "\n")
    records, rejects, _ = read(path, None, ReadOptions(public_accounts=frozenset(["好包官方"])))
    (said,) = documents(records)
    assert said.kind is DocumentKind.MICRO_BLOG_POST
    assert said.text == "#露营好物# 周末带它去了 [账号] @好包官方 真轻便"
    assert (said.hashtags, said.accounts, said.images) == (("露营好物",), ("好包官方",), ("img/a.png",))
    assert (said.published, said.products) == (datetime(2026, 5, 1, 20, tzinfo=UTC), ("B1", "B2"))
    assert [one.id for one in records if isinstance(one, Image)] == ["img/a.png"]
    assert [(one.code, one.origin.column) for one in rejects] == [("media-missing", "图片")]


def test_questions_with_answers(write: Write, read: Read) -> None:
    """A row is a question and its answer; a question with two answers is one question; without an answer it stays."""
    rows = "asin\tquestion\tanswer\nB1\tis it wide?\tyes\nB1\tis it wide?\tvery wide\nB1\tis it warm?\t\n"
    records, _, _ = read(write("qa.csv", rows))
    asked = [one for one in documents(records) if one.kind is DocumentKind.QUESTION]
    said = [one for one in documents(records) if one.kind is DocumentKind.ANSWER]
    assert [one.text for one in asked] == ["is it wide?", "is it warm?"]
    assert [(one.text, one.parent, one.products) for one in said] == [
        ("yes", asked[0].id, ("B1",)),
        ("very wide", asked[0].id, ("B1",)),
    ]


def test_one_bad_row_costs_only_itself(write: Write, read: Read) -> None:
    """Empty, broken and NUL-laden rows are rejected or cleaned; a strange rating or date costs only itself."""
    lines = [
        '{"review": "", "rating": 5}',
        '{"review": "\\u0000\\u0001", "rating": 5}',
        "not json",
        '{"review": ["a"], "rating": 5}',
        '{"review": "\\ud800", "rating": 5}',
        '{"review": "Soft\\u0000 <b>straps</b> &amp; back<br>Wide", "rating": "99", "date": "yesterday"}',
        '{"review": "😀😀", "rating": 1}',
        '{"review": "شنطة ناعمة", "rating": 2}',
        '{"review": "Très doux et léger", "rating": 4}',
    ]
    records, rejects, counts = read(write("reviews.jsonl", "\n".join(lines)))
    assert [(one.text, one.language, one.rating) for one in documents(records)] == [
        ("Soft straps & back\nWide", "en", None),
        ("😀😀", "en", Decimal(1)),
        ("شنطة ناعمة", "und", Decimal(2)),
        ("Très doux et léger", "und", Decimal(4)),
    ]
    assert [one.code for one in rejects] == [
        *("field-missing", "field-missing", "json-broken", "value-wrong-type", "value-wrong-type"),
        *("rating-out-of-range", "date-unreadable"),
    ]
    assert counts.files["reviews.jsonl"].rejected == 5


def test_equal_reviews_are_numbered(write: Write, read: Read) -> None:
    """The same words twice are two reviews."""
    records, _, _ = read(write("r.csv", "rating,review\n5,good bag\n5,good bag\n"))
    first, second = (one.id for one in documents(records))
    assert second == f"{first}-2"


def test_what_is_known_of_products_decides(write: Write) -> None:
    """Of a product that nobody knows nothing is said; where nobody knows which there are, all is."""
    path = write("r.csv", "sku,rating,review\nB1,5,good bag\nB9,5,bad bag\n")
    known = read_source(path, options=ReadOptions(products=frozenset(["B1"])))
    assert [one.products for one in known if isinstance(one, Document)] == [("B1",), ()]
    assert [one.products for one in read_source(path) if isinstance(one, Document)] == [("B1",), ("B9",)]


def test_products_of_the_same_source_are_known(write: Write) -> None:
    """What the source itself brings counts as known."""
    write("products.jsonl", '{"id": "B2", "name": "Bag"}')
    path = write("documents.jsonl", '{"id": "d", "kind": "Review", "text": "soft", "products": ["B2", "B3"]}').parent
    results = list(read_source(path, options=ReadOptions(products=frozenset())))
    assert [one.products for one in results if isinstance(one, Document)] == [("B2",)]
    assert [one.id for one in results if isinstance(one, Product)] == ["B2"]


def test_titles_can_be_read_with_the_text(write: Write) -> None:
    """A title stands before the text, with offsets of its own, unless the text begins with it."""
    path = write("r.csv", "rating,title,review\n2,Straps dig in,Not for me.\n5,I love it!,I love it so much.\n")
    reading = read_source(path, options=ReadOptions(titles_in_text=True))
    texts = [one.text for one in reading if isinstance(one, Document)]
    assert texts == ["Straps dig in\nNot for me.", "I love it so much."]


def test_mended_rows_are_read_again(write: Write, tmp_path: Path) -> None:
    """A rejected row, mended, becomes the review that it was meant to be."""
    path = write("r.jsonl", '{"rating": 5, "review": ""}\n{"rating": 5, "review": "fine"}\n')
    rejects = [one for one in read_source(path) if isinstance(one, Reject)]
    mended = tmp_path / "rejects.jsonl"
    write_rejects(mended, rejects, source=path)
    mended.write_text(mended.read_text(encoding="utf-8").replace('"review": ""', '"review": "good"'), encoding="utf-8")
    assert [one.text for one in read_source(mended) if isinstance(one, Document)] == ["good"]


def test_unmasked_only_on_request(write: Write) -> None:
    """Masks can be switched off for texts that are nobody's."""
    path = write("r.csv", "rating,review\n5,mail a@b.example\n")
    (said,) = (one for one in read_source(path, options=ReadOptions(mask=False)) if isinstance(one, Document))
    assert said.text == "mail a@b.example"


def test_no_table_of_texts(write: Write) -> None:
    """The error lists what columns may be called."""
    with pytest.raises(CatalogError, match="reviewtext"):
        list(read_source(write("a.csv", "a,b\n1,2\n"), format="texts"))


@pytest.mark.parametrize(
    ("cell", "rating"), [("4", 4), ("4.5 / 5", "4.5"), ("5 stars", 5), ("3星", 3), ("★★☆☆☆", 2), ("2 out of 5", 2)]
)
def test_ratings(cell: str, rating: object) -> None:
    """Ratings of five are read however they are written."""
    assert parse_rating(cell) == Decimal(str(rating))


@pytest.mark.parametrize("cell", ["2026-05-01T20:00", "2026/5/1 20:00", "2026.05.01 20:00:00", "2026年5月1日20时00分"])
def test_times(cell: str) -> None:
    """Times are read in the ways in which shops write them."""
    assert parse_moment(cell) == datetime(2026, 5, 1, 20)  # noqa: DTZ001 - none of them names a zone


@pytest.mark.data
def test_real_questions_and_reviews(shared_data: Path, read: Read) -> None:
    """Amazon's questions and Meituan's reviews are read whole, each in its language."""
    records, rejects, _ = read(shared_data / "product-qa" / "answers_train.csv")
    kinds = [one.kind for one in documents(records)]
    assert (kinds.count(DocumentKind.ANSWER), rejects) == (3693, [])
    records, rejects, _ = read(shared_data / "reviews-zh-sample" / "data" / "dev_sample.csv")
    assert ([one.language for one in documents(records)], rejects) == (["zh"] * 100, [])
