"""The search must know the syllable that the IME is still composing."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QCoreApplication, Qt
from PyQt6.QtGui import QInputMethodEvent
from PyQt6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets.markets.search_line import SearchLine


@pytest.fixture
def line(qtbot: QtBot):
    window = QWidget()
    qtbot.addWidget(window)
    line = SearchLine(window)
    line.heard = []
    line.searched.connect(line.heard.append)
    window.show()
    yield line


def compose(line: SearchLine, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(line, event)


def test_tells_of_every_moment_of_composition_once(line: SearchLine) -> None:
    compose(line, "ㅂ")
    compose(line, "비")
    compose(line, "빝")
    compose(line, "트", commit="비")
    compose(line, "", commit="트")
    assert line.heard == ["ㅂ", "비", "빝", "비트"]
    assert line.text() == "비트"


def test_composition_goes_on_where_the_cursor_is(line: SearchLine) -> None:
    line.setText("비인")
    line.setCursorPosition(1)
    compose(line, "코")
    assert line.heard[-1] == "비코인"


def test_an_abandoned_composition_is_taken_back(line: SearchLine) -> None:
    compose(line, "ㅂ")
    compose(line, "")
    assert line.heard == ["ㅂ", ""]


def test_escape_clears_and_arrows_and_enter_are_the_lists(line: SearchLine, qtbot: QtBot) -> None:
    qtbot.keyClicks(line, "btc")
    assert line.heard == ["b", "bt", "btc"]
    moved: list[int] = []
    line.moved.connect(lambda event: moved.append(event.key()))
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert moved == [Qt.Key.Key_Down]
    with qtbot.waitSignal(line.entered):
        qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.heard[-1] == ""
