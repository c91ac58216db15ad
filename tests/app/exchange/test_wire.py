"""Spelling of numbers, keys and frames."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.wire import (
    SHORT,
    Kind,
    Numbers,
    Spelling,
    exponent,
    fixed,
    frame,
    frame_of,
    number,
    plain,
    text,
)

AMOUNTS = st.decimals(min_value=0, max_value=10**15, places=8)


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("116540000", "116540000"),
        ("1E+8", "100000000"),
        ("0.00420000", "0.0042"),
        ("0", "0"),
        ("-1.50", "-1.5"),
    ],
)
def test_plain_numbers_have_no_exponent_and_no_trailing_zeros(value: str, spelled: str) -> None:
    assert plain(Decimal(value)) == spelled


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("116539000", "1.16539E8"),
        ("100000000", "1.0E8"),
        ("9999999", "9999999"),
        ("0.00079276", "7.9276E-4"),
        ("0.0005", "5.0E-4"),
        ("0.001", "0.001"),
        ("0", "0"),
        ("-20000000", "-2.0E7"),
    ],
)
def test_exponents_are_javas(value: str, spelled: str) -> None:
    assert exponent(Decimal(value)) == spelled


@given(AMOUNTS)
def test_every_spelling_is_the_same_number(value: Decimal) -> None:
    for numbers in (Numbers(short=True), Numbers(short=False)):
        assert Decimal(numbers.price(value)) == value
        assert Decimal(numbers.size(value)) == value
    assert json.loads(number(value), parse_float=Decimal, parse_int=Decimal) == value


def test_default_and_simple_spell_as_measured() -> None:
    default, simple = Numbers(short=False), Numbers(short=True)
    assert default.price(Decimal(116_539_000)) == "1.16539E8"
    assert simple.price(Decimal(116_606_000)) == "116606000"
    assert default.size(Decimal("0.0007772")) == "0.00077720"
    assert simple.size(Decimal("0.00079276")) == "7.9276E-4"


@pytest.mark.parametrize("name", SHORT)
def test_abbreviations_are_unique_within_a_frame(name: str) -> None:
    keys = SHORT[name]
    assert len(set(keys.values())) == len(keys)


def test_a_frame_is_spelled_in_four_ways() -> None:
    members = [("type", Kind.READY, '"trade"'), ("trade_price", Kind.PRICE, Decimal(20_000_000))]
    assert frame("trade", members, Spelling.DEFAULT) == b'{"type":"trade","trade_price":2.0E7}'
    assert frame("trade", members, Spelling.SIMPLE) == b'{"ty":"trade","tp":20000000}'
    assert frame("trade", members, Spelling.JSON_LIST) == b'[{"type":"trade","trade_price":2.0E7}]'
    assert frame("trade", members, Spelling.SIMPLE_LIST) == b'[{"ty":"trade","tp":20000000}]'


def test_a_pushed_object_is_abbreviated_to_the_bottom() -> None:
    event = {
        "type": "orderbook",
        "code": "KRW-BTC",
        "orderbook_units": [{"ask_price": Decimal("1.50"), "bid_price": 1}],
        "news": None,
    }
    assert frame_of(event, Spelling.DEFAULT) == (
        b'{"type":"orderbook","code":"KRW-BTC","orderbook_units":[{"ask_price":1.5,"bid_price":1}],"news":null}'
    )
    assert frame_of(event, Spelling.SIMPLE_LIST) == (
        b'[{"ty":"orderbook","cd":"KRW-BTC","obu":[{"ap":1.5,"bp":1}],"news":null}]'
    )


def test_a_pushed_decimal_keeps_all_its_digits() -> None:
    digits = "0.12345678901234567890123456789"
    assert digits.encode() in frame_of({"type": "myAsset", "x": Decimal(digits)}, Spelling.DEFAULT)


def test_text_is_json() -> None:
    assert text(None) == "null"
    assert text('비트코인 "x"') == '"비트코인 \\"x\\""'


@pytest.mark.parametrize(
    ("value", "spelled"),
    [
        ("163248000", "163248000.00000000"),
        ("-282000", "-282000.00000000"),
        ("0.0042", "0.00420000"),
        ("137728155832.9616123456", "137728155832.9616123456"),
        ("1E+3", "1000.00000000"),
        ("0", "0"),
        ("0E-8", "0"),
    ],
)
def test_rest_spells_decimals_with_a_point(value: str, spelled: str) -> None:
    assert fixed(Decimal(value)) == spelled


def test_rates_have_ten_decimals() -> None:
    assert fixed(Decimal("-0.0017283860"), 10) == "-0.0017283860"
