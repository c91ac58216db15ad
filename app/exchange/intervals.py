"""Candle intervals: where a bucket begins and ends, all in seconds since the epoch, UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

SECOND = 1
MINUTE = 60
HOUR = 3600
DAY = 86400

# The intervals of a fixed length; the calendar ones (week, month, year) are folded from days.
FIXED: dict[str, int] = {
    "1s": SECOND,
    **{f"{minutes}m": minutes * MINUTE for minutes in (1, 3, 5, 10, 15, 30, 60, 240)},
    "1d": DAY,
}
CALENDAR = ("1w", "1M", "1y")
STREAMED = tuple(name for name in FIXED if name != "1d")
"""The intervals that the WebSocket serves."""

_MONDAY = 4 * DAY  # the epoch was a Thursday; this is the first Monday after it


def bucket_start(interval: str, second: int) -> int:
    """The start of the bucket that holds a second."""
    length = FIXED.get(interval)
    if length is not None:
        return second - second % length
    if interval == "1w":
        return second - (second - _MONDAY) % (7 * DAY)
    moment = datetime.fromtimestamp(second, UTC)
    first = datetime(moment.year, moment.month if interval == "1M" else 1, 1, tzinfo=UTC)
    return int(first.timestamp())


def next_start(interval: str, start: int) -> int:
    """The start of the bucket after the one that begins at `start`."""
    length = FIXED.get(interval)
    if length is not None:
        return start + length
    if interval == "1w":
        return start + 7 * DAY
    # Far enough to be inside the next month or year, whatever its length.
    return bucket_start(interval, start + (32 if interval == "1M" else 367) * DAY)


def base_length(interval: str) -> int:
    """The length of the finer candles an interval is folded from (seconds)."""
    length = FIXED.get(interval, DAY)
    return max(base for base in (SECOND, MINUTE, HOUR, DAY) if base <= length)


_EPOCH = datetime(1970, 1, 1)


def utc_text(second: int) -> str:
    """`yyyy-MM-ddTHH:mm:ss` in UTC, as candles spell it."""
    return (_EPOCH + timedelta(seconds=second)).isoformat()


def kst_text(second: int) -> str:
    """`yyyy-MM-ddTHH:mm:ss` in Korean time, as candles spell it."""
    return (_EPOCH + timedelta(seconds=second + 9 * HOUR)).isoformat()
