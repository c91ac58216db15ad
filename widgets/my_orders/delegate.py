"""Paints the cells of an orders table, its cancel buttons included."""

from __future__ import annotations

import math
from collections.abc import Callable

from PyQt6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from widgets import theme
from widgets.my_orders import rows
from widgets.my_orders.model import OrdersModel
from widgets.my_orders.rows import Column, Row

PADDING = 5
_BUTTON_MARGIN = 3
_NAME_LEAST = 4  # signs of a name that tell something, the dots included


class OrdersDelegate(QStyledItemDelegate):
    """Draws one order per line; looks everything up and computes nothing.

    Signals:
        cancel_clicked(str): the cancel button of the order with this key
        too_narrow(int, int): a column that cuts a number in its smallest size, and the width it wants
    """

    cancel_clicked = pyqtSignal(str)
    too_narrow = pyqtSignal(int, int)

    def __init__(self, model: OrdersModel, is_cancelling: Callable[[str], bool], view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view
        self._is_cancelling = is_cancelling
        self._pressed: str | None = None
        self.clicked = ""  # the order whose button was clicked last
        self.old = False  # what is drawn is what was known last

    def _ground(self, state: QStyle.StateFlag) -> QColor:
        colours = theme.palette()
        if state & QStyle.StateFlag.State_Selected:
            return colours.selected
        return colours.hover if state & QStyle.StateFlag.State_MouseOver else colours.panel

    def _draw_text(self, painter: QPainter, rect: QRect, row: Row, column: Column) -> None:
        if row.reason and column in rows.REASON_OVER:
            painter.setPen(getattr(theme.palette(), row.tone))
            painter.setFont(theme.text_font())
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            whole, text = self._span(rect), row.reason
        else:
            painter.setPen(theme.palette().stale if self.old else _colour(row, column))
            painter.setFont(_font(column))
            left = column in rows.WORDS
            flags = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
            flags |= Qt.AlignmentFlag.AlignVCenter
            whole, text = rect, row.texts.get(column, "")
        inner = whole.adjusted(PADDING, 0, -PADDING, 0)
        if column is Column.MARKET:
            self._draw_market(painter, inner, text)
            return
        if column not in rows.WORDS and _width(painter, text) > inner.width():
            # A long number is set smaller; where that is not enough the column grows.
            painter.setFont(theme.number_font(theme.SMALL))
            wanted = _width(painter, text)
            if whole is rect and wanted > inner.width():
                self.too_narrow.emit(self._model.columns.index(column), wanted + 2 * PADDING)
        metrics = painter.fontMetrics()
        painter.drawText(inner, flags, metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width()))

    def _draw_market(self, painter: QPainter, rect: QRect, text: str) -> None:
        # The name gives way, at last all of it; the code, which tells one market from another, stays whole.
        name, _, code = text.rpartition(" ")
        metrics, flags = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        room = rect.width() - metrics.horizontalAdvance(f" {code}")
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        if shown != name and len(shown) < _NAME_LEAST:
            shown = ""
        painter.drawText(rect, flags, shown)
        painter.setPen(theme.palette().stale if self.old else theme.palette().muted)
        left = metrics.horizontalAdvance(f"{shown} ") if shown else 0
        painter.drawText(rect.adjusted(left, 0, 0, 0), flags, code)

    def _span(self, rect: QRect) -> QRect:
        places = [self._model.columns.index(column) for column in rows.REASON_OVER]
        left = self._view.columnViewportPosition(places[0])
        right = self._view.columnViewportPosition(places[-1]) + self._view.columnWidth(places[-1])
        return QRect(left, rect.top(), right - left, rect.height())

    def _draw_button(self, painter: QPainter, rect: QRect, row: Row, hovered: bool) -> None:
        colours = theme.palette()
        waiting = self._is_cancelling(row.record.key)
        box = rect.adjusted(4, _BUTTON_MARGIN, -4, -_BUTTON_MARGIN)
        painter.setPen(colours.border if waiting or not hovered else colours.muted)
        painter.setBrush(colours.raised)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(colours.faint if waiting else colours.text)
        painter.setFont(theme.text_font(theme.SMALL))
        text = self.tr("취소중") if waiting else self.tr("취소")
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, column = self._model.row(index.row()), self._model.columns[index.column()]
        rect = option.rect
        assert painter is not None
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, self._ground(option.state))
        painter.setPen(theme.palette().grid)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column is Column.CANCEL:
            self._draw_button(painter, rect, row, bool(option.state & QStyle.StateFlag.State_MouseOver))
        else:
            self._draw_text(painter, rect, row, column)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent | None,
        model: QAbstractItemModel | None,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> bool:
        if self._model.columns[index.column()] is not Column.CANCEL or not isinstance(event, QMouseEvent):
            return False
        key = self._model.row(index.row()).record.key
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._pressed = key
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed == key:
            # Pressed and released on the same order: rows may have moved under the pointer meanwhile.
            self._pressed, self.clicked = None, key
            self.cancel_clicked.emit(key)
        return True


def _width(painter: QPainter, text: str) -> int:
    """The pixels that a text needs; less by a fraction of one, and it ends in dots."""
    return math.ceil(QFontMetricsF(painter.font()).horizontalAdvance(text))


def _font(column: Column) -> QFont:
    if column in (Column.TIME, Column.TYPE, Column.FEE):
        return theme.number_font(theme.SMALL)
    words = column in (Column.MARKET, Column.SIDE, Column.STATE)
    return theme.text_font() if words else theme.number_font()


def _colour(row: Row, column: Column) -> QColor:
    colours = theme.palette()
    if column is Column.SIDE:
        return colours.rise if row.record.side == "bid" else colours.fall
    if column is Column.STATE:
        colour: QColor = getattr(colours, row.tone)
        return colour
    quiet = column in (Column.TIME, Column.TYPE, Column.FEE)
    return colours.muted if quiet else colours.text
