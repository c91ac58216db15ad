"""A list with fixed widths, one height, the keys of a list, and a word where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PyQt6.QtCore import QAbstractTableModel, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from widgets import profiler, theme


class AlertTable(QTableView):
    """Rows of alerts.

    Signals:
        chosen(int): a row was double-clicked, or Enter or F2 pressed on it
        toggled(int): Space was pressed on a row
        unwanted(list): rows to delete, from the top
        new_wanted(): Insert was pressed
    """

    chosen = pyqtSignal(int)
    toggled = pyqtSignal(int)
    unwanted = pyqtSignal(list)
    new_wanted = pyqtSignal()

    def __init__(
        self, model: QAbstractTableModel, widths: Mapping[int, int], stretched: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._word = ""
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        # The row is marked, a cell means nothing here; texts stand under their titles.
        self.setStyleSheet("QTableView { outline: 0; } QTableView::item { padding: 0 3px; }")
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        assert rows is not None and columns is not None
        rows.hide()
        rows.setMinimumSectionSize(theme.ROW_HEIGHT)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT + 2)
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(24)
        columns.setFixedHeight(theme.ROW_HEIGHT + 2)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        columns.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_double_clicked)

    def say(self, word: str) -> None:
        """What an empty list says."""
        self._word = word
        self._viewport().update()

    def rows(self) -> list[int]:
        """The chosen rows, from the top."""
        selection = self.selectionModel()
        return sorted(index.row() for index in selection.selectedRows()) if selection is not None else []

    def _viewport(self) -> QWidget:
        viewport = self.viewport()
        assert viewport is not None
        return viewport

    def _on_double_clicked(self) -> None:
        self.chosen.emit(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        assert event is not None
        rows, key = self.rows(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and rows:
            self.chosen.emit(rows[0])
        elif key == Qt.Key.Key_Space and rows:
            self.toggled.emit(rows[0])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and rows:
            self.unwanted.emit(rows)
        elif key == Qt.Key.Key_Insert:
            self.new_wanted.emit()
        else:
            super().keyPressEvent(event)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        model = self.model()
        if model is None or model.rowCount() or not self._word:
            return
        viewport = self._viewport()
        painter = QPainter(viewport)
        painter.setPen(theme.palette().muted)
        room = viewport.rect().adjusted(16, 0, -16, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._word)
        painter.end()
