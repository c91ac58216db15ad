"""Who cancels all orders means those that are still on their way, too, even if the desk crashes meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from decimal import Decimal
from itertools import count
from pathlib import Path

from app.exchange.config import DEMO_ACCOUNT
from app.trading import OrderIntent, OrderState
from app.trading.journal import Entry, Journal
from tests.app.trading.memory_floor import MARKET, Desk, MemoryExchange, Trouble, run, until

BID = OrderIntent(MARKET, "bid", "limit", Decimal("0.001"), Decimal(116_000_000))
Work = Callable[[MemoryExchange, Callable[[], Awaitable[Desk]]], Awaitable[None]]


def on_one_journal(path: Path, work: Work) -> None:
    """Run with an exchange and a way to start one desk after the other, each ready when it is given."""

    async def all_of_it() -> None:
        exchange, numbers, desks = MemoryExchange(random.Random(1)), count(1), list[Desk]()
        exchange.clear_house()

        async def start() -> Desk:
            desks.append(Desk(exchange, path / "journal.db", lambda: f"hoga-{next(numbers)}"))
            await desks[-1].start()
            await until(desks[-1], lambda: desks[-1].broker.ready)
            return desks[-1]

        await work(exchange, start)
        await desks.pop().close()
        for desk in desks:
            desk.let_go()

    run(all_of_it())


def states(exchange: MemoryExchange) -> list[str]:
    return [order.state for order in exchange.engine.orders(DEMO_ACCOUNT)]


async def place_unseen(exchange: MemoryExchange, desk: Desk, trouble: Trouble) -> asyncio.Task[object]:
    """An order on its way, with nothing that could tell the desk that it arrived."""
    desk.stream.cut(told=False)
    exchange.troubles.append(trouble)
    return asyncio.create_task(desk.broker.place(BID))


def test_the_next_run_cancels_what_this_one_was_to_recall(tmp_path: Path) -> None:
    async def work(exchange: MemoryExchange, start: Callable[[], Awaitable[Desk]]) -> None:
        desk = await start()
        placing = await place_unseen(exchange, desk, Trouble.SILENCE)
        await asyncio.sleep(1.0)
        recalling = asyncio.create_task(desk.broker.cancel_all())
        await asyncio.sleep(0.01)
        await desk.crash()
        placing.cancel()
        recalling.cancel()
        assert states(exchange) == ["wait"]
        again = await start()
        await until(again, lambda: again.broker.orders["hoga-1"].state is OrderState.CANCELLED)
        assert states(exchange) == ["cancel"]
        await until(again, lambda: not again.broker.recalling)
        assert await again.journal.recalls(again.rest.account()) == []

    on_one_journal(tmp_path, work)


def test_an_order_that_had_shown_before_the_crash_is_cancelled_too(tmp_path: Path) -> None:
    async def work(exchange: MemoryExchange, start: Callable[[], Awaitable[Desk]]) -> None:
        desk = await start()
        record = await desk.broker.place(BID)
        assert record.state is OrderState.WORKING
        await desk.journal.keep_recalls([record.key])  # and the crash comes before the cancel
        await desk.crash()
        again = await start()
        await until(again, lambda: again.broker.orders["hoga-1"].state is OrderState.CANCELLED)
        assert states(exchange) == ["cancel"]

    on_one_journal(tmp_path, work)


def test_a_wish_that_came_true_is_forgotten_and_recalls_nothing_later(tmp_path: Path) -> None:
    async def work(exchange: MemoryExchange, start: Callable[[], Awaitable[Desk]]) -> None:
        desk = await start()
        placing = await place_unseen(exchange, desk, Trouble.DROP)
        await asyncio.sleep(1.0)
        recalling = asyncio.create_task(desk.broker.cancel_all())
        await asyncio.sleep(0.01)
        await desk.crash()
        placing.cancel()
        recalling.cancel()
        again = await start()
        await asyncio.sleep(0.1)
        assert await again.journal.recalls(again.rest.account()) == []
        assert again.broker.orders["hoga-1"].state is OrderState.REJECTED

    on_one_journal(tmp_path, work)


def test_a_recall_goes_on_until_the_exchange_takes_it(tmp_path: Path) -> None:
    async def work(exchange: MemoryExchange, start: Callable[[], Awaitable[Desk]]) -> None:
        desk = await start()
        placing = await place_unseen(exchange, desk, Trouble.SILENCE)
        await asyncio.sleep(1.0)
        exchange.troubles.extend([Trouble.DROP] * 8)  # these meet the cancels
        assert await desk.broker.cancel_all() == 0
        await placing
        assert desk.broker.recalling == {"hoga-1"}
        await until(desk, lambda: desk.broker.orders["hoga-1"].state is OrderState.CANCELLED)
        assert not exchange.troubles

    on_one_journal(tmp_path, work)


async def test_wishes_belong_to_their_account(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    await journal.intend(Entry("hoga-1", "demo:mine", 1, BID))
    await journal.intend(Entry("hoga-2", "demo:other", 1, BID))
    await journal.keep_recalls(["hoga-1", "hoga-2", "hoga-1", "hoga-never-written"])
    assert await journal.recalls("demo:mine") == ["hoga-1"]
    await journal.drop_recalls(["hoga-1"])
    assert await journal.recalls("demo:mine") == []
    assert await journal.recalls("demo:other") == ["hoga-2"]
    await journal.close()
