"""The library against the local exchange: another WebSocket implementation, real limits, moving markets."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.websocket_v6 import (
    ConnectionState,
    DataType,
    Frame,
    GlobalWebSocketManager,
    Side,
    Timings,
    WebSocketClient,
    WebSocketClientProxy,
)
from app.websocket_v6.rate_limiter import ConnectPace
from app.websocket_v6.transport import PushConnection, open_socket
from app.websocket_v6.wire import FrameReader
from tests.app.websocket_v6.conftest import most_in_a_second
from tests.app.websocket_v6.samples import my_asset, my_order
from tests.app.websocket_v6.seen import Seen


@pytest.fixture
async def exchange(request: pytest.FixtureRequest) -> AsyncIterator[ExchangeServer]:
    server = ExchangeServer(ExchangeConfig(seed=7, markets=getattr(request, "param", 12)))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def manager(
    exchange: ExchangeServer, timings: Timings, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[GlobalWebSocketManager]:
    # This exchange counts requests: they keep the distance that they have in earnest.
    monkeypatch.setattr(GlobalWebSocketManager, "timings", replace(timings, frame_gap=0.25))
    monkeypatch.setattr(GlobalWebSocketManager, "_pace", ConnectPace(retry_gap=0.05))
    manager = await GlobalWebSocketManager.get_instance()
    assert exchange.addresses is not None
    await manager.initialize(
        exchange.addresses.access_key,
        exchange.addresses.secret_key,
        endpoints=local(exchange.addresses.rest),
    )
    yield manager
    await manager.shutdown()


def merged(exchange: ExchangeServer) -> set[tuple[str, str]]:
    """What the newest public request asks for."""
    newest = [frame for frame in exchange.frames if frame.side == "public"][-1]
    parts = [part for part in json.loads(newest.text) if "type" in part]
    return {(part["type"], code) for part in parts for code in part["codes"]}


def wished(clients: dict[str, dict[DataType, list[str]]]) -> set[tuple[str, str]]:
    return {
        (str(data_type), symbol)
        for wishes in clients.values()
        for data_type, symbols in wishes.items()
        for symbol in symbols
    }


@pytest.mark.parametrize("exchange", [45], indirect=True)
async def test_the_whole_market_comes_with_one_frame(
    manager: GlobalWebSocketManager, exchange: ExchangeServer
) -> None:
    """C10, J2: every ticker of the quote currency has its picture soon (on an idle machine in 0.3 s)."""
    symbols = [code for code in exchange.venue.markets if code.startswith("KRW-")]
    pictures, complete = set[str](), asyncio.Event()

    def collect(frame: Frame) -> None:
        pictures.add(frame.symbol)
        if len(pictures) == len(symbols):
            complete.set()

    client = WebSocketClient("list")
    client.watch(DataType.TICKER, symbols, collect)
    await asyncio.wait_for(complete.wait(), 30)
    assert len(exchange.frames) == 1 and len(symbols) == 45


async def test_snapshots_and_all_nine_intervals(
    manager: GlobalWebSocketManager, exchange: ExchangeServer
) -> None:
    """A11, D1, D3: as the exchange's own code writes them."""
    proxy = WebSocketClientProxy("asking")
    tickers = await proxy.get_ticker_snapshot(["KRW-BTC", "BTC-ETH"])
    assert tickers["BTC-ETH"]["trade_price"] < 1 < tickers["KRW-BTC"]["trade_price"]
    book = (await proxy.get_orderbook_snapshot(["KRW-BTC"]))["KRW-BTC"]
    assert len(book["orderbook_units"]) == 30
    assert (await proxy.get_trade_snapshot(["KRW-BTC"]))["KRW-BTC"]["sequential_id"] > 2**53
    candle = (await proxy.get_candle_snapshot(["KRW-BTC"], "240m"))["KRW-BTC"]
    assert candle["type"] == "candle.240m" and candle["low_price"] <= candle["high_price"]


@pytest.mark.parametrize("wire_format", ["DEFAULT", "SIMPLE"])
async def test_both_sides_in_both_formats(
    manager: GlobalWebSocketManager, exchange: ExchangeServer, wire_format: str
) -> None:
    """E2, E3, G9: a real token is accepted; pushed orders and balances arrive."""
    assert exchange.addresses is not None
    keys = exchange.addresses.access_key, exchange.addresses.secret_key
    await manager.initialize(*keys, wire_format=wire_format)
    client, orders, assets, tickers = WebSocketClient("a"), Seen(), Seen(), Seen()
    await client.subscribe_ticker(["KRW-BTC"], tickers)
    await client.subscribe_my_orders(orders)
    await client.subscribe_my_assets(assets)
    while len(exchange.frames) < 2:
        await tickers.wait(len(tickers) + 1)
    exchange.push(my_order(state="wait"))
    exchange.push(my_asset())
    assert (await orders.wait(1)).identifier is None
    assert [balance.currency for balance in (await assets.wait(1)).assets] == ["KRW", "BTC"]
    assert str(orders[0].volume) == "30925891.29839369"


async def test_a_wrong_secret_is_told_and_public_data_runs(
    manager: GlobalWebSocketManager, exchange: ExchangeServer, caplog: pytest.LogCaptureFixture
) -> None:
    """E4."""
    assert exchange.addresses is not None
    await manager.initialize(exchange.addresses.access_key, "w" * 40)
    states, tickers = Seen(), Seen()
    manager.on_status.connect(states)
    client = WebSocketClient("a")
    await client.subscribe_my_orders(print)
    await client.subscribe_ticker(["KRW-BTC"], tickers)
    refused = await states.first(lambda status: status.state is ConnectionState.AUTH_FAILED)
    assert refused.side == "private" and refused.reason
    await tickers.wait(len(tickers) + 1)


async def test_a_freeze_is_noticed_and_mended(
    manager: GlobalWebSocketManager, exchange: ExchangeServer
) -> None:
    """F5: the desk's own streams are lively enough to tell."""
    client, books, states = WebSocketClient("a"), Seen(), Seen()
    symbols = [code for code in exchange.venue.markets if code.startswith("KRW-")]
    client.watch(DataType.ORDERBOOK, symbols, books)
    await books.wait(len(symbols))
    # Twelve looks at a lively stream; it is known to be one after six.
    await asyncio.sleep(1.2)
    manager.on_status.connect(states)
    exchange.freeze()
    await states.first(lambda status: status.stale and status.reason == "no data")
    exchange.resume()
    count = len(books)
    await books.wait(count + len(symbols))
    assert manager.status("public").state is ConnectionState.SUBSCRIBED


async def test_a_storm_of_clients_ends_in_exactly_their_wish(
    manager: GlobalWebSocketManager, exchange: ExchangeServer, sent: defaultdict[int, list[float]]
) -> None:
    """C7, C9, F9: clients come, change and go while the sockets are cut; at rest all is as wished."""
    chance = random.Random(11)
    symbols = list(exchange.venue.markets)
    clients: dict[str, WebSocketClient] = {}
    wishes: dict[str, dict[DataType, list[str]]] = {}
    seen: defaultdict[tuple[str, DataType], set[str]] = defaultdict(set)
    more = asyncio.Event()
    names = (f"c{number}" for number in itertools.count())

    def watching(name: str, data_type: DataType) -> None:
        chosen = chance.sample(symbols, chance.randint(1, 10))
        wishes[name][data_type] = chosen
        seen[name, data_type].clear()

        def collect(frame: Frame) -> None:
            seen[name, data_type].add(frame.symbol)
            more.set()

        clients[name].watch(data_type, chosen, collect)

    for step in range(150):
        action = chance.random()
        if action < 0.4 or not clients:
            name = next(names)
            clients[name], wishes[name] = WebSocketClient(name), {}
        else:
            name = chance.choice(list(clients))
        if action < 0.85:
            watching(name, chance.choice((DataType.TICKER, DataType.TRADE, DataType.ORDERBOOK)))
        else:
            clients.pop(name).close()
            del wishes[name]
        if step in (60, 120):
            exchange.cut()
        await asyncio.sleep(chance.random() * 0.02)
    async with asyncio.timeout(60):
        while merged(exchange) != wished(wishes) or any(
            not set(chosen) <= seen[name, data_type]
            for name, by_type in wishes.items()
            for data_type, chosen in by_type.items()
        ):
            more.clear()
            await more.wait()
    assert len(sent) >= 3 and most_in_a_second(sent) <= 5
    assert len(manager.wishes) == sum(map(len, wishes.values()))


@pytest.mark.parametrize("wire_format", ["DEFAULT", "SIMPLE"])
async def test_the_exchange_groups_and_each_sees_its_own_level(
    manager: GlobalWebSocketManager, exchange: ExchangeServer, wire_format: str
) -> None:
    """The same market at three levels over one socket, also after a cut; the tick itself counts as none."""
    await manager.initialize(wire_format=wire_format)
    seen = {level: Seen() for level in (0, 10_000, 1_000_000)}
    clients = {level: WebSocketClient(f"by {level}") for level in seen}
    for level, client in clients.items():
        client.watch(DataType.ORDERBOOK, ["KRW-BTC"], seen[level], level=level)
    for books in seen.values():
        await books.wait(3)
    exchange.cut()
    for books in seen.values():
        await books.wait(len(books) + 3)
    for level, books in seen.items():
        events = [frame.event() for frame in books]
        assert {event.level for event in events} == {level}
        prices = [price for event in events for price, _ in (*event.asks, *event.bids)]
        assert prices and (not level or all(price % level == 0 for price in prices))
        assert {(len(event.asks), len(event.bids)) for event in events} == {(30, 30)}
    newest = {level: books[-1].event() for level, books in seen.items()}
    # What the thirty best rows hold: the coarser they are, the more of the book.
    held = {level: sum(size for _, size in event.asks) for level, event in newest.items()}
    assert held[0] < held[10_000] < held[1_000_000] <= newest[1_000_000].total_ask_size + 1e-6


async def test_the_list_of_subscriptions_has_each_level(
    manager: GlobalWebSocketManager, exchange: ExchangeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protocol 1.8: what the exchange itself says that the socket is subscribed to; it disturbs nothing."""
    seen, answers, sockets, read = Seen(), Seen(), list[PushConnection](), FrameReader.read

    def reading(self: FrameReader, raw: bytes, at: float) -> Any:
        if b"LIST_SUBSCRIPTIONS" in raw:
            answers(json.loads(raw)["result"])
        return read(self, raw, at)

    async def opening(*arguments: Any, **options: Any) -> PushConnection:
        sockets.append(await open_socket(*arguments, **options))
        return sockets[-1]

    monkeypatch.setattr(FrameReader, "read", reading)
    monkeypatch.setattr(manager._lanes[Side.PUBLIC].connection, "_open_socket", opening)
    client, proxy = WebSocketClient("a"), WebSocketClientProxy("b")
    client.watch(DataType.ORDERBOOK, ["KRW-BTC", "KRW-ETH"], seen)
    await proxy.subscribe_orderbook(["KRW-BTC"], seen, level=10_000)
    await seen.wait(3)
    await sockets[0].send('[{"ticket":"t"},{"method":"LIST_SUBSCRIPTIONS"},{"format":"DEFAULT"}]')
    assert await answers.wait(1) == [
        {"type": "orderbook", "codes": ["KRW-BTC", "KRW-ETH"], "level": 0},
        {"type": "orderbook", "codes": ["KRW-BTC"], "level": 10_000},
    ]
    await seen.wait(len(seen) + 2)
    assert len(sockets) == 1
