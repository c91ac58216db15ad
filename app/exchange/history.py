"""The past of every market before this exchange started: seeded, made on request, the same at every start.

A day's bar comes from a slow random path of the price; hours, minutes, seconds and single trades are split
from it (`splitting.refine`), so they agree to the last digit. Weeks, months and years are folded from days.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Generic, TypeVar

from app.exchange.bars import Bar, Chance, Deal
from app.exchange.intervals import DAY, HOUR, MINUTE, SECOND
from app.exchange.rules import tick_units
from app.exchange.splitting import deals, refine
from app.exchange.universe import MarketSpec

K = TypeVar("K")
V = TypeVar("V")
ChanceOf = Callable[[str], Chance]
"""Makes the randomness of one named place: the same name, the same numbers."""

FIRST_DAY = 17434  # 2017-09-25, a Monday, in days since the epoch
_ANCHOR = 20719  # 2026-09-23, the day of the universe's prices
_BLOCK = 64  # days of a wave that are drawn together
_DAYS = 16  # days whose bars are drawn together
_MEMORY = 4  # blocks after which an old shock is forgotten
_REVERSION = 0.03  # share of the distance to the trend that a day takes back
_CACHED = 240  # split bars: what three charts show
_BLOCKS_CACHED = 1200  # of days: four a market, and the years behind what is asked at the moment
_WAVES_CACHED = 2500

_UNIT = 100_000_000
_FINER = {DAY: HOUR, HOUR: MINUTE, MINUTE: SECOND}
COARSER = {finer: coarse for coarse, finer in _FINER.items()}
"""What bars of a length are split from."""


class _Newest(Generic[K, V]):
    """What was used last, so many of them; the rest can be made again."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[K, V] = OrderedDict()

    def get(self, key: K) -> V | None:
        value = self._known.get(key)
        if value is not None:
            self._known.move_to_end(key)
        return value

    def put(self, key: K, value: V) -> None:
        self._known[key] = value
        if len(self._known) > self._most:
            self._known.popitem(last=False)


class History:
    """The made-up past of a set of markets."""

    def __init__(self, specs: Mapping[str, MarketSpec], chance_of: ChanceOf) -> None:
        self._specs = specs
        self._chance_of = chance_of
        self._waves = _Newest[tuple[str, int], list[float]](_WAVES_CACHED)
        self._shocks = _Newest[tuple[str, int], list[float]](4 * _MEMORY)
        self._days = _Newest[tuple[str, int], list[Bar]](_BLOCKS_CACHED)
        self._parts = _Newest[tuple[str, Bar], list[Bar]](_CACHED)

    def bars(self, code: str, length: int, begin: int, end: int) -> list[Bar]:
        """The bars of 1 s, 1 min, 1 h or 1 day that start in [begin, end), oldest first; quiet ones lack."""
        first = max(begin, FIRST_DAY * DAY)
        if length == DAY:
            return [self.day(code, day) for day in range(-(-first // DAY), -(-end // DAY))]
        coarse = COARSER[length]
        found: list[Bar] = []
        for parent in self.bars(code, coarse, first - first % coarse, end):
            found.extend(bar for bar in self.split(code, parent, coarse) if begin <= bar.start < end)
        return found

    def deals(self, code: str, second: Bar) -> list[Deal]:
        """The trades of a one-second bar."""
        return deals(second, self._tick(code), self._chance_of(f"{code}/deals/{second.start}"))

    def level(self, code: str, day: int) -> float:
        """The price around which a market trades at the end of a day (days since the epoch)."""
        return self._specs[code].price * math.exp(self._log_level(code, day))

    def split(self, code: str, parent: Bar, length: int) -> list[Bar]:
        """The finer bars that a bar of 1 min, 1 h or 1 day consists of; the same whenever it is asked."""
        known = self._parts.get((code, parent))
        if known is None:
            finer = _FINER[length]
            chance = self._chance_of(f"{code}/{length}/{parent.start}")
            known = refine(parent, length // finer, finer, self._tick(code), chance)
            self._parts.put((code, parent), known)
        return known

    def _tick(self, code: str) -> Callable[[int], int]:
        return partial(tick_units, self._specs[code].quote)

    def day(self, code: str, day: int) -> Bar:
        """The bar of a whole day (days since the epoch)."""
        block, place = divmod(day, _DAYS)
        known = self._days.get((code, block))
        if known is None:
            # Drawn by the block: seeding is what costs.
            chance = self._chance_of(f"{code}/days/{block}")
            days = range(block * _DAYS, (block + 1) * _DAYS)
            tick = self._tick(code)
            closes = [_snap(self.level(code, each), tick) for each in (days[0] - 1, *days)]
            known = [
                self._make_day(code, each, before, close, chance)
                for each, (before, close) in zip(days, pairwise(closes), strict=True)
            ]
            self._days.put((code, block), known)
        return known[place]

    def _make_day(self, code: str, day: int, opening: int, close: int, chance: Chance) -> Bar:
        spec = self._specs[code]
        tick = self._tick(code)
        upper, lower = max(opening, close), min(opening, close)
        reach = spec.volatility * 0.45
        high = max(upper, _snap(upper * math.exp(reach * chance.expovariate(1.0)) / _UNIT, tick))
        low = min(lower, _snap(lower * math.exp(-reach * chance.expovariate(1.0)) / _UNIT, tick))
        unrest = 1 + 0.8 * abs(math.log(close / opening)) / spec.volatility
        money = spec.turnover * 0.6 * unrest * math.exp(chance.gauss(0.0, 0.3))
        trades = max(6, int(spec.trades_per_s * DAY * money / spec.turnover))
        volume = max(4096 * trades, int(money / (close / _UNIT) * _UNIT))
        value = _value(opening, high, low, close, volume, tick(low))
        silence = min(DAY * 900, int(chance.expovariate(1.0) / trades * DAY * 1000))
        return Bar(
            day * DAY, opening, high, low, close, volume, value, trades, (day + 1) * DAY * 1000 - 1 - silence
        )

    def _log_level(self, code: str, day: int) -> float:
        """How far a price is from its anchor: trend, long cycles, the common wave and its own."""
        spec = self._specs[code]
        if spec.quote != "KRW":
            coin, money = f"KRW-{spec.base}", f"KRW-{spec.quote}"
            return self._log_level(coin, day) - self._log_level(money, day)
        years = (day - _ANCHOR) / 365.25
        cycle = spec.beta * 0.45 * (math.cos(years * math.tau / 3.9) - 1)
        common = self._wave("market", day) * 0.022 * spec.beta
        own_share = spec.volatility if spec.beta == 0 else max(0.004, spec.volatility - 0.02)
        # The two dollars are one wave.
        name = "dollar" if spec.beta == 0 else code
        own = 0.0 if code == "KRW-BTC" else self._wave(name, day) * own_share
        return spec.growth * min(years, 0.0) + cycle + common + own

    def _wave(self, name: str, day: int) -> float:
        block, place = divmod(day, _BLOCK)
        known = self._waves.get((name, block))
        if known is None:
            known = self._make_wave(name, block)
            self._waves.put((name, block), known)
        return known[place]

    def _make_wave(self, name: str, block: int) -> list[float]:
        """A mean-reverting walk of unit daily steps over one block, warmed up over the blocks before it."""
        at, walk = 0.0, [0.0]
        for number in range(block - _MEMORY, block + 1):
            walk = []
            for shock in self._shocks_of(name, number):
                at += shock - _REVERSION * at
                walk.append(at)
        return walk

    def _shocks_of(self, name: str, block: int) -> list[float]:
        known = self._shocks.get((name, block))
        if known is None:
            chance = self._chance_of(f"{name}/wave/{block}")
            known = [chance.gauss(0.0, 1.0) for _ in range(_BLOCK)]
            self._shocks.put((name, block), known)
        return known


def _snap(price: float, tick: Callable[[int], int]) -> int:
    units = max(1, round(price * _UNIT))
    step = tick(units)
    return max(step, round(units / step) * step)


def _value(opening: int, high: int, low: int, close: int, volume: int, tick: int) -> int:
    """A believable turnover: volume at the bar's middle, on the grid that `splitting.refine` asks for."""
    if high == low:
        return low * volume
    middle = (opening + high + low + close) // 4
    spare = (high - low) // 4
    average = min(high - spare, max(low + spare, middle))
    return average * volume // tick * tick
