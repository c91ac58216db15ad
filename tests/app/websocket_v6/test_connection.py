"""How a side lives: reconnects, stalls, refusals, limits, and what is told about it."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections import defaultdict

import pytest

from app.clock import SystemClock
from app.websocket_v6 import (
    ConnectionState,
    DataType,
    GlobalWebSocketManager,
    PrivateUnavailableError,
    Timings,
    WebSocketClient,
    WebSocketClientProxy,
)
from app.websocket_v6.rate_limiter import ConnectPace
from tests.app.websocket_v6.conftest import most_in_a_second
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import my_asset, my_order, orderbook, ticker, trade
from tests.app.websocket_v6.seen import Seen


async def test_a_cut_is_mended_with_everything_restored(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """F1, I1: one frame with all wishes, fresh pictures, then pushes; a known trade is not shown twice."""
    tickers, books, trades, states = Seen(), Seen(), Seen(), Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], tickers)
    await client.subscribe_orderbook(["KRW-BTC"], books)
    await client.subscribe_trade(["KRW-BTC"], trades)
    await trades.wait(1)
    manager.on_status.connect(states)
    peer.cut()
    parts = await peer.frame(2)
    assert parts[1:4] == [
        {"type": "ticker", "codes": ["KRW-BTC"]},
        {"type": "orderbook", "codes": ["KRW-BTC"]},
        {"type": "trade", "codes": ["KRW-BTC"]},
    ]
    assert (await tickers.wait(2)).stream_type == "SNAPSHOT"
    assert (await books.wait(2)).stream_type == "SNAPSHOT"
    await peer.push(trade(number=1))
    await trades.wait(2)
    assert [event.sequential_id % 10 for event in trades] == [0, 1]
    assert states[0].state is ConnectionState.RECONNECTING and states[0].stale
    assert states[-1].state is ConnectionState.SUBSCRIBED and not states[-1].stale


async def test_wishes_changed_during_an_outage_are_the_new_ones(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """F6, F7: without a second call."""
    seen, joined = Seen(), Seen()
    client, other = WebSocketClient("a"), WebSocketClient("b")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    peer.cut()
    client.watch(DataType.TICKER, ["KRW-ETH"], seen)
    other.watch(DataType.TRADE, ["KRW-XRP"], joined)
    await joined.wait(1)
    assert (peer.merged("ticker"), peer.merged("trade")) == ({"KRW-ETH"}, {"KRW-XRP"})
    assert [frame.symbol for frame in seen] == ["KRW-BTC", "KRW-ETH"]


async def test_a_server_that_is_down_at_start_is_found_later(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """F8, F3: a manual retry tries at once."""
    seen, states = Seen(), Seen()
    manager.on_status.connect(states)
    await peer.stop()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    failing = await states.first(lambda status: status.attempt >= 2)
    assert failing.retry_at is not None and "no connection" in failing.reason
    await peer.start(peer.port)
    manager.retry_now()
    await seen.wait(1)
    await peer.stop()
    await peer.start(peer.port)


async def test_a_frozen_lively_stream_is_a_stall(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """F5: noticed by the data, told as stale, mended by a new socket."""
    seen, states = Seen(), Seen()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    manager.on_status.connect(states)
    for price in range(40):
        await peer.push(ticker(price=price))
        await asyncio.sleep(0.02)
    stale = await states.wait(1)
    assert stale.stale and stale.reason == "no data"
    await peer.frame(2)
    await seen.wait(42)
    assert manager.status("public").state is ConnectionState.SUBSCRIBED


async def test_a_quiet_market_is_no_stall(manager: GlobalWebSocketManager, peer: Peer) -> None:
    seen = Seen()
    WebSocketClient("dropped").watch(DataType.TICKER, ["KRW-ETH"], seen)
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    await asyncio.sleep(0.8)
    assert len(peer.connects) == 1 and not manager.status("public").stale


async def test_refused_connects_wait_longer_each_time(
    peer: Peer, manager: GlobalWebSocketManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F2, G3: 503 and 429 back off and never come faster than the pace of the process."""
    await manager.shutdown()
    monkeypatch.setattr("app.websocket_v6.backoff.REFUSAL_CAP", 0.3)
    monkeypatch.setattr(GlobalWebSocketManager, "_pace", ConnectPace(retry_gap=0.3))
    peer.refuse = [503, 429]
    seen = Seen()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    times = [at for at, _, _ in peer.connects]
    assert len(times) == 3
    # Half of it: on a busy machine the peer may notice the earlier one late.
    assert all(later - earlier >= 0.15 for earlier, later in itertools.pairwise(times))
    await (await GlobalWebSocketManager.get_instance()).shutdown()


async def test_wrong_keys_end_the_private_side_only(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    """E4: one retry with a new token, then a reason; other keys begin anew and keep the subscription."""
    await manager.initialize("a" * 40, "s" * 40)
    orders, tickers, states = Seen(), Seen(), Seen()
    peer.refuse = [401, 401]
    manager.on_status.connect(states)
    client = WebSocketClient("a")
    await client.subscribe_my_orders(orders)
    refused = await states.first(lambda status: status.state is ConnectionState.AUTH_FAILED)
    assert "401" in refused.reason
    tokens = {headers["Authorization"] for _, _, headers in peer.connects}
    assert len(peer.connects) == 2 and len(tokens) == 2
    with pytest.raises(PrivateUnavailableError, match="401"):
        await client.subscribe_my_assets(orders)
    await client.subscribe_ticker(["KRW-BTC"], tickers)
    await tickers.wait(1)
    await manager.initialize("b" * 40, "t" * 40)
    await peer.frame(2)
    await peer.push(my_order())
    await orders.wait(1)
    assert "refused the keys" in caplog.text


async def test_invalid_auth_in_band_counts_as_wrong_keys(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    await manager.initialize("a" * 40, "s" * 40)
    states = Seen()
    manager.on_status.connect(states)
    peer.private_error = b'{"error":{"message":"x","name":"INVALID_AUTH"}}'
    client = WebSocketClient("a")
    await client.subscribe_my_orders(print)
    await states.first(lambda status: status.state is ConnectionState.AUTH_FAILED)
    assert len(peer.connects) == 2


async def test_a_private_cut_leaves_the_public_side_alone(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """E6: it returns with a new token and both types."""
    await manager.initialize("a" * 40, "s" * 40)
    orders, assets, tickers = Seen(), Seen(), Seen()
    client = WebSocketClient("a")
    await client.subscribe_my_orders(orders)
    await client.subscribe_my_assets(assets)
    await client.subscribe_ticker(["KRW-BTC"], tickers)
    await tickers.wait(1)
    await peer.frame(2)
    peer.cut("private")
    await peer.push(ticker(price=2.0))
    await tickers.wait(2)
    parts = await peer.frame(3)
    assert [part["type"] for part in parts[1:3]] == ["myOrder", "myAsset"]
    await peer.push(my_order(), my_asset())
    await assets.wait(1)
    tokens = [headers["Authorization"] for _, path, headers in peer.connects if path.endswith("private")]
    assert len(set(tokens)) == 2
    assert len(peer.frames) == 3 and manager.status("public").state is ConnectionState.SUBSCRIBED


async def test_no_secret_is_logged(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    """E8, E9: at DEBUG everywhere, and no Origin header is sent."""
    caplog.set_level(logging.DEBUG)
    for name in ("websockets.client", "app.websocket_v6.transport.websockets"):
        caplog.set_level(logging.DEBUG, logger=name)
    access, secret = "accesskeyaccesskey", "secretkeysecretkey"
    await manager.initialize(access, secret)
    client = WebSocketClient("a")
    await client.subscribe_my_orders(print)
    await peer.frame(1)
    peer.cut("private")
    await peer.frame(2)
    headers = peer.connects[0][2]
    token = headers["Authorization"].removeprefix("Bearer ")
    # The peer of this test is a server of the same library and logs what it receives; that is not ours.
    ours = [record.getMessage() for record in caplog.records if record.name != "websockets.server"]
    everything = "".join(ours) + repr(manager) + repr(client) + repr(vars(manager))
    assert all(hidden not in everything for hidden in (access, secret, token, token.split(".")[1]))
    assert "Origin" not in headers and "Sec-WebSocket-Extensions" not in headers


async def test_a_storm_of_changes_keeps_the_limits(
    peer: Peer,
    manager: GlobalWebSocketManager,
    monkeypatch: pytest.MonkeyPatch,
    sent: defaultdict[int, list[float]],
) -> None:
    """G1: 20 different sets at 50 ms; the last one stands."""
    await manager.shutdown()
    monkeypatch.setattr(GlobalWebSocketManager, "timings", Timings(linger=0.1))
    storming = await GlobalWebSocketManager.get_instance()
    client = WebSocketClient("storm")
    for number in range(20):
        client.watch(DataType.TICKER, [f"KRW-C{number}"], lambda _: None)
        await asyncio.sleep(0.05)
    last = Seen()
    client.watch(DataType.TRADE, ["KRW-BTC"], last)
    await last.wait(1)
    assert peer.merged("ticker") == {"KRW-C19"}
    assert most_in_a_second(sent) <= 5
    await storming.shutdown()


async def test_too_many_requests_is_followed_by_a_pause(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    seen = Seen()
    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    await peer.push(b'{"error":{"name":"Too Many Requests","message":"slower"}}')
    await peer.frame(2)
    assert peer.frames[1][0] - peer.frames[0][0] >= 0.39
    assert peer.merged("ticker") == {"KRW-BTC"}


async def test_the_socket_is_kept_alive(
    peer: Peer, manager: GlobalWebSocketManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E7: ping frame and PING text, and no reconnect by silence."""
    await manager.shutdown()
    monkeypatch.setattr(GlobalWebSocketManager, "timings", Timings(ping_every=0.05, linger=0.1))
    again = await GlobalWebSocketManager.get_instance()
    client, seen = WebSocketClient("a"), Seen()
    client.watch(DataType.ORDERBOOK, ["KRW-BTC"], seen)
    await peer.until(lambda: peer.texts.count("PING") >= 2)
    await peer.push(orderbook())
    await seen.wait(2)
    assert len(peer.connects) == 1
    await again.shutdown()


async def test_five_failures_in_a_row_are_down_and_attempts_go_on(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F3: told to everybody; the return of the server ends it."""
    monkeypatch.setattr("app.websocket_v6.backoff.NETWORK_DELAYS", (0.0, 0.01))
    seen, states, proxy = Seen(), Seen(), WebSocketClientProxy("p")
    await proxy.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    manager.on_status.connect(states)
    await peer.stop()
    await states.first(lambda status: status.attempt >= 6)
    assert (await proxy.get_system_status())["overall_status"] == "down"
    await peer.start(peer.port)
    await seen.wait(2)
    assert (await proxy.get_system_status())["overall_status"] == "healthy"


async def test_a_public_refusal_is_never_about_keys(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 403 of a gateway is tried again for ever; a redirect is not followed."""
    monkeypatch.setattr("app.websocket_v6.backoff.REFUSAL_CAP", 0.1)
    peer.refuse = [403, 302]
    seen = Seen()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    assert len(peer.connects) == 3


async def test_a_retry_by_hand_tries_refused_keys_again(
    manager: GlobalWebSocketManager, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    await manager.initialize("a" * 40, "s" * 40)
    peer.refuse = [401, 401]
    states, orders = Seen(), Seen()
    manager.on_status.connect(states)
    client = WebSocketClient("a")
    await client.subscribe_my_orders(orders)
    await states.first(lambda status: status.state is ConnectionState.AUTH_FAILED)
    manager.retry_now()
    await peer.frame(1)
    await peer.push(my_order())
    await orders.wait(1)


async def test_a_slept_computer_gets_a_new_socket(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """G16, suspend and resume: what was there is known at once to be as old as it is."""
    client, seen, told = WebSocketClient("a"), Seen(), Seen()
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    manager.on_status.connect(told)
    awake = SystemClock.monotonic
    fell_asleep = awake(SystemClock())
    monkeypatch.setattr(SystemClock, "monotonic", lambda clock: awake(clock) + 8 * 3600)
    stale = await told.wait(1)
    assert stale.stale and stale.reason == "the computer has slept"
    assert fell_asleep - 30 < stale.data_at <= fell_asleep, "when data came, not when the machine woke"
    await seen.wait(2)
    assert len(peer.connects) == 2
