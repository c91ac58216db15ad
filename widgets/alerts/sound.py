"""Plays a short sound by the system's own player: Qt's sound module would cost more memory than a panel."""

from __future__ import annotations

import logging
import shutil
import sys
from functools import cache
from pathlib import Path

from PyQt6.QtCore import QObject, QProcess
from PyQt6.QtWidgets import QApplication

_log = logging.getLogger(__name__)
_PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("/usr/bin/afplay",))


class Sounder(QObject):
    """Plays one sound at a time; one that is asked for meanwhile is not queued, it would come late."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None

    def play(self, file: Path) -> None:
        """Play a WAV file, or at least the system's own beep."""
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        command = player()
        if command is None:
            QApplication.beep()
            return
        process = self._made()
        if process.state() is QProcess.ProcessState.NotRunning:
            process.start(command[0], [*command[1:], str(file)])

    def close(self) -> None:
        """Be silent; idempotent."""
        process, self._process = self._process, None
        if process is not None:
            process.errorOccurred.disconnect(self._on_error)
            process.kill()
            process.waitForFinished(500)
            process.deleteLater()

    def _made(self) -> QProcess:
        if self._process is None:
            self._process = QProcess(self)
            self._process.setStandardOutputFile(QProcess.nullDevice())
            self._process.setStandardErrorFile(QProcess.nullDevice())
            self._process.errorOccurred.connect(self._on_error)
        return self._process

    def _on_error(self, error: QProcess.ProcessError) -> None:
        _log.info("no sound: %s", error)
        QApplication.beep()


@cache
def player() -> tuple[str, ...] | None:
    """The command that plays a file; None where there is none."""
    for name, *arguments in _PLAYERS:
        found = shutil.which(name)
        if found is not None:
            return (found, *arguments)
    return None
