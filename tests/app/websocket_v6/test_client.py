"""WebSocketClient against a scripted peer: replace semantics, merging, late joiners."""

from __future__ import annotations

import asyncio
import gc
from decimal import Decimal
from typing import Any

import pytest

from app.websocket_v6 import (
    ConnectionState,
    DataType,
    Frame,
    GlobalWebSocketManager,
    InvalidCallbackError,
    InvalidIntervalError,
    InvalidLevelError,
    InvalidSymbolError,
    Ticker,
    WebSocketClient,
)
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import candle, orderbook, ticker, trade
from tests.app.websocket_v6.seen import Seen


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


async def test_five_clients_share_one_socket_and_few_frames(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """C1, C2, C10: wishes of one loop turn travel as one frame, each code once."""
    clients = [WebSocketClient(f"c{number}") for number in range(3)]
    seen = Seen()
    await clients[0].subscribe_ticker(["KRW-BTC", "KRW-ETH"], seen)
    await clients[1].subscribe_ticker(["KRW-BTC"], seen)
    await clients[2].subscribe_ticker(["KRW-DOGE", "KRW-ADA"], seen)
    parts = await peer.frame(1)
    assert [part["codes"] for part in parts if "type" in part] == [
        ["KRW-BTC", "KRW-ETH", "KRW-DOGE", "KRW-ADA"]
    ]
    await seen.wait(5)
    assert len(peer.sockets) == 1 and len(peer.frames) == 1


async def test_the_others_keep_their_streams_when_one_leaves(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """C3, C4: what nobody else wishes leaves the merged set, the rest goes on without a picture."""
    a, b = WebSocketClient("a"), WebSocketClient("b")
    of_a, of_b = Seen(), Seen()
    await a.subscribe_ticker(["KRW-BTC", "KRW-ETH"], of_a)
    await b.subscribe_ticker(["KRW-BTC", "KRW-XRP"], of_b)
    await of_a.wait(2)
    await of_b.wait(2)
    await a.cleanup()
    await peer.frame(2)
    assert peer.merged("ticker") == {"KRW-BTC", "KRW-XRP"}
    await peer.push(ticker(price=5.0), ticker("KRW-ETH"))
    assert (await of_b.wait(3)).trade_price == 5.0
    assert len(of_a) == 2


async def test_the_same_wish_again_sends_nothing(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B5: only the callback changes hands."""
    old, new = Seen(), Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], old)
    await old.wait(1)
    await client.subscribe_ticker(["KRW-BTC"], new)
    await peer.push(ticker(price=3.0))
    assert (await new.wait(2)).trade_price == 3.0
    assert len(old) == 1 and len(peer.frames) == 1


async def test_intervals_are_streams_of_their_own(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """A11, B9: two intervals of one client do not mix; an unknown one is refused at once."""
    one, five = Seen(), Seen()
    client = WebSocketClient("a")
    peer.snapshots = None
    await client.subscribe_candle(["KRW-BTC"], "1m", one)
    await client.subscribe_candle(["KRW-BTC"], callback=five, interval="5m")
    await peer.frame(1)
    await peer.push(candle(interval="1m"), candle(interval="5m"))
    await one.wait(1)
    await five.wait(1)
    assert [event.interval for event in (*one, *five)] == ["1m", "5m"]
    with pytest.raises(InvalidIntervalError, match="1s 1m 3m 5m 10m 15m 30m 60m 240m"):
        await client.subscribe_candle(["KRW-BTC"], "7m", one)
    assert len(peer.frames) == 1


async def test_a_callback_may_subscribe(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B10: from inside a callback, without a deadlock."""
    client = WebSocketClient("a")
    later = Seen()
    client.watch(DataType.TICKER, ["KRW-BTC"], lambda _: client.watch(DataType.TRADE, ["KRW-ETH"], later))
    assert (await later.wait(1)).symbol == "KRW-ETH"


@pytest.mark.parametrize("symbols", [[], "KRW-BTC", None, 5, ["BTC"], ["KRW-BTC", ""], [3]])
async def test_wrong_symbols_are_refused_at_once(
    manager: GlobalWebSocketManager, peer: Peer, symbols: Any
) -> None:
    """B12: a typed error, and nothing is sent."""
    with pytest.raises(InvalidSymbolError):
        await WebSocketClient("a").subscribe_ticker(symbols, print)
    assert manager.wishes == () and not peer.connects


async def test_a_callback_must_be_callable(manager: GlobalWebSocketManager) -> None:
    """B12."""
    with pytest.raises(InvalidCallbackError, match="must be a function"):
        await WebSocketClient("a").subscribe_ticker(["KRW-BTC"], "print")  # type: ignore[arg-type]


async def test_every_kind_of_callback_is_called(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """A10: lambda, function, bound method, coroutine function."""
    seen = Seen()

    async def coroutine_callback(event: Ticker) -> None:
        seen(event)

    callbacks = (lambda event: seen(event), seen, seen.append, coroutine_callback)
    clients = [WebSocketClient(f"c{number}") for number in range(4)]
    for client, callback in zip(clients, callbacks, strict=True):
        await client.subscribe_ticker(["KRW-BTC"], callback)
    await seen.wait(4)
    assert {event.symbol for event in seen} == {"KRW-BTC"}


async def test_after_cleanup_no_callback_comes_and_it_can_be_used_again(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """H1, H6."""
    seen, witness = Seen(), Seen()
    client, other = WebSocketClient("a"), WebSocketClient("b")
    await other.subscribe_ticker(["KRW-BTC"], witness)
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    await client.cleanup()
    await client.cleanup()
    await peer.push(ticker())
    await witness.wait(2)
    assert len(seen) == 1
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await peer.push(ticker(price=4.0))
    await witness.wait(3)
    assert seen[-1].trade_price == 4.0


async def test_a_dropped_client_leaves_the_merged_set(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """H4, H5: without cleanup, by reference count alone or by the collector for a cycle."""
    stays, goes = Seen(), Seen()
    stay = WebSocketClient("stay")
    await stay.subscribe_ticker(["KRW-BTC"], stays)

    class Bot:
        def __init__(self) -> None:
            self.client = WebSocketClient("bot")

        async def on_trade(self, event: Any) -> None:
            goes(event)

    bot: Bot | None = Bot()
    await bot.client.subscribe_trade(["KRW-ETH"], bot.on_trade)
    plain: WebSocketClient | None = WebSocketClient("plain")
    await plain.subscribe_ticker(["KRW-XRP"], goes)
    await goes.wait(2)
    del plain, bot
    gc.collect()
    await peer.frame(2)
    assert peer.merged("ticker") == {"KRW-BTC"} and peer.merged("trade") == set()
    assert len(manager.wishes) == 1 and stay.client_id == "stay"


async def test_watching_nothing_ends_the_watch(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B8, H8: the socket closes with 1000 after it has lingered."""
    seen = Seen()
    client = WebSocketClient("desk")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    client.watch(DataType.TICKER, [], seen)
    await peer.closed(1)
    assert peer.closes == [1000]
    assert manager.status("public").state is ConnectionState.DISCONNECTED
    client.watch(DataType.TICKER, ["KRW-ETH"], seen)
    assert (await seen.wait(2)).symbol == "KRW-ETH"


async def test_leaving_the_context_releases_everything(manager: GlobalWebSocketManager) -> None:
    """H3: also by an exception, which goes on."""
    with pytest.raises(KeyError):
        async with WebSocketClient("a") as client:
            await client.subscribe_ticker(["KRW-BTC"], print)
            raise KeyError
    assert manager.wishes == ()


async def test_levels_of_one_market_are_streams_of_their_own(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """Each client sees the book that it wished for, and never one that is grouped otherwise."""
    plain, coarse, tickers = Seen(), Seen(), Seen()
    a, b = WebSocketClient("a"), WebSocketClient("b")
    a.watch(DataType.ORDERBOOK, ["KRW-BTC"], plain)
    a.watch(DataType.TICKER, ["KRW-BTC"], tickers)
    await b.subscribe_orderbook(["KRW-BTC"], coarse, level=Decimal(10_000))
    assert (await coarse.wait(1)).level == 10_000 and (await plain.wait(1)).level == 0
    assert peer.merged("orderbook") == peer.merged("orderbook", 10_000) == {"KRW-BTC"}
    await peer.push(*(orderbook(level=level) for level in (0, 10_000, 100_000, 10_000, 0)), ticker())
    await tickers.wait(2)
    assert [frame.level for frame in plain] == [frame.event().level for frame in plain] == [0, 0, 0]
    assert [event.level for event in coarse] == [10_000] * 3
    assert len(peer.frames) == 1


async def test_another_level_replaces_the_first(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """Nothing of the old level comes after, not even what was on its way; the new one has its picture."""
    old, new = Seen(), Seen()
    client = WebSocketClient("desk")
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], old)
    await old.wait(1)
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], new, level=10_000)
    await peer.push(orderbook())
    assert (await new.wait(1)).is_snapshot
    await peer.push(orderbook(), orderbook(level=10_000))
    await new.wait(2)
    assert len(old) == 1 and [frame.level for frame in new] == [10_000, 10_000]
    assert (peer.merged("orderbook"), peer.merged("orderbook", 10_000)) == (set(), {"KRW-BTC"})


async def test_who_joins_a_level_late_starts_with_its_own_picture(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """C5, C6 per level: at once and without a frame where the level flows; else it is asked for."""
    a, b, c = (WebSocketClient(name) for name in "abc")
    first, second, third = Seen(), Seen(), Seen()
    a.watch(DataType.ORDERBOOK, ["KRW-BTC"], first, level=10_000)
    await first.wait(1)
    b.watch(DataType.ORDERBOOK, ["KRW-BTC"], second, level="10000")
    assert [frame.level for frame in second] == [10_000] and len(peer.frames) == 1
    c.watch(DataType.ORDERBOOK, ["KRW-BTC"], third)
    assert third == []
    assert (await third.wait(1)).level == 0 and len(peer.frames) == 2
    assert len(first) == len(second) == 1


async def test_after_a_cut_every_level_comes_back_in_one_frame(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """F1 per level."""
    plain, coarse = Seen(), Seen()
    a, b = WebSocketClient("a"), WebSocketClient("b")
    a.watch(DataType.ORDERBOOK, ["KRW-BTC"], plain)
    b.watch(DataType.ORDERBOOK, ["KRW-BTC", "KRW-ETH"], coarse, level=10_000)
    await plain.wait(1)
    await coarse.wait(2)
    before = len(peer.frames)
    peer.cut()
    await plain.wait(2)
    await coarse.wait(4)
    assert len(peer.frames) == before + 1
    assert peer.merged("orderbook") == {"KRW-BTC"}
    assert peer.merged("orderbook", 10_000) == {"KRW-BTC", "KRW-ETH"}
    assert {frame.level for frame in plain} == {0} and {frame.level for frame in coarse} == {10_000}


@pytest.mark.parametrize("level", [-1, "ten", None, float("nan")])
async def test_a_level_that_cannot_be_one_is_refused_at_once(
    manager: GlobalWebSocketManager, peer: Peer, level: Any
) -> None:
    client = WebSocketClient("a")
    with pytest.raises(InvalidLevelError):
        await client.subscribe_orderbook(["KRW-BTC"], print, level=level)
    with pytest.raises(InvalidLevelError):
        client.watch(DataType.ORDERBOOK, ["KRW-BTC"], print, level=level)
    assert manager.wishes == () and peer.connects == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("1m", "5m", print), {}),
        ((print, print), {}),
        (("1m", print), {"interval": "5m"}),
        ((print,), {"callback": print}),
    ],
)
async def test_a_candle_subscription_takes_one_interval_and_one_callback(
    manager: GlobalWebSocketManager, arguments: tuple[Any, ...], named: dict[str, Any]
) -> None:
    """Which of two was meant cannot be known: a wrong call raises at once."""
    with pytest.raises(TypeError, match="one interval and one callback"):
        await WebSocketClient("c").subscribe_candle(["KRW-BTC"], *arguments, **named)
    assert not manager.wishes


async def test_a_client_that_moves_to_another_loop_leaves_the_first(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """Subscribing from another thread's loop is a new beginning there; here nothing goes on for nobody."""
    client = WebSocketClient("moving")
    await client.subscribe_ticker(["KRW-BTC"], print)

    async def elsewhere() -> None:
        await client.subscribe_ticker(["KRW-BTC"], print)
        await client.cleanup()
        await (await GlobalWebSocketManager.get_instance()).shutdown()

    await asyncio.to_thread(asyncio.run, elsewhere())
    assert not manager.wishes
