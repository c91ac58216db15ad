"""Splitting a bar back into finer ones, and a second's bar into trades.

The inverse of `bars.fold`: what is made here folds back into its parent to the last digit, which is how years
of history exist without being stored.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

from app.exchange.bars import Bar, Chance, Deal, Tick


class _Run(NamedTuple):
    """The prices that fall into one slot, before it has a volume."""

    slot: int
    prices: list[int]


_NEWTON_STEPS = 8
_STEEPEST = 30.0  # no run gets more than about e^30 times its weight
_BENDS = 4
_STIFF = 0.22  # the bend that keeps a path's order and its bounds: a fourth at most
_CRUMBS = 64  # units a price needs; a live bar may have less, which is no trade worth a slot
_POINTS = 4  # prices drawn for each slot of a busy parent: open, two extremes, close


def refine(parent: Bar, slots: int, length: int, tick: Tick, chance: Chance) -> list[Bar]:
    """Split a bar into at most `slots` bars of `length` seconds that fold back into it exactly.

    Slots without a trade are left out. `parent.value` has to be a multiple of the tick at its low.
    """
    points = min(parent.trades, _POINTS * slots)
    last = min(slots - 1, max(0, (parent.last_ms // 1000 - parent.start) // length))
    whole = [parent._replace(start=parent.start + last * length)]
    if parent.volume < _CRUMBS * points:
        return whole
    prices, burst = _path(parent, points, _POINTS if points == _POINTS * slots else 0, tick, chance)
    prices = _bowed(parent, prices, tick)
    places = _places(points, last, slots, chance)
    for attempt in (places, _gathered(places, burst)):
        runs = _runs(attempt, prices)
        shares = _shares(parent, runs, chance)
        values = _values(parent, runs, shares, tick(parent.low))
        if values is not None:
            return _bars(parent, runs, shares, values, length, chance)
    # Nothing fits (two far prices, an awkward value): everything happened in the last slot.
    return whole


def _path(
    parent: Bar, points: int, beat: int, tick: Tick, chance: Chance
) -> tuple[list[int], tuple[int, int]]:
    """Prices from open to close that touch high and low; and the stretch between the two extremes.

    Every `beat` points a new slot begins, near where the one before it ended; 0 means no such thing.
    """
    if points == 1 or parent.high == parent.low:
        return [parent.open] * points, (0, points - 1)
    anchors = {0: parent.open, points - 1: parent.close}
    for extreme in (parent.high, parent.low):
        if extreme not in anchors.values():
            free = [i for i in range(1, points - 1) if i not in anchors] if points < 12 else None
            place = (
                free[int(chance.random() * len(free))] if free else 1 + int(chance.random() * (points - 2))
            )
            while place in anchors or (beat and place % beat == 0):
                place = 1 + (place % (points - 2))
            anchors[place] = extreme
    prices = _bridge(parent, sorted(anchors.items()), beat, tick, chance)
    at_high, at_low = prices.index(parent.high), prices.index(parent.low)
    return prices, (min(at_high, at_low), max(at_high, at_low))


def _bridge(parent: Bar, anchors: list[tuple[int, int]], beat: int, tick: Tick, chance: Chance) -> list[int]:
    """A random walk through the anchors, kept between the parent's low and high and on its ticks."""
    low, high = parent.low, parent.high
    even = tick(low) if tick(low) == tick(high) else None
    count = anchors[-1][0]
    # A random walk's range is about 1.6 times its spread; a half tick keeps coarse prices from freezing.
    noise = max(0.7 * (high - low) / max(1.0, count**0.5), 0.4 * tick(low))
    prices = [anchors[0][1]]
    for (begin, price), (end, target) in itertools.pairwise(anchors):
        at = float(price)
        for left in range(end - begin, 1, -1):
            if beat and len(prices) % beat == 0:
                at += 0.02 * noise * chance.gauss(0.0, 1.0)
            else:
                at += (target - at) / left + noise * chance.gauss(0.0, 1.0)
            at = high - (at - high) if at > high else low + (low - at) if at < low else at
            at = min(high, max(low, at))
            step = even or tick(int(at))
            prices.append(min(high, max(low, round(at / step) * step)))
        prices.append(target)
    return prices


def _bowed(parent: Bar, prices: list[int], tick: Tick) -> list[int]:
    """The same path bent up or down between its ends until its mean is near the parent's average price.

    Without it a few bars would have to carry most of the volume. Open, close, high and low stay.
    """
    low, width, count = parent.low, parent.high - parent.low, len(prices)
    if count < 12 or width < 4 * tick(parent.low):
        return prices
    wanted = (parent.value / parent.volume - low) / width
    places = [(price - low) / width for price in prices]
    # In pairs, so that the last price of a slot and the first of the next one move together.
    moments = [min(1.0, (index + 1) // 2 * 2 / (count - 1)) for index in range(count)]
    ramp = [min(1.0, 6 * moment * (1 - moment)) for moment in moments]
    for _ in range(_BENDS):
        missing = wanted - sum(places) / count
        room = sum(4 * at * (1 - at) * part for at, part in zip(places, ramp, strict=True)) / count
        if abs(missing) < 0.01 or room < 0.01:
            break
        bend = 4 * min(_STIFF, max(-_STIFF, missing / room))
        places = [at + bend * at * (1 - at) * part for at, part in zip(places, ramp, strict=True)]
    bowed = [parent.open]
    even = tick(low) if tick(low) == tick(parent.high) else None
    for at in places[1:-1]:
        price = low + at * width
        step = even or tick(int(price))
        bowed.append(min(parent.high, max(low, round(price / step) * step)))
    return [*bowed, parent.close]


def _places(points: int, last: int, slots: int, chance: Chance) -> list[int]:
    """The slot of each point, in time order; the last trade's slot is given."""
    if points >= _POINTS * slots:
        return [min(index // _POINTS, last) for index in range(points)]
    drawn = sorted(int(chance.random() * (last + 1)) for _ in range(points - 1))
    return [*drawn, last]


def _gathered(places: list[int], burst: tuple[int, int]) -> list[int]:
    """The same with everything between the extremes in one slot, so that one bar spans the parent's range."""
    begin, end = burst
    slot = places[end]
    return [slot if begin <= index <= end else place for index, place in enumerate(places)]


def _runs(places: list[int], prices: list[int]) -> list[_Run]:
    runs: list[_Run] = []
    for slot, price in zip(places, prices, strict=True):
        if runs and runs[-1].slot == slot:
            runs[-1].prices.append(price)
        else:
            runs.append(_Run(slot, [price]))
    return runs


def _shares(parent: Bar, runs: Sequence[_Run], chance: Chance) -> list[int]:
    """The parent's volume over the runs: by their number of points, unevenly, exact in the sum."""
    weights = [len(run.prices) * (0.15 + chance.expovariate(1.0)) for run in runs]
    return _divided(parent.volume, weights, _least(parent, runs))


def _least(parent: Bar, runs: Sequence[_Run]) -> list[int]:
    """What each run gets in any case: its own trades need something to be made of."""
    share = parent.volume // (4 * sum(len(run.prices) for run in runs))
    return [share * len(run.prices) for run in runs]


def _divided(total: int, weights: Sequence[float], least: Sequence[int]) -> list[int]:
    """An integer split by weights above what each part gets in any case."""
    scale = sum(weights)
    spare = total - sum(least)
    parts = [low + int(spare * (weight / scale)) for weight, low in zip(weights, least, strict=True)]
    parts[max(range(len(weights)), key=weights.__getitem__)] += total - sum(parts)
    return parts


def _values(parent: Bar, runs: Sequence[_Run], shares: list[int], tick: int) -> list[int] | None:
    """Values that the prices allow and that sum up to the parent's; moves volume between runs if needed."""
    ends = [(min(run.prices), max(run.prices)) for run in runs]
    for attempt in range(3):
        bounds = [_bounds(low, high, share, tick) for (low, high), share in zip(ends, shares, strict=True)]
        floor, roof = sum(low for low, _ in bounds), sum(high for _, high in bounds)
        if floor <= parent.value <= roof:
            return _spread(parent.value - floor, roof - floor, bounds, tick)
        lean = _tilted if attempt else _leaned
        shares[:] = lean(parent, runs, ends, shares, too_high=floor > parent.value)
    return None


def _bounds(low: int, high: int, volume: int, tick: int) -> tuple[int, int]:
    """The least and the largest value of a run; away from the very ends, so that its own parts have room."""
    if low == high:
        return low * volume, low * volume
    margin = -(-(high - low) * volume // 8 // tick) * tick
    bottom, top = low * volume + margin, high * volume - margin
    return (bottom, top) if bottom <= top else (bottom, bottom)


def _spread(excess: int, room: int, bounds: list[tuple[int, int]], tick: int) -> list[int] | None:
    values = []
    for low, high in bounds:
        part = (high - low) * excess // room // tick * tick if room else 0
        values.append(low + part)
    rest = sum(low for low, _ in bounds) + excess - sum(values)
    for index, (_, high) in enumerate(bounds):
        more = min(rest, high - values[index])
        values[index] += more
        rest -= more
    return values if rest == 0 else None


def _leaned(
    parent: Bar, runs: Sequence[_Run], ends: list[tuple[int, int]], shares: list[int], *, too_high: bool
) -> list[int]:
    """Volume shifted a little in every run, towards the prices that bring the average to the parent's.

    Weights become `weight * exp(lean * price)`; Newton's method finds the lean.
    """
    least = _least(parent, runs)
    spare = [max(0, share - low) for share, low in zip(shares, least, strict=True)]
    mids = [(low + high) / 2 for low, high in ends]
    middle, width = (max(mids) + min(mids)) / 2, max(mids) - min(mids)
    if not width or not any(spare):
        return shares
    places = [(mid - middle) / width for mid in mids]
    fixed = sum(low * place for low, place in zip(least, places, strict=True))
    wanted = ((parent.value / parent.volume - middle) / width * parent.volume - fixed) / sum(spare)
    lean, weights = 0.0, [float(part) for part in spare]
    for _ in range(_NEWTON_STEPS):
        whole = sum(weights)
        mean = sum(weight * place for weight, place in zip(weights, places, strict=True)) / whole
        spread = sum(w * (p - mean) ** 2 for w, p in zip(weights, places, strict=True)) / whole
        if abs(wanted - mean) < 1e-4 or not spread:
            break
        step = (wanted - mean) / spread
        lean = min(_STEEPEST, max(-_STEEPEST, lean + min(4.0, max(-4.0, step))))
        weights = [part * math.exp(lean * place) for part, place in zip(spare, places, strict=True)]
    return _divided(parent.volume, weights, least)


def _tilted(
    parent: Bar, runs: Sequence[_Run], ends: list[tuple[int, int]], shares: list[int], *, too_high: bool
) -> list[int]:
    """Volume moved to the run that pulls the average price back into reach."""
    mids = [low + (high - low) / 2 for low, high in ends]
    target = parent.value / parent.volume
    pull = (
        min(range(len(mids)), key=mids.__getitem__)
        if too_high
        else max(range(len(mids)), key=mids.__getitem__)
    )
    average = sum(mid * share for mid, share in zip(mids, shares, strict=True)) / parent.volume
    distance = average - mids[pull]
    part = min(0.999, max(0.0, (average - target) / distance)) if distance else 0.0
    moved = [
        max(low // 4, int(share * (1 - part)))
        for share, low in zip(shares, _least(parent, runs), strict=True)
    ]
    moved[pull] += parent.volume - sum(moved)
    return moved if min(moved) > 0 else shares


def _bars(
    parent: Bar, runs: Sequence[_Run], shares: list[int], values: list[int], length: int, chance: Chance
) -> list[Bar]:
    bars = []
    per_point = parent.trades / sum(len(run.prices) for run in runs)
    for run, volume, value in zip(runs, shares, values, strict=True):
        start = parent.start + run.slot * length
        trades = max(len(run.prices), round(len(run.prices) * per_point))
        silence = min(0.9, chance.expovariate(1.0) / trades)
        bars.append(
            Bar(
                start,
                run.prices[0],
                max(run.prices),
                min(run.prices),
                run.prices[-1],
                volume,
                value,
                trades,
                (start + length) * 1000 - 1 - int(silence * length * 1000),
            )
        )
    bars[-1] = bars[-1]._replace(last_ms=parent.last_ms)
    return bars


def deals(bar: Bar, tick: Tick, chance: Chance) -> list[Deal]:
    """Trades that fold back into a one-second bar exactly."""
    if bar.high == bar.low:
        count = min(bar.trades, 8) if bar.volume >= 8 * _CRUMBS else 1
        weights = [0.2 + chance.expovariate(1.0) for _ in range(count)]
        parts = _divided(bar.volume, weights, [bar.volume // (4 * count)] * count)
        return _timed(bar, [(bar.open, part) for part in parts], chance)
    shape = _shape(bar, chance)
    least = max(1, bar.volume // 64)
    volume, value = bar.volume - least * len(shape), bar.value - least * sum(shape)
    if not bar.low * volume <= value <= bar.high * volume:
        # A live bar may owe one of these prices to a crumb; one unit of each is in every bar.
        least, volume, value = 1, bar.volume - len(shape), bar.value - sum(shape)
    if not volume:
        return _timed(bar, [(price, 1) for price in shape], chance)
    step = tick(bar.low)
    at = value // volume // step * step
    upper = (value - at * volume) // step
    # The rest is traded at the two neighbouring prices around its average, which any value allows.
    body = [(price, part) for price, part in ((at, volume - upper), (at + step, upper)) if part > 0]
    return _timed(
        bar,
        [(shape[0], least), *((price, least) for price in shape[1:-1]), *body, (shape[-1], least)],
        chance,
    )


def _shape(bar: Bar, chance: Chance) -> list[int]:
    """The prices that have to occur: open, high and low in either order, close."""
    middle = [price for price in (bar.high, bar.low) if price not in (bar.open, bar.close)]
    if len(middle) == 2 and chance.random() < 0.5:
        middle.reverse()
    return [bar.open, *middle, bar.close]


def _timed(bar: Bar, parts: list[tuple[int, int]], chance: Chance) -> list[Deal]:
    begin = bar.start * 1000
    span = max(0, bar.last_ms - begin)
    times = sorted(begin + int(span * chance.random()) for _ in parts[1:])
    return [Deal(at, price, part) for at, (price, part) in zip([*times, bar.last_ms], parts, strict=True)]
