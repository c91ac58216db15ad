"""Where the trader looks: follows the series that is shown, and what was scrolled and zoomed."""

from __future__ import annotations

from widgets.chart.model import ChartModel
from widgets.chart.viewport import Viewport


class Camera:
    """The viewport of one chart, and whether somebody has moved it.

    Attributes: `viewport` what is in view; `at_edge` whether the newest candle is.
    """

    def __init__(self, model: ChartModel) -> None:
        self._model = model
        self.viewport = Viewport(0.0)
        self.at_edge = True
        self._newest: int | None = None
        self._generation = -1
        self._moved = False

    def follow(self) -> bool:
        """Go on with the series as it is now; whether it is another one."""
        model, another = self._model, self._generation != self._model.generation
        if another:
            self._generation, self._newest, self._moved = model.generation, None, False
        newest, oldest = model.newest_bucket, model.series.first_bucket
        if newest is None or oldest is None:
            return another
        if self._newest is None:
            self.viewport = self.viewport.opened(oldest, newest)
        elif newest != self._newest and self.viewport.shows(self._newest):
            self.viewport = self.viewport.scrolled((newest - self._newest) * self.viewport.step)
        self._newest = newest
        self.viewport = self.viewport.clamped(oldest, newest)
        return another

    def resize(self, width: float) -> None:
        """The pane is that wide now, in logical pixels."""
        self.viewport = self.viewport.resized(width)
        oldest = self._model.series.first_bucket
        if not self._moved and self._newest is not None and oldest is not None:
            # Nobody has looked elsewhere yet: a panel that was hidden so far opens as on the first view.
            self.viewport = self.viewport.opened(oldest, self._newest)

    def zoom(self, factor: float, x: float) -> None:
        """Make candles wider (factor > 1) or narrower about a column, in logical pixels."""
        self._moved = True
        self.viewport = self.viewport.zoomed(factor, min(x, self.viewport.width))

    def pan(self, pixels: float) -> None:
        """Look into the future (pixels > 0) or the past by so many logical pixels."""
        self._moved = True
        self.viewport = self.viewport.scrolled(pixels)

    def go_to_edge(self) -> None:
        """Bring the newest candle back into view."""
        newest = self._model.newest_bucket
        if newest is not None:
            self.viewport = self.viewport.at_edge(newest)

    def came_to_edge(self) -> bool:
        """Whether the newest candle has come into view or gone out of it since the last call."""
        before, newest = self.at_edge, self._model.newest_bucket
        self.at_edge = newest is None or self.viewport.shows(newest)
        return self.at_edge != before

    def needs_history(self) -> bool:
        """Whether the left edge is within a screen of the oldest candle."""
        oldest = self._model.series.first_bucket
        return oldest is not None and self.viewport.first_wanted() < oldest
