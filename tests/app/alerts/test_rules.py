"""Thresholds are exact, and what cannot be waited for cannot be written down."""

from decimal import Decimal

import msgspec
import pytest

from app.alerts.rules import (
    Alert,
    DailyChange,
    Direction,
    OrderFilled,
    PriceCrosses,
    PriceMoves,
    Rule,
    ValueTraded,
    daily_threshold,
)

RULES: list[Rule] = [
    PriceCrosses(Direction.ABOVE, Decimal("0.0000000123")),
    DailyChange(Decimal("-7.5")),
    PriceMoves(Decimal("0.25"), 300),
    ValueTraded(Decimal("1000000000.5"), 60),
    OrderFilled(complete=True),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_every_rule_comes_back_from_text_with_every_digit(rule: Rule) -> None:
    text = msgspec.json.encode(Alert(id=7, symbol="KRW-BTC", rule=rule, repeats=True))
    assert msgspec.json.decode(text, type=Alert) == Alert(id=7, symbol="KRW-BTC", rule=rule, repeats=True)
    assert b"e-" not in text.lower() or isinstance(rule, PriceCrosses)


@pytest.mark.parametrize("price", ["0", "-1", "NaN", "Infinity", "1E+30", "1E-30"])
def test_what_is_no_price_is_no_threshold(price: str) -> None:
    with pytest.raises(ValueError, match="price"):
        PriceCrosses(Direction.ABOVE, Decimal(price))


@pytest.mark.parametrize("percent", ["0", "-100", "NaN", "10001", "-Infinity"])
def test_what_is_no_change_is_no_threshold(percent: str) -> None:
    for rule in (DailyChange, lambda p: PriceMoves(p, 60)):
        with pytest.raises(ValueError, match="percentage"):
            rule(Decimal(percent))


@pytest.mark.parametrize("window", [0, -5, 4 * 3600 + 1])
def test_a_window_has_bounds(window: int) -> None:
    with pytest.raises(ValueError, match="window"):
        PriceMoves(Decimal(1), window)
    with pytest.raises(ValueError, match="window"):
        ValueTraded(Decimal(1), window)


def test_only_own_orders_are_watched_in_every_market() -> None:
    assert Alert(id=1, symbol="", rule=OrderFilled()).enabled
    with pytest.raises(ValueError, match="market"):
        Alert(id=1, symbol="", rule=DailyChange(Decimal(5)))
    with pytest.raises(ValueError, match="market"):
        Alert(id=1, symbol="BTC", rule=OrderFilled())
    with pytest.raises(ValueError, match="cool-down"):
        Alert(id=1, symbol="", rule=OrderFilled(), cool_down=-1)


def test_a_daily_change_is_a_price() -> None:
    assert daily_threshold(Decimal("1.5"), Decimal(2000)) == 2030
    assert daily_threshold(Decimal("-1.5"), Decimal(2000)) == 1970
