"""A notification of the desktop's own, where it has any; made when the first one is needed."""

from __future__ import annotations

import logging
import shutil

from PyQt6.QtCore import QObject, QProcess, pyqtSignal
from PyQt6.QtGui import QIcon, QPixmap
from PyQt6.QtWidgets import QApplication, QSystemTrayIcon

from widgets import theme

SHOWN_MS = 8_000
_log = logging.getLogger(__name__)


class Popup(QObject):
    """Shows messages through the tray, else through the desktop's notification program.

    Signals:
        clicked(): the trader clicked the newest message
    """

    clicked = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None

    def show(self, title: str, text: str) -> None:
        """Show a message; nothing happens where the desktop takes none."""
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            tray = self._made()
            tray.show()
            tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, SHOWN_MS)
        elif (program := shutil.which("notify-send")) is not None:
            QProcess.startDetached(
                program, ["--app-name=Hoga", f"--expire-time={SHOWN_MS}", "--", title, text]
            )
        else:
            _log.info("this desktop takes no notifications")

    def close(self) -> None:
        """Take the icon out of the tray; idempotent."""
        tray, self._tray = self._tray, None
        if tray is not None:
            tray.hide()
            tray.deleteLater()

    def _made(self) -> QSystemTrayIcon:
        if self._tray is None:
            icon = QApplication.windowIcon()
            self._tray = QSystemTrayIcon(icon if not icon.isNull() else _dot(), self)
            self._tray.setToolTip("Hoga")
            self._tray.messageClicked.connect(self.clicked)
        return self._tray


def _dot() -> QIcon:
    """A tray icon must not be empty."""
    picture = QPixmap(32, 32)
    picture.fill(theme.palette().accent)
    return QIcon(picture)
