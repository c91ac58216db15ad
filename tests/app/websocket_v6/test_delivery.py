"""Callbacks that raise, dawdle or never end harm only themselves."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.tasks import TaskOwner
from app.websocket_v6 import DataType, Frame, InvalidCallbackError
from app.websocket_v6.delivery import Delivery, is_coroutine_callback
from app.websocket_v6.health import Meter
from app.websocket_v6.subscriptions import Wish
from app.websocket_v6.watch import CallbackWatch
from app.websocket_v6.wire import FrameReader
from tests.app.websocket_v6.samples import ticker, trade
from tests.app.websocket_v6.seen import Seen

READER = FrameReader()


def frame_of(event: dict[str, Any]) -> Frame:
    frame = READER.read(json.dumps(event, separators=(",", ":")).encode(), time.monotonic())
    assert isinstance(frame, Frame)
    return frame


def delivering(
    callback: Callable[..., Any], meter: Meter, tasks: TaskOwner, data_type: DataType = DataType.TICKER
) -> Delivery:
    wish = Wish("the client", data_type, ("KRW-BTC",))
    return Delivery(
        wish,
        callback,
        lambda frame: [(frame.event(),)],
        meter,
        lambda work: tasks.start(None, work),
        watch=CallbackWatch(),
    )


@pytest.fixture
async def tasks() -> Any:
    owner = TaskOwner("test")
    yield owner
    await owner.aclose()


async def test_a_raising_callback_is_logged_once_and_counted(
    tasks: TaskOwner, caplog: pytest.LogCaptureFixture
) -> None:
    """G4: with the client's name; the next event still comes."""
    meter = Meter()

    def broken(_: Any) -> None:
        raise KeyError("on purpose")

    async def broken_too(_: Any) -> None:
        raise KeyError("on purpose")

    plain, waiting = delivering(broken, meter, tasks), delivering(broken_too, meter, tasks)
    for price in range(100):
        plain.receive(frame_of(ticker(price=price)))
        waiting.receive(frame_of(ticker(price=price)))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    assert plain.message_count == 100 and meter.callback_errors >= 150
    failures = [record for record in caplog.records if "callback of the client failed" in record.message]
    assert len(failures) == 2


async def test_a_slow_plain_callback_is_named(tasks: TaskOwner, caplog: pytest.LogCaptureFixture) -> None:
    """G6."""
    delivery = delivering(lambda _: time.sleep(0.12), Meter(), tasks)
    delivery.receive(frame_of(ticker()))
    assert "the ticker callback of the client held everything up for 1" in caplog.text


async def test_a_slow_coroutine_callback_gets_the_newest(tasks: TaskOwner) -> None:
    """G5: its queue is bounded, the last value arrives, what was skipped is counted."""
    meter, seen, turn = Meter(), Seen(), asyncio.Semaphore(0)

    async def slow(event: Any) -> None:
        await turn.acquire()
        seen(event.trade_price)

    delivery = delivering(slow, meter, tasks)
    for price in range(1000):
        delivery.receive(frame_of(ticker(price=price)))
        await asyncio.sleep(0)
    turn.release()
    turn.release()
    assert (await seen.wait(2)) == 999
    assert seen == [0, 999] and meter.conflated == 998


async def test_every_trade_reaches_a_coroutine_callback_in_order(tasks: TaskOwner) -> None:
    seen = Seen()

    async def each(event: Any) -> None:
        await asyncio.sleep(0)
        seen(event.sequential_id % 10_000)

    delivery = delivering(each, Meter(), tasks, DataType.TRADE)
    for number in range(200):
        delivery.receive(frame_of(trade(number=number)))
    await seen.wait(200)
    assert seen == list(range(200))


async def test_an_endless_coroutine_callback_is_cut_off(
    tasks: TaskOwner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("app.websocket_v6.delivery.ENDLESS_CALLBACK", 0.05)
    meter, seen = Meter(), Seen()

    async def endless(event: Any) -> None:
        seen(event)
        await asyncio.Event().wait()

    delivery = delivering(endless, meter, tasks)
    delivery.receive(frame_of(ticker(price=1)))
    await seen.wait(1)
    delivery.receive(frame_of(ticker(price=2)))
    assert (await seen.wait(2)).trade_price == 2
    assert meter.callback_errors == 1 and "TimeoutError" in caplog.text


async def test_a_closed_delivery_calls_no_more(tasks: TaskOwner) -> None:
    """H1: also what was waiting already."""
    seen = Seen()

    async def waiting(event: Any) -> None:
        seen(event)

    plain, coroutine = delivering(seen, Meter(), tasks), delivering(waiting, Meter(), tasks)
    coroutine.receive(frame_of(ticker()))
    for delivery in (plain, coroutine):
        delivery.close()
        delivery.receive(frame_of(ticker()))
    await asyncio.sleep(0.01)
    assert seen == [] and len(tasks) == 0


async def test_an_unreadable_frame_is_counted_and_skipped(
    tasks: TaskOwner, caplog: pytest.LogCaptureFixture
) -> None:
    """G7."""
    meter, seen = Meter(), Seen()
    delivery = delivering(seen, meter, tasks)
    delivery.receive(frame_of(ticker(trade_price="x")))
    delivery.receive(frame_of(ticker()))
    assert (len(seen), meter.bad_frames, meter.callback_errors) == (1, 1, 0)
    assert "the client: a ticker frame cannot be read" in caplog.text


async def test_a_function_that_returns_a_coroutine_is_told_so(
    tasks: TaskOwner, caplog: pytest.LogCaptureFixture
) -> None:
    async def handler(event: Any) -> None: ...

    delivery = delivering(lambda event: handler(event), Meter(), tasks)
    with caplog.at_level(logging.ERROR):
        delivery.receive(frame_of(ticker()))
    assert "pass the coroutine function itself" in caplog.text


def test_what_counts_as_a_coroutine_callback() -> None:
    class Handler:
        async def __call__(self, event: Any) -> None: ...

    assert is_coroutine_callback(Handler()) and not is_coroutine_callback(print)
    with pytest.raises(InvalidCallbackError):
        is_coroutine_callback(None)
