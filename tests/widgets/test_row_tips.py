"""A line has a tip of its own only where columns are missing."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QEvent, QPoint
from PyQt6.QtGui import QHelpEvent, QStandardItemModel
from PyQt6.QtWidgets import QTableView, QToolTip

from widgets.row_tips import hidden_columns, show_row_tip


@pytest.fixture
def table(qtbot) -> QTableView:
    made = QTableView()
    qtbot.addWidget(made)
    made.setModel(QStandardItemModel(2, 3, made))
    made.show()
    return made


def asked(table: QTableView, row: int) -> QHelpEvent:
    at = QPoint(5, table.rowViewportPosition(row) + 2)
    return QHelpEvent(QEvent.Type.ToolTip, at, table.viewport().mapToGlobal(at))


def test_the_line_under_the_pointer_tells_its_own(qtbot, table: QTableView) -> None:
    table.setColumnHidden(1, True)
    assert hidden_columns(table) == [1]
    assert show_row_tip(table, asked(table, 1), lambda row: f"line {row} <b>")
    assert "line 1 &lt;b&gt;" in QToolTip.text()


def test_with_all_columns_in_sight_the_cells_have_theirs(table: QTableView) -> None:
    assert not show_row_tip(table, asked(table, 1), str)


def test_no_line_and_no_question_have_none(table: QTableView) -> None:
    table.setColumnHidden(1, True)
    below = QPoint(5, table.rowViewportPosition(1) + 500)
    assert not show_row_tip(table, QHelpEvent(QEvent.Type.ToolTip, below, below), str)
    assert not show_row_tip(table, QEvent(QEvent.Type.Leave), str)
