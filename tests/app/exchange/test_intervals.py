"""Where candle buckets begin."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exchange.intervals import CALENDAR, FIXED, base_length, bucket_start, kst_text, next_start, utc_text


def second(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("interval", "start"),
    [
        ("1s", "2026-11-21T13:47:29"),
        ("3m", "2026-11-21T13:45:00"),
        ("10m", "2026-11-21T13:40:00"),
        ("240m", "2026-11-21T12:00:00"),
        ("1d", "2026-11-21T00:00:00"),
        ("1w", "2026-11-16T00:00:00"),
        ("1M", "2026-11-01T00:00:00"),
        ("1y", "2026-01-01T00:00:00"),
    ],
)
def test_buckets_begin_where_upbit_begins_them(interval: str, start: str) -> None:
    assert bucket_start(interval, second("2026-11-21T13:47:29")) == second(start)


@given(st.sampled_from([*FIXED, *CALENDAR]), st.integers(second("2017-09-25"), second("2040-01-01")))
def test_buckets_follow_each_other_without_gap_or_overlap(interval: str, moment: int) -> None:
    start = bucket_start(interval, moment)
    end = next_start(interval, start)
    assert start <= moment < end
    assert bucket_start(interval, end) == end
    assert bucket_start(interval, end - 1) == start
    assert start % base_length(interval) == 0


def test_times_are_spelled_in_both_zones() -> None:
    moment = second("2026-12-31T15:00:00")
    assert utc_text(moment) == "2026-12-31T15:00:00"
    assert kst_text(moment) == "2027-01-01T00:00:00"
