"""An order's own arithmetic, against the figures of protocol 4.5 and 4.6."""

from decimal import Decimal

import pytest

from app.exchange.matching import NO_LIMIT_ASK, NO_LIMIT_BID
from app.exchange.orders import LiveOrder, Order, OrderRequest, Refusal, Terms
from app.exchange.units import UNIT, to_units

D = Decimal


def live(side: str, ord_type: str, price: str | None, volume: str | None) -> LiveOrder:
    request = OrderRequest(
        "KRW-BTC", side, ord_type, volume=D(volume) if volume else None, price=D(price) if price else None
    )
    limit = NO_LIMIT_BID if side == "bid" else NO_LIMIT_ASK
    terms = Terms(
        request=request,
        price=to_units(D(price)) if price and volume else limit,
        volume=to_units(D(volume)) if volume else None,
        budget=None if volume else to_units(D(price or 0)) * UNIT,
        smp_type=None,
        fee_rate=to_units(D("0.0005")),
    )
    return LiveOrder("id", "trader", terms, 0)


@pytest.mark.parametrize(
    ("price", "volume", "fee", "locked"),
    [("155772000", "0.0001", "7.7886", "15584.9886"), ("116000000", "0.001", "58", "116058")],
)
def test_a_limit_bid_reserves_its_fee_and_locks_both(price: str, volume: str, fee: str, locked: str) -> None:
    seen = live("bid", "limit", price, volume).snapshot()
    assert (seen.reserved_fee, seen.remaining_fee, seen.locked) == (D(fee), D(fee), D(locked))


def test_an_ask_locks_coins_and_reserves_nothing() -> None:
    seen = live("ask", "limit", "155772000", "0.0001").snapshot()
    assert (seen.reserved_fee, seen.locked) == (0, D("0.0001"))


def test_a_market_buy_locks_its_total_with_fee_and_has_no_volume() -> None:
    seen = live("bid", "price", "10000", None).snapshot()
    assert (seen.reserved_fee, seen.locked) == (5, 10005)
    assert (seen.volume, seen.remaining_volume) == (None, None)


def test_a_market_buy_wants_whole_units_of_eight_decimals() -> None:
    order = live("bid", "price", "10000", None)
    volume = order.wanted(to_units(D(30_000)))
    assert volume == to_units(D("0.33333333"))
    order.take_off(to_units(D(30_000)), volume)
    assert order.funds_left == to_units(D("0.0001")) * UNIT
    assert order.wanted(to_units(D(30_000))) == 0
    assert not order.is_spent


def test_an_ended_order_holds_nothing() -> None:
    order = live("bid", "limit", "1000", "5")
    order.end("cancel")
    seen = order.snapshot()
    assert (seen.state, seen.locked, seen.remaining_fee) == ("cancel", 0, 0)
    assert (seen.remaining_volume, seen.reserved_fee) == (5, D("2.5"))


def test_a_snapshot_stays_as_it_was() -> None:
    order = live("ask", "limit", "1000", "5")
    before = order.snapshot()
    assert order.snapshot() is before
    order.prevent(UNIT, UNIT)
    assert before.prevented_volume == 0
    assert order.snapshot().prevented_volume == 1


@pytest.mark.parametrize(
    ("funds", "volume", "mean"),
    [("0", "0", "0"), ("20993", "0.7", "29990"), ("9999.9999", "0.33333333", "30000"), ("3", "8", "0.375")],
)
def test_the_mean_price_is_written_plainly(funds: str, volume: str, mean: str) -> None:
    seen = live("ask", "limit", "1000", "5").snapshot()
    values = {**vars(seen), "executed_funds": D(funds), "executed_volume": D(volume)}
    assert str(Order(**values).avg_price) == mean


def test_a_refusal_says_what_the_wire_says() -> None:
    refusal = Refusal(400, "invalid_price_bid", "no")
    assert (refusal.status, refusal.name, refusal.message) == (400, "invalid_price_bid", "no")
    assert str(refusal) == "400 invalid_price_bid: no"
