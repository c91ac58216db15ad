"""Where an axis has its marks and what they say: prices by round steps, times by KST calendar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from PyQt6.QtCore import QCoreApplication

from app.market.candles import Interval
from widgets.format import KST, decimals_of

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A label of the time axis; `major` ones begin a new day, month or year."""

    bucket: int
    text: str
    major: bool


def price_step(low: float, high: float, count: int, tick: float = 0.0) -> float:
    """The round step (1, 2, 2.5 or 5 times a power of ten) that gives at most `count` marks.

    With a tick size it is a whole number of ticks: a mark is always a price that can be traded at.
    """
    rough = (high - low) / max(1, count)
    if not (rough > 0 and math.isfinite(rough)):
        return max(1.0, tick)
    power = 10.0 ** math.floor(math.log10(max(rough, tick)))
    for factor in (1.0, 2.0, 2.5, 5.0, 10.0, 20.0, 25.0, 50.0):
        step = factor * power
        if step >= max(rough, tick) * (1 - 1e-9) and (not tick or _is_whole(step / tick)):
            return step
    return 100.0 * power


def price_marks(low: float, high: float, count: int, tick: float = 0.0) -> tuple[list[float], int]:
    """The marks of a linear price axis between two prices, and the decimals they need."""
    step = price_step(low, high, count, tick)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)], decimals_of_step(step)


def log_marks(low: float, high: float, count: int, tick: float = 0.0) -> tuple[list[float], int]:
    """Marks that stand about evenly on a logarithmic axis: each is a round price near its place."""
    if not 0 < low < high:
        return [], 0
    if high / low < 1.5:
        return price_marks(low, high, count, tick)
    ratio = (high / low) ** (1 / max(1, count))
    marks: list[float] = []
    decimals, value = 0, low
    while value <= high * ratio:
        step = price_step(value, value * ratio, 2)
        mark = math.ceil(value / step - 1e-9) * step
        if mark <= high and (not marks or mark > marks[-1]):
            marks.append(mark)
            decimals = max(decimals, decimals_of_step(step))
        value = max(value, mark) * ratio
    return marks, decimals


def _is_whole(value: float) -> bool:
    return abs(value - round(value)) < 1e-6


@lru_cache(maxsize=256)
def decimals_of_step(step: float) -> int:
    """How many decimals a step needs (0.25 → 2)."""
    return decimals_of(Decimal(repr(step)).quantize(Decimal(1).scaleb(_exponent(step) - 2)))


@lru_cache(maxsize=1024)
def decimals_of_price(value: float) -> int:
    """How many decimals a price was sent with, eight at most."""
    return min(8, decimals_of(Decimal(repr(value)))) if math.isfinite(value) and value > 0 else 0


def _exponent(value: float) -> int:
    return math.floor(math.log10(value)) if value > 0 else 0


_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86400
# Seconds between marks; what is longer goes by months.
_SECONDS = (
    *(_SECOND * n for n in (1, 5, 10, 15, 30)),
    *(_MINUTE * n for n in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * n for n in (1, 2, 3, 4, 6, 12)),
    *(_DAY * n for n in (1, 2, 5, 10, 15)),
)
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MONTH = 30 * _DAY


def time_marks(interval: Interval, left: float, right: float, least: float) -> list[TimeMark]:
    """The marks between two bucket coordinates that stand at least `least` buckets apart."""
    seconds = _bucket_seconds(interval) * least
    step = next((s for s in _SECONDS if s >= seconds and s >= _bucket_seconds(interval)), 0)
    # From a few marks earlier on: whether a label begins a new day shows only beside the one before it.
    begin = _local(interval, math.floor(left - 3 * least) - 1)
    end = _local(interval, math.ceil(right))
    if step:
        moments = _by_seconds(begin, end, step)
    else:
        months = next((m for m in _MONTHS if m * _MONTH >= seconds), _MONTHS[-1])
        moments = _by_months(begin, end, months)
    return _labelled(interval, moments, left, right, least, by_day=not 0 < step < _DAY)


def _by_seconds(begin: datetime, end: datetime, step: int) -> list[datetime]:
    if step < _DAY:
        midnight = begin.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = midnight + timedelta(seconds=(begin - midnight).seconds // step * step)
        count = int((end - moment).total_seconds()) // step + 1
        return [moment + timedelta(seconds=step * number) for number in range(count + 1)]
    # Days are counted from the first of each month, so that marks stay where they are while scrolling.
    days, moments = step // _DAY, []
    day = date(begin.year, begin.month, 1)
    while day <= end.date():
        # A mark on the 31st right before the 1st would collide with it.
        if (day.day - 1) % days == 0 and (days == 1 or day.day <= 31 - days // 2):
            moments.append(datetime(day.year, day.month, day.day))
        day += timedelta(days=1)
    return moments


def _by_months(begin: datetime, end: datetime, months: int) -> list[datetime]:
    first = (begin.year * 12 + begin.month - 1) // months * months
    last = end.year * 12 + end.month
    return [datetime(number // 12, number % 12 + 1, 1) for number in range(first, last + 1, months)]


def _labelled(
    interval: Interval, moments: list[datetime], left: float, right: float, least: float, *, by_day: bool
) -> list[TimeMark]:
    marks: list[TimeMark] = []
    before: datetime | None = None
    for moment in moments:
        bucket = _bucket_from(interval, moment)
        start = _local(interval, bucket)
        text, major = _label(before, start, by_day)
        if left <= bucket <= right and (not marks or bucket - marks[-1].bucket >= least * 0.6):
            marks.append(TimeMark(bucket, text, major))
        before = start
    return marks


def _label(before: datetime | None, start: datetime, by_day: bool) -> tuple[str, bool]:
    if before is None or start.year != before.year:
        return f"{start.year}", True
    if start.month != before.month:
        return _months()[start.month - 1], True
    if start.day != before.day:
        return translate("Chart", "{0}일").format(start.day), not by_day
    return start.strftime("%H:%M:%S" if start.second else "%H:%M"), False


def _months() -> list[str]:
    return translate("Chart", "1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월").split()


def dated(interval: Interval, mark: TimeMark) -> TimeMark:
    """The mark with its date before the time."""
    start = _local(interval, mark.bucket)
    return TimeMark(mark.bucket, f"{start.month}/{start.day} {mark.text}", major=True)


def moment_text(interval: Interval, bucket: int) -> str:
    """A bucket's beginning in full, as the cross-hair shows it."""
    start = _local(interval, bucket)
    if interval is Interval.YEAR:
        return translate("Chart", "{0}년").format(start.year)
    if interval is Interval.MONTH:
        return translate("Chart", "{0}년 {1}월").format(start.year, start.month)
    weekdays = translate("Chart", "월 화 수 목 금 토 일").split()
    day = f"{start:%Y-%m-%d} ({weekdays[start.weekday()]})"
    if interval in (Interval.DAY, Interval.WEEK):
        return day
    return f"{day} {start:%H:%M:%S}" if interval is Interval.SECOND else f"{day} {start:%H:%M}"


def remaining_text(interval: Interval, now_ms: int) -> str | None:
    """The time until the running bar closes; None where counting down makes no sense."""
    if interval is Interval.SECOND:
        return None
    end = interval.start_ms(interval.bucket(now_ms) + 1)
    seconds = max(0, math.ceil((end - now_ms) / 1000))
    days, rest = divmod(seconds, _DAY)
    clock = f"{rest // 3600:02}:{rest % 3600 // 60:02}:{rest % 60:02}"
    if days:
        return translate("Chart", "{0}일 {1}").format(days, clock[:5])
    return clock if seconds >= 3600 else clock[3:]


def _bucket_seconds(interval: Interval) -> int:
    length = interval.length_ms
    if length is not None:
        return length // 1000
    return 365 * _DAY if interval is Interval.YEAR else _MONTH


def _is_daily(interval: Interval) -> bool:
    return not interval.is_streamed


def _local(interval: Interval, bucket: int) -> datetime:
    """The beginning of a bucket in Korea, without zone; a UTC day is the Korean date it begins on."""
    earliest, latest = _calendar(interval)
    bucket = min(latest, max(earliest, bucket))
    moment = datetime.fromtimestamp(interval.start_ms(bucket) / 1000, UTC)
    return (moment if _is_daily(interval) else moment.astimezone(KST)).replace(tzinfo=None)


@cache
def _calendar(interval: Interval) -> tuple[int, int]:
    """The buckets between which times are told: far zoomed out, an axis reaches beyond all calendars."""
    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) * 1000 for year in (1900, 2200))
    return interval.bucket(first), interval.bucket(last)


def _bucket_from(interval: Interval, moment: datetime) -> int:
    """The first bucket that begins at or after a local moment."""
    aware = moment.replace(tzinfo=UTC if _is_daily(interval) else KST)
    return interval.bucket(int(aware.timestamp()) * 1000 - 1) + 1
