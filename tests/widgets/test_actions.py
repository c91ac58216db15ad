"""Work starts once, its end is told in a sentence, and nothing is left when the desk closes."""

from __future__ import annotations

import asyncio
import gc
from decimal import Decimal

import pytest
from PyQt6.QtCore import QObject

from app.errors import HogaError
from app.trading import OrderIntent, OrderRecord, OrderState
from tests.widgets.order_entry.double import FakeBroker
from widgets.actions import Actions

INTENT = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.01"), Decimal(157999000))


async def settle() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


class Ears(QObject):
    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.heard: list[tuple[object, ...]] = []
        actions.placed.connect(self.placed)
        actions.refused.connect(self.refused)
        actions.failed.connect(self.failed)
        actions.cancelled.connect(self.cancelled)
        actions.all_cancelled.connect(self.all_cancelled)
        actions.busy_changed.connect(self.busy)

    def placed(self, record: OrderRecord) -> None:
        self.heard.append(("placed", record.key))

    def refused(self, intent: OrderIntent, sentence: str) -> None:
        self.heard.append(("refused", intent, sentence))

    def failed(self, sentence: str) -> None:
        self.heard.append(("failed", sentence))

    def cancelled(self, key: str) -> None:
        self.heard.append(("cancelled", key))

    def all_cancelled(self, count: int) -> None:
        self.heard.append(("all cancelled", count))

    def busy(self, busy: bool) -> None:
        self.heard.append(("busy", busy))

    def result(self, value: object) -> None:
        self.heard.append(("result", value))

    def trouble(self, sentence: str) -> None:
        self.heard.append(("trouble", sentence))


async def test_a_placed_order_is_told(actions: Actions, broker: FakeBroker) -> None:
    ears = Ears(actions)
    actions.place(INTENT)
    assert actions.busy
    await settle()
    assert broker.placed == [INTENT]
    assert ears.heard == [("busy", True), ("placed", "hoga-1"), ("busy", False)]


async def test_a_failure_is_one_sentence(actions: Actions, broker: FakeBroker) -> None:
    ears = Ears(actions)
    broker.error = HogaError("400 under_min_total_bid: …", "최소 주문 금액보다 작습니다.")
    actions.place(INTENT)
    await settle()
    sentence = "최소 주문 금액보다 작습니다."
    assert ears.heard[1:3] == [("refused", INTENT, sentence), ("failed", sentence)]


async def test_a_rejected_record_is_a_refusal(
    actions: Actions, broker: FakeBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def place(intent: OrderIntent) -> OrderRecord:
        return OrderRecord("k", intent.market, "bid", "limit", OrderState.REJECTED, reason="호가 단위")

    monkeypatch.setattr(broker, "place", place)
    ears = Ears(actions)
    actions.place(INTENT)
    await settle()
    assert ("refused", INTENT, "호가 단위") in ears.heard
    assert not any(each[0] == "placed" for each in ears.heard)


async def test_an_order_without_an_answer_is_not_told_as_placed(
    actions: Actions, broker: FakeBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = OrderRecord("k", "KRW-BTC", "bid", "limit", OrderState.UNKNOWN)

    async def place(_intent: OrderIntent) -> OrderRecord:
        return record

    monkeypatch.setattr(broker, "place", place)
    ears = Ears(actions)
    unconfirmed: list[OrderRecord] = []
    actions.unconfirmed.connect(unconfirmed.append)
    actions.place(INTENT)
    await settle()
    assert unconfirmed == [record]
    assert ears.heard == [("busy", True), ("busy", False)]


async def test_a_cancel_all_that_left_some_says_so(
    actions: Actions, broker: FakeBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker.tell(*(OrderRecord(str(n), "KRW-BTC", "bid", "limit", OrderState.WORKING) for n in range(3)))
    broker.tell(OrderRecord("done", "KRW-BTC", "bid", "limit", OrderState.FILLED))

    async def cancel_all(_market: str | None) -> int:
        return 1

    monkeypatch.setattr(broker, "cancel_all", cancel_all)
    ears = Ears(actions)
    actions.cancel_all("KRW-BTC")
    await settle()
    assert ("all cancelled", 1) in ears.heard
    assert any(each[0] == "failed" and "2건" in str(each[1]) for each in ears.heard)


async def test_a_cancel_all_that_waits_for_an_order_to_show_says_that_and_no_failure(
    actions: Actions, broker: FakeBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker.tell(*(OrderRecord(str(n), "KRW-BTC", "bid", "limit", OrderState.UNKNOWN) for n in range(2)))
    broker.recalling = frozenset({"0", "of another market"})

    async def cancel_all(_market: str | None) -> int:
        return 1

    monkeypatch.setattr(broker, "cancel_all", cancel_all)
    ears = Ears(actions)
    actions.cancel_all("KRW-BTC")
    await settle()
    (told,) = [str(each[1]) for each in ears.heard if each[0] == "failed"]
    assert "1건" in told and "나타나는 즉시" in told


async def test_two_orders_at_once_are_two_orders(actions: Actions, broker: FakeBroker) -> None:
    broker.answer.clear()
    actions.place(INTENT)
    actions.place(INTENT)
    await settle()
    broker.answer.set()
    await settle()
    assert len(broker.placed) == 2


async def test_one_cancel_at_a_time_per_order(actions: Actions, broker: FakeBroker) -> None:
    ears = Ears(actions)
    broker.answer.clear()
    actions.cancel("a")
    actions.cancel("a")
    actions.cancel("b")
    await settle()
    assert actions.is_cancelling("a")
    broker.answer.set()
    await settle()
    assert broker.cancelled == ["a", "b"]
    assert not actions.is_cancelling("a")
    assert ("cancelled", "a") in ears.heard


async def test_a_failed_cancel_can_be_tried_again(actions: Actions, broker: FakeBroker) -> None:
    broker.error = HogaError("no answer")
    actions.cancel("a")
    await settle()
    assert not actions.is_cancelling("a")
    broker.error = None
    actions.cancel("a")
    await settle()
    assert broker.cancelled == ["a", "a"]


async def test_cancel_all_tells_how_many(actions: Actions, broker: FakeBroker) -> None:
    ears = Ears(actions)
    actions.cancel_all(None)
    await settle()
    assert broker.cancelled_all == [None]
    assert ("all cancelled", 0) in ears.heard


async def test_a_newer_run_replaces_the_older(actions: Actions) -> None:
    ears = Ears(actions)
    gate = asyncio.Event()

    async def work(value: int) -> int:
        await gate.wait()
        return value

    actions.run("same", work(1), ears.result)
    actions.run("same", work(2), ears.result)
    gate.set()
    await settle()
    assert ears.heard == [("result", 2)]


async def test_a_run_that_fails_goes_to_its_own_ear_or_to_all(actions: Actions) -> None:
    ears = Ears(actions)

    async def work() -> None:
        raise HogaError("detail", "문장")

    actions.run("a", work(), ears.result, ears.trouble)
    actions.run("b", work(), ears.result)
    await settle()
    assert ears.heard == [("trouble", "문장"), ("failed", "문장")]


async def test_the_receiver_of_a_run_is_not_kept_alive(actions: Actions) -> None:
    ears = Ears(actions)
    heard = ears.heard
    gate = asyncio.Event()

    async def work() -> int:
        await gate.wait()
        return 1

    actions.run("late", work(), ears.result)
    await settle()
    del ears
    gc.collect()
    gate.set()
    await settle()
    assert heard == []


async def test_an_unexpected_error_is_logged_and_told(
    actions: Actions, caplog: pytest.LogCaptureFixture
) -> None:
    ears = Ears(actions)

    async def work() -> None:
        raise ValueError("a mistake of ours")

    actions.run("broken", work(), ears.result)
    await settle()
    assert [each[0] for each in ears.heard] == ["failed"]
    assert "a mistake of ours" in caplog.text


async def test_closing_does_not_wait_for_orders_which_the_broker_does(
    actions: Actions, broker: FakeBroker
) -> None:
    ears = Ears(actions)
    broker.answer.clear()
    actions.place(INTENT)
    await settle()
    async with asyncio.timeout(10):
        await actions.aclose()
    assert not actions.busy
    assert ears.heard == [("busy", True)]
    actions.place(INTENT)
    actions.run("late", broker.chance("KRW-BTC"))
    await settle()
    assert len(broker.placed) == 1
