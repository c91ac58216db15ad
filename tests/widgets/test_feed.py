"""A feed conflates for one panel: the newest book, every trade, nothing of a dropped market."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from PyQt6.QtWidgets import QApplication, QWidget

from app.endpoints import local
from app.exchange.server import ExchangeConfig, ExchangeServer
from app.websocket_v6 import DataType, GlobalWebSocketManager
from widgets.event_loop import event_loop
from widgets.feed import Batch, Feed
from widgets.frame_clock import Beat, FrameClock


class Stage:
    """A visible panel with a feed, on a still exchange whose events the test pushes."""

    def __init__(self, server: ExchangeServer) -> None:
        self.server = server
        self.panel = QWidget()
        self.panel.show()
        self.clock = FrameClock(self.panel)
        self.feed = Feed("test", self.clock, self.panel, tail=100)
        self.batches: list[Batch] = []
        self.feed.flushed.connect(self.batches.append)

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not condition():
                await asyncio.sleep(0.005)

    def books(self) -> list[Any]:
        return [book for batch in self.batches for book in batch.latest(DataType.ORDERBOOK).values()]

    def trades(self) -> list[Any]:
        return [trade for batch in self.batches for trade in batch.trades]


@pytest.fixture
def play(qapp: QApplication) -> Iterator[Callable[..., None]]:
    """Run a scenario on a stage, on the loop that the desk runs on."""

    qapp.setQuitOnLastWindowClosed(False)

    async def staged(scenario: Callable[[Stage], Any]) -> None:
        server = ExchangeServer(ExchangeConfig(markets=4, moving=False, limited=False))
        addresses = await server.start()
        manager = await GlobalWebSocketManager.get_instance()
        await manager.initialize(endpoints=local(addresses.rest))
        stage = Stage(server)
        try:
            await scenario(stage)
        finally:
            stage.feed.close()
            await manager.shutdown()
            await server.stop()

    def run(scenario: Callable[[Stage], Any]) -> None:
        with asyncio.Runner(loop_factory=lambda: event_loop(qapp)) as runner:
            runner.run(staged(scenario))

    yield run


def raw(event: Any, **changes: Any) -> dict[str, Any]:
    """The wire's object of an event, a little changed."""
    return {**msgspec.to_builtins(event), "stream_type": "REALTIME", **changes}


def test_of_many_books_the_newest_is_handed_over(play: Callable[..., None]) -> None:
    async def scenario(stage: Stage) -> None:
        stage.feed.watch(DataType.ORDERBOOK, ["KRW-BTC"])
        await stage.until(stage.books)
        frame = raw(stage.books()[-1], type="orderbook")
        stage.panel.hide()
        handed = len(stage.batches)
        for number in range(50):
            stage.server.push({**frame, "timestamp": frame["timestamp"] + number + 1})
        await stage.until(lambda: stage.feed._latest)
        await asyncio.sleep(0.1)  # a hidden panel is not flushed, however long it waits
        assert len(stage.batches) == handed
        stage.panel.show()
        await stage.until(lambda: stage.books()[-1].timestamp == frame["timestamp"] + 50)
        assert len(stage.batches) == handed + 1

    play(scenario)


def test_however_many_frames_come_one_flush_is_asked_for(
    play: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(stage: Stage) -> None:
        stage.feed.watch(DataType.ORDERBOOK, ["KRW-BTC"])
        await stage.until(stage.books)
        frame, marked, mark = raw(stage.books()[-1], type="orderbook"), list[Beat](), stage.clock.mark
        stage.panel.hide()
        await stage.until(stage.clock.is_asleep)
        monkeypatch.setattr(stage.clock, "mark", lambda beat: (marked.append(beat), mark(beat)))
        for turn in range(1, 3):
            for number in range(50):
                stage.server.push({**frame, "timestamp": frame["timestamp"] + turn * 100 + number})
            await stage.until(lambda: newest(stage) == frame["timestamp"] + turn * 100 + 49)  # noqa: B023
            assert len(marked) == 1
            stage.panel.show()
            await stage.until(lambda: stage.books()[-1].timestamp == frame["timestamp"] + turn * 100 + 49)  # noqa: B023
            stage.panel.hide()
            marked.clear()

    def newest(stage: Stage) -> int:
        waiting = stage.feed._latest.get(DataType.ORDERBOOK, {})
        return waiting["KRW-BTC"].event().timestamp if waiting else 0

    play(scenario)


def test_no_trade_is_lost_and_their_order_is_kept(play: Callable[..., None]) -> None:
    async def scenario(stage: Stage) -> None:
        stage.feed.watch(DataType.TRADE, ["KRW-BTC"])
        await stage.until(stage.trades)
        first = stage.trades()[-1]
        frame = raw(first, type="trade")
        for number in range(1, 81):
            stage.server.push({**frame, "sequential_id": first.sequential_id + number})
        await stage.until(lambda: len(stage.trades()) >= 81)
        ids = [trade.sequential_id for trade in stage.trades()]
        assert ids == [first.sequential_id + number for number in range(81)]

    play(scenario)


def test_nothing_of_a_dropped_market_comes_after_the_switch(play: Callable[..., None]) -> None:
    async def scenario(stage: Stage) -> None:
        stage.feed.watch(DataType.ORDERBOOK, ["KRW-BTC"])
        await stage.until(stage.books)
        frame = raw(stage.books()[-1], type="orderbook")
        stage.server.push({**frame, "timestamp": frame["timestamp"] + 1})
        stage.feed.watch(DataType.ORDERBOOK, ["KRW-ETH"])
        stage.batches.clear()
        await stage.until(stage.books)
        stage.server.push({**frame, "timestamp": frame["timestamp"] + 2})
        await asyncio.sleep(0.1)
        assert {book.symbol for book in stage.books()} == {"KRW-ETH"}

    play(scenario)


def test_a_batch_tells_when_the_newest_frame_of_each_type_came(play: Callable[..., None]) -> None:
    async def scenario(stage: Stage) -> None:
        for data_type in (DataType.ORDERBOOK, DataType.TRADE):
            stage.feed.watch(data_type, ["KRW-BTC"])
        await stage.until(lambda: stage.books() and stage.trades())
        book, trade = raw(stage.books()[-1], type="orderbook"), raw(stage.trades()[-1], type="trade")
        stage.panel.hide()
        stage.server.push({**book, "timestamp": book["timestamp"] + 1})
        await stage.until(lambda: stage.feed._latest)
        between = time.monotonic()
        stage.server.push({**trade, "sequential_id": trade["sequential_id"] + 1})
        await stage.until(lambda: stage.feed._tail)
        stage.server.push({**book, "timestamp": book["timestamp"] + 2})
        first = stage.feed._latest[DataType.ORDERBOOK]["KRW-BTC"]
        await stage.until(lambda: stage.feed._latest[DataType.ORDERBOOK]["KRW-BTC"] is not first)
        handed, clock = len(stage.batches), stage.feed._frame_clock
        clock.latency_ms, shown = None, time.monotonic()
        stage.panel.show()
        await stage.until(lambda: len(stage.batches) > handed)
        batch, waited = stage.batches[-1], clock.latency_ms
        assert waited is not None
        assert waited <= (time.monotonic() - shown) * 1000, "hidden data keeps nobody waiting"
        traded, booked = batch.received_at(DataType.TRADE), batch.received_at(DataType.ORDERBOOK)
        assert traded is not None and booked is not None
        assert between <= traded < booked
        assert batch.received_at(DataType.TICKER) is None

    play(scenario)


def test_a_closed_feed_hands_over_nothing(play: Callable[..., None]) -> None:
    async def scenario(stage: Stage) -> None:
        stage.feed.watch(DataType.TICKER, ["KRW-BTC"])
        await stage.until(lambda: stage.batches)
        ticker = raw(stage.batches[-1].latest(DataType.TICKER)["KRW-BTC"], type="ticker")
        stage.feed.close()
        stage.feed.close()
        stage.batches.clear()
        stage.server.push(ticker)
        await asyncio.sleep(0.1)
        assert stage.batches == [] and stage.clock.is_asleep()

    play(scenario)
