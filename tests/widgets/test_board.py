"""Panels open, close, tear off and come back; a window that nobody can reach comes to a screen."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QRect, QSize
from PyQt6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from widgets import docks, panels
from widgets.board import Board, from_text, on_screen, to_text

SCREEN, SECOND = QRect(0, 0, 1920, 1080), QRect(1920, 0, 1920, 1080)


@pytest.fixture
def board(qtbot: QtBot) -> Iterator[Board]:
    window = QMainWindow()
    window.resize(1600, 900)

    def placeholder() -> QWidget:
        return QLabel("…")

    board = Board(placeholder, window)
    window.setCentralWidget(board.manager)
    qtbot.addWidget(window)
    window.show()
    yield board


class Tall(QWidget):
    """A panel that needs some room."""

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 250)


def test_a_layout_that_is_put_back_leaves_each_panel_the_room_it_needs(board: Board) -> None:
    entry = board.docks["order_entry"]
    docks.put(entry, Tall())
    assert entry.dockAreaWidget().minimumHeight() >= 250
    board.reset()
    assert entry.dockAreaWidget().minimumHeight() >= 250
    board.tear_off("order_entry")
    board.tear_off("order_entry")
    assert entry.dockAreaWidget().minimumHeight() >= 250


def test_a_panel_is_opened_once_and_told(qtbot: QtBot, board: Board) -> None:
    with qtbot.waitSignal(board.opened) as told:
        board.open("diagnostics")
    assert told.args == ["diagnostics"]
    assert board.docks["diagnostics"].isInFloatingContainer()
    with qtbot.assertNotEmitted(board.opened):
        board.open("diagnostics")


def test_a_closed_panel_is_told_and_leaves_no_window(qtbot: QtBot, board: Board) -> None:
    board.open("diagnostics")
    with qtbot.waitSignal(board.closing) as told:
        board.close("diagnostics")
    assert told.args == ["diagnostics"]
    qtbot.waitUntil(lambda: not board.manager.floatingWidgets(), timeout=10_000)
    assert set(board.docks) == set(panels.at_start())


def test_a_dock_that_asks_to_be_closed_is(qtbot: QtBot, board: Board) -> None:
    with qtbot.waitSignal(board.closing) as told:
        board.docks["tape"].requestCloseDockWidget()
    assert told.args == ["tape"]


def test_a_window_that_is_closed_closes_all_its_panels(qtbot: QtBot, board: Board) -> None:
    board.tear_off("tape")
    board.manager.floatingWidgets()[0].close()
    qtbot.waitUntil(lambda: "tape" not in board.docks, timeout=10_000)


def test_a_panel_is_torn_off_and_put_back(board: Board) -> None:
    board.tear_off("chart")
    assert board.docks["chart"].isInFloatingContainer()
    board.tear_off("chart")
    assert not board.docks["chart"].isInFloatingContainer()


def test_state_panels_and_groups_come_back(board: Board) -> None:
    board.open("chart-2", "3")
    board.close("assets")
    board.tear_off("tape")
    state, names, groups = board.state(), tuple(board.docks), board.groups
    board.reset()
    assert (set(board.docks), board.groups) == (set(panels.at_start()), {})
    assert not board.docks["tape"].isInFloatingContainer()
    board.apply(state, names, groups)
    assert set(board.docks) == {*panels.at_start(), "chart-2"} - {"assets"}
    assert board.groups == {"chart-2": "3"}
    assert board.docks["tape"].isInFloatingContainer()


def test_a_layout_that_makes_no_sense_leaves_a_desk(board: Board) -> None:
    board.apply("rubbish", ("nonsense", "markets-9", "chart-x"), {"chart": "99"})
    assert set(board.docks) == set(panels.at_start())
    assert board.groups == {}


def test_a_layout_of_a_version_with_more_groups_or_written_by_hand_is_taken_as_far_as_it_goes(
    board: Board,
) -> None:
    names = ("chart", "chart-2", "tape-2", "tape-2", "chart-2")
    board.apply("한글", names, {"chart-2": "99", "tape-2": "3"})
    assert set(board.docks) == set(names)
    assert board.groups == {"tape-2": "3"}
    assert len(board.manager.dockWidgetsMap()) == len(board.docks)


def test_colours_are_chosen_and_told(qtbot: QtBot, board: Board) -> None:
    kind = panels.KINDS["chart"]
    assert board.free_group(kind) == "2"
    menu = board.group_menu("chart")
    assert [action.isChecked() for action in menu.actions()] == [True, False, False, False]
    with qtbot.waitSignal(board.group_changed) as told:
        menu.actions()[2].trigger()
    assert told.args == ["chart", "3"]
    assert board.group("chart") == "3"
    assert board.free_group(kind) == "1"


@pytest.mark.parametrize(
    ("frame", "stays"),
    [
        (QRect(100, 100, 600, 400), True),
        (QRect(2000, 100, 600, 400), True),  # on the second screen
        (QRect(1900, 500, 600, 400), True),  # across both
        (QRect(5000, 100, 600, 400), False),  # its screen is gone
        (QRect(100, -300, 600, 400), False),  # its title bar is above every screen
        (QRect(-590, 100, 600, 400), False),  # ten pixels of it are left
    ],
)
def test_a_window_stays_where_a_hand_can_reach_it(frame: QRect, stays: bool) -> None:
    place = on_screen(frame, [SCREEN, SECOND], SCREEN)
    assert (place == frame) is stays
    assert SCREEN.united(SECOND).contains(place.center())


def test_a_window_larger_than_the_screen_that_is_left_fits_it() -> None:
    assert on_screen(QRect(9000, 0, 4000, 3000), [SCREEN], SCREEN) == SCREEN


def test_qts_bytes_survive_as_text(board: Board) -> None:
    assert from_text(to_text(board.manager.saveState())) == board.manager.saveState()
    assert from_text("%%%").isEmpty()
