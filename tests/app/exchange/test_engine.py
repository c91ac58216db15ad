"""The engine by example: executions, order kinds, event sequences, look-ups (protocol 2.5, 4.5-4.10)."""

import pytest

from app.exchange.engine import AssetChanged, BookChanged, Engine, OrderChanged, OrderRequest, Refusal
from tests.app.exchange.engine_use import (
    MARKET,
    NOW,
    D,
    empty_engine,
    free,
    last,
    limit,
    place,
    steps,
    trades,
)


def test_a_resting_order_waits_holds_funds_and_shows_in_the_book(engine: Engine) -> None:
    order = engine.place("a", limit("bid", 30_000, "0.5"), NOW)
    assert (order.state, order.locked, order.created_ms) == ("wait", D("15007.5"), NOW)
    assert engine.depth(MARKET, "bid", 30) == [(30_000, D("0.5"))]
    events = engine.drain()
    assert steps(events) == ["wait"]
    assert events[-1] == BookChanged(MARKET, NOW)
    assert isinstance(events[1], AssetChanged)
    assert events[1].balances == (engine.account("a")["KRW"],)
    assert engine.drain() == []


def test_an_execution_is_at_the_makers_price_and_gives_back_the_difference(engine: Engine) -> None:
    maker = place(engine, "b", limit("ask", 30_000, 1))
    engine.drain()
    taker = place(engine, "a", limit("bid", 31_000, 1))
    events = engine.drain()
    assert trades(events) == [(30_000, 1, "bid")]
    assert steps(events) == ["wait", "trade", "done"]
    assert steps(events, "b") == ["trade", "done"]
    assert free(engine, "a", "KRW") == D(100_000_000) - 30_000 - 15
    assert free(engine, "b", "KRW") == D(100_000_000) + 30_000 - 15
    assert engine.account("a")["KRW"].locked == engine.account("b")["BTC"].locked == 0
    assert (last(engine, "a", taker).paid_fee, last(engine, "b", maker).paid_fee) == (15, 15)
    assert last(engine, "a", taker).reserved_fee == D("15.5")


def test_both_sides_of_a_trade_share_its_id_and_only_one_made_it(engine: Engine) -> None:
    maker = place(engine, "b", limit("ask", 30_000, 1))
    taker = place(engine, "a", limit("bid", 30_000, "0.4"))
    (taken,), (made,) = last(engine, "a", taker).trades, last(engine, "b", maker).trades
    assert taken.uuid == made.uuid
    assert (taken.is_maker, made.is_maker) == (False, True)
    assert (taken.side, made.side) == ("bid", "ask")
    assert (taken.funds, taken.fee, taken.time_ms) == (12_000, 6, NOW)
    assert last(engine, "b", maker).remaining_volume == D("0.6")


def test_the_protocols_sale(engine: Engine) -> None:
    engine.set_level(MARKET, "bid", D(1375), D(10), NOW)
    uuid = place(engine, "a", limit("ask", 1375, "5.377594"))
    order = last(engine, "a", uuid)
    assert (order.executed_funds, order.paid_fee) == (D("7394.19175"), D("3.697095875"))
    assert free(engine, "a", "KRW") == D(100_000_000) + D("7394.19175") - D("3.697095875")


def test_a_sweep_takes_better_prices_first_and_rests_with_what_is_left(engine: Engine) -> None:
    for price in (30_020, 30_000, 30_010):
        engine.set_level(MARKET, "ask", D(price), D(1), NOW)
    uuid = place(engine, "a", limit("bid", 30_010, 5))
    events = engine.drain()
    assert [trade[0] for trade in trades(events)] == [30_000, 30_010]
    assert steps(events) == ["wait", "trade", "trade"]
    assert engine.depth(MARKET, "bid", 1) == [(30_010, 3)]
    order = last(engine, "a", uuid)
    assert (order.state, order.remaining_volume, order.trades_count) == ("wait", 3, 2)
    assert order.locked == 3 * 30_010 * D("1.0005")
    assert order.avg_price == 30_005


def test_the_older_order_at_a_price_fills_first(engine: Engine) -> None:
    older = place(engine, "a", limit("ask", 30_000, 1))
    newer = place(engine, "b", limit("ask", 30_000, 1))
    engine.take(MARKET, "bid", D("1.5"), NOW)
    assert last(engine, "a", older).state == "done"
    assert last(engine, "b", newer).executed_volume == D("0.5")


def test_a_trade_event_shows_the_order_after_it(engine: Engine) -> None:
    place(engine, "a", limit("bid", 30_000, 1))
    engine.take(MARKET, "ask", D("0.25"), NOW)
    event = [e for e in engine.drain() if isinstance(e, OrderChanged)][-1]
    assert event.trade is not None
    assert (event.state, event.trade.volume, event.trade.is_maker) == ("trade", D("0.25"), True)
    assert (event.order.remaining_volume, event.order.executed_volume) == (D("0.75"), D("0.25"))
    assert event.order.locked == D("22511.25")


# -- times in force ---------------------------------------------------------------------------------


def test_ioc_takes_what_is_there_and_cancels_the_rest(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    uuid = place(engine, "a", limit("bid", 30_000, 3, "ioc"))
    assert steps(engine.drain()) == ["wait", "trade", "cancel"]
    order = last(engine, "a", uuid)
    assert (order.executed_volume, order.remaining_volume, order.locked) == (1, 2, 0)
    assert engine.account("a")["KRW"].locked == 0
    assert engine.depth(MARKET, "bid", 1) == []


@pytest.mark.parametrize(
    ("volume", "expected"), [("1.5", ["wait", "trade", "trade", "done"]), (3, ["wait", "cancel"])]
)
def test_fok_is_all_or_nothing(engine: Engine, volume: object, expected: list[str]) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    engine.set_level(MARKET, "ask", D(30_010), D(1), NOW)
    engine.set_level(MARKET, "ask", D(30_020), D(9), NOW)
    place(engine, "a", limit("bid", 30_010, volume, "fok"))
    assert steps(engine.drain()) == expected


def test_post_only_rests_or_ends(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    place(engine, "a", limit("bid", 30_000, 1, "post_only"))
    events = engine.drain()
    assert (steps(events), trades(events)) == (["wait", "cancel"], [])
    place(engine, "a", limit("bid", 29_990, 1, "post_only"))
    assert steps(engine.drain()) == ["wait"]
    assert engine.depth(MARKET, "bid", 1) == [(29_990, 1)]


# -- market and best --------------------------------------------------------------------------------


def test_a_market_buy_ends_cancelled_with_its_dust_returned(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    uuid = place(engine, "a", OrderRequest(MARKET, "bid", "price", price=D(10_000)))
    assert steps(engine.drain()) == ["wait", "trade", "cancel"]
    order = last(engine, "a", uuid)
    assert (order.executed_volume, order.executed_funds) == (D("0.33333333"), D("9999.9999"))
    assert order.remaining_volume is None
    assert free(engine, "a", "KRW") == D(100_000_000) - D("9999.9999") * D("1.0005")


def test_an_exact_market_buy_is_done(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(20_000), D("0.25"), NOW)
    engine.set_level(MARKET, "ask", D(25_000), D(1), NOW)
    uuid = place(engine, "a", OrderRequest(MARKET, "bid", "price", price=D(10_000)))
    assert steps(engine.drain()) == ["wait", "trade", "trade", "done"]
    assert last(engine, "a", uuid).executed_volume == D("0.45")


def test_a_market_sale_walks_the_bids(engine: Engine) -> None:
    engine.set_level(MARKET, "bid", D(30_000), D(1), NOW)
    engine.set_level(MARKET, "bid", D(29_990), D(1), NOW)
    order = engine.place("a", OrderRequest(MARKET, "ask", "market", volume=D("1.5")), NOW)
    assert (order.price, order.volume, order.locked) == (None, D("1.5"), D("1.5"))
    events = engine.drain()
    assert steps(events) == ["wait", "trade", "trade", "done"]
    assert trades(events) == [(30_000, 1, "ask"), (29_990, D("0.5"), "ask")]


def test_best_stops_at_the_best_price(engine: Engine) -> None:
    engine.set_level(MARKET, "bid", D(30_000), D(1), NOW)
    engine.set_level(MARKET, "bid", D(29_990), D(1), NOW)
    sale = OrderRequest(MARKET, "ask", "best", volume=D("1.5"), time_in_force="ioc")
    uuid = place(engine, "a", sale)
    assert steps(engine.drain()) == ["wait", "trade", "cancel"]
    assert last(engine, "a", uuid).executed_volume == 1


@pytest.mark.parametrize(
    ("total", "expected"), [(30_000, ["wait", "trade", "done"]), (30_001, ["wait", "cancel"])]
)
def test_best_fok_buys_the_whole_total_at_one_price(engine: Engine, total: int, expected: list[str]) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    engine.set_level(MARKET, "ask", D(30_010), D(1), NOW)
    place(engine, "a", OrderRequest(MARKET, "bid", "best", price=D(total), time_in_force="fok"))
    assert steps(engine.drain()) == expected


def test_best_against_nobody_ends_at_once(engine: Engine) -> None:
    place(engine, "a", OrderRequest(MARKET, "ask", "best", volume=D(1), time_in_force="ioc"))
    place(engine, "a", OrderRequest(MARKET, "bid", "best", price=D(10_000), time_in_force="ioc"))
    assert steps(engine.drain()) == ["wait", "cancel", "wait", "cancel"]
    assert free(engine, "a", "KRW") == 100_000_000


# -- cancel and look-up -----------------------------------------------------------------------------


def test_a_cancel_answers_with_the_order_as_it_was(engine: Engine) -> None:
    uuid = place(engine, "a", limit("bid", 30_000, 1))
    engine.drain()
    answer = engine.cancel("a", uuid, NOW + 1)
    assert (answer.state, answer.locked) == ("wait", 30_015)
    events = engine.drain()
    assert steps(events) == ["cancel"]
    assert last(engine, "a", uuid).state == "cancel"
    assert free(engine, "a", "KRW") == 100_000_000
    assert (engine.depth(MARKET, "bid", 1), engine.open_orders("a")) == ([], [])


def test_what_is_not_open_cannot_be_cancelled(engine: Engine) -> None:
    uuid = place(engine, "a", limit("bid", 30_000, 1))
    for account, unknown in (("b", uuid), ("a", "nonsense")):
        with pytest.raises(Refusal, match="404 order_not_found"):
            engine.cancel(account, unknown, NOW)
    engine.set_online(MARKET, False)
    with pytest.raises(Refusal, match="403 market_offline"):
        engine.cancel("a", uuid, NOW)
    engine.set_online(MARKET, True)
    engine.cancel("a", uuid, NOW)
    with pytest.raises(Refusal, match="404 order_not_found"):
        engine.cancel("a", uuid, NOW)


def test_orders_are_found_by_either_id_and_the_uuid_wins(engine: Engine) -> None:
    first = place(engine, "a", limit("bid", 30_000, 1, identifier="one"))
    second = place(engine, "a", limit("bid", 30_000, 1, identifier="two"))
    assert engine.order("a", identifier="one").uuid == first
    assert engine.order("a", uuid=second, identifier="one").uuid == second
    assert [order.uuid for order in engine.orders("a")] == [first, second]
    with pytest.raises(Refusal, match="404 order_not_found"):
        engine.order("b", identifier="one")
    with pytest.raises(Refusal, match="400 invalid_parameter"):
        engine.order("a")


def test_an_identifier_of_a_refused_order_finds_nothing(engine: Engine) -> None:
    with pytest.raises(Refusal, match="insufficient_funds_bid"):
        engine.place("a", limit("bid", 100_000_000, 2, identifier="lost"), NOW)
    with pytest.raises(Refusal, match="404 order_not_found"):
        engine.order("a", identifier="lost")


# -- average purchase price -------------------------------------------------------------------------


def test_the_average_follows_buys_and_ignores_sales_and_fees() -> None:
    engine = empty_engine()
    engine.open_market(MARKET)
    engine.open_account("a", {"KRW": D(10**6)})
    engine.set_level(MARKET, "ask", D(10_000), D(1), NOW)
    engine.place("a", limit("bid", 10_000, 1), NOW)
    engine.set_level(MARKET, "ask", D(40_000), D(2), NOW)
    engine.place("a", limit("bid", 40_000, 2), NOW)
    assert engine.account("a")["BTC"].avg_buy_price == 30_000
    engine.set_level(MARKET, "bid", D(35_000), D(1), NOW)
    engine.place("a", limit("ask", 35_000, 1), NOW)
    assert engine.account("a")["BTC"].avg_buy_price == 30_000


def test_a_purchase_with_bitcoin_is_valued_in_won() -> None:
    engine = empty_engine()
    engine.open_market(MARKET, last_price=D(100_000_000))
    engine.open_market("BTC-ETH")
    engine.open_account("a", {"BTC": D(1)})
    engine.set_level("BTC-ETH", "ask", D("0.03"), D(10), NOW)
    engine.place("a", OrderRequest("BTC-ETH", "bid", "limit", D(2), D("0.03")), NOW)
    assert engine.account("a")["ETH"].avg_buy_price == 3_000_000
    assert engine.account("a")["BTC"].balance == D(1) - D("0.06") * D("1.0025")
