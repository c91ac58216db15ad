"""A chart without an exchange: its requests are remembered, its pages and frames are handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from app.market.candles import Candle, Interval
from app.market.history import OnPage, OnTrouble, Page
from app.websocket_v6 import Candle as CandleEvent
from app.websocket_v6 import DataType, Frame, Ticker
from widgets.chart import ChartPanel

NOW = 1_790_133_435_000  # 2026-09-23 03:17:15 UTC
MINUTE = 60_000


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def monotonic(self) -> float:
        return self.now / 1000

    def time_ms(self) -> int:
        return self.now

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("a chart does not sleep")


@dataclass
class Request:
    """What a chart asked its history for."""

    market: str
    interval: Interval
    on_page: OnPage
    on_trouble: OnTrouble
    before_ms: int | None = None
    back_to_ms: int | None = None


class Reader:
    """Both halves of a history: hands itself out, remembers requests, answers when told to."""

    def __init__(self) -> None:
        self.newest_requests: list[Request] = []
        self.older_requests: list[Request] = []
        self.is_reading_older = False
        self.stops = 0

    def open(self) -> Reader:
        return self

    def newest(
        self,
        market: str,
        interval: Interval,
        on_page: OnPage,
        on_trouble: OnTrouble,
        *,
        back_to_ms: Any = None,
    ) -> None:
        self.newest_requests.append(Request(market, interval, on_page, on_trouble, None, back_to_ms))

    def older(
        self, market: str, interval: Interval, before_ms: int, on_page: OnPage, on_trouble: OnTrouble
    ) -> None:
        self.is_reading_older = True
        self.older_requests.append(Request(market, interval, on_page, on_trouble, before_ms))

    def stop(self) -> None:
        self.stops += 1
        self.is_reading_older = False

    def answer(self, candles: list[Candle], *, exhausted: bool = False, joined: bool = True) -> None:
        request = self.newest_requests[-1]
        page = Page(request.market, request.interval, tuple(candles), None, exhausted, joined)
        request.on_page(page)

    def answer_older(self, candles: list[Candle], *, exhausted: bool = False) -> None:
        request = self.older_requests[-1]
        self.is_reading_older = False
        page = Page(request.market, request.interval, tuple(candles), request.before_ms, exhausted)
        request.on_page(page)


class Client:
    """Stands in for the library's client; `push` delivers what is wished for."""

    def __init__(self, client_id: str) -> None:
        self.wishes: dict[DataType, tuple[list[str], str]] = {}
        self.receivers: dict[DataType, Callable[[Frame], None]] = {}
        self.closed = False

    def watch(
        self, data_type: DataType, symbols: Any, on_frame: Any, *, interval: str = "1m", level: Any = 0
    ) -> None:
        self.wishes[data_type] = (list(symbols), interval)
        self.receivers[data_type] = on_frame

    def unwatch(self, data_type: DataType) -> None:
        self.wishes.pop(data_type, None)
        self.receivers.pop(data_type, None)

    def close(self) -> None:
        self.closed = True
        self.wishes.clear()
        self.receivers.clear()


class DecodedFrame:
    """A frame whose event is known already."""

    is_snapshot = False
    interval = None

    def __init__(self, data_type: DataType, event: Any, received_at: float) -> None:
        self.data_type = data_type
        self.received_at = received_at
        self.symbol = event.code
        self._event = event

    def event(self) -> Any:
        return self._event


@dataclass
class Chart:
    """A shown chart with its surroundings."""

    panel: ChartPanel
    reader: Reader
    clock: Clock
    clients: list[Client] = field(default_factory=list)

    @property
    def client(self) -> Client:
        return self.clients[-1]

    def push(self, data_type: DataType, event: Any) -> None:
        """A frame arrives and the frame clock ticks."""
        self.deliver(data_type, event)
        self.panel._feed._flush()

    def deliver(self, data_type: DataType, event: Any) -> None:
        """A frame arrives between two ticks."""
        frame = DecodedFrame(data_type, event, self.clock.monotonic())
        self.client.receivers[data_type](frame)  # type: ignore[arg-type]


def candles(count: int, *, last: int = NOW // MINUTE, close: float = 100.0) -> list[Candle]:
    """So many minute candles up to `last`, rising by one a minute."""
    return [
        Candle(b * MINUTE, close, close + 2, close - 1, close + (b - last) / 10, 1.0, b * MINUTE + 1)
        for b in range(last - count + 1, last + 1)
    ]


def frame(bucket: int, close: float, *, code: str = "KRW-BTC", stamp: int | None = None) -> CandleEvent:
    """A live minute candle whose prices are all the same."""
    start = datetime.fromtimestamp(bucket * 60, UTC).replace(tzinfo=None).isoformat()
    stamp = bucket * MINUTE + 2 if stamp is None else stamp
    return CandleEvent(
        "candle.1m", code, start, start, close, close, close, close, 1.0, close, stamp, "REALTIME"
    )


def ticker(
    price: float,
    *,
    code: str = "KRW-BTC",
    time_ms: int = NOW,
    open: float = 100.0,
    high: float = 100.0,
    low: float = 100.0,
    volume: float = 1.0,
    previous: float = 98.0,
    traded: float = 0.1,
) -> Ticker:
    """A live ticker."""
    return Ticker(
        type="ticker",
        code=code,
        opening_price=open,
        high_price=high,
        low_price=low,
        trade_price=price,
        prev_closing_price=previous,
        change="RISE",
        change_price=abs(price - previous),
        signed_change_price=price - previous,
        change_rate=0.0,
        signed_change_rate=0.0,
        trade_volume=traded,
        acc_trade_volume=volume,
        acc_trade_volume_24h=volume,
        acc_trade_price=0.0,
        acc_trade_price_24h=0.0,
        trade_date="20260923",
        trade_time="031715",
        trade_timestamp=time_ms,
        ask_bid="BID",
        acc_ask_volume=0.0,
        acc_bid_volume=0.0,
        highest_52_week_price=price,
        highest_52_week_date="2026-09-23",
        lowest_52_week_price=price,
        lowest_52_week_date="2026-09-23",
        market_state="ACTIVE",
        timestamp=time_ms + 20,
        stream_type="REALTIME",
    )
