"""The strip is silent while all is well and says what is wrong otherwise."""

import time

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from widgets.status import ConnectionStrip

GOOD = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED)


def make(qtbot: QtBot) -> tuple[QWidget, ConnectionStrip]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window, ConnectionStrip(window)


def test_silent_while_all_is_well(qtbot: QtBot) -> None:
    _window, strip = make(qtbot)
    strip.show_status(GOOD)
    assert strip.text == ""
    assert not strip.isVisible()


def test_an_outage_is_told_with_attempt_and_time_and_goes_with_it(qtbot: QtBot) -> None:
    _window, strip = make(qtbot)
    lost = ConnectionStatus(
        Side.PUBLIC,
        ConnectionState.RECONNECTING,
        reason="connection refused",
        stale=True,
        attempt=3,
        retry_at=time.monotonic() + 2,
    )
    strip.show_status(lost)
    assert strip.isVisible()
    assert "재연결 3번째" in strip.text
    assert "connection refused" not in strip.text + strip._text.toolTip()
    assert "연결이 끊겼습니다" in strip._text.toolTip()
    strip.show_status(GOOD)
    assert strip.text == ""


def test_before_the_first_price_no_age_is_invented(qtbot: QtBot) -> None:
    _window, strip = make(qtbot)
    strip.show_status(ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING, stale=True, attempt=1))
    assert strip.text.startswith("시세를 아직 받지 못했습니다")
    assert "초 전" not in strip.text


def test_the_button_asks_for_an_attempt_now(qtbot: QtBot) -> None:
    _window, strip = make(qtbot)
    strip.show_status(ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING, attempt=1))
    button = strip.findChild(QPushButton)
    with qtbot.waitSignal(strip.retry_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
