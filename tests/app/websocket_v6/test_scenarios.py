"""Scenarios that go through the whole library, against a scripted peer."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import Counter
from typing import Any

import pytest

from app.websocket_v6 import ConnectionState, DataType, GlobalWebSocketManager, WebSocketClient
from app.websocket_v6.backoff import Fault
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import NOW, orderbook, ticker, trade
from tests.app.websocket_v6.seen import Seen


async def test_a_replaced_subscription_may_grow(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B2: from one symbol to three; each push calls the newest callback once."""
    first, last = Seen(), Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-ETH"], first)
    await first.wait(1)
    await client.subscribe_ticker(["KRW-BTC", "KRW-ETH", "KRW-XRP"], last)
    await last.wait(3)
    assert peer.merged("ticker") == {"KRW-BTC", "KRW-ETH", "KRW-XRP"}
    await peer.push(*(ticker(code, price=5.0) for code in ("KRW-BTC", "KRW-ETH", "KRW-XRP")))
    await last.wait(6)
    assert Counter(event.symbol for event in last[3:]) == Counter(("KRW-BTC", "KRW-ETH", "KRW-XRP"))
    assert len(first) == 1


async def test_three_types_of_one_client_do_not_mix(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B3: all in the newest frame; each push calls only its own callback."""
    client = WebSocketClient("a")
    seen = {name: Seen() for name in ("ticker", "orderbook", "trade")}
    for name, collected in seen.items():
        await getattr(client, f"subscribe_{name}")(["KRW-BTC"], collected)
    for collected in seen.values():
        await collected.wait(1)
    assert [part["type"] for part in peer.frames[-1][2][1:-1]] == list(seen)
    await peer.push(trade(number=1), orderbook(timestamp=NOW + 1), ticker(price=2.0))
    await seen["ticker"].wait(2)
    assert [(len(collected), collected[1].type) for collected in seen.values()] == [
        (2, "ticker"),
        (2, "orderbook"),
        (2, "trade"),
    ]


async def test_nothing_of_an_old_socket_is_delivered(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F4: what is still buffered when a socket has been given up belongs to it, and is not shown."""
    seen = Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    connection = manager.lane_of(manager.wishes[0]).connection
    taken = connection._received
    connection.drop(Fault.NETWORK, "given up in this test")
    for price in range(100):
        taken(b'{"type":"ticker","code":"KRW-BTC","trade_price":%d}' % price)
    await seen.wait(2)
    assert [event.stream_type for event in seen] == ["SNAPSHOT", "SNAPSHOT"]


async def test_the_list_of_subscriptions_in_simple_is_understood(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """G10: the answer to LIST_SUBSCRIPTIONS is no error and disturbs nothing; requests stay SIMPLE."""
    await manager.initialize(wire_format="SIMPLE")
    client, seen = WebSocketClient("a"), Seen()
    await client.subscribe_ticker(["KRW-BTC"], seen)
    assert (await peer.frame(1))[-1] == {"format": "SIMPLE"}
    await peer.push(b'{"mthd":"LIST_SUBSCRIPTIONS","rslt":[{"ty":"ticker","cds":["KRW-BTC"]}],"tckt":"x"}')
    await peer.push(b'{"method":"LIST_SUBSCRIPTIONS","result":[{"type":"ticker"}],"ticket":"x"}')
    await client.subscribe_trade(["KRW-BTC"], seen)
    assert (await peer.frame(2))[-1] == {"format": "SIMPLE"}
    assert manager.traffic().bad_frames == 0 and len(peer.connects) == 1


async def test_a_bot_changes_one_strategy_and_ends(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """H7: five strategies; one goes, one comes, only their streams change; nothing is left at the end."""
    before = asyncio.all_tasks()
    strategies = {name: WebSocketClient(name) for name in ("s0", "s1", "s2", "s3", "s4")}
    seen = Seen()
    for number, client in enumerate(strategies.values()):
        await client.subscribe_trade([f"KRW-C{number}"], seen)
    await seen.wait(5)
    await strategies.pop("s2").cleanup()
    strategies["s5"] = WebSocketClient("s5")
    await strategies["s5"].subscribe_trade(["KRW-C5"], seen)
    await peer.frame(2)
    parts = [part for part in peer.frames[1][2] if part.get("type") == "trade"]
    assert parts == [
        {"type": "trade", "codes": ["KRW-C0", "KRW-C1", "KRW-C3", "KRW-C4"], "is_only_realtime": True},
        {"type": "trade", "codes": ["KRW-C5"]},
    ]
    began = time.monotonic()
    for client in strategies.values():
        await client.cleanup()
    await manager.shutdown()
    assert time.monotonic() - began < 5
    assert {task for task in asyncio.all_tasks() - before if "websocket:" in task.get_name()} == set()


async def test_without_keys_a_script_knows_that_it_only_simulates(manager: GlobalWebSocketManager) -> None:
    """E5, the library's part: one plain question; with keys the answer is another."""
    from app.websocket_v6 import WebSocketClientProxy
    from examples.adaptive_trading import trading_mode

    proxy = WebSocketClientProxy("adaptive")
    assert trading_mode(proxy) == "simulation"
    await manager.initialize("a" * 40, "s" * 40)
    assert trading_mode(proxy) == "realtime"


@pytest.mark.parametrize("rate", [500])
async def test_a_slow_consumer_does_not_slow_a_fast_one(
    manager: GlobalWebSocketManager, peer: Peer, rate: int
) -> None:
    """G5: 1000 pushes at 500 a second over a real socket; all reach the fast one, the last the slow."""
    fast, slow = Seen(), Seen()
    done = asyncio.Event()

    async def dawdle(event: Any) -> None:
        slow(event.trade_price)
        await asyncio.sleep(0.1)
        if event.trade_price == 999:
            done.set()

    a, b = WebSocketClient("slow"), WebSocketClient("fast")
    await a.subscribe_ticker(["KRW-BTC"], dawdle)
    await b.subscribe_ticker(["KRW-BTC"], fast)
    await fast.wait(1)
    for block in range(100):
        await peer.push(*(ticker(price=10 * block + place) for place in range(10)))
        await asyncio.sleep(10 / rate)
    await fast.wait(1001)
    await done.wait()
    assert [event.trade_price for event in fast[1:]] == list(range(1000))
    assert slow[-1] == 999 and len(slow) < 100
    assert manager.traffic().conflated == 1001 - len(slow)


async def test_many_symbols_for_many_clients_lose_nothing(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """K1 in short: 200 symbols, 50 clients; each frame reaches exactly those who wish it, in order."""
    symbols = [f"KRW-C{number}" for number in range(200)]
    peer.snapshots = None
    seen = [Seen() for _ in range(50)]
    clients = [WebSocketClient(f"c{number}") for number in range(50)]
    for number, client in enumerate(clients):
        client.watch(DataType.TRADE, symbols[number * 4 : number * 4 + 20], seen[number])
    await peer.frame(1)
    for number in range(10):
        await peer.push(*(trade(symbol, number=number) for symbol in symbols))
    for number, collected in enumerate(seen):
        mine = symbols[number * 4 : number * 4 + 20]
        await collected.wait(10 * len(mine))
        for symbol, frames in itertools.groupby(
            sorted(collected, key=lambda f: f.symbol), lambda f: f.symbol
        ):
            ids = [frame.event().sequential_id for frame in frames]
            assert symbol in mine and ids == sorted(ids) and len(ids) == 10
    assert manager.status("public").state is ConnectionState.SUBSCRIBED


async def test_a_restart_of_the_exchange_is_waited_for(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Close code 1012: everybody comes back spread over some seconds, not all at once."""
    monkeypatch.setattr("app.websocket_v6.backoff.RESTART_SPREAD", (0.3, 0.4))
    client, seen, states = WebSocketClient("a"), Seen(), Seen()
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    manager.on_status.connect(states)
    closed = time.monotonic()
    for socket in tuple(peer.sockets):
        await socket.close(1012)
    await seen.wait(2)
    assert peer.connects[1][0] - closed >= 0.29
    assert states[0].reason == "the exchange restarts" and states[0].stale


async def test_data_that_comes_too_late_is_given_up(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slow reads: once the stamps are five seconds behind what they were, a new socket starts fresh."""
    monkeypatch.setattr("app.websocket_v6.lane.LATENCY_EVERY", 0.0)
    client, seen, states = WebSocketClient("a"), Seen(), Seen()
    await client.subscribe_orderbook(["KRW-BTC"], seen)
    await seen.wait(1)
    manager.on_status.connect(states)
    now = time.time_ns() // 1_000_000
    await peer.push(orderbook(timestamp=now))
    await peer.push(*(orderbook(timestamp=now - 8_000 + number) for number in range(20)))
    await peer.push(*(orderbook(timestamp=now + 1 + number) for number in range(2)))
    await seen.wait(24)
    assert len(peer.connects) == 1
    monkeypatch.setattr("app.clock.SystemClock.time_ms", lambda _: now + 8_000)
    await peer.push(*(orderbook(timestamp=now + 10 + number) for number in range(12)))
    await peer.frame(2)
    assert states[0].stale and "late" in states[0].reason
