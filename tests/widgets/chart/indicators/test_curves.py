import math

import numpy as np
import pytest
from PyQt6.QtCore import QRect

from app.market.candles import CandleSeries, Interval
from app.market.indicators import Indicator, IndicatorLines, Kind
from tests.widgets.chart.double import NOW, candles
from widgets.chart.geometry import Scale
from widgets.chart.indicators.curves import Columns, PanePlan, Stretch, bars, pane_plan, points

LAST = NOW // 60_000


def series_of(count: int) -> CandleSeries:
    series = CandleSeries(Interval.MINUTE)
    series.merge(candles(count))
    return series


def scale_for(series: CandleSeries, *, step: float = 8.0, log: bool = False) -> Scale:
    origin = math.floor((series.buckets[-1] - 100) * step)
    return Scale(origin, step, 1000, 200, 2.1 if log else 120.0, 1.9 if log else 80.0, log)


def test_points_stand_on_their_candles() -> None:
    series = series_of(50)
    scale = scale_for(series)
    x, y = points(Columns(series, scale), series.closes, 0, slice(40, 50), scale)
    assert x.tolist() == [scale.x_of(float(bucket)) for bucket in series.buckets[40:]]
    assert y.tolist() == [scale.y_of(float(close)) for close in series.closes[40:]]
    later, _ = points(Columns(series, scale), series.closes, 26, slice(40, 50), scale)
    assert (later - x == 26 * 8).all()


def test_there_is_at_most_one_point_a_pixel_column_the_newest() -> None:
    series = series_of(900)
    scale = scale_for(series, step=0.1)
    x, y = points(Columns(series, scale), series.closes, 0, slice(0, 900), scale)
    assert len(x) == len(set(x.tolist())) <= 92
    assert y[-1] == scale.y_of(float(series.closes[-1]))


def test_no_point_where_there_is_no_value_and_none_at_zero_on_a_log_scale() -> None:
    series = series_of(10)
    scale = scale_for(series)
    values = np.array([np.nan] * 4 + [100.0, -5.0, 0.0, 90.0, 95.0, 99.0])
    x, _ = points(Columns(series, scale), values, 0, slice(0, 10), scale)
    assert len(x) == 6
    log = scale_for(series, log=True)
    x, _ = points(Columns(series, log), values, 0, slice(0, 10), log)
    assert len(x) == 4


def test_bars_reach_from_zero() -> None:
    series = series_of(4)
    scale = Scale(int(series.buckets[0]) * 10, 10.0, 100, 100, 1.0, -1.0)
    up, down = bars(Columns(series, scale), np.array([0.5, -0.5, np.nan, 0.0]), slice(0, 4), scale)
    assert up[:, [1, 3]].tolist() == [[25, 50], [50, 50]]
    assert down[:, [1, 3]].tolist() == [[50, 75]]


def test_still_and_live_parts_meet_and_hold_every_row_once() -> None:
    series = series_of(100)
    stretch = Stretch(slice(20, 100), 99, float(series.buckets[20]), float(series.buckets[-1]) + 5)
    still, live = stretch.of(series, 0, live=False), stretch.of(series, 0, live=True)
    assert (still.start, still.stop) == (19, 99)
    assert (live.start, live.stop) == (98, 100)
    away = Stretch(slice(20, 60), 60, float(series.buckets[20]), float(series.buckets[59]))
    assert away.of(series, 0, live=False) == slice(19, 61)
    assert len(range(100)[away.of(series, 0, live=True)]) == 0
    # Drawn 30 candles later, the newest rows are in view although their candles are not.
    assert away.of(series, 30, live=False).stop <= 32
    ahead = Stretch(slice(60, 90), 90, float(series.buckets[60]), float(series.buckets[89]))
    assert ahead.of(series, 30, live=False) == slice(29, 61)


def pane_of(kind: Kind, series: CandleSeries, key: object = 1, before: PanePlan | None = None) -> PanePlan:
    lines = IndicatorLines(Indicator.of(kind))
    lines.update(series)
    stretch = Stretch(slice(0, len(series)), len(series) - 1, 0.0, 1e12)
    return pane_plan(lines, stretch, scale_for(series), QRect(0, 300, 1080, 90), (key,), before)


def test_an_oscillator_has_fixed_ends_and_its_guides() -> None:
    pane = pane_of(Kind.RSI, series_of(100))
    assert (pane.scale.top, pane.scale.bottom) == (100.0, 0.0)
    assert pane.marks == (30.0, 70.0)
    assert (pane.pane.width(), pane.rect.width()) == (1000, 1080)


def test_other_panes_hold_every_value_in_view() -> None:
    series = series_of(200)
    pane = pane_of(Kind.MACD, series)
    lines = IndicatorLines(Indicator.of(Kind.MACD))
    lines.update(series)
    assert pane.scale.bottom < np.nanmin(lines.lines) <= np.nanmax(lines.lines) < pane.scale.top
    assert pane.scale.bottom < 0 < pane.scale.top


def test_the_range_of_what_stands_still_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    series = series_of(200)
    before = pane_of(Kind.ATR, series)
    asked: list[int] = []
    monkeypatch.setattr(
        "widgets.chart.indicators.curves._range", lambda values: asked.append(values.size) or (1.0, 2.0)
    )
    assert (pane_of(Kind.ATR, series, 1, before).low, asked) == (before.low, [1])
    pane_of(Kind.ATR, series, 2, before)
    assert asked[1:] == [199, 1]


def test_a_pane_without_any_value_yet_has_a_scale_all_the_same() -> None:
    pane = pane_of(Kind.ATR, series_of(5))
    assert (pane.scale.top, pane.scale.bottom) == (1.0, 0.0)
