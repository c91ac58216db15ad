"""Cancels against the real exchange: the kill switch misses nothing, and nobody's cancel ends another's."""

from __future__ import annotations

import asyncio

import pytest

from app.trading import OrderState, Recalled, cancelling
from app.trading.broker import Broker
from app.upbit.models import Chance, Order
from tests.app.trading.conftest import MARKET, Floor, until
from tests.app.trading.fault_proxy import Fault


class Gate:
    """Holds POSTs on their way to the exchange until it is opened."""

    def __init__(self, floor: Floor) -> None:
        self.reached = asyncio.Event()
        self.open = asyncio.Event()
        floor.proxy.before_post = self._hold

    async def _hold(self, _body: dict[str, str]) -> None:
        self.reached.set()
        await self.open.wait()


async def ended(broker: Broker, key: str) -> None:
    await until(lambda: broker.orders[key].state is OrderState.CANCELLED, broker)


async def test_an_order_on_its_way_is_cancelled_too(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    gate = Gate(floor)
    placing = asyncio.create_task(broker.place(await floor.below()))
    await gate.reached.wait()
    cancelling_all = asyncio.create_task(broker.cancel_all())
    await asyncio.sleep(0)  # its first step
    assert broker.recalling == frozenset(broker.orders)
    gate.open.set()
    assert await cancelling_all == 1
    await ended(broker, (await placing).key)
    assert await floor.direct.open_orders() == []
    assert broker.recalling == frozenset()


async def test_an_order_that_arrives_after_the_wait_is_cancelled_when_it_shows(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cancelling, "RECALL_SECONDS", 0.01)
    broker = await floor.ready(floor.broker())
    gate = Gate(floor)
    floor.proxy.faults.append(Fault.ACCEPT_THEN_RESET)
    placing = asyncio.create_task(broker.place(await floor.below()))
    await gate.reached.wait()
    assert await broker.cancel_all(MARKET) == 0
    assert len(broker.recalling) == 1
    gate.open.set()
    await ended(broker, (await placing).key)
    assert await floor.direct.open_orders() == []


async def test_an_order_that_never_arrives_is_recalled_no_longer(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    floor.proxy.faults.append(Fault.DROP)
    record = await broker.place(await floor.below())
    assert record.state is OrderState.UNKNOWN
    assert await broker.cancel_all() == 1
    assert broker.orders[record.key].state is OrderState.REJECTED
    assert broker.recalling == frozenset()


async def test_an_order_that_is_still_being_checked_is_not_sent(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker())
    asked, answer = asyncio.Event(), asyncio.Event()
    chance = broker._rest.chance

    async def late(market: str) -> Chance:
        asked.set()
        await answer.wait()
        return await chance(market)

    monkeypatch.setattr(broker._rest, "chance", late)
    placing = asyncio.create_task(broker.place(await floor.below()))
    await asked.wait()
    assert await broker.cancel_all("KRW-NONE") == 0
    assert await broker.cancel_all(MARKET) == 0
    answer.set()
    with pytest.raises(Recalled):
        await placing
    assert floor.proxy.posts == []
    assert (await broker.place(await floor.below())).state is OrderState.WORKING


async def test_what_is_known_is_cancelled_although_the_list_does_not_come(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    never = asyncio.Event()

    async def hang(_market: str | None = None) -> list[Order]:
        await never.wait()
        return []

    monkeypatch.setattr(broker._rest, "open_orders", hang)
    cancelling_all = asyncio.create_task(broker.cancel_all())
    await ended(broker, record.key)
    never.set()
    assert await cancelling_all == 1


async def test_cancelling_all_twice_at_once_is_one_cancel_for_each(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    intent = await floor.below()
    records = [await broker.place(intent) for _ in range(8)]
    assert await asyncio.gather(broker.cancel_all(), broker.cancel_all(MARKET)) == [8, 8]
    for record in records:
        await ended(broker, record.key)
    assert floor.proxy.seen.count("DELETE /v1/order") == 8


async def test_a_second_cancel_joins_the_first_and_neither_ends_the_other(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    first = asyncio.create_task(broker.cancel(record.key))
    both = asyncio.gather(broker.cancel(record.key), broker.cancel_all())
    await asyncio.sleep(0)
    first.cancel()
    assert await both == [None, 1]
    await ended(broker, record.key)
    assert floor.proxy.seen.count("DELETE /v1/order") == 1
