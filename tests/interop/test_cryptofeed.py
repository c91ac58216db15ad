"""cryptofeed: class attributes turned to this machine; for the stream its `connect`, as it insists on wss."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import cryptofeed.connection
import pytest
from cryptofeed import FeedHandler
from cryptofeed.connection import RestEndpoint, Routes
from cryptofeed.defines import L2_BOOK, TICKER, TRADES
from cryptofeed.exchanges import Upbit
from cryptofeed.symbols import Symbols
from cryptofeed.types import Candle, OrderBook, Trade
from local_exchange import BTC, Exchange

try:
    from cryptofeed.exchanges.mixins.upbit_rest import UpbitRestMixin
except ImportError:  # cryptofeed 3, for Python 3.13: quotes from the book instead of candles by REST
    UpbitRestMixin = None

BITCOIN = "BTC-KRW"
RIPPLE = "XRP-KRW"

version_2 = pytest.mark.skipif(UpbitRestMixin is None, reason="cryptofeed 3 asks no candles by REST")
version_3 = pytest.mark.skipif(UpbitRestMixin is not None, reason="cryptofeed 2 has no ticker of Upbit")


@pytest.fixture(autouse=True)
def here(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    turn_to(exchange, monkeypatch)


def turn_to(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = cryptofeed.connection.connect
    monkeypatch.setattr(
        cryptofeed.connection, "connect", lambda address, **rest: connect(exchange.public, **rest)
    )
    monkeypatch.setattr(
        Upbit, "rest_endpoints", [RestEndpoint(exchange.rest, routes=Routes("/v1/market/all"))]
    )
    if UpbitRestMixin is not None:
        monkeypatch.setattr(UpbitRestMixin, "api", f"{exchange.rest}/v1/")
    Symbols.clear()  # it keeps the markets of whom it asked first


def test_symbols(exchange: Exchange) -> None:
    ours = {row["market"] for row in exchange.get("market/all")}
    assert set(Upbit.symbol_mapping().values()) == ours
    assert Upbit.symbol_mapping()[BITCOIN] == BTC


@asynccontextmanager
async def running(feed: Upbit) -> AsyncIterator[None]:
    """Either generation's way to run a feed inside a loop that is there already."""
    if UpbitRestMixin is not None:
        feed.start(asyncio.get_running_loop())
        try:
            yield
        finally:
            feed.stop()
            await feed.shutdown()
        return
    handler = FeedHandler(config={"log": {"disabled": True}})
    handler.add_feed(feed)
    task = asyncio.create_task(handler.run_async(install_signal_handlers=False))
    try:
        yield
    finally:
        handler.request_stop()
        await task


async def watch(channels: dict[str, list[str]], enough: Callable[[list[Any]], bool]) -> list[Any]:
    """Run the feed until what it told is enough."""
    told: list[Any] = []
    done = asyncio.Event()

    async def hear(event: Any, received: float) -> None:
        told.append(event)
        if enough(told):
            done.set()

    feed = Upbit(subscription=channels, callbacks=dict.fromkeys(channels, hear))
    async with running(feed), asyncio.timeout(20):
        await done.wait()
    return told


async def test_trades(exchange: Exchange) -> None:
    told = await watch({TRADES: [BITCOIN, RIPPLE]}, lambda events: len(events) >= 5)
    assert all(isinstance(trade, Trade) and trade.exchange == "UPBIT" for trade in told)
    for market, symbol in ((BTC, BITCOIN), ("KRW-XRP", RIPPLE)):
        ours = {
            str(row["sequential_id"]): row for row in exchange.get("trades/ticks", market=market, count=200)
        }
        for trade in told:
            if trade.symbol == symbol:
                row = ours[trade.id]
                assert (trade.price, trade.amount) == (row["trade_price"], row["trade_volume"])
                assert trade.side == {"ASK": "sell", "BID": "buy"}[row["ask_bid"]]


async def test_books() -> None:
    told = await watch({L2_BOOK: [BITCOIN]}, lambda events: len(events) >= 3)
    book: OrderBook = told[-1]
    assert (book.symbol, book.exchange) == (BITCOIN, "UPBIT")
    assert len(book.book.bids) == len(book.book.asks) == 30
    bid, ask = book.book.bids.index(0)[0], book.book.asks.index(0)[0]
    assert bid < ask
    assert bid % 1000 == ask % 1000 == 0
    assert book.raw["st"] == "REALTIME"


async def test_both_channels_on_one_connection() -> None:
    told = await watch(
        {TRADES: [BITCOIN], L2_BOOK: [RIPPLE]},
        lambda events: {type(event) for event in events} == {Trade, OrderBook},
    )
    assert {(type(event), event.symbol) for event in told} == {(Trade, BITCOIN), (OrderBook, RIPPLE)}


@version_3
async def test_quotes() -> None:
    told = await watch({TICKER: [BITCOIN]}, lambda events: len(events) >= 2)
    assert all(quote.symbol == BITCOIN and quote.bid < quote.ask for quote in told)


@pytest.fixture
async def feed() -> AsyncIterator[Upbit]:
    ready = Upbit(subscription={TRADES: [BITCOIN]})
    yield ready
    await ready.http_conn.close()


@pytest.mark.parametrize(
    ("interval", "kind"),
    [
        ("1m", "minutes/1"),
        ("5m", "minutes/5"),
        ("1h", "minutes/60"),
        ("4h", "minutes/240"),
        ("1d", "days"),
        ("1w", "weeks"),
    ],
)
@version_2
async def test_candles(feed: Upbit, exchange: Exchange, interval: str, kind: str) -> None:
    pages = [page async for page in feed.candles(BITCOIN, interval=interval)]
    candles: list[Candle] = pages[0]
    rows = exchange.get(f"candles/{kind}", market=BTC, count=200)
    ours = {datetime.fromisoformat(row["candle_date_time_utc"] + "Z").timestamp(): row for row in rows}
    assert len(pages) == 1
    assert len(candles) > 100
    for candle in candles[1:-2]:  # the newest may still move
        row = ours[candle.start]
        assert (candle.open, candle.high, candle.low) == (
            row["opening_price"],
            row["high_price"],
            row["low_price"],
        )
        assert candle.volume == row["candle_acc_trade_volume"]


@version_2
async def test_candles_page_forward(feed: Upbit) -> None:
    end = datetime.now(UTC).replace(tzinfo=None, minute=0, second=0, microsecond=0)
    start = end - timedelta(hours=350)
    text = "%Y-%m-%d %H:%M:%S"
    calls: Callable[..., Any] = feed.candles
    pages = [page async for page in calls(BITCOIN, start.strftime(text), end.strftime(text), "1h")]
    starts = [candle.start for page in pages for candle in page]
    assert len(pages) >= 2
    assert starts == sorted(set(starts))
    assert len(starts) >= 350


@version_2
async def test_limits(feed: Upbit, limited: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """It waits a minute and asks again; here it is told not to."""
    turn_to(limited, monkeypatch)

    async def ask() -> object:
        return [page async for page in feed.candles(BITCOIN, retry_count=0)]

    await ask()  # opens its session; two at once would open two
    answers = await asyncio.gather(*(ask() for _ in range(24)), return_exceptions=True)
    refusals = [answer for answer in answers if isinstance(answer, BaseException)]
    assert {getattr(refusal, "status", None) for refusal in refusals} <= {429, 418}
    assert refusals
    assert sum(isinstance(answer, list) for answer in answers) >= 9
