"""Monotonic seconds go on while the computer sleeps, where the system has a clock that does."""

from __future__ import annotations

import sys
import time

import pytest

from app import clock


def test_a_night_of_sleep_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("Python's own monotonic clock goes on there")
    read = time.clock_gettime
    before = clock.monotonic()
    monkeypatch.setattr(time, "clock_gettime", lambda number: read(number) + 8 * 3600)
    assert clock.monotonic() - before >= 8 * 3600
    assert clock.SystemClock().monotonic() - before >= 8 * 3600


def test_it_never_goes_back() -> None:
    times = [clock.monotonic() for _ in range(1000)]
    assert times == sorted(times)
