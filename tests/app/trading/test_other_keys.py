"""Another key, no key, and orders that are locked until they are armed."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from app.exchange.auth import Key
from app.trading import NotArmed, NotReady, OrderState
from app.upbit import Chance, Credentials, NoCredentials
from app.upbit.models import Order
from tests.app.trading.conftest import MARKET, Floor, until


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


@pytest.mark.parametrize("deed", ["place", "amend"])
async def test_an_order_is_never_sent_to_another_account_than_the_one_it_was_meant_for(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """The rules of the market came late; meanwhile the trader had changed the key, and armed again."""
    broker = await floor.ready(floor.broker(silent=True))
    waiting = await broker.place(await floor.below()) if deed == "amend" else None
    posts = len(floor.proxy.posts)
    asked, answer = asyncio.Event(), asyncio.Event()
    ask = broker._terms.check

    async def late(*about: Any, **more: Any) -> None:
        asked.set()
        await answer.wait()
        await ask(*about, **more)

    monkeypatch.setattr(broker._terms, "check", late)
    intent = await floor.below()
    assert intent.price is not None
    work = broker.amend(waiting.key, intent.price - 1000) if waiting else broker.place(intent)
    placing = asyncio.create_task(work)
    await asked.wait()
    await broker.suspend()
    broker._rest.use(second_key(floor))
    await floor.ready(broker)
    answer.set()
    with pytest.raises(NotReady):
        await placing
    assert len(floor.proxy.posts) == posts


def second_key(floor: Floor) -> Credentials:
    """Another account of the same exchange, with money."""
    key = Key("second-access-key", "second-secret-key-that-is-long-enough-for-hs512" * 2, "second")
    floor.server._authenticator._keys[key.access_key] = key
    floor.server.venue.engine.open_account("second", {"KRW": Decimal(10**9)})
    return Credentials(key.access_key, key.secret_key)


async def test_cancelling_all_of_one_account_touches_nothing_of_the_next(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list of orders came late; meanwhile the trader had changed the key."""
    broker = await floor.ready(floor.broker(silent=True))
    await broker.place(await floor.below())
    asked, answer = asyncio.Event(), asyncio.Event()
    ask = broker._rest.open_orders
    old = await ask()

    async def late(_market: str | None = None) -> list[Order]:
        asked.set()
        await answer.wait()
        return old

    with monkeypatch.context() as slow:
        slow.setattr(broker._rest, "open_orders", late)
        cancelling_all = asyncio.create_task(broker.cancel_all())
        await asked.wait()
    await broker.suspend()
    broker._rest.use(second_key(floor))
    await floor.ready(broker)
    mine = await broker.place(await floor.below())
    answer.set()
    await cancelling_all
    assert list(broker.orders) == [mine.key], "no order of the other account is shown"
    (resting,) = await ask()
    assert resting.uuid == mine.uuid, "nothing of this account was cancelled"


async def test_the_terms_of_one_account_are_not_those_of_the_next(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker(silent=True))
    theirs = await broker._rest.chance(MARKET)
    answer = asyncio.Event()

    async def late(_market: str) -> Chance:
        await answer.wait()
        return theirs

    with monkeypatch.context() as slow:
        slow.setattr(broker._rest, "chance", late)
        asking = asyncio.create_task(broker.chance(MARKET))
        await asyncio.sleep(0)
    await broker.suspend()
    broker._rest.use(second_key(floor))
    await floor.ready(broker)
    answer.set()
    await asking
    assert (await broker.chance(MARKET)).bid_account.balance == 10**9
