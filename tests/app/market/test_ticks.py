"""Prices snap, volumes are cut and shares never cost more than there is, to the last digit."""

from __future__ import annotations

from decimal import Context, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.market import ticks

TICKS = st.sampled_from(
    [
        Decimal("0.00000001"),
        Decimal("0.0001"),
        Decimal("0.01"),
        Decimal("0.5"),
        Decimal(1),
        Decimal(5),
        Decimal(50),
        Decimal(1000),
    ]
)
PRICES = st.decimals("0.00000001", "999999999", places=8, allow_nan=False)
AMOUNTS = st.decimals("0", "99999999999999999999", places=8, allow_nan=False)
FEES = st.sampled_from(
    [Decimal(0), Decimal("0.0005"), Decimal("0.00139"), Decimal("0.0025"), Decimal("0.002")]
)
PERCENTS = st.sampled_from([10, 25, 50, 100])
EXACT = Context(prec=120)


def one_more(volume: Decimal) -> Decimal:
    return EXACT.add(volume, ticks.VOLUME_STEP)


def one_less(volume: Decimal) -> Decimal:
    return EXACT.subtract(volume, ticks.VOLUME_STEP)


@given(PRICES, TICKS)
def test_snapping_is_idempotent_and_never_a_whole_tick_away(price: Decimal, tick: Decimal) -> None:
    snapped = ticks.snap(price, tick)
    assert ticks.is_multiple(snapped, tick)
    assert snapped >= tick
    assert ticks.snap(snapped, tick) == snapped
    assert abs(snapped - price) <= tick / 2 or (price < tick and snapped == tick)


@given(PRICES, TICKS)
def test_next_and_previous_enclose_the_price(price: Decimal, tick: Decimal) -> None:
    above, below = ticks.next_tick(price, tick), ticks.previous_tick(price, tick)
    assert price < above <= price + tick
    assert below == tick or price - tick <= below < price
    assert ticks.is_multiple(above, tick)
    assert ticks.is_multiple(below, tick)


@given(PRICES, TICKS)
def test_up_and_down_again_is_where_it_was(price: Decimal, tick: Decimal) -> None:
    legal = ticks.snap(price, tick)
    assert ticks.previous_tick(ticks.next_tick(legal, tick), tick) == legal


@given(PRICES, TICKS)
def test_neighbours_are_legal_and_on_both_sides(price: Decimal, tick: Decimal) -> None:
    near = ticks.neighbours(price, tick)
    assert all(ticks.is_multiple(each, tick) and each > 0 for each in near)
    assert ticks.snap(price, tick) in near
    if ticks.is_multiple(price, tick):
        assert near == (price,)


@given(AMOUNTS, PRICES)
def test_a_volume_from_a_total_costs_no_more_and_one_step_more_would(total: Decimal, price: Decimal) -> None:
    volume = ticks.volume_of(total, price)
    assert ticks.total_of(price, volume) <= total < ticks.total_of(price, one_more(volume))
    assert ticks.is_multiple(volume, ticks.VOLUME_STEP)


@given(AMOUNTS, PRICES)
def test_the_least_volume_reaches_the_total_and_one_step_less_does_not(
    total: Decimal, price: Decimal
) -> None:
    volume = ticks.least_volume(total, price)
    assert ticks.total_of(price, volume) >= total
    assert volume == 0 or ticks.total_of(price, one_less(volume)) < total


@given(PRICES, st.decimals("0.00000001", "9999999999", places=8, allow_nan=False))
def test_volume_to_total_and_back_is_the_volume(price: Decimal, volume: Decimal) -> None:
    assert ticks.volume_of(ticks.total_of(price, volume), price) == volume


@given(AMOUNTS, PRICES, FEES, PERCENTS)
def test_a_share_and_its_fee_never_cost_more_than_there_is(
    available: Decimal, price: Decimal, fee: Decimal, percent: int
) -> None:
    part = ticks.share_of(available, percent)
    volume = ticks.affordable_volume(part, price, fee)
    assert ticks.with_fee(ticks.total_of(price, volume), fee) <= part <= available
    more = ticks.total_of(price, one_more(volume))
    assert ticks.with_fee(more, fee) > part


@given(AMOUNTS, FEES, st.sampled_from([Decimal(1), Decimal("0.00000001")]))
def test_an_affordable_total_is_the_largest_one(available: Decimal, fee: Decimal, step: Decimal) -> None:
    total = ticks.affordable_total(available, fee, step)
    assert ticks.is_multiple(total, step)
    assert ticks.with_fee(total, fee) <= available < ticks.with_fee(EXACT.add(total, step), fee)


@given(AMOUNTS)
def test_a_volume_is_cut_to_eight_decimals_never_up(volume: Decimal) -> None:
    third = volume / 3
    cut = ticks.floor_volume(third)
    assert cut <= third < one_more(cut)


@pytest.mark.parametrize(
    ("price", "tick", "near"),
    [
        ("157999500", "1000", ("157999000", "158000000")),
        ("158000000", "1000", ("158000000",)),
        ("0.000012345", "0.00000001", ("0.00001234", "0.00001235")),
        ("0.3", "1", ("1",)),
        ("0", "5", ("5",)),
    ],
)
def test_neighbours_of_real_prices(price: str, tick: str, near: tuple[str, ...]) -> None:
    assert ticks.neighbours(Decimal(price), Decimal(tick)) == tuple(Decimal(each) for each in near)


def test_the_documented_sample_of_a_market_buy() -> None:
    volume = ticks.volume_of(Decimal(10000), Decimal(30000))
    assert volume == Decimal("0.33333333")
    assert ticks.total_of(Decimal(30000), volume) == Decimal("9999.9999")


def test_a_twenty_digit_balance_keeps_every_digit() -> None:
    balance = Decimal("99999999999999999999.12345678")
    assert ticks.total_of(Decimal("158000000"), balance) == Decimal("15799999999999999999861.50617124E6")


KRW = [
    (Decimal(700), Decimal(1)),
    (Decimal(9500), Decimal(5)),
    (Decimal(10050), Decimal(10)),
    (Decimal(40000), Decimal(10)),
    (Decimal(158000000), Decimal(1000)),
]


@pytest.mark.parametrize(
    ("price", "finest", "coarsest"),
    [
        ("20005", "10", "10"),  # between two markets of tick 10
        ("9995", "5", "10"),  # the band may end anywhere between them
        ("9500", "5", "5"),  # a market stands there itself
        ("100", "1", "1"),  # below all
        ("999999999", "1000", "1000"),  # above all
    ],
)
def test_the_tick_of_another_band_is_learnt_from_the_other_markets(
    price: str, finest: str, coarsest: str
) -> None:
    assert ticks.tick_range(Decimal(price), Decimal(10), KRW) == (Decimal(finest), Decimal(coarsest))


@given(PRICES)
def test_a_learnt_range_always_holds_the_true_tick_of_a_table_that_grows(price: Decimal) -> None:
    def true_tick(at: Decimal) -> Decimal:
        return Decimal("0.1") if at < 1000 else Decimal(1) if at < 50_000 else Decimal(100)

    samples = [(each, true_tick(each)) for each in map(Decimal, (1, 900, 1200, 30_000, 70_000, 10**9))]
    finest, coarsest = ticks.tick_range(price, Decimal(1), samples)
    assert finest <= true_tick(price) <= coarsest


def test_without_other_markets_the_own_tick_counts() -> None:
    assert ticks.tick_range(Decimal(9995), Decimal(10), []) == (Decimal(10), Decimal(10))
