"""Candle series: bucket arithmetic, the merge of pages and live updates, flat filling of silent buckets."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]

_SECOND = 1000
_MINUTE = 60 * _SECOND
_DAY = 24 * 60 * _MINUTE
_WEEK = 7 * _DAY
# The epoch was a Thursday: weeks begin on the Monday three days earlier.
_FIRST_MONDAY = -3 * _DAY


class Interval(StrEnum):
    """The lengths of a candle that Upbit knows; all buckets are aligned in UTC."""

    SECOND = "1s"
    MINUTE = "1m"
    MINUTES_3 = "3m"
    MINUTES_5 = "5m"
    MINUTES_10 = "10m"
    MINUTES_15 = "15m"
    MINUTES_30 = "30m"
    HOUR = "60m"
    HOURS_4 = "240m"
    DAY = "1d"
    WEEK = "1w"
    MONTH = "1M"
    YEAR = "1y"

    @property
    def length_ms(self) -> int | None:
        """Milliseconds of a bucket; None for months and years, whose lengths differ."""
        return _LENGTHS.get(self)

    @property
    def is_streamed(self) -> bool:
        """Whether Upbit's WebSocket has candles of this length (none is longer than 240 minutes)."""
        return self.value[-1] in "sm"

    def bucket(self, time_ms: int) -> int:
        """The number of the bucket that holds a time; neighbouring buckets have neighbouring numbers."""
        length = _LENGTHS.get(self)
        if length is not None:
            return (time_ms - self._origin) // length
        moment = datetime.fromtimestamp(time_ms / 1000, UTC)
        if self is Interval.YEAR:
            return moment.year - 1970
        return (moment.year - 1970) * 12 + moment.month - 1

    def start_ms(self, bucket: int) -> int:
        """When a bucket begins, in ms since the epoch."""
        length = _LENGTHS.get(self)
        if length is not None:
            return bucket * length + self._origin
        months = bucket * (12 if self is Interval.YEAR else 1)
        first = datetime(1970 + months // 12, months % 12 + 1, 1, tzinfo=UTC)
        return int(first.timestamp()) * 1000

    def buckets(self, times_ms: Integers) -> Integers:
        """`bucket` of a whole column."""
        length = _LENGTHS.get(self)
        if length is not None:
            return (times_ms - self._origin) // length
        unit = "datetime64[Y]" if self is Interval.YEAR else "datetime64[M]"
        return times_ms.astype("datetime64[ms]").astype(unit).astype(np.int64)

    @property
    def _origin(self) -> int:
        return _FIRST_MONDAY if self is Interval.WEEK else 0


_LENGTHS = {
    Interval.SECOND: _SECOND,
    **{Interval(f"{n}m"): n * _MINUTE for n in (1, 3, 5, 10, 15, 30, 60, 240)},
    Interval.DAY: _DAY,
    Interval.WEEK: _WEEK,
}


@dataclass(frozen=True, slots=True)
class Candle:
    """One bucket: prices in the quote currency, volume in the base currency, times in ms UTC.

    stamp: when the newest tick in it happened. filled: nobody traded; a flat copy of the close before.
    """

    start_ms: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    stamp: int
    filled: bool = False


@dataclass(frozen=True, slots=True)
class DayState:
    """The running UTC day as a ticker tells it; `time_ms` is the time of the last trade."""

    open: float
    high: float
    low: float
    close: float
    volume: float
    time_ms: int


class CandleRow(Protocol):
    """A candle with Upbit's field names, from REST or from the stream."""

    @property
    def candle_date_time_utc(self) -> str: ...
    @property
    def opening_price(self) -> float: ...
    @property
    def high_price(self) -> float: ...
    @property
    def low_price(self) -> float: ...
    @property
    def trade_price(self) -> float: ...
    @property
    def candle_acc_trade_volume(self) -> float: ...
    @property
    def timestamp(self) -> int: ...


def utc_ms(text: str) -> int:
    """The ms of `yyyy-MM-ddTHH:mm:ss`, which is UTC without saying so; ValueError when it is no date."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def candle_of(row: CandleRow) -> Candle | None:
    """The candle of a row, or None when its date is none or a number no price: charts draw no nonsense."""
    prices = (row.opening_price, row.high_price, row.low_price, row.trade_price)
    volume = row.candle_acc_trade_volume
    if not all(math.isfinite(price) and price > 0 for price in prices):
        return None
    if not (math.isfinite(volume) and volume >= 0):
        return None
    try:
        start_ms = utc_ms(row.candle_date_time_utc)
    except ValueError:
        return None
    return Candle(start_ms, *prices, volume, row.timestamp)


def candles_of(rows: Iterable[CandleRow]) -> list[Candle]:
    """The usable candles of some rows, in their order."""
    return [candle for row in rows if (candle := candle_of(row)) is not None]


_BUCKET, _OPEN, _HIGH, _LOW, _CLOSE, _VOLUME, _STAMP = range(7)


class CandleSeries:
    """The traded candles of one market and interval, oldest first, one a bucket.

    Whatever the order in which pages and live candles come, the newest stamp of a bucket wins, and of
    equal stamps the later arrival. Silent buckets take no space: `at` and `dense` fill them.
    `version` changes with every change, `closed_version` with those to any but the newest candle,
    `page_version` with those that are more than live candles at the end.
    """

    def __init__(self, interval: Interval) -> None:
        self.interval = interval
        self.version = 0
        self.closed_version = 0
        self.page_version = 0
        self._size = 0
        self._columns: Floats = np.empty((7, 256))
        self._days: _DayVolume | None = None

    def __len__(self) -> int:
        return self._size

    def __repr__(self) -> str:
        return f"<CandleSeries {self.interval} candles={self._size} version={self.version}>"

    @property
    def buckets(self) -> Floats:
        """The bucket numbers, rising; whole numbers."""
        return self._column(_BUCKET)

    @property
    def opens(self) -> Floats:
        return self._column(_OPEN)

    @property
    def highs(self) -> Floats:
        return self._column(_HIGH)

    @property
    def lows(self) -> Floats:
        return self._column(_LOW)

    @property
    def closes(self) -> Floats:
        return self._column(_CLOSE)

    @property
    def volumes(self) -> Floats:
        return self._column(_VOLUME)

    @property
    def first_bucket(self) -> int | None:
        """The oldest bucket that was traded in."""
        return int(self._columns[_BUCKET, 0]) if self._size else None

    @property
    def last_bucket(self) -> int | None:
        """The newest bucket that was traded in."""
        return int(self._columns[_BUCKET, self._size - 1]) if self._size else None

    @property
    def last(self) -> Candle | None:
        """The newest candle."""
        return self._candle(self._size - 1) if self._size else None

    def at(self, bucket: int) -> Candle | None:
        """The candle of a bucket: filled flat where nobody traded, None before the first one."""
        index = int(np.searchsorted(self.buckets, bucket, side="right")) - 1
        if index < 0:
            return None
        candle = self._candle(index)
        if int(self._columns[_BUCKET, index]) == bucket:
            return candle
        close, start = candle.close, self.interval.start_ms(bucket)
        return Candle(start, close, close, close, close, 0.0, candle.stamp, filled=True)

    def dense(self, first: int, last: int) -> tuple[Floats, NDArray[np.bool_]]:
        """Rows open, high, low, close, volume of the buckets first…last, and which of them are filled.

        Buckets before the first traded one are left out.
        """
        if not self._size or last < (oldest := int(self._columns[_BUCKET, 0])):
            return np.empty((5, 0)), np.empty(0, dtype=np.bool_)
        wanted = np.arange(max(first, oldest), last + 1, dtype=np.float64)
        index = np.searchsorted(self.buckets, wanted, side="right") - 1
        rows = self._columns[_OPEN : _VOLUME + 1, index]
        filled = self.buckets[index] != wanted
        rows[0:4, filled] = rows[3, filled]
        rows[4, filled] = 0.0
        return rows, filled

    def merge(self, candles: Iterable[Candle]) -> bool:
        """Take in a page (in any order) or live candles; whether anything changed."""
        candles = list(candles)
        if len(candles) == 1 and self._size:
            bucket = self.interval.bucket(candles[0].start_ms)
            if bucket >= self._columns[_BUCKET, self._size - 1]:
                return self._put_last(bucket, candles[0])
        return bool(candles) and self._merge_columns(_columns(self.interval, candles))

    def touch(self, price: float, volume: float, time_ms: int) -> bool:
        """Let the newest trade move the running candle ahead of its own frame; whether it did.

        A bucket's first trade opens its candle. Only newer trades count, and nothing is opened while
        the series is empty: before the first page there is nothing to go on from.
        """
        last = self.last
        if last is None or time_ms <= last.stamp or not (math.isfinite(price) and price > 0):
            return False
        bucket, newest = self.interval.bucket(time_ms), self.interval.bucket(last.start_ms)
        if bucket < newest:
            return False
        if bucket > newest:
            start = self.interval.start_ms(bucket)
            return self._put_last(bucket, Candle(start, price, price, price, price, volume, time_ms))
        high, low = max(last.high, price), min(last.low, price)
        return self._put_last(
            bucket, Candle(last.start_ms, last.open, high, low, price, last.volume, time_ms)
        )

    def apply_day(self, day: DayState) -> bool:
        """Update the running candle of a day or longer from a ticker; whether anything changed."""
        bucket = self.interval.bucket(day.time_ms)
        last = self.last
        if last is None or bucket < self.interval.bucket(last.start_ms) or day.time_ms <= last.stamp:
            return False
        start = self.interval.start_ms(bucket)
        if self.interval is Interval.DAY:
            candle = Candle(start, day.open, day.high, day.low, day.close, day.volume, day.time_ms)
            return self._put_last(bucket, candle)
        running = last if last.start_ms == start else None
        if running is None and Interval.DAY.bucket(day.time_ms) != Interval.DAY.bucket(start):
            # The period began on a day nobody told us about: only a page can say how.
            return False
        if self._days is None or self._days.bucket != bucket:
            before = running.volume - day.volume if running else 0.0
            self._days = _DayVolume(bucket, Interval.DAY.bucket(day.time_ms), max(0.0, before), day.volume)
        self._days = self._days.advanced(Interval.DAY.bucket(day.time_ms), day.volume)
        return self._put_last(bucket, self._days.grown(running, start, day))

    def _column(self, row: int) -> Floats:
        return self._columns[row, : self._size]

    def _candle(self, index: int) -> Candle:
        bucket, opening, high, low, close, volume, stamp = self._columns[:, index].tolist()
        start = self.interval.start_ms(int(bucket))
        return Candle(start, opening, high, low, close, volume, int(stamp))

    def _put_last(self, bucket: int, candle: Candle) -> bool:
        index = self._size - 1
        if bucket > self._columns[_BUCKET, index]:
            index += 1
        elif candle.stamp < self._columns[_STAMP, index]:
            return False
        row = _row(bucket, candle)
        if index < self._size and self._columns[:, index].tolist() == row:
            return False
        self._reserve(index + 1)
        self._columns[:, index] = row
        self.closed_version += index == self._size
        self._size = index + 1
        self.version += 1
        return True

    def _merge_columns(self, fresh: Floats) -> bool:
        both = np.concatenate((self._columns[:, : self._size], fresh), axis=1)
        # Stable: of equal buckets and stamps the later arrival stays behind, and the last one is kept.
        both = both[:, np.lexsort((both[_STAMP], both[_BUCKET]))]
        keep = np.append(both[_BUCKET, 1:] != both[_BUCKET, :-1], True)
        merged = both[:, keep]
        if np.array_equal(merged, self._columns[:, : self._size]):
            return False
        if self._days is not None and merged[_STAMP, -1] != self._columns[_STAMP, self._size - 1]:
            # A page knows the running period better than our sum of days: start from its volume again.
            self._days = None
        self._size = merged.shape[1]
        self._columns = merged
        self.version += 1
        self.closed_version += 1
        self.page_version += 1
        return True

    def _reserve(self, size: int) -> None:
        capacity = self._columns.shape[1]
        if size > capacity:
            grown = np.empty((7, max(256, 2 * capacity)))
            grown[:, : self._size] = self._columns[:, : self._size]
            self._columns = grown


@dataclass(frozen=True, slots=True)
class _DayVolume:
    """How much of a running week, month or year was traded before its running day."""

    bucket: int
    day: int
    before: float
    today: float

    def advanced(self, day: int, volume: float) -> _DayVolume:
        """The same after a ticker of `day`; a new day adds the finished one to what was before."""
        before = self.before + self.today if day > self.day else self.before
        return _DayVolume(self.bucket, day, before, volume)

    def grown(self, running: Candle | None, start_ms: int, day: DayState) -> Candle:
        """The period's candle with the day in it."""
        volume = self.before + self.today
        if running is None:
            return Candle(start_ms, day.open, day.high, day.low, day.close, volume, day.time_ms)
        high, low = max(running.high, day.high), min(running.low, day.low)
        return Candle(start_ms, running.open, high, low, day.close, volume, day.time_ms)


def _row(bucket: int, candle: Candle) -> list[float]:
    return [
        float(bucket),
        candle.open,
        candle.high,
        candle.low,
        candle.close,
        candle.volume,
        float(candle.stamp),
    ]


def _columns(interval: Interval, candles: list[Candle]) -> Floats:
    rows = np.array([_row(0, candle) for candle in candles]).T
    starts = np.array([candle.start_ms for candle in candles], dtype=np.int64)
    rows[_BUCKET] = interval.buckets(starts)
    return np.ascontiguousarray(rows)
