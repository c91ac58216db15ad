"""What an alert waits for: its rule, its market, how often it fires; thresholds are exact."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

import msgspec

from app.market.symbols import is_code

MOST = 200  # alerts of one desk
LONGEST_WINDOW = 4 * 3600  # seconds
LONGEST_COOL_DOWN = 24 * 3600
_HUNDRED = Decimal(100)


class Direction(StrEnum):
    """Which way a price has to cross."""

    EITHER = "either"
    ABOVE = "above"
    BELOW = "below"


class PriceCrosses(msgspec.Struct, frozen=True, tag="price"):
    """The price reaches `price` from the other side."""

    direction: Direction
    price: Decimal

    def __post_init__(self) -> None:
        _require(_is_amount(self.price), "a price is above zero")


class DailyChange(msgspec.Struct, frozen=True, tag="daily"):
    """The change against the previous close reaches `percent`: a rise when positive, a fall when negative."""

    percent: Decimal

    def __post_init__(self) -> None:
        _require(_is_percent(self.percent), "a change is no percentage")


class PriceMoves(msgspec.Struct, frozen=True, tag="move"):
    """In `window` seconds the price rises by `percent` from its lowest; negative: falls from its highest."""

    percent: Decimal
    window: int

    def __post_init__(self) -> None:
        _require(_is_percent(self.percent), "a change is no percentage")
        _require(_is_window(self.window), "a window is too short or too long")


class ValueTraded(msgspec.Struct, frozen=True, tag="traded"):
    """Within `window` seconds so much of the quote currency is traded."""

    value: Decimal
    window: int

    def __post_init__(self) -> None:
        _require(_is_amount(self.value), "a traded value is above zero")
        _require(_is_window(self.window), "a window is too short or too long")


class OrderFilled(msgspec.Struct, frozen=True, tag="filled"):
    """An own order is executed: at each execution, or only when `complete`."""

    complete: bool = False


Rule: TypeAlias = PriceCrosses | DailyChange | PriceMoves | ValueTraded | OrderFilled


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """One alert. `symbol` is empty for every market, which only own orders can be watched in.

    `repeats`: fires every time, but not within `cool_down` seconds after it fired; else once and is done.
    """

    id: int
    symbol: str
    rule: Rule
    repeats: bool = False
    cool_down: int = 60
    enabled: bool = True

    def __post_init__(self) -> None:
        everywhere = not self.symbol and isinstance(self.rule, OrderFilled)
        _require(everywhere or is_code(self.symbol), "an alert names no market")
        _require(0 <= self.cool_down <= LONGEST_COOL_DOWN, "a cool-down is too long")


def daily_threshold(percent: Decimal, previous_close: Decimal) -> Decimal:
    """The price at which a market has changed by that much against its previous close."""
    return previous_close * (_HUNDRED + percent) / _HUNDRED


def _require(condition: bool, reason: str) -> None:
    if not condition:
        raise ValueError(reason)


def _is_amount(value: Decimal) -> bool:
    return (
        value.is_finite()
        and value > 0
        and -20 <= value.adjusted() <= 20
        and len(value.as_tuple().digits) <= 40
    )


def _is_percent(value: Decimal) -> bool:
    return value.is_finite() and value != 0 and -_HUNDRED < value <= 10_000 and value.adjusted() >= -4


def _is_window(seconds: int) -> bool:
    return 1 <= seconds <= LONGEST_WINDOW
