"""WebSocketClientProxy against a scripted peer: dicts, ids, snapshots, figures, the private side."""

from __future__ import annotations

import asyncio
import os
import re
from decimal import Decimal
from typing import Any

import psutil
import pytest

from app.websocket_v6 import (
    DuplicateClientError,
    GlobalWebSocketManager,
    InvalidIntervalError,
    PrivateUnavailableError,
    WebSocketClient,
    WebSocketClientProxy,
)
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import (
    candle,
    my_asset,
    my_order,
    orderbook,
    ticker,
    trade,
)
from tests.app.websocket_v6.seen import Seen


def test_a_proxy_needs_neither_loop_nor_key() -> None:
    """A4, A5: ready at once; both answers are plain bools."""
    proxy = WebSocketClientProxy("my_component", "chart_system")
    assert proxy.is_public_available() is True
    assert proxy.is_private_available() is False
    assert WebSocketClientProxy("one_argument").component == ""


async def test_keys_in_the_environment_reach_proxies_before_and_after(
    monkeypatch: pytest.MonkeyPatch, manager: GlobalWebSocketManager
) -> None:
    """A6, A7: one object for concurrent first calls; no keys are no error."""
    before = WebSocketClientProxy("before")
    await manager.initialize(None, None)
    assert before.is_private_available() is False
    monkeypatch.setenv("UPBIT_ACCESS_KEY", "a" * 40)
    monkeypatch.setenv("UPBIT_SECRET_KEY", "s" * 40)
    first, second = await asyncio.gather(
        GlobalWebSocketManager.get_instance(), GlobalWebSocketManager.get_instance()
    )
    assert first is second is manager
    await manager.initialize()
    assert before.is_private_available() and WebSocketClientProxy("after").is_private_available()


async def test_dicts_have_all_fields_and_numbers(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """A9, G11: every name of the protocol page, numbers as sent."""
    seen: dict[str, Seen] = {name: Seen() for name in ("ticker", "trade", "orderbook", "candle")}
    proxy = WebSocketClientProxy("dicts")

    async def to_ticker(symbol: str, data_type: str, data: dict[str, Any]) -> None:
        seen["ticker"](symbol, data_type, data)

    await proxy.subscribe_ticker(["KRW-BTC"], to_ticker)
    await proxy.subscribe_trade(["KRW-BTC"], seen["trade"])
    await proxy.subscribe_orderbook(["KRW-BTC"], seen["orderbook"])
    await proxy.subscribe_candle(["KRW-BTC"], "1m", seen["candle"])
    for collected in seen.values():
        await collected.wait(1)
    pushed = [ticker(price=0.00001234), trade(number=7), orderbook(), candle()]
    await peer.push(*pushed)
    for event, (name, collected) in zip(pushed, seen.items(), strict=True):
        symbol, data_type, data = await collected.wait(2)
        assert (symbol, data_type) == ("KRW-BTC", name)
        assert data == event
    assert f"{seen['ticker'][1][2]['trade_price']:,}" == "1.234e-05"


async def test_ids_and_what_is_known_of_a_subscription(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """A12."""
    proxy, seen = WebSocketClientProxy("ids"), Seen()
    peer.snapshots = None
    first = await proxy.subscribe_ticker(["KRW-BTC"], seen)
    second = await proxy.subscribe_candle(["KRW-BTC"], seen, interval="3m")
    assert re.fullmatch(r"ticker_\d{8}_\d{3,}", first) and first != second
    assert list(await proxy.get_active_subscriptions()) == [first, second]
    info = await proxy.get_subscription_info(first)
    assert info is not None and info["last_message_at"] is None
    assert (info["data_type"], info["symbols"], info["status"]) == ("ticker", ["KRW-BTC"], "pending")
    await peer.frame(1)
    await peer.push(ticker())
    await seen.wait(1)
    info = await proxy.get_subscription_info(first)
    assert info is not None and (info["status"], info["message_count"]) == ("active", 1)
    assert info["last_message_at"] >= info["created_at"]
    assert (await proxy.get_active_subscriptions())[second]["interval"] == "3m"
    assert await proxy.get_subscription_info("nonsense") is None


async def test_removing_symbols_ids_and_all(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """B6, B7, B8."""
    proxy, tickers, books = WebSocketClientProxy("remove"), Seen(), Seen()
    ticker_id = await proxy.subscribe_ticker(["KRW-BTC", "KRW-ETH"], tickers)
    await proxy.subscribe_orderbook(["KRW-BTC"], books)
    await tickers.wait(2)
    assert await proxy.unsubscribe_symbols("ticker", ["krw-btc"]) == 1
    await peer.frame(2)
    assert (peer.merged("ticker"), peer.merged("orderbook")) == ({"KRW-ETH"}, {"KRW-BTC"})
    await peer.push(ticker("KRW-BTC"), ticker("KRW-ETH", price=8.0))
    assert (await tickers.wait(3))[2]["trade_price"] == 8.0
    info = await proxy.get_subscription_info(ticker_id)
    assert info is not None and info["symbols"] == ["KRW-ETH"] and info["message_count"] == 3
    assert [await proxy.unsubscribe(name) for name in (ticker_id, ticker_id, "xyz")] == [True, False, False]
    assert await proxy.unsubscribe_all() == 1
    assert await proxy.get_active_subscriptions() == {}
    await peer.closed(1)
    assert peer.closes == [1000]


async def test_an_id_belongs_to_one_living_proxy(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """C8: the first loses nothing; cleaned up, the id is free."""
    first, seen = WebSocketClientProxy("same_id"), Seen()
    await first.subscribe_ticker(["KRW-BTC"], seen)
    with pytest.raises(DuplicateClientError, match="same_id"):
        WebSocketClientProxy("same_id")
    await seen.wait(1)
    await peer.push(ticker())
    await seen.wait(2)
    await first.cleanup_on_shutdown()
    second = WebSocketClientProxy("same_id")
    with pytest.raises(DuplicateClientError):
        await first.subscribe_ticker(["KRW-BTC"], seen)
    assert second.client_id == "same_id"


async def test_snapshots_leave_nothing_behind(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """D1, D3: both answered, nothing subscribed afterwards."""
    proxy = WebSocketClientProxy("snapshots")
    found = await proxy.get_ticker_snapshot(["KRW-BTC", "KRW-ETH"])
    assert list(found) == ["KRW-BTC", "KRW-ETH"]
    assert found["KRW-ETH"] == ticker("KRW-ETH", stream_type="SNAPSHOT")
    assert (await proxy.get_orderbook_snapshot(["KRW-BTC"]))["KRW-BTC"]["total_ask_size"] == 3.25
    assert (await proxy.get_trade_snapshot(["KRW-BTC"]))["KRW-BTC"]["trade_volume"] == 0.0425
    assert (await proxy.get_candle_snapshot(["KRW-BTC"], "1m"))["KRW-BTC"]["type"] == "candle.1m"
    assert manager.wishes == () and await proxy.get_active_subscriptions() == {}
    with pytest.raises(InvalidIntervalError):
        await proxy.get_candle_snapshot(["KRW-BTC"], "7m")


async def test_a_snapshot_disturbs_no_stream(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """D2, D4: the stream goes on in the same frame and gets no second picture."""
    streaming, seen = WebSocketClientProxy("streaming"), Seen()
    asking = WebSocketClientProxy("asking")
    await streaming.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(1)
    await peer.push(ticker(price=5.0))
    await seen.wait(2)
    btc = await asking.get_ticker_snapshot(["KRW-BTC"])
    assert btc["KRW-BTC"]["trade_price"] == 5.0 and len(peer.frames) == 1
    assert list(await asking.get_ticker_snapshot(["KRW-ETH"])) == ["KRW-ETH"]
    assert peer.frames[-1][2][1:3] == [
        {"type": "ticker", "codes": ["KRW-BTC"], "is_only_realtime": True},
        {"type": "ticker", "codes": ["KRW-ETH"], "is_only_snapshot": True},
    ]
    await peer.push(ticker(price=6.0))
    assert (await seen.wait(3))[2]["trade_price"] == 6.0


async def test_without_keys_private_streams_are_refused_at_once(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """E1."""
    with pytest.raises(PrivateUnavailableError, match="there are no keys"):
        await WebSocketClientProxy("p").subscribe_my_orders(print)
    with pytest.raises(PrivateUnavailableError):
        await WebSocketClient("c").subscribe_my_asset(print)
    assert not peer.connects


async def test_orders_and_assets_of_both_facades(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """E2, E3: one private socket, one frame, myAsset without codes; side and balances completed."""
    prices = {"BTC": Decimal("100000000")}
    await manager.initialize("a" * 40, "s" * 40, average_price=prices.get)
    orders, assets, events = Seen(), Seen(), Seen()
    proxy, client = WebSocketClientProxy("p"), WebSocketClient("c")
    await proxy.subscribe_my_orders(orders)
    await proxy.subscribe_my_assets(assets)
    await client.subscribe_my_order(events)
    parts = await peer.frame(1)
    assert parts[1:3] == [{"type": "myOrder"}, {"type": "myAsset"}]
    assert len(peer.connects) == 1 and peer.connects[0][1].endswith("/private")
    assert peer.connects[0][2]["Authorization"].startswith("Bearer ey")
    await peer.push(my_order(state="trade"), my_asset())
    await assets.wait(2)
    symbol, data_type, order = orders[0]
    assert (symbol, data_type, order["side"], order["market"]) == ("KRW-BTC", "my_order", "bid", "KRW-BTC")
    assert (order["state"], order["price"]) == ("trade", Decimal("0.001453"))
    assert (events[0].uuid, events[0].side, events[0].state) == (order["uuid"], "bid", "trade")
    assert [(name, kind) for name, kind, _ in assets] == [("KRW", "my_asset"), ("BTC", "my_asset")]
    assert assets[1][2] == {
        "currency": "BTC",
        "balance": Decimal("0.1"),
        "locked": Decimal(0),
        "avg_buy_price": Decimal("100000000"),
    }


async def test_orders_of_some_markets_only(manager: GlobalWebSocketManager, peer: Peer) -> None:
    await manager.initialize("a" * 40, "s" * 40)
    some, everything = Seen(), Seen()
    proxy = WebSocketClientProxy("p")
    await proxy.subscribe_my_orders(some, ["KRW-ETH"])
    await proxy.subscribe_my_orders(everything)
    await peer.frame(1)
    await peer.push(my_order("KRW-BTC"), my_order("KRW-ETH"))
    await everything.wait(2)
    assert [symbol for symbol, _, _ in some] == ["KRW-ETH"]


async def test_a_late_joiner_gets_no_old_order_event(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """What happened to an order before is no state of the account: the broker asks for that."""
    await manager.initialize("a" * 40, "s" * 40)
    early, late = Seen(), Seen()
    proxy = WebSocketClientProxy("p")
    await proxy.subscribe_my_orders(early)
    await peer.frame(1)
    await peer.push(my_order(state="wait"))
    await early.wait(1)
    await proxy.subscribe_my_orders(late)
    await peer.push(my_order(state="cancel"))
    assert (await late.wait(1))[2]["state"] == "cancel"


async def test_figures_answer_before_anything_is_connected(manager: GlobalWebSocketManager) -> None:
    """I4."""
    proxy = WebSocketClientProxy("figures")
    assert await proxy.get_system_status() == {
        "overall_status": "healthy",
        "public_connection": "disconnected",
        "private_connection": "disconnected",
        "active_subscriptions": 0,
        "clients": 0,
        "stale": False,
    }
    assert (await proxy.health_check())["health_score"] == 100
    assert (await proxy.get_performance_metrics())["messages_per_second"] == 0


async def test_figures_of_a_running_manager(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """I1, I3: counts, memory, errors; what is cut shows."""
    proxy, seen = WebSocketClientProxy("figures"), Seen()

    def broken(*_: Any) -> None:
        raise ValueError("broken on purpose")

    await proxy.subscribe_ticker(["KRW-BTC"], seen)
    await proxy.subscribe_ticker(["KRW-BTC"], broken)
    await seen.wait(1)
    status = await proxy.get_system_status()
    assert (status["active_subscriptions"], status["clients"]) == (2, 1)
    assert (status["public_connection"], status["overall_status"]) == ("subscribed", "healthy")
    metrics = await proxy.get_performance_metrics()
    assert metrics["error_rate_percent"] == 50
    memory = psutil.Process(os.getpid()).memory_info().rss / 2**20
    assert metrics["memory_usage_mb"] == pytest.approx(memory, rel=0.1)
    states = Seen()
    manager.on_status.connect(states)
    peer.cut()
    assert (await states.wait(1)).stale
    status = await proxy.get_system_status()
    assert (status["public_connection"], status["overall_status"]) == ("reconnecting", "degraded")
    health = await proxy.health_check()
    assert health["health_score"] < 100 and "public: reconnecting" in health["reasons"][0]


async def test_simple_and_default_give_the_same_dicts(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """G9: the request asks for SIMPLE, callbacks see long names."""
    await manager.initialize(wire_format="SIMPLE")
    peer.snapshots = None
    proxy, seen = WebSocketClientProxy("simple"), Seen()
    await proxy.subscribe_candle(["KRW-BTC"], "1m", seen)
    assert (await peer.frame(1))[-1] == {"format": "SIMPLE"}
    await peer.push(
        b'{"ty":"candle.1m","cd":"KRW-BTC","cdttmu":"2026-09-23T03:17:00","cdttmk":"2026-09-23T12:17:00",'
        b'"op":116500000,"hp":116540000,"lp":116500000,"tp":116540000,"catv":1.5,"catp":174810000.0,'
        b'"tms":1790133435160,"st":"REALTIME"}'
    )
    assert (await seen.wait(1))[2] == candle()


async def test_levels_accumulate_and_are_told_apart(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """Each subscription has its level: in data, infos and snapshots, and when markets are taken out."""
    proxy, plain, coarse = WebSocketClientProxy("levels"), Seen(), Seen()
    await proxy.subscribe_orderbook(["KRW-BTC"], plain)
    name = await proxy.subscribe_orderbook(["KRW-BTC", "KRW-ETH"], coarse, level=10_000)
    await plain.wait(1)
    await coarse.wait(2)
    snapshot = await proxy.get_orderbook_snapshot(["KRW-BTC"], level="100000")
    assert snapshot["KRW-BTC"]["level"] == 100_000
    assert await proxy.unsubscribe_symbols("orderbook", ["KRW-ETH"]) == 1
    infos = await proxy.get_active_subscriptions()
    assert [(info["symbols"], info["level"]) for info in infos.values()] == [
        (["KRW-BTC"], 0),
        (["KRW-BTC"], 10_000),
    ]
    await peer.push(orderbook(level=10_000), orderbook("KRW-ETH", level=10_000), orderbook())
    await plain.wait(2)
    assert [data["level"] for _, _, data in plain] == [0, 0]
    assert [(symbol, data["level"]) for symbol, _, data in coarse[2:]] == [("KRW-BTC", 10_000)]
    assert await proxy.unsubscribe(name)
    await peer.until(lambda: peer.merged("orderbook", 10_000) == set())
    assert peer.merged("orderbook") == {"KRW-BTC"}


async def test_a_choice_of_markets_is_told_and_made_smaller(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """The info names the markets that orders are told of, and they can be taken out one by one."""
    await manager.initialize("a" * 40, "s" * 40)
    some, everything = Seen(), Seen()
    proxy = WebSocketClientProxy("p")
    chosen = await proxy.subscribe_my_orders(some, ["KRW-ETH", "krw-btc"])
    whole = await proxy.subscribe_my_orders(everything)
    await peer.frame(1)
    subscriptions = await proxy.get_active_subscriptions()
    assert [subscriptions[name]["symbols"] for name in (chosen, whole)] == [["KRW-ETH", "KRW-BTC"], []]
    assert await proxy.unsubscribe_symbols("my_order", ["KRW-BTC"]) == 1
    await peer.push(my_order("KRW-BTC"), my_order("KRW-ETH"))
    await everything.wait(2)
    assert [symbol for symbol, _, _ in some] == ["KRW-ETH"]
    assert await proxy.unsubscribe_symbols("my_order", ["KRW-ETH"]) == 1
    assert list(await proxy.get_active_subscriptions()) == [whole]


async def test_after_a_shutdown_nothing_is_subscribed(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """The figures of a proxy are those of the manager that lives, not of one that has ended."""
    proxy = WebSocketClientProxy("p")
    name = await proxy.subscribe_ticker(["KRW-BTC"], Seen())
    await manager.shutdown()
    assert await proxy.get_active_subscriptions() == {}
    assert await proxy.get_subscription_info(name) is None
    assert await proxy.unsubscribe(name) is False
    assert await proxy.unsubscribe_all() == 0
    assert GlobalWebSocketManager.existing() is None
