"""A few painted lines in the colours of the look: what a choice means, before looking for it on the desk."""

from __future__ import annotations

from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from widgets import theme
from widgets.theme import ROW_HEIGHT

_PAD = 10


class Sample(QWidget):
    """Up, down and unchanged on the grounds that they have on the desk; no figures of any market."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("색 보기"))

    def sizeHint(self) -> QSize:
        return QSize(360, 3 * ROW_HEIGHT)

    def paintEvent(self, _event: QPaintEvent | None) -> None:
        colours, painter = theme.palette(), QPainter(self)
        painter.setFont(theme.text_font())
        rows = (
            (self.tr("하락 · 매도"), colours.fall, colours.fall_wash, colours.ask_bar),
            (self.tr("보합 · 최근 체결"), colours.text, colours.header, None),
            (self.tr("상승 · 매수"), colours.rise, colours.rise_wash, colours.bid_bar),
        )
        for number, (text, ink, ground, bar) in enumerate(rows):
            top = number * ROW_HEIGHT
            painter.fillRect(0, top, self.width(), ROW_HEIGHT, ground)
            if bar is not None:
                painter.fillRect(self.width() * 3 // 5, top + 3, self.width() * 3 // 10, ROW_HEIGHT - 6, bar)
            painter.setPen(ink)
            room = self.rect().adjusted(_PAD, 0, -_PAD, 0)
            room.setTop(top)
            room.setHeight(ROW_HEIGHT)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.setPen(colours.accent)
        painter.drawRect(0, ROW_HEIGHT, self.width() - 1, ROW_HEIGHT - 1)
        painter.end()
