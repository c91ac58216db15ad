"""The desk's exchange: its account outlives it, and what cannot be kept is told once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

import psutil
import pytest

from app.clock import SystemClock
from app.demo_exchange import RESTARTED, RESTARTED_ANEW, STATES, DemoExchange
from app.endpoints import local
from app.exchange_process import ExchangeOptions, Ready
from app.language import Sentence
from app.upbit import Credentials, NewOrder, UpbitRest

pytestmark = pytest.mark.usefixtures("few_markets")


class Watched(DemoExchange):
    """A demo exchange whose words are kept."""

    def __init__(self, state: Path | None) -> None:
        super().__init__(ExchangeOptions(seed=3, state=state), SystemClock())
        self.said: list[Sentence] = []
        self.lives: asyncio.Queue[Ready] = asyncio.Queue()
        self.complained.connect(self.said.append)
        self.restarted.connect(self.lives.put_nowait)

    def kill_child(self) -> None:
        """As the kernel does when memory is short."""
        for child in psutil.Process().children():
            child.send_signal(signal.SIGKILL)


@asynccontextmanager
async def running(state: Path | None) -> AsyncIterator[tuple[Watched, Ready]]:
    exchange = Watched(state)
    try:
        yield exchange, await exchange.start()
    finally:
        await exchange.aclose()


async def buy_low(ready: Ready) -> str:
    """Place an order that rests; its uuid."""
    async with asyncio.timeout(20):
        rest = UpbitRest(local(ready.rest), Credentials(ready.access_key, ready.secret_key), SystemClock())
        try:
            order = NewOrder(
                market="KRW-BTC",
                side="bid",
                ord_type="limit",
                volume=Decimal("0.001"),
                price=Decimal(20_000_000),
            )
            return (await rest.place(order)).uuid
        finally:
            await rest.close()


async def open_orders(ready: Ready) -> list[str]:
    async with asyncio.timeout(20):
        rest = UpbitRest(local(ready.rest), Credentials(ready.access_key, ready.secret_key), SystemClock())
        try:
            return [order.uuid for order in await rest.open_orders()]
        finally:
            await rest.close()


def moved_aside(folder: Path) -> list[Path]:
    return list(folder.glob("demo.db.damaged-*"))


async def test_one_that_is_killed_for_want_of_time_is_not_started_again() -> None:
    async with running(None) as (exchange, _):
        (child,) = psutil.Process().children()
        exchange.kill()
        assert (await asyncio.to_thread(psutil.wait_procs, [child], 20))[1] == []
        for _ in range(10):
            await asyncio.sleep(0)
        assert "demo exchange:keep" not in {task.get_name() for task in asyncio.all_tasks()}
        assert exchange.said == []


async def test_the_account_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    async with running(path) as (exchange, ready):
        uuid = await buy_low(ready)
        assert exchange.said == []
    async with running(path) as (exchange, ready):
        assert await open_orders(ready) == [uuid]
        assert exchange.said == []


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
async def test_a_killed_exchange_comes_back_with_its_orders(tmp_path: Path) -> None:
    async with running(tmp_path / "demo.db") as (exchange, ready):
        uuid = await buy_low(ready)
        exchange.kill_child()
        async with asyncio.timeout(30):
            again = await exchange.lives.get()
        assert (again.rest, again.state) == (ready.rest, "kept")
        assert await open_orders(again) == [uuid]
        assert exchange.said == [RESTARTED]


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
async def test_without_a_file_it_says_that_it_begins_anew() -> None:
    async with running(None) as (exchange, _):
        exchange.kill_child()
        async with asyncio.timeout(30):
            await exchange.lives.get()
        assert exchange.said == [RESTARTED_ANEW]


async def test_a_damaged_file_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    path.write_bytes(b"rubbish" * 1000)
    for told in ([STATES["damaged"]], []):
        async with running(path) as (exchange, ready):
            assert exchange.said == told
            assert await open_orders(ready) == []
    assert moved_aside(tmp_path)


async def test_a_second_desk_gets_a_passing_account(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    async with running(path) as (_, first):
        uuid = await buy_low(first)
        async with running(path) as (second, ready):
            assert second.said == [STATES["in use"]]
            assert await open_orders(ready) == []
        assert await open_orders(first) == [uuid]
