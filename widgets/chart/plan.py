"""One frame of the chart, decided before anything is painted: scales, marks, what is still and what lives."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np

from app.market.candles import CandleSeries, Interval
from app.market.indicators import Place
from widgets.chart.geometry import (
    NO_RECTS,
    Bars,
    CandleRects,
    Scale,
    bars,
    candle_rects,
    filled_rects,
    visible,
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
_NO_CANDLES = CandleRects(NO_RECTS, NO_RECTS, NO_RECTS)


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
    """Everything a repaint looks up. `still_key` is equal as long as the cached layers may stay."""

    layout: Layout
    viewport: Viewport
    price: Scale
    volume: Scale
    price_marks: tuple[float, ...]
    price_decimals: int
    volume_marks: tuple[float, ...]
    time_marks: tuple[TimeMark, ...]
    rows: slice
    still: Still
    live: Bars
    still_key: tuple[object, ...]
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
    rows = visible(series, viewport.left, viewport.right)
    columns = Scale(viewport.left, viewport.step * layout.ratio, layout.price.width(), 1, 1.0, 0.0)
    split = _split(series, rows, columns)
    key = (model.generation, series.closed_version, rows.start, split, columns)
    still = before.still if before is not None and before.still.key == key else None
    still = still or _still(key, bars(series, slice(rows.start, split), columns))
    live = bars(series, slice(split, rows.stop), columns)
    price, volume = _scales(model, rows, still, live, viewport, layout, log)
    prices, decimals = _price_marks(price, layout, model.tick_size)
    stretch = Stretch(rows, split, viewport.left, viewport.right)
    return Plan(
        layout=layout,
        viewport=viewport,
        price=price,
        volume=volume,
        price_marks=tuple(prices),
        price_decimals=decimals,
        volume_marks=_volume_marks(volume, layout),
        time_marks=_marks_in_view(model.interval, viewport, live=rows.stop == len(series)),
        rows=rows,
        still=still,
        live=live,
        still_key=(price, volume, layout, key, model.tick_size, model.studies.version, model.doubt_from),
        stretch=stretch,
        panes=_panes(model, stretch, price, layout, (key, model.studies.version), before),
    )


def still_rects(model: ChartModel, frame: Plan) -> tuple[CandleRects, CandleRects]:
    """The candles and volumes left of the newest pixel column, and all silence between candles."""
    view, scale = frame.viewport, frame.price
    candles = candle_rects(frame.still.shown, scale)
    rows = _undoubted(model, frame.rows)
    filled = filled_rects(model.series, rows, scale, view.left, view.right, None) if rows else NO_RECTS
    return CandleRects(candles.rise, candles.fall, filled), volume_rects(frame.still.shown, frame.volume)


def live_rects(model: ChartModel, frame: Plan) -> tuple[CandleRects, CandleRects]:
    """The newest pixel column, and the silence after it."""
    size = len(model.series)
    if frame.rows.stop < size:
        return _NO_CANDLES, _NO_CANDLES
    view, scale = frame.viewport, frame.price
    candles = candle_rects(frame.live, scale)
    until = model.running_bucket() if model.doubt_from is None else None
    filled = filled_rects(model.series, slice(size, size), scale, view.left, view.right, until)
    return CandleRects(candles.rise, candles.fall, filled), volume_rects(frame.live, frame.volume)


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
    model: ChartModel, rows: slice, still: Still, live: Bars, viewport: Viewport, layout: Layout, log: bool
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
    left, step = viewport.left, viewport.step * layout.ratio
    price, volume = layout.price, layout.volume
    return (
        Scale(left, step, price.width(), price.height(), top, bottom, log, layout.ratio),
        Scale(left, step, volume.width(), volume.height(), (most or 1.0) * 1.18, 0.0, False, layout.ratio),
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
    height = layout.price.height() / layout.ratio
    head, foot = min(layout.headroom, height * 0.25), min(FOOTROOM, height * 0.1)
    value = (high - low) / max(1.0, height - head - foot)
    return high + head * value, low - foot * value


def _price_marks(scale: Scale, layout: Layout, tick: Decimal | None) -> tuple[list[float], int]:
    count = max(2, int(scale.height / layout.ratio / _PRICE_MARK_ROOM))
    low, high = scale.value_at(scale.height), scale.value_at(0)
    marks, decimals = (log_marks if scale.log else price_marks)(low, high, count, float(tick or 0))
    return [mark for mark in marks if mark > 0], decimals


def _volume_marks(scale: Scale, layout: Layout) -> tuple[float, ...]:
    count = max(1, int(scale.height / layout.ratio / 30))
    marks, _ = price_marks(0.0, scale.top * 0.92, count)
    return tuple(marks[1:])


def _marks_in_view(interval: Interval, viewport: Viewport, *, live: bool) -> tuple[TimeMark, ...]:
    # Worked out for two screens at once: scrolling then only chooses.
    screen = max(1, math.ceil(viewport.span))
    first = math.floor(viewport.left) // screen * screen
    marks = _marks(interval, first, first + 2 * screen, _TIME_MARK_ROOM / viewport.step)
    shown = [mark for mark in marks if viewport.left <= mark.bucket <= viewport.right]
    room = 40 / viewport.step
    first_whole = next((n for n, mark in enumerate(shown) if mark.bucket - viewport.left > room), None)
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
    column = math.floor((last - scale.left) * scale.step)
    first = int(np.searchsorted(series.buckets[rows], scale.left + (column - 1) / scale.step))
    columns = scale.x(series.buckets[rows][first:])
    return rows.start + first + int(np.argmax(columns == column))
