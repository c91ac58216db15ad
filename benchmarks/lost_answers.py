"""How long an order stays 확인중 when its answer is lost, with the private stream and by asking alone."""

from __future__ import annotations

import asyncio
import tempfile
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from app.endpoints import local
from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer
from app.trading import Broker, Journal, OrderIntent, OrderState
from app.upbit import Credentials, UpbitRest
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient
from benchmarks.report import figure, finish, percentile
from tests.app.trading.fault_proxy import Fault, FaultProxy

ROUNDS = 20
FAULTS = (
    Fault.ACCEPT_THEN_RESET,
    Fault.ACCEPT_THEN_500,
    Fault.ACCEPT_THEN_503_PAGE,
    Fault.ACCEPT_THEN_GARBAGE,
)
_UNSETTLED = (OrderState.SENDING, OrderState.UNKNOWN)


class _Silent:
    """A private stream that tells nothing: only asking is left."""

    def watch(self, *_wish: object) -> None:
        """Take the wish and never answer it."""

    def unwatch(self, _data_type: object) -> None:
        """Nothing is watched."""

    def close(self) -> None:
        """Nothing is open."""


async def waits(broker: Broker, proxy: FaultProxy) -> list[float]:
    """Seconds from the lost answer to the order's true state, order by order."""
    changed = asyncio.Event()

    def note(_keys: frozenset[str]) -> None:
        changed.set()

    broker.orders_changed.connect(note)
    intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.0001"), Decimal(80_000_000))
    took = []
    for number in range(ROUNDS):
        proxy.faults.append(FAULTS[number % len(FAULTS)])
        record = await broker.place(intent)
        lost = time.perf_counter()
        while broker.orders[record.key].state in _UNSETTLED:
            await changed.wait()
            changed.clear()
        took.append(time.perf_counter() - lost)
        await asyncio.sleep(0.1)
    return took


async def measure(*, streaming: bool) -> list[float]:
    """One exchange, one broker, twenty lost answers."""
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False, limited=False))
    addresses = await server.start()
    proxy = FaultProxy(addresses.rest)
    await proxy.start()
    through, straight = local(proxy.rest), local(addresses.rest)
    hosts = through.hosts | straight.hosts
    endpoints = replace(through, public=straight.public, private=straight.private, hosts=hosts)
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize(addresses.access_key, addresses.secret_key, endpoints=endpoints)
    rest = UpbitRest(endpoints, Credentials(addresses.access_key, addresses.secret_key))
    with tempfile.TemporaryDirectory() as directory:
        client = WebSocketClient("broker") if streaming else _Silent()
        broker = Broker(rest, client, Journal(Path(directory) / "journal.db"))
        ready = asyncio.Event()

        def on_ready(is_ready: bool) -> None:
            if is_ready:
                ready.set()

        broker.ready_changed.connect(on_ready)
        await broker.start()
        await ready.wait()
        await asyncio.sleep(1.0)  # the stream comes up
        took = await waits(broker, proxy)
        await broker.aclose()
    await rest.close()
    await manager.shutdown()
    await proxy.stop()
    await server.stop()
    return took


def main() -> None:
    """Print p95 and the longest, both ways."""
    for streaming, way in ((True, "stream"), (False, "asking alone")):
        took = asyncio.run(measure(streaming=streaming))
        figure(f"lost answer to true state, {way}, p95", percentile(took, 0.95), "s", gate=3.0, goal="G2")
        figure(f"lost answer to true state, {way}, longest", max(took), "s", gate=10.0, goal="G2")


if __name__ == "__main__":
    main()
    finish()
