"""The limits hold under any storm, in a clock of the test's own."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.websocket_v6.rate_limiter import ConnectPace, RateLimiter


def sent_times(asked: list[float], pings: list[float] | None = None) -> list[float]:
    """When frames go out that are asked for at these times, one waiting for the other; PINGs beside them."""
    limiter, times, now = RateLimiter(), [], 0.0
    for at, light in sorted([(at, False) for at in asked] + [(at, True) for at in pings or []]):
        now = max(now, at)
        if light:  # it waits beside the frames: here it asks once
            times += [now] if limiter.claim(now, light=True) <= 0 else []
            continue
        while (wait := limiter.claim(now)) > 0:
            now += wait
        times.append(now)
    return times


@given(st.lists(st.floats(0, 400), max_size=300), st.lists(st.floats(0, 400), max_size=300))
def test_never_over_five_a_second_and_a_hundred_a_minute(asked: list[float], pings: list[float]) -> None:
    """G1, G2, K3."""
    times = sent_times(asked, pings)
    for index, at in enumerate(times):
        assert sum(1 for other in times[index:] if other < at + 1.0) <= 5
        assert sum(1 for other in times[index:] if other < at + 60.0) <= 100


def test_the_first_goes_at_once_and_a_storm_slows_down_evenly() -> None:
    times = sent_times([0.0] * 150)
    assert times[0] == 0
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert gaps[0] == 0.25 and max(gaps) <= 1.51


def test_a_loop_that_was_held_up_does_not_send_two_at_once() -> None:
    """A place counts from when it is used, not from when it was waited for."""
    limiter = RateLimiter()
    assert limiter.claim(0.0) == 0 and limiter.claim(0.1) == 0.15
    assert limiter.claim(0.7) == 0 and limiter.claim(0.75) == pytest.approx(0.2)


def test_a_frame_does_not_wait_for_the_ping_before_it() -> None:
    """P8: a click just after a PING took a quarter of a second longer."""
    limiter = RateLimiter()
    assert limiter.claim(0.0) == 0
    assert limiter.claim(0.4, light=True) == pytest.approx(0.6), "nobody waits for a PING"
    assert limiter.claim(1.0, light=True) == 0
    assert limiter.claim(1.0) == 0
    assert limiter.claim(1.1) == pytest.approx(0.4), "twice the gap for the next"
    assert limiter.claim(1.5) == 0 and limiter.claim(1.6) == pytest.approx(0.15)


def test_nothing_passes_while_it_is_held() -> None:
    limiter = RateLimiter()
    limiter.hold(10.0)
    assert limiter.claim(1.0) == 9 and limiter.claim(10.0) == 0 and limiter.claim(10.1) > 0


def test_after_a_pause_the_next_goes_at_once() -> None:
    assert sent_times([0.0, 0.3, 5.0]) == [0.0, 0.3, 5.0]


@given(st.lists(st.tuples(st.floats(0, 20), st.booleans(), st.booleans()), max_size=60))
def test_connects_of_a_process_stand_in_one_row(wishes: list[tuple[float, bool, bool]]) -> None:
    """F3, G3: never five within a second, second tries a second apart, whoever gives up waiting."""
    pace, taken = ConnectPace(), list[tuple[float, bool]]()
    for at, retry, gives_up in sorted(wishes):
        now = at
        while wait := pace.claim(now, retry=retry):
            if gives_up:
                break
            now += wait
        else:
            taken.append((now, retry))
    taken.sort()
    for (earlier, _), (later, retry) in itertools.pairwise(taken):
        assert later - earlier >= (1.0 if retry else 0.21) - 1e-9


def test_who_gives_up_waiting_keeps_nobody_waiting() -> None:
    pace = ConnectPace()
    assert pace.claim(10.0, retry=False) == 0
    for _ in range(100):
        assert 0 < pace.claim(10.1, retry=False) < 0.21
    assert pace.claim(10.22, retry=False) == 0
    assert pace.claim(11.0, retry=True) > 0
    assert pace.claim(100.0, retry=True) == 0
