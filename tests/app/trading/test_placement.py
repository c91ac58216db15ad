"""One intent is at most one order, whatever happens on the way, and its true outcome becomes known."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace

import pytest

from app.trading import OrderState
from app.trading.broker import Broker
from app.trading.journal import Entry, Journal, Outcome
from app.trading.lookup import MISSING_SECONDS
from app.upbit import NotFound
from app.upbit.models import NewOrder, Order
from tests.app.trading.conftest import Floor, until
from tests.app.trading.fault_proxy import Fault

HANDS = 5
ARRIVED = [fault for fault in Fault if fault.startswith("accept")]


async def settled(floor: Floor, key: str) -> Outcome | None:
    journal = Journal(floor.path)
    try:
        return await journal.outcome(key)
    finally:
        await journal.close()


async def known(broker: Broker, key: str) -> OrderState:
    settled_states = (OrderState.SENDING, OrderState.UNKNOWN)
    await until(lambda: broker.orders[key].state not in settled_states, broker)
    return broker.orders[key].state


@pytest.mark.parametrize("silent", [False, True], ids=["stream", "silent"])
@pytest.mark.parametrize("fault", ARRIVED)
async def test_an_accepted_order_with_a_lost_answer_is_found(
    floor: Floor, fault: Fault, silent: bool
) -> None:
    broker = await floor.ready(floor.broker(silent=silent))
    floor.proxy.faults.append(fault)
    record = await broker.place(await floor.below())
    assert record.state in (OrderState.UNKNOWN, OrderState.WORKING)
    assert await known(broker, record.key) is OrderState.WORKING
    assert len(floor.proxy.posts) == 1
    assert [order.identifier for order in await floor.direct.open_orders()] == [record.key]
    await broker.aclose()
    assert await settled(floor, record.key) is Outcome.ACCEPTED


async def test_a_filled_order_with_a_lost_answer_is_found_filled(floor: Floor) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    floor.proxy.faults.append(Fault.ACCEPT_THEN_RESET)
    record = await broker.place(await floor.above())
    assert await known(broker, record.key) is OrderState.FILLED
    done = broker.orders[record.key]
    assert done.executed_volume == sum(fill.volume for fill in done.trades) == done.volume


async def test_an_order_that_never_arrived_is_said_to_be_so_after_several_definite_answers(
    floor: Floor,
) -> None:
    broker = await floor.ready(floor.broker())
    floor.proxy.faults.append(Fault.DROP)
    record = await broker.place(await floor.below())
    assert record.state is OrderState.UNKNOWN
    assert await known(broker, record.key) is OrderState.REJECTED
    assert "도착하지 않았습니다" in broker.orders[record.key].reason
    assert floor.proxy.seen.count("GET /v1/order") >= 3
    assert len(floor.proxy.posts) == 1
    await broker.aclose()
    assert await settled(floor, record.key) is Outcome.NOT_RECEIVED
    with pytest.raises(NotFound):
        await floor.direct.order(identifier=record.key)


async def test_a_wall_clock_that_jumps_does_not_hasten_the_verdict(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def jump(_body: dict[str, str]) -> None:
        later = floor.clock.time_ms() + 3_600_000
        monkeypatch.setattr(floor.clock, "time_ms", lambda: later)

    broker = await floor.ready(floor.broker(silent=True))
    floor.proxy.before_post = jump
    floor.proxy.faults.append(Fault.DROP)
    began = floor.clock.monotonic()
    record = await broker.place(await floor.below())
    assert await known(broker, record.key) is OrderState.REJECTED
    assert floor.clock.monotonic() - began >= MISSING_SECONDS


@pytest.mark.parametrize("fault", [Fault.THROTTLE, Fault.BAN])
async def test_a_throttled_order_is_refused_and_not_repeated(floor: Floor, fault: Fault) -> None:
    broker = await floor.ready(floor.broker())
    floor.proxy.faults.append(fault)
    record = await broker.place(await floor.below())
    assert record.state is OrderState.REJECTED
    assert len(floor.proxy.posts) == 1
    assert await floor.direct.open_orders() == []


async def test_an_identifier_that_was_there_before_leads_to_its_order(floor: Floor) -> None:
    intent = await floor.below()
    first = await floor.direct.place(intent.order("hoga-used"))
    broker = await floor.ready(floor.broker(new_identifier=lambda: "hoga-used"))
    record = await broker.place(intent)
    assert await known(broker, record.key) is OrderState.WORKING
    assert broker.orders[record.key].uuid == first.uuid
    assert len(await floor.direct.open_orders()) == 1


@pytest.mark.parametrize("fault", [None, Fault.ACCEPT_THEN_RESET], ids=["answered", "lost"])
async def test_answers_without_the_identifier_are_still_of_that_order(
    floor: Floor, fault: Fault | None
) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    floor.proxy.nameless = True
    floor.proxy.faults.append(fault)
    record = await broker.place(await floor.below())
    assert await known(broker, record.key) is OrderState.WORKING
    assert record.key.startswith("hoga-")
    await broker._reconciler.refresh(record.key)
    assert list(broker.orders) == [record.key]
    await broker.cancel(record.key)
    await until(lambda: broker.orders[record.key].state is OrderState.CANCELLED, broker)
    assert list(broker.orders) == [record.key]


async def test_network_faults_during_the_search_prove_nothing(floor: Floor) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    floor.proxy.faults.append(Fault.ACCEPT_THEN_RESET)
    record = await broker.place(await floor.below())
    floor.proxy.down = True
    with pytest.raises(TimeoutError):
        # Twenty times longer than it takes to give up on definite answers.
        await until(lambda: broker.orders[record.key].state is not OrderState.UNKNOWN, broker, 0.6)
    floor.proxy.down = False
    assert await known(broker, record.key) is OrderState.WORKING


async def test_intents_of_a_crashed_run_are_resolved_before_it_is_ready(floor: Floor) -> None:
    intent = await floor.below()
    account = f"{floor.endpoints.mode}:{floor.key.fingerprint()}"
    journal = Journal(floor.path)
    now = floor.clock.time_ms()
    await journal.intend(Entry("hoga-arrived", account, now - 60_000, intent))
    await journal.intend(Entry("hoga-lost", account, now - 60_000, intent))
    await journal.intend(Entry("hoga-of-another-key", "live:0", now, intent))
    await journal.close()
    await floor.direct.place(intent.order("hoga-arrived"))
    broker = floor.broker()
    seen: dict[str, OrderState] = {}
    broker.ready_changed.connect(
        lambda ready: seen.update({key: record.state for key, record in broker.orders.items()})
    )
    await floor.ready(broker)
    assert seen == {"hoga-arrived": OrderState.WORKING, "hoga-lost": OrderState.REJECTED}
    assert broker.in_flight == frozenset()
    assert floor.proxy.posts == []
    await broker.aclose()
    assert await settled(floor, "hoga-arrived") is Outcome.ACCEPTED
    assert await settled(floor, "hoga-lost") is Outcome.NOT_RECEIVED
    assert await settled(floor, "hoga-of-another-key") is Outcome.PENDING


async def test_closing_while_an_answer_is_late_leaves_the_row_for_the_next_start(floor: Floor) -> None:
    def cut_the_rest(_body: dict[str, str]) -> None:
        floor.proxy.down = True

    broker = await floor.ready(floor.broker(silent=True))
    intent = await floor.below()
    await broker.chance(intent.market)
    floor.proxy.faults.append(Fault.ACCEPT_THEN_LATE)
    floor.proxy.before_post = cut_the_rest
    record = await broker.place(intent)
    assert record.state is OrderState.UNKNOWN
    await broker.aclose()
    assert await settled(floor, record.key) is Outcome.PENDING
    floor.proxy.down = False
    again = await floor.ready(floor.broker())
    assert again.orders[record.key].state is OrderState.WORKING
    assert len(floor.proxy.posts) == 1


async def storm(floor: Floor, count: int) -> None:
    """Every placement meets a fault; afterwards exchange, records and journal agree on each."""
    broker = await floor.ready(floor.broker())
    chance = random.Random(7)
    faults = [fault for fault in Fault if fault is not Fault.BAN]
    intent = await floor.below("0.0001")

    async def hand() -> None:
        for _ in range(count // HANDS):
            floor.proxy.faults.append(chance.choice([None, *faults]))
            await broker.place(replace(intent))

    await asyncio.gather(*(hand() for _ in range(HANDS)))
    for key in tuple(broker.orders):
        await known(broker, key)
    assert len(broker.orders) == len(floor.proxy.posts) == count
    at_exchange = [order.identifier for order in await floor.direct.open_orders()]
    assert len(at_exchange) == len(set(at_exchange))
    working = {key for key, record in broker.orders.items() if record.state is OrderState.WORKING}
    assert working == set(at_exchange)
    records = dict(broker.orders)
    await broker.aclose()
    journal = Journal(floor.path)
    for key, record in records.items():
        accepted = await journal.outcome(key) is Outcome.ACCEPTED
        assert accepted == (record.state is OrderState.WORKING)
    await journal.close()


async def test_five_hundred_faulted_placements_make_no_second_order_and_lose_none(floor: Floor) -> None:
    await storm(floor, 500)


@pytest.mark.parametrize("arrives", [True, False])
async def test_an_error_that_nobody_expected_leaves_no_order_sending_for_ever(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, arrives: bool
) -> None:
    """I2: whether it was sent before the error is looked up like any other unknown outcome."""
    broker = await floor.ready(floor.broker(silent=True))
    place = broker._rest.place

    async def breaks(order: NewOrder) -> Order:
        if arrives:
            await place(order)
        raise LookupError("a fault of ours")

    monkeypatch.setattr(broker._rest, "place", breaks)
    with pytest.raises(LookupError):
        await broker.place(await floor.below())
    (key,) = broker.orders
    expected = OrderState.WORKING if arrives else OrderState.REJECTED
    await until(lambda: broker.orders[key].state is expected, broker)
    assert len(floor.proxy.posts) == arrives
