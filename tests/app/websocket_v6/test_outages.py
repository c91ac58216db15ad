"""Hours of outages, stalls and storms in virtual time: what benchmarks/ws_outages.py measures, in short."""

from __future__ import annotations

import logging

import pytest

from benchmarks import ws_outages
from benchmarks.report import percentile
from tests.app.websocket_v6.virtual import run_virtually


def test_a_dead_stream_is_noticed_in_time() -> None:
    """G3 of the goals, F5: though pings would be answered for a while."""
    assert 3.0 <= max(run_virtually(lambda: ws_outages.stalls(20))) <= 3.5


def test_an_hour_of_quiet_markets_raises_no_alarm() -> None:
    """G3 of the goals, E7."""
    connects, frames = run_virtually(lambda: ws_outages.quiet(1))
    assert connects == 1 and frames > 300


def test_everything_is_live_soon_after_the_network_is_back() -> None:
    """G5 of the goals, F1: 600 streams after cuts of half a minute and of ten, refused or unanswered."""
    waits, wrong, violations = run_virtually(lambda: ws_outages.returns(12))
    assert percentile(waits, 0.95) <= 3 and max(waits) <= 5
    assert (wrong, violations) == (0, 0)


def test_a_hundred_minutes_of_outage() -> None:
    """G6 of the goals, F3: attempts go on, never over one a second on both sides together."""
    closest, attempts, back = run_virtually(lambda: ws_outages.outage(100))
    assert closest >= 0.999 and attempts > 2_000 and back <= 3


def test_the_first_book_after_a_reconnect_is_the_exchange_s() -> None:
    """G7 of the goals, F4: nothing of an old socket in it."""
    assert run_virtually(lambda: ws_outages.books(100)) == (0, 0)


def test_a_storm_of_changes_breaks_no_limit(caplog: pytest.LogCaptureFixture) -> None:
    """G8 of the goals, G2, K3: five minutes at ten changes a second, with cuts and refusals in it."""
    caplog.set_level(logging.ERROR)
    breaches, early, requests, right = run_virtually(lambda: ws_outages.hostile(5))
    assert (breaches, early, right) == (0, 0, True)
    assert requests <= 6 * 100
