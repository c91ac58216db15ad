"""Answers that are lost or hang: 확인중 in my orders, one order at the exchange, and a window that lives."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

import aiohttp
import pytest
from PyQt6.QtCore import QTimer
from PyQt6.sip import isdeleted

from app.trading import OrderState
from app.upbit import transport
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import SECONDS, cell, clean_slate, fill_in, keys, price_at, send
from widgets.my_orders.rows import OPEN, Column

PRIVATE = "/v1/order"  # every call about orders, look-ups included


class Pulse:
    """Ticks every few milliseconds as long as the window's loop lives; the longest silence between ticks."""

    def __init__(self) -> None:
        self._last = asyncio.get_running_loop().time()
        self.longest = 0.0
        self.beats = 0

    def beat(self) -> None:
        now = asyncio.get_running_loop().time()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1


@contextmanager
def pulse(running: Running) -> Iterator[Pulse]:
    """Feel the window's pulse by a timer of Qt's own."""
    felt, timer = Pulse(), QTimer(running.window)
    timer.timeout.connect(felt.beat)
    timer.start(5)
    yield felt
    timer.stop()
    timer.deleteLater()


async def resting_order(running: Running) -> str:
    """Send a limit order that will wait; its key, as soon as it is in my orders."""
    await fill_in(running, price=price_at(running, "bid", -10), volume="0.01")
    before = keys(running)
    await send(running)
    await running.until(lambda: keys(running) - before, SECONDS, "the order in the books")
    (key,) = keys(running) - before
    return key


def state(running: Running, key: str) -> str:
    """What my orders say of an open order."""
    return cell(running.workspace.my_orders.open_model, OPEN, key, Column.STATE)


async def orders_at_exchange(running: Running) -> int:
    return len(await running.workspace.session.rest.open_orders("KRW-BTC"))


def test_a_lost_answer_is_shown_as_checking_until_the_exchange_has_told(
    play: Play, exchange: Exchange
) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        await exchange.told("frame", kind="drop", side="private", containing="myOrder", count=None)
        await exchange.fault("reset")
        await exchange.fault("refuse", PRIVATE, "GET", status=503, count=2)
        key = await resting_order(running)
        await running.until(lambda: state(running, key) == "확인중", SECONDS, "확인중")
        told = running.window.notices
        await running.until(lambda: any("확인하는 중" in text for text in told.texts), SECONDS, "a notice")
        broker = running.workspace.session.broker
        assert broker.orders[key].state is OrderState.UNKNOWN
        await running.until(lambda: state(running, key) == "대기", SECONDS, "the exchange's own word")
        await exchange.told("clear")
        assert await orders_at_exchange(running) == 1
        await clean_slate(running, "KRW-BTC")

    play(scenario)


def test_the_window_lives_while_the_exchange_hangs(
    play: Play, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten seconds without an answer to an order; benchmarks/order_hang.py has the figure."""

    # The desk gives up after five seconds; this test has not got them.
    monkeypatch.setattr(transport, "WRITE_TIMEOUT", aiohttp.ClientTimeout(total=1.5))

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        await exchange.told("frame", kind="drop", side="private", containing="myOrder", count=None)
        await exchange.fault("late", seconds=10)
        # So long does the order stay 확인중: longer than a busy machine takes to fill in the next one.
        await exchange.fault("delay", PRIVATE, "GET", seconds=4, count=None)
        with pulse(running) as felt:
            key = await resting_order(running)
            assert state(running, key) == "전송중"
            await fill_in(running, price=price_at(running, "bid", -5), volume="0.02")
            await running.until(lambda: state(running, key) == "확인중", SECONDS, "확인중")
            running.window.link.pick("KRW-ETH")
            running.window.link.pick("KRW-BTC")
            await asyncio.sleep(0.5)
        # The bound is of blocking calls, not of a loaded machine: one of them would take all ten seconds.
        assert felt.longest < 1.0
        assert felt.beats > 50
        await exchange.told("clear")
        await running.until(lambda: state(running, key) == "대기", 30, "the exchange's own word")
        assert running.workspace.session.broker.orders[key].volume == Decimal("0.01")
        assert await orders_at_exchange(running) == 1
        await clean_slate(running, "KRW-BTC")

    play(scenario)


def test_a_window_that_is_closed_amid_an_order_waits_for_its_answer(play: Play, exchange: Exchange) -> None:
    """In sight, and saying so; closed by itself once the answer is there and written down."""
    sent: list[str] = []

    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        await exchange.told("frame", kind="drop", side="private", containing="myOrder", count=None)
        await exchange.fault("late", seconds=1)
        sent.append(await resting_order(running))
        running.window.close()
        assert running.window.isVisible()
        assert any("답을 기다린 뒤" in text for text in running.window.notices.texts)
        window = running.window
        await running.until(lambda: isdeleted(window) or not window.isVisible(), SECONDS, "closed by itself")

    async def after(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        broker = running.workspace.session.broker
        await running.until(lambda: broker.ready and broker.orders, SECONDS, "the order")
        assert not broker.recovered, "its outcome is in the journal"
        assert [record.key for record in broker.orders.values()] == sent
        await exchange.told("clear")
        await clean_slate(running, "KRW-BTC")

    play(scenario)
    play(after)


def test_a_second_wish_to_close_is_obeyed_at_once(play: Play, exchange: Exchange) -> None:
    async def scenario(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")
        await exchange.fault("late", seconds=3)
        await resting_order(running)
        running.window.close()
        assert running.window.isVisible()
        running.window.close()
        assert not running.window.isVisible()
        await exchange.told("clear")

    async def tidied(running: Running) -> None:
        await clean_slate(running, "KRW-BTC")

    play(scenario)
    play(tidied)
