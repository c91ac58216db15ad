"""A panel's only door to live market data: conflates and hands over one batch a frame."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QWidget

from app.websocket_v6 import DataType, DecodeError, Frame, Trade, WebSocketClient
from widgets.frame_clock import FrameClock
from widgets.profiler import PROFILER

_suffix = [""]


@contextmanager
def named(suffix: str) -> Iterator[None]:
    """Feeds made inside have that at the end of their names: a second panel of a kind is another client."""
    _suffix.append(suffix)
    try:
        yield
    finally:
        _suffix.pop()


class Batch:
    """What changed since the last frame; decoded here and now, so a superseded book never is.

    Attributes: `decoded_at` when the last of it was decoded, in seconds of `time.perf_counter`.
    """

    def __init__(self, latest: dict[DataType, dict[str, Frame]], tail: Sequence[Frame]) -> None:
        self._latest = latest
        self._tail = tail
        self.decoded_at = time.perf_counter()

    def latest(self, data_type: DataType) -> dict[str, Any]:
        """The newest event per symbol of a type; empty when nothing of it changed."""
        frames = self._latest.get(data_type)
        if not frames:
            return {}
        events = {symbol: event for symbol, frame in frames.items() if (event := _event(frame)) is not None}
        self.decoded_at = time.perf_counter()
        return events

    @property
    def trades(self) -> list[Trade]:
        """Every trade since the last batch, in wire order."""
        if not self._tail:
            return []
        events = [event for frame in self._tail if (event := _event(frame)) is not None]
        self.decoded_at = time.perf_counter()
        return events

    def received_at(self, data_type: DataType) -> float | None:
        """When the newest frame of a type was received, in monotonic seconds; None without one."""
        frames = self._tail if data_type is DataType.TRADE else self._latest.get(data_type, {}).values()
        return max((frame.received_at for frame in frames), default=None)

    def received_before(self, data_type: DataType, moment: float) -> frozenset[str]:
        """The symbols of a type whose newest frame was received before then, in monotonic seconds."""
        frames = self._latest.get(data_type, {})
        return frozenset(symbol for symbol, frame in frames.items() if frame.received_at < moment)


class Feed(QObject):
    """Owns one client of the shared manager and conflates for one panel.

    Books, tickers and candles: the newest per symbol. Trades: each one, up to `tail` between two
    frames (a hidden panel keeps the newest `tail`).

    Signals:
        flushed(Batch): at most once a frame, only while the panel is visible
    """

    flushed = pyqtSignal(object)

    def __init__(self, name: str, frame_clock: FrameClock, panel: QWidget, *, tail: int = 0) -> None:
        super().__init__(panel)
        self._client = WebSocketClient(name + _suffix[-1])
        self._latest: dict[DataType, dict[str, Frame]] = {}
        self._tail: deque[Frame] = deque(maxlen=tail)
        self._waiting_since: float | None = None  # when the first frame after a flush was received
        self._frame_clock = frame_clock
        self._beat = frame_clock.join(self._flush, panel)

    def watch(
        self,
        data_type: DataType,
        symbols: Sequence[str],
        *,
        interval: str = "1m",
        level: Decimal = Decimal(0),
    ) -> None:
        """Wish for these symbols of a type instead of the earlier ones; no late event of those comes."""
        self._forget(data_type)
        self._client.watch(data_type, list(symbols), self._on_frame, interval=interval, level=level)

    def unwatch(self, data_type: DataType) -> None:
        """Wish for nothing of that type any more."""
        self._forget(data_type)
        self._client.unwatch(data_type)

    def close(self) -> None:
        """End the client and deliver nothing more; idempotent."""
        self._beat.close()
        self._client.close()
        self._latest.clear()
        self._tail.clear()

    def _forget(self, data_type: DataType) -> None:
        self._latest.pop(data_type, None)
        if data_type is DataType.TRADE:
            self._tail.clear()

    def _on_frame(self, frame: Frame) -> None:
        if frame.data_type is DataType.TRADE:
            self._tail.append(frame)
        else:
            self._latest.setdefault(frame.data_type, {})[frame.symbol] = frame
        if self._waiting_since is None:
            # Once until the flush: marking again with each of twenty thousand frames would change nothing.
            self._waiting_since = frame.received_at
            self._beat.mark()

    def _flush(self) -> None:
        since, self._waiting_since = self._waiting_since, None
        if not self._latest and not self._tail:
            return
        batch, self._latest = Batch(self._latest, tuple(self._tail)), {}
        self._tail.clear()
        self.flushed.emit(batch)
        if since is not None:
            # What came while the panel was hidden could be seen only since it was shown.
            waited = self._frame_clock.note_waited(max(since, self._beat.shown_at))
            if (profile := PROFILER.profile) is not None:
                now = time.perf_counter()
                profile.handed_over(self._beat.panel, now - waited, batch.decoded_at, now)


def _event(frame: Frame) -> Any:
    try:
        return frame.event()
    except DecodeError:
        # The library has counted and logged it; the panel keeps what it shows.
        return None
