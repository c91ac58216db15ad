"""From candles to rectangles: integer device pixels, one numpy batch, at most one candle a pixel column."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.market.candles import CandleSeries, Floats

Rects: TypeAlias = NDArray[np.int32]
"""Rows x1, y1, x2, y2, the right and bottom ones inside: the layout of a QRect."""

Box: TypeAlias = tuple[int, int, int, int]
"""One of them."""

NO_RECTS: Rects = np.empty((0, 4), dtype=np.int32)


@dataclass(frozen=True, slots=True)
class Scale:
    """How a pane maps buckets and values to device pixels.

    origin: the pixel column of the bucket axis that stands at pixel 0; a whole one, so that scrolling moves
    everything by the same number of pixels. step: device pixels a bucket. top, bottom: the values at the
    first and after the last pixel row (logarithms when `log`). ratio: device pixels a logical one.
    """

    origin: int
    step: float
    width: int
    height: int
    top: float
    bottom: float
    log: bool = False
    ratio: float = 1.0

    @property
    def left(self) -> float:
        """The bucket coordinate at pixel 0."""
        return self.origin / self.step

    def x(self, buckets: Floats) -> NDArray[np.int32]:
        """The pixel columns in which buckets are centred."""
        return (np.floor(buckets * self.step) - self.origin).astype(np.int32)

    def x_of(self, bucket: float) -> int:
        """The pixel column in which one bucket is centred."""
        return math.floor(bucket * self.step) - self.origin

    @property
    def reach(self) -> tuple[float, float]:
        """The stretch of the bucket axis in which a candle may have a pixel in the pane.

        A little more than that: where several candles share a pixel column, those in view have to be whole.
        """
        beyond = math.ceil(self.step / 2) + self.line + 2
        return (self.origin - beyond) / self.step, (self.origin + self.width + beyond) / self.step

    def y(self, values: Floats) -> NDArray[np.int32]:
        """The pixel rows of values."""
        heights = np.log10(values) if self.log else values
        pixels = np.rint((self.top - heights) * (self.height / (self.top - self.bottom)))
        # Far beyond the pane is beyond the pane: 32 bits must hold it.
        return np.clip(pixels, -32768, 32767).astype(np.int32)

    def y_of(self, value: float) -> int:
        """The pixel row of one value."""
        height = math.log10(value) if self.log else value
        pixel = round((self.top - height) * (self.height / (self.top - self.bottom)))
        return max(-32768, min(32767, pixel))

    def value_at(self, y: float) -> float:
        """The value at a pixel row."""
        value = self.top - y * (self.top - self.bottom) / self.height
        return float(10.0**value) if self.log else float(value)

    @property
    def look(self) -> tuple[object, ...]:
        """All but how far it is scrolled."""
        return (self.step, self.width, self.height, self.top, self.bottom, self.log, self.ratio)

    @property
    def line(self) -> int:
        """The thickness of a thin line."""
        return max(1, int(self.ratio))

    @property
    def body(self) -> int:
        """The width of a candle's body: leaves a gap, and has a middle for the wick."""
        if self.step < 3 * self.line:
            return max(1, min(self.line, int(self.step)))
        width = min(int(self.step * 0.76), int(self.step) - self.line)
        return max(self.line, width - (width - self.line) % 2)


@dataclass(frozen=True, slots=True)
class Bars:
    """The visible candles, thinned to one a pixel column."""

    x: NDArray[np.int32]
    open: Floats
    high: Floats
    low: Floats
    close: Floats
    volume: Floats

    @property
    def rising(self) -> NDArray[np.bool_]:
        """Which of them closed at their open or above."""
        return self.close >= self.open

    def between(self, left: int, right: int) -> Bars:
        """Those that are centred in pixel columns from `left` to before `right`."""
        first, last = np.searchsorted(self.x, (left, right))
        some = slice(int(first), int(last))
        columns = (self.x, self.open, self.high, self.low, self.close, self.volume)
        return Bars(*(column[some] for column in columns))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class CandleRects:
    """What a price pane paints, by colour."""

    rise: Rects
    fall: Rects
    filled: Rects


def visible(series: CandleSeries, left: float, right: float) -> slice:
    """The rows of a series whose candles reach into a stretch of the bucket axis."""
    first, last = np.searchsorted(series.buckets, (left - 0.5, right + 0.5))
    return slice(int(first), int(last))


def bars(series: CandleSeries, rows: slice, scale: Scale) -> Bars:
    """The candles of some rows; those that share a pixel column become one."""
    x = scale.x(series.buckets[rows])
    columns = (series.opens, series.highs, series.lows, series.closes, series.volumes)
    opens, highs, lows, closes, volumes = (column[rows] for column in columns)
    if scale.step >= 1 or len(x) < 2:
        return Bars(x, opens, highs, lows, closes, volumes)
    first = np.append(0, np.flatnonzero(x[1:] != x[:-1]) + 1)
    last = np.append(first[1:] - 1, len(x) - 1)
    return Bars(
        x[first],
        opens[first],
        np.maximum.reduceat(highs, first),
        np.minimum.reduceat(lows, first),
        closes[last],
        np.add.reduceat(volumes, first),
    )


def candle_boxes(opening: float, high: float, low: float, close: float, x: int, scale: Scale) -> list[Box]:
    """`candle_rects` of one candle: a few numbers are quicker by hand than as arrays."""
    line, body = scale.line, scale.body
    x1, top, bottom = x - line // 2, scale.y_of(high), scale.y_of(low)
    if body <= line:
        return [(x1, top, x1 + body - 1, bottom)]
    upper = scale.y_of(max(opening, close))
    lower = max(scale.y_of(min(opening, close)), upper + line - 1)
    b1 = x1 - (body - line) // 2
    return [(x1, top, x1 + line - 1, bottom), (b1, upper, b1 + body - 1, lower)]


def volume_box(volume: float, x: int, scale: Scale) -> Box:
    """`volume_rects` of one candle."""
    body, bottom = scale.body, scale.height - 1
    x1 = x - scale.line // 2 - max(0, body - scale.line) // 2
    return x1, min(scale.y_of(volume), bottom - scale.line + 1), x1 + body - 1, bottom


def candle_rects(shown: Bars, scale: Scale) -> CandleRects:
    """Wicks and bodies; a flat candle is one line high."""
    if not len(shown.x):
        return CandleRects(NO_RECTS, NO_RECTS, NO_RECTS)
    line, body = scale.line, scale.body
    x1 = shown.x - line // 2
    wicks = stacked(x1, scale.y(shown.high), x1 + line - 1, scale.y(shown.low))
    rising = shown.rising
    if body <= line:
        wicks[:, 2] = wicks[:, 0] + body - 1
        return CandleRects(wicks[rising], wicks[~rising], NO_RECTS)
    upper = scale.y(np.maximum(shown.open, shown.close))
    lower = np.maximum(scale.y(np.minimum(shown.open, shown.close)), upper + line - 1)
    b1 = x1 - (body - line) // 2
    bodies = stacked(b1, upper, b1 + body - 1, lower)
    rise = np.concatenate((wicks[rising], bodies[rising]))
    fall = np.concatenate((wicks[~rising], bodies[~rising]))
    return CandleRects(rise, fall, NO_RECTS)


def filled_rects(
    series: CandleSeries, rows: slice, scale: Scale, left: float, right: float, until: int | None
) -> Rects:
    """Thin dashes at the close before, where nobody traded; `until`: the bucket that runs now."""
    first = max(0, rows.start - 1)
    some = slice(first, min(len(series), rows.stop + 1))
    buckets, closes = series.buckets[some], series.closes[some]
    if not len(buckets) or (until is None and buckets[-1] - buckets[0] == len(buckets) - 1):
        return NO_RECTS
    after = until + 1 if until is not None and some.stop == len(series) else buckets[-1] + 1
    ends = np.append(buckets[1:], max(after, buckets[-1] + 1))
    silent = ends - buckets > 1
    if not silent.any():
        return NO_RECTS
    begins, ends, y = buckets[silent] + 1, ends[silent], scale.y(closes[silent])
    begins, ends = np.maximum(begins, np.floor(left)), np.minimum(ends, np.ceil(right) + 1)
    if scale.step >= 4 * scale.line:
        counts = np.maximum(0, ends - begins).astype(np.int64)
        offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        x1 = scale.x(np.repeat(begins, counts) + offsets) - scale.body // 2
        x2, y = x1 + scale.body - 1, np.repeat(y, counts)
    else:
        x1, x2 = scale.x(begins - 0.5), scale.x(ends - 0.5) - 1
    wide = x2 >= x1
    return stacked(x1[wide], y[wide], x2[wide], y[wide] + scale.line - 1)


def volume_rects(shown: Bars, scale: Scale) -> CandleRects:
    """Bars from the bottom; what was traded is at least one line high."""
    if not len(shown.x):
        return CandleRects(NO_RECTS, NO_RECTS, NO_RECTS)
    body = scale.body
    x1 = shown.x - scale.line // 2 - max(0, body - scale.line) // 2
    bottom = np.full(len(x1), scale.height - 1, dtype=np.int32)
    top = np.minimum(scale.y(shown.volume), bottom - scale.line + 1)
    boxes = stacked(x1, top, x1 + body - 1, bottom)
    rising = shown.rising
    return CandleRects(boxes[rising], boxes[~rising], NO_RECTS)


def stacked(
    x1: NDArray[np.int32], y1: NDArray[np.int32], x2: NDArray[np.int32], y2: NDArray[np.int32]
) -> Rects:
    """Rectangles from the columns of their edges."""
    rects = np.empty((len(x1), 4), dtype=np.int32)
    rects[:, 0], rects[:, 1], rects[:, 2], rects[:, 3] = x1, y1, x2, y2
    return rects
