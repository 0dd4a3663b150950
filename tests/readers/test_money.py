from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkgrdf.readers.money import parse_currency, parse_price
from mkgrdf.readers.problems import RejectCode, RowError


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("52", "52", None),
        ("52.0000", "52", None),
        ("59.90", "59.90", None),
        ("0.125", "0.125", None),
        ("1.5万", "15000", None),
        ("1.299万元", "12990", "CNY"),
        ("3千", "3000", None),
        ("免费", "0", None),
        ("Free", "0", None),
        ("1.299,00 €", "1299.00", "EUR"),
        ("1 299,00 €", "1299.00", "EUR"),
        ("1\u00a0299,00\u00a0€", "1299.00", "EUR"),
        ("1'299.00 CHF", "1299.00", "CHF"),
        ("¥199", "199", "CNY"),
        ("￥１９９．９０", "199.90", "CNY"),
        ("¥199元", "199", "CNY"),
        ("人民币199", "199", "CNY"),
        ("RMB 199", "199", "CNY"),
        ("$1,299.00", "1299.00", "USD"),
        ("US$5", "5", "USD"),
        ("HK$5", "5", "HKD"),
        ("1,299", "1299", None),
        ("1,234,567.5", "1234567.5", None),
        ("1.234.567", "1234567", None),
        ("12,99", "12.99", None),
        ("GBP 12", "12", "GBP"),
        ("£3", "3", "GBP"),
    ],
)
def test_reads_prices_as_people_write_them(text: str, amount: str, currency: str | None) -> None:
    """Signs, separators, Chinese multiples and full-width digits are understood, in a shop that sells in US dollars."""
    assert parse_price(text, "USD") == (Decimal(amount), currency)


@pytest.mark.parametrize(("own", "named"), [("JPY", "JPY"), ("CNY", "CNY"), ("EUR", "CNY")])
def test_a_shared_sign_means_the_sources_own_currency(own: str, named: str) -> None:
    """A yen sign in a shop that sells in yen is yen; elsewhere it is yuan."""
    assert parse_price("¥199", own)[1] == named


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("39.9-59.9", RejectCode.PRICE_IS_RANGE),
        ("¥39.9~¥59.9", RejectCode.PRICE_IS_RANGE),
        ("39 至 59", RejectCode.PRICE_IS_RANGE),
        ("199起", RejectCode.PRICE_IS_RANGE),
        ("from 199", RejectCode.PRICE_IS_RANGE),
        ("-5", RejectCode.PRICE_NEGATIVE),
        ("€ -5", RejectCode.PRICE_NEGATIVE),
        ("1.299", RejectCode.PRICE_AMBIGUOUS),
        ("1,29,9", RejectCode.PRICE_AMBIGUOUS),
        ("1.2.3,4", RejectCode.PRICE_AMBIGUOUS),
        ("on request", RejectCode.PRICE_NOT_A_NUMBER),
        ("", RejectCode.PRICE_NOT_A_NUMBER),
        ("12a", RejectCode.PRICE_NOT_A_NUMBER),
    ],
)
def test_refuses_what_is_not_one_clear_price(text: str, code: RejectCode) -> None:
    """Ranges, open prices and numbers with two readings are refused with a proposal, never guessed."""
    with pytest.raises(RowError) as error:
        parse_price(text, "USD")
    assert error.value.code is code
    assert error.value.suggestion


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_grouped_and_plain_amounts_are_the_same(amount: Decimal) -> None:
    """Any amount with two decimals is read from its English, German and plain notation."""
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert parse_price(str(amount), "EUR")[0] == amount
    assert parse_price(f"${english}", "EUR")[0] == amount
    assert parse_price(f"{german} €", "EUR") == (amount, "EUR")


def test_currencies_by_code_and_sign() -> None:
    """Codes in any case and clear signs are currencies; anything else is refused."""
    assert [parse_currency(text) for text in ("usd", "€", "人民币", "RMB")] == ["USD", "EUR", "CNY", "CNY"]
    with pytest.raises(RowError) as error:
        parse_currency("dollars")
    assert error.value.code is RejectCode.CURRENCY_UNKNOWN
