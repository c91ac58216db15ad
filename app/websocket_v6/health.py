"""Figures about the stream: counts, rates, latencies, and the score made of them."""

from __future__ import annotations

import itertools
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 10
KEPT_LATENCIES = 2_000


class Side(StrEnum):
    """The two sockets; each lives and fails by itself."""

    PUBLIC = "public"
    PRIVATE = "private"


class ConnectionState(StrEnum):
    """Where a side is on its way to data."""

    DISCONNECTED = "disconnected"
    CONNECTING = "connecting"
    CONNECTED = "connected"
    SUBSCRIBED = "subscribed"
    RECONNECTING = "reconnecting"
    AUTH_FAILED = "auth_failed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """A side's state as told to clients.

    `stale`: what is shown may be old, because data stopped. `attempt` counts failures in a row;
    `retry_at` is the monotonic time of the next try, if one is waited for; `data_at` that of the newest
    data, where it may be old.
    """

    side: Side
    state: ConnectionState = ConnectionState.DISCONNECTED
    reason: str = ""
    stale: bool = False
    attempt: int = 0
    retry_at: float | None = None
    data_at: float | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """What comes in: rate over the last seconds, exchange stamp to receipt in ms, counts since the start.

    Two clocks tell a latency. Where this machine's is ahead it is too large by that. Where it is behind, so
    that stamps come from the future, `clock_behind_ms` says by how much at least, and latencies are those
    over the best one.
    """

    messages_per_second: float
    latency_ms: float | None
    latency_p50_ms: float | None
    latency_p95_ms: float | None
    latency_p99_ms: float | None
    messages: int
    deliveries: int
    callback_errors: int
    bad_frames: int
    conflated: int
    dropped: int
    clock_behind_ms: float = 0.0

    @property
    def error_rate_percent(self) -> float:
        """Failed callbacks and unreadable frames in a hundred deliveries."""
        errors = self.callback_errors + self.bad_frames
        return 100.0 * errors / max(1, self.deliveries + self.bad_frames)


class Meter:
    """Counts what happens; times are monotonic seconds and come in."""

    def __init__(self) -> None:
        self.messages = 0
        self.deliveries = 0
        self.callback_errors = 0
        self.bad_frames = 0
        self.conflated = 0
        self.dropped = 0
        self._started: float | None = None
        self._second = 0
        self._in_second = 0
        self._seconds: deque[tuple[int, int]] = deque(maxlen=WINDOW_SECONDS)
        self._latencies: deque[float] = deque(maxlen=KEPT_LATENCIES)
        self._smoothed: float | None = None

    def received(self, now: float) -> None:
        """One frame came in."""
        self.messages += 1
        second = int(now)
        if second != self._second:
            self._roll(second, now)
        self._in_second += 1

    def took(self, latency_ms: float) -> None:
        """One frame was that long on its way, by the two clocks: below zero when ours is behind."""
        self._latencies.append(latency_ms)
        last = self._smoothed
        self._smoothed = latency_ms if last is None else last + (latency_ms - last) * 0.1

    def traffic(self, now: float) -> Traffic:
        """The figures as of now."""
        ordered = sorted(self._latencies)
        behind = max(0.0, -ordered[0]) if ordered else 0.0
        ordered = [latency + behind for latency in ordered]
        return Traffic(
            messages_per_second=self._rate(now),
            latency_ms=max(0.0, self._smoothed + behind) if self._smoothed is not None else None,
            latency_p50_ms=_percentile(ordered, 0.50),
            latency_p95_ms=_percentile(ordered, 0.95),
            latency_p99_ms=_percentile(ordered, 0.99),
            messages=self.messages,
            deliveries=self.deliveries,
            callback_errors=self.callback_errors,
            bad_frames=self.bad_frames,
            conflated=self.conflated,
            dropped=self.dropped,
            clock_behind_ms=behind,
        )

    def _roll(self, second: int, now: float) -> None:
        if self._started is None:
            self._started = now
        else:
            self._seconds.append((self._second, self._in_second))
        self._second = second
        self._in_second = 0

    def _rate(self, now: float) -> float:
        if self._started is None:
            return 0.0
        since = max(now - WINDOW_SECONDS, self._started)
        counted = sum(count for second, count in self._seconds if second >= int(since))
        counted += self._in_second if self._second >= int(since) else 0
        return counted / max(1.0, now - max(self._started, int(since)))


def _percentile(ordered: list[float], part: float) -> float | None:
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else None


class Watchdog:
    """Tells a stream that was lively and fell silent from a market in which nothing happens.

    Looks at a running count of frames at regular times; lively is what had at least five frames a
    second and never two looks in a row without one (the burst of first snapshots has, and so have markets
    that trade in bursts).
    """

    LOOKS = 40
    FEWEST_LOOKS = 6
    FRAMES_PER_SECOND = 5.0

    def __init__(self, silent_after: float, look_every: float) -> None:
        self._silent_after = silent_after
        self._look_every = look_every
        self._counts: deque[int] = deque(maxlen=self.LOOKS)
        self._seen = 0

    def stalled(self, frames: int, silence: float) -> bool:
        """Whether the stream has stalled: `frames` counts all so far, `silence` is seconds since the last."""
        self._counts.append(frames - self._seen)
        self._seen = frames
        return silence >= self._silent_after and self._was_lively()

    def _was_lively(self) -> bool:
        counts = list(self._counts)
        while counts and not counts[-1]:
            counts.pop()
        if len(counts) < self.FEWEST_LOOKS:
            return False
        paused = any(not one and not other for one, other in itertools.pairwise(counts))
        needed = self.FRAMES_PER_SECOND * self._look_every
        return not paused and sum(counts) >= needed * len(counts)


class LagWatch:
    """Tells data that comes later and later, as over a link that is too slow, from a clock that is wrong.

    Compares how the exchange's stamps and this machine's clock (both ms since the epoch) have moved since the
    socket's best moment. Only a stamp newer than all before counts: quiet markets carry old ones.
    """

    IN_A_ROW = 10

    def __init__(self, limit: float) -> None:
        self.behind = 0.0
        self._limit = limit
        self._best: float | None = None
        self._newest = 0
        self._late = 0

    def is_behind(self, now_ms: int, stamp_ms: int) -> bool:
        """Whether the newest stamps, ten in a row, were more than the limit (seconds) late."""
        if stamp_ms <= self._newest:
            return False
        self._newest = stamp_ms
        latency = (now_ms - stamp_ms) / 1_000
        self._best = latency if self._best is None else min(self._best, latency)
        self.behind = latency - self._best
        self._late = self._late + 1 if self.behind > self._limit else 0
        return self._late >= self.IN_A_ROW


def overall(public: ConnectionStatus, private: ConnectionStatus, *, down: bool) -> str:
    """healthy, degraded or down, in one word; a side that nobody uses is not ill."""
    if down:
        return "down"
    return "healthy" if not _complaints(public) and not _complaints(private) else "degraded"


def score(
    public: ConnectionStatus, private: ConnectionStatus, traffic: Traffic, *, down: bool
) -> tuple[int, list[str]]:
    """0 to 100, and why it is below 100."""
    points = 100
    reasons: list[str] = []
    for status, weight in ((public, 60), (private, 25)):
        found = _complaints(status)
        if found:
            points -= weight
            reasons.append(found)
    if down:
        points -= 20
        reasons.append("five or more connection attempts failed in a row")
    if traffic.error_rate_percent >= 1:
        points -= min(20, int(traffic.error_rate_percent))
        reasons.append(f"{traffic.error_rate_percent:.1f} % of the deliveries failed")
    if traffic.latency_ms is not None and traffic.latency_ms > 1_000:
        points -= 10
        reasons.append(f"data is {traffic.latency_ms:.0f} ms behind the exchange")
    return max(0, points), reasons


def _complaints(status: ConnectionStatus) -> str:
    good = (ConnectionState.DISCONNECTED, ConnectionState.SUBSCRIBED, ConnectionState.CLOSED)
    if status.state in good and not status.stale and not status.attempt:
        return ""
    if status.stale and status.state is ConnectionState.SUBSCRIBED:
        return f"{status.side}: no data"
    return f"{status.side}: {status.state}" + (f" ({status.reason})" if status.reason else "")
