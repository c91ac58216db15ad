"""Technical indicators of a candle series, by TA-Lib: what each is made of, and its lines kept up to date."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np

from app.market.candles import CandleSeries, Floats

Numbers: TypeAlias = tuple[float, ...]

_DAY_MS = 24 * 60 * 60 * 1000
# (1 - 2/n)^(20n) < 1e-17: beyond so many rows an exponential average no longer feels what came before.
_EXPONENTIAL, _WILDER = 20, 40
_MOST_PERIOD = 1000


class Place(StrEnum):
    """Where the lines of an indicator are drawn."""

    PRICE = "price"
    VOLUME = "volume"
    OWN = "own"


class Kind(StrEnum):
    """The indicators that a chart can show, in the order of its panes."""

    MA = "ma"
    EMA = "ema"
    BOLLINGER = "bollinger"
    VWAP = "vwap"
    ICHIMOKU = "ichimoku"
    VOLUME_MA = "volume_ma"
    RSI = "rsi"
    MACD = "macd"
    STOCHASTIC = "stochastic"
    ATR = "atr"
    CCI = "cci"

    @property
    def spec(self) -> Spec:
        """What it is made of."""
        return _SPECS[self]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number that the trader may set. whole: a period in candles; 0 leaves the line out if `least` is 0."""

    default: float
    least: float
    most: float
    whole: bool = True

    def accepts(self, value: object) -> bool:
        """Whether `value` is a number within the limits."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.least <= value <= self.most and (not self.whole or value == int(value))


@dataclass(frozen=True, slots=True)
class Columns:
    """The rows that an indicator is computed from; `days`: the number of each row's UTC day."""

    highs: Floats
    lows: Floats
    closes: Floats
    volumes: Floats
    days: Floats


@dataclass(frozen=True, slots=True)
class Spec:
    """How an indicator is computed.

    compute: rows → one row of values a line, NaN where there is none. memory: how many rows before a value
    it depends on; None: all rows of its UTC day. shift: by how many buckets each line is drawn later.
    bounds: the fixed ends of its scale. guides: values marked by a line. bars: the line drawn as bars.
    cloud: two lines, drawn equally late, between which the ground is coloured.
    """

    place: Place
    parameters: tuple[Parameter, ...]
    lines: int
    compute: Callable[[Columns, Numbers], Floats]
    memory: Callable[[Numbers], int] | None
    shift: Callable[[Numbers], tuple[int, ...]] | None = None
    bounds: tuple[float, float] | None = None
    guides: tuple[float, ...] = ()
    bars: int | None = None
    cloud: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator with its settings. colours: `#rrggbb` a line, empty for the theme's own."""

    kind: Kind
    values: Numbers
    colours: tuple[str, ...] = ()

    @staticmethod
    def of(kind: Kind) -> Indicator:
        """The indicator as it comes."""
        spec = kind.spec
        return Indicator(kind, tuple(one.default for one in spec.parameters), ("",) * spec.lines)

    @property
    def shifts(self) -> tuple[int, ...]:
        """By how many buckets each line is drawn later."""
        shift = self.kind.spec.shift
        return shift(self.values) if shift is not None else (0,) * self.kind.spec.lines


class IndicatorLines:
    """The lines of one indicator over a series: a live candle costs its tail only.

    `lines`: a row a line, a column a candle of the series.
    """

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator
        self._memory: Floats = np.empty((indicator.kind.spec.lines, 0))
        self._size = 0
        self._series: CandleSeries | None = None  # itself, as the next one may get its address
        self._seen = (-1, -1)

    @property
    def lines(self) -> Floats:
        return self._memory[:, : self._size]

    def update(self, series: CandleSeries) -> None:
        """Follow the series; computes as little as is right."""
        seen = (series.page_version, series.version)
        if series is self._series and seen == self._seen:
            return
        appended = series is self._series and seen[0] == self._seen[0] and self._size > 0
        first = self._size - 1 if appended else 0
        self._series, self._seen, self._size = series, seen, len(series)
        if self._size > self._memory.shape[1]:
            grown = np.empty((self._memory.shape[0], max(256, 2 * self._size)))
            grown[:, :first] = self._memory[:, :first]
            self._memory = grown
        if self._size:
            self._memory[:, first : self._size] = _tail(self.indicator, series, first)


def _tail(indicator: Indicator, series: CandleSeries, first: int) -> Floats:
    """The values of the rows from `first` on."""
    spec = indicator.kind.spec
    if spec.memory is not None:
        begin = max(0, first - spec.memory(indicator.values))
        days = series.buckets[begin:]  # nobody asks for them
    else:
        numbers = _days(series)
        begin = int(np.searchsorted(numbers, numbers[first]))
        days = numbers[begin:]
    highs, lows, closes, volumes = (
        column[begin:] for column in (series.highs, series.lows, series.closes, series.volumes)
    )
    return spec.compute(Columns(highs, lows, closes, volumes, days), indicator.values)[:, first - begin :]


def _days(series: CandleSeries) -> Floats:
    length = series.interval.length_ms
    if length is None:
        return series.buckets
    return np.floor((series.buckets * length + series.interval.start_ms(0)) / _DAY_MS)


def _ma(rows: Columns, values: Numbers) -> Floats:
    return _averages(rows.closes, values, "SMA")


def _ema(rows: Columns, values: Numbers) -> Floats:
    return _averages(rows.closes, values, "EMA")


def _volume_ma(rows: Columns, values: Numbers) -> Floats:
    return _averages(rows.volumes, values, "SMA")


def _averages(column: Floats, periods: Numbers, name: str) -> Floats:
    import talib

    average = getattr(talib, name)
    none = np.full(len(column), np.nan)
    return np.array(
        [
            none if period < 1 else column if period == 1 else average(column, timeperiod=int(period))
            for period in periods
        ]
    )


def _bollinger(rows: Columns, values: Numbers) -> Floats:
    import talib

    period, width = values
    return np.array(talib.BBANDS(rows.closes, timeperiod=int(period), nbdevup=width, nbdevdn=width))


def _vwap(rows: Columns, _values: Numbers) -> Floats:
    import talib

    # Anew every exchange day, which begins at 09:00 KST.
    begins = [*np.flatnonzero(np.diff(rows.days, prepend=rows.days[:1] - 1)).tolist(), len(rows.days)]
    columns = (rows.highs, rows.lows, rows.closes, rows.volumes)
    parts = [
        talib.VWAP(*(column[begin:end] for column in columns)) for begin, end in itertools.pairwise(begins)
    ]
    return np.concatenate(parts)[np.newaxis]


def _ichimoku(rows: Columns, values: Numbers) -> Floats:
    import talib

    turn, base, span = (int(value) for value in values)
    middles = [talib.MIDPRICE(rows.highs, rows.lows, timeperiod=period) for period in (turn, base, span)]
    return np.array([middles[0], middles[1], (middles[0] + middles[1]) / 2, middles[2], rows.closes])


def _rsi(rows: Columns, values: Numbers) -> Floats:
    import talib

    return talib.RSI(rows.closes, timeperiod=int(values[0]))[np.newaxis]


def _macd(rows: Columns, values: Numbers) -> Floats:
    import talib

    fast, slow, signal = (int(value) for value in values)
    return np.array(talib.MACD(rows.closes, fastperiod=fast, slowperiod=slow, signalperiod=signal))


def _stochastic(rows: Columns, values: Numbers) -> Floats:
    import talib

    fast, slow, smooth = (int(value) for value in values)
    return np.array(
        talib.STOCH(
            rows.highs, rows.lows, rows.closes, fastk_period=fast, slowk_period=slow, slowd_period=smooth
        )
    )


def _atr(rows: Columns, values: Numbers) -> Floats:
    import talib

    return talib.ATR(rows.highs, rows.lows, rows.closes, timeperiod=int(values[0]))[np.newaxis]


def _cci(rows: Columns, values: Numbers) -> Floats:
    import talib

    return talib.CCI(rows.highs, rows.lows, rows.closes, timeperiod=int(values[0]))[np.newaxis]


def _window(values: Numbers) -> int:
    return int(sum(values)) + 1


def _exponential(values: Numbers) -> int:
    return int(max(values) * _EXPONENTIAL + sum(values)) + 2


def _wilder(values: Numbers) -> int:
    return int(values[0] * _WILDER) + 2


def _macd_memory(values: Numbers) -> int:
    # The signal is an average of averages: the memories add up.
    return int((max(values[:2]) + values[2]) * (_EXPONENTIAL + 1)) + 2


def _ichimoku_shift(values: Numbers) -> tuple[int, ...]:
    ahead = int(values[1]) - 1
    return (0, 0, ahead, ahead, -ahead)


def _period(default: int, least: int = 2) -> Parameter:
    return Parameter(default, least, _MOST_PERIOD)


_SPECS = {
    Kind.MA: Spec(Place.PRICE, tuple(_period(n, 0) for n in (5, 20, 60, 120)), 4, _ma, _window),
    Kind.EMA: Spec(Place.PRICE, tuple(_period(n, 0) for n in (12, 26)), 2, _ema, _exponential),
    Kind.BOLLINGER: Spec(
        Place.PRICE, (_period(20), Parameter(2.0, 0.1, 10.0, whole=False)), 3, _bollinger, _window
    ),
    Kind.VWAP: Spec(Place.PRICE, (), 1, _vwap, None),
    Kind.ICHIMOKU: Spec(
        Place.PRICE,
        (_period(9), _period(26), _period(52)),
        5,
        _ichimoku,
        _window,
        _ichimoku_shift,
        cloud=(2, 3),
    ),
    Kind.VOLUME_MA: Spec(Place.VOLUME, (_period(5, 0), _period(20, 0)), 2, _volume_ma, _window),
    Kind.RSI: Spec(Place.OWN, (_period(14),), 1, _rsi, _wilder, None, (0.0, 100.0), (30.0, 70.0)),
    Kind.MACD: Spec(
        Place.OWN,
        (_period(12), _period(26), _period(9, 1)),
        3,
        _macd,
        _macd_memory,
        guides=(0.0,),
        bars=2,
    ),
    Kind.STOCHASTIC: Spec(
        Place.OWN,
        (_period(12, 1), _period(5, 1), _period(5, 1)),
        2,
        _stochastic,
        _window,
        None,
        (0.0, 100.0),
        (20.0, 80.0),
    ),
    Kind.ATR: Spec(Place.OWN, (_period(14),), 1, _atr, _wilder),
    Kind.CCI: Spec(Place.OWN, (_period(20),), 1, _cci, _window, guides=(-100.0, 100.0)),
}
