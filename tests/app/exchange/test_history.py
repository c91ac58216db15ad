"""The made-up past."""

from itertools import pairwise
from random import Random

import pytest

from app.exchange.bars import fold
from app.exchange.history import FIRST_DAY, History
from app.exchange.intervals import DAY, HOUR, MINUTE, SECOND
from app.exchange.rules import tick_units
from app.exchange.universe import markets

SPECS = {spec.code: spec for spec in markets()}
TODAY = 20_778  # 2026-11-21


def history(seed: int = 1) -> History:
    return History(SPECS, lambda name: Random(f"{seed}/{name}"))


@pytest.mark.parametrize("code", SPECS)
def test_seconds_minutes_and_hours_fold_into_their_day(code: str) -> None:
    past = history()
    day = past.day(code, TODAY)
    hours = past.bars(code, HOUR, day.start, day.start + DAY)
    assert fold(day.start, hours)[:7] == day[:7]  # type: ignore[index]
    hour = hours[len(hours) // 2]
    minutes = past.bars(code, MINUTE, hour.start, hour.start + HOUR)
    assert fold(hour.start, minutes)[:7] == hour[:7]  # type: ignore[index]
    seconds = past.bars(code, SECOND, minutes[-1].start, minutes[-1].start + MINUTE)
    assert fold(minutes[-1].start, seconds)[:7] == minutes[-1][:7]  # type: ignore[index]


def test_days_open_where_the_day_before_closed() -> None:
    days = history().bars("KRW-ETH", DAY, (TODAY - 400) * DAY, TODAY * DAY)
    assert len(days) == 400
    assert [day.open for day in days[1:]] == [day.close for day in days[:-1]]


def test_the_same_seed_is_the_same_past_whatever_is_asked_first() -> None:
    one, two = history(), history()
    two.bars("KRW-BTC", MINUTE, (TODAY - 3) * DAY, (TODAY - 2) * DAY)
    window = (TODAY * DAY, TODAY * DAY + HOUR)
    assert one.bars("KRW-BTC", MINUTE, *window) == two.bars("KRW-BTC", MINUTE, *window)
    assert one.bars("KRW-BTC", MINUTE, *window) != history(2).bars("KRW-BTC", MINUTE, *window)


def test_there_is_nothing_before_the_first_day() -> None:
    assert history().bars("KRW-BTC", DAY, 0, FIRST_DAY * DAY) == []


def test_prices_lie_on_ticks_and_near_the_listed_price() -> None:
    past = history()
    for code, spec in SPECS.items():
        day = past.day(code, TODAY)
        for price in (day.open, day.high, day.low, day.close):
            assert price % tick_units(spec.quote, price) == 0
        assert 0.3 < day.close / 1e8 / spec.price < 3


def test_other_quote_currencies_agree_with_krw() -> None:
    past = history()
    krw = past.level("KRW-ETH", TODAY) / past.level("KRW-BTC", TODAY)
    assert past.level("BTC-ETH", TODAY) == pytest.approx(krw)


def test_coins_follow_bitcoin() -> None:
    past = history()

    def rises(code: str) -> list[bool]:
        days = past.bars(code, DAY, (TODAY - 300) * DAY, TODAY * DAY)
        return [day.close > day.open for day in days]

    agreeing = sum(one == two for one, two in zip(rises("KRW-BTC"), rises("KRW-ETH"), strict=True))
    assert agreeing > 180


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-ETH", "KRW-AXS"])
def test_no_minute_of_the_hour_stands_out(code: str) -> None:
    minutes = history().bars(code, MINUTE, (TODAY - 4) * DAY, TODAY * DAY)
    usual = sorted(bar.volume for bar in minutes)[len(minutes) // 2]
    for minute in (0, 1, 30, 59):
        volumes = [bar.volume for bar in minutes if bar.start % HOUR // MINUTE == minute]
        assert sum(volumes) / len(volumes) < 3 * usual, minute
    assert max(bar.volume for bar in minutes) < 60 * usual


@pytest.mark.parametrize("code", ["KRW-BTC", "KRW-ETH"])
def test_an_hour_opens_near_where_the_one_before_closed(code: str) -> None:
    minutes = history().bars(code, MINUTE, (TODAY - 4) * DAY, TODAY * DAY)
    for before, bar in pairwise(minutes):
        if bar.start % HOUR == 0:
            assert abs(bar.open - before.close) < before.close // 500
