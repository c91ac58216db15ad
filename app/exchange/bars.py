"""Bars (candles in exact integers) and how finer ones and trades are folded into them.

Prices and volumes are integers of 1e-8, values (price times volume) of 1e-16, so every sum is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol


class Chance(Protocol):
    """The randomness that is handed in; `random.Random` is one."""

    def random(self) -> float: ...

    def gauss(self, mu: float, sigma: float) -> float: ...

    def expovariate(self, lambd: float) -> float: ...


Tick = Callable[[int], int]
"""The tick at a price, both in 1e-8."""


class Bar(NamedTuple):
    """What happened in one bucket; `last_ms` is when the last trade was.

    `trades` is how many made it: counted when live, an estimate in bars of the past. It is not on the wire.
    """

    start: int
    open: int
    high: int
    low: int
    close: int
    volume: int
    value: int
    trades: int
    last_ms: int


class Deal(NamedTuple):
    """One trade of the past."""

    time_ms: int
    price: int
    volume: int


def fold(start: int, bars: Iterable[Bar]) -> Bar | None:
    """The bar of a whole bucket from its parts in time order; None without parts."""
    parts = list(bars)
    if not parts:
        return None
    return Bar(
        start,
        parts[0].open,
        max(part.high for part in parts),
        min(part.low for part in parts),
        parts[-1].close,
        sum(part.volume for part in parts),
        sum(part.value for part in parts),
        sum(part.trades for part in parts),
        parts[-1].last_ms,
    )


def extend(bar: Bar | None, start: int, price: int, volume: int, time_ms: int) -> Bar:
    """The bucket's bar after one more trade."""
    value = price * volume
    if bar is None:
        return Bar(start, price, price, price, price, volume, value, 1, time_ms)
    return Bar(
        start,
        bar.open,
        max(bar.high, price),
        min(bar.low, price),
        price,
        bar.volume + volume,
        bar.value + value,
        bar.trades + 1,
        max(bar.last_ms, time_ms),
    )
