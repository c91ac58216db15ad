"""One frame of the chart, decided before anything is painted: scales, marks, what is still and what lives."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from widgets.chart.geometry import (
    NO_RECTS,
    CandleRects,
    Scale,
    bars,
    candle_rects,
    filled_rects,
    value_range,
    visible,
    volume_rects,
)
from widgets.chart.layout import FOOTROOM, HEADROOM, Layout
from widgets.chart.model import ChartModel
from widgets.chart.ticks import TimeMark, log_marks, price_marks, time_marks
from widgets.chart.viewport import Viewport

_PRICE_MARK_ROOM = 38
_TIME_MARK_ROOM = 76
_NO_CANDLES = CandleRects(NO_RECTS, NO_RECTS, NO_RECTS)


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a repaint looks up. `still_key` is equal as long as the cached layer may stay."""

    layout: Layout
    viewport: Viewport
    price: Scale
    volume: Scale
    price_marks: tuple[float, ...]
    price_decimals: int
    volume_marks: tuple[float, ...]
    time_marks: tuple[TimeMark, ...]
    rows: slice
    split: int
    still_key: tuple[object, ...]


def plan(model: ChartModel, viewport: Viewport, layout: Layout, log: bool) -> Plan | None:
    """The frame for this state; None while there is no candle to scale by."""
    series = model.series
    if not len(series):
        return None
    rows = visible(series, viewport.left, viewport.right)
    scales = _scales(model, rows, viewport, layout, log)
    price, volume = scales
    split = _split(model, rows, price)
    prices, decimals = _price_marks(price, layout)
    return Plan(
        layout=layout,
        viewport=viewport,
        price=price,
        volume=volume,
        price_marks=tuple(prices),
        price_decimals=decimals,
        volume_marks=_volume_marks(volume, layout),
        time_marks=tuple(
            time_marks(model.interval, viewport.left, viewport.right, _TIME_MARK_ROOM / viewport.step)
        ),
        rows=rows,
        split=split,
        still_key=(price, volume, layout, model.generation, series.closed_version, rows.start, split),
    )


def still_rects(model: ChartModel, frame: Plan) -> tuple[CandleRects, CandleRects]:
    """The candles and volumes left of the last pixel column that is still being written."""
    return _rects(model, frame, slice(frame.rows.start, frame.split), live=False)


def live_rects(model: ChartModel, frame: Plan) -> tuple[CandleRects, CandleRects]:
    """The newest pixel column, and the silence after it."""
    if frame.rows.stop < len(model.series):
        return _NO_CANDLES, _NO_CANDLES
    return _rects(model, frame, slice(frame.split, frame.rows.stop), live=True)


def _rects(model: ChartModel, frame: Plan, rows: slice, live: bool) -> tuple[CandleRects, CandleRects]:
    series, view, scale = model.series, frame.viewport, frame.price
    shown = bars(series, rows, scale)
    candles = candle_rects(shown, scale)
    if live:
        tail = slice(len(series), len(series))
        until = model.running_bucket()
        filled = filled_rects(series, tail, scale, view.left, view.right, until)
    else:
        filled = filled_rects(series, frame.rows, scale, view.left, view.right, None)
    return CandleRects(candles.rise, candles.fall, filled), volume_rects(shown, frame.volume)


def _scales(
    model: ChartModel, rows: slice, viewport: Viewport, layout: Layout, log: bool
) -> tuple[Scale, Scale]:
    series = model.series
    if rows.stop <= rows.start:
        # Nothing but silence in view: it is drawn at the close before it.
        index = min(max(0, rows.start - 1), len(series) - 1)
        close = float(series.closes[index])
        low, high, most = close, close, 0.0
    else:
        low, high = value_range(series, rows) or (1.0, 1.0)
        most = _most_volume(model, rows, viewport, layout)
    top, bottom = _price_range(low, high, layout, log)
    left, step = viewport.left, viewport.step * layout.ratio
    price, volume = layout.price, layout.volume
    return (
        Scale(left, step, price.width(), price.height(), top, bottom, log, layout.ratio),
        Scale(left, step, volume.width(), volume.height(), (most or 1.0) * 1.18, 0.0, False, layout.ratio),
    )


def _most_volume(model: ChartModel, rows: slice, viewport: Viewport, layout: Layout) -> float:
    step = viewport.step * layout.ratio
    flat = Scale(viewport.left, step, 1, 1, 1.0, 0.0, False, layout.ratio)
    return float(bars(model.series, rows, flat).volume.max())


def _price_range(low: float, high: float, layout: Layout, log: bool) -> tuple[float, float]:
    """The values at the top and bottom edge, so that head and foot room stay free of candles."""
    if high - low < high * 1e-9:
        low, high = low * 0.995, high * 1.005
    if log:
        low, high = math.log10(low), math.log10(high)
    height = layout.price.height() / layout.ratio
    head, foot = min(HEADROOM, height * 0.2), min(FOOTROOM, height * 0.1)
    value = (high - low) / max(1.0, height - head - foot)
    return high + head * value, low - foot * value


def _price_marks(scale: Scale, layout: Layout) -> tuple[list[float], int]:
    count = max(2, int(scale.height / layout.ratio / _PRICE_MARK_ROOM))
    low, high = scale.value_at(scale.height), scale.value_at(0)
    marks, decimals = (log_marks if scale.log else price_marks)(low, high, count)
    return [mark for mark in marks if mark > 0], decimals


def _volume_marks(scale: Scale, layout: Layout) -> tuple[float, ...]:
    count = max(1, int(scale.height / layout.ratio / 30))
    marks, _ = price_marks(0.0, scale.top * 0.92, count)
    return tuple(marks[1:])


def _split(model: ChartModel, rows: slice, scale: Scale) -> int:
    """The first row of the newest pixel column; the end of the rows when the newest candle is out of view."""
    series = model.series
    if rows.stop <= rows.start or rows.stop < len(series):
        return rows.stop
    last = float(series.buckets[-1])
    if scale.step >= 1:
        return rows.stop - 1
    column = math.floor((last - scale.left) * scale.step)
    first = int(np.searchsorted(series.buckets[rows], scale.left + (column - 1) / scale.step))
    columns = scale.x(series.buckets[rows][first:])
    return rows.start + first + int(np.argmax(columns == column))
