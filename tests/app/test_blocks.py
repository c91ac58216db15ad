"""G8: after a block nothing is sent until the stated time, also by the next start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.clock import monotonic
from app.endpoints import Mode
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.logs import Redactor
from app.session import Session
from app.trading import Journal
from app.upbit import Banned
from app.websocket_v6 import DataType, WebSocketClient
from tests.app.websocket_v6.seen import Seen


@pytest.fixture
async def server() -> AsyncIterator[ExchangeServer]:
    server = ExchangeServer(ExchangeConfig(moving=False))
    await server.start()
    yield server
    await server.stop()


@asynccontextmanager
async def watching(server: ExchangeServer, directory: Path) -> AsyncIterator[tuple[Session, Seen, Seen]]:
    """A session with a client that wishes for a book: its frames and the connection's states."""
    addresses = server.addresses
    environment = {
        "HOGA_EXCHANGE_URL": addresses.rest,
        "UPBIT_ACCESS_KEY": addresses.access_key,
        "UPBIT_SECRET_KEY": addresses.secret_key,
    }
    session = Session(Mode.DEMO, directory, environment, Redactor())
    await session.open()
    client, frames, states = WebSocketClient("blocked"), Seen(), Seen()
    session.manager.on_status.connect(states)
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], frames)
    try:
        yield session, frames, states
    finally:
        client.close()
        await session.close()


async def test_the_next_start_keeps_silent_for_the_rest_of_a_block(
    server: ExchangeServer, tmp_path: Path
) -> None:
    server.refuse(1, 418)
    async with watching(server, tmp_path) as (session, frames, states):
        first = await states.first(lambda told: told.retry_at is not None)
        assert "418" in first.reason
    async with watching(server, tmp_path) as (session, frames, states):
        told = await states.wait(1)
        assert told.stale and "earlier run" in told.reason
        assert first.retry_at - 5 < told.retry_at < first.retry_at + 5
        session.retry_now()
        assert session.manager.silent_until > monotonic() + 30
        assert frames == []


async def test_a_blocked_broker_asks_nothing_at_the_next_start_and_says_why(
    server: ExchangeServer, tmp_path: Path
) -> None:
    server.faults.answer("refuse", method="GET", path="/v1/accounts", status=418)
    async with watching(server, tmp_path) as (session, _, _):
        await blocked(session)
    server.faults.clear()
    asked = []
    tell = server.faults.for_request
    server.faults.for_request = lambda method, path: (asked.append(path), tell(method, path))[1]
    async with watching(server, tmp_path) as (session, _, _):
        await blocked(session)
        with pytest.raises(Banned):
            await session.rest.accounts()
    assert "/v1/accounts" not in asked and "/v1/market/all" in asked


async def blocked(session: Session) -> None:
    """Wait until the broker says that the exchange has blocked it."""
    said = asyncio.Event()
    session.broker.problem_changed.connect(lambda _: said.set())
    async with asyncio.timeout(30):
        while session.broker.problem is None:
            said.clear()
            await said.wait()
    assert "막았습니다" in session.broker.problem.sentence


async def test_a_block_that_is_over_or_of_another_exchange_holds_nobody_up(
    server: ExchangeServer, tmp_path: Path
) -> None:
    journal = Journal(tmp_path / "journal.db")
    await journal.keep_ban("sockets.demo", 1)
    await journal.keep_ban("sockets.live", 2**50)
    await journal.close()
    async with watching(server, tmp_path) as (_, frames, _):
        await frames.wait(1)
