"""The rules of a market, and the rehearsal before the day's first real order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from app.trading import GuardError, OrderIntent, OrderState
from app.trading.errors import RulesUnread
from app.upbit import Unanswered, UpbitError
from tests.app.trading.conftest import Floor, until
from tests.app.trading.fault_proxy import Fault


async def test_the_first_order_of_a_day_is_rehearsed_and_no_other(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker(rehearses=True))
    for _ in range(2):
        assert (await broker.place(await floor.below())).state is OrderState.WORKING
    posts = [line for line in floor.proxy.seen if line.startswith("POST")]
    assert posts == ["POST /v1/orders/test", "POST /v1/orders", "POST /v1/orders"]
    assert "identifier" not in floor.proxy.posts[0]
    tomorrow = floor.clock.time_ms() + 24 * 3600 * 1000
    monkeypatch.setattr(floor.clock, "time_ms", lambda: tomorrow)
    await broker.place(await floor.below())
    assert len([line for line in floor.proxy.seen if line == "POST /v1/orders/test"]) == 2


@pytest.mark.parametrize("fault", [Fault.THROTTLE, Fault.DROP, Fault.ACCEPT_THEN_500])
async def test_a_rehearsal_that_fails_sends_nothing_and_is_repeated(floor: Floor, fault: Fault) -> None:
    broker = await floor.ready(floor.broker(rehearses=True))
    intent = await floor.below()
    floor.proxy.faults.append(fault)
    with pytest.raises((UpbitError, RulesUnread)):
        await broker.place(intent)
    assert await floor.direct.open_orders() == []
    assert broker.orders == {}
    assert (await broker.place(intent)).state is OrderState.WORKING
    assert len(floor.proxy.posts) == 3


@pytest.mark.parametrize("rehearses", [False, True], ids=["chance", "rehearsal"])
async def test_rules_that_do_not_come_are_told_as_nothing_sent(
    floor: Floor, monkeypatch: pytest.MonkeyPatch, rehearses: bool
) -> None:
    broker = await floor.ready(floor.broker(rehearses=rehearses))

    async def late(_: object) -> Any:
        raise Unanswered("TimeoutError")

    monkeypatch.setattr(broker._rest, "test" if rehearses else "chance", late)
    with pytest.raises(RulesUnread) as caught:
        await broker.place(await floor.below())
    assert "보내지 않았습니다" in caught.value.sentence
    assert "확인하고 있습니다" not in caught.value.sentence
    assert broker.orders == {}


async def test_rules_that_do_not_come_keep_an_amendment_here(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker = await floor.ready(floor.broker())
    record = await broker.place(await floor.below())
    broker._terms.forget()

    async def late(_: object) -> Any:
        raise Unanswered("TimeoutError")

    monkeypatch.setattr(broker._rest, "chance", late)
    assert record.price is not None
    with pytest.raises(RulesUnread):
        await broker.amend(record.key, record.price + 1000)
    assert list(broker.orders) == [record.key]


async def test_without_rehearsals_none_is_asked_for(floor: Floor) -> None:
    broker = await floor.ready(floor.broker())
    await broker.place(await floor.below())
    assert "POST /v1/orders/test" not in floor.proxy.seen


async def test_a_price_off_the_tick_that_is_told_is_refused_here(floor: Floor) -> None:
    intent = await floor.below()
    asked = []

    def tick_of(market: str, price: object) -> object:
        asked.append((market, price))
        return intent.price * 2  # nothing but this one's multiples

    broker = await floor.ready(floor.broker(tick_of=tick_of))
    with pytest.raises(GuardError) as caught:
        await broker.place(intent)
    assert [found.rule for found in caught.value.violations] == ["tick"]
    assert asked == [(intent.market, intent.price)]
    market_buy = OrderIntent(intent.market, "ask", "market", intent.volume)
    record = await broker.place(market_buy)
    await until(lambda: broker.orders[record.key].state.is_final, broker)


async def test_what_is_wrong_with_an_amendment_is_known_before_it_is_sent(floor: Floor) -> None:
    """The same rules that refuse it; what the old order locks is free for the new one."""
    broker = await floor.ready(floor.broker(tick_of=lambda _market, _price: Decimal(1000)))
    record = await broker.place(await floor.below())
    price, volume, key = record.price, record.volume, record.key
    assert price is not None and volume is not None
    assert broker.amendment_violations(key, price + 1000, volume) == ()
    all_of_it = broker.balances["KRW"].total / (price * Decimal("1.0006"))
    assert broker.amendment_violations(key, price, round(all_of_it, 8)) == ()
    bad = (
        (price + 300, volume, "tick"),
        (price, Decimal("0.00000001"), "min_total"),
        (price, volume * 10**9, "funds"),
    )
    for other, size, rule in bad:
        found = broker.amendment_violations(key, other, size)
        assert rule in [each.rule for each in found]
        with pytest.raises(GuardError) as caught:
            await broker.amend(key, other, size)
        assert caught.value.violations == found
    broker._terms.forget()
    assert broker.amendment_violations(key, price, Decimal("0.00000001")) == (), "not known yet"
