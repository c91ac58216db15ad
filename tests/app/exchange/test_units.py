"""The border between decimals and scaled integers loses nothing and lets nothing odd in."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.exchange.units import from_funds, from_money, from_units, to_money, to_units


@settings(deadline=None)
@given(st.integers(-(10**28), 10**28))
def test_units_survive_the_round_trip(units: int) -> None:
    assert to_units(from_units(units)) == units


@settings(deadline=None)
@given(st.integers(-(10**44), 10**44))
def test_money_survives_the_round_trip_under_any_callers_precision(money: int) -> None:
    with localcontext() as context:
        context.prec = 3
        assert to_money(from_money(money)) == money


@settings(deadline=None)
@given(st.integers(0, 10**44))
def test_decimals_come_out_plain(money: int) -> None:
    _, digits, exponent = from_money(money).as_tuple()
    assert exponent <= 0
    assert exponent == 0 or digits[-1] != 0


def test_funds_are_a_price_times_a_volume() -> None:
    assert from_funds(to_units(Decimal("1375")) * to_units(Decimal("5.377594"))) == Decimal("7394.19175")


@pytest.mark.parametrize(
    "text", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+21", "1E+999999", "1E-9", "1E-999999", "0.123456789"]
)
def test_what_does_not_fit_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        to_units(Decimal(text))


def test_a_number_of_a_thousand_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="digits"):
        to_units(Decimal("1." + "1" * 1000))


@pytest.mark.parametrize("text", ["0", "-0", "0E+999999", "0E-999999", "0.0000000000000"])
def test_every_zero_is_zero(text: str) -> None:
    assert to_units(Decimal(text)) == 0
