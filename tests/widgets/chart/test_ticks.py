from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market.candles import Interval
from widgets.chart import ticks
from widgets.format import KST


@given(st.floats(1e-8, 2e8), st.floats(1e-6, 3), st.integers(2, 20))
def test_price_marks_lie_inside_evenly_and_are_not_too_many(low: float, share: float, count: int) -> None:
    high = low * (1 + share)
    marks, _ = ticks.price_marks(low, high, count)
    assert len(marks) <= count + 1
    step = ticks.price_step(low, high, count)
    for mark in marks:
        assert low - step * 1e-6 <= mark <= high + step * 1e-6
    for one, two in pairwise(marks):
        assert two - one == pytest.approx(step, rel=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "count", "tick", "step"),
    [
        (0, 100, 10, 0, 10),
        (0, 24, 10, 0, 2.5),
        (0, 24, 10, 1, 5),
        (1.443, 1.446, 12, 0.001, 0.001),
        (98_000_000, 98_003_000, 12, 1000, 1000),
        (5, 5, 10, 0, 1),
    ],
)
def test_steps_are_round_and_whole_ticks(
    low: float, high: float, count: int, tick: float, step: float
) -> None:
    assert ticks.price_step(low, high, count, tick) == pytest.approx(step)


@given(st.floats(1e-4, 1e5), st.floats(1.6, 1e4), st.integers(3, 15))
def test_log_marks_rise_and_stay_inside(low: float, ratio: float, count: int) -> None:
    marks, _ = ticks.log_marks(low, low * ratio, count)
    assert marks == sorted(set(marks))
    assert all(low * 0.999 <= mark <= low * ratio * 1.001 for mark in marks)
    assert 1 <= len(marks) <= 2 * count + 2


@pytest.mark.parametrize(("step", "decimals"), [(1000, 0), (2.5, 1), (0.25, 2), (0.0001, 4), (1e-8, 8)])
def test_decimals_of_a_step(step: float, decimals: int) -> None:
    assert ticks.decimals_of_step(step) == decimals


@pytest.mark.parametrize(
    ("price", "decimals"), [(98_123_000.0, 0), (0.1234, 4), (1e-8, 8), (311.2, 1), (float("nan"), 0)]
)
def test_decimals_of_a_price(price: float, decimals: int) -> None:
    assert ticks.decimals_of_price(price) == decimals


@given(st.sampled_from(Interval), st.floats(0.05, 40), st.integers(0, 10**6))
def test_time_marks_rise_keep_their_distance_and_say_something(
    interval: Interval, step: float, back: int
) -> None:
    least, span = 80 / step, 1100 / step
    right = interval.bucket(1_790_133_435_000) - min(back, 40) * 7.3
    marks = ticks.time_marks(interval, right - span, right, least)
    assert all(right - span <= mark.bucket <= right and mark.text for mark in marks)
    for one, two in pairwise(marks):
        assert two.bucket - one.bucket >= least * 0.6


def kst(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=KST).timestamp()) * 1000  # type: ignore[misc]


def test_minutes_are_marked_in_korean_time_and_a_new_day_stands_out() -> None:
    interval = Interval.MINUTES_10
    left, right = (float(interval.bucket(kst(2026, 9, day, hour, 0))) for day, hour in ((22, 20), (23, 4)))
    marks = ticks.time_marks(interval, left, right, 11)
    assert [(mark.text, mark.major) for mark in marks] == [
        ("20:00", False),
        ("22:00", False),
        ("23일", True),
        ("02:00", False),
        ("04:00", False),
    ]


def test_days_are_dates_and_months_stand_out() -> None:
    left, right = (
        float(Interval.DAY.bucket(int(datetime(2026, m, d, tzinfo=UTC).timestamp() * 1000)))
        for m, d in ((8, 27), (9, 12))
    )
    marks = ticks.time_marks(Interval.DAY, left, right, 4)
    assert [(mark.text, mark.major) for mark in marks] == [("9월", True), ("6일", False), ("11일", False)]


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval.SECOND, "2026-09-23 (수) 12:17:15"),
        (Interval.MINUTE, "2026-09-23 (수) 12:17"),
        (Interval.HOURS_4, "2026-09-23 (수) 09:00"),
        (Interval.DAY, "2026-09-23 (수)"),
        (Interval.WEEK, "2026-09-21 (월)"),
        (Interval.MONTH, "2026년 9월"),
        (Interval.YEAR, "2026년"),
    ],
)
def test_a_bucket_in_full(interval: Interval, text: str) -> None:
    assert ticks.moment_text(interval, interval.bucket(1_790_133_435_000)) == text


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval.SECOND, None),
        (Interval.MINUTE, "00:45"),
        (Interval.HOUR, "42:45"),
        (Interval.HOURS_4, "42:45"),
        (Interval.DAY, "20:42:45"),
        (Interval.WEEK, "4일 20:42"),
    ],
)
def test_the_time_to_the_close(interval: Interval, text: str | None) -> None:
    assert ticks.remaining_text(interval, 1_790_133_435_000) == text
