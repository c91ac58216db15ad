"""The search line: tells what is being typed, also what the IME has not finished yet."""

from __future__ import annotations

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QInputMethodEvent, QKeyEvent
from PyQt6.QtWidgets import QLineEdit, QWidget

MOVING_KEYS: frozenset[int] = frozenset(
    (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
)
ENTER_KEYS: frozenset[int] = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


class SearchLine(QLineEdit):
    """A line of text whose arrows and Enter belong to the list below it.

    Signals:
        searched(str): the text as it looks, with the syllable under composition
        moved(QKeyEvent): an arrow or page key, for the list
        entered(): Enter
    """

    searched = pyqtSignal(str)
    moved = pyqtSignal(object)
    entered = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._composing = ""
        self._told = ""
        self.setClearButtonEnabled(True)
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        at = self.cursorPosition()
        text = self.text()[:at] + self._composing + self.text()[at:]
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def inputMethodEvent(self, event: QInputMethodEvent | None) -> None:
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        if event.key() in MOVING_KEYS:
            self.moved.emit(event)
        elif event.key() in ENTER_KEYS:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
