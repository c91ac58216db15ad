"""From indicator lines to pixels: scales of their panes, points thinned to one a pixel column, bars."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRect

from app.market.candles import CandleSeries, Floats, Integers
from app.market.indicators import IndicatorLines
from widgets.chart.geometry import NO_RECTS, Rects, Scale, stacked, visible
from widgets.chart.ticks import price_marks

_MARK_ROOM = 22


@dataclass(frozen=True, slots=True)
class PanePlan:
    """A pane of its own in one frame: `rect` with its axis, `pane` without it, in device pixels.

    key: equal while the values left of the live column are the same; low, high: their range.
    """

    rect: QRect
    pane: QRect
    scale: Scale
    marks: tuple[float, ...]
    decimals: int
    key: tuple[object, ...]
    low: float
    high: float

    @property
    def look(self) -> tuple[object, ...]:
        """Equal as long as the pane's cached layer may stay."""
        return (self.scale, self.marks, self.rect.top(), self.rect.width(), self.key)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Which rows of a series a frame shows: those before `split` stand still."""

    rows: slice
    split: int
    left: float
    right: float

    def of(self, series: CandleSeries, shift: int, live: bool) -> slice:
        """The rows of a line that is drawn `shift` buckets later, with the one that leads into the view."""
        size = len(series)
        rows = visible(series, self.left - shift, self.right - shift) if shift else self.rows
        split = min(max(rows.start, self.split if self.rows.stop == size else size - 1), rows.stop)
        if live:
            # The last one may be out of view while one that is drawn later is in it.
            return slice(max(0, split - 1), rows.stop) if rows.stop == size else slice(size, size)
        return slice(max(0, rows.start - 1), min(size if rows.stop < size else split, rows.stop + 1))


def pane_plan(
    lines: IndicatorLines,
    stretch: Stretch,
    price: Scale,
    rect: QRect,
    key: tuple[object, ...],
    before: PanePlan | None,
) -> PanePlan:
    """The pane of an indicator below the candles. key: of what stands still; before: the last frame's."""
    pane = QRect(rect.x(), rect.y(), price.width, rect.height())
    spec = lines.indicator.kind.spec
    if before is not None and before.key == key:
        low, high = before.low, before.high
    else:
        low, high = _range(lines.lines[:, stretch.rows.start : stretch.split])
    if spec.bounds is not None:
        bottom, top = spec.bounds
    else:
        newest_low, newest_high = _range(lines.lines[:, stretch.split : stretch.rows.stop])
        bottom, top = _padded(min(low, newest_low), max(high, newest_high), spec.guides)
    scale = Scale(price.origin, price.step, pane.width(), pane.height(), top, bottom, False, price.ratio)
    if spec.bounds is not None:
        marks, decimals = list(spec.guides), 0
    else:
        count = max(2, int(pane.height() / price.ratio / _MARK_ROOM))
        marks, decimals = price_marks(bottom, top, count)
    return PanePlan(rect, pane, scale, tuple(marks), decimals, key, low, high)


class Columns:
    """The pixel columns of a frame's rows, worked out once for all lines that have a point in them."""

    def __init__(self, series: CandleSeries, scale: Scale) -> None:
        self._series = series
        self._scale = scale
        self._known: dict[tuple[int, int, int], tuple[NDArray[np.int32], Integers | slice]] = {}

    def of(self, rows: slice, shift: int) -> tuple[NDArray[np.int32], Integers | slice]:
        """The columns, each once, and the newest row in each."""
        key = (rows.start, rows.stop, shift)
        found = self._known.get(key)
        if found is None:
            x, shown = self._scale.x(self._series.buckets[rows] + shift), rows
            if self._scale.step < 1 and len(x) > 1:
                last = np.append(np.flatnonzero(x[1:] != x[:-1]), len(x) - 1)
                x, shown = x[last], last + rows.start
            found = self._known[key] = x, shown
        return found


def points(
    columns: Columns, values: Floats, shift: int, rows: slice, scale: Scale
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The pixels that a line goes through, at most one a pixel column."""
    x, index = columns.of(rows, shift)
    shown = values[index]
    there = shown > 0 if scale.log else np.isfinite(shown)
    if not there.all():
        x, shown = x[there], shown[there]
    return x, scale.y(shown)


def bars(columns: Columns, values: Floats, rows: slice, scale: Scale) -> tuple[Rects, Rects]:
    """Bars from zero up and down; a value next to none is one line high."""
    x, index = columns.of(rows, 0)
    shown = values[index]
    there = np.isfinite(shown)
    x, shown = x[there], shown[there]
    if not len(x):
        return NO_RECTS, NO_RECTS
    body, zero, y = scale.body, scale.y_of(0.0), scale.y(shown)
    x1 = x - scale.line // 2 - max(0, body - scale.line) // 2
    top, bottom = np.minimum(y, zero), np.maximum(y, zero)
    rects = stacked(x1, top, x1 + body - 1, np.maximum(bottom, top + scale.line - 1))
    return rects[shown >= 0], rects[shown < 0]


def _range(values: Floats) -> tuple[float, float]:
    if not values.size:
        return math.inf, -math.inf
    low, high = float(np.fmin.reduce(values, axis=None)), float(np.fmax.reduce(values, axis=None))
    return (low, high) if math.isfinite(low) and math.isfinite(high) else (math.inf, -math.inf)


def _padded(low: float, high: float, guides: tuple[float, ...]) -> tuple[float, float]:
    """The ends of a scale with room at both; a flat line stands in the middle."""
    low, high = min(low, *guides, math.inf), max(high, *guides, -math.inf)
    if low > high:
        return 0.0, 1.0
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    return low - room, high + room
