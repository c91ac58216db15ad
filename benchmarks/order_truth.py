"""G2, G9, G10: how soon and how surely an order's record is the exchange's truth.

The first and the last in virtual time: the real broker and journal, the real exchange core, 20 to 120 ms of
network each way (tests/app/trading/memory_floor.py). `--long` runs the goals' full counts on every core,
`--streams` G9 alone.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from app.exchange.config import DEMO_ACCOUNT
from app.trading import OrderIntent, OrderRecord, OrderState
from app.trading.facts import facts_of_event
from app.trading.ledger import Ledger
from benchmarks.report import figure, finish, percentile
from tests.app.trading.lives import Life
from tests.app.trading.memory_floor import MARKET, Desk, FrameTrouble, MemoryExchange, Trouble, run, until

PRICE, VOLUME = Decimal(116_000_000), Decimal("0.001")
BID = OrderIntent(MARKET, "bid", "limit", VOLUME, PRICE)
ARRIVES = (Trouble.RESET, Trouble.STATUS, Trouble.PAGE, Trouble.GARBAGE, Trouble.SILENCE)
_UNSETTLED = (OrderState.SENDING, OrderState.UNKNOWN)
_RANK = {OrderState.WORKING: 1, OrderState.PARTIAL: 2, OrderState.CANCELLED: 3, OrderState.FILLED: 3}


@asynccontextmanager
async def trading(seed: int, *, streaming: bool) -> AsyncIterator[tuple[MemoryExchange, Desk]]:
    """A desk that is ready, on an exchange whose house quotes nothing by itself."""
    exchange, numbers = MemoryExchange(random.Random(seed), balances={"KRW": Decimal(10**12)}), count()
    exchange.clear_house()
    with tempfile.TemporaryDirectory() as directory:
        desk = Desk(exchange, Path(directory) / "journal.db", lambda: f"hoga-{next(numbers):08}")
        await desk.broker.start()
        if streaming:
            desk.stream.join()
        await until(desk, lambda: desk.broker.ready)
        yield exchange, desk
        await desk.close()


def sweep(exchange: MemoryExchange) -> None:
    """Cancel everything at the exchange's own desk."""
    for order in exchange.engine.open_orders(DEMO_ACCOUNT):
        exchange.engine.cancel(DEMO_ACCOUNT, order.uuid, exchange.clock.time_ms())
    exchange.publish()


async def lost_answers(number: int, *, streaming: bool, down: float = 0.0) -> tuple[list[float], int]:
    """Seconds from a lost answer, or the network's return, to the true state; how many were wrong."""
    waits, wrong, chance, loop = list[float](), 0, random.Random(1), asyncio.get_running_loop()
    async with trading(1, streaming=streaming) as (exchange, desk):
        for turn in range(number):
            exchange.troubles.append(chance.choice(ARRIVES))
            record = await desk.broker.place(BID)
            if down:
                exchange.down = True
                await asyncio.sleep(down * chance.random())
                wrong += desk.broker.orders[record.key].state not in (*_UNSETTLED, OrderState.WORKING)
                exchange.down = False
            began, key = loop.time(), record.key
            await until(desk, lambda: desk.broker.orders[key].state not in _UNSETTLED)  # noqa: B023
            waits.append(loop.time() - began)
            wrong += desk.broker.orders[key].state is not OrderState.WORKING
            await until(desk, lambda: desk.broker.ready)
            if turn % 50 == 49:
                sweep(exchange)
                await asyncio.sleep(15)
    return waits, wrong


async def never_arrived(number: int) -> list[float]:
    """Seconds until an order that never reached the exchange is said to be so."""
    waits, loop = list[float](), asyncio.get_running_loop()
    async with trading(2, streaming=True) as (exchange, desk):
        for _ in range(number):
            exchange.troubles.append(Trouble.DROP)
            began, key = loop.time(), (await desk.broker.place(BID)).key
            await until(desk, lambda: desk.broker.orders[key].state is OrderState.REJECTED)  # noqa: B023
            waits.append(loop.time() - began)
    return waits


@dataclass
class Watch:
    """Since when each order's record has differed from the truth, and how long it did."""

    exchange: MemoryExchange
    desk: Desk
    since: dict[str, float] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)

    def happened(self, uuid: str) -> None:
        """Something was done to that order at the exchange."""
        self.since.setdefault(uuid, asyncio.get_running_loop().time())

    def look(self, _keys: object = None) -> None:
        """Take those out that are right again."""
        records = {record.uuid: record for record in self.desk.broker.orders.values()}
        for uuid, began in tuple(self.since.items()):
            real = self.exchange.engine.order(DEMO_ACCOUNT, uuid=uuid)
            if _agrees(records.get(uuid), real):
                del self.since[uuid]
                self.waits.append(asyncio.get_running_loop().time() - began)


def _agrees(record: OrderRecord | None, real: Any) -> bool:
    if record is None or record.executed_volume != real.executed_volume:
        return False
    return record.state.is_final == (real.state in ("done", "cancel"))


async def lost_events(number: int, *, cuts: bool) -> list[float]:
    """Seconds that a record was wrong: a tenth of the events dropped, or the socket cut meanwhile."""
    chance = random.Random(3)
    async with trading(3, streaming=True) as (exchange, desk):
        watch = Watch(exchange, desk)
        desk.broker.orders_changed.connect(watch.look)
        for _ in range(number):
            record = await desk.broker.place(BID)
            await asyncio.sleep(chance.uniform(0.5, 12))
            if cuts:
                desk.stream.cut()
                await asyncio.sleep(chance.uniform(0, 30))
            else:
                drops = [FrameTrouble.DROP if chance.random() < 0.1 else None for _ in range(6)]
                exchange.frame_troubles.clear()
                exchange.frame_troubles.extend(drops)
            touch(exchange, record, chance)
            watch.happened(record.uuid or "")
            if cuts:
                watch.look()
                watch.since = dict.fromkeys(watch.since, asyncio.get_running_loop().time())
                desk.stream.join()
            await asyncio.sleep(chance.uniform(0, 14))
            sweep_others(exchange, chance)
            await until(desk, lambda: desk.broker.ready)
        exchange.frame_troubles.clear()
        await asyncio.sleep(60)
        watch.look()
        assert not watch.since, watch.since
        return watch.waits


def touch(exchange: MemoryExchange, record: OrderRecord, chance: random.Random) -> None:
    """Fill part or all of an order, or cancel it elsewhere."""
    now, kind = exchange.clock.time_ms(), chance.random()
    real = exchange.engine.order(DEMO_ACCOUNT, uuid=record.uuid)
    if real.state != "wait":
        return
    if kind < 0.3:
        exchange.engine.cancel(DEMO_ACCOUNT, real.uuid, now)
    else:
        part = VOLUME if kind < 0.65 else VOLUME / 2
        exchange.engine.set_level(MARKET, "ask", PRICE, part, now)
        exchange.engine.set_level(MARKET, "ask", PRICE, Decimal(0), now)
    exchange.publish()


def sweep_others(exchange: MemoryExchange, chance: random.Random) -> None:
    """Now and then nothing is left open, so that rounds of asking have long pauses, too."""
    if chance.random() < 0.1:
        exchange.frame_troubles.clear()
        sweep(exchange)


def streams(task: tuple[int, int]) -> tuple[int, int, int]:
    """Lives of orders, their news up to fifty times in any order: how many news, wrong ends, steps back."""
    seed, number = task
    chance, told, wrong, backward = random.Random(seed), 0, 0, 0
    for _ in range(number):
        life = Life(volume=Decimal(chance.randint(1, 20)))
        events = [life.event("wait")]
        while life.state == "wait" and len(life.trades) < 6 and chance.random() < 0.8:
            life.fill(Decimal(chance.randint(1, int(life.remaining))))
            events.append(life.event("trade", life.trades[-1]))
        if life.state == "wait" and chance.random() < 0.5:
            life.state = "cancel"
        if life.state != "wait":
            events.append(life.event(life.state))
        news = [facts_of_event(event) for event in events]
        news += chance.choices(news, k=chance.choice((0, 2, 5, 50)))
        chance.shuffle(news)
        ledger, rank, executed = Ledger(), 0, Decimal(0)
        for facts in news:
            ledger.tell(facts)
            record = ledger.orders["hoga-1"]
            backward += _RANK[record.state] < rank or record.executed_volume < executed
            rank, executed = _RANK[record.state], record.executed_volume
        told += len(news)
        wrong += record.executed_volume != life.executed or record.state.is_final != (life.state != "wait")
        wrong += sum(fill.volume for fill in record.trades) != life.executed
    return told, wrong, backward


def generated(number: int) -> None:
    """G9 on every core."""
    chunks = [(seed, 5_000) for seed in range(max(number // 5_000, 1))]
    began = time.monotonic()
    with multiprocessing.Pool(os.cpu_count()) as pool:
        told, wrong, backward = map(sum, zip(*pool.imap_unordered(streams, chunks), strict=True))
    figure("event streams", len(chunks) * 5_000, "orders")
    figure("events in them", told, "events")
    figure("streams that end wrong", wrong, "orders", gate=0, goal="G9")
    figure("steps backward", backward, "events", gate=0, goal="G9")
    figure("event streams took", time.monotonic() - began, "s")


def _tell(what: str, waits: list[float], goal: str, *, p95: float | None, longest: float | None) -> None:
    figure(f"{what}: orders", len(waits), "orders")
    figure(f"{what}: p95", percentile(waits, 0.95), "s", gate=p95, goal=goal)
    figure(f"{what}: longest", max(waits), "s", gate=longest, goal=goal)


def main() -> None:
    """All three; a minute by default."""
    logging.disable(logging.WARNING)
    long = "--long" in sys.argv
    if "--streams" not in sys.argv:
        answers(long=long)
    generated(1_000_000 if long else 20_000)


def answers(*, long: bool) -> None:
    """G2 and G10."""
    for streaming, way in ((True, "stream"), (False, "asking alone")):
        waits, wrong = run(lost_answers(5_000 if long else 300, streaming=streaming))
        _tell(f"lost answer to true state, {way}", waits, "G2", p95=3.0, longest=10.0)
        figure(f"lost answers, {way}: told wrong", wrong, "orders", gate=0, goal="G2")
    waits, wrong = run(lost_answers(1_000 if long else 100, streaming=False, down=30.0))
    _tell("network's return to true state", waits, "G2", p95=3.0, longest=10.0)
    figure("network's return: told wrong", wrong, "orders", gate=0, goal="G2")
    _tell("never arrived, and said so", run(never_arrived(500 if long else 50)), "G2", p95=None, longest=None)
    for cuts, way, gate in ((False, "a tenth of events dropped", 12.0), (True, "after a disconnect", 3.0)):
        waits = run(lost_events(3_000 if long else 200, cuts=cuts))
        _tell(f"wrong record, {way}", waits, "G10", p95=None, longest=gate)


if __name__ == "__main__":
    main()
    finish()
