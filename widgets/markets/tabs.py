"""The row of lists above the markets."""

from __future__ import annotations

from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QTabBar, QWidget

_CLOSE = "QTabBar::tab { padding: 5px 3px; }"


class Tabs(QTabBar):
    """Tabs that stand closer together where they have no room: none is cut off."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self._needed = 0  # for tabs that stand as they want to

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        is_close = bool(self.styleSheet())
        if not is_close:
            self._needed = self.sizeHint().width()
        if (self.width() < self._needed) != is_close:
            self.setStyleSheet("" if is_close else _CLOSE)
