"""Money in a context that is wide enough: sums and products keep every digit, rounding is only said."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal

# The default 28 digits are too few: a 30-digit balance times a 30-digit price and its decimals fit here.
_WIDE = Context(prec=120)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of these amounts; zero of none."""
    result = Decimal(0)
    for amount in amounts:
        result = _WIDE.add(result, amount)
    return result


def product(one: Decimal, other: Decimal) -> Decimal:
    """One amount times another."""
    return _WIDE.multiply(one, other)


def rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A number with so many decimals, however many digits stand before them."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding, _WIDE)
