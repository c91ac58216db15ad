"""Orders, cancels, faults, other keys and restarts at random: no order twice, and none lost sight of."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.errors import HogaError
from app.trading import Broker, OrderIntent, OrderState
from tests.app.trading.conftest import Floor, until
from tests.app.trading.fault_proxy import Fault

STEPS = 30
FEW = pytest.param(range(4), id="few")
MANY = pytest.param(range(4, 200), id="many", marks=[pytest.mark.long, pytest.mark.timeout(900)])
DEEDS = ["place"] * 5 + ["fault"] * 3 + ["cancel_all", "cancel", "amend", "suspend", "restart"]
OPEN_QUESTIONS = (OrderState.SENDING, OrderState.UNKNOWN)


@dataclass
class Storm:
    """One morning at the exchange; `waiting` are wishes whose outcome nobody has asked for yet."""

    floor: Floor
    broker: Broker
    chance: random.Random
    intent: OrderIntent
    silent: bool
    waiting: list[asyncio.Task[Any]] = field(default_factory=list)

    async def step(self) -> None:
        """One deed, and a moment or none."""
        await getattr(self, f"_{self.chance.choice(DEEDS)}")()
        await asyncio.sleep(self.chance.choice([0, 0, 0.01, 0.05]))

    async def _place(self) -> None:
        if self.broker.may_place:
            self._wish(self.broker.place(self.intent))

    async def _amend(self) -> None:
        if self.broker.may_place and self.broker.orders and self.intent.price is not None:
            key = self.chance.choice(list(self.broker.orders))
            self._wish(self.broker.amend(key, self.intent.price - 1000 * self.chance.randint(1, 50)))

    async def _cancel(self) -> None:
        if self.broker.orders:
            self._wish(self.broker.cancel(self.chance.choice(list(self.broker.orders))))

    async def _cancel_all(self) -> None:
        self._wish(self.broker.cancel_all())

    async def _fault(self) -> None:
        self.floor.proxy.faults.append(self.chance.choice(list(Fault)))

    async def _suspend(self) -> None:
        await self.broker.suspend()
        await self.broker.start()

    async def _restart(self) -> None:
        await self.broker.aclose()
        self.broker = self.floor.broker(silent=self.silent)
        await self.broker.start()

    def _wish(self, work: Coroutine[Any, Any, Any]) -> None:
        self.waiting.append(asyncio.create_task(work))

    async def calm(self) -> None:
        """No more faults: every wish has ended in a way that has a name, and every order is known."""
        self.floor.proxy.faults.clear()
        ended = await asyncio.gather(*self.waiting, return_exceptions=True)
        named = (HogaError, asyncio.CancelledError)
        assert [end for end in ended if isinstance(end, BaseException) and not isinstance(end, named)] == []
        await until(lambda: self.broker.ready and not self._questions(), self.broker, 60)

    async def agree(self, seed: int) -> None:
        """The desk shows what rests at the exchange, after its next round of asking at the latest."""
        for _ in range(100):
            resting = {order.uuid for order in await self.floor.direct.open_orders()}
            shown = {record.uuid for record in self.broker.orders.values() if record.state.is_open}
            if shown == resting:
                return
            await asyncio.sleep(0.1)
        assert shown == resting, f"seed {seed}"

    def _questions(self) -> list[str]:
        return [key for key, record in self.broker.orders.items() if record.state in OPEN_QUESTIONS]


@pytest.mark.parametrize("seeds", [FEW, MANY])
async def test_no_order_is_sent_twice_and_the_books_end_as_the_exchanges(floor: Floor, seeds: range) -> None:
    for seed in seeds:
        silent = bool(seed % 2)
        broker = await floor.ready(floor.broker(silent=silent))
        storm = Storm(floor, broker, random.Random(seed), await floor.below(), silent)
        for _ in range(STEPS):
            await storm.step()
        await storm.calm()
        sent = [body.get("identifier") or body.get("new_identifier") for body in floor.proxy.posts]
        assert len(sent) == len(set(sent)), f"seed {seed}: an intent went out twice"
        await storm.agree(seed)
        await storm.broker.aclose()
