"""Knows when live data last stopped, so that what came before it is not taken for news."""

from __future__ import annotations

import math


class Freshness:
    """What was received before the data stopped is old until its own successor comes.

    The stream's return proves nothing about a market that has not been heard of yet. Times are
    monotonic seconds.
    """

    def __init__(self) -> None:
        self.silent = False
        self.since = -math.inf  # when the data last stopped

    def show_stale(self, stale: bool, now: float) -> None:
        """The data stopped, or is back."""
        if stale and not self.silent:
            self.since = now
        self.silent = stale

    def is_old(self, received_at: float) -> bool:
        """Whether that was received before the data last stopped."""
        return received_at < self.since
