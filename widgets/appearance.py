"""The look in use: a change is on the whole screen at once, also when it is the system's."""

from __future__ import annotations

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtGui import QGuiApplication
from PyQt6.QtWidgets import QApplication

from app.look import Look
from widgets import theme


class Appearance(QObject):
    """Keeps the look that was chosen, and dresses the application in it.

    Signals:
        changed(Look): another look was chosen
    """

    changed = pyqtSignal(object)

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        hints = QGuiApplication.styleHints()
        assert hints is not None
        hints.colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def look(self) -> Look:
        """What was chosen; what of it needs a new start counts from then on."""
        return self._look

    def choose(self, look: Look) -> None:
        """From now on the desk looks like this."""
        if look != self._look:
            self._look = look
            self._dress()
            self.changed.emit(look)

    def _dress(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_look(application, self._look)
