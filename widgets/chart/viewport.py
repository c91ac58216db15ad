"""Which buckets a chart shows: zoom, scroll and the live edge as pure arithmetic."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

# Logical pixels a bucket takes; the smallest lets more than 20,000 candles into a wide panel.
STEP_MIN, STEP_DEFAULT, STEP_MAX = 0.02, 8.0, 80.0
# Young markets and years have few candles: they are drawn wider, up to this.
STEP_FEW = 28.0
# Free room to the right of the newest candle, in logical pixels.
MARGIN = 64.0


@dataclass(frozen=True, slots=True)
class Viewport:
    """The visible stretch of the bucket axis; bucket n reaches from n - 0.5 to n + 0.5.

    width: of the pane in logical pixels. right: the bucket coordinate at its right edge.
    step: logical pixels a bucket.
    """

    width: float
    right: float = 0.0
    step: float = STEP_DEFAULT

    @property
    def left(self) -> float:
        """The bucket coordinate at the left edge."""
        return self.right - self.span

    @property
    def span(self) -> float:
        """How many buckets fit."""
        return self.width / self.step

    def x_of(self, bucket: float) -> float:
        """Logical pixels from the left edge."""
        return (bucket - self.left) * self.step

    def bucket_at(self, x: float) -> int:
        """The bucket under a pixel column."""
        return math.floor(self.left + x / self.step + 0.5)

    def zoomed(self, factor: float, x: float) -> Viewport:
        """Wider (factor > 1) or narrower candles; what is under column `x` stays there."""
        step = min(STEP_MAX, max(STEP_MIN, self.step * factor))
        anchor = self.left + x / self.step
        return replace(self, step=step, right=anchor + (self.width - x) / step)

    def scrolled(self, pixels: float) -> Viewport:
        """Moved into the future by so many pixels (negative: into the past)."""
        return replace(self, right=self.right + pixels / self.step)

    def resized(self, width: float) -> Viewport:
        """The same candles at the right edge, with more or less room to their left."""
        return replace(self, width=width)

    def at_edge(self, newest: int) -> Viewport:
        """At the live edge: the newest candle in view, with room for a few more."""
        return replace(self, right=newest + 0.5 + min(MARGIN, self.width * 0.2) / self.step)

    def opened(self, oldest: int, newest: int) -> Viewport:
        """The first view of a series."""
        few = self.width * 0.7 / (newest - oldest + 1)
        step = min(STEP_FEW, max(STEP_DEFAULT, few))
        return replace(self, step=step).at_edge(newest)

    def clamped(self, oldest: int, newest: int) -> Viewport:
        """Never so far that no candle is left in view: a tenth of the pane keeps showing some.

        And never zoomed out much farther than there are candles.
        """
        most = max(2.0 * (newest - oldest + 1), 2 * self.width / STEP_DEFAULT)
        step = max(self.step, self.width / most)
        keep = self.width / step * 0.1
        lowest, highest = oldest + keep, newest + self.width / step - keep
        return replace(self, step=step, right=max(lowest, min(highest, self.right)))

    def shows(self, bucket: int) -> bool:
        """Whether the whole of a bucket's candle is left of the right edge and right of the left one."""
        return self.left <= bucket + 0.5 and bucket + 0.5 <= self.right + 1e-9

    def first_wanted(self) -> float:
        """How far back data should reach: a screen beyond the left edge."""
        return self.left - self.span
