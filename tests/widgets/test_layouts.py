"""Layouts are saved under names, switched to, renamed, deleted; names are kept in order."""

from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Layout
from widgets.board import Board
from widgets.layouts import MOST, Layouts, clean
from widgets.palette import LayoutsDialog


@pytest.fixture
def layouts(qtbot: QtBot) -> Iterator[Layouts]:
    window = QMainWindow()

    def placeholder() -> QWidget:
        return QLabel("…")

    board = Board(placeholder, window)
    window.setCentralWidget(board.manager)
    qtbot.addWidget(window)
    window.show()
    yield Layouts(board, {}, window)


def test_a_saved_layout_is_switched_to(qtbot: QtBot, layouts: Layouts) -> None:
    board = layouts._board
    assert layouts.save("아침")
    board.open("chart-2", "2")
    assert layouts.save("밤")
    with qtbot.waitSignal(layouts.switched):
        layouts.switch("아침")
    assert "chart-2" not in board.docks
    layouts.switch("밤")
    assert board.groups == {"chart-2": "2"}
    layouts.switch("nobody")
    assert layouts.names == ("아침", "밤")


def test_a_name_is_one_line_and_not_empty(layouts: Layouts) -> None:
    assert not layouts.save("  \n ")
    assert clean(" a\n b ") == "a b"
    assert len(clean("x" * 500)) == 40


def test_there_is_an_end_to_it_but_not_to_saving_again(layouts: Layouts) -> None:
    for number in range(MOST):
        assert layouts.save(str(number))
    assert not layouts.save("one more")
    assert layouts.save("0")


def test_renaming_keeps_the_place_and_takes_no_name_away(layouts: Layouts) -> None:
    for name in ("a", "b", "c"):
        layouts.save(name)
    assert not layouts.rename("b", "c")
    assert not layouts.rename("b", " ")
    assert layouts.rename("b", "z")
    assert layouts.names == ("a", "z", "c")
    layouts.delete("a")
    layouts.delete("a")
    assert layouts.names == ("z", "c")


def test_one_from_elsewhere_is_kept(layouts: Layouts) -> None:
    layouts.keep("old", Layout(open=("markets",)))
    layouts.switch("old")
    assert list(layouts._board.docks) == ["markets"]
    layouts.reset()
    assert len(layouts._board.docks) == 7


def test_the_dialog_saves_switches_renames_and_deletes(qtbot: QtBot, layouts: Layouts) -> None:
    def opened() -> LayoutsDialog:
        dialog = LayoutsDialog(layouts, layouts._board.manager, saving=True)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    dialog = opened()
    dialog.save.click()
    assert dialog.isVisible() and dialog.remark.text()
    dialog.name.setText("first")
    dialog.save.click()
    assert not dialog.isVisible()
    layouts._board.close("tape")
    dialog = opened()
    dialog.name.setText("second")
    dialog.save.click()
    dialog = opened()
    dialog.list.setCurrentRow(0)
    dialog.switch.click()
    assert "tape" in layouts._board.docks
    dialog = opened()
    dialog.list.setCurrentRow(1)
    dialog.name.setText("first")
    dialog.rename.click()
    assert dialog.remark.text() and layouts.names == ("first", "second")
    dialog.delete.click()
    assert layouts.names == ("first",)


def test_the_dialog_says_that_there_is_no_room_for_one_more(qtbot: QtBot, layouts: Layouts) -> None:
    for number in range(MOST):
        layouts.save(str(number))
    dialog = LayoutsDialog(layouts, layouts._board.manager, saving=True)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.name.setText("one more")
    dialog.save.click()
    assert dialog.isVisible() and str(MOST) in dialog.remark.text()
    dialog.name.clear()
    dialog.save.click()
    assert str(MOST) not in dialog.remark.text()
