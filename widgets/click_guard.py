"""Keeps the second half of a double click off a dialog that opened under the pointer."""

from __future__ import annotations

import time

from PyQt6.QtCore import QEvent, QObject, QPoint
from PyQt6.QtGui import QCursor, QGuiApplication, QMouseEvent
from PyQt6.QtWidgets import QAbstractButton, QDialog

NEAR = 24  # pixels that a hand moves between the two clicks of a pair

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})


class ClickGuard(QObject):
    """Made after the dialog's buttons. A press on one of them counts only when it can be an answer.

    It can't be one where the pointer has not left the place at which the dialog found it, before the time
    of a double click is over: nobody has read the question by then.
    """

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._opened = time.monotonic()
        self._pointer = QCursor.pos()
        dialog.installEventFilter(self)
        for button in dialog.findChildren(QAbstractButton):
            button.installEventFilter(self)

    def is_early(self, at: QPoint) -> bool:
        """Whether a press at that place of the screen belongs to the click that opened the dialog."""
        waited = (time.monotonic() - self._opened) * 1000
        hints = QGuiApplication.styleHints()
        return waited < hints.mouseDoubleClickInterval() and (at - self._pointer).manhattanLength() <= NEAR

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        if event is None:
            return False
        if watched is self._dialog:
            if event.type() == QEvent.Type.Show:
                self._opened, self._pointer = time.monotonic(), QCursor.pos()
            return False
        if event.type() not in _PRESSES or not isinstance(event, QMouseEvent):
            return False
        return self.is_early(event.globalPosition().toPoint())
