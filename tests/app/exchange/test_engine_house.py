"""The house's quotes and orders among the users', and the tape they leave (protocol 2.2)."""

import pytest

from app.exchange.engine import Engine, TradeHappened
from tests.app.exchange.engine_use import MARKET, NOW, D, free, last, limit, place, trades


def test_the_house_fills_users_for_real(engine: Engine) -> None:
    uuid = place(engine, "a", limit("bid", 30_000, 2))
    engine.set_level(MARKET, "ask", D(29_990), D("0.5"), NOW)
    assert last(engine, "a", uuid).executed_volume == D("0.5")
    assert engine.depth(MARKET, "ask", 1) == []
    assert engine.take(MARKET, "ask", D(5), NOW) == D("1.5")
    assert last(engine, "a", uuid).state == "done"
    assert free(engine, "a", "BTC") == 102


def test_a_house_quote_rests_with_what_its_crossing_left(engine: Engine) -> None:
    place(engine, "a", limit("bid", 30_000, 1))
    engine.set_level(MARKET, "ask", D(29_990), D(3), NOW)
    assert trades(engine.drain()) == [(30_000, 1, "ask")]
    assert engine.depth(MARKET, "ask", 1) == [(29_990, 2)]


def test_a_house_order_respects_its_limit(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    engine.set_level(MARKET, "ask", D(30_010), D(1), NOW)
    assert engine.take(MARKET, "bid", D(5), NOW, limit=D(30_000)) == 1
    assert engine.take(MARKET, "ask", D(5), NOW) == 0


def test_house_changes_keep_a_users_place(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(1), NOW)
    uuid = place(engine, "a", limit("ask", 30_000, 1))
    engine.set_level(MARKET, "ask", D(30_000), D(4), NOW)
    assert engine.depth(MARKET, "ask", 1) == [(30_000, 5)]
    assert engine.house_size(MARKET, "ask", D(30_000)) == 4
    assert engine.total_size(MARKET, "ask") == 5
    engine.take(MARKET, "bid", D(1), NOW)
    assert last(engine, "a", uuid).executed_volume == 0
    engine.take(MARKET, "bid", D(1), NOW)
    assert last(engine, "a", uuid).state == "done"


def test_the_tape_tells_time_ids_and_the_quotes_after(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(2), NOW)
    engine.set_level(MARKET, "bid", D(29_990), D(7), NOW)
    engine.drain()
    engine.take(MARKET, "bid", D(2), NOW)
    engine.take(MARKET, "ask", D(3), NOW)
    engine.take(MARKET, "ask", D(1), NOW - 5)
    engine.take(MARKET, "ask", D(1), NOW + 1)
    tape = [event for event in engine.drain() if isinstance(event, TradeHappened)]
    assert [t.sequential_id for t in tape] == [NOW * 10_000 + n for n in range(3)] + [(NOW + 1) * 10_000]
    assert (tape[0].best_ask_price, tape[0].best_ask_size) == (0, 0)
    assert (tape[1].best_bid_price, tape[1].best_bid_size) == (29_990, 4)


def test_a_fills_trend_is_the_direction_of_the_price(engine: Engine) -> None:
    uuid = place(engine, "a", limit("ask", 30_000, 3))
    engine.take(MARKET, "bid", D(1), NOW)
    engine.set_level(MARKET, "bid", D(29_990), D(1), NOW)
    engine.take(MARKET, "ask", D(1), NOW)
    engine.take(MARKET, "bid", D(1), NOW)
    sale = place(engine, "b", limit("bid", 29_000, 1))
    engine.take(MARKET, "ask", D("0.5"), NOW)
    engine.take(MARKET, "ask", D("0.5"), NOW)
    assert [fill.trend for fill in last(engine, "a", uuid).trades] == ["up", "up"]
    assert [fill.trend for fill in last(engine, "b", sale).trades] == ["down", "down"]


def test_an_unchanged_level_changes_no_book(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(2), NOW)
    engine.drain()
    engine.set_level(MARKET, "ask", D(30_000), D("2.0"), NOW)
    assert engine.drain() == []


@pytest.mark.parametrize(("price", "size"), [("0", "1"), ("-1", "1"), ("1", "-1"), ("1", "0.000000001")])
def test_the_house_cannot_quote_nonsense(engine: Engine, price: str, size: str) -> None:
    with pytest.raises(ValueError):
        engine.set_level(MARKET, "ask", D(price), D(size), NOW)


def test_names_are_opened_once(engine: Engine) -> None:
    engine.set_level(MARKET, "ask", D(30_000), D(2), NOW)
    engine.open_market(MARKET)
    assert engine.depth(MARKET, "ask", 1) == [(30_000, 2)]
    with pytest.raises(ValueError, match="exists"):
        engine.open_account("a", {})
    with pytest.raises(ValueError, match="quote currency"):
        engine.open_market("EUR-BTC")
