"""Figures of the day, 24 hours and 52 weeks."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.history import History
from app.exchange.intervals import DAY, HOUR, MINUTE
from app.exchange.series import Series
from app.exchange.statistics import Statistics
from app.exchange.universe import markets

SPECS = {spec.code: spec for spec in markets()}
DAY_NUMBER = 20_778
BEGIN = DAY_NUMBER * DAY + 13 * HOUR + 47 * MINUTE + 29
PAST = History(SPECS, lambda name: Random(f"1/{name}"))


def made(begin: int = BEGIN, code: str = "KRW-XRP") -> tuple[Series, Statistics]:
    source = Series(PAST, code, begin)
    return source, Statistics(source, begin)


def test_the_day_is_the_days_candle() -> None:
    source, statistics = made()
    figures = statistics.figures(BEGIN)
    today, yesterday = source.candles("1d", BEGIN + 1, 2, BEGIN)
    assert (figures.opening, figures.high, figures.low) == (today.open, today.high, today.low)
    assert (figures.volume, figures.value) == (today.volume, today.value)
    assert figures.prev_close == yesterday.close


def test_24_hours_are_the_sum_of_their_minutes() -> None:
    source, statistics = made()
    figures = statistics.figures(BEGIN)
    minutes = source.bars(MINUTE, BEGIN - BEGIN % MINUTE - DAY, BEGIN + 1)
    assert figures.volume_24h == sum(bar.volume for bar in minutes)
    assert figures.value_24h == sum(bar.value for bar in minutes)


def test_52_weeks_are_the_extremes_of_their_days() -> None:
    source, statistics = made()
    figures = statistics.figures(BEGIN)
    days = source.candles("1d", BEGIN + 1, 365, BEGIN)
    assert figures.highest == max(day.high for day in days)
    assert figures.lowest == min(day.low for day in days)
    assert figures.highest_day in {day.start // DAY for day in days if day.high == figures.highest}
    assert figures.lowest_day in {day.start // DAY for day in days if day.low == figures.lowest}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["ask", "bid"]), st.integers(1, 10**12)), max_size=30))
def test_volumes_of_both_sides_add_up(trades: list[tuple[str, int]]) -> None:
    source, statistics = made()
    before = statistics.figures(BEGIN)
    for side, volume in trades:
        source.add(1942 * 10**8, volume, BEGIN * 1000)
        statistics.add(side, volume, BEGIN)
    after = statistics.figures(BEGIN)
    assert after.ask_volume + after.bid_volume == after.volume
    assert after.ask_volume - before.ask_volume == sum(volume for side, volume in trades if side == "ask")
    assert after.volume_24h - before.volume_24h == sum(volume for _, volume in trades)


def test_the_day_rolls_over_at_midnight_utc() -> None:
    midnight = (DAY_NUMBER + 1) * DAY
    source, statistics = made(begin=midnight - 60)
    source.add(2000 * 10**8, 7, (midnight - 1) * 1000)
    statistics.add("ask", 7, midnight - 1)
    quiet = statistics.figures(midnight + 5)
    assert quiet.prev_close == 2000 * 10**8
    assert (quiet.opening, quiet.high, quiet.low) == (quiet.prev_close,) * 3
    assert (quiet.volume, quiet.value, quiet.ask_volume, quiet.bid_volume) == (0, 0, 0, 0)
    assert quiet.volume_24h > 0
    source.add(2001 * 10**8, 5, (midnight + 6) * 1000)
    statistics.add("bid", 5, midnight + 6)
    busy = statistics.figures(midnight + 6)
    assert (busy.opening, busy.volume, busy.ask_volume, busy.bid_volume) == (2001 * 10**8, 5, 0, 5)


def test_a_new_extreme_is_todays() -> None:
    source, statistics = made()
    source.add(10**13, 5, BEGIN * 1000)
    figures = statistics.figures(BEGIN)
    assert (figures.highest, figures.highest_day) == (10**13, DAY_NUMBER)
