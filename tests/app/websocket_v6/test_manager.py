"""The manager's own life: one per loop, shared by scripts, ended without a trace."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from app.clock import SystemClock
from app.endpoints import local
from app.errors import EndpointError
from app.websocket_v6 import (
    ConnectionState,
    DataType,
    GlobalWebSocketManager,
    InvalidAddressError,
    WebSocketClient,
    WebSocketClientProxy,
    WebSocketError,
)
from tests.app.websocket_v6.peer import Peer
from tests.app.websocket_v6.samples import ticker, trade
from tests.app.websocket_v6.seen import Seen

ROOT = Path(__file__).parents[3]

SCRIPT = """
import asyncio, sys, warnings
warnings.simplefilter("error")
from app.websocket_v6 import WebSocketClient

async def learn():
    prices = asyncio.Queue()
    client = WebSocketClient("learning_basic")
    await client.subscribe_ticker(["KRW-BTC"], lambda event: prices.put_nowait(event.trade_price))
    print(event := await asyncio.wait_for(prices.get(), 30))
    await client.cleanup()

for _ in range(2):
    asyncio.run(learn())
"""


async def test_a_bare_script_works_twice_in_one_process(peer: Peer) -> None:
    """A1, A2, A3: it ends by itself, says nothing on stderr, and leaves its sockets with 1000."""
    script = await asyncio.create_subprocess_exec(
        sys.executable,
        "-W",
        "error",
        "-c",
        SCRIPT,
        cwd=ROOT,
        env={"HOGA_EXCHANGE_URL": f"http://127.0.0.1:{peer.port}", "PATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(script.communicate(), 60)
    assert (out.decode().split(), err.decode(), script.returncode) == (["116540000.0"] * 2, "", 0)
    await peer.closed(2)
    assert peer.closes == [1000, 1000]


async def test_shutdown_ends_everything_and_a_new_manager_begins(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """No task is left, the sockets are closed with 1000, the old manager takes no more wishes."""
    seen = Seen()
    before = asyncio.all_tasks()
    client = WebSocketClient("a")

    async def slow(event: object) -> None:
        seen(event)
        await asyncio.sleep(60)

    await client.subscribe_ticker(["KRW-BTC"], slow)
    await seen.wait(1)
    await manager.shutdown()
    await manager.shutdown()
    await peer.closed(1)
    assert peer.closes == [1000]
    assert manager.status("public").state is ConnectionState.CLOSED
    gone = {task for task in asyncio.all_tasks() - before if "websocket" in task.get_name()}
    assert gone == set()
    again = await GlobalWebSocketManager.get_instance()
    assert again is not manager and again.wishes == ()
    await client.subscribe_ticker(["KRW-BTC"], seen)
    await seen.wait(2)
    await again.shutdown()


async def test_a_coroutine_callback_may_shut_the_manager_down(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """It ends with the others; the manager is closed all the same."""
    ended = asyncio.Event()

    async def enough(_: object) -> None:
        try:
            await manager.shutdown()
        finally:
            ended.set()

    client = WebSocketClient("a")
    await client.subscribe_ticker(["KRW-BTC"], enough)
    async with asyncio.timeout(10):
        await ended.wait()
        await peer.closed(1)
    assert manager.status("public").state is ConnectionState.CLOSED


async def test_half_a_pair_of_keys_is_refused(manager: GlobalWebSocketManager) -> None:
    with pytest.raises(ValueError, match="no secret key"):
        await manager.initialize("access")
    with pytest.raises(WebSocketError, match="no access key"):
        await manager.initialize(None, "secret")
    assert not manager.has_keys


async def test_the_key_store_comes_before_the_environment(manager: GlobalWebSocketManager) -> None:
    """A8."""
    await manager.initialize(key_store=lambda: ("a" * 40, "s" * 40), environ={})
    assert manager.has_keys
    await manager.initialize(environ={})
    assert not manager.has_keys


async def test_a_foreign_host_is_refused(manager: GlobalWebSocketManager, peer: Peer) -> None:
    here = local(f"http://127.0.0.1:{peer.port}")
    elsewhere = type(here)(here.mode, here.rest, "ws://127.0.0.1:1/websocket/v1", here.private, here.hosts)
    with pytest.raises(EndpointError, match="may not talk to") as refused:
        await manager.initialize(endpoints=elsewhere)
    assert isinstance(refused.value, WebSocketError)  # as all that the library raises


async def test_an_address_that_is_none_is_refused_at_the_first_use(
    manager: GlobalWebSocketManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    await manager.shutdown()
    monkeypatch.setenv("HOGA_EXCHANGE_URL", "http://example.com")
    client = WebSocketClient("a")
    with pytest.raises(WebSocketError, match="HOGA_EXCHANGE_URL") as refused:
        await client.subscribe_ticker(["KRW-BTC"], print)
    assert isinstance(refused.value, InvalidAddressError) and refused.value.sentence
    await (await GlobalWebSocketManager.get_instance()).shutdown()


async def test_other_endpoints_take_all_wishes_along(manager: GlobalWebSocketManager, peer: Peer) -> None:
    seen = Seen()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    other = Peer()
    endpoints = await other.start()
    await manager.initialize(endpoints=endpoints)
    await other.frame(1)
    assert other.merged("ticker") == {"KRW-BTC"}
    await peer.push(ticker(price=1.0))
    await other.push(ticker(price=2.0))
    assert (await seen.wait(2)).event().trade_price == 2.0
    client.close()
    await other.closed(1)
    await other.stop()


async def test_made_and_dropped_clients_leave_nothing(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """H9: with a callback of each kind, by cleanup and by being forgotten."""
    keeper, seen = WebSocketClient("keeper"), Seen()
    keeper.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    tasks = len(asyncio.all_tasks())

    async def slow(_: object) -> None: ...

    for number in range(500):
        client = WebSocketClient(f"c{number}")
        await client.subscribe_ticker(["KRW-BTC"], slow if number % 2 else seen)
        if number % 3:
            await client.cleanup()
        await asyncio.sleep(0)
    del client
    gc.collect()
    for _ in range(5):
        await asyncio.sleep(0)
    assert len(manager.wishes) == 1
    assert len(asyncio.all_tasks()) == tasks
    assert len(peer.frames) == 1


async def test_three_clients_leave_in_few_frames(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """H2."""
    proxies = [WebSocketClientProxy(f"p{number}") for number in range(3)]
    seen = Seen()
    for number, proxy in enumerate(proxies):
        await proxy.subscribe_ticker([f"KRW-C{number}"], seen)
    await seen.wait(3)
    await asyncio.gather(*(proxy.cleanup_on_shutdown() for proxy in proxies))
    await peer.closed(1)
    assert len(peer.frames) <= 3 and manager.wishes == ()


async def test_repr_tells_the_state(manager: GlobalWebSocketManager, peer: Peer) -> None:
    seen = Seen()
    client = WebSocketClient("a")
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    assert repr(manager) == "<GlobalWebSocketManager public=subscribed private=disconnected wishes=1>"
    assert repr(client) == "<WebSocketClient a subscriptions=['ticker']>"
    assert repr(seen[0]) == "<Frame ticker KRW-BTC snapshot>"


async def test_a_thousand_pushes_are_a_thousand_calls(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """K2: in order, for a plain and for a coroutine callback of trades."""
    plain, waiting = Seen(), Seen()

    async def collect(event: object) -> None:
        waiting(event)

    a, b = WebSocketClient("a"), WebSocketClient("b")
    peer.snapshots = None
    await a.subscribe_trade(["KRW-BTC"], plain)
    await b.subscribe_trade(["KRW-BTC"], collect)
    await peer.frame(1)
    await peer.push(*(trade(number=number) for number in range(1000)))
    await plain.wait(1000)
    await waiting.wait(1000)
    ids = [event.sequential_id for event in plain]
    assert ids == sorted(ids) == [event.sequential_id for event in waiting]
    assert len(set(ids)) == 1000


async def test_cost_of_a_frame_does_not_grow_with_clients_that_do_not_match(
    manager: GlobalWebSocketManager, peer: Peer
) -> None:
    """P7: routing is a look-up; the frame of one market reaches its one receiver alone."""
    seen, others = Seen(), Seen()
    clients = [WebSocketClient(f"c{number}") for number in range(200)]
    for number, client in enumerate(clients):
        client.watch(DataType.TICKER, [f"KRW-C{number}"], others)
    mine = WebSocketClient("mine")
    mine.watch(DataType.TICKER, ["KRW-BTC"], seen)
    await seen.wait(1)
    before = manager.traffic().deliveries
    await others.wait(200)
    count = manager.traffic().deliveries
    await peer.push(ticker())
    await seen.wait(2)
    assert manager.traffic().deliveries == count + 1 and count >= before


@pytest.mark.long
async def test_ten_thousand_clients_leave_nothing(manager: GlobalWebSocketManager, peer: Peer) -> None:
    """H9 and guarantee 8: tasks, descriptors, subscriptions and memory as before."""
    keeper, seen = WebSocketClient("keeper"), Seen()
    symbols = [f"KRW-C{number}" for number in range(50)]
    # It wishes all that the others do: what this test measures is not the pace of requests.
    keeper.watch(DataType.TICKER, ["KRW-BTC", *symbols], seen)
    await seen.wait(51)
    process = psutil.Process()

    def held() -> tuple[int, int, int]:
        return len(asyncio.all_tasks()), process.num_fds(), len(manager.wishes)

    async def make_and_drop(count: int) -> None:
        for number in range(count):
            client = WebSocketClient(f"c{number}")
            client.watch(DataType.TICKER, ["KRW-BTC", symbols[number % 50]], lambda _: None)
            if number % 2:
                client.close()
            del client
            await asyncio.sleep(0)
        gc.collect()
        for _ in range(5):
            await asyncio.sleep(0)

    await make_and_drop(1000)
    before, memory = held(), process.memory_info().rss
    await make_and_drop(10_000)
    assert held() == before and before[-1] == 1 and len(peer.frames) == 1
    assert process.memory_info().rss - memory < 5 * 2**20


async def test_fifty_cuts_are_fifty_returns(
    manager: GlobalWebSocketManager, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """F9 over real sockets, one cut after the other; with its ten minutes in test_scenarios_in_time."""
    monkeypatch.setattr("app.websocket_v6.backoff.NETWORK_DELAYS", (0.0, 0.01))
    client, seen, process = WebSocketClient("a"), Seen(), psutil.Process()
    client.watch(DataType.TICKER, ["KRW-BTC"], seen)

    async def cut_and_return(count: int) -> tuple[int, int, int]:
        peer.cut()
        await seen.wait(count)
        # The scripted exchange hears of the end of a socket a moment later.
        await peer.closed(count - 1)
        return len(asyncio.all_tasks()), process.num_fds(), len(peer.sockets)

    await seen.wait(1)
    gc.collect()  # what an earlier test left to the collector would be counted as let go here
    first = await cut_and_return(2)
    for cycle in range(49):
        last = await cut_and_return(cycle + 3)
    assert last == first


def test_clients_may_be_closed_after_their_loop_has_ended() -> None:
    """As widgets are: the loop is gone, nothing is raised and nothing is left."""
    clients = [WebSocketClient("a"), WebSocketClient("b")]
    unreachable = local("http://127.0.0.1:9")

    async def subscribe() -> GlobalWebSocketManager:
        manager = await GlobalWebSocketManager.get_instance()
        await manager.initialize(endpoints=unreachable)
        for client in clients:
            await client.subscribe_ticker(["KRW-BTC"], print)
        return manager

    manager = asyncio.run(subscribe())
    for client in clients:
        client.close()
    assert manager.wishes == ()


async def test_the_uptime_counts(manager: GlobalWebSocketManager, monkeypatch: pytest.MonkeyPatch) -> None:
    """I2: one minute later it says one minute; the score is between 0 and 100."""
    monotonic = SystemClock.monotonic
    monkeypatch.setattr(SystemClock, "monotonic", lambda clock: monotonic(clock) + 60)
    health = await WebSocketClientProxy("p").health_check()
    assert health["uptime_minutes"] == pytest.approx(1.0, abs=0.1)
    assert health["health_score"] == 100 and health["reasons"] == []
