"""A desk that is killed at any moment leaves at most one order an intent, and the next start knows each."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest

from app.trading import OrderState
from tests.app.trading.conftest import Floor

CHILD = """
import asyncio, sys
from decimal import Decimal
from pathlib import Path
from app.endpoints import local
from app.trading import Broker, Journal, OrderIntent
from app.upbit import Credentials, UpbitRest
from tests.app.trading.conftest import FastClock, SilentStream

async def main(rest_url, access, secret, path, price):
    rest = UpbitRest(local(rest_url), Credentials(access, secret))
    broker = Broker(rest, SilentStream(), Journal(Path(path)), FastClock())
    ready = asyncio.Event()
    broker.ready_changed.connect(lambda is_ready: ready.set() if is_ready else None)
    await broker.start()
    await ready.wait()
    print("ready", flush=True)
    while True:
        intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.0001"), Decimal(price))
        record = await broker.place(intent)
        print(record.key, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


async def place_until_killed(floor: Floor, path: Path, price: str, after: float) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", CHILD, floor.proxy.rest, floor.key.access_key, floor.key.secret_key, str(path), price),
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    try:
        assert await child.stdout.readline() == b"ready\n"
        await asyncio.sleep(after)
    finally:
        child.kill()
        await child.communicate()


async def crashes(floor: Floor, count: int) -> None:
    chance = random.Random(11)
    price = str((await floor.below()).price)
    for _ in range(count):
        await place_until_killed(floor, floor.path, price, chance.uniform(0.02, 0.25))
    sent = [post["identifier"] for post in floor.proxy.posts]
    assert len(sent) == len(set(sent)) >= count
    at_exchange = [order.identifier for order in await floor.direct.open_orders()]
    assert len(at_exchange) == len(set(at_exchange))
    assert set(at_exchange) <= set(sent)
    broker = await floor.ready(floor.broker())
    assert broker.in_flight == frozenset()
    working = {key for key, record in broker.orders.items() if record.state is OrderState.WORKING}
    assert working == set(at_exchange)
    assert all(record.state.is_open or record.state.is_final for record in broker.orders.values())
    assert [post["identifier"] for post in floor.proxy.posts] == sent


async def test_kills_at_any_moment_leave_no_second_order_and_none_unknown(floor: Floor) -> None:
    await crashes(floor, 2)


@pytest.mark.long
@pytest.mark.timeout(900)
async def test_fifty_kills(floor: Floor) -> None:
    await crashes(floor, 50)
