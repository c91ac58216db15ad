"""One desk a data directory: the first holds the lock, a second raises the first one's window and ends."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from PyQt6.QtCore import QObject, Qt
from PyQt6.QtWidgets import QWidget

from app.errors import HogaError, SettingsError
from app.files import unusable
from app.language import Sentence
from app.locks import KernelLock

RAISE = b"raise"
LONGEST = 1024  # bytes of a message
WAIT_MS = 1000

_RUNNING = Sentence(
    "이 데이터 폴더를 쓰는 Hoga가 이미 실행 중입니다. 그 창을 앞으로 가져왔습니다.",
    "Hoga is already running with this data directory; its window was brought to the front.",
)

_log = logging.getLogger(__name__)


class AlreadyRunning(HogaError):
    """Another process is the desk of this data directory."""

    def __init__(self, directory: Path) -> None:
        super().__init__(f"another desk holds {directory}", _RUNNING)


def claim(directory: Path) -> KernelLock:
    """The lock of this data directory, held; AlreadyRunning after the first window was raised.

    SettingsError when its file can't be opened, as one that another user has left there.
    """
    path = directory / "desk.lock"
    lock = KernelLock(path)
    try:
        held = lock.acquire()
    except OSError as error:
        told = unusable(path, error)
        raise SettingsError(told.en, told) from error
    if not held:
        _ask_to_raise(directory)
        raise AlreadyRunning(directory)
    return lock


class Door(QObject):
    """Hears a second start, and understands one word only."""

    def __init__(self, directory: Path, window: QWidget) -> None:
        super().__init__(window)
        from PyQt6.QtNetwork import QLocalServer  # after the first paint

        self._window = window
        name = _name(directory)
        # Whoever left it there is dead: this process holds the lock.
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(4)
        self._server.newConnection.connect(self._on_visitors)
        if not self._server.listen(name):
            _log.warning("a second start can't be heard: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nobody any more; idempotent."""
        self._server.close()

    def _on_visitors(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.setReadBufferSize(LONGEST)
            visitor.readyRead.connect(self._on_said)
            visitor.disconnected.connect(visitor.deleteLater)

    def _on_said(self) -> None:
        from PyQt6.QtNetwork import QLocalSocket

        visitor = self.sender()
        if not isinstance(visitor, QLocalSocket):
            return
        said = visitor.read(LONGEST)
        visitor.abort()
        if said == RAISE:
            self._raise()

    def _raise(self) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()


def _ask_to_raise(directory: Path) -> None:
    from PyQt6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(directory))
    if socket.waitForConnected(WAIT_MS):
        socket.write(RAISE)
        socket.waitForBytesWritten(WAIT_MS)
        socket.disconnectFromServer()


def _name(directory: Path) -> str:
    return f"hoga-{hashlib.sha256(str(directory.resolve()).encode()).hexdigest()[:24]}"
