"""What kind of day the made-up market has: how lively it is and where it all drifts, by the time so far."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple


class Mood(NamedTuple):
    """A moment's temper: multiples of the usual rates and moves, and a drift of all coins (log a second)."""

    quotes: float = 1.0
    orders: float = 1.0
    volatility: float = 1.0
    drift: float = 0.0


_USUAL = Mood()
_CALM = Mood(quotes=0.4, orders=0.25, volatility=0.3)
_RUSH = Mood(quotes=2.5, orders=40.0, volatility=3.0)
_RUSH_EVERY_S, _RUSH_S = 20.0, 4.0
_FALL_FROM_S, _FALL_S, _FALL = 5.0, 90.0, math.log(0.80)
_RECOVERY_S = 300.0


def _burst(seconds: float) -> Mood:
    """Every 20 s, four seconds in which forty times as much is traded."""
    return _RUSH if seconds % _RUSH_EVERY_S >= _RUSH_EVERY_S - _RUSH_S else _USUAL


def _crash(seconds: float) -> Mood:
    """A fifth lost within a minute and a half from the fifth second on, then half of that won back."""
    since = seconds - _FALL_FROM_S
    if since < 0:
        return _USUAL
    if since < _FALL_S:
        return Mood(quotes=2.0, orders=12.0, volatility=4.0, drift=_FALL / _FALL_S)
    if since < _FALL_S + _RECOVERY_S:
        return Mood(quotes=1.5, orders=4.0, volatility=2.0, drift=-_FALL / 2 / _RECOVERY_S)
    return _USUAL


SCENARIOS: dict[str, Callable[[float], Mood]] = {
    "calm": lambda seconds: _CALM,
    "normal": lambda seconds: _USUAL,
    "burst": _burst,
    "crash": _crash,
}
"""By name: the mood after so many seconds."""
