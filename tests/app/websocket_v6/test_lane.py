"""What a side makes of what comes in: rubbish, errors, silence, late pictures."""

from __future__ import annotations

from typing import Any

import pytest

from app.websocket_v6 import (
    DataType,
    GlobalWebSocketManager,
    Timings,
    WebSocketClient,
    WebSocketClientProxy,
)
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import orderbook, snapshot_of, ticker
from tests.app.websocket_v6.seen import Seen


async def test_rubbish_stops_nothing(
    manager: GlobalWebSocketManager,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """G7: broken JSON, unknown types, missing fields, a status; each kind is logged once."""
    monkeypatch.setattr("app.websocket_v6.lane.LOG_EVERY", 0.0)
    seen = Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    rubbish: list[Any] = [
        b"{",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"type":"surprise","code":"KRW-BTC"}',
        b'{"type":"ticker","code":"KRW-BTC","trade_price":"x"}',
        b'{"status":"UP"}',
        b"null",
        b"[]",
        b'[{"type":"ticker"}]',
    ]
    await peer.push(*rubbish, *rubbish, ticker(price=3.0, surprise=[1, {"a": 2}]))
    assert (await seen.wait(2)).trade_price == 3.0
    traffic = manager.traffic()
    assert traffic.bad_frames >= 12 and len(peer.connects) == 1
    assert caplog.text.count("unknown type surprise") == 1


async def test_an_error_frame_isolates_the_code_that_caused_it(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    """G8: the running stream goes on; the refused code is named with the client that asked for it."""
    good, bad = Seen(), Seen()
    a, b = WebSocketClient("a"), WebSocketClient("b")
    await a.subscribe_ticker(["KRW-BTC"], good)
    await good.wait(1)
    peer.snapshots = None
    await b.subscribe_ticker(["KRW-INVALID"], bad)
    await peer.frame(2)
    await peer.push(b'{"error":{"name":"INVALID_PARAM","message":"no such market"}}')
    await peer.frame(3)
    assert peer.merged("ticker") == {"KRW-BTC"}
    await peer.push(ticker(price=4.0))
    assert (await good.wait(2)).trade_price == 4.0
    assert "refuses ticker of KRW-INVALID, asked for by b" in caplog.text


async def test_an_older_picture_does_not_overwrite_a_newer_book(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """D6."""
    seen = Seen()
    peer.snapshots = None
    client = WebSocketClient("a")
    await client.subscribe_orderbook(["KRW-BTC"], seen)
    await peer.frame(1)
    await peer.push(orderbook(timestamp=1000), orderbook(timestamp=900, stream_type="SNAPSHOT"))
    await peer.push(orderbook(timestamp=1001))
    await seen.wait(2)
    assert [event.timestamp for event in seen] == [1000, 1001]


async def test_a_canary_rides_along_where_only_quiet_markets_are_watched(
    peer: Peer, manager: GlobalWebSocketManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It goes with the last wish and never keeps the socket open by itself."""
    await manager.shutdown()
    timings = Timings(canary_after=0.2, look_every=0.05, linger=0.1)
    monkeypatch.setattr(GlobalWebSocketManager, "timings", timings)
    again = await GlobalWebSocketManager.get_instance()
    monkeypatch.setattr("app.websocket_v6.lane.QUIET_RATE", 1000.0)
    client, seen = WebSocketClient("a"), Seen()
    client.watch(DataType.ORDERBOOK, ["BTC-POWR"], seen)
    await peer.frame(2)
    assert peer.merged("ticker") == {"KRW-BTC"} and len(seen) == 1
    late, joined = WebSocketClient("b"), Seen()
    late.watch(DataType.TICKER, ["KRW-BTC"], joined)
    assert (await joined.wait(1)).is_snapshot and len(peer.frames) == 2
    late.close()
    client.close()
    await peer.closed(1)
    assert peer.closes == [1000]
    await again.shutdown()


async def test_a_code_that_never_answers_is_named(
    manager: GlobalWebSocketManager,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Upbit ignores unknown codes in silence: the subscription and the log tell, the rest goes on."""
    monkeypatch.setattr("app.websocket_v6.lane.ANSWER_WITHIN", 0.15)
    peer.snapshots = lambda kind, code: snapshot_of(kind, code) if code == "KRW-BTC" else None
    proxy, seen = WebSocketClientProxy("p"), Seen()
    name = await proxy.subscribe_ticker(["KRW-BTC", "KRW-NOPE"], seen)
    await seen.wait(1)
    while "no answer for KRW-NOPE" not in caplog.text:
        await peer.push(ticker())
        await seen.wait(len(seen) + 1)
    info = await proxy.get_subscription_info(name)
    assert info is not None and (info["status"], info["unanswered"]) == ("active", ["KRW-NOPE"])


async def test_of_many_codes_that_do_not_answer_some_are_named(
    manager: GlobalWebSocketManager,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A log line stays one line."""
    monkeypatch.setattr("app.websocket_v6.lane.ANSWER_WITHIN", 0.05)
    peer.snapshots = lambda kind, code: snapshot_of(kind, code) if code == "KRW-BTC" else None
    client, seen = WebSocketClient("a"), Seen()
    client.watch(DataType.TICKER, ["KRW-BTC", *(f"KRW-X{number}" for number in range(10, 60))], seen)
    await seen.wait(1)
    while "no answer for KRW-X10 KRW-X11" not in caplog.text:
        await peer.push(ticker())
        await seen.wait(len(seen) + 1)
    assert "KRW-X19 and 40 more: not listed" in caplog.text and "KRW-X20" not in caplog.text


async def test_a_level_that_never_answers_is_named_beside_the_book_that_does(
    manager: GlobalWebSocketManager,
    peer: Peer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Protocol 1.3: an unsupported level brings nothing; its tick brings the ungrouped book."""
    monkeypatch.setattr("app.websocket_v6.lane.ANSWER_WITHIN", 0.15)
    peer.snapshots = lambda kind, code: None
    proxy, plain, coarse = WebSocketClientProxy("p"), Seen(), Seen()
    first = await proxy.subscribe_orderbook(["KRW-BTC"], plain)
    second = await proxy.subscribe_orderbook(["KRW-BTC"], coarse, level=7)
    await peer.frame(1)
    while "no answer for KRW-BTC by 7: not listed, never traded, or no unit" not in caplog.text:
        await peer.push(orderbook())
        await plain.wait(len(plain) + 1)
    infos = await proxy.get_active_subscriptions()
    assert (infos[first]["unanswered"], infos[second]["unanswered"]) == ([], ["KRW-BTC"])
    assert coarse == []
