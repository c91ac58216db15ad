"""The card of the first start says whose money it is, shows the keys in force, and goes."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.endpoints import Mode
from widgets.commands import Command, Commands
from widgets.welcome import WelcomeCard
from widgets.welcome.card import SHOWN_KEYS


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    window.resize(1000, 800)
    qtbot.addWidget(window)
    window.show()
    yield window


def card(window: QWidget, mode: Mode = Mode.DEMO) -> WelcomeCard:
    def nothing() -> None:
        """Does nothing."""

    commands = Commands({"palette": "F9"}, window)
    commands.add(Command(id_, f"text of {id_}", nothing) for id_ in SHOWN_KEYS)
    made = WelcomeCard(commands, mode, window)
    made.open()
    return made


def texts(made: WelcomeCard) -> str:
    return "\n".join(label.text() for label in made.findChildren(QLabel))


def test_demo_says_that_no_real_money_moves_and_live_that_it_does(window: QWidget) -> None:
    assert "실제 돈은 움직이지 않습니다" in texts(card(window))
    assert "실제 돈이 움직입니다" in texts(card(window, Mode.LIVE))


def test_the_keys_are_those_in_force(window: QWidget) -> None:
    assert "F9" in texts(card(window))


def test_it_goes_by_escape_and_by_enter(qtbot: QtBot, window: QWidget) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        made = card(window)
        with qtbot.waitSignal(made.finished):
            qtbot.keyClick(made, key)
        assert not made.isVisible()


def test_keys_and_key_map_are_one_click_away(qtbot: QtBot, window: QWidget) -> None:
    made = card(window)
    with qtbot.waitSignals([made.keys_wanted, made.finished]):
        made.api_keys.click()
    made = card(window)
    with qtbot.waitSignals([made.key_map_wanted, made.finished]):
        made.key_map.click()


def test_it_stays_in_the_middle(qtbot: QtBot, window: QWidget) -> None:
    made = card(window)
    window.resize(1400, 900)
    qtbot.waitUntil(lambda: abs(made.geometry().center().x() - 700) <= 2, timeout=10_000)
