"""Exact conversion between decimals at the border and the scaled integers inside.

Prices and volumes are integers of 1e-8 (one satoshi, one smallest tick). Money is an integer of 1e-24: the
product of a price, a volume and a fee rate, each of 1e-8, so that no sum ever needs rounding.
"""

from __future__ import annotations

from decimal import Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow

UNIT = 10**8
"""One whole coin, one whole quote currency, or the fee rate 1, in units."""
FUNDS = UNIT * UNIT
"""One whole currency as price times volume (1e-16)."""
MONEY = UNIT * FUNDS
"""One whole currency as money (1e-24)."""

_PLACES = 8
_MONEY_PLACES = 24
LARGEST_EXPONENT = 20
"""Numbers of 1e21 and more are refused."""

# Everything the exchange counts fits 100 digits; a result that would not is an error, never a rounded sum.
_EXACT = Context(prec=100, Emin=-1000, Emax=1000, traps=[Inexact, InvalidOperation, Overflow])


def to_units(value: Decimal) -> int:
    """The value in 1e-8; ValueError if it is not finite, too large, or has more than 8 decimals."""
    return _scaled(value, _PLACES)


def to_money(value: Decimal) -> int:
    """The value in 1e-24; ValueError if it is not finite, too large, or has more than 24 decimals."""
    return _scaled(value, _MONEY_PLACES)


def from_units(units: int) -> Decimal:
    """The decimal of so many 1e-8: exact, without trailing zeros, exponent never above 0."""
    whole, rest = divmod(units, UNIT)
    return _EXACT.normalize(_EXACT.scaleb(Decimal(units), -_PLACES)) if rest else Decimal(whole)


def from_money(money: int) -> Decimal:
    """The decimal of so many 1e-24: exact, without trailing zeros, exponent never above 0."""
    whole, rest = divmod(money, MONEY)
    return _EXACT.normalize(_EXACT.scaleb(Decimal(money), -_MONEY_PLACES)) if rest else Decimal(whole)


def from_funds(funds: int) -> Decimal:
    """The decimal of so many 1e-16 (price times volume)."""
    return from_money(funds * UNIT)


def _scaled(value: Decimal, places: int) -> int:
    if not value.is_finite():
        raise ValueError(f"{value} is not a number")
    if not value:
        return 0
    # Checked before any integer is built: 1E+999999 must not cost a megabyte.
    if value.adjusted() > LARGEST_EXPONENT:
        raise ValueError(f"{value} is too large")
    try:
        scaled = _EXACT.scaleb(value, places)
    except DecimalException as error:
        raise ValueError(f"{value} has too many digits") from error
    result = int(scaled)
    if result != scaled:
        raise ValueError(f"{value} has more than {places} decimals")
    return result
