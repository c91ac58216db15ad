"""What waits for a coroutine callback: the newest of each symbol, or every one up to a bound."""

from __future__ import annotations

from collections import deque

from app.websocket_v6.events import DataType
from app.websocket_v6.wire import Frame

TRADE_BOUND = 10_000


class Mailbox:
    """Frames of one subscription in the order in which their callback will see them.

    Tickers, books and candles: a newer one takes the place of the waiting one of its symbol.
    Trades: each, up to `bound`; beyond it the oldest is dropped. Private events: each, always.
    """

    def __init__(self, data_type: DataType, bound: int = TRADE_BOUND) -> None:
        self._latest: dict[str, Frame] = {}
        self._queue: deque[Frame] = deque()
        self._conflates = data_type in (DataType.TICKER, DataType.ORDERBOOK, DataType.CANDLE)
        self._bound = None if data_type.is_private else bound
        self.conflated = 0
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._latest) + len(self._queue)

    def put(self, frame: Frame) -> None:
        """Let a frame wait."""
        if self._conflates:
            self.conflated += frame.symbol in self._latest
            self._latest[frame.symbol] = frame
            return
        self._queue.append(frame)
        if self._bound is not None and len(self._queue) > self._bound:
            self._queue.popleft()
            self.dropped += 1

    def take(self) -> Frame | None:
        """The next frame, or None when nothing waits."""
        if self._queue:
            return self._queue.popleft()
        for symbol in self._latest:
            return self._latest.pop(symbol)
        return None

    def clear(self) -> None:
        """Nothing waits any more."""
        self._latest.clear()
        self._queue.clear()
