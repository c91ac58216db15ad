"""An order that is replaced in one call: the old one ends, one new one appears, whatever the answer was."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.trading import GuardError, NoSuchOrder, NotAmendable, NotReady, OrderIntent, OrderState
from app.trading.broker import Broker
from app.trading.journal import Outcome
from tests.app.trading.conftest import MARKET, Floor, until
from tests.app.trading.fault_proxy import Fault
from tests.app.trading.test_placement import ARRIVED, known, settled

TICK = 1000


async def resting(floor: Floor, *, silent: bool = False, volume: str = "0.001") -> tuple[Broker, str]:
    broker = await floor.ready(floor.broker(silent=silent))
    record = await broker.place(await floor.below(volume))
    await until(lambda: broker.orders[record.key].state is OrderState.WORKING, broker)
    floor.proxy.posts.clear()
    return broker, record.key


@pytest.mark.parametrize("volume", [None, "0.002"])
async def test_a_new_price_keeps_what_remains_unless_a_volume_is_given(
    floor: Floor, volume: str | None
) -> None:
    broker, key = await resting(floor)
    price = broker.orders[key].price + TICK
    new = await broker.amend(key, price, None if volume is None else Decimal(volume))
    assert await known(broker, new.key) is OrderState.WORKING
    await until(lambda: broker.orders[key].state is OrderState.CANCELLED, broker)
    (order,) = await floor.direct.open_orders()
    assert (order.identifier, order.price) == (new.key, price)
    assert order.volume == Decimal(volume or "0.001") == broker.orders[new.key].volume
    assert [post["new_volume"] for post in floor.proxy.posts] == [volume or "remain_only"]
    await broker.aclose()
    assert await settled(floor, new.key) is Outcome.ACCEPTED


@pytest.mark.parametrize("silent", [False, True], ids=["stream", "silent"])
@pytest.mark.parametrize("fault", ARRIVED)
async def test_an_accepted_amendment_with_a_lost_answer_is_found(
    floor: Floor, fault: Fault, silent: bool
) -> None:
    broker, key = await resting(floor, silent=silent)
    floor.proxy.faults.append(fault)
    new = await broker.amend(key, broker.orders[key].price + TICK)
    assert await known(broker, new.key) is OrderState.WORKING
    await until(lambda: broker.orders[key].state is OrderState.CANCELLED, broker)
    assert len(floor.proxy.posts) == 1
    assert [order.identifier for order in await floor.direct.open_orders()] == [new.key]


async def test_an_amendment_answered_without_identifiers_is_still_one_old_and_one_new(floor: Floor) -> None:
    broker, key = await resting(floor, silent=True)
    floor.proxy.nameless = True
    new = await broker.amend(key, broker.orders[key].price + TICK)
    assert await known(broker, new.key) is OrderState.WORKING
    await until(lambda: broker.orders[key].state is OrderState.CANCELLED, broker)
    assert list(broker.orders) == [key, new.key]


async def test_an_amendment_that_never_arrived_leaves_the_old_order(floor: Floor) -> None:
    broker, key = await resting(floor)
    floor.proxy.faults.append(Fault.DROP)
    new = await broker.amend(key, broker.orders[key].price + TICK)
    assert new.state is OrderState.UNKNOWN
    assert await known(broker, new.key) is OrderState.REJECTED
    assert broker.orders[key].state is OrderState.WORKING
    assert len(floor.proxy.posts) == 1
    await broker.aclose()
    assert await settled(floor, new.key) is Outcome.NOT_RECEIVED


async def test_an_order_that_is_filled_first_is_not_replaced(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker, key = await resting(floor)

    async def answered_too_late(_change: object) -> object:
        """The exchange says yes, and creates nothing, since the old order has just been filled."""
        floor.server.venue.engine.take(MARKET, "ask", Decimal(10_000), 0)
        filled = await floor.direct.order(identifier=key)
        assert filled.state == "done"
        return filled

    monkeypatch.setattr(broker._rest, "cancel_and_new", answered_too_late)
    new = await broker.amend(key, broker.orders[key].price + TICK)
    assert await known(broker, new.key) is OrderState.REJECTED
    assert "먼저 모두 체결" in broker.orders[new.key].reason
    assert broker.orders[key].state is OrderState.FILLED


async def test_what_the_exchange_refuses_leaves_the_old_order_to_its_true_state(floor: Floor) -> None:
    broker, key = await resting(floor)
    await floor.direct.cancel(identifier=key)
    new = await broker.amend(key, broker.orders[key].price + TICK)
    assert new.state is OrderState.REJECTED
    await until(lambda: broker.orders[key].state is OrderState.CANCELLED, broker)
    assert await floor.direct.open_orders() == []


async def test_bad_amendments_are_refused_here(floor: Floor) -> None:
    broker, key = await resting(floor)
    with pytest.raises(GuardError):
        await broker.amend(key, Decimal(TICK))  # below the minimum total
    with pytest.raises(GuardError):
        await broker.amend(key, broker.orders[key].price, Decimal(1000))
    with pytest.raises(NoSuchOrder):
        await broker.amend("hoga-nobody", Decimal(TICK))
    filled = await broker.place(OrderIntent(MARKET, "bid", "price", None, Decimal(10_000)))
    await until(lambda: broker.orders[filled.key].state.is_final, broker)
    with pytest.raises(NotAmendable):
        await broker.amend(filled.key, Decimal(TICK))
    assert len(floor.proxy.posts) == 1
    assert broker.orders[key].state is OrderState.WORKING


async def test_money_that_is_locked_in_the_old_order_pays_for_the_new_one(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    price = (await floor.below()).price
    volume = (broker.balances["KRW"].balance / price / 2).quantize(Decimal("0.0001"))
    record = await broker.place(OrderIntent(MARKET, "bid", "limit", volume, price))
    await until(lambda: broker.orders[record.key].state is OrderState.WORKING, broker)
    await until(lambda: broker.balances["KRW"].locked > 0, broker)
    more = (volume * Decimal("1.8")).quantize(Decimal("0.0001"))
    new = await broker.amend(record.key, price, more)
    assert await known(broker, new.key) is OrderState.WORKING
    assert broker.orders[new.key].volume == more


async def test_nothing_is_amended_before_orders_are_reconciled(floor: Floor) -> None:
    broker, key = await resting(floor)
    broker._reconciler.set_ready(False)
    with pytest.raises(NotReady):
        await broker.amend(key, Decimal(TICK))
