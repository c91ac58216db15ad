"""Figures and the watchdog, in a clock of the test's own."""

from __future__ import annotations

import pytest

from app.websocket_v6 import ConnectionState, ConnectionStatus, Side
from app.websocket_v6.health import KEPT_LATENCIES, LagWatch, Meter, Watchdog, overall, score


def fed(rate: int, seconds: int) -> tuple[Meter, float]:
    meter, now = Meter(), 1000.0
    for _ in range(rate * seconds):
        now += 1 / rate
        meter.received(now)
    return meter, now


def test_the_rate_is_that_of_the_last_seconds() -> None:
    """I3: 100 a second, within a tenth."""
    meter, now = fed(100, 30)
    assert meter.traffic(now).messages_per_second == pytest.approx(100, rel=0.1)
    assert meter.traffic(now + 60).messages_per_second == 0
    young, now = fed(100, 3)
    assert young.traffic(now).messages_per_second == pytest.approx(100, rel=0.1)


def test_latencies_and_errors() -> None:
    meter = Meter()
    for latency in range(1, 101):
        meter.took(float(latency))
    meter.deliveries, meter.callback_errors, meter.bad_frames = 90, 5, 10
    traffic = meter.traffic(0.0)
    assert (traffic.latency_p50_ms, traffic.latency_p95_ms, traffic.latency_p99_ms) == (51, 96, 100)
    assert traffic.latency_ms == pytest.approx(91, abs=1)
    assert traffic.error_rate_percent == 15


def looks(watchdog: Watchdog, counts: list[int], silent: int) -> list[bool]:
    total, answers = 0, []
    for count in counts:
        total += count
        answers.append(watchdog.stalled(total, 0.0))
    answers += [watchdog.stalled(total, 0.5 * look) for look in range(1, silent + 1)]
    return answers


def test_a_lively_stream_that_falls_silent_has_stalled() -> None:
    """F5: after three seconds, not before."""
    answers = looks(Watchdog(3.0, 0.5), [10] * 20, 6)
    assert answers == [False] * 25 + [True]


@pytest.mark.parametrize(
    "counts", [[0] * 20, [1, 0, 0, 2] * 5, [300, 40] + [0] * 10, [200], [1] * 20], ids=str
)
def test_a_quiet_market_has_not(counts: list[int]) -> None:
    """Neither has the burst of first pictures of many quiet markets."""
    assert not any(looks(Watchdog(3.0, 0.5), counts, 20))


def test_no_latency_is_below_zero_when_the_clocks_differ() -> None:
    """This machine is 250 ms behind: latencies are those over the best; forgotten once it is right."""
    meter = Meter()
    for latency in (-250.0, -240.0, -200.0) * 10:
        meter.took(latency)
    behind = meter.traffic(0.0)
    assert behind.clock_behind_ms == 250 and behind.latency_p50_ms == 10 and behind.latency_p99_ms == 50
    assert behind.latency_ms is not None and 0 <= behind.latency_ms <= 50
    for _ in range(KEPT_LATENCIES):
        meter.took(20.0)
    right = meter.traffic(0.0)
    assert (right.clock_behind_ms, right.latency_p50_ms) == (0, 20)


def test_a_score_says_why() -> None:
    """I2."""
    good = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED)
    unused = ConnectionStatus(Side.PRIVATE)
    lost = ConnectionStatus(Side.PUBLIC, ConnectionState.RECONNECTING, "no connection", True, 3)
    refused = ConnectionStatus(Side.PRIVATE, ConnectionState.AUTH_FAILED, "the keys")
    traffic = Meter().traffic(0.0)
    assert score(good, unused, traffic, down=False) == (100, [])
    points, reasons = score(lost, refused, traffic, down=True)
    assert points == 0 and reasons[0] == "public: reconnecting (no connection)"
    assert [overall(good, unused, down=False), overall(lost, unused, down=False)] == ["healthy", "degraded"]
    assert overall(lost, refused, down=True) == "down"
    stale = ConnectionStatus(Side.PUBLIC, ConnectionState.SUBSCRIBED, "no data", stale=True)
    assert score(stale, unused, traffic, down=False) == (40, ["public: no data"])


def test_data_that_comes_later_and_later_is_behind() -> None:
    """Ten in a row: one late frame is none; and a clock that is an hour wrong is none either."""
    watch, wrong = LagWatch(5.0), 3_600_000
    steady = [watch.is_behind(now + wrong, now) for now in range(0, 60_000, 100)]
    assert not any(steady)
    assert not watch.is_behind(wrong + 70_000, 60_000)
    late = [watch.is_behind(wrong + 66_000 + 100 * place, 60_100 + 50 * place) for place in range(10)]
    assert late == [False] * 8 + [True, True] and watch.behind > 5


def test_old_stamps_of_quiet_markets_are_not_late() -> None:
    watch = LagWatch(5.0)
    assert not any(watch.is_behind(100 * place, 1 if place % 2 else 100 * place) for place in range(1, 500))
    assert not any(LagWatch(5.0).is_behind(now, 77) for now in range(0, 100_000, 50))
