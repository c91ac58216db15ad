import math
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market.candles import Candle, CandleSeries, DayState, Interval, candle_of, candles_of, utc_ms
from app.upbit import CandleRow

MINUTE = 60_000
DAY = 24 * 60 * MINUTE
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda d: d.replace(tzinfo=UTC))


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def begin_by_calendar(interval: Interval, moment: datetime) -> datetime:
    """The beginning of a bucket, worked out with the datetime module alone."""
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    match interval:
        case Interval.DAY:
            return midnight
        case Interval.WEEK:
            return midnight - timedelta(days=midnight.weekday())
        case Interval.MONTH:
            return midnight.replace(day=1)
        case Interval.YEAR:
            return midnight.replace(month=1, day=1)
    assert interval.length_ms is not None
    length = timedelta(milliseconds=interval.length_ms)
    return midnight + (moment - midnight) // length * length


@given(st.sampled_from(Interval), MOMENTS)
def test_a_bucket_begins_where_the_calendar_says(interval: Interval, moment: datetime) -> None:
    bucket = interval.bucket(ms(moment))
    assert interval.start_ms(bucket) == ms(begin_by_calendar(interval, moment))
    assert interval.bucket(interval.start_ms(bucket + 1) - 1) == bucket
    assert interval.bucket(interval.start_ms(bucket + 1)) == bucket + 1


@given(st.sampled_from(Interval), st.lists(MOMENTS, min_size=1, max_size=20))
def test_a_column_of_times_gets_the_same_buckets(interval: Interval, moments: list[datetime]) -> None:
    times = [ms(moment) for moment in moments]
    column = interval.buckets(np.array(times, dtype=np.int64))
    assert column.tolist() == [interval.bucket(time) for time in times]


@pytest.mark.parametrize("interval", list(Interval))
def test_streamed_are_those_that_upbit_has_candle_streams_for(interval: Interval) -> None:
    assert interval.is_streamed == (interval.value not in ("1d", "1w", "1M", "1y"))


def candle(bucket: int, close: float = 100.0, stamp: int = 0, **changes: float) -> Candle:
    values = {"open": close, "high": close, "low": close, "volume": 1.0} | changes
    return Candle(
        bucket * MINUTE, values["open"], values["high"], values["low"], close, values["volume"], stamp
    )


def series_of(*candles: Candle, interval: Interval = Interval.MINUTE) -> CandleSeries:
    series = CandleSeries(interval)
    series.merge(candles)
    return series


def content(series: CandleSeries) -> list[Candle]:
    found = [series.at(int(bucket)) for bucket in series.buckets]
    return [each for each in found if each is not None]


UPDATES = st.lists(
    st.builds(
        candle,
        st.integers(1000, 1040),
        st.integers(1, 10**6).map(float),
        st.integers(0, 10**6),
        volume=st.integers(0, 99).map(float),
    ),
    min_size=1,
    max_size=60,
    unique_by=lambda c: (c.start_ms, c.stamp),
)


@given(UPDATES, st.randoms(use_true_random=False), st.data())
def test_any_order_and_overlap_of_pages_and_live_candles_ends_the_same(updates, random, data) -> None:
    expected: dict[int, Candle] = {}
    for update in updates:
        if update.start_ms not in expected or expected[update.start_ms].stamp < update.stamp:
            expected[update.start_ms] = update
    shuffled = [*updates, *updates[::2]]
    random.shuffle(shuffled)
    series = CandleSeries(Interval.MINUTE)
    while shuffled:
        size = data.draw(st.integers(1, 7))
        series.merge(shuffled[:size])
        shuffled = shuffled[size:]
    assert content(series) == [expected[start] for start in sorted(expected)]


@given(st.integers(1, 60), st.integers(1, 20), st.integers(0, 5))
def test_pages_newest_first_join_without_duplicate_or_hole(count: int, size: int, overlap: int) -> None:
    whole = [candle(bucket, 100.0 + bucket, stamp=bucket) for bucket in range(1000, 1000 + count)]
    newest_first, series, at = whole[::-1], CandleSeries(Interval.MINUTE), 0
    while at < count:
        series.merge(newest_first[max(0, at - overlap) : at + size])
        at += size
    assert content(series) == whole
    assert (np.diff(series.buckets) == 1).all()


def test_the_last_one_of_a_bucket_wins_and_an_older_one_changes_nothing() -> None:
    series = series_of(candle(7, 100.0, stamp=5))
    assert series.merge([candle(7, 101.0, stamp=5)])
    version = series.version
    assert not series.merge([candle(7, 99.0, stamp=4)])
    assert not series.merge([candle(7, 101.0, stamp=5)])
    assert (series.last, series.version) == (candle(7, 101.0, stamp=5), version)


def test_versions_tell_a_moving_last_candle_from_a_changed_past() -> None:
    series = series_of(candle(7), candle(8))
    still = series.closed_version
    series.merge([candle(8, 105.0, stamp=1)])
    assert series.closed_version == still
    series.merge([candle(9)])
    assert series.closed_version > still


def test_more_candles_than_were_reserved() -> None:
    series = series_of(candle(0))
    for bucket in range(1, 1000):
        series.merge([candle(bucket, float(bucket))])
    assert len(series) == 1000
    assert series.closes[1:].tolist() == [float(bucket) for bucket in range(1, 1000)]


def test_silent_buckets_are_flat_at_the_close_before_and_marked() -> None:
    series = series_of(candle(10, 50.0, stamp=3), candle(14, 60.0))
    silent = series.at(12)
    assert silent == Candle(12 * MINUTE, 50.0, 50.0, 50.0, 50.0, 0.0, 3, filled=True)
    assert series.at(9) is None
    later = series.at(20)
    assert later is not None and later.filled and later.close == 60.0


@given(st.sets(st.integers(0, 40), min_size=1), st.integers(-5, 45), st.integers(0, 20))
def test_dense_is_what_at_says_bucket_by_bucket(buckets: set[int], first: int, length: int) -> None:
    series = series_of(*(candle(b, 100.0 + b, open=90.0 + b) for b in buckets))
    rows, filled = series.dense(first, first + length)
    expected = [c for b in range(first, first + length + 1) if (c := series.at(b)) is not None]
    assert rows.T.tolist() == [[c.open, c.high, c.low, c.close, c.volume] for c in expected]
    assert filled.tolist() == [c.filled for c in expected]


def test_an_empty_series_knows_nothing() -> None:
    series = CandleSeries(Interval.MINUTE)
    assert (series.first_bucket, series.last_bucket, series.last, series.at(0)) == (None,) * 4
    assert series.dense(0, 5)[0].shape == (5, 0)
    assert not series.merge([])
    assert not series.touch(100.0, 1.0, 5)


def test_a_trade_moves_the_running_candle_until_its_own_frame_comes() -> None:
    series = series_of(candle(10, 100.0, stamp=10 * MINUTE))
    assert series.touch(103.0, 2.0, 10 * MINUTE + 5)
    moved = series.last
    assert moved is not None
    assert (moved.open, moved.high, moved.low, moved.close, moved.volume) == (100.0, 103.0, 100.0, 103.0, 1.0)
    assert not series.touch(50.0, 1.0, 10 * MINUTE + 5)
    assert not series.touch(math.nan, 1.0, 10 * MINUTE + 9)
    frame = candle(10, 103.0, stamp=10 * MINUTE + 5, open=100.0, high=103.0, low=100.0, volume=3.0)
    assert series.merge([frame])
    assert series.last == frame


def test_the_first_trade_of_a_bucket_opens_its_candle() -> None:
    series = series_of(candle(10, 100.0, stamp=10 * MINUTE))
    assert series.touch(104.0, 2.0, 12 * MINUTE + 1)
    assert series.last == Candle(12 * MINUTE, 104.0, 104.0, 104.0, 104.0, 2.0, 12 * MINUTE + 1)
    assert not series.touch(99.0, 1.0, 11 * MINUTE)


# days and longer: from tickers

MONDAY = ms(datetime(2026, 9, 21, tzinfo=UTC))


def day(number: int, close: float, volume: float, *, hour: int = 12, **changes: float) -> DayState:
    """The state of a day of the week that begins on MONDAY."""
    values = {"open": close, "high": close, "low": close} | changes
    return DayState(**values, close=close, volume=volume, time_ms=MONDAY + number * DAY + hour * 60 * MINUTE)


def test_a_ticker_is_the_running_day() -> None:
    series = CandleSeries(Interval.DAY)
    series.merge([Candle(MONDAY, 1.0, 2.0, 1.0, 2.0, 5.0, MONDAY + 1)])
    assert series.apply_day(day(0, 3.0, 6.0, open=1.0, high=4.0, low=0.5))
    assert series.last == Candle(MONDAY, 1.0, 4.0, 0.5, 3.0, 6.0, MONDAY + 12 * 60 * MINUTE)
    assert not series.apply_day(day(0, 9.0, 9.0, hour=11))
    assert series.apply_day(day(1, 7.0, 0.5))
    assert len(series) == 2


def test_a_running_week_grows_by_what_its_days_trade() -> None:
    series = CandleSeries(Interval.WEEK)
    series.merge([Candle(MONDAY, 100.0, 120.0, 90.0, 110.0, 50.0, MONDAY + DAY + 5)])
    assert series.apply_day(day(1, 111.0, 8.0, low=95.0))  # 42 were traded before today
    assert series.apply_day(day(1, 130.0, 10.0, hour=13))
    assert series.last is not None
    assert (series.last.open, series.last.high, series.last.low) == (100.0, 130.0, 90.0)
    assert series.last.volume == 52.0
    assert series.apply_day(day(2, 80.0, 4.0))
    assert (series.last.low, series.last.close, series.last.volume) == (80.0, 80.0, 56.0)


def test_a_page_corrects_the_volume_of_the_running_week() -> None:
    series = CandleSeries(Interval.WEEK)
    week = Candle(MONDAY, 100.0, 120.0, 90.0, 110.0, 50.0, MONDAY + DAY + 5)
    series.merge([week])
    series.apply_day(day(1, 111.0, 8.0))
    page = replace(week, volume=60.0, stamp=MONDAY + DAY + 13 * 60 * MINUTE)
    series.merge([replace(week, start_ms=MONDAY - 7 * DAY), page])
    series.apply_day(day(1, 112.0, 9.0, hour=14))
    series.apply_day(day(1, 112.0, 11.0, hour=15))
    assert series.last is not None and series.last.volume == 62.0


def test_a_new_week_begins_with_its_first_day_but_never_in_its_middle() -> None:
    series = CandleSeries(Interval.WEEK)
    series.merge([Candle(MONDAY - 7 * DAY, 1.0, 1.0, 1.0, 1.0, 9.0, MONDAY - 5)])
    assert not series.apply_day(day(2, 5.0, 3.0))
    assert series.apply_day(day(0, 5.0, 3.0))
    assert series.last == Candle(MONDAY, 5.0, 5.0, 5.0, 5.0, 3.0, MONDAY + 12 * 60 * MINUTE)


def row(**changes: object) -> CandleRow:
    values: dict[str, object] = {
        "market": "KRW-BTC",
        "candle_date_time_utc": "2026-09-23T03:17:00",
        "candle_date_time_kst": "2026-09-23T12:17:00",
        "opening_price": 1.0,
        "high_price": 4.0,
        "low_price": 0.5,
        "trade_price": 2.0,
        "timestamp": 1790133435123,
        "candle_acc_trade_price": 30.0,
        "candle_acc_trade_volume": 15.0,
    }
    return CandleRow(**(values | changes))  # type: ignore[arg-type]


def test_a_row_becomes_a_candle() -> None:
    start = ms(datetime(2026, 9, 23, 3, 17, tzinfo=UTC))
    assert candle_of(row()) == Candle(start, 1.0, 4.0, 0.5, 2.0, 15.0, 1790133435123)
    assert utc_ms("1970-01-01T00:00:01") == 1000


@pytest.mark.parametrize(
    "changes",
    [
        {"high_price": math.inf},
        {"low_price": math.nan},
        {"trade_price": 0.0},
        {"opening_price": -1.0},
        {"candle_acc_trade_volume": math.nan},
        {"candle_acc_trade_volume": -1.0},
    ],
)
def test_nonsense_is_no_candle(changes: dict[str, float]) -> None:
    assert candle_of(row(**changes)) is None


@pytest.mark.parametrize("moment", ["", "soon", "2026-13-01T00:00:00", "2026-09-23T24:99:00"])
def test_a_row_without_a_date_is_dropped_and_the_page_goes_on(moment: str) -> None:
    rows = [row(), row(candle_date_time_utc=moment), row()]
    assert [candle.close for candle in candles_of(rows)] == [2.0, 2.0]
