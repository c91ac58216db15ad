"""A broker on the real exchange, with a spoiling proxy between them and a clock that runs fast."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from app.endpoints import Endpoints, local
from app.exchange.config import Addresses, ExchangeConfig
from app.exchange.server import ExchangeServer
from app.trading import Broker, Journal, OrderIntent
from app.upbit import Credentials, UpbitRest, transport
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient
from tests.app.trading.fault_proxy import FaultProxy

SPEED = 40.0
MARKET = "KRW-BTC"


class FastClock:
    """The machine's clock, so many times faster: waits of seconds take a fraction of one."""

    def monotonic(self) -> float:
        return time.monotonic() * SPEED

    def time_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / SPEED)


class SilentStream:
    """A private stream that tells nothing."""

    def watch(self, data_type: object, symbols: object, on_frame: object) -> None:
        """Take the wish and never answer it."""

    def unwatch(self, data_type: object) -> None:
        """Nothing is watched."""

    def close(self) -> None:
        """Nothing is open."""


class Floor:
    """The exchange, the proxy, and brokers that belong to one data directory."""

    def __init__(self, server: ExchangeServer, addresses: Addresses, proxy: FaultProxy, path: Path) -> None:
        self.server = server
        self.proxy = proxy
        self.path = path
        self.clock = FastClock()
        self.key = Credentials(addresses.access_key, addresses.secret_key)
        self.endpoints = self._endpoints(addresses)
        self.direct = UpbitRest(local(addresses.rest), self.key)
        self.stack = AsyncExitStack()
        self.stack.push_async_callback(self.direct.close)

    def _endpoints(self, addresses: Addresses) -> Endpoints:
        through, straight = local(self.proxy.rest), local(addresses.rest)
        return replace(
            through,
            public=straight.public,
            private=straight.private,
            hosts=through.hosts | straight.hosts,
        )

    def rest(self) -> UpbitRest:
        rest = UpbitRest(self.endpoints, self.key, self.clock)
        self.stack.push_async_callback(rest.close)
        return rest

    def broker(self, *, silent: bool = False, **options: Any) -> Broker:
        client = SilentStream() if silent else WebSocketClient("broker")
        broker = Broker(self.rest(), client, Journal(self.path), self.clock, **options)
        self.stack.push_async_callback(broker.aclose)
        return broker

    async def ready(self, broker: Broker) -> Broker:
        await broker.start()
        silent = isinstance(broker._client, SilentStream)
        await until(lambda: broker.ready and (silent or broker.streaming), broker)
        return broker

    async def price(self) -> Decimal:
        (ticker,) = await self.direct.tickers([MARKET])
        return Decimal(int(ticker.trade_price))

    async def below(self, volume: str = "0.001") -> OrderIntent:
        """A buy that rests: far below the market."""
        price = await self.price() * 8 // 10 // 1000 * 1000
        return OrderIntent(MARKET, "bid", "limit", Decimal(volume), price)

    async def above(self, volume: str = "0.001") -> OrderIntent:
        """A limit buy that fills at once."""
        price = await self.price() * 12 // 10 // 1000 * 1000
        return OrderIntent(MARKET, "bid", "limit", Decimal(volume), price)


async def until(condition: Callable[[], object], broker: Broker, seconds: float = 30.0) -> None:
    """Wait until something holds that the broker tells by one of its signals."""
    changed = asyncio.Event()

    def note(_value: object) -> None:
        changed.set()

    signals = (broker.orders_changed, broker.balances_changed, broker.ready_changed, broker.problem_changed)
    for signal in signals:
        signal.connect(note)
    try:
        async with asyncio.timeout(seconds):
            while not condition():
                await changed.wait()
                changed.clear()
    finally:
        for signal in signals:
            signal.disconnect(note)


@pytest.fixture
async def floor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Floor]:
    monkeypatch.setattr(transport, "WRITE_TIMEOUT", aiohttp.ClientTimeout(total=0.3))
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False, limited=False))
    addresses = await server.start()
    proxy = FaultProxy(addresses.rest)
    await proxy.start()
    floor = Floor(server, addresses, proxy, tmp_path / "journal.db")
    manager = await GlobalWebSocketManager.get_instance()
    # The real gap between two requests is a quarter of a second: long, once for each of so many tests.
    monkeypatch.setattr(GlobalWebSocketManager, "timings", replace(manager.timings, frame_gap=0.02))
    await manager.initialize(addresses.access_key, addresses.secret_key, endpoints=floor.endpoints)
    yield floor
    await floor.stack.aclose()
    await manager.shutdown()
    await proxy.stop()
    await server.stop()
