"""What the broker needs of the private stream, so that tests can give it another one."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Protocol

from app.errors import WebSocketError
from app.websocket_v6.events import DataType

_log = logging.getLogger(__name__)


class PrivateStream(Protocol):
    """What the broker needs of a WebSocketClient."""

    def watch(
        self,
        data_type: DataType,
        symbols: Sequence[str],
        on_frame: Callable[..., None],
    ) -> None: ...

    def unwatch(self, data_type: DataType) -> None: ...

    def close(self) -> None: ...


class EventFrame(Protocol):
    """What the broker needs of a frame."""

    def event(self) -> object: ...


def event_of(frame: EventFrame) -> object | None:
    """What the frame tells; None when it can't be read."""
    try:
        return frame.event()
    except WebSocketError as error:
        _log.warning("a private event is unreadable: %s", error)
        return None
