"""A row's texts must tell the price as sent, and only what looks different may be painted again."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market.symbols import Market
from widgets.markets.rows import Column, Row

XRP = Market("KRW-XRP", "엑스알피(리플)", "XRP", tick_size=Decimal("1"))


def test_a_row_without_a_ticker_invents_nothing() -> None:
    row = Row(XRP)
    assert [row.text(column) for column in Column] == ["", "엑스알피(리플)", *["–"] * 5]
    assert (row.sign, row.flash) == (0, 0)


def test_a_ticker_fills_the_row(make_ticker) -> None:
    row = Row(XRP)
    changed = row.apply(make_ticker("KRW-XRP", 1942.0, -0.0153, 123_456_789_012.5))
    assert changed == (Column.PRICE, Column.RATE, Column.VALUE, Column.HIGH, Column.LOW)
    assert (row.price_text, row.rate_text, row.value_text) == ("1,942", "-1.53%", "123,457")
    assert row.sign == -1
    assert row.flash == 0, "the first figure is news, but no tick"


def test_only_what_looks_different_is_named(make_ticker) -> None:
    row = Row(XRP)
    row.apply(make_ticker("KRW-XRP", 1942.0, 0.01, 5e9))
    assert row.apply(make_ticker("KRW-XRP", 1942.0, 0.01, 5e9)) == ()
    assert row.apply(make_ticker("KRW-XRP", 1942.0, 0.01, 5e9 + 100)) == ()
    assert row.apply(make_ticker("KRW-XRP", 1943.0, 0.01, 5e9)) == (Column.PRICE,)
    assert row.flash == 1
    assert row.apply(make_ticker("KRW-XRP", 1942.0, -0.01, 5e9)) == (Column.PRICE, Column.RATE)
    assert row.flash == -1


def test_a_new_sign_repaints_the_price_too(make_ticker) -> None:
    row = Row(XRP)
    row.apply(make_ticker("KRW-XRP", 1942.0, 0.01))
    assert row.apply(make_ticker("KRW-XRP", 1942.0, -0.01)) == (Column.PRICE, Column.RATE)


@pytest.mark.parametrize(
    ("quote", "tick", "price", "text"),
    [
        ("KRW", "1000", 116540000.0, "116,540,000"),
        ("KRW", "0.1", 61.0, "61.0"),
        ("KRW", "0.00001", 0.0059, "0.00590"),
        ("KRW", "1", 99.9, "99.9"),  # the price fell into a finer band: it is not rounded
        ("BTC", "0.00000001", 3e-8, "0.00000003"),
        ("USDT", None, 0.12345, "0.12345"),
    ],
)
def test_prices_have_the_decimals_of_their_tick(make_ticker, quote, tick, price, text) -> None:
    row = Row(Market(f"{quote}-X", "엑스", "X", tick_size=None if tick is None else Decimal(tick)))
    row.apply(make_ticker(row.code, price))
    assert row.price_text == text


@given(st.integers(1, 10**15), st.integers(0, 8))
def test_the_price_text_is_the_price(digits: int, decimals: int) -> None:
    exact = Decimal(digits).scaleb(-decimals)
    row = Row(Market("USDT-X", "엑스", "X"))
    row._take_price(float(exact))
    assert Decimal(row.price_text.replace(",", "")) == exact


@pytest.mark.parametrize(
    ("rate", "text"), [(0.9999, "+99.99%"), (1.236, "+123.6%"), (12.345, "+1,234%"), (-1e-9, "0.00%")]
)
def test_rates_stay_within_their_column(make_ticker, rate: float, text: str) -> None:
    row = Row(XRP)
    row.apply(make_ticker("KRW-XRP", 1942.0, rate))
    assert row.rate_text == text


@pytest.mark.parametrize(("code", "text"), [("BTC-ETH", "1.235"), ("USDT-BTC", "1")])
def test_traded_value_is_in_its_quote_currency(make_ticker, code: str, text: str) -> None:
    row = Row(Market(code, "이름", "Name"))
    row.apply(make_ticker(code, value=1.2345678))
    assert row.value_text == text
