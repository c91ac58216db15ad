"""A private side on the real exchange, with keys of every kind, and a window's worth of widgets on it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.endpoints import Mode, local
from app.exchange.auth import TRADING, Key
from app.exchange.members import AccountSpec
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.keys import KeyStore, OsKeyring
from app.logs import Redactor
from app.private_side import PrivateSide
from app.trading import Broker, Journal
from app.upbit import Credentials, UpbitRest
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient
from tests.app.keys.conftest import GoodBackend

LIVE = Mode.LIVE
NAMES = ("good", "other", "withdraws", "reads", "elsewhere", "expired")
PASSPHRASE = "a long enough phrase"


def pair(name: str) -> Credentials:
    """The key of that name, whether the exchange knows it or not."""
    return Credentials(f"ACCESS-{name:-<28}-{name[:4].upper():X<4}", f"SECRET-{name:-<32}")


def key(name: str, account: str = "one") -> Key:
    made = Key(pair(name).access_key, pair(name).secret_key, account)
    return {
        "withdraws": replace(made, permissions=TRADING | {"view_withdrawals", "withdraw"}),
        "reads": replace(made, permissions=frozenset({"view_account"})),
        "elsewhere": replace(made, addresses=frozenset({"10.1.2.3"})),
        "expired": replace(made, expires_ms=1_600_000_000_000),
        "good": replace(made, expires_ms=int(time.time() * 1000) + 12 * 86_400_000),
    }.get(name, made)


class Floor:
    """The exchange and one private side."""

    def __init__(self, server: ExchangeServer, directory: Path, mode: Mode) -> None:
        self.server = server
        self.backend = GoodBackend()
        self.directory = directory
        self.redactor = Redactor()
        assert server.addresses is not None
        self.endpoints = replace(local(server.addresses.rest), mode=mode)
        self.rest = UpbitRest(self.endpoints)
        self.side: PrivateSide

    async def start(self) -> None:
        self.manager = await GlobalWebSocketManager.get_instance()
        await self.manager.initialize(endpoints=self.endpoints, environ={})
        live = self.endpoints.mode is LIVE
        journal = Journal(self.directory / "journal.db")
        self.broker = Broker(self.rest, WebSocketClient("broker"), journal, armed=not live)
        self.side = self.another()
        await self.side.open()

    def another(self) -> PrivateSide:
        """As after a start with the same data directory."""
        return PrivateSide(
            KeyStore(self.directory, self.endpoints.mode.value, OsKeyring([("Test", lambda: self.backend)])),
            self.rest,
            self.manager,
            self.broker,
            self.redactor,
            SystemClock(),
            lock_dir=self.directory / "locks",
        )

    async def stop(self) -> None:
        await self.side.aclose()
        await self.broker.aclose()
        await self.manager.shutdown()
        await self.rest.close()


async def until(condition: Callable[[], object], what: str, seconds: float = 20) -> None:
    """Let the loop run until something holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"never: {what}")
        await asyncio.sleep(0.005)


@pytest.fixture
async def server() -> AsyncIterator[ExchangeServer]:
    one = AccountSpec("one", {"KRW": Decimal(1_000_000)}, tuple(key(n) for n in NAMES if n != "other"))
    two = AccountSpec("two", {"KRW": Decimal(2_000_000)}, (key("other", "two"),))
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False, limited=False, accounts=(one, two)))
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def mode() -> Mode:
    return Mode.DEMO


@pytest.fixture
async def floor(server: ExchangeServer, tmp_path: Path, mode: Mode) -> AsyncIterator[Floor]:
    floor = Floor(server, tmp_path, mode)
    await floor.start()
    yield floor
    await floor.stop()
