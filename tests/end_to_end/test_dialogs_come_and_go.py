"""Dialogs, looks, layouts and torn-off windows come and go, again and again: no object of them stays."""

import asyncio
import gc
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from PyQt6.QtCore import QObject
from PyQt6.QtWidgets import QApplication

from app.look import Look, Scheme, Sense
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from widgets import theme
from widgets.desk_commands import DeskCommands

SECONDS = 30.0
TURN = 0.01  # of the loop between two deeds, for what they leave to be deleted later
LOOKS = (Look(), Look(scheme=Scheme.LIGHT, sense=Sense.WESTERN))

Deed = Callable[[Running, int], Awaitable[None]]


def commands(running: Running) -> DeskCommands:
    assert running.window.desk_commands is not None
    return running.window.desk_commands


def told(id_: str) -> Deed:
    """Open what that command opens, look at every page of it, and close it."""

    async def deed(running: Running, _number: int) -> None:
        desk = commands(running)
        desk.run(id_)
        await asyncio.sleep(TURN)
        dialog = desk._dialog or desk._card or desk._desk.keys._dialog
        tabs = getattr(dialog, "tabs", None)
        for page in range(tabs.count() if tabs is not None else 0):
            tabs.setCurrentIndex(page)
            await asyncio.sleep(TURN)
        dialog.close()

    return deed


async def palette(running: Running, _number: int) -> None:
    commands(running).show_palette()
    await asyncio.sleep(TURN)
    commands(running).show_palette()


async def group_menu(running: Running, _number: int) -> None:
    menu = running.window.board.group_menu("chart")
    menu.popup(running.window.pos())
    await asyncio.sleep(TURN)
    menu.close()


async def look(running: Running, number: int) -> None:
    running.window.appearance.choose(LOOKS[number % 2])


async def layout(running: Running, _number: int) -> None:
    layouts = running.window.layouts
    if not layouts.names:
        commands(running).tear_off()
        layouts.save("mine")
    layouts.reset()
    await asyncio.sleep(TURN)
    layouts.switch("mine")


async def tear_off(running: Running, _number: int) -> None:
    for name in ("chart", "tape", "orderbook"):
        running.window.board.tear_off(name)
        await asyncio.sleep(TURN)
        running.window.board.tear_off(name)


async def panels(running: Running, _number: int) -> None:
    commands(running).show_diagnostics()
    commands(running).add_alert()
    await asyncio.sleep(TURN)
    running.window.board.close("diagnostics")
    running.window.board.close("alerts")


async def markets(running: Running, _number: int) -> None:
    for code in ("KRW-ETH", "KRW-XRP", "KRW-BTC"):
        running.window.link.pick(code)
        await asyncio.sleep(TURN)


DEEDS: tuple[Deed, ...] = (
    *(told(id_) for id_ in ("keys", "preferences", "layout.manage", "layout.save", "welcome", "api_keys")),
    palette,
    group_menu,
    look,
    tear_off,
    panels,
    markets,
    layout,
)


def alive() -> Counter[str]:
    """Qt's objects by class: those in a window, the windows, and those that only Python still holds."""
    gc.collect()
    windows = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    found = Counter(type(each).__name__ for top in windows for each in (top, *top.findChildren(QObject)))
    found["windows"] = len(QApplication.topLevelWidgets())
    ours = (each for each in gc.get_objects() if issubclass(type(each), QObject))
    found.update("held " + type(each).__name__ for each in ours if "widgets." in type(each).__module__)
    return found


async def every_deed(running: Running, rounds: int) -> None:
    for deed in DEEDS:
        for number in range(rounds):
            await deed(running, number)
            await asyncio.sleep(TURN)


async def come_and_go(running: Running, rounds: int) -> None:
    await running.until(lambda: running.window.desk_commands is not None, SECONDS, "the panels")
    await running.until(lambda: running.workspace.orderbook.book, SECONDS, "a book")
    card = commands(running)._card
    assert card is not None
    card.close()
    await every_deed(running, 2)  # what is made once may stay
    await asyncio.sleep(0.5)
    before = alive()
    await every_deed(running, rounds)
    more: Counter[str] = Counter()
    for _ in range(50):
        # Requests and menus that are on their way may last a moment; what each round has left stays.
        more = Counter({name: count for name, count in (alive() - before).items() if count >= rounds})
        if not more:
            return
        await asyncio.sleep(0.2)
    pytest.fail(f"left behind by {rounds} rounds: {more}")


def test_what_comes_and_goes_leaves_no_object(run_desk: RunDesk, qapp: QApplication) -> None:
    async def scenario(running: Running) -> None:
        await come_and_go(running, 3)

    try:
        assert run_desk(scenario).left == CLEAN
    finally:
        theme.apply_look(qapp, Look())


@pytest.mark.long
@pytest.mark.timeout(600)
def test_twenty_times_each(run_desk: RunDesk, qapp: QApplication) -> None:
    async def scenario(running: Running) -> None:
        await come_and_go(running, 20)

    try:
        assert run_desk(scenario).left == CLEAN
    finally:
        theme.apply_look(qapp, Look())
