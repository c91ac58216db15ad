"""One frame of the chart, decided before anything is painted: scales, marks, what is still and what lives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from app.market.candles import CandleSeries, Interval
from app.market.indicators import Place
from widgets.chart.geometry import (
    NO_RECTS,
    Bars,
    Box,
    CandleRects,
    Scale,
    bars,
    candle_boxes,
    candle_rects,
    filled_rects,
    visible,
    volume_box,
    volume_rects,
)
from widgets.chart.indicators.curves import PanePlan, Stretch, pane_plan
from widgets.chart.layout import FOOTROOM, Layout
from widgets.chart.model import ChartModel
from widgets.chart.ticks import TimeMark, dated, log_marks, price_marks, time_marks
from widgets.chart.viewport import Viewport

_PRICE_MARK_ROOM = 38
_TIME_MARK_ROOM = 76
_LEAST_TICKS = 8
Columns: TypeAlias = tuple[int, int]
"""Pixel columns of a pane, from the first to before the second."""


@dataclass(frozen=True, slots=True)
class LiveBoxes:
    """What the newest pixel column shows in a pane, and the silence after it."""

    boxes: list[Box]
    rising: bool
    filled: list[Box]


_NOTHING = LiveBoxes([], True, [])


@dataclass(frozen=True, slots=True)
class Still:
    """The visible candles left of the newest pixel column; computed anew only when `key` changes."""

    key: tuple[object, ...]
    shown: Bars
    low: float
    high: float
    most: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a repaint looks up. content: equal while what stands still shows the same data."""

    layout: Layout
    viewport: Viewport
    price: Scale
    volume: Scale
    tick_size: Decimal | None
    price_marks: tuple[float, ...]
    price_decimals: int
    volume_marks: tuple[float, ...]
    time_marks: tuple[TimeMark, ...]
    rows: slice
    still: Still
    live: Bars
    content: tuple[object, ...]
    stretch: Stretch
    panes: tuple[PanePlan, ...]


def plan(
    model: ChartModel, viewport: Viewport, layout: Layout, log: bool, before: Plan | None = None
) -> Plan | None:
    """The frame for this state; None while there is no candle to scale by. before: the last frame."""
    series = model.series
    if not len(series):
        return None
    model.studies.update(series)
    step = viewport.step * layout.ratio
    origin, width = math.floor(viewport.left * step), layout.price.width()
    columns = Scale(origin, step, width, 1, 1.0, 0.0, ratio=layout.ratio)
    left, right = columns.reach
    rows = visible(series, left, right)
    split = _split(series, rows, columns)
    key = (model.generation, series.closed_version, rows.start, split, columns)
    still = before.still if before is not None and before.still.key == key else None
    still = still or _still(key, bars(series, slice(rows.start, split), columns))
    live = bars(series, slice(split, rows.stop), columns)
    price, volume = _scales(model, rows, still, live, columns, layout, log)
    same = before if before is not None and (before.price, before.volume) == (price, volume) else None
    if same is not None and (same.layout, same.tick_size) == (layout, model.tick_size):
        prices, decimals, volumes = same.price_marks, same.price_decimals, same.volume_marks
    else:
        prices, decimals = _price_marks(price, layout, model.tick_size)
        volumes = _volume_marks(volume, layout)
    stretch = Stretch(rows, split, left, right)
    return Plan(
        layout=layout,
        viewport=viewport,
        price=price,
        volume=volume,
        tick_size=model.tick_size,
        price_marks=prices,
        price_decimals=decimals,
        volume_marks=volumes,
        time_marks=_marks_in_view(model.interval, viewport.step, columns, rows.stop == len(series)),
        rows=rows,
        still=still,
        live=live,
        content=(model.generation, series.closed_version, model.studies.version, model.doubt_from),
        stretch=stretch,
        panes=_panes(model, stretch, price, layout, (key, model.studies.version), before),
    )


def price_rects(model: ChartModel, frame: Plan, columns: Columns) -> CandleRects:
    """The candles left of the newest pixel column, and all silence between candles, in some columns."""
    scale = frame.price
    candles = candle_rects(_within(frame.still.shown, scale, columns), scale)
    left, right = (scale.origin + columns[0]) / scale.step, (scale.origin + columns[1]) / scale.step
    rows = _undoubted(model, visible(model.series, left - 1, right + 1))
    filled = filled_rects(model.series, rows, scale, left - 1, right + 1, None) if rows else NO_RECTS
    return CandleRects(candles.rise, candles.fall, filled)


def traded_rects(frame: Plan, columns: Columns) -> CandleRects:
    """The volumes left of the newest pixel column, in some columns."""
    return volume_rects(_within(frame.still.shown, frame.volume, columns), frame.volume)


def _within(shown: Bars, scale: Scale, columns: Columns) -> Bars:
    """What may have a pixel in these columns."""
    beyond = scale.body + scale.line
    return shown.between(columns[0] - beyond, columns[1] + beyond)


def live_boxes(model: ChartModel, frame: Plan) -> tuple[LiveBoxes, LiveBoxes]:
    """The newest pixel column, and the silence after it; its volume."""
    size, last, live = len(model.series), model.series.last_bucket, frame.live
    if frame.rows.stop < size or last is None or not len(live.x):
        return _NOTHING, _NOTHING
    left, right = frame.price.reach
    x, price = int(live.x[0]), frame.price
    opening, high, low, close, volume = (
        float(column[0]) for column in (live.open, live.high, live.low, live.close, live.volume)
    )
    until = model.running_bucket() if model.doubt_from is None else None
    filled: list[Box] = []
    if until is not None and until > last:
        silence = filled_rects(model.series, slice(size, size), price, left, right, until)
        filled = [tuple(box) for box in silence.tolist()]
    candle, rising = candle_boxes(opening, high, low, close, x, price), close >= opening
    return LiveBoxes(candle, rising, filled), LiveBoxes([volume_box(volume, x, frame.volume)], rising, [])


def _undoubted(model: ChartModel, rows: slice) -> slice | None:
    """The rows between which silence is certain: nobody traded where no candle is."""
    if model.doubt_from is None:
        return rows
    stop = int(np.searchsorted(model.series.buckets, model.doubt_from))
    return slice(rows.start, min(rows.stop, stop)) if stop > rows.start else None


def _still(key: tuple[object, ...], shown: Bars) -> Still:
    if not len(shown.x):
        return Still(key, shown, math.inf, -math.inf, 0.0)
    return Still(key, shown, float(shown.low.min()), float(shown.high.max()), float(shown.volume.max()))


def _scales(
    model: ChartModel, rows: slice, still: Still, live: Bars, columns: Scale, layout: Layout, log: bool
) -> tuple[Scale, Scale]:
    low, high, most = still.low, still.high, still.most
    if len(live.x):
        low, high = min(low, float(live.low.min())), max(high, float(live.high.max()))
        most = max(most, float(live.volume.max()))
    if low > high:
        # Nothing but silence in view: it is drawn at the close before it.
        index = min(max(0, rows.start - 1), len(model.series) - 1)
        low = high = float(model.series.closes[index])
    top, bottom = _price_range(low, high, layout, log, float(model.tick_size or 0))
    origin, step = columns.origin, columns.step
    price, volume = layout.price, layout.volume
    return (
        Scale(origin, step, price.width(), price.height(), top, bottom, log, layout.ratio),
        Scale(
            origin,
            step,
            volume.width(),
            volume.height(),
            _steady(0.0, most or 1.0)[1] * 1.18,
            0.0,
            False,
            layout.ratio,
        ),
    )


def _panes(
    model: ChartModel,
    stretch: Stretch,
    price: Scale,
    layout: Layout,
    key: tuple[object, ...],
    before: Plan | None,
) -> tuple[PanePlan, ...]:
    old = before.panes if before is not None else ()
    lines = model.studies.at(Place.OWN)
    return tuple(
        pane_plan(each, stretch, price, rect, key, old[number] if number < len(old) else None)
        for number, (each, rect) in enumerate(zip(lines, layout.studies, strict=True))
    )


def _price_range(low: float, high: float, layout: Layout, log: bool, tick: float) -> tuple[float, float]:
    """The values at the top and bottom edge, so that head and foot room stay free of candles."""
    least = min(_LEAST_TICKS * tick, low * 0.2) or (high * 0.01 if high - low < high * 1e-9 else 0.0)
    if high - low < least:
        # A market that swings between two ticks is a calm one, and has to look like one.
        low, high = (low + high - least) / 2, (low + high + least) / 2
    if log:
        low, high = math.log10(low), math.log10(high)
    low, high = _steady(low, high)
    height = layout.price.height() / layout.ratio
    head, foot = min(layout.headroom, height * 0.25), height * FOOTROOM
    value = (high - low) / max(1.0, height - head - foot)
    return high + head * value, low - foot * value


def _steady(low: float, high: float) -> tuple[float, float]:
    """A range that holds this one, and stays the same while that moves by a few per cent of itself.

    A scale that follows every new extreme would move all candles with it, and have them painted again.
    """
    if not high > low:
        return low, high
    step = 2.0 ** (math.floor(math.log2(high - low)) - 5)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def _price_marks(scale: Scale, layout: Layout, tick: Decimal | None) -> tuple[tuple[float, ...], int]:
    count = max(2, int(scale.height / layout.ratio / _PRICE_MARK_ROOM))
    low, high = scale.value_at(scale.height), scale.value_at(0)
    marks, decimals = (log_marks if scale.log else price_marks)(low, high, count, float(tick or 0))
    return tuple(mark for mark in marks if mark > 0), decimals


def _volume_marks(scale: Scale, layout: Layout) -> tuple[float, ...]:
    count = max(1, int(scale.height / layout.ratio / 30))
    marks, _ = price_marks(0.0, scale.top * 0.92, count)
    return tuple(marks[1:])


@lru_cache(maxsize=64)
def _marks_in_view(interval: Interval, step: float, columns: Scale, live: bool) -> tuple[TimeMark, ...]:
    # Worked out for two screens at once: scrolling then only chooses.
    left, right = columns.reach
    screen = max(1, math.ceil(right - left) + 1)
    first = math.floor(left) // screen * screen
    marks = _marks(interval, first, first + 2 * screen, _TIME_MARK_ROOM / step)
    shown = [mark for mark in marks if -columns.line < columns.x_of(mark.bucket) < columns.width]
    room = 40 / step
    first_whole = next((n for n, mark in enumerate(shown) if mark.bucket - columns.left > room), None)
    alone = interval.is_streamed and not live and not any(mark.major for mark in shown)
    if first_whole is not None and alone:
        # A time of day alone does not say which day this is.
        shown[first_whole] = dated(interval, shown[first_whole])
    return tuple(shown)


@lru_cache(maxsize=64)
def _marks(interval: Interval, first: int, last: int, least: float) -> tuple[TimeMark, ...]:
    return tuple(time_marks(interval, first, last, least))


def _split(series: CandleSeries, rows: slice, scale: Scale) -> int:
    """The first row of the newest pixel column; the end of the rows when the newest candle is out of view."""
    if rows.stop <= rows.start or rows.stop < len(series):
        return rows.stop
    last = float(series.buckets[-1])
    if scale.step >= 1:
        return rows.stop - 1
    column = scale.x_of(last)
    first = int(np.searchsorted(series.buckets[rows], (scale.origin + column - 1) / scale.step))
    columns = scale.x(series.buckets[rows][first:])
    return rows.start + first + int(np.argmax(columns == column))
