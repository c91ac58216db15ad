import math
import random

import numpy as np
import pytest

from app.market.candles import Candle, CandleSeries, Interval
from app.market.indicators import Indicator, IndicatorLines, Kind, Parameter

MINUTE = 60_000


def walk(count: int, first: int = 0) -> list[Candle]:
    chance, price, candles = random.Random(5), 100.0, []
    for bucket in range(first, first + count):
        close = price * math.exp(chance.gauss(0, 0.01))
        high, low = max(price, close) * 1.001, min(price, close) * 0.999
        candles.append(Candle(bucket * MINUTE, price, high, low, close, chance.random(), bucket * MINUTE + 1))
        price = close
    return candles


def series_of(candles: list[Candle]) -> CandleSeries:
    series = CandleSeries(Interval.MINUTE)
    series.merge(candles)
    return series


def lines_of(indicator: Indicator, series: CandleSeries) -> IndicatorLines:
    lines = IndicatorLines(indicator)
    lines.update(series)
    return lines


def test_a_moving_average_is_the_mean_of_the_closes() -> None:
    series = series_of(walk(30))
    five, twenty, sixty, _ = lines_of(Indicator.of(Kind.MA), series).lines
    assert five[-1] == pytest.approx(series.closes[-5:].mean())
    assert twenty[-1] == pytest.approx(series.closes[-20:].mean())
    assert np.isnan(twenty[:19]).all()
    assert np.isnan(sixty).all()


def test_a_period_of_zero_leaves_the_line_out_and_one_is_the_price_itself() -> None:
    series = series_of(walk(30))
    none, closes, *_ = lines_of(Indicator(Kind.MA, (0, 1, 5, 20)), series).lines
    assert np.isnan(none).all()
    assert (closes == series.closes).all()


def test_bollinger_bands_are_so_many_deviations_from_the_mean() -> None:
    series = series_of(walk(40))
    upper, middle, lower = lines_of(Indicator(Kind.BOLLINGER, (20, 2.5)), series).lines
    last = series.closes[-20:]
    assert middle[-1] == pytest.approx(last.mean())
    assert upper[-1] - middle[-1] == pytest.approx(2.5 * last.std())
    assert middle[-1] - lower[-1] == pytest.approx(2.5 * last.std())


def test_the_vwap_begins_anew_with_the_day() -> None:
    series = series_of(walk(100, first=24 * 60 - 50))  # 50 minutes on both sides of a UTC midnight
    typical = (series.highs + series.lows + series.closes) / 3
    (line,) = lines_of(Indicator.of(Kind.VWAP), series).lines
    assert line[50] == pytest.approx(typical[50])
    today = slice(50, 100)
    assert line[-1] == pytest.approx(np.average(typical[today], weights=series.volumes[today]))


def test_ichimoku_lines_stand_where_they_belong() -> None:
    series = series_of(walk(120))
    indicator = Indicator.of(Kind.ICHIMOKU)
    turn, base, lead, *_, lag = lines_of(indicator, series).lines
    assert turn[-1] == pytest.approx((series.highs[-9:].max() + series.lows[-9:].min()) / 2)
    assert lead[-1] == pytest.approx((turn[-1] + base[-1]) / 2)
    assert (lag == series.closes).all()
    assert indicator.shifts == (0, 0, 25, 25, -25)


def test_an_rsi_of_nothing_but_gains_is_a_hundred() -> None:
    candles = [Candle(b * MINUTE, b + 1, b + 2, b + 1, b + 2, 1.0, b * MINUTE) for b in range(40)]
    (line,) = lines_of(Indicator.of(Kind.RSI), series_of(candles)).lines
    assert line[-1] == pytest.approx(100.0)


@pytest.mark.parametrize("kind", Kind)
def test_live_candles_give_the_same_lines_as_all_at_once(kind: Kind) -> None:
    candles, indicator = walk(2500), Indicator.of(kind)
    series = series_of(candles[:1500])
    live = lines_of(indicator, series)
    for candle in candles[1500:]:
        series.merge([candle])
        series.touch(candle.close * 1.01, 0.5, candle.stamp + 1)
        live.update(series)
        series.merge([Candle(**{**as_dict(candle), "stamp": candle.stamp + 2})])
        live.update(series)
    whole = lines_of(indicator, series).lines
    assert live.lines.shape == whole.shape == (indicator.kind.spec.lines, 2500)
    np.testing.assert_allclose(live.lines, whole, rtol=1e-9, atol=1e-9, equal_nan=True)


def as_dict(candle: Candle) -> dict[str, object]:
    return {name: getattr(candle, name) for name in candle.__slots__}


def test_an_older_page_is_a_reason_to_begin_anew() -> None:
    candles = walk(300)
    series = series_of(candles[200:])
    lines = lines_of(Indicator.of(Kind.MA), series)
    series.merge(candles[:200])
    lines.update(series)
    np.testing.assert_allclose(lines.lines, lines_of(Indicator.of(Kind.MA), series_of(candles)).lines)


def test_another_series_never_gets_the_lines_of_the_one_before() -> None:
    lines, series = IndicatorLines(Indicator.of(Kind.MA)), None
    for turn in range(20):
        # Each may stand where the one before was freed, and has the same versions.
        del series
        series = series_of([Candle(b * MINUTE, 1, 2, 1, turn + 1, 1, b * MINUTE) for b in range(10)])
        lines.update(series)
        assert lines.lines[0, -1] == turn + 1


def test_a_live_candle_computes_a_tail_only(monkeypatch: pytest.MonkeyPatch) -> None:
    import talib

    asked: list[int] = []
    average = talib.SMA
    monkeypatch.setattr(talib, "SMA", lambda x, timeperiod: asked.append(len(x)) or average(x, timeperiod))
    series = series_of(walk(5000))
    lines = lines_of(Indicator.of(Kind.MA), series)
    assert asked == [5000] * 4
    asked.clear()
    last = series.last
    assert last is not None
    series.touch(last.close * 1.1, 1.0, last.stamp + 1)
    lines.update(series)
    assert max(asked) < 250
    asked.clear()
    lines.update(series)
    assert asked == []


@pytest.mark.parametrize("value", [True, "5", None, 2.5, -1, 1001, float("nan")])
def test_a_parameter_refuses_what_is_no_period(value: object) -> None:
    assert not Parameter(5, 0, 1000).accepts(value)
    assert Parameter(5, 0, 1000).accepts(5)
    assert Parameter(2.0, 0.1, 10.0, whole=False).accepts(2.5)
