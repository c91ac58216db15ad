"""G1: placements of which most answers are spoilt, and desks that are killed while they place.

Real sockets, a real journal, the real exchange; only the clock of the desk runs forty times faster.
`python -m benchmarks.order_faults --placements 10000 --kills 1000` is the long run; a minute without.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import tempfile
import time
from collections import Counter
from contextlib import AsyncExitStack
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp

from app.exchange.config import DEMO_ACCOUNT, ExchangeConfig
from app.exchange.server import ExchangeServer
from app.trading import Broker, Journal, OrderIntent, OrderState
from app.trading.errors import NotAmendable, NotReady
from app.trading.journal import Outcome
from app.upbit import UpbitError, transport
from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.report import figure, finish
from tests.app.trading.conftest import Floor, until
from tests.app.trading.fault_proxy import Fault, FaultProxy
from tests.app.trading.zygote import Zygote

BATCH = 200
AT_ONCE = 8
LANES = 3
LIVES = 50
FAULTS = [None, *(fault for fault in Fault if fault is not Fault.BAN)]
INTENT = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.0001"), Decimal(80_000_000))
_UNSETTLED = (OrderState.SENDING, OrderState.UNKNOWN)


class Count(Counter[str]):
    """What has to be zero at the end, and what was done."""


async def open_floor(stack: AsyncExitStack, directory: Path) -> Floor:
    """An exchange with a spoiling proxy before it, and the place of a journal."""
    server = ExchangeServer(ExchangeConfig(markets=1, moving=False, limited=False))
    addresses = await server.start()
    stack.push_async_callback(server.stop)
    proxy = FaultProxy(addresses.rest)
    await proxy.start()
    stack.push_async_callback(proxy.stop)
    floor = Floor(server, addresses, proxy, directory / "journal.db")
    stack.push_async_callback(floor.stack.aclose)
    return floor


def at_exchange(floor: Floor) -> dict[str, str]:
    """Own orders that the exchange ever took: identifier to state. One that is there twice counts."""
    found = Counter(order.identifier for order in floor.server.venue.engine.orders(DEMO_ACCOUNT))
    twice = [name for name, count in found.items() if name is not None and count > 1]
    assert not twice, twice
    orders = floor.server.venue.engine.orders(DEMO_ACCOUNT)
    return {order.identifier: order.state for order in orders if order.identifier is not None}


def sweep(floor: Floor) -> None:
    """Cancel everything at the exchange's own desk, so that the lists stay short."""
    engine, now = floor.server.venue.engine, floor.clock.time_ms()
    for order in engine.open_orders(DEMO_ACCOUNT):
        engine.cancel(DEMO_ACCOUNT, order.uuid, now)
    floor.server.flow.publish(now)


async def settled(broker: Broker) -> None:
    await until(lambda: all(order.state not in _UNSETTLED for order in broker.orders.values()), broker, 120)


async def compare(floor: Floor, keys: list[str], broker: Broker, count: Count) -> None:
    """Records, journal and exchange about each of these intents."""
    truth = at_exchange(floor)
    journal = Journal(floor.path)
    for key in keys:
        record, state = broker.orders[key], truth.get(key)
        count["intents"] += 1
        count["arrived"] += state is not None
        live = record.state.is_open
        count["lost"] += (state is not None and record.state is OrderState.REJECTED) or (
            state == "wait" and not live
        )
        count["ghosts"] += state is None and record.state is not OrderState.REJECTED
        accepted = await journal.outcome(key) is Outcome.ACCEPTED
        count["journal differs"] += accepted is not (state is not None)
    await journal.close()
    sent = Counter(post.get("identifier") or post.get("new_identifier") for post in floor.proxy.posts)
    count["sent twice"] += sum(number > 1 for number in sent.values())
    count["strangers"] += sum(name not in sent for name, state in truth.items() if state == "wait")
    floor.proxy.posts.clear()


async def placements(total: int, directory: Path) -> Count:
    """Batches of placements, some of them amended or cancelled on the way, seven in eight spoilt."""
    count, chance = Count(), random.Random(7)
    async with AsyncExitStack() as stack:
        floor = await open_floor(stack, directory)
        manager = await GlobalWebSocketManager.get_instance()
        stack.push_async_callback(manager.shutdown)
        await manager.initialize(floor.key.access_key, floor.key.secret_key, endpoints=floor.endpoints)
        broker = await floor.ready(floor.broker(statuses=manager.on_status))
        while count["placed"] < total:
            keys: list[str] = []
            hands = [hand(broker, floor, chance, keys, count) for _ in range(AT_ONCE)]
            await asyncio.gather(*hands)
            floor.proxy.faults.clear()
            await settled(broker)
            await compare(floor, keys, broker, count)
            sweep(floor)
            print(f"… {count['placed']} placed", flush=True) if count["placed"] % 1000 < BATCH else None
        await floor.stack.aclose()
    return count


async def hand(broker: Broker, floor: Floor, chance: random.Random, keys: list[str], count: Count) -> None:
    """One of several who place at once."""
    for _ in range(BATCH // AT_ONCE):
        key = await act(partial(broker.place, INTENT), broker, floor, chance, count)
        keys.append(key)
        count["placed"] += 1
        wish = chance.random()
        try:
            if wish < 0.15:
                price = INTENT.price - 1000 * chance.randint(1, 500) if INTENT.price else None
                keys.append(await act(partial(broker.amend, key, price), broker, floor, chance, count))
                count["amended"] += 1
            elif wish < 0.3:
                floor.proxy.faults.append(chance.choice(FAULTS))
                await broker.cancel(key)
        except (NotAmendable, UpbitError):
            continue


async def act(work: Any, broker: Broker, floor: Floor, chance: random.Random, count: Count) -> str:
    """Send with a fault ahead, as soon as orders are possible; the key."""
    while True:
        await until(lambda: broker.ready, broker, 120)
        floor.proxy.faults.append(chance.choice(FAULTS))
        try:
            return str((await work()).key)
        except NotReady:
            count["not ready"] += 1


async def lane(lives: int, directory: Path, seed: int, count: Count) -> None:
    """Desks one after the other on one journal, each killed; after some of them one that looks."""
    chance = random.Random(seed)
    async with AsyncExitStack() as stack:
        floor = await open_floor(stack, directory)
        zygote = await Zygote.start()
        stack.push_async_callback(zygote.stop)
        for life in range(1, lives + 1):
            floor.proxy.faults.clear()
            floor.proxy.faults.extend(chance.choice(FAULTS) for _ in range(4))
            await zygote.place_until_killed(
                floor.proxy.rest,
                floor.key,
                floor.path,
                INTENT.price,
                chance.uniform(0.0, 0.15),
                ready=chance.random() < 0.8,
            )
            count["kills"] += 1
            if life % LIVES == 0 or life == lives:
                await look(floor, count)
                print(f"… {count['kills']} kills", flush=True)


async def look(floor: Floor, count: Count) -> None:
    """The next start has to know each order, and to send none again."""
    floor.proxy.faults.clear()
    await asyncio.sleep(0.1)  # what the killed desk had sent may still be on its way to the exchange
    sent = Counter(post["identifier"] for post in floor.proxy.posts)
    count["sent"] += len(sent)
    count["sent twice"] += sum(number > 1 for number in sent.values())
    truth = at_exchange(floor)
    count["strangers"] += sum(name not in sent for name, state in truth.items() if state == "wait")
    broker = await floor.ready(floor.broker(silent=True))
    count["left unknown"] += len(broker.in_flight)
    known = {key: record.state for key, record in broker.orders.items()}
    for name, state in truth.items():
        if state == "wait":
            count["arrived"] += 1
            count["lost"] += not (name in known and known[name].is_open)
    for name, state in known.items():
        count["ghosts"] += state.is_open and truth.get(name) != "wait"
        count["left unknown"] += not (state.is_open or state.is_final)
    count["sent again"] += len(floor.proxy.posts) - sum(sent.values())
    await floor.stack.aclose()
    sweep(floor)
    floor.proxy.posts.clear()


async def kills(total: int, directory: Path) -> Count:
    """Several lanes of killed desks at once."""
    count = Count()
    for number in range(LANES):
        (directory / str(number)).mkdir()
    shares = [total // LANES + (number < total % LANES) for number in range(LANES)]
    await asyncio.gather(
        *(lane(share, directory / str(number), number, count) for number, share in enumerate(shares))
    )
    return count


def tell(what: str, count: Count, seconds: float, faults: tuple[str, ...]) -> None:
    """What was done, and each count that has to be zero."""
    for name, value in sorted(count.items()):
        if name not in faults:
            figure(f"{what}: {name}", value, "orders" if name != "kills" else "kills")
    for name in faults:
        figure(f"{what}: {name}", count[name], "orders", gate=0, goal="G1")
    figure(f"{what}: took", seconds, "s")


_ALWAYS = ("sent twice", "strangers", "lost", "ghosts")
HALVES = (
    ("kills", kills, (*_ALWAYS, "left unknown", "sent again")),
    ("placements", placements, (*_ALWAYS, "journal differs")),
)


def main() -> None:
    """Both halves, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--placements", type=int, default=400)
    parser.add_argument("--kills", type=int, default=60)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    transport.WRITE_TIMEOUT = aiohttp.ClientTimeout(total=0.3)
    with tempfile.TemporaryDirectory(dir=Path.home()) as place:
        for what, work, faults in HALVES:
            total = getattr(options, what)
            directory = Path(place) / what
            directory.mkdir()
            if total:
                began = time.monotonic()
                tell(what, asyncio.run(work(total, directory)), time.monotonic() - began, faults)


if __name__ == "__main__":
    main()
    finish()
