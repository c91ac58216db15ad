"""The box in the list that switches an alert on and off, seen on every ground."""

from __future__ import annotations

from PyQt6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPointF, QRectF, Qt
from PyQt6.QtGui import QMouseEvent, QPainter, QPen, QPolygonF
from PyQt6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets import theme

SIZE = 13.0


class SwitchDelegate(QStyledItemDelegate):
    """Paints the box; the whole cell takes the click."""

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        assert painter is not None
        colours = theme.palette()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colours.selected)
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        middle = QRectF(option.rect).center()
        box = QRectF(middle.x() - SIZE / 2, middle.y() - SIZE / 2, SIZE, SIZE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.accent if on else colours.muted, 1.2))
        painter.setBrush(colours.accent if on else colours.raised)
        painter.drawRoundedRect(box, 2.5, 2.5)
        if on:
            painter.setPen(QPen(colours.window, 1.8))
            places = ((0.22, 0.52), (0.43, 0.72), (0.78, 0.30))
            painter.drawPolyline(
                QPolygonF([QPointF(box.left() + x * SIZE, box.top() + y * SIZE) for x, y in places])
            )
        painter.restore()

    def editorEvent(
        self,
        event: QEvent | None,
        model: QAbstractItemModel | None,
        option: QStyleOptionViewItem,
        index: QModelIndex,
    ) -> bool:
        clicked = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton
        if model is None or not clicked or event is None:
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        return event.type() is QEvent.Type.MouseButtonDblClick  # the second click of two is no edit
