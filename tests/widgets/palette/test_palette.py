"""The palette is opened, searched, moved in and left by keys alone."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.widgets.palette.conftest import Room
from widgets.palette import Palette


def opened(room: Room) -> Palette:
    palette = Palette(room.commands, room.window)
    palette.open_palette(room.catalog, ("chart", "chart-2"), ("단타",), "orderbook-2")
    return palette


def test_enter_does_the_first_and_the_palette_goes(qtbot: QtBot, room: Room) -> None:
    palette = opened(room)
    qtbot.keyClicks(palette.line, "reconnect")
    with qtbot.waitSignal(palette.command_wanted) as told:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert told.args == ["retry"]
    assert not palette.isVisible()


def test_a_market_is_for_the_group_of_the_panel_that_had_the_keyboard(qtbot: QtBot, room: Room) -> None:
    palette = opened(room)
    qtbot.keyClicks(palette.line, "xrp")
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.symbol_wanted) as told:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert told.args == ["BTC-XRP", "orderbook-2"]


def test_layouts_and_panels(qtbot: QtBot, room: Room) -> None:
    palette = opened(room)
    palette.line.setText("단타")
    with qtbot.waitSignal(palette.layout_wanted) as told:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert told.args == ["단타"]
    palette = opened(room)
    palette.line.setText("차트 2")
    with qtbot.waitSignal(palette.panel_wanted) as told:
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert told.args == ["chart-2"]


def test_arrows_go_round(qtbot: QtBot, room: Room) -> None:
    palette = opened(room)
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.shown) - 1
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0


def test_escape_does_nothing_and_gives_the_keyboard_back(qtbot: QtBot, room: Room) -> None:
    line = QLineEdit(room.window)
    line.show()
    room.window.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus, timeout=10_000)
    palette = opened(room)
    with qtbot.assertNotEmitted(palette.command_wanted):
        qtbot.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert line.hasFocus()


def test_nothing_found_is_said_and_enter_is_harmless(qtbot: QtBot, room: Room) -> None:
    palette = opened(room)
    palette.line.setText("쀍쀍쀍")
    assert palette.shown == []
    with qtbot.assertNotEmitted(palette.command_wanted):
        qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.grab().isNull()
