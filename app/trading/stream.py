"""What the broker needs of the private stream, so that tests can give it another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from app.websocket_v6.events import DataType


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
