"""Notices come, stack, go by a click, and never block."""

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.notices import AT_ONCE, Notices


def test_the_newest_few_are_shown_and_a_repeat_moves_down(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    notices = Notices(window)
    assert not notices.isVisible()
    for number in range(AT_ONCE + 2):
        notices.info(f"message {number}")
    notices.info("message 3")
    assert notices.texts == ["message 2", "message 4", "message 5", "message 3"]
    assert window.rect().contains(notices.geometry())


def test_a_click_takes_one_away(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    notices = Notices(window)
    notices.warn("first")
    notices.error("second")
    qtbot.mouseClick(notices, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert notices.texts == ["second"]
    qtbot.mouseClick(notices, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert not notices.isVisible()
