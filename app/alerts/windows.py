"""What a market did within the last seconds: a sixtieth of the window a step, and never more than it."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

STEPS = 60


class Step(NamedTuple):
    """One stretch: when it began (ms), the prices in it, and the value traded when it began."""

    began: int
    low: Decimal
    high: Decimal
    traded: Decimal


class Track(NamedTuple):
    """The stretches that still count, oldest first, and what makes one sum of the days' traded values."""

    steps: tuple[Step, ...] = ()
    carried: Decimal = Decimal(0)
    day: str = ""
    last_traded: Decimal = Decimal(0)

    @property
    def low(self) -> Decimal:
        """The lowest price that counts."""
        return min(step.low for step in self.steps)

    @property
    def high(self) -> Decimal:
        """The highest price that counts."""
        return max(step.high for step in self.steps)

    @property
    def traded(self) -> Decimal:
        """At least so much was traded since the oldest stretch that counts."""
        return self.carried + self.last_traded - self.steps[0].traded


def extended(track: Track, window: int, at_ms: int, price: Decimal, day: str, traded: Decimal) -> Track:
    """The track with one more price; `traded` is the value of that UTC day until then."""
    if day == track.day and traded < track.last_traded:
        track = Track()  # no day's value shrinks: this is another market's, or the exchange began anew
    carried = track.carried
    if track.steps and day != track.day:
        carried += track.last_traded
    steps = tuple(step for step in track.steps if step.began > at_ms - window * 1000)
    if steps and at_ms < steps[-1].began + window * 1000 // STEPS:
        last = steps[-1]
        steps = (*steps[:-1], last._replace(low=min(last.low, price), high=max(last.high, price)))
    else:
        steps = (*steps, Step(at_ms, price, price, carried + traded))
    return Track(steps, carried, day, traded)
