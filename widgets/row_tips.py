"""The tip of a whole line in a table that is too narrow for all of its columns."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QTableView, QToolTip

from widgets.plain import plain_tip


def hidden_columns(table: QTableView) -> list[int]:
    """The places of the columns that the table leaves out."""
    return [place for place in range(table.model().columnCount()) if table.isColumnHidden(place)]


def show_row_tip(table: QTableView, event: QEvent | None, text_of: Callable[[int], str]) -> bool:
    """Whether `event` asked for a tip and the line's was shown; cells have theirs where none is missing."""
    if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
        return False
    row = table.rowAt(event.pos().y())
    if row < 0 or not hidden_columns(table):
        return False
    QToolTip.showText(event.globalPos(), plain_tip(text_of(row)), table)
    return True
