"""What several panels' tests share: a stream of market data that is delivered by hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from app.websocket_v6 import DataType, Event, Frame, Ticker
from app.websocket_v6.events import Milliseconds
from app.websocket_v6.wire import FrameReader

OnFrame = Callable[[Frame], None]
_BLANKS: dict[object, object] = {float: 0.0, int: 0, Milliseconds: 0, str: "", bool: False}


class Stream:
    """Stands in for the library: takes the panels' wishes and delivers events as frames from the wire.

    Attributes: `wishes` by client and type what is wished for now, `levels` the units that books are to be
    grouped by, `watched` how often anything was wished for, `closed` the clients that have ended.
    """

    def __init__(self) -> None:
        self.wishes: dict[tuple[str, DataType], tuple[tuple[str, ...], OnFrame]] = {}
        self.levels: dict[tuple[str, DataType], Decimal] = {}
        self.watched = 0
        self.closed: list[str] = []
        self._reader = FrameReader()

    def client(self, client_id: str) -> StreamClient:
        """Takes the place of WebSocketClient."""
        return StreamClient(self, client_id)

    @property
    def codes(self) -> tuple[str, ...]:
        """The markets that are wished for, each once."""
        return tuple(dict.fromkeys(code for symbols, _ in self.wishes.values() for code in symbols))

    def push(self, *events: Event) -> None:
        """Deliver each event to whoever wishes for it."""
        for event in events:
            frame = self._reader.read(msgspec.json.encode(event), time.monotonic())
            assert isinstance(frame, Frame)
            for wish, (symbols, on_frame) in tuple(self.wishes.items()):
                wanted = wish[1] is frame.data_type and frame.symbol in symbols
                if wanted and frame.level == float(self.levels.get(wish, 0)):
                    on_frame(frame)


class StreamClient:
    """One client's wishes on a `Stream`."""

    def __init__(self, stream: Stream, client_id: str) -> None:
        self._stream = stream
        self._id = client_id

    def watch(
        self,
        data_type: DataType,
        symbols: Sequence[str],
        on_frame: OnFrame,
        *,
        interval: str = "1m",
        level: Decimal = Decimal(0),
    ) -> None:
        self._stream.wishes[self._id, data_type] = tuple(symbols), on_frame
        self._stream.levels[self._id, data_type] = level
        self._stream.watched += 1

    def unwatch(self, data_type: DataType) -> None:
        self._stream.wishes.pop((self._id, data_type), None)

    def close(self) -> None:
        self._stream.closed.append(self._id)
        for wish in [wish for wish in self._stream.wishes if wish[0] == self._id]:
            del self._stream.wishes[wish]


def ticker(code: str, **told: Any) -> Ticker:
    """A ticker in which only what is told differs from nothing."""
    blank = {field.name: _BLANKS.get(field.type) for field in msgspec.structs.fields(Ticker)}
    return Ticker(**(blank | {"type": "ticker", "code": code, "stream_type": "REALTIME"} | told))
