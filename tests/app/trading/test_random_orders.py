"""Whatever happens in whatever order, one intent is at most one order and the books end at the truth.

The real broker and journal against the real exchange core over a network in memory (memory_floor.py): orders
are placed, amended, cancelled and filled while answers and frames get lost, doubled and late, the network
goes and the desk crashes. HOGA_EXAMPLES sets how many such histories are tried.
"""

from __future__ import annotations

import asyncio
import logging
import os
import random
import tempfile
from collections.abc import Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from app.exchange.config import DEMO_ACCOUNT
from app.exchange.orders import Order, OrderRequest, Refusal
from app.trading import OrderIntent, OrderRecord, OrderState
from app.trading.errors import TradingError
from app.trading.journal import Outcome
from app.upbit import UpbitError
from tests.app.trading.memory_floor import (
    MARKET,
    Desk,
    FrameTrouble,
    MemoryExchange,
    ThreadlessLoop,
    Trouble,
)

LOWEST = Decimal(116_000_000)
HEAL_SECONDS = 120.0

_RANK = {
    OrderState.SENDING: 0,
    OrderState.UNKNOWN: 1,
    OrderState.WORKING: 2,
    OrderState.PARTIAL: 3,
    OrderState.REJECTED: 4,
    OrderState.CANCELLED: 4,
    OrderState.FILLED: 4,
}

prices = st.integers(0, 6).map(lambda step: LOWEST + 1000 * step)
volumes = st.integers(100_000, 900_000).map(lambda lots: Decimal(lots).scaleb(-8))
troubles = st.one_of(st.none(), st.sampled_from(Trouble))
sides = st.sampled_from(["bid", "ask"])
pauses = st.sampled_from([0.0, 0.0005, 0.03, 0.1, 0.3, 1.0, 6.0])
places = st.integers(0, 30)


class Trading(RuleBasedStateMachine):
    """A trader, the house, a bad network and a program that crashes."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = ThreadlessLoop()
        self.directory = tempfile.TemporaryDirectory()
        self.journal = Path(self.directory.name) / "journal.db"
        self.exchange: MemoryExchange
        self.desk: Desk | None = None
        self.desks: list[Desk] = []
        self.users: list[asyncio.Task[Any]] = []
        self.identifiers: list[str] = []
        self.intents = 0
        self.seen: dict[str, OrderRecord] = {}
        self.recalled: set[str] = set()
        self.backward: list[tuple[OrderRecord, OrderRecord]] = []

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def pass_time(self, seconds: float) -> None:
        self.run(asyncio.sleep(seconds))

    def new_identifier(self) -> str:
        self.identifiers.append(f"hoga-{len(self.identifiers):04}")
        return self.identifiers[-1]

    def wish(self, work: Coroutine[Any, Any, Any], pause: float) -> None:
        """The trader does something, and goes on before it has ended."""

        async def act() -> None:
            self.users.append(asyncio.get_running_loop().create_task(_attempt(work)))
            await asyncio.sleep(pause)

        self.run(act())

    def truth(self) -> dict[str, Order]:
        """Own orders at the exchange, by identifier."""
        orders = [order for order in self.exchange.engine.orders(DEMO_ACCOUNT) if order.identifier]
        found = {order.identifier: order for order in orders if order.identifier}
        assert len(found) == len(orders), "two orders of one identifier"
        return found

    def pick(self, place: int) -> str | None:
        keys = list(self.desk.broker.orders) if self.desk else []
        return keys[place % len(keys)] if keys else None

    # -- what happens ----

    @initialize(seed=st.integers(0, 9), noise=st.sampled_from([0.0, 0.1, 0.4]))
    def open(self, seed: int, noise: float) -> None:
        async def open_all() -> None:
            self.exchange = MemoryExchange(random.Random(seed), noise)
            self.exchange.clear_house()

        self.run(open_all())
        self.restart()
        self.pass_time(2.0)

    @rule(side=sides, price=prices, volume=volumes, trouble=troubles, pause=pauses)
    def place_limit(
        self, side: str, price: Decimal, volume: Decimal, trouble: Trouble | None, pause: float
    ) -> None:
        self.place(OrderIntent(MARKET, side, "limit", volume, price), trouble, pause)

    @rule(side=sides, volume=volumes, trouble=troubles, pause=pauses)
    def place_market(self, side: str, volume: Decimal, trouble: Trouble | None, pause: float) -> None:
        if side == "ask":
            self.place(OrderIntent(MARKET, side, "market", volume), trouble, pause)
        else:
            total = (volume * LOWEST).quantize(Decimal(1))
            self.place(OrderIntent(MARKET, side, "price", None, total), trouble, pause)

    def place(self, intent: OrderIntent, trouble: Trouble | None, pause: float) -> None:
        if self.desk is not None:
            self.intents += 1
            self.exchange.troubles.append(trouble)
            self.wish(self.desk.broker.place(intent), pause)

    @rule(
        place=places,
        price=prices,
        volume=st.one_of(st.none(), volumes),
        trouble=troubles,
        pause=pauses,
    )
    def amend(
        self, place: int, price: Decimal, volume: Decimal | None, trouble: Trouble | None, pause: float
    ) -> None:
        key = self.pick(place)
        if self.desk is not None and key is not None:
            self.intents += 1
            self.exchange.troubles.append(trouble)
            self.wish(self.desk.broker.amend(key, price, volume), pause)

    @rule(place=places, trouble=troubles, pause=pauses)
    def cancel(self, place: int, trouble: Trouble | None, pause: float) -> None:
        key = self.pick(place)
        if self.desk is not None and key is not None:
            self.exchange.troubles.append(trouble)
            self.wish(self.desk.broker.cancel(key), pause)

    @rule(pause=pauses)
    def cancel_all(self, pause: float) -> None:
        if self.desk is not None:
            books = self.desk.broker._books
            unseen = [key for key in books.ledger.open_keys() if not books.facts(key).known_to_exchange]
            self.wish(self.desk.broker.cancel_all(), pause)
            if pause:  # long enough for the wish to be written down
                self.recalled.update(unseen)

    @rule(side=sides, price=prices, volume=volumes)
    def quote(self, side: Any, price: Decimal, volume: Decimal) -> None:
        """The house quotes: what meets an order there trades, the rest stays and is met later."""

        async def act() -> None:
            self.exchange.engine.set_level(MARKET, side, price, volume, self.exchange.clock.time_ms())
            self.exchange.publish()

        self.run(act())

    @rule(place=places, share=st.sampled_from(["0.3", "0.5", "1"]))
    def fill(self, place: int, share: str) -> None:
        """The house takes part or all of what rests at an open order's price, or before it."""
        orders = self.exchange.engine.open_orders(DEMO_ACCOUNT)
        if orders:
            order = orders[place % len(orders)]
            self.run(self.take(order, Decimal(share)))

    async def take(self, order: Order, share: Decimal) -> None:
        assert order.price is not None and order.remaining_volume is not None
        now, side = self.exchange.clock.time_ms(), "ask" if order.side == "bid" else "bid"
        volume = (order.remaining_volume * share).quantize(Decimal("0.00000001"))
        self.exchange.engine.set_level(MARKET, side, order.price, volume, now)  # type: ignore[arg-type]
        self.exchange.engine.set_level(MARKET, side, order.price, Decimal(0), now)  # type: ignore[arg-type]
        self.exchange.publish()

    @rule(side=sides, price=prices, volume=volumes)
    def place_elsewhere(self, side: str, price: Decimal, volume: Decimal) -> None:
        """The same account trades on the exchange's own page."""

        async def act() -> None:
            request = OrderRequest(MARKET, side, "limit", volume, price)
            try:
                self.exchange.engine.place(DEMO_ACCOUNT, request, self.exchange.clock.time_ms())
            except Refusal:
                return
            finally:
                self.exchange.publish()

        self.run(act())

    @rule(ahead=st.lists(st.one_of(st.none(), st.sampled_from(FrameTrouble)), max_size=6))
    def spoil_frames(self, ahead: list[FrameTrouble | None]) -> None:
        self.exchange.frame_troubles.extend(ahead)

    @rule()
    def toggle_stream(self) -> None:
        async def act(desk: Desk) -> None:
            desk.stream.cut() if desk.stream.up else desk.stream.join()

        if self.desk is not None:
            self.run(act(self.desk))

    @rule()
    def toggle_network(self) -> None:
        self.exchange.down = not self.exchange.down

    @rule(seconds=st.sampled_from([0.05, 0.5, 2.0, 12.0]))
    def wait(self, seconds: float) -> None:
        self.pass_time(seconds)

    @rule()
    def crash(self) -> None:
        if self.desk is not None:
            desk, self.desk = self.desk, None
            self.run(desk.crash())
            self.end_users()

    @rule()
    def restart(self) -> None:
        if self.desk is None:
            self.seen = {}
            self.run(self.start())

    async def start(self) -> None:
        self.desk = Desk(self.exchange, self.journal, self.new_identifier)
        self.desks.append(self.desk)
        self.desk.broker.orders_changed.connect(self.compare)
        await self.desk.start()

    def end_users(self) -> None:
        for user in self.users:
            user.cancel()
        if self.users:
            self.run(asyncio.wait(self.users))  # type: ignore[arg-type]
        for user in self.users:
            if not user.cancelled():
                user.result()
        self.users.clear()

    # -- what always holds ----

    @invariant()
    def one_intent_is_at_most_one_order(self) -> None:
        if not hasattr(self, "exchange"):
            return
        names = [body.get("identifier") or body["new_identifier"] for body in self.exchange.posts]
        assert len(names) == len(set(names)), "an identifier left twice"
        assert len(self.identifiers) <= self.intents
        assert self.truth().keys() <= set(names) <= set(self.identifiers)

    @invariant()
    def no_record_says_what_is_not_so(self) -> None:
        if self.desk is None:
            return
        truth = {order.uuid: order for order in self.exchange.engine.orders(DEMO_ACCOUNT)}
        of_name = self.truth()
        for key, record in self.desk.broker.orders.items():
            real = of_name.get(key) or truth.get(record.uuid or "")
            if record.state is OrderState.REJECTED:
                assert real is None, record
            elif record.state.is_final:
                assert real is not None and real.state in ("done", "cancel"), record
            if real is not None:
                assert record.executed_volume <= real.executed_volume, record
            parts = [fill.volume for fill in record.trades]
            assert len({fill.trade_uuid for fill in record.trades}) == len(parts)
            assert sum(parts) <= record.executed_volume, record

    @invariant()
    def nothing_goes_backwards_or_is_forgotten(self) -> None:
        assert self.backward == []
        if self.desk is not None:
            known = self.desk.broker.orders
            # One that was kept under the exchange's name may turn out to be ours, and be kept under our own.
            assert [key for key in self.seen if key not in known and key.startswith("hoga-")] == []

    def compare(self, keys: frozenset[str]) -> None:
        """Every change that the broker tells of."""
        assert self.desk is not None
        for key in keys & self.desk.broker.orders.keys():
            now, before = self.desk.broker.orders[key], self.seen.get(key)
            if before is not None and _steps_back(before, now):
                self.backward.append((before, now))
            self.seen[key] = now

    # -- and what holds once the troubles are over ----

    def teardown(self) -> None:
        try:
            if hasattr(self, "exchange"):
                self.heal()
                self.everything_is_known()
        finally:
            self.close()

    def heal(self) -> None:
        self.exchange.troubles.clear()
        self.exchange.frame_troubles.clear()
        self.exchange.noise = 0.0
        self.exchange.down = False
        self.restart()
        assert self.desk is not None
        self.run(_join(self.desk))
        self.pass_time(HEAL_SECONDS)
        self.end_users()

    def everything_is_known(self) -> None:
        assert self.desk is not None
        broker, truth = self.desk.broker, self.truth()
        assert broker.ready, broker
        for order in self.exchange.engine.open_orders(DEMO_ACCOUNT):
            record = broker.orders[order.identifier or order.uuid]
            assert record.state.is_open, record
            assert record.remaining_volume == order.remaining_volume
        for key, record in broker.orders.items():
            assert record.state not in (OrderState.SENDING, OrderState.UNKNOWN), record
            if key.startswith("hoga-"):
                assert (record.state is OrderState.REJECTED) == (key not in truth), record
            if key in truth:
                self.agrees(record, truth[key])
        for key in self.recalled & truth.keys():
            assert truth[key].state in ("done", "cancel"), f"{key} was recalled and rests"
        held = self.exchange.engine.account(DEMO_ACCOUNT)
        for currency, balance in held.items():
            shown = broker.balances[currency]
            assert (shown.balance, shown.locked) == (balance.balance, balance.locked)
        self.run(self.journal_agrees(truth))

    def agrees(self, record: OrderRecord, real: Order) -> None:
        assert record.state.is_final == (real.state in ("done", "cancel")), (record, real)
        assert record.executed_volume == real.executed_volume, (record, real)
        assert record.executed_funds == real.executed_funds, (record, real)
        assert record.paid_fee == real.paid_fee, (record, real)
        if record.state.is_open:
            whole = self.exchange.engine.order(DEMO_ACCOUNT, uuid=real.uuid)
            assert {fill.trade_uuid for fill in record.trades} == {fill.uuid for fill in whole.trades}

    async def journal_agrees(self, truth: dict[str, Order]) -> None:
        assert self.desk is not None
        for name in self.identifiers:
            outcome = await self.desk.journal.outcome(name)
            assert outcome is not Outcome.PENDING, name
            assert (outcome is Outcome.ACCEPTED) == (name in truth), (name, outcome)

    def close(self) -> None:
        if self.desk is not None:
            self.run(self.desk.crash())
        for desk in self.desks:
            desk.let_go()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.pass_time(0)
        self.loop.close()
        self.directory.cleanup()


def _steps_back(before: OrderRecord, now: OrderRecord) -> bool:
    if before.state.is_final and now.state is not before.state:
        return True
    return _RANK[now.state] < _RANK[before.state] or now.executed_volume < before.executed_volume


async def _attempt(work: Coroutine[Any, Any, Any]) -> None:
    try:
        await work
    except (TradingError, UpbitError):
        return


async def _join(desk: Desk) -> None:
    desk.stream.join()


logging.getLogger("app.trading").setLevel(logging.ERROR)
TestTrading = Trading.TestCase
TestTrading.pytestmark = [pytest.mark.timeout(1200)]  # type: ignore[attr-defined]
TestTrading.settings = settings(
    max_examples=int(os.environ.get("HOGA_EXAMPLES", "30")),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
