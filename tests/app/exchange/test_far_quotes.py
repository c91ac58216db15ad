"""What stands far from the price: round, never in the way, and laid only when somebody looks."""

from __future__ import annotations

import itertools
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.config import ExchangeConfig
from app.exchange.engine import Engine
from app.exchange.far_quotes import FarQuotes
from app.exchange.market_model import MarketModel, Quote
from app.exchange.rules import tick_units
from app.exchange.server import ExchangeServer
from app.exchange.units import from_units, to_units
from app.exchange.universe import markets

SPECS = {spec.code: spec for spec in markets()}
KRW = partial(tick_units, "KRW")
BTC = to_units(Decimal(121_000_000))


def model(code: str) -> MarketModel:
    spec = SPECS[code]
    price = round(spec.price * 1e8)
    return MarketModel(spec, price - price % KRW(price), KRW)


def test_they_stand_at_round_prices_on_both_sides_beyond_the_near_quotes() -> None:
    edges = BTC - to_units(Decimal(40_000)), BTC + to_units(Decimal(40_000))
    laid = list(FarQuotes(KRW).follow(float(BTC), *edges, 1e14))
    for side in ("ask", "bid"):
        prices = sorted(price for of, price, _ in laid if of == side)
        assert len(prices) == len(set(prices)) >= 60
        assert all(price % to_units(Decimal(10_000)) == 0 for price in prices)
        assert (prices[0] > edges[1]) if side == "ask" else (prices[-1] < edges[0])
        for unit in (10_000, 100_000, 1_000_000):
            assert len({price // to_units(Decimal(unit)) for price in prices}) >= 26
    assert all(size > 0 for _, _, size in laid)


def test_they_follow_a_price_that_has_gone_far_and_no_other() -> None:
    far = FarQuotes(KRW)
    list(far.follow(float(BTC), BTC, BTC, 1e14))
    near = BTC + to_units(Decimal(19_000))
    assert list(far.follow(float(near), near, near, 1e14)) == []
    away = BTC + to_units(Decimal(500_000))
    changes = list(far.follow(float(away), away, away, 1e14))
    assert {size > 0 for _, _, size in changes} == {True, False}
    assert list(far.follow(float(away), away, away, 1e14)) == []


def test_what_the_price_reaches_is_withdrawn_once() -> None:
    far = FarQuotes(KRW)
    laid = {(side, price) for side, price, _ in far.follow(float(BTC), BTC, BTC, 1e14)}
    touch = BTC + to_units(Decimal(100_000)), BTC + to_units(Decimal(101_000))
    passed = list(far.give_way(*touch))
    assert {(side, price) for side, price, _ in passed} == {
        (side, price) for side, price in laid if side == "ask" and price < touch[1]
    }
    assert passed and all(size == 0 for _, _, size in passed)
    assert list(far.give_way(*touch)) == []


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(["KRW-BTC", "KRW-XRP", "KRW-PEPE", "KRW-DOGE"]),
    st.integers(0, 2**32),
    st.lists(st.floats(-0.03, 0.03), max_size=25),
)
def test_a_deep_book_never_crosses_and_stays_on_its_ticks(code: str, seed: int, moves: list[float]) -> None:
    chance, maker, numbers = Random(seed), model(code), itertools.count()
    engine = Engine(lambda: str(next(numbers)))
    engine.open_market(code)

    def show(quotes: list[Quote]) -> None:
        for quote in quotes:
            assert quote.price % KRW(quote.price) == 0
            engine.set_level(code, quote.side, from_units(quote.price), from_units(quote.size), 0)
        assert {type(event).__name__ for event in engine.drain()} <= {"BookChanged"}

    show(maker.quotes(chance))
    show(maker.deepen())
    assert maker.deepen() == []
    for move in moves:
        maker.fair *= 1 + move
        show(maker.quotes(chance))
        (ask, _), (bid, _) = engine.depth(code, "ask", 1)[0], engine.depth(code, "bid", 1)[0]
        assert bid < ask
        assert float(bid) * 0.98 <= maker.fair / 1e8 <= float(ask) * 1.02


def test_the_market_moves_the_same_way_whether_somebody_looks_or_not() -> None:
    looked, alone = model("KRW-BTC"), model("KRW-BTC")
    chances = Random(1), Random(1)
    looked.quotes(chances[0])
    alone.quotes(chances[1])
    looked.deepen()
    for _ in range(50):
        for maker, chance in zip((looked, alone), chances, strict=True):
            maker.move(5.0, 0.0, None, chance)
            maker.quotes(chance)
    assert looked.fair == alone.fair
    assert (looked._asks, looked._bids) == (alone._asks, alone._bids)


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-ETH"])
async def test_thirty_groups_a_side_are_there_once_somebody_asks_for_a_level(code: str) -> None:
    """Protocol 2.3: also for the hundredfold of the tick; an ungrouped look lays nothing."""
    server = ExchangeServer(ExchangeConfig(seed=7, markets=2))
    await server.start()
    venue = server.venue
    before = len(venue.engine.depth(code, "ask", 1_000))
    assert venue.level(code, Decimal(0)) == venue.level(code, Decimal(1000)) == 0
    assert venue.level(code, Decimal(7)) is None
    assert len(venue.engine.depth(code, "ask", 1_000)) == before < 60
    for level in (Decimal(10_000), Decimal(100_000)):
        assert venue.level(code, level) == level
        asks, bids, totals = venue.depth(code, level)
        assert len(asks) == 30 and len(bids) >= 28
        assert sum(size for _, size in asks) <= totals[0]
    await server.stop()


@pytest.mark.parametrize("level", [10_000, 100_000, 1_000_000])
async def test_rest_and_websocket_serve_the_same_thirty_groups(caller: Any, tools: Any, level: int) -> None:
    """Protocol 2.3 and 3.6: multiples of the level, asks up and bids down, best first, summed."""
    _, (fine,) = await caller.get("/v1/orderbook", markets="KRW-BTC")
    async with caller.public() as socket:
        both = [
            {"type": "orderbook", "codes": ["KRW-BTC"], **more} for more in ({"level": level}, {"level": 0})
        ]
        await tools.ask(socket, *both, {"type": "orderbook", "codes": ["KRW-BTC"], "level": 7})
        coarse, plain = await tools.receive(socket, 2)
    assert (coarse["level"], plain["level"]) == (level, 0)
    _, (rest,) = await caller.get("/v1/orderbook", markets="KRW-BTC", level=str(level))
    assert rest["orderbook_units"] == coarse["orderbook_units"]
    assert plain["orderbook_units"] == fine["orderbook_units"]
    for side, sign in (("ask", 1), ("bid", -1)):
        prices = [unit[f"{side}_price"] for unit in coarse["orderbook_units"]]
        sizes = [unit[f"{side}_size"] for unit in coarse["orderbook_units"]]
        assert len(prices) == 30 and all(price % level == 0 and price > 0 for price in prices)
        assert prices == sorted(set(prices), key=lambda price: sign * price)
        best = fine["orderbook_units"][0][f"{side}_price"]
        assert 0 <= sign * (prices[0] - best) < level
        assert all(size > 0 for size in sizes) and sum(sizes) <= coarse[f"total_{side}_size"] + 1e-6
    assert await caller.get("/v1/orderbook", markets="KRW-BTC", level="7") == (200, [])
