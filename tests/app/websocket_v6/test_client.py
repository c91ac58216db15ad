"""WebSocketClient against a scripted peer: replace semantics, merging, late joiners."""

from __future__ import annotations

import asyncio
from typing import Any

from peer import Peer
from samples import orderbook, ticker, trade

from app.websocket_v6 import DataType, Frame, GlobalWebSocketManager, Ticker, WebSocketClient


class Seen(list[Any]):
    """Collects what a callback gets and lets a test wait for it."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def __call__(self, *arguments: Any) -> None:
        self.append(arguments[0] if len(arguments) == 1 else arguments)
        self._more.set()

    async def wait(self, count: int, within: float = 3.0) -> Any:
        async with asyncio.timeout(within):
            while len(self) < count:
                self._more.clear()
                await self._more.wait()
        return self[count - 1]


async def test_a_ticker_reaches_a_plain_callback(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """A2, A10: the first event is the snapshot, then every push."""
    seen = Seen()
    client = WebSocketClient("learning_basic")
    await client.subscribe_ticker([" krw-btc ", "KRW-BTC"], seen)
    first = await seen.wait(1)
    assert isinstance(first, Ticker)
    assert (first.symbol, first.stream_type) == ("KRW-BTC", "SNAPSHOT")
    await peer.push(ticker(price=1.5), ticker(price=2.5), ticker("KRW-ETH", price=9.0))
    await peer.push(ticker(price=3.5))
    assert (await seen.wait(4)).trade_price == 3.5
    assert [event.trade_price for event in seen[1:]] == [1.5, 2.5, 3.5]
    await client.cleanup()


async def test_watch_gives_frames_that_decode_on_demand(manager: GlobalWebSocketManager, peer: Peer) -> None:
    seen = Seen()
    client = WebSocketClient("desk")
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], seen)
    frame = await seen.wait(1)
    assert isinstance(frame, Frame)
    assert (frame.data_type, frame.symbol, frame.interval, frame.is_snapshot) == (
        DataType.ORDERBOOK,
        "KRW-BTC",
        None,
        True,
    )
    assert frame.event() is frame.event()
    assert frame.event().bids == ((116_530_000.0, 0.5),)
    client.close()
    client.close()


async def test_a_second_watch_replaces_the_first_in_one_frame(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """B1, B4: nothing of the old wish comes after; the other type is left alone."""
    old, new, book = Seen(), Seen(), Seen()
    client = WebSocketClient("desk")
    client.watch(DataType.TICKER, ["KRW-BTC"], old)
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], book)
    await old.wait(1)
    await book.wait(1)
    client.watch(DataType.TICKER, ["KRW-ETH"], new)
    await new.wait(1)
    assert peer.merged("ticker") == {"KRW-ETH"}
    assert {"type": "orderbook", "codes": ["KRW-BTC"], "is_only_realtime": True} in peer.frames[-1][2]
    await peer.push(ticker("KRW-BTC"), ticker("KRW-ETH", price=7.0), orderbook())
    await book.wait(2)
    assert new[-1].event().trade_price == 7.0
    assert len(old) == 1 and len(book) == 2
    assert len(peer.frames) == 2


async def test_a_late_joiner_starts_with_the_last_known_state(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """C5, C6: at once, without another frame; the first client gets no second picture."""
    first, second = Seen(), Seen()
    a, b = WebSocketClient("a"), WebSocketClient("b")
    a.watch(DataType.TRADE, ["KRW-BTC"], first)
    await peer.frame(1)
    await peer.push(trade(number=1))
    await first.wait(2)
    b.watch(DataType.TRADE, ["KRW-BTC"], second)
    assert len(second) == 1 and second[0].is_snapshot
    assert second[0].event().stream_type == "SNAPSHOT"
    await peer.push(trade(number=2))
    await second.wait(2)
    assert len(first) == 3 and len(peer.frames) == 1
