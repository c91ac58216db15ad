"""Quiet hours hold between their ends, also over midnight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.habits import Habits, QuietHours

minutes = st.integers(0, 24 * 60 - 1)


@given(minutes, minutes)
def test_as_many_minutes_are_quiet_as_lie_between_the_ends(begin: int, end: int) -> None:
    hours = QuietHours(on=True, begin=begin, end=end)
    quiet = [minute for minute in range(24 * 60) if hours.holds(minute)]
    assert len(quiet) == (end - begin) % (24 * 60)
    if quiet:
        assert hours.holds(begin) and not hours.holds(end)


def test_off_is_off_and_mute_is_always() -> None:
    assert not QuietHours(on=False, begin=0, end=100).holds(50)
    assert Habits(muted=True).is_silent(720) and not Habits().is_silent(720)
    assert Habits(quiet=QuietHours(on=True)).is_silent(0)


def test_what_is_no_time_of_day_is_refused() -> None:
    with pytest.raises(ValueError, match="time of day"):
        QuietHours(begin=1440)
