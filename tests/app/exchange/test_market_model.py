"""The made-up market's behaviour, by its own rules and together with the engine."""

import itertools
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.engine import Engine
from app.exchange.market_model import CommonMove, MarketModel, Quote
from app.exchange.rules import tick_units
from app.exchange.units import from_units
from app.exchange.universe import MarketSpec, markets

SPECS = {spec.code: spec for spec in markets()}


def model(code: str, price: int | None = None) -> MarketModel:
    spec = SPECS[code]
    start = price or round(spec.price * 1e8)
    tick = tick_units(spec.quote, start)
    return MarketModel(spec, start // tick * tick, lambda at: tick_units(spec.quote, at))


def applied(book: dict[tuple[str, int], int], quotes: list[Quote]) -> None:
    for quote in quotes:
        book[quote.side, quote.price] = quote.size


@pytest.mark.parametrize("code", SPECS)
def test_the_first_quotes_are_a_book_of_thirty_levels(code: str) -> None:
    maker = model(code)
    quotes = maker.quotes(Random(1))
    book: dict[tuple[str, int], int] = {}
    applied(book, quotes)
    asks = sorted(price for (side, price), size in book.items() if side == "ask" and size)
    bids = sorted((price for (side, price), size in book.items() if side == "bid" and size), reverse=True)
    assert len(asks) >= 30
    assert len(bids) >= 30
    assert bids[0] < asks[0]
    assert bids[0] <= maker.fair * 1.001
    assert all(price % tick_units(SPECS[code].quote, price) == 0 for price in asks + bids)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["KRW-BTC", "KRW-XRP", "KRW-PEPE", "KRW-HGM", "BTC-ETH", "USDT-DOGE"]),
    st.integers(0, 2**32),
    st.lists(st.floats(-0.01, 0.01), max_size=25),
)
def test_the_house_never_crosses_itself(code: str, seed: int, moves: list[float]) -> None:
    chance = Random(seed)
    maker = model(code)
    numbers = itertools.count()
    engine = Engine(lambda: str(next(numbers)))
    engine.open_market(code)
    for move in [0.0, *moves]:
        maker.fair *= 1 + move
        for quote in maker.quotes(chance):
            engine.set_level(code, quote.side, from_units(quote.price), from_units(quote.size), 0)
        assert {type(event).__name__ for event in engine.drain()} <= {"BookChanged"}
        (ask, _), (bid, _) = engine.depth(code, "ask", 1)[0], engine.depth(code, "bid", 1)[0]
        assert bid < ask
        assert float(bid) * 0.98 <= maker.fair / 1e8 <= float(ask) * 1.02
        assert len(engine.depth(code, "ask", 30)) == 30


def test_prices_cross_the_edge_of_a_tick_band() -> None:
    maker = model("KRW-XRP", price=100 * 10**8)
    prices = {quote.price for quote in maker.quotes(Random(3))}
    assert {price % 10**8 for price in prices if price > 100 * 10**8} == {0}
    assert 10**8 // 10 in {price % 10**8 for price in prices if price < 100 * 10**8}


def test_what_was_eaten_is_filled_up_again() -> None:
    maker = model("KRW-BTC")
    book: dict[tuple[str, int], int] = {}
    applied(book, maker.quotes(Random(1)))
    best = min(price for (side, price), size in book.items() if side == "ask" and size)
    maker.traded("bid", best, book["ask", best])
    again: dict[tuple[str, int], int] = {}
    applied(again, maker.quotes(Random(2)))
    assert again["ask", best] > 0


def test_a_sweep_moves_the_fair_price() -> None:
    maker = model("KRW-BTC")
    before = maker.fair
    maker.traded("bid", int(before * 1.01), 1)
    assert before < maker.fair < before * 1.01


def test_the_price_spreads_by_its_volatility() -> None:
    chance = Random(5)
    ends = []
    for _ in range(300):
        maker, common = model("KRW-BTC"), CommonMove()
        start = maker.fair
        for _ in range(24):
            common.advance(3600, chance)
            maker.move(3600, common.total, None, chance)
        ends.append(maker.fair / start - 1)
    spread = (sum(end * end for end in ends) / len(ends)) ** 0.5
    assert 0.7 * SPECS["KRW-BTC"].volatility < spread < 1.4 * SPECS["KRW-BTC"].volatility


def test_coins_move_together() -> None:
    chance, common = Random(6), CommonMove()
    btc, eth = model("KRW-BTC"), model("KRW-ETH")
    agreeing = 0
    for _ in range(400):
        before = btc.fair, eth.fair
        common.advance(60, chance)
        btc.move(60, common.total, None, chance)
        eth.move(60, common.total, None, chance)
        agreeing += (btc.fair > before[0]) == (eth.fair > before[1])
    assert agreeing > 230


def test_a_cross_market_returns_to_the_ratio_of_its_krw_markets() -> None:
    chance = Random(7)
    maker = model("USDT-BTC")
    ratio = maker.fair * 1.02
    for _ in range(200):
        maker.move(60, 0.0, ratio, chance)
    assert maker.fair == pytest.approx(ratio, rel=0.01)


def test_orders_have_both_sides_and_the_right_size() -> None:
    chance = Random(8)
    maker = model("KRW-BTC")
    orders = [maker.order(chance) for _ in range(2000)]
    buyers = sum(order.side == "bid" for order in orders)
    assert 800 < buyers < 1200
    spec: MarketSpec = SPECS["KRW-BTC"]
    money = sum(order.volume for order in orders) / 2000 * maker.fair / 1e16
    assert 0.5 < money / (spec.turnover / 86400 / spec.trades_per_s) < 2
    assert all(order.volume * maker.fair >= 5000 * 1e16 * 0.999 for order in orders)


def test_times_follow_the_rates() -> None:
    chance = Random(9)
    maker = model("KRW-BTC")
    quotes = sum(maker.until_quote(chance) for _ in range(2000)) / 2000
    orders = sum(maker.until_order(chance) for _ in range(2000)) / 2000
    assert quotes == pytest.approx(1 / maker.spec.books_per_s, rel=0.2)
    assert orders == pytest.approx(1 / maker.spec.trades_per_s, rel=0.3)
    hurried = sum(maker.until_quote(chance, rate=50.0) for _ in range(2000)) / 2000
    assert hurried == pytest.approx(0.02, rel=0.2)
