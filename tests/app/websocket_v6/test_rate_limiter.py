"""The limits hold under any storm, in a clock of the test's own."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6.rate_limiter import ConnectPace, RateLimiter


def sent_times(asked: list[float]) -> list[float]:
    """When frames go out that are asked for at these times, one waiting for the other."""
    limiter, times, now = RateLimiter(), [], 0.0
    for at in asked:
        now = max(now, at)
        now += limiter.reserve(now)
        times.append(now)
    return times


@given(st.lists(st.floats(0, 400), max_size=300).map(sorted))
def test_never_over_five_a_second_and_a_hundred_a_minute(asked: list[float]) -> None:
    """G1, G2, K3."""
    times = sent_times(asked)
    for index, at in enumerate(times):
        assert sum(1 for other in times[index:] if other < at + 1.0) <= 5
        assert sum(1 for other in times[index:] if other < at + 60.0) <= 100


def test_the_first_goes_at_once_and_a_storm_slows_down_evenly() -> None:
    times = sent_times([0.0] * 150)
    assert times[0] == 0
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert gaps[0] == 0.25 and max(gaps) <= 1.51


def test_after_a_pause_the_next_goes_at_once() -> None:
    assert sent_times([0.0, 0.3, 5.0]) == [0.0, 0.3, 5.0]


def test_connects_of_a_process_stand_in_one_row() -> None:
    """F3, G3: never five within a second, second tries a second apart."""
    pace = ConnectPace()
    assert pace.reserve(10.0, retry=False) == 0
    waits = [pace.reserve(10.0, retry=False) for _ in range(4)]
    assert waits[-1] > 0.8
    assert pace.reserve(11.0, retry=True) > 0.8
    assert pace.reserve(100.0, retry=True) == 0
