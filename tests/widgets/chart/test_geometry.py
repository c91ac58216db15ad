import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market.candles import Candle, CandleSeries, Interval
from widgets.chart.geometry import Scale, bars, candle_rects, filled_rects, visible, volume_rects

MINUTE = 60_000


def series_of(closes: dict[int, float]) -> CandleSeries:
    series = CandleSeries(Interval.MINUTE)
    series.merge(
        Candle(b * MINUTE, 50.0, max(60.0, c), min(40.0, c), c, float(b % 7), b) for b, c in closes.items()
    )
    return series


def scale(step: float = 10.0, *, left: float = -0.5, ratio: float = 1.0, log: bool = False) -> Scale:
    top, bottom = (2.0, 1.0) if log else (100.0, 0.0)
    return Scale(math.floor(left * step), step, 1000, 500, top, bottom, log, ratio)


@given(st.floats(0.001, 120), st.sampled_from([1.0, 1.25, 1.5, 2.0, 3.0]))
def test_a_body_leaves_a_gap_and_has_the_wick_in_its_middle(step: float, ratio: float) -> None:
    one = scale(step, ratio=ratio)
    assert 1 <= one.body <= max(1, int(step))
    if one.body > one.line:
        assert (one.body - one.line) % 2 == 0
        assert one.body <= step - one.line


def test_bodies_and_wicks_in_device_pixels() -> None:
    series, one = series_of({0: 55.0, 1: 45.0, 2: 50.0}), scale()
    rects = candle_rects(bars(series, slice(0, 3), one), one)
    # bucket 0 is centred on column 5: a wick one wide, a body of 7 around it
    assert rects.rise.tolist() == [
        [5, 200, 5, 300],
        [25, 200, 25, 300],
        [2, 225, 8, 250],
        [22, 250, 28, 250],
    ]
    assert rects.fall.tolist() == [[15, 200, 15, 300], [12, 250, 18, 275]]


@given(st.integers(1, 400), st.floats(0.02, 0.9))
def test_at_most_one_candle_a_pixel_column_and_none_of_its_extremes_lost(count: int, step: float) -> None:
    chance = np.random.default_rng(count)
    series = series_of({b: float(chance.integers(30, 70)) for b in range(count)})
    shown = bars(series, slice(0, count), scale(step))
    assert len(set(shown.x.tolist())) == len(shown.x)
    assert shown.high.max() == series.highs.max() and shown.low.min() == series.lows.min()
    assert shown.volume.sum() == pytest.approx(series.volumes.sum())
    assert shown.close[-1] == series.closes[-1] and shown.open[0] == series.opens[0]


def test_silent_buckets_are_dashes_at_the_close_before() -> None:
    series, one = series_of({0: 60.0, 3: 40.0}), scale()
    dashes = filled_rects(series, slice(0, 2), one, -0.5, 99.5, None)
    assert dashes.tolist() == [[12, 200, 18, 200], [22, 200, 28, 200]]


def test_silence_up_to_now_is_drawn_and_joined_when_dense() -> None:
    series, dense = series_of({0: 60.0}), scale(1.0)
    (line,) = filled_rects(series, slice(1, 1), dense, -0.5, 999.5, 5).tolist()
    assert (line[0], line[2], line[1]) == (1, 5, 200)
    assert filled_rects(series, slice(1, 1), dense, -0.5, 999.5, None).tolist() == []


def test_no_dash_where_every_bucket_was_traded_or_nothing_is_known() -> None:
    assert len(filled_rects(series_of({0: 1.0, 1: 2.0}), slice(0, 2), scale(), -0.5, 99.5, None)) == 0
    assert len(filled_rects(CandleSeries(Interval.MINUTE), slice(0, 0), scale(), -0.5, 99.5, 7)) == 0


def test_volume_stands_on_the_floor() -> None:
    series, one = series_of({1: 55.0, 6: 45.0}), Scale(-5, 10.0, 1000, 100, 10.0, 0.0)
    rects = volume_rects(bars(series, slice(0, 2), one), one)
    assert rects.rise.tolist() == [[12, 90, 18, 99]]
    assert rects.fall.tolist() == [[62, 40, 68, 99]]


def test_a_logarithmic_scale() -> None:
    one = scale(log=True)
    assert one.y_of(10.0) == 500 and one.y_of(100.0) == 0
    assert one.value_at(250) == pytest.approx(10**1.5)
    assert one.y(np.array([10.0, 100.0])).tolist() == [500, 0]


def test_what_is_far_outside_stays_in_32_bits() -> None:
    assert scale().y(np.array([1e30, -1e30])).tolist() == [-32768, 32767]


def test_the_visible_rows() -> None:
    series = series_of(dict.fromkeys(range(10), 50.0))
    assert visible(series, 2.6, 5.4) == slice(3, 6)
    assert visible(series, 20.0, 30.0) == slice(10, 10)
