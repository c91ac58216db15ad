"""REST answers as structs: exact money, tolerant of what may be absent."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.upbit.models import Account, Chance, Instrument, Market, NewOrder, Order, plain


def test_amounts_keep_every_digit() -> None:
    body = '{"currency":"KRW","balance":"123456789012.12345678901234567890","locked":"0.00001234"}'
    account = msgspec.json.decode(body, type=Account)
    assert str(account.balance) == "123456789012.12345678901234567890"
    assert account.locked == Decimal("0.00001234")


def test_an_order_may_lack_what_rest_omits() -> None:
    body = (
        '{"market":"KRW-BTC","uuid":"u","side":"bid","ord_type":"price","price":"10000","state":"cancel",'
        '"created_at":"2026-11-21T12:00:00+09:00","executed_volume":"0.1","reserved_fee":"5",'
        '"remaining_fee":"0","paid_fee":"5","locked":"0","prevented_volume":"0","prevented_locked":"0",'
        '"trades_count":1,"something_new":{"a":[1]}}'
    )
    order = msgspec.json.decode(body, type=Order)
    assert order.volume is None
    assert order.identifier is None
    assert order.executed_funds is None
    assert order.price == 10000


def test_the_chance_of_the_protocol_page_is_read() -> None:
    account = (
        '{"currency":"%s","balance":"1","locked":"0","avg_buy_price":"0","avg_buy_price_modified":false}'
    )
    body = (
        '{"bid_fee":"0.0005","ask_fee":"0.0025","maker_bid_fee":"0.0005","maker_ask_fee":"0.0005","market":'
        '{"id":"KRW-BTC","name":"BTC/KRW","order_types":["limit"],"order_sides":["ask","bid"],'
        '"bid_types":["limit","price"],"ask_types":["limit","market"],'
        '"bid":{"currency":"KRW","min_total":"5000"},"ask":{"currency":"BTC","min_total":"5000"},'
        '"max_total":"1000000000","state":"active"},'
        f'"bid_account":{account % "KRW"},"ask_account":{account % "BTC"}}}'
    )
    chance = msgspec.json.decode(body, type=Chance)
    assert chance.fee("bid") == Decimal("0.0005")
    assert chance.fee("ask") == Decimal("0.0025")
    assert chance.min_total("ask") == 5000
    assert chance.market.max_total == 1_000_000_000


def test_a_market_knows_its_two_currencies_and_may_lack_details() -> None:
    market = msgspec.json.decode('{"market":"USDT-BTC","korean_name":"비트코인"}', type=Market)
    assert (market.quote, market.base) == ("USDT", "BTC")
    assert not market.market_event.warning


def test_ticks_are_exact() -> None:
    body = (
        '{"market":"KRW-BTC","quote_currency":"KRW","tick_size":"0.000001","supported_levels":["0","10000"]}'
    )
    instrument = msgspec.json.decode(body, type=Instrument)
    assert instrument.tick_size == Decimal("0.000001")
    assert instrument.supported_levels == (0, 10000)


def test_the_body_of_an_order_has_its_members_in_one_order_and_no_nulls() -> None:
    order = NewOrder(
        market="KRW-SHIB", side="bid", ord_type="limit", volume=Decimal("1E+3"), price=Decimal("0.00001234")
    )
    assert order.members() == [
        ("market", "KRW-SHIB"),
        ("side", "bid"),
        ("ord_type", "limit"),
        ("volume", "1000"),
        ("price", "0.00001234"),
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**12, places=8))
def test_plain_text_is_the_same_number(number: Decimal) -> None:
    assert "E" not in plain(number)
    assert Decimal(plain(number)) == number


@pytest.mark.parametrize(("number", "text"), [("0.00001234", "0.00001234"), ("158000000", "158000000")])
def test_plain_text_of_small_and_large(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text
