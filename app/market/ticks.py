"""Exact arithmetic of prices, volumes and totals: what is legal, and what is nearest to legal.

The tick size, the fee rate and the limits come from the exchange and in as arguments; there is no
table here. Everything is Decimal, and nothing is rounded that is not said to be.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

VOLUME_STEP = Decimal("0.00000001")

# A 20-digit balance times a 10-digit price times a fee needs more than the default 28 digits; at 90
# no product of what an exchange sends is ever rounded.
_EXACT = Context(prec=90, rounding=ROUND_FLOOR)
_ZERO = Decimal(0)


def is_multiple(value: Decimal, step: Decimal) -> bool:
    """Whether `value` is a whole number of steps."""
    return _EXACT.remainder(value, step) == 0


def floor_to(value: Decimal, step: Decimal) -> Decimal:
    """The largest multiple of `step` that is not above `value`."""
    return _steps(value, step, ROUND_FLOOR)


def ceil_to(value: Decimal, step: Decimal) -> Decimal:
    """The smallest multiple of `step` that is not below `value`."""
    return _steps(value, step, ROUND_CEILING)


def snap(price: Decimal, tick: Decimal) -> Decimal:
    """The legal price nearest to `price` (halfway: the higher); never below one tick."""
    return max(tick, _steps(price, tick, ROUND_HALF_UP))


def next_tick(price: Decimal, tick: Decimal) -> Decimal:
    """The lowest legal price above `price`."""
    return _EXACT.add(floor_to(price, tick), tick)


def previous_tick(price: Decimal, tick: Decimal) -> Decimal:
    """The highest legal price below `price`; the lowest price there is, one tick, has none and stays."""
    return max(tick, _EXACT.subtract(ceil_to(price, tick), tick))


def neighbours(price: Decimal, tick: Decimal) -> tuple[Decimal, ...]:
    """The nearest legal prices, ascending: one when `price` is legal or under the first tick, else two."""
    below, above = floor_to(price, tick), ceil_to(price, tick)
    return tuple(dict.fromkeys(legal for legal in (below, above) if legal > 0)) or (tick,)


def tick_range(
    price: Decimal, tick: Decimal, samples: Sequence[tuple[Decimal, Decimal]]
) -> tuple[Decimal, Decimal]:
    """The finest and the coarsest tick that may hold at `price`, learnt from other markets.

    `samples` are (last price, tick) of markets of the same quote currency, ascending; `tick` is the
    market's own, the answer without samples. Ticks grow with the price, so that at `price` it is one of
    the two next to it or between them: nothing finer than the first is legal, all of the second is.
    """
    if not samples:
        return tick, tick
    place = bisect.bisect_left(samples, price, key=_price_of)
    near = [samples[min(place, len(samples) - 1)][1]]
    if place > 0 and (place == len(samples) or samples[place][0] != price):
        near.append(samples[place - 1][1])
    return min(near), max(near)


def floor_volume(volume: Decimal) -> Decimal:
    """The volume cut to the exchange's 8 decimals."""
    return floor_to(volume, VOLUME_STEP)


def total_of(price: Decimal, volume: Decimal) -> Decimal:
    """What the volume costs at the price, without the fee; exact."""
    return _EXACT.multiply(price, volume)


def volume_of(total: Decimal, price: Decimal) -> Decimal:
    """The most that can be had for `total`, to 8 decimals; its total is never above `total`."""
    return _steps_of_ratio(total, price, ROUND_FLOOR)


def least_volume(total: Decimal, price: Decimal) -> Decimal:
    """The smallest volume, to 8 decimals, whose total reaches `total`."""
    return _steps_of_ratio(total, price, ROUND_CEILING)


def fee_of(total: Decimal, rate: Decimal) -> Decimal:
    """The fee on a total; exact."""
    return _EXACT.multiply(total, rate)


def with_fee(total: Decimal, rate: Decimal) -> Decimal:
    """A total and its fee; exact."""
    return _EXACT.multiply(total, _EXACT.add(1, rate))


def affordable_total(available: Decimal, rate: Decimal, step: Decimal) -> Decimal:
    """The largest total, in whole steps, that `available` pays for together with its fee."""
    # floor(available / (1 + rate) / step), without a quotient that had to be rounded first.
    return _times(max(_ZERO, available), _EXACT.multiply(_EXACT.add(1, rate), step), step, ROUND_FLOOR)


def affordable_volume(available: Decimal, price: Decimal, rate: Decimal) -> Decimal:
    """The largest volume, to 8 decimals, that `available` pays for at `price` together with the fee."""
    cost_of_step = _EXACT.multiply(with_fee(price, rate), VOLUME_STEP)
    return _times(max(_ZERO, available), cost_of_step, VOLUME_STEP, ROUND_FLOOR)


def share_of(amount: Decimal, percent: int) -> Decimal:
    """That many per cent of an amount; exact."""
    return _EXACT.multiply(amount, _EXACT.divide(Decimal(percent), Decimal(100)))


def _price_of(sample: tuple[Decimal, Decimal]) -> Decimal:
    return sample[0]


def _steps(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return _times(value, step, step, rounding)


def _steps_of_ratio(value: Decimal, divisor: Decimal, rounding: str) -> Decimal:
    return _times(value, _EXACT.multiply(divisor, VOLUME_STEP), VOLUME_STEP, rounding)


def _times(value: Decimal, divisor: Decimal, step: Decimal, rounding: str) -> Decimal:
    """`step` times the whole number nearest to value / divisor in the direction of `rounding`."""
    whole = _EXACT.divide_int(value, divisor)
    rest = _EXACT.remainder(value, divisor)
    if rest < 0:
        # divide_int cuts towards zero; floor and ceiling are meant on the number line.
        whole, rest = _EXACT.subtract(whole, 1), _EXACT.add(rest, divisor)
    up = (
        rest > 0
        if rounding == ROUND_CEILING
        else rounding == ROUND_HALF_UP and _EXACT.add(rest, rest) >= divisor
    )
    return _EXACT.multiply(_EXACT.add(whole, 1) if up else whole, step)
