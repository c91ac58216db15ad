"""Splitting bars: what is made folds back to the last digit."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.bars import Bar, extend, fold
from app.exchange.rules import tick_units
from app.exchange.splitting import deals, refine


def tick(price: int) -> int:
    return tick_units("KRW", price)


@st.composite
def parents(draw: st.DrawFn) -> Bar:
    """Bars of 60 s with prices on one tick, whatever their shape."""
    low = draw(st.sampled_from([504, 859_000, 77_70000000, 1942 * 10**8, 116_540_000 * 10**8]))
    low -= low % tick(low)
    step = tick(low)
    count = draw(st.integers(1, 400))
    high = low + step * draw(st.integers(0, 40)) if count > 3 else low
    opening = draw(st.integers(0, (high - low) // step)) * step + low
    close = draw(st.integers(0, (high - low) // step)) * step + low
    volume = draw(st.integers(4096 * count, 10**15))
    room = (high - low) * volume // step
    spare = room // 8 + 1
    value = low * volume + (draw(st.integers(spare, max(spare, room - spare))) * step if high > low else 0)
    return Bar(1_800_000_000, opening, high, low, close, volume, value, count, 1_800_000_059_321)


@settings(max_examples=300, deadline=None)
@given(parents(), st.integers(0, 2**32))
def test_split_bars_fold_back_to_the_last_digit(parent: Bar, seed: int) -> None:
    children = refine(parent, 60, 1, tick, Random(seed))
    folded = fold(parent.start, children)
    assert folded is not None
    assert folded[:7] == parent[:7]
    assert folded.last_ms == parent.last_ms


@settings(max_examples=300, deadline=None)
@given(parents(), st.integers(0, 2**32))
def test_split_bars_are_bars(parent: Bar, seed: int) -> None:
    children = refine(parent, 60, 1, tick, Random(seed))
    assert [child.start for child in children] == sorted({child.start for child in children})
    for child in children:
        assert child.low <= min(child.open, child.close) <= max(child.open, child.close) <= child.high
        assert child.low * child.volume <= child.value <= child.high * child.volume
        assert child.volume > 0 and child.trades > 0
        assert child.start * 1000 <= child.last_ms < (child.start + 1) * 1000


@settings(max_examples=200, deadline=None)
@given(parents(), st.integers(0, 2**32))
def test_trades_of_a_second_fold_back_to_it(parent: Bar, seed: int) -> None:
    for second in refine(parent, 60, 1, tick, Random(seed)):
        found = deals(second, tick, Random(seed))
        bar = None
        for deal in found:
            assert deal.price % tick(deal.price) == 0
            bar = extend(bar, second.start, deal.price, deal.volume, deal.time_ms)
        assert bar is not None
        assert bar[:7] == second[:7]
        assert bar.last_ms == second.last_ms
        assert [deal.time_ms for deal in found] == sorted(deal.time_ms for deal in found)


def test_the_same_chance_makes_the_same_split() -> None:
    parent = Bar(0, 100, 105, 98, 101, 10**9, 101 * 10**9, 300, 59_999)
    assert refine(parent, 60, 1, lambda _: 1, Random(7)) == refine(parent, 60, 1, lambda _: 1, Random(7))
    assert refine(parent, 60, 1, lambda _: 1, Random(7)) != refine(parent, 60, 1, lambda _: 1, Random(8))


def test_a_quiet_bar_leaves_seconds_out() -> None:
    parent = Bar(0, 100, 100, 100, 100, 10**9, 100 * 10**9, 3, 59_999)
    assert 1 <= len(refine(parent, 60, 1, lambda _: 1, Random(7))) <= 3


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 59_999), st.integers(0, 30), st.integers(1, 9) | st.integers(1, 10**10)),
        min_size=1,
        max_size=40,
    ),
    st.integers(0, 2**32),
)
def test_a_live_minute_splits_into_trades_that_make_it(trades: list[tuple[int, int, int]], seed: int) -> None:
    """Crumbs of a user's order included, which no bar of the past has."""
    parent = None
    for moment, ticks, volume in sorted(trades):
        price = (1930 + ticks) * 10**8
        parent = extend(parent, 1_800_000_000, price, volume, 1_800_000_000_000 + moment)
    assert parent is not None
    seconds = refine(parent, 60, 1, tick, Random(seed))
    folded = fold(parent.start, seconds)
    assert folded is not None and folded[:7] == parent[:7]
    for second in seconds:
        bar = None
        for deal in deals(second, tick, Random(seed)):
            assert deal.volume > 0
            bar = extend(bar, second.start, deal.price, deal.volume, deal.time_ms)
        assert bar is not None and bar[:7] == second[:7]
