"""Every rule refuses what is over the edge, lets pass what is on it, and names the nearest legal value."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.trading.errors import GuardError
from app.trading.guards import Violation, check, spends, total_of, type_name
from app.trading.orders import OrderIntent
from app.upbit.models import Account, Chance, ChanceMarket, ChanceSide

FEE = Decimal("0.0005")
TICK = Decimal(1000)


def chance(krw: str = "1000000", btc: str = "1", state: str = "active") -> Chance:
    return Chance(
        bid_fee=FEE,
        ask_fee=FEE,
        market=ChanceMarket(
            id="KRW-BTC",
            bid=ChanceSide("KRW", Decimal(5000)),
            ask=ChanceSide("BTC", Decimal(5000)),
            bid_types=("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "price"),
            ask_types=("best_fok", "best_ioc", "limit", "limit_fok", "limit_ioc", "market"),
            max_total=Decimal(1_000_000_000),
            state=state,
        ),
        bid_account=Account("KRW", Decimal(krw), Decimal(0)),
        ask_account=Account("BTC", Decimal(btc), Decimal(0)),
    )


BUY = OrderIntent("KRW-BTC", "bid", "limit", volume=Decimal("0.001"), price=Decimal(100_000_000))
SELL = replace(BUY, side="ask")
BUY_TOTAL = OrderIntent("KRW-BTC", "bid", "price", price=Decimal(10_000))
SELL_ALL = OrderIntent("KRW-BTC", "ask", "market", volume=Decimal("0.5"))


def only(wrong: tuple[Violation, ...]) -> Violation:
    assert len(wrong) == 1, wrong
    return wrong[0]


@pytest.mark.parametrize("intent", [BUY, SELL, BUY_TOTAL, SELL_ALL])
def test_a_good_order_passes(intent: OrderIntent) -> None:
    assert check(intent, chance(), tick=TICK) == ()


@pytest.mark.parametrize(
    ("intent", "field", "rule"),
    [
        (replace(BUY, price=None), "price", "price_missing"),
        (replace(BUY, volume=None), "volume", "volume_missing"),
        (replace(BUY_TOTAL, price=None), "total", "total_missing"),
        (replace(BUY_TOTAL, volume=Decimal(1)), "volume", "volume_unused"),
        (replace(SELL_ALL, price=Decimal(1)), "price", "price_unused"),
        (replace(SELL_ALL, volume=None), "volume", "volume_missing"),
        (replace(BUY, price=Decimal("NaN")), "price", "not_a_number"),
        (replace(BUY, price=Decimal(0)), "price", "not_a_number"),
        (replace(BUY, volume=Decimal(-1)), "volume", "not_a_number"),
        (replace(BUY, volume=Decimal("1e999")), "volume", "not_a_number"),
        (replace(BUY_TOTAL, price=Decimal("Infinity")), "total", "not_a_number"),
    ],
)
def test_shape(intent: OrderIntent, field: str, rule: str) -> None:
    found = only(check(intent, chance(), tick=TICK))
    assert (found.field, found.rule) == (field, rule)


def test_an_empty_price_never_means_market() -> None:
    assert only(check(OrderIntent("KRW-BTC", "bid", "limit", volume=Decimal(1)))).rule == "price_missing"


def test_tick_names_the_nearest_price() -> None:
    found = only(check(replace(BUY, price=Decimal(100_000_400)), chance(), tick=TICK))
    assert (found.field, found.rule, found.nearest) == ("price", "tick", Decimal(100_000_000))
    assert check(replace(BUY, price=Decimal(100_000_400)), chance(), tick=None) == ()


def test_volume_has_eight_decimals() -> None:
    found = only(check(replace(SELL_ALL, volume=Decimal("0.123456789")), chance()))
    assert (found.rule, found.nearest) == ("lot", Decimal("0.12345678"))
    dust = only(check(replace(SELL_ALL, volume=Decimal("0.000000001")), chance()))
    assert dust.nearest == Decimal("0.00000001")


def test_minimum_total_is_inclusive_and_names_the_smallest_volume() -> None:
    assert check(replace(BUY, volume=Decimal("0.00005")), chance()) == ()
    found = only(check(replace(BUY, volume=Decimal("0.00004999")), chance()))
    assert (found.field, found.rule, found.nearest) == ("volume", "min_total", Decimal("0.00005"))
    market = only(check(replace(BUY_TOTAL, price=Decimal("4999.99")), chance()))
    assert (market.field, market.nearest) == ("total", Decimal(5000))


def test_maximum_total_is_inclusive_and_names_the_largest_volume() -> None:
    rich = chance(krw="9000000000")
    assert check(replace(BUY, volume=Decimal(10)), rich) == ()
    found = only(check(replace(BUY, volume=Decimal("10.00000001")), rich))
    assert (found.rule, found.nearest) == ("max_total", Decimal(10))
    assert only(check(replace(BUY_TOTAL, price=Decimal(1_000_000_001)), rich)).rule == "max_total"


def test_a_buy_needs_its_fee_too() -> None:
    exactly = Decimal(100_000) * (1 + FEE)
    assert check(BUY, chance(), available=exactly) == ()
    found = only(check(BUY, chance(), available=exactly - Decimal("0.01")))
    assert (found.field, found.rule, found.currency) == ("volume", "funds", "KRW")
    assert found.nearest == Decimal("0.00099999")


def test_a_market_buy_names_the_largest_total() -> None:
    found = only(check(BUY_TOTAL, chance(), available=Decimal(10_000)))
    assert (found.field, found.nearest) == ("total", Decimal(9995))


def test_a_sell_needs_the_coins() -> None:
    found = only(check(SELL_ALL, chance(), available=Decimal("0.499999999")))
    assert (found.field, found.rule, found.nearest) == ("volume", "funds", Decimal("0.49999999"))
    assert check(SELL_ALL, chance(), available=Decimal("0.5")) == ()


def test_without_a_balance_of_ours_the_exchanges_counts() -> None:
    assert only(check(BUY, chance(krw="1"))).rule == "funds"
    assert only(check(SELL_ALL, chance(btc="0"))).rule == "funds"


def test_types_come_from_the_exchange_and_post_only_is_always_possible() -> None:
    assert only(check(replace(BUY, time_in_force="gtd"), chance())).rule == "type"
    assert check(replace(BUY, time_in_force="post_only"), chance()) == ()
    assert check(replace(BUY, time_in_force="ioc"), chance()) == ()
    best = OrderIntent("KRW-BTC", "bid", "best", price=Decimal(10_000), time_in_force="ioc")
    assert check(best, chance()) == ()


def test_a_market_that_is_closed_takes_no_orders() -> None:
    assert only(check(BUY, chance(state="delisted"))).rule == "market_state"


def test_several_broken_rules_are_all_told() -> None:
    intent = replace(BUY, price=Decimal(100_000_400), volume=Decimal("0.000000011"))
    assert [found.rule for found in check(intent, chance(), tick=TICK)] == ["tick", "lot", "min_total"]


def test_sentences_exist_in_both_languages_and_carry_the_numbers() -> None:
    found = only(check(replace(BUY, volume=Decimal("0.00001")), chance()))
    assert "5,000 KRW" in found.sentence
    assert "0.00005" in found.sentence
    assert "5,000 KRW" in found.told.en
    assert not re.search("[가-힣]", found.told.en)
    bare = Violation("price", "tick", None)
    assert bare.told.en == "The price must be a multiple of the tick size."
    error = GuardError([found])
    assert error.sentence == found.sentence
    assert str(error) == "volume: min_total"


def test_helpers_name_what_an_order_spends_and_is_worth() -> None:
    assert (spends(BUY), spends(SELL)) == ("KRW", "BTC")
    assert total_of(BUY) == Decimal(100_000)
    assert total_of(BUY_TOTAL) == 10_000
    assert total_of(SELL_ALL) is None
    assert type_name(replace(BUY, time_in_force="fok")) == "limit_fok"


amounts = st.decimals(min_value="0.00000001", max_value="1000000000", places=8)


@given(price=amounts, volume=amounts, free=st.decimals(min_value=0, max_value=10**12, places=8))
def test_the_nearest_value_offered_for_lack_of_funds_is_itself_legal(
    price: Decimal, volume: Decimal, free: Decimal
) -> None:
    """A person who takes the offered volume is not told again that it is too much."""
    intent = replace(BUY, price=price, volume=volume)
    for found in check(intent, chance(), available=free):
        if found.rule == "funds" and found.nearest:
            again = check(replace(intent, volume=found.nearest), chance(), available=free)
            assert "funds" not in [other.rule for other in again]


@given(price=amounts, volume=amounts)
def test_the_nearest_value_offered_for_a_total_is_itself_legal(price: Decimal, volume: Decimal) -> None:
    intent = replace(BUY, price=price, volume=volume)
    rich = chance(krw="1e25")
    for found in check(intent, rich):
        assert found.nearest is not None
        if found.nearest > 0:
            again = check(replace(intent, volume=found.nearest), rich)
            assert found.rule not in [other.rule for other in again]
