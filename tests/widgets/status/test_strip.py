"""The strip is silent while all is well and says what is wrong otherwise."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.clock import monotonic
from app.endpoints import Mode
from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from widgets.status import ConnectionStrip

GOOD = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED)


def make(qtbot: QtBot, mode: Mode = Mode.LIVE) -> tuple[QWidget, ConnectionStrip]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window, ConnectionStrip(mode, window)


def down(attempt: int) -> ConnectionStatus:
    return ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING, stale=True, attempt=attempt)


def button(strip: ConnectionStrip, text: str) -> QPushButton:
    return next(each for each in strip.findChildren(QPushButton) if each.text() == text)


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
        retry_at=monotonic() + 2,
        data_at=monotonic() - 75,
    )
    strip.show_status(lost)
    assert strip.isVisible()
    assert "75초 전 자료" in strip.text
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
    with qtbot.waitSignal(strip.retry_wanted):
        qtbot.mouseClick(button(strip, "지금 재시도"), Qt.MouseButton.LeftButton)


def test_the_demo_exchange_is_offered_when_upbit_can_not_be_reached(qtbot: QtBot) -> None:
    _window, strip = make(qtbot)
    demo = button(strip, "데모 거래소로")
    strip.show_status(down(1))
    assert not demo.isVisible(), "a short break is no reason to leave"
    strip.show_status(down(2))
    assert demo.isVisible() and strip.text.startswith("거래소에 닿지 못합니다")
    assert "주문은 그대로" in demo.toolTip() and "실제 돈" in demo.toolTip()
    with qtbot.waitSignal(strip.demo_wanted):
        qtbot.mouseClick(demo, Qt.MouseButton.LeftButton)
    strip.show_status(GOOD)
    assert not demo.isVisible()


def test_who_is_on_the_demo_exchange_is_not_sent_there(qtbot: QtBot) -> None:
    _window, strip = make(qtbot, Mode.DEMO)
    strip.show_status(down(5))
    assert strip.isVisible() and not button(strip, "데모 거래소로").isVisible()
