"""A desk that is killed at any moment leaves at most one order an intent, and the next start knows each."""

from __future__ import annotations

import asyncio
import random

from app.trading import OrderState
from tests.app.trading.conftest import Floor
from tests.app.trading.zygote import Zygote

KILLS = 50


async def test_kills_at_any_moment_leave_no_second_order_and_none_unknown(floor: Floor) -> None:
    chance = random.Random(11)
    price = str((await floor.below()).price)
    zygote = await Zygote.start()
    try:
        for _ in range(KILLS):
            await zygote.place_until_killed(
                floor.proxy.rest,
                floor.key,
                floor.path,
                price,
                chance.uniform(0.0, 0.1),
                ready=chance.random() < 0.8,
            )
    finally:
        await zygote.stop()
    await asyncio.sleep(0.2)  # what the last one had sent may still be on its way
    sent = [post["identifier"] for post in floor.proxy.posts]
    assert len(sent) == len(set(sent)) >= KILLS // 2
    at_exchange = [order.identifier for order in await floor.direct.open_orders()]
    assert len(at_exchange) == len(set(at_exchange))
    assert set(at_exchange) <= set(sent)
    broker = await floor.ready(floor.broker())
    assert broker.in_flight == frozenset()
    working = {key for key, record in broker.orders.items() if record.state is OrderState.WORKING}
    assert working == set(at_exchange)
    assert all(record.state.is_open or record.state.is_final for record in broker.orders.values())
    assert [post["identifier"] for post in floor.proxy.posts] == sent
