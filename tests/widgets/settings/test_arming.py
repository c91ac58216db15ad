"""Real orders are locked at the start, let out by a click and a yes, and locked again by another key."""

from __future__ import annotations

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from PyQt6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from app.keys import Place
from app.trading import NotArmed, OrderIntent
from tests.widgets.settings.conftest import Floor, pair, until
from widgets.frame_clock import FrameClock
from widgets.notices import Notices
from widgets.settings import KeyDesk
from widgets.status import StatusBar


class Window(QMainWindow):
    """What a KeyDesk needs of the desk's window."""

    def __init__(self, mode: Mode) -> None:
        super().__init__()
        self.status_bar = StatusBar(mode, FrameClock(self), self)
        self.setCentralWidget(self.status_bar)
        self.notices = Notices(self)


@pytest.fixture
def mode() -> Mode:
    return Mode.LIVE


@pytest.fixture
async def desk(qtbot: QtBot, floor: Floor, mode: Mode) -> AsyncIterator[KeyDesk]:
    window = Window(mode)
    qtbot.addWidget(window)
    window.show()
    desk = KeyDesk(floor.side, window)  # type: ignore[arg-type]
    yield desk
    desk.close()
    await desk.aclose()


async def test_real_orders_are_armed_by_a_click_and_a_yes(desk: KeyDesk, floor: Floor) -> None:
    corner, broker = desk.corner, floor.broker
    assert not corner.arm.isEnabled(), "no key, nothing to arm"
    await floor.side.save(pair("good"), Place.SESSION, "", print)
    await until(lambda: broker.ready, "the account is followed")
    assert corner.arm.isEnabled() and "잠김" in corner.arm.text()
    with pytest.raises(NotArmed):
        await broker.place(OrderIntent("KRW-BTC", "bid", "price", price=Decimal(10_000)))
    corner.arm.click()
    assert desk.question is not None and not broker.armed
    desk.question.back.click()
    assert not broker.armed
    corner.arm.click()
    assert desk.question is not None
    desk.question.go.click()
    assert broker.may_place and "켜짐" in corner.arm.text()
    await floor.side.save(pair("other"), Place.SESSION, "", print)
    assert not broker.armed, "another key is another decision"
    await until(lambda: broker.ready, "the other account")
    broker.arm(True)
    corner.arm.click()
    assert not broker.armed, "locking needs no question"


@pytest.mark.parametrize("mode", [Mode.DEMO])
async def test_the_demo_needs_no_arming(desk: KeyDesk, floor: Floor) -> None:
    assert not desk.corner.arm.isVisibleTo(desk.corner)
    assert floor.broker.armed
    assert desk.corner.keys.text() == "키 없음"
    await floor.side.save(pair("good"), Place.SESSION, "", print)
    assert desk.corner.keys.text() == f"키 …{pair('good').access_key[-4:]}"
    assert floor.broker.armed
