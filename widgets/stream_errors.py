"""Tells in a notice what the exchange refused on its sockets: an error frame, or the keys."""

from __future__ import annotations

from PyQt6.QtCore import QObject

from app.clock import monotonic
from app.websocket_v6 import ConnectionState, ConnectionStatus, GlobalWebSocketManager, Side
from widgets.notices import Notices
from widgets.status import refusal_of, sentence_of

AGAIN_AFTER = 60.0  # seconds: an exchange that refuses in a row is told of once


class StreamErrors(QObject):
    """Hears the manager until `close`."""

    def __init__(self, manager: GlobalWebSocketManager, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._manager = manager
        self._notices = notices
        self._told: dict[str, float] = {}
        manager.on_refused.connect(self._on_refused)
        manager.on_status.connect(self._on_status)

    def close(self) -> None:
        """Say nothing any more."""
        self._manager.on_refused.disconnect(self._on_refused)
        self._manager.on_status.disconnect(self._on_status)

    def _on_refused(self, name: str) -> None:
        self._tell(refusal_of(name))

    def _on_status(self, status: ConnectionStatus) -> None:
        if status.side is Side.PRIVATE and status.state is ConnectionState.AUTH_FAILED:
            self._tell(sentence_of(status.reason))

    def _tell(self, sentence: str) -> None:
        now = monotonic()
        if now - self._told.get(sentence, -AGAIN_AFTER) >= AGAIN_AFTER:
            self._told[sentence] = now
            self._notices.warn(sentence)
