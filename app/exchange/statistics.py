"""A market's figures of the UTC day, the last 24 hours and the last 52 weeks, from its bars alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from app.exchange.bars import Bar
from app.exchange.intervals import DAY, HOUR, MINUTE

_YEAR_DAYS = 364


class Bars(Protocol):
    """Where the bars come from."""

    def bars(self, length: int, begin: int, end: int) -> list[Bar]: ...


@dataclass(frozen=True, slots=True)
class LastTrade:
    """The newest execution: price and volume in 1e-8."""

    price: int
    volume: int
    side: str
    time_ms: int
    sequential_id: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a ticker tells beside the last trade: prices in 1e-8, volumes in 1e-8, turnovers in 1e-16."""

    opening: int
    high: int
    low: int
    prev_close: int
    volume: int
    value: int
    ask_volume: int
    bid_volume: int
    volume_24h: int
    value_24h: int
    highest: int
    highest_day: int
    lowest: int
    lowest_day: int


class Statistics:
    """Keeps what is costly to find again: yesterday's close, last year's extremes, the tail of yesterday."""

    def __init__(self, source: Bars, begin: int) -> None:
        self._source = source
        self._day = -1
        self._prev_close = 0
        self._extremes: tuple[int, int, int, int] | None = None
        self._tail_minute = -1
        self._tail = (0, 0)
        # Of the day that is under way at the start nobody recorded the sides: nearly a half.
        today = self._today(begin // DAY)
        self._sold_day = begin // DAY
        self._sold = today.volume * (46 + today.open // 1000 % 7) // 100 if today else 0

    def add(self, side: str, volume: int, second: int) -> None:
        """Count a live trade's volume by its taker's side."""
        if second // DAY != self._sold_day:
            self._sold_day, self._sold = second // DAY, 0
        if side == "ask":
            self._sold += volume

    def prev_close(self, second: int) -> int:
        """The close of the last UTC day that had trades."""
        day = second // DAY
        if day != self._day:
            bars = self._source.bars(DAY, (day - 10) * DAY, day * DAY)
            self._prev_close = bars[-1].close
            self._day = day
            self._extremes = None
        return self._prev_close

    def figures(self, second: int) -> Figures:
        """All figures at a moment (second since the epoch)."""
        close = self.prev_close(second)
        day = second // DAY
        today = self._today(day)
        # Before the first trade of a day everything stands at the previous close (protocol 9.30).
        bar = today or Bar(day * DAY, close, close, close, close, 0, 0, 0, 0)
        sold = self._sold if day == self._sold_day else 0
        tail_volume, tail_value = self._yesterday(second)
        high, high_day, low, low_day = self._year(day)
        if bar.high >= high:
            high, high_day = bar.high, day
        if bar.low <= low:
            low, low_day = bar.low, day
        return Figures(
            opening=bar.open,
            high=bar.high,
            low=bar.low,
            prev_close=close,
            volume=bar.volume,
            value=bar.value,
            ask_volume=sold,
            bid_volume=bar.volume - sold,
            volume_24h=bar.volume + tail_volume,
            value_24h=bar.value + tail_value,
            highest=high,
            highest_day=high_day,
            lowest=low,
            lowest_day=low_day,
        )

    def _today(self, day: int) -> Bar | None:
        bars = self._source.bars(DAY, day * DAY, (day + 1) * DAY)
        return bars[0] if bars else None

    def _yesterday(self, second: int) -> tuple[int, int]:
        """Volume and value between 24 hours ago, to the minute, and the last midnight."""
        minute = second // MINUTE
        if minute != self._tail_minute:
            since, midnight = (minute * MINUTE) - DAY, second - second % DAY
            hour = -(-since // HOUR) * HOUR
            parts = self._source.bars(MINUTE, since, min(hour, midnight)) + self._source.bars(
                HOUR, hour, midnight
            )
            self._tail = (sum(bar.volume for bar in parts), sum(bar.value for bar in parts))
            self._tail_minute = minute
        return self._tail

    def _year(self, day: int) -> tuple[int, int, int, int]:
        if self._extremes is None:
            bars = self._source.bars(DAY, (day - _YEAR_DAYS) * DAY, day * DAY)
            top = max(bars, key=lambda bar: bar.high)
            bottom = min(bars, key=lambda bar: bar.low)
            self._extremes = (top.high, top.start // DAY, bottom.low, bottom.start // DAY)
        return self._extremes
