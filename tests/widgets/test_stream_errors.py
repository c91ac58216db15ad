"""What the exchange refuses on a socket is told once a minute, a block as a block."""

from __future__ import annotations

import pytest
from PyQt6.QtCore import QObject

from app.signals import Signal
from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from tests.widgets.test_in_flight import Told
from widgets import stream_errors
from widgets.status import refusal_of, sentence_of
from widgets.stream_errors import AGAIN_AFTER, StreamErrors


class Manager:
    """The two signals that are listened to."""

    def __init__(self) -> None:
        self.on_refused: Signal[str] = Signal("refused")
        self.on_status: Signal[ConnectionStatus] = Signal("status")


def test_each_sentence_once_a_minute(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    manager, told, parent, now = Manager(), Told(), QObject(), [1000.0]
    monkeypatch.setattr(stream_errors, "monotonic", lambda: now[0])
    listener = StreamErrors(manager, told, parent)  # type: ignore[arg-type]
    for _ in range(3):
        manager.on_refused.emit("I'm a teapot")
        manager.on_refused.emit("Too Many Requests")
    assert told.texts == [refusal_of("I'm a teapot"), refusal_of("Too Many Requests")]
    assert "막았습니다" in told.texts[0] and "teapot" not in told.texts[0]
    now[0] += AGAIN_AFTER
    manager.on_refused.emit("Too Many Requests")
    assert len(told.texts) == 3
    listener.close()
    manager.on_refused.emit("NO_CODES")
    assert len(told.texts) == 3


def test_refused_keys_are_told_of_the_private_side_alone(qapp: object) -> None:
    manager, told, parent = Manager(), Told(), QObject()
    listener = StreamErrors(manager, told, parent)  # type: ignore[arg-type]
    reason = "the exchange answered 401 to the keys"
    for side, state in (
        (Side.PUBLIC, ConnectionState.AUTH_FAILED),
        (Side.PRIVATE, ConnectionState.RECONNECTING),
    ):
        manager.on_status.emit(ConnectionStatus(side, state, reason))
    assert told.texts == []
    manager.on_status.emit(ConnectionStatus(Side.PRIVATE, ConnectionState.AUTH_FAILED, reason))
    assert told.texts == [sentence_of(reason)]
    listener.close()
