"""The chart's feed: like every panel's, but no candle frame of a finished bucket is conflated away."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from decimal import Decimal

from PyQt6.QtWidgets import QWidget

from app.websocket_v6 import Candle, DataType, DecodeError, Frame
from widgets.feed import Feed
from widgets.frame_clock import FrameClock

# A candle stream sends one frame a second: this is a few minutes of a hidden chart.
_KEPT = 256


class CandleFeed(Feed):
    """Keeps every candle frame between two flushes: the last state of a bucket is never repeated."""

    def __init__(self, name: str, frame_clock: FrameClock, panel: QWidget) -> None:
        super().__init__(name, frame_clock, panel)
        self._candles: deque[Frame] = deque(maxlen=_KEPT)
        self._overflowed = False

    def watch(
        self,
        data_type: DataType,
        symbols: Sequence[str],
        *,
        interval: str = "1m",
        level: Decimal = Decimal(0),
    ) -> None:
        self._drop_candles(data_type)
        super().watch(data_type, symbols, interval=interval, level=level)

    def unwatch(self, data_type: DataType) -> None:
        self._drop_candles(data_type)
        super().unwatch(data_type)

    def take_candles(self) -> tuple[list[Candle], bool]:
        """The candles since the last call in wire order, and whether earlier ones were lost."""
        events = [event for frame in self._candles if (event := _candle(frame)) is not None]
        lost, self._overflowed = self._overflowed, False
        self._candles.clear()
        return events, lost

    def close(self) -> None:
        self._candles.clear()
        super().close()

    def _on_frame(self, frame: Frame) -> None:
        if frame.data_type is DataType.CANDLE:
            self._overflowed |= len(self._candles) == _KEPT
            self._candles.append(frame)
        super()._on_frame(frame)

    def _drop_candles(self, data_type: DataType) -> None:
        if data_type is DataType.CANDLE:
            self._candles.clear()
            self._overflowed = False


def _candle(frame: Frame) -> Candle | None:
    try:
        event = frame.event()
    except DecodeError:
        return None
    return event if isinstance(event, Candle) else None
