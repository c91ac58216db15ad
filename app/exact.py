"""Money is rounded only where a text has to end, and never by the default context of 28 digits."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

# A 20-digit balance times a 20-digit price times a fee and its decimals still fit.
_WIDE = Context(prec=120)


def rounded(value: Decimal, decimals: int, rounding: str = ROUND_HALF_EVEN) -> Decimal:
    """A number with so many decimals, however many digits stand before them."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding, _WIDE)
