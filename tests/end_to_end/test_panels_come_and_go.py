"""Panels are opened and closed, again and again: nothing of them stays."""

import asyncio
import gc
from collections import Counter

import psutil
import pytest
from PyQt6.QtCore import QObject

from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets import panels
from widgets.memory import give_back_holes

SECONDS = 30.0
WARM_UP = 5
# A round, of ten at most: menus and timers come and go, a panel has dozens of objects.
MEGABYTES, OBJECTS = 3, 3


def subscriptions(running: Running) -> Counter[str]:
    """What is wished for at the exchange, by client and type."""
    return Counter(f"{w.client_id} {w.data_type}" for w in running.workspace.session.manager.wishes)


def memory_mb() -> float:
    gc.collect()
    give_back_holes()  # as the desk does every minute
    return float(psutil.Process().memory_info().rss / 1e6)


async def open_and_close(running: Running, rounds: int) -> None:
    """Every panel is closed and opened so often, and one more of those there can be several of."""
    board, commands = running.window.board, running.window.desk_commands
    assert commands is not None
    for _ in range(rounds):
        for name in panels.at_start():
            board.close(name)
            await asyncio.sleep(0)
        for name in panels.at_start():
            board.open(name)
        for kind in ("chart", "orderbook", "tape"):
            commands.open_another(panels.KINDS[kind])
            board.close(f"{kind}-2")
        await asyncio.sleep(0.01)


async def settled(running: Running) -> None:
    desk = running.workspace
    await running.until(
        lambda: desk.session.broker.ready and desk.orderbook.book, SECONDS, "book and account"
    )
    await asyncio.sleep(0.5)  # late requests of panels that have gone end meanwhile


async def round_trip(running: Running, rounds: int) -> float:
    """What is left after so many rounds is what was there before; tells how much memory was added."""
    window = running.window
    await running.until(lambda: window.desk_commands is not None, SECONDS, "the panels")
    await settled(running)
    await open_and_close(running, WARM_UP)
    await settled(running)
    wishes, objects, before = subscriptions(running), len(window.findChildren(QObject)), memory_mb()
    await open_and_close(running, rounds)
    await settled(running)
    await running.until(lambda: subscriptions(running) == wishes, SECONDS, f"the subscriptions {wishes}")
    assert set(window.docks) == set(panels.at_start())
    assert not window.board.manager.floatingWidgets()
    assert abs(len(window.findChildren(QObject)) - objects) < OBJECTS * min(rounds, 10)
    return memory_mb() - before


def test_panels_that_come_and_go_leave_nothing(run_desk: RunDesk) -> None:
    async def scenario(running: Running) -> None:
        assert await round_trip(running, 5) < 5 * MEGABYTES

    assert run_desk(scenario).left == CLEAN


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_a_thousand_rounds_leave_nothing(run_desk: RunDesk) -> None:
    """Issue 6: memory and subscriptions as before."""

    async def scenario(running: Running) -> None:
        assert await round_trip(running, 1000) < 10 * MEGABYTES

    assert run_desk(scenario).left == CLEAN
