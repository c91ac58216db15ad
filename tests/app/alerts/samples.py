"""Readings and alerts in short, for the tests of alerts."""

from decimal import Decimal
from typing import Any

from app.alerts.engine import Fired, Reading, State, put, see
from app.alerts.rules import Alert, Direction, PriceCrosses, Rule

NOON = 1_760_000_000_000
BTC = "KRW-BTC"


def reading(price: float | str | Decimal, at: float = 0, **told: Any) -> Reading:
    """A market at that price, `at` seconds after noon; its day's high and low are the price when not told."""
    exact = Decimal(price)
    told = {name: Decimal(value) if name != "day" else value for name, value in told.items()}
    blank = {"high": exact, "low": exact, "previous_close": Decimal(100), "traded": Decimal(0), "day": "1"}
    return Reading(at_ms=NOON + round(at * 1000), price=exact, **(blank | told))


def above(price: float | str, **told: Any) -> Alert:
    return Alert(id=1, symbol=BTC, rule=PriceCrosses(Direction.ABOVE, Decimal(price)), **told)


def below(price: float | str, **told: Any) -> Alert:
    return Alert(id=1, symbol=BTC, rule=PriceCrosses(Direction.BELOW, Decimal(price)), **told)


def waiting(rule: Rule, **told: Any) -> State:
    return put(State(), Alert(id=1, symbol=BTC, rule=rule, **told))


def play(state: State, *readings: Reading) -> tuple[State, list[Fired]]:
    """Show the readings one after the other, each when it happened."""
    fired: list[Fired] = []
    for one in readings:
        state, new = see(state, BTC, one, one.at_ms)
        fired += new
    return state, fired
