"""Self-match prevention: who gives way, what is counted, what is told (protocol 4.14)."""

import pytest

from app.exchange.engine import Engine, OrderChanged, OrderRequest
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


def test_cancel_maker_is_the_default_and_the_taker_goes_on(engine: Engine) -> None:
    own = place(engine, "a", limit("ask", 30_000, 1))
    place(engine, "b", limit("ask", 30_000, 1))
    engine.drain()
    order = engine.place("a", limit("bid", 30_000, 1), NOW)
    assert order.smp_type == "cancel_maker"
    events = engine.drain()
    assert [
        (e.order.uuid == own, e.state) for e in events if isinstance(e, OrderChanged) and e.account == "a"
    ] == [
        (False, "wait"),
        (True, "cancel"),
        (False, "trade"),
        (False, "done"),
    ]
    cut = last(engine, "a", own)
    assert (cut.prevented_volume, cut.prevented_locked, cut.remaining_volume) == (1, 1, 0)
    assert engine.account("a")["BTC"].locked == 0


def test_cancel_taker_leaves_the_maker(engine: Engine) -> None:
    own = place(engine, "a", limit("ask", 30_000, 1))
    uuid = place(engine, "a", limit("bid", 30_000, 3, smp_type="cancel_taker"))
    taker = last(engine, "a", uuid)
    assert (taker.state, taker.prevented_volume) == ("cancel", 3)
    assert taker.prevented_locked == D(90_000) * D("1.0005")
    assert last(engine, "a", own).state == "wait"
    assert free(engine, "a", "KRW") == 100_000_000


def test_reduce_cuts_both_by_the_overlap(engine: Engine) -> None:
    own = place(engine, "a", limit("ask", 30_000, 3))
    engine.drain()
    uuid = place(engine, "a", limit("bid", 30_010, 1, smp_type="reduce"))
    events = engine.drain()
    assert (steps(events), trades(events)) == (["wait", "prevented", "cancel"], [])
    maker, taker = last(engine, "a", own), last(engine, "a", uuid)
    assert (maker.state, maker.remaining_volume, maker.locked, maker.prevented_volume) == ("wait", 2, 2, 1)
    assert (taker.state, taker.prevented_volume) == ("cancel", 1)
    assert taker.prevented_locked == D(30_010) * D("1.0005")


def test_a_reduced_taker_may_still_rest(engine: Engine) -> None:
    place(engine, "a", limit("ask", 30_000, 1))
    uuid = place(engine, "a", limit("bid", 30_000, 3, smp_type="reduce"))
    taker = last(engine, "a", uuid)
    assert (taker.state, taker.remaining_volume, taker.prevented_volume) == ("wait", 2, 1)
    assert engine.depth(MARKET, "bid", 1) == [(30_000, 2)]
    assert engine.depth(MARKET, "ask", 1) == []


@pytest.mark.parametrize("mode", ["cancel_taker", "reduce", "cancel_maker"])
def test_a_market_buy_never_meets_its_own_account(engine: Engine, mode: str) -> None:
    place(engine, "a", limit("ask", 30_000, 1))
    engine.set_level(MARKET, "ask", D(30_010), D(9), NOW)
    engine.drain()
    place(engine, "a", OrderRequest(MARKET, "bid", "price", price=D(60_020), smp_type=mode))
    expected = {
        "cancel_taker": [],
        "reduce": [(30_010, D("1.00033322"), "bid")],
        "cancel_maker": [(30_010, 2, "bid")],
    }
    assert trades(engine.drain()) == expected[mode]
    assert engine.account("a")["KRW"].locked == 0


def test_none_trades_with_itself_and_pays_twice(engine: Engine) -> None:
    place(engine, "a", limit("ask", 30_000, 1))
    place(engine, "a", limit("bid", 30_000, 1, smp_type="none"))
    events = engine.drain()
    assert trades(events) == [(30_000, 1, "bid")]
    assert steps(events) == ["wait", "wait", "trade", "trade", "done", "done"]
    assert (free(engine, "a", "KRW"), free(engine, "a", "BTC")) == (D(100_000_000) - 30, 100)


def test_the_takers_mode_rules(engine: Engine) -> None:
    place(engine, "a", limit("ask", 30_000, 1, smp_type="cancel_taker"))
    uuid = place(engine, "a", limit("bid", 30_000, 1, smp_type="cancel_maker"))
    assert last(engine, "a", uuid).state == "wait"


@pytest.mark.parametrize(
    ("mode", "state"), [("cancel_maker", "done"), ("cancel_taker", "cancel"), ("none", "done")]
)
def test_fok_counts_own_orders_only_as_its_mode_lets_them(engine: Engine, mode: str, state: str) -> None:
    place(engine, "a", limit("ask", 30_000, 1))
    engine.set_level(MARKET, "ask", D(30_010), D(2), NOW)
    uuid = place(engine, "a", limit("bid", 30_010, 2, "fok", smp_type=mode))
    assert last(engine, "a", uuid).state == state


def test_before_the_switch_an_omitted_mode_stays_omitted() -> None:
    engine = empty_engine(default_smp=None)
    engine.open_market(MARKET)
    engine.open_account("a", {"KRW": D(100_000), "BTC": D(1)})
    place(engine, "a", limit("ask", 30_000, 1))
    order = engine.place("a", limit("bid", 30_000, 1), NOW)
    assert order.smp_type is None
    assert len(trades(engine.drain())) == 1


def test_post_only_shows_no_mode_but_none(engine: Engine) -> None:
    assert engine.place("a", limit("bid", 30_000, 1, "post_only"), NOW).smp_type == "none"


@pytest.mark.parametrize("mode", ["cancel_maker", "cancel_taker", "reduce"])
def test_fok_that_needs_an_own_order_touches_nothing(engine: Engine, mode: str) -> None:
    engine.set_level(MARKET, "ask", D(29_990), D(1), NOW)
    own = place(engine, "a", limit("ask", 30_000, 1))
    engine.drain()
    place(engine, "a", limit("bid", 30_000, 2, "fok", smp_type=mode))
    events = engine.drain()
    assert (steps(events), trades(events)) == (["wait", "cancel"], [])
    assert last(engine, "a", own).prevented_volume == 0
