"""The table that both tabs use: fixed widths, one height, keys, and a word where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PyQt6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PyQt6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.trading import OrderRecord
from widgets import narrow, profiler, theme
from widgets.my_orders import rows
from widgets.my_orders.delegate import OrdersDelegate
from widgets.my_orders.model import OrdersModel
from widgets.my_orders.rows import Column
from widgets.row_tips import hidden_columns, show_row_tip

_ENTER: frozenset[int] = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DOWN: frozenset[int] = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End})

AMENDED = frozenset({Column.PRICE, Column.VOLUME, Column.REMAINING})
EXECUTED = frozenset({Column.AVERAGE, Column.FILLED, Column.FUNDS, Column.FEE})

WIDTHS = {
    Column.TIME: 96,
    Column.MARKET: 90,
    Column.SIDE: 38,
    Column.TYPE: 60,
    Column.PRICE: 88,
    Column.AVERAGE: 92,
    Column.VOLUME: 100,
    Column.FILLED: 84,
    Column.REMAINING: 84,
    Column.FUNDS: 90,
    Column.FEE: 66,
    Column.STATE: 66,
    Column.CANCEL: 50,
}

MARKET_LEAST = 52  # its code, and the title; the name gives way
# What a narrow table leaves out, first to go first: state, cancel button and what is left stay in sight.
GIVES_WAY: Mapping[tuple[Column, ...], tuple[Column, ...]] = {
    rows.OPEN: (Column.TYPE, Column.FILLED, Column.TIME, Column.VOLUME),
    rows.DONE: (Column.FEE, Column.TYPE, Column.TIME, Column.PRICE, Column.FUNDS),
}


def left_out(columns: tuple[Column, ...], widths: Mapping[Column, int], room: int) -> frozenset[Column]:
    """The columns that have to go until the others fit, or there are no more that may."""
    wanted = {column: MARKET_LEAST if column is Column.MARKET else widths[column] for column in columns}
    return narrow.left_out(wanted, GIVES_WAY[columns], room)


class OrdersTable(QTableView):
    """Orders in rows.

    Signals:
        picked(str): the market of the order that was double-clicked or confirmed with Enter
        fills_wanted(OrderRecord): the order whose executions were double-clicked, or by Space
        amend_wanted(str): the key of the order whose price or volume was double-clicked, or by F2
        cancel_wanted(list): keys of the orders to cancel, by button or Delete
        end_reached(): the trader went on to the last row, or beyond
    """

    picked = pyqtSignal(str)
    fills_wanted = pyqtSignal(object)
    amend_wanted = pyqtSignal(str)
    cancel_wanted = pyqtSignal(list)
    end_reached = pyqtSignal()

    def __init__(self, model: OrdersModel, is_cancelling: Callable[[str], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._orders = model
        self._word = ""
        self._widths = dict(WIDTHS)
        self.setModel(model)
        self._delegate = OrdersDelegate(model, is_cancelling, self)
        self._delegate.cancel_clicked.connect(self._on_cancel_clicked)
        # Later, for no column may change its width while its cells are painted.
        self._delegate.too_narrow.connect(self._widen, Qt.ConnectionType.QueuedConnection)  # type: ignore[call-arg]
        self.setItemDelegate(self._delegate)
        self._set_up()
        self._set_widths()
        self.doubleClicked.connect(self._on_double_clicked)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def say(self, word: str) -> None:
        """What an empty table says."""
        if word != self._word:
            self._word = word
            self.viewport().update()

    def show_old(self, old: bool) -> None:
        """Whether the orders are only what was known last: then they look like it."""
        if old != self._delegate.old:
            self._delegate.old = old
            self.viewport().update()

    def selected_keys(self) -> list[str]:
        """The keys of the chosen rows, from the top."""
        return [
            self._orders.row(place).record.key
            for place in sorted(index.row() for index in self.selectionModel().selectedRows())
        ]

    def current(self) -> OrderRecord | None:
        """The order that the keyboard is at."""
        index = self.currentIndex()
        return self._orders.row(index.row()).record if index.isValid() else None

    def widths(self) -> dict[str, int]:
        """The widths of the columns that do not stretch, by name."""
        columns = self._orders.columns
        return {column.value: self._widths[column] for column in columns if column is not Column.MARKET}

    def set_widths(self, widths: object) -> None:
        """Take back what `widths` gave; whatever is no usable width is ignored."""
        if not isinstance(widths, Mapping):
            return
        for place, column in enumerate(self._orders.columns):
            width = widths.get(column.value)
            if isinstance(width, int) and column is not Column.MARKET and 30 <= width <= 600:
                self.horizontalHeader().resizeSection(place, width)

    def is_at_end(self) -> bool:
        """Whether the last row is in sight, or nearly."""
        # The scroll bar learns of new rows only with the next layout.
        self.executeDelayedItemsLayout()
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - theme.ROW_HEIGHT

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setFixedHeight(theme.ROW_HEIGHT)
        header.setFont(theme.text_font(theme.SMALL))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(30)

    def _set_widths(self) -> None:
        header = self.horizontalHeader()
        for place, column in enumerate(self._orders.columns):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(place, WIDTHS[column])
        header.setSectionResizeMode(self._orders.columns.index(Column.MARKET), QHeaderView.ResizeMode.Stretch)
        header.sectionResized.connect(self._on_resized)

    def _on_resized(self, place: int, _before: int, width: int) -> None:
        column = self._orders.columns[place]
        if width and column is not Column.MARKET:
            self._widths[column] = width
            self._leave_out()

    def _leave_out(self) -> None:
        gone = left_out(self._orders.columns, self._widths, self.viewport().width())
        for place, column in enumerate(self._orders.columns):
            if self.isColumnHidden(place) != (column in gone):
                self.setColumnHidden(place, column in gone)

    def _widen(self, place: int, width: int) -> None:
        if 0 < self.columnWidth(place) < width:
            self.setColumnWidth(place, width)

    def _on_cancel_clicked(self, key: str) -> None:
        self.cancel_wanted.emit([key])

    def _on_double_clicked(self, index: QModelIndex) -> None:
        column, record = self._orders.columns[index.column()], self._orders.row(index.row()).record
        if column in AMENDED and record.is_amendable:
            self.amend_wanted.emit(record.key)
        elif column in EXECUTED and record.executed_volume:
            self.fills_wanted.emit(record)
        elif column is not Column.CANCEL:
            self.picked.emit(self._orders.row(index.row()).record.market)

    def _on_scrolled(self, _value: int) -> None:
        if self.is_at_end():
            self.end_reached.emit()

    def rowsAboutToBeRemoved(self, parent: QModelIndex, start: int, end: int) -> None:
        super().rowsAboutToBeRemoved(parent, start, end)
        if start <= self.currentIndex().row() <= end:
            # Qt would go on to the next row: a key held down or pressed twice would cancel that order too.
            nowhere = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(QModelIndex(), nowhere)

    def mouseDoubleClickEvent(self, event: QMouseEvent | None) -> None:
        index = self.indexAt(event.position().toPoint())
        on_cancel = index.isValid() and self._orders.columns[index.column()] is Column.CANCEL
        # The first click may have taken its order away: the second must not cancel what came in its place.
        if not on_cancel or self._orders.row(index.row()).record.key == self._delegate.clicked:
            super().mouseDoubleClickEvent(event)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        self._leave_out()

    def viewportEvent(self, event: QEvent | None) -> bool:
        return show_row_tip(self, event, self.tip) or super().viewportEvent(event)

    def out_of_sight(self) -> list[Column]:
        """The columns that the table is too narrow for."""
        return [self._orders.columns[place] for place in hidden_columns(self)]

    def tip(self, place: int) -> str:
        """What a line says beyond its cells: why it is as it is, and what there is no room for."""
        row = self._orders.row(place)
        hidden = [f"{rows.title(column)} {row.texts[column]}" for column in self.out_of_sight()]
        return "\n".join(filter(None, [rows.explanation(row), *hidden]))

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        super().wheelEvent(event)
        # A page that does not fill the table has no scroll bar to reach the end of.
        if event.angleDelta().y() < 0 and self.is_at_end():
            self.end_reached.emit()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        keys, current = self.selected_keys(), self.current()
        if event.key() == Qt.Key.Key_Delete and keys and not event.isAutoRepeat():
            self.cancel_wanted.emit(keys)
        elif event.key() == Qt.Key.Key_F2 and current is not None:
            self.amend_wanted.emit(current.key)
        elif event.key() == Qt.Key.Key_Space and current is not None:
            self.fills_wanted.emit(current)
        elif event.key() in _ENTER and keys and current is not None:
            self.picked.emit(current.market)
        else:
            super().keyPressEvent(event)
            if event.key() in _DOWN and self.is_at_end():
                self.end_reached.emit()

    @profiler.painted
    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        if self._word and self._orders.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(theme.text_font())
            painter.setPen(theme.palette().faint)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), flags, self._word)
