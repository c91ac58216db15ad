"""What the desk's work costs: times in buckets, by hop of the data's road and by panel; of fixed size."""

from __future__ import annotations

import math
from collections import deque
from typing import NamedTuple

SLOW_SECONDS = 0.025
KEPT_SLOW = 50
# A paint so long after a flush was asked for by something else.
PAINT_WITHIN = 1.0


class Histogram:
    """Counts durations in 120 buckets from a microsecond to a quarter of an hour, each a fifth wider.

    A percentile is right to within a tenth; count, mean and longest are exact.
    """

    SHORTEST, STEPS, BUCKETS = 1e-6, 4, 120  # four buckets make a doubling

    def __init__(self) -> None:
        self.count = 0
        self.total = 0.0
        self.longest = 0.0
        self._buckets = [0] * self.BUCKETS

    def add(self, seconds: float) -> None:
        """One more; what is shorter than the shortest, or below zero, counts as that."""
        self.count += 1
        self.total += seconds
        self.longest = max(self.longest, seconds)
        self._buckets[self._place(seconds)] += 1

    def above(self, seconds: float) -> int:
        """How many were longer, to within a bucket."""
        return sum(self._buckets[self._place(seconds) + 1 :])

    def percentile(self, share: float) -> float | None:
        """The seconds that so large a share of the durations does not exceed; None before the first."""
        left = share * self.count
        for place, count in enumerate(self._buckets):
            left -= count
            if count and left <= 0:
                middle = self.SHORTEST * 2 ** ((place + 0.5) / self.STEPS)
                return min(middle, self.longest)
        return None

    def figures(self) -> dict[str, float | None]:
        """The figures in milliseconds."""
        shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
        told = {name: _ms(self.percentile(share)) for name, share in shares.items()}
        mean = self.total / self.count if self.count else None
        return {"count": self.count, "mean": _ms(mean), **told, "longest": _ms(self.longest)}

    def _place(self, seconds: float) -> int:
        place = int(math.log2(max(seconds, self.SHORTEST) / self.SHORTEST) * self.STEPS)
        return min(place, self.BUCKETS - 1)


class Slow(NamedTuple):
    """Something that held the window up: whose it was, what it did, for how long and when (seconds)."""

    panel: str
    work: str
    seconds: float
    at: float


class PanelCost:
    """What one kind of panel cost: taking data in, and painting."""

    def __init__(self) -> None:
        self.flush = Histogram()
        self.paint = Histogram()
        self.flushed_to_painted = Histogram()
        self.received_to_painted = Histogram()
        self._unpainted: tuple[float, float] | None = None

    def shown(self, since: float, now: float) -> None:
        """Data received at `since` has been handed over and waits for its paint."""
        self._unpainted = since, now

    def painted(self, now: float) -> None:
        """A paint ended; the first after a hand-over shows its data."""
        if self._unpainted is not None:
            since, flushed = self._unpainted
            self._unpainted = None
            if now - flushed <= PAINT_WITHIN:
                self.flushed_to_painted.add(now - flushed)
                self.received_to_painted.add(now - since)


class Profile:
    """Collects what the desk's hooks tell; all times are monotonic seconds and come in."""

    def __init__(self, started: float) -> None:
        self.started = started
        self.received_to_decoded = Histogram()
        self.decoded_to_flushed = Histogram()
        self.tick_late = Histogram()
        self.panels: dict[str, PanelCost] = {}
        self.slow: deque[Slow] = deque(maxlen=KEPT_SLOW)

    def handed_over(self, panel: str, since: float, decoded: float, now: float) -> None:
        """A panel has taken what was received from `since` on and decoded by `decoded`."""
        self.received_to_decoded.add(decoded - since)
        self.decoded_to_flushed.add(now - decoded)
        self._panel(panel).shown(since, now)

    def flushed(self, panel: str, began: float, now: float) -> None:
        """A panel's part of a frame is done."""
        self._panel(panel).flush.add(now - began)
        self._look_at(panel, "flush", now - began, now)

    def painted(self, panel: str, began: float, now: float) -> None:
        """A widget of a panel has been painted."""
        cost = self._panel(panel)
        cost.paint.add(now - began)
        cost.painted(now)
        self._look_at(panel, "paint", now - began, now)

    def ticked(self, late: float, now: float) -> None:
        """A frame began so much later than it was due: something else held the loop up."""
        self.tick_late.add(late)
        self._look_at("", "late", late, now)

    def report(self, now: float) -> dict[str, object]:
        """All figures as JSON values: milliseconds, and seconds since the start where it says so."""
        hops = {
            "received_to_decoded": self.received_to_decoded,
            "decoded_to_flushed": self.decoded_to_flushed,
            "flushed_to_painted": merged([cost.flushed_to_painted for cost in self.panels.values()]),
            "received_to_painted": merged([cost.received_to_painted for cost in self.panels.values()]),
        }
        return {
            "seconds": round(now - self.started, 3),
            "hops": {name: hop.figures() for name, hop in hops.items()},
            "tick_late": self.tick_late.figures(),
            "panels": {name: _cost_figures(cost) for name, cost in sorted(self.panels.items())},
            "slow": [self._told(slow) for slow in self.slow],
        }

    def _panel(self, name: str) -> PanelCost:
        cost = self.panels.get(name)
        if cost is None:
            cost = self.panels[name] = PanelCost()
        return cost

    def _look_at(self, panel: str, work: str, seconds: float, at: float) -> None:
        if seconds > SLOW_SECONDS:
            self.slow.append(Slow(panel, work, seconds, at))

    def _told(self, slow: Slow) -> dict[str, object]:
        at = round(slow.at - self.started, 3)
        return {"panel": slow.panel, "work": slow.work, "ms": _ms(slow.seconds), "at_seconds": at}


def merged(parts: list[Histogram]) -> Histogram:
    """All of them as one."""
    whole = Histogram()
    for part in parts:
        whole.count += part.count
        whole.total += part.total
        whole.longest = max(whole.longest, part.longest)
        whole._buckets = [one + other for one, other in zip(whole._buckets, part._buckets, strict=True)]
    return whole


def _cost_figures(cost: PanelCost) -> dict[str, object]:
    return {
        "flush": cost.flush.figures(),
        "paint": cost.paint.figures(),
        "flushed_to_painted": cost.flushed_to_painted.figures(),
        "received_to_painted": cost.received_to_painted.figures(),
    }


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 4)
