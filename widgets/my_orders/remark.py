"""The remark beside the tabs: one quiet line that gives way to them."""

from __future__ import annotations

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QPainter, QPaintEvent
from PyQt6.QtWidgets import QLabel, QSizePolicy, QWidget

from widgets import theme
from widgets.plain import plain_tip


class Remark(QLabel):
    """Ends in dots where there is no room for it; the whole is read by hovering."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.text_font(theme.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str) -> None:
        """Say this from now on; nothing when empty."""
        self.setText(text)
        self.setToolTip(plain_tip(text))

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        painter = QPainter(self)
        painter.setPen(theme.palette().muted)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, self.shown)
