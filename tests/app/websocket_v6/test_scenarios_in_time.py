"""Scenarios that take minutes or count limits: the whole library in virtual time, the same way each run."""

from __future__ import annotations

import asyncio
import gc
import itertools
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest

from app.websocket_v6 import (
    ConnectionState,
    DataType,
    Frame,
    GlobalWebSocketManager,
    SnapshotTimeoutError,
    WebSocketClient,
    WebSocketClientProxy,
)
from tests.app.websocket_v6.memory_exchange import MemoryExchange
from tests.app.websocket_v6.seen import Seen
from tests.app.websocket_v6.virtual import managing, run_virtually

T = TypeVar("T")
BTC = ("ticker", "KRW-BTC")


def now() -> float:
    return asyncio.get_running_loop().time()


def public_requests(exchange: MemoryExchange) -> list[dict[str, set[str]]]:
    """What each public request asked for, by wire type."""
    return [
        {
            name: {code for part in parts if part.get("type") == name for code in part.get("codes", ())}
            for name in {part["type"] for part in parts if "type" in part}
        }
        for _, side, parts in exchange.requests
        if side == "public"
    ]


def wished(exchange: MemoryExchange) -> set[tuple[str, str]]:
    """The merged set without the canary, which rides along where all is quiet."""
    return exchange.merged() - {BTC}


@asynccontextmanager
async def publishing(exchange: MemoryExchange, stream: tuple[str, str], rate: float) -> AsyncIterator[None]:
    """Publish so often a second while the block runs."""

    async def publish() -> None:
        while True:
            exchange.publish(stream)
            await asyncio.sleep(1 / rate)

    task = asyncio.create_task(publish())
    yield
    task.cancel()


def virtually(work: Callable[[MemoryExchange, GlobalWebSocketManager], Coroutine[Any, Any, T]]) -> T:
    """Run with an exchange 10 ms away and a manager with the real limits and waits."""

    async def run() -> T:
        exchange = MemoryExchange()
        async with managing(exchange) as manager:
            found = await work(exchange, manager)
            assert exchange.violations == 0
            return found

    return run_virtually(run)


def test_five_components_that_come_one_after_the_other() -> None:
    """C2: at 0 to 400 ms; at most three frames, the last holds all, each has its picture within 3 s."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        wishes = [("ticker", "KRW-BTC"), ("ticker", "KRW-ETH"), ("ticker", "KRW-XRP")]
        wishes += [("orderbook", "KRW-BTC"), ("trade", "KRW-BTC")]
        components = []
        for number, (kind, symbol) in enumerate(wishes):
            client, seen = WebSocketClient(f"component {number}"), Seen()
            await getattr(client, f"subscribe_{kind}")([symbol], seen)
            components.append((client, seen))
            await asyncio.sleep(0.1)
        for _, seen in components:
            assert (await seen.wait(1, within=2.5)).stream_type == "SNAPSHOT"
        assert exchange.merged() == set(wishes)
        assert len(exchange.requests) <= 3 and len(exchange.connects) == 1

    virtually(work)


def test_removing_one_of_three_clients_leaves_what_the_others_wish() -> None:
    """C4, C3: exactly the merged set of the scenario, and the others lose no push."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        wishes = {
            "a": {"ticker": ["KRW-BTC", "KRW-ETH"], "orderbook": ["KRW-BTC"]},
            "b": {"ticker": ["KRW-BTC", "KRW-XRP"], "trade": ["KRW-BTC"]},
            "c": {"ticker": ["KRW-ETH", "KRW-ADA"], "orderbook": ["KRW-ETH"]},
        }
        clients = {name: WebSocketClient(name) for name in wishes}
        seen = {name: Seen() for name in wishes}
        for name, by_type in wishes.items():
            for kind, symbols in by_type.items():
                await getattr(clients[name], f"subscribe_{kind}")(symbols, seen[name])
        await asyncio.sleep(1)
        before = {name: len(events) for name, events in seen.items()}
        async with publishing(exchange, BTC, 100), publishing(exchange, ("ticker", "KRW-ETH"), 100):
            await asyncio.sleep(0.5)
            await clients["b"].cleanup()
            await asyncio.sleep(0.5)
        await asyncio.sleep(1)
        assert exchange.merged() == {
            *(("ticker", code) for code in ("KRW-BTC", "KRW-ETH", "KRW-ADA")),
            *(("orderbook", code) for code in ("KRW-BTC", "KRW-ETH")),
        }
        prices = [event.trade_price for event in seen["a"][before["a"] :] if event.symbol == "KRW-BTC"]
        assert prices == list(range(2, exchange.versions[BTC] + 1))
        eth = [event.trade_price for event in seen["c"][before["c"] :]]
        assert eth == list(range(2, exchange.versions["ticker", "KRW-ETH"] + 1))

    virtually(work)


def test_ten_clients_leave_one_after_the_other() -> None:
    """C6: each called once a push; after nine it still streams, after the tenth it stops."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        clients, calls = [WebSocketClient(f"c{number}") for number in range(10)], Counter[int]()
        for number, client in enumerate(clients):
            client.watch(DataType.TICKER, ["KRW-BTC"], lambda _, number=number: calls.update((number,)))
        await asyncio.sleep(1)
        calls.clear()
        exchange.publish(BTC)
        await asyncio.sleep(1)
        assert calls == dict.fromkeys(range(10), 1)
        for client in clients[:9]:
            await client.cleanup()
        exchange.publish(BTC)
        await asyncio.sleep(1)
        assert calls == {**dict.fromkeys(range(9), 1), 9: 2} and exchange.merged() == {BTC}
        await clients[9].cleanup()
        exchange.publish(BTC)
        await asyncio.sleep(5)
        assert calls.total() == 11 and exchange.sockets == set()

    virtually(work)


def test_no_wish_is_lost_while_a_frame_is_on_its_way() -> None:
    """C7: two hundred times, with delays of up to 300 ms each way."""

    async def work() -> None:
        chance = random.Random(7)
        exchange = MemoryExchange(delay=lambda: 0.3 * chance.random())
        async with managing(exchange):
            for turn in range(200):
                a, b = WebSocketClient("a"), WebSocketClient("b")
                a.watch(DataType.TICKER, [f"KRW-A{turn}"], _nothing)
                await asyncio.sleep(0.7 * chance.random())
                b.watch(DataType.TRADE, [f"KRW-B{turn}"], _nothing)
                await asyncio.sleep(5)
                assert wished(exchange) == {("ticker", f"KRW-A{turn}"), ("trade", f"KRW-B{turn}")}
                a.close()
                b.close()
            assert exchange.violations == 0

    run_virtually(work)


def _nothing(_: object) -> None:
    return


def test_a_hundred_clients_come_within_a_second() -> None:
    """C9: 350 markets in all; no limit broken, all served within 10 s, the ten before them uninterrupted."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        symbols = [f"KRW-C{number}" for number in range(350)]
        early, prices = [WebSocketClient(f"early {number}") for number in range(10)], defaultdict(list)
        for number, client in enumerate(early):
            client.watch(
                DataType.TICKER,
                ["KRW-BTC"],
                lambda frame, number=number: prices[number].append(frame.event().trade_price),
            )
        await asyncio.sleep(1)
        served: defaultdict[str, set[str]] = defaultdict(set)
        clients = []
        async with publishing(exchange, BTC, 50):
            for number in range(100):
                name = f"late {number}"
                of_client = [symbols[(number * 7 // 2 + place) % 350] for place in range(10)]
                client = WebSocketClient(name)
                client.watch(
                    DataType.TICKER, of_client, lambda frame, name=name: served[name].add(frame.symbol)
                )
                clients.append(client)
                await asyncio.sleep(0.01)
            began = now()
            while len(served) < 100 or any(len(got) < 10 for got in served.values()):
                await asyncio.sleep(0.05)
            assert now() - began < 10
        await asyncio.sleep(1)
        assert exchange.merged() == {BTC, *(("ticker", symbol) for symbol in symbols)}
        assert all(got == [1, *range(2, exchange.versions[BTC] + 1)] for got in prices.values())

    virtually(work)


def test_two_hundred_symbols_are_one_frame() -> None:
    """C10: all pictures within 3 s."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client, seen = WebSocketClient("list"), Seen()
        await client.subscribe_ticker([f"KRW-C{number}" for number in range(200)], seen)
        await seen.wait(200, within=3)
        assert len({event.symbol for event in seen}) == len(seen) == 200
        assert len(exchange.requests) == 1

    virtually(work)


def test_all_nine_intervals_are_asked_for() -> None:
    """A11: each is a type of its own in the frame; each callback gets its own interval."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        intervals = ["1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m"]
        client, seen = WebSocketClient("candles"), {interval: Seen() for interval in intervals}
        for interval, collected in seen.items():
            await client.subscribe_candle(["KRW-BTC"], interval, collected)
        for interval, collected in seen.items():
            assert (await collected.wait(1)).interval == interval
        assert set(public_requests(exchange)[-1]) == {f"candle.{interval}" for interval in intervals}
        with pytest.raises(ValueError, match="1s 1m 3m 5m"):
            await client.subscribe_candle(["KRW-BTC"], "7m", _nothing)
        assert len(exchange.requests) == 1

    virtually(work)


def test_a_snapshot_that_does_not_come_is_named() -> None:
    """D5: one of two symbols is never answered; a typed error within the time, and nothing is left."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        exchange.unknown = {"KRW-NOPE"}
        began = now()
        with pytest.raises(SnapshotTimeoutError, match="KRW-NOPE") as caught:
            await WebSocketClientProxy("asking").get_ticker_snapshot(["KRW-BTC", "KRW-NOPE"])
        assert caught.value.missing == ("KRW-NOPE",)
        assert now() - began <= manager.timings.snapshot_within + 0.1
        assert manager.wishes == () and exchange.merged() == set()

    virtually(work)


def test_a_silent_private_side_stays_connected() -> None:
    """E7: ten minutes without an order are no fault; something goes out every 20 s at least."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client, sent = WebSocketClient("a"), list[float]()
        told = exchange.told

        def listen(socket: Any, text: str) -> None:
            sent.append(now())
            told(socket, text)

        exchange.told = listen  # type: ignore[method-assign]
        await client.subscribe_my_orders(_nothing)
        await asyncio.sleep(600)
        assert len(exchange.connects) == 1 and not manager.status("private").stale
        assert max(later - earlier for earlier, later in itertools.pairwise(sent)) <= 20
        assert len(sent) >= 30

    virtually(work)


def test_a_cut_of_the_public_side_brings_all_back_at_once() -> None:
    """F1: five clients; a new handshake within 1.5 s, all in one frame, fresh pictures; private untouched."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        kinds = {"ticker": (), "orderbook": (), "trade": (), "candle": ("5m",)}
        clients, seen = [WebSocketClient(kind) for kind in (*kinds, "orders")], {k: Seen() for k in kinds}
        for client, (kind, more) in zip(clients, kinds.items(), strict=False):
            await getattr(client, f"subscribe_{kind}")(["KRW-BTC"], *more, seen[kind])
        await clients[-1].subscribe_my_orders(_nothing)
        await asyncio.sleep(3)
        private = next(socket for socket in exchange.sockets if socket.side == "private")
        for socket in tuple(exchange.sockets - {private}):
            socket.abort()
        began, connects, requests = now(), len(exchange.connects), len(exchange.requests)
        exchange.publish(("trade", "KRW-BTC"))
        await asyncio.sleep(3)
        assert exchange.connects[connects] - began <= 1.5 and len(exchange.connects) == connects + 1
        assert len(exchange.requests) == requests + 1 and private in exchange.sockets
        assert exchange.merged() == {(k, "KRW-BTC") for k in ("ticker", "orderbook", "trade", "candle.5m")}
        assert all([event.stream_type for event in got] == ["SNAPSHOT"] * 2 for got in seen.values())
        exchange.publish(BTC)
        assert (await seen["ticker"].wait(3)).stream_type == "REALTIME"

    virtually(work)


@pytest.mark.parametrize("status", [503, 429])
def test_refusals_wait_longer_each_time_and_the_count_starts_anew(status: int) -> None:
    """F2, G3: at most 1, 2, 4, 8 s, never two connects in a second; after a minute of health small again."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client, waits = WebSocketClient("a"), list[list[float]]()
        for _ in range(2):
            exchange.mode = status
            began = len(exchange.connects)
            exchange.cut()
            client.watch(DataType.TICKER, ["KRW-BTC"], _nothing)
            while len(exchange.connects) < began + 4:
                await asyncio.sleep(0.1)
            exchange.mode = "up"
            async with publishing(exchange, BTC, 5):
                await asyncio.sleep(90)
            assert len(exchange.connects) == began + 5
            assert manager.status("public").state is ConnectionState.SUBSCRIBED
            tries = exchange.connects[began:]
            waits.append([later - earlier for earlier, later in itertools.pairwise(tries)])
        for of_outage in waits:
            # A random share of 1, 2, 4, 8 s, but a second between any two connects of the process.
            for wait, most in zip(of_outage, (1, 2, 4, 8), strict=True):
                assert 0.999 <= wait <= max(1.0, most) + 0.2

    virtually(work)


@pytest.mark.parametrize(
    ("status", "headers", "body", "silence"),
    [
        (418, {"Retry-After": "120"}, b"", 121),
        (418, {}, b'{"error":{"name":"too_many_requests","message":"blocked for 300 seconds"}}', 301),
        (418, {}, b"", 61),
        (429, {"Retry-After": "30"}, b"", 30),
    ],
)
def test_an_exchange_that_wants_silence_gets_it(
    status: int, headers: dict[str, str], body: bytes, silence: float
) -> None:
    """G8 of the goals: no connect before the stated time, whoever asks for one; then at once."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        exchange.mode, exchange.headers, exchange.body = status, headers, body
        client, seen = WebSocketClient("a"), Seen()
        await client.subscribe_ticker(["KRW-BTC"], seen)
        await asyncio.sleep(1)
        assert len(exchange.connects) == 1
        refused, exchange.mode = exchange.connects[0], "up"
        told = manager.status("public")
        assert told.retry_at is not None and told.retry_at - refused >= silence - 0.1
        assert str(status) in told.reason and told.stale
        while not seen:
            manager.retry_now()
            await client.subscribe_ticker(["KRW-BTC"], seen)
            await asyncio.sleep(0.5)
        assert silence - 0.1 <= exchange.connects[1] - refused <= silence + 1
        assert len(exchange.connects) == 2

    virtually(work)


def test_a_block_of_an_earlier_run_is_waited_out() -> None:
    """G8 of the goals, across a restart; the trader is told until when."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        began = asyncio.get_running_loop().time()
        manager.keep_silent(began + 120)
        client, seen = WebSocketClient("a"), Seen()
        await client.subscribe_ticker(["KRW-BTC"], seen)
        await asyncio.sleep(1)
        told = manager.status("public")
        assert told.retry_at == began + 120 and told.stale and told.data_at is None
        while not seen:
            manager.retry_now()
            await asyncio.sleep(0.5)
        assert 120 <= exchange.connects[0] - began <= 121

    virtually(work)


def test_a_block_in_band_is_waited_out_in_silence() -> None:
    """G8 of the goals: the socket is kept, nothing is sent over it, then everything is said again."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client, sent, told = WebSocketClient("a"), list[float](), exchange.told

        def listen(socket: Any, text: str) -> None:
            sent.append(now())
            told(socket, text)

        exchange.told = listen  # type: ignore[method-assign]
        client.watch(DataType.TICKER, ["KRW-ETH"], _nothing)
        await asyncio.sleep(1)
        blocked = now()
        for socket in exchange.sockets:
            socket.hand(b'{"error":{"name":"I\'m a teapot","message":"blocked for 45 seconds"}}')
        async with publishing(exchange, ("ticker", "KRW-ETH"), 10):
            for number in range(200):
                client.watch(DataType.TRADE, [f"KRW-C{number}"], _nothing)
                await asyncio.sleep(0.5)
            await asyncio.sleep(2)
        assert [at for at in sent if blocked + 0.05 < at < blocked + 45] == []
        assert len(exchange.connects) == 1 and exchange.merged() == {
            ("ticker", "KRW-ETH"),
            ("trade", "KRW-C199"),
        }

    virtually(work)


def test_fifty_cuts_in_ten_minutes() -> None:
    """F9: all return, with as many tasks and sockets at the end as after the first."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client, seen = WebSocketClient("a"), Seen()
        await client.subscribe_ticker(["KRW-BTC"], seen)
        await seen.wait(1)
        counts = []
        for cycle in range(50):
            exchange.cut()
            await seen.wait(cycle + 2, within=3)
            await asyncio.sleep(12 - now() % 12)
            counts.append((len(asyncio.all_tasks()), len(exchange.sockets)))
        assert set(counts[1:]) == {counts[0]} and now() <= 620

    virtually(work)


def test_a_hundred_and_fifty_changes_in_a_minute() -> None:
    """G2: at most 100 frames in any minute, and the last state is right."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client = WebSocketClient("storm")
        for number in range(150):
            client.watch(DataType.TICKER, [f"KRW-C{number}"], _nothing)
            await asyncio.sleep(0.4)
        assert len(exchange.requests) <= 100
        await asyncio.sleep(3)
        assert wished(exchange) == {("ticker", "KRW-C149")}

    virtually(work)


def test_ten_changes_a_second_for_five_minutes() -> None:
    """K3, G1: no limit broken, the last state right within 2 s of the last change."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        client = WebSocketClient("storm")
        for number in range(3_000):
            client.watch(DataType.TICKER, [f"KRW-C{number}", f"KRW-C{number + 1}"], _nothing)
            await asyncio.sleep(0.1)
        await asyncio.sleep(2)
        assert wished(exchange) == {("ticker", "KRW-C2999"), ("ticker", "KRW-C3000")}
        assert len(exchange.requests) <= 500

    virtually(work)


def test_a_slow_consumer_beside_a_fast_one() -> None:
    """G5: 1000 pushes at 500/s; the fast one has each at once, the slow one ends with the newest."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        delays, slow = list[float](), list[float]()

        async def dawdle(event: Any) -> None:
            slow.append(event.trade_price)
            await asyncio.sleep(0.1)

        def fast(_: Frame) -> None:
            delays.append(now() - published[-1] if published else 0.0)

        published: list[float] = []
        a, b = WebSocketClient("slow"), WebSocketClient("fast")
        await a.subscribe_ticker(["KRW-BTC"], dawdle)
        b.watch(DataType.TICKER, ["KRW-BTC"], fast)
        await asyncio.sleep(1)
        for _ in range(1000):
            published.append(now())
            exchange.publish(BTC)
            await asyncio.sleep(0.002)
        await asyncio.sleep(1)
        assert len(delays) == 1001 and max(delays) <= 0.1
        assert slow[-1] == 1001 and len(slow) <= 23
        assert manager.traffic().conflated == 1001 - len(slow)

    virtually(work)


def test_rate_latency_and_errors_are_the_true_ones() -> None:
    """I3: 100 a second for 10 s, 35 ms away; one callback in ten raises."""

    async def work() -> None:
        exchange = MemoryExchange(delay=lambda: 0.035)
        async with managing(exchange):
            proxy, calls = WebSocketClientProxy("metrics"), itertools.count()

            def sometimes(*_: Any) -> None:
                if next(calls) % 10 == 0:
                    raise ValueError("on purpose")

            await proxy.subscribe_ticker(["KRW-BTC"], sometimes)
            async with publishing(exchange, BTC, 100):
                await asyncio.sleep(12)
                metrics = await proxy.get_performance_metrics()
            assert metrics["messages_per_second"] == pytest.approx(100, rel=0.1)
            assert metrics["average_latency_ms"] == pytest.approx(35, abs=2)
            assert metrics["error_rate_percent"] == pytest.approx(10, abs=1)
            await proxy.cleanup_on_shutdown()

    run_virtually(work)


def test_a_cut_shows_in_the_status_within_two_seconds() -> None:
    """I1, I2: the public side tells, the score falls, the private side is as before; a minute is a minute."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        proxy = WebSocketClientProxy("status")
        await proxy.subscribe_ticker(["KRW-BTC"], lambda *_: None)
        await proxy.subscribe_my_orders(lambda *_: None)
        async with publishing(exchange, BTC, 10):
            await asyncio.sleep(60)
            status, health = await proxy.get_system_status(), await proxy.health_check()
            assert (status["active_subscriptions"], status["overall_status"]) == (2, "healthy")
            assert health == {
                "health_score": 100,
                "uptime_minutes": pytest.approx(1, abs=0.01),
                "reasons": [],
            }
            exchange.mode = "refused"
            for socket in tuple(exchange.sockets):
                if socket.side == "public":
                    socket.abort()
            await asyncio.sleep(2)
            status, health = await proxy.get_system_status(), await proxy.health_check()
            assert status["public_connection"] in ("reconnecting", "connecting")
            assert status["private_connection"] == "subscribed" and status["overall_status"] == "degraded"
            assert health["health_score"] < 100

    virtually(work)


def test_five_hundred_clients_leave_nothing() -> None:
    """H9, H1, B8: made, subscribed, cleaned up; tasks as before, and no push reaches anybody afterwards."""

    async def work(exchange: MemoryExchange, manager: GlobalWebSocketManager) -> None:
        keeper, calls = WebSocketClient("keeper"), Counter[str]()
        keeper.watch(DataType.TICKER, ["KRW-ETH"], _nothing)
        await asyncio.sleep(1)
        before = len(asyncio.all_tasks())

        async def on_event(_: Any) -> None:
            calls["coroutine"] += 1

        for number in range(500):
            async with WebSocketClient(f"c{number}") as client:
                await client.subscribe_ticker(["KRW-BTC"], lambda _: calls.update(("plain",)))
                await client.subscribe_trade(["KRW-BTC"], on_event)
                await asyncio.sleep(0.05)
        gc.collect()
        await asyncio.sleep(5)
        count = calls.total()
        exchange.publish(BTC)
        exchange.publish(("trade", "KRW-BTC"))
        await asyncio.sleep(1)
        assert calls.total() == count > 0 and len(asyncio.all_tasks()) == before
        assert wished(exchange) == {("ticker", "KRW-ETH")}

    virtually(work)
