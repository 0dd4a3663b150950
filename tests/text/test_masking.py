"""Personal data in texts is masked; prices, sizes, bar codes and numbers of goods are not."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.text.masking import MASKS, Personal, find_personal, mask

MASKED = {
    "write to anna.b+x@mail.example.co.uk please": "write to [email] please",
    "call (415) 555-2671 or 415.555.2671 now": "call [phone] or [phone] now",
    "+44 20 7946 0958, +1-415-555-2671": "[phone], [phone]",
    "thanks @anna_b! see ig: anna.b": "thanks [account]! see ig: [account]",
    "my wechat id: annab88": "my wechat id: [account]",
    "phone: 7946 0958": "phone: [phone]",
    "ssn 123-45-6789": "ssn [id number]",
    "paid with 4111 1111 1111 1111": "paid with [card number]",
    "IBAN DE89 3704 0044 0532 0130 00.": "IBAN [card number].",
    "account number 12345678": "account number [card number]",
}
MASKED_CHINESE = {
    "发到foo_1@qq.com谢谢": "发到[邮箱]谢谢",
    "电话13912345678，座机010-12345678": "电话[电话]，座机[电话]",
    "手机：１３９-1234-5678": "手机：[电话]",
    "139 1234 5678/13812345678": "[电话]/[电话]",
    "(0755)8765-4321转12": "[电话]",
    "加微信：abc_1234": "加微信：[账号]",
    "微信号zhangsan88，QQ群：12345678": "微信号[账号]，QQ群：[账号]",
    "感谢@小美 推荐": "感谢[账号] 推荐",
    "身份证11010519491231002X": "身份证[证件号]",
    "转到6222021234567890128": "转到[卡号]",
}
LEFT = [
    "Price 13,912,345.67 or $1,299.00, was 4.99",
    "GTIN 4006381333931, UPC 036000291452, EAN:13912345678",
    "SKU 415-555-2671, model 13912345678, order no. 13912345678",
    "v13912345678a, part 6222021234567890128",
    "1920x1080 @60 fps, 8 pics @640x480, 3 @ $5, @4.99",
    "size 160-165, 34/32, 100-200-3000, 12345678",
    "2020-11-24 12:30:00 to 2021-01-01",
    "11010519491231002Y and 110105194912310021 are no identity cards",
    "4111 1111 1111 1112 is no card, DE89370400440532013001 no account",
    "wechat payment works, see you @home",
    "尺码160-165，99.00元，订单号13912345678，货号：13912345678",
    "iPhone 14 Pro 256 GB, 10.5 oz, 2 x 500 mL, 5 stars, 100%",
]


@pytest.mark.parametrize("text", MASKED)
def test_personal_data_is_masked(text: str) -> None:
    """What tells who somebody is or how to reach them gives way to a mask that says what stood there."""
    assert mask(text, "en") == MASKED[text]


@pytest.mark.parametrize("text", MASKED_CHINESE)
def test_personal_data_is_masked_in_chinese(text: str) -> None:
    """In Chinese texts too, with full-width digits, without blanks, and in Chinese words."""
    assert mask(text, "zh-CN") == MASKED_CHINESE[text]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_told_of_goods_is_left(text: str) -> None:
    """Prices, sizes, times, bar codes, numbers of goods and numbers with wrong check digits are not touched."""
    assert mask(text, "en") == text


def test_public_accounts_are_left() -> None:
    """The accounts of a shop or brand are nobody's personal data."""
    assert mask("ask @Day_Bags or @anna", "en", {"day_bags"}) == "ask @Day_Bags or [account]"


_DIGITS = st.text("0123456789", min_size=1, max_size=7)
_GOODS = st.one_of(
    st.builds("{}.{:02d} USD".format, st.integers(0, 9_999_999), st.integers(0, 99)),
    st.builds("{} x {} cm".format, st.integers(1, 9999), st.integers(1, 9999)),
    st.builds("{}-{}".format, st.from_regex(r"[A-Z]{2,3}\d{2,4}", fullmatch=True), _DIGITS),
    st.builds("GTIN {}".format, st.from_regex(r"\d{13}", fullmatch=True)),
    st.builds("{}ml".format, _DIGITS),
)


@given(st.lists(_GOODS, max_size=5))
def test_numbers_of_goods_stay_in_any_order(goods: list[str]) -> None:
    """However prices, sizes, SKUs and GTINs stand together, none is taken for a phone or a card."""
    text = "; ".join(goods)
    assert mask(text, "en") == text


@given(
    st.text(max_size=40),
    st.sampled_from(["13912345678", "a.b@c-d.example", "+86 139 1234 5678", "(415) 555-2671"]),
    st.text(max_size=40),
)
def test_whatever_stands_around(before: str, secret: str, after: str) -> None:
    """Between blanks personal data is found in any text, and masking twice is masking once."""
    masked = mask(f"{before} ； {secret} ； {after}", "en")
    assert f" {secret} " not in masked
    assert mask(masked, "en") == masked


@given(st.text(max_size=60))
def test_places_are_in_order(text: str) -> None:
    """What is found lies in the text, in order and apart."""
    reached = 0
    for start, end, kind in find_personal(text):
        assert reached <= start < end <= len(text)
        assert kind in Personal
        reached = end


@pytest.mark.parametrize("masks", MASKS.values())
def test_every_kind_has_a_mask(masks: dict[Personal, str]) -> None:
    """Each kind has its own mask in each language."""
    assert len(set(masks.values())) == len(Personal)


@pytest.mark.parametrize("piece", ["a.", "@", "1", "12-", "+1 ", "wx ", "a@b.", "(0755)", "1 "])
def test_no_text_takes_long(piece: str) -> None:
    """Half a megabyte of beginnings of personal data is looked through in seconds."""
    began = time.process_time()
    find_personal(piece * (500_000 // len(piece)))
    assert time.process_time() - began < 10


@pytest.mark.data
def test_in_real_reviews_nothing_is_masked_by_mistake(shared_data: Path) -> None:
    """No review of the sample shop, title or text, and no other cell of its tables holds personal data, nor a mask."""
    cells = 0
    for path in sorted((shared_data / "luma").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                cells += len(row)
                assert [mask(cell, "en") for cell in row] == row
    assert cells > 100_000
