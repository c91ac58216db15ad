"""The exchange's beat on a clock that the test moves."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from app.clock import SystemClock
from app.exchange.engine import OrderRequest
from app.exchange.flow import Flow
from app.exchange.requests import read
from app.exchange.stream import Hub, Subscriber
from app.exchange.universe import markets
from app.exchange.venue import Venue

BEGIN = 1_795_268_849_000  # 2026-11-21T13:47:29Z


class Outlet:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.frames: list[dict[str, Any]] = []

    def send(self, frame: bytes) -> None:
        self.frames.append(json.loads(frame))

    def take(self, kind: str) -> list[dict[str, Any]]:
        found = [frame for frame in self.frames if frame["type"] == kind]
        self.frames = [frame for frame in self.frames if frame["type"] != kind]
        return found


class Beats:
    """Stands for the sockets: counts what the beat asks of them."""

    def __init__(self) -> None:
        self.ups = 0
        self.cuts = 0

    def say_up(self) -> None:
        self.ups += 1

    def cut_idle(self) -> None:
        self.cuts += 1


class Stage:
    """A venue with one listener, moved by hand."""

    def __init__(
        self,
        *,
        moving: bool,
        seed: int = 1,
        kinds: tuple[str, ...] = ("ticker",),
        book_rate: float | None = None,
    ) -> None:
        numbers = iter(range(10**9))
        self.venue = Venue(
            markets(8), lambda name: Random(f"{seed}/{name}"), lambda: str(next(numbers)), BEGIN
        )
        self.hub = Hub(self.venue)
        self.beats = Beats()
        self.flow = Flow(self.venue, self.hub, self.beats, SystemClock(), moving=moving, book_rate=book_rate)
        self.outlet = Outlet()
        self.now = BEGIN
        self.subscribe(*kinds)
        self.flow.begin(BEGIN)

    def subscribe(self, *kinds: str) -> None:
        codes = list(self.venue.markets)
        parts = [{"type": kind, "codes": codes, "is_only_realtime": True} for kind in kinds]
        request = read(json.dumps([{"ticket": "t"}, *parts]), "public")
        for _ in self.hub.replace(Subscriber(self.outlet), request, self.now):
            pass

    def run(self, seconds: float, beat_ms: int = 10) -> None:
        for _ in range(int(seconds * 1000 / beat_ms)):
            self.now += beat_ms
            self.flow.step(self.now)

    def buy(self, code: str = "KRW-BTC", price: str = "1000000") -> None:
        self.venue.engine.place("me", OrderRequest(code, "bid", "price", None, Decimal(price)), self.now)
        self.flow.publish(self.now)


@pytest.fixture
def still() -> Iterator[Stage]:
    stage = Stage(moving=False, kinds=("trade", "ticker", "orderbook", "candle.1s", "candle.1m"))
    stage.venue.engine.open_account("me", {"KRW": Decimal(10**10)})
    yield stage


def test_a_still_market_says_nothing(still: Stage) -> None:
    still.run(3)
    assert still.outlet.frames == []
    assert still.beats.cuts == 3


def test_up_is_said_every_ten_seconds(still: Stage) -> None:
    still.run(30, beat_ms=100)
    assert still.beats.ups == 3


def test_trades_and_tickers_are_told_at_once(still: Stage) -> None:
    still.buy()
    trades, tickers = still.outlet.take("trade"), still.outlet.take("ticker")
    assert trades and len(tickers) == 1
    assert tickers[0]["trade_price"] == trades[-1]["trade_price"]
    assert tickers[0]["trade_timestamp"] == still.now


def test_books_come_on_a_grid_and_only_when_changed(still: Stage) -> None:
    still.buy()
    still.buy()
    still.run(0.5)
    (book,) = still.outlet.take("orderbook")
    phase = still.venue.markets["KRW-BTC"].phase
    assert book["timestamp"] % 100 == phase
    assert BEGIN <= book["timestamp"] <= BEGIN + 100
    still.buy()
    still.run(0.5)
    (later,) = still.outlet.take("orderbook")
    assert (later["timestamp"] - book["timestamp"]) % 100 == 0


def test_candles_come_once_a_second_and_end_a_bucket(still: Stage) -> None:
    still.run(30.9)  # 13:47:59.900
    still.buy()
    still.run(0.05)
    assert still.outlet.take("candle.1m") == []
    still.run(0.06)
    (last,) = still.outlet.take("candle.1m")
    assert last["candle_date_time_utc"] == "2026-11-21T13:47:00"
    still.buy()
    still.run(1)
    (first,) = still.outlet.take("candle.1m")
    assert first["candle_date_time_utc"] == "2026-11-21T13:48:00"
    assert first["opening_price"] == first["low_price"]
    assert len(still.outlet.take("candle.1s")) == 2


def test_a_moving_market_moves() -> None:
    stage = Stage(moving=True, kinds=("trade", "orderbook"))
    stage.run(20)
    trades, books = stage.outlet.take("trade"), stage.outlet.take("orderbook")
    btc = [book for book in books if book["code"] == "KRW-BTC"]
    assert 60 <= len(btc) <= 200
    assert 10 <= sum(trade["code"] == "KRW-BTC" for trade in trades) <= 200
    gaps = [after["timestamp"] - before["timestamp"] for before, after in itertools.pairwise(btc)]
    assert all(gap % 100 == 0 and gap > 0 for gap in gaps)
    assert all(len(book["orderbook_units"]) == 30 for book in books)
    for book in books:
        best = book["orderbook_units"][0]
        assert 0 < best["bid_price"] < best["ask_price"]
        assert book["orderbook_units"][29]["bid_price"] > 0


def test_quiet_markets_keep_thirty_levels() -> None:
    stage = Stage(moving=True, kinds=("orderbook",))
    quiet = stage.venue.markets["BTC-SOL"]
    for _ in range(200):
        stage.venue.trade(quiet, stage.now)
        stage.flow.publish(stage.now)
        asks, bids, _ = stage.venue.depth("BTC-SOL")
        assert (len(asks), len(bids)) == (30, 30)


def test_the_number_of_books_can_be_chosen() -> None:
    stage = Stage(moving=True, kinds=("orderbook",), book_rate=60.0)
    stage.run(10)
    assert 480 < len(stage.outlet.take("orderbook")) < 720


def test_the_same_seed_moves_the_same_way() -> None:
    stages = [Stage(moving=True, kinds=("trade",), seed=seed) for seed in (4, 4, 5)]
    for stage in stages:
        stage.run(5)
    one, two, other = (stage.outlet.frames for stage in stages)
    assert one == two != other


class Racing(SystemClock):
    """A clock that lets much time pass between any two looks at it, and counts who waits."""

    def __init__(self, now_ms: int) -> None:
        self.now_ms = now_ms
        self.looks = 0

    def time_ms(self) -> int:
        return self.now_ms

    def monotonic(self) -> float:
        self.looks += 1
        return float(self.looks)


async def test_whoever_waits_gets_a_turn_between_two_acts() -> None:
    stage = Stage(moving=True)
    clock = Racing(BEGIN)
    flow = Flow(stage.venue, stage.hub, stage.beats, clock, moving=True, book_rate=None)
    running = asyncio.ensure_future(flow.run())
    await asyncio.sleep(0)
    clock.now_ms += 5000  # everything is due at once
    turns = 0
    async with asyncio.timeout(20):
        while not stage.outlet.frames:
            await asyncio.sleep(0)
        told = len(stage.outlet.frames)
        while len(stage.outlet.frames) < told + 5:
            await asyncio.sleep(0)
            turns += 1
    running.cancel()
    assert turns >= 5


def test_trades_go_back_behind_the_tape_without_a_gap() -> None:
    """What the tape has forgotten is made again from its seconds; nothing is there twice."""
    stage = Stage(moving=False, kinds=("trade",))
    stage.venue.engine.open_account("me", {"KRW": Decimal(10**12)})
    for _ in range(1300):
        stage.now += 700
        stage.buy()
        stage.run(0.01)
        market = stage.venue.markets["KRW-BTC"]
        stage.venue.quote(market, market.model.quotes(stage.venue.chance), stage.now)
    market = stage.venue.markets["KRW-BTC"]
    assert market.tape.lost_before is not None
    begin, end = BEGIN // 1000 // 60 * 60 + 120, stage.now // 1000 + 1
    trades = list(stage.venue.trades("KRW-BTC", begin, end))
    numbers = [trade.sequential_id for trade in trades]
    assert numbers == sorted(set(numbers), reverse=True)
    whole = sum(bar.volume for bar in market.series.bars(60, begin, end))
    assert sum(trade.volume for trade in trades) == whole
    told = [frame["sequential_id"] for frame in stage.outlet.take("trade")]
    assert numbers[:900] == told[:-901:-1]


def test_live_candles_are_the_fold_of_live_trades() -> None:
    stage = Stage(moving=True, kinds=("trade",))
    stage.run(45)
    trades = [trade for trade in stage.outlet.take("trade") if trade["code"] == "KRW-XRP"]
    market = stage.venue.markets["KRW-XRP"]
    minute = stage.now // 60_000 * 60
    bar = market.series.candle("1m", minute)
    inside = [trade for trade in trades if trade["trade_timestamp"] // 1000 >= minute]
    assert bar is not None and inside
    assert bar.open == round(inside[0]["trade_price"] * 1e8)
    assert bar.high == round(max(trade["trade_price"] for trade in inside) * 1e8)
    assert bar.volume == sum(round(trade["trade_volume"] * 1e8) for trade in inside)


def test_a_machine_that_slept_gets_no_flood() -> None:
    stage = Stage(moving=True)
    stage.now += 3 * 3600 * 1000
    price = stage.venue.markets["KRW-BTC"].model.fair
    stage.flow.step(stage.now)
    assert len(stage.outlet.frames) < 60
    assert stage.venue.markets["KRW-BTC"].model.fair == pytest.approx(price, rel=0.01)
