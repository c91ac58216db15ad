"""What fired is told once in the window, and outside of it as the trader wants."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.alerts import Direction, Habits, OrderFill, OrderFilled, PriceCrosses, QuietHours
from app.alerts.rules import MOST
from tests.widgets.alerts.conftest import QuietDesk
from widgets.alerts.bell import ALERT, FILL, AlertBell
from widgets.notices import Notices


class Heard:
    """Takes the place of the sound player and of desktop notifications."""

    def __init__(self) -> None:
        self.played: list[Path] = []
        self.shown: list[tuple[str, str]] = []
        self.closed = 0

    def play(self, file: Path) -> None:
        self.played.append(file)

    def show(self, title: str, text: str) -> None:
        self.shown.append((title, text))

    def close(self) -> None:
        self.closed += 1


class Room:
    """A window with a bell, at a time of day."""

    def __init__(self, desk: QuietDesk, window: QWidget) -> None:
        self.minute = 12 * 60
        self.heard = Heard()
        self.notices = Notices(window)
        self.bell = AlertBell(
            desk, self.notices, window, sounder=self.heard, popup=self.heard, minute=self.now
        )
        desk.remove(1)  # what every desk begins with

    def now(self) -> int:
        return self.minute


@pytest.fixture
def room(qtbot: QtBot, desk: QuietDesk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: None)
    window = QWidget()
    qtbot.addWidget(window)
    room = Room(desk, window)
    yield room
    room.bell.close()


def cross(desk: QuietDesk) -> None:
    desk.above(100, repeats=True, cool_down=0)
    desk.price("KRW-BTC", 99)
    desk.price("KRW-BTC", 100, 1)


def test_a_crossing_is_told_once_and_heard(room: Room, desk: QuietDesk) -> None:
    cross(desk)
    desk.price("KRW-BTC", 100, 2)
    assert room.notices.texts == ["KRW-BTC  100\n가격 100 이상"]
    assert room.heard.played == [ALERT]
    assert room.heard.shown == [("KRW-BTC  100", "가격 100 이상")]


def test_an_own_execution_has_its_own_sound(room: Room, desk: QuietDesk) -> None:
    desk.add("", OrderFilled(), repeats=True)
    desk.executed(OrderFill("k", "KRW-ETH", "ask", Decimal(2), Decimal(50), complete=False))
    assert room.notices.texts == ["KRW-ETH  50\n매도 2 체결"] and room.heard.played == [FILL]


@pytest.mark.parametrize(
    "habits",
    [Habits(muted=True), Habits(quiet=QuietHours(on=True, begin=700, end=800))],
    ids=["muted", "quiet hours"],
)
def test_silence_is_kept_and_the_window_still_tells(room: Room, desk: QuietDesk, habits: Habits) -> None:
    desk.live_by(habits)
    cross(desk)
    assert (room.heard.played, room.heard.shown) == ([], []) and len(room.notices.texts) == 1
    assert len(desk.history) == 1


def test_quiet_hours_end(room: Room, desk: QuietDesk) -> None:
    desk.live_by(Habits(quiet=QuietHours(on=True, begin=700, end=720)))
    cross(desk)
    assert room.heard.played == [ALERT]


def test_sound_and_notification_are_switched_apart(room: Room, desk: QuietDesk) -> None:
    desk.live_by(Habits(sound=False))
    cross(desk)
    assert room.heard.played == [] and len(room.heard.shown) == 1
    desk.live_by(Habits(notification=False))
    desk.price("KRW-BTC", 99, 2)
    desk.price("KRW-BTC", 100, 3)
    assert room.heard.played == [ALERT] and len(room.heard.shown) == 1


def test_who_looks_at_the_desk_gets_no_desktop_notification(
    room: Room, desk: QuietDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "activeWindow", lambda: room.notices)
    cross(desk)
    assert room.heard.shown == [] and room.heard.played == [ALERT]


def test_an_alert_can_be_put_at_a_price(room: Room, desk: QuietDesk) -> None:
    alert = room.bell.add_alert_at("KRW-BTC", Decimal("142500000"))
    assert alert is not None and desk.rules() == [PriceCrosses(Direction.EITHER, Decimal(142500000))]
    assert room.notices.texts == ["알림을 추가했습니다: KRW-BTC 가격 142,500,000 도달"]
    while len(desk.state.alerts) < MOST:
        desk.above(1)
    assert room.bell.add_alert_at("KRW-BTC", Decimal(1)) is None and str(MOST) in room.notices.texts[-1]


def test_after_the_end_nothing_is_told(room: Room, desk: QuietDesk) -> None:
    room.bell.close()
    cross(desk)
    assert room.notices.texts == [] and room.heard.closed == 2
