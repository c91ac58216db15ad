"""A small drop-down list that looks like one under the desk's style sheet."""

from __future__ import annotations

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PyQt6.QtWidgets import QComboBox

from widgets import theme


class Choice(QComboBox):
    """Draws the arrow that a style sheet with a drop-down of its own takes away."""

    def wheelEvent(self, event: QWheelEvent | None) -> None:
        # Qt chooses another line when the wheel passes over the list: an order became FOK by that.
        event.ignore()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        super().paintEvent(event)
        colours = theme.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.muted if self.isEnabled() else colours.faint, 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y = self.width() - 12.0, self.height() / 2.0
        painter.drawPolyline(
            QPolygonF([QPointF(x - 3.5, y - 1.5), QPointF(x, y + 2.0), QPointF(x + 3.5, y - 1.5)])
        )
