"""The assets' table: columns, click and Enter; the delegate paints, the model knows."""

from __future__ import annotations

from PyQt6.QtCore import QEvent, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PyQt6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from widgets import narrow, profiler, theme
from widgets.assets.delegate import AssetsDelegate
from widgets.assets.lines import Column
from widgets.assets.model import AssetsModel
from widgets.row_tips import hidden_columns, show_row_tip

# The longest figure that each column holds in full size at first; longer ones are drawn smaller, and
# a column that is too narrow even for that grows.
LONGEST = {
    Column.TOTAL: "8,888,888.8888",
    Column.LOCKED: "888,888.888",
    Column.AVERAGE: "188,888,888",
    Column.VALUE: "888,888,888",
    Column.PROFIT: "-88,888,888",
    Column.RATE: "+88.88%",
}
SHARE_WIDTH = 98
ASSET_LEAST = 70  # its code; the name gives way
# What a narrow table leaves out, first to go first: what there is, its value and its profit stay in sight.
GIVES_WAY = (Column.AVERAGE, Column.LOCKED, Column.SHARE, Column.RATE)


class AssetsView(QTableView):
    """Shows an AssetsModel.

    Signals:
        picked(str): a line was clicked, or Enter pressed on it: its currency
    """

    picked = pyqtSignal(str)

    def __init__(self, model: AssetsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._assets = model
        self._empty_text = ""
        self._widths: dict[Column, int] = {}
        self._delegate = AssetsDelegate(model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        # Later, for no column may change its width while its cells are painted.
        self._delegate.too_narrow.connect(self._widen, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_columns()

    def set_empty_text(self, text: str) -> None:
        """What stands in the middle while there are no lines."""
        if text != self._empty_text:
            self._empty_text = text
            self.viewport().update()

    def _set_columns(self) -> None:
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.ROW_HEIGHT)
        rows.setDefaultSectionSize(theme.ROW_HEIGHT)
        head.setFixedHeight(theme.ROW_HEIGHT)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(ASSET_LEAST)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(Column.ASSET, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(self._on_resized)
        for column, text in LONGEST.items():
            self.setColumnWidth(column, self._delegate.width_for(text))
        self.setColumnWidth(Column.SHARE, SHARE_WIDTH)

    def out_of_sight(self) -> list[Column]:
        """The columns that the table is too narrow for."""
        return [Column(place) for place in hidden_columns(self)]

    def tip(self, place: int) -> str:
        """What a line says beyond its cells: every digit, and what there is no room for."""
        line = self._assets.lines[place]
        titles = {column: self._assets.title(column) for column in self.out_of_sight()}
        return "\n".join([line.tip, *(f"{title} {line.texts[column]}" for column, title in titles.items())])

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        if width and place != Column.ASSET:
            self._widths[Column(place)] = width
            self._leave_out()

    def _leave_out(self) -> None:
        wanted = {Column.ASSET: ASSET_LEAST, **self._widths}
        if len(wanted) < len(Column):
            return  # not all of them have their width yet
        gone = narrow.left_out(wanted, GIVES_WAY, self.viewport().width())
        for column in GIVES_WAY:
            if self.isColumnHidden(column) != (column in gone):
                self.setColumnHidden(column, column in gone)

    def _widen(self, column: int, width: int) -> None:
        if 0 < self.columnWidth(column) < width:
            self.setColumnWidth(column, width)

    def _pick(self, place: int) -> None:
        if 0 <= place < len(self._assets.lines):
            self.picked.emit(self._assets.lines[place].currency)

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        if self._empty_text and not self._assets.lines:
            painter = QPainter(self.viewport())
            painter.setFont(theme.text_font())
            painter.setPen(theme.palette().muted)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), flags, self._empty_text)
            painter.end()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def viewportEvent(self, event: QEvent | None) -> bool:
        return show_row_tip(self, event, self.tip) or super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self.rowAt(event.position().toPoint().y()))

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() in (int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter)):
            self._pick(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
