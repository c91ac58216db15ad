"""Another key, no key, and orders that are locked until they are armed."""

from __future__ import annotations

import pytest

from app.trading import NotArmed, NotReady, OrderState
from app.upbit import NoCredentials
from tests.app.trading.conftest import Floor, until


async def test_suspended_it_knows_nothing_and_started_again_everything(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    told: set[str] = set()
    broker.orders_changed.connect(told.update)
    await broker.suspend()
    assert (dict(broker.orders), dict(broker.balances), broker.ready) == ({}, {}, False)
    with pytest.raises(NotReady):
        await broker.place(await floor.below())
    await floor.ready(broker)
    assert record.key in told
    assert broker.orders[record.key].state is OrderState.WORKING
    assert broker.balances["KRW"].locked > 0
    assert len(floor.proxy.posts) == 1


async def test_without_a_key_nothing_is_followed(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    told: list[object] = []
    broker.problem_changed.connect(told.append)
    await broker.suspend()
    broker._rest.use(None)
    await broker.start()
    assert not broker.ready
    assert isinstance(broker.problem, NoCredentials) and told == [broker.problem]
    assert len(broker._tasks) == 0


async def test_locked_orders_are_not_sent_and_cancels_are(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    broker.arm(False)
    assert broker.ready and not broker.may_place
    with pytest.raises(NotArmed):
        await broker.place(await floor.below())
    assert len(floor.proxy.posts) == 1
    await broker.cancel(record.key)
    await until(lambda: broker.orders[record.key].state is OrderState.CANCELLED, broker)
    broker.arm(True)
    assert (await broker.place(await floor.below())).state is OrderState.WORKING
