"""Kinds of days, on a market that the test moves through time."""

import math
from random import Random

import pytest

from app.clock import SystemClock
from app.exchange.flow import Flow
from app.exchange.scenarios import SCENARIOS, Mood
from app.exchange.stream import Hub
from app.exchange.universe import markets
from app.exchange.venue import Venue

BEGIN = 1_795_268_849_000


class Beats:
    def say_up(self) -> None:
        pass

    def cut_idle(self) -> None:
        pass


def lived(scenario: str, seconds: int) -> tuple[list[float], list[int]]:
    """KRW-BTC's price and the number of trades, second by second."""
    numbers = iter(range(10**9))
    venue = Venue(markets(1), lambda name: Random(f"1/{name}"), lambda: str(next(numbers)), BEGIN)
    flow = Flow(venue, Hub(venue), Beats(), SystemClock(), moving=True, book_rate=None, scenario=scenario)
    flow.begin(BEGIN)
    market = venue.markets["KRW-BTC"]
    prices, trades = [], []
    for second in range(seconds):
        begin = BEGIN + second * 1000
        for moment in range(begin, begin + 1000, 10):
            flow.step(moment)
        trades.append(sum(1 for _ in market.tape.backwards(begin, begin + 1000)))
        prices.append(float(market.price))
    return prices, trades


def test_a_crash_takes_a_fifth() -> None:
    prices, trades = lived("crash", 100)
    assert 0.7 < prices[-1] / prices[0] < 0.9
    assert sum(trades[10:90]) / 80 > 5 * sum(trades[:5]) / 5


def test_half_of_the_fall_comes_back() -> None:
    fall = sum(SCENARIOS["crash"](second + 0.5).drift for second in range(1000))
    assert math.exp(fall) == pytest.approx(0.8**0.5, rel=0.01)
    assert SCENARIOS["crash"](1000) == Mood()


def test_a_burst_is_many_trades_for_some_seconds() -> None:
    _, trades = lived("burst", 41)
    quiet, loud = trades[:15] + trades[22:35], trades[17:20] + trades[37:40]
    assert sum(loud) / len(loud) > 5 * max(1.0, sum(quiet) / len(quiet))
    assert max(loud) >= 30


def test_a_calm_day_has_few_trades() -> None:
    _, usual = lived("normal", 60)
    _, calm = lived("calm", 60)
    assert 0 < sum(calm) < sum(usual) / 2
