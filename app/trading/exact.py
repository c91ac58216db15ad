"""Sums and products of money that are never rounded: the default 28 digits are too few for balances."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal

_EXACT = Context(prec=120)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum of these amounts; zero of none."""
    result = Decimal(0)
    for amount in amounts:
        result = _EXACT.add(result, amount)
    return result


def product(one: Decimal, other: Decimal) -> Decimal:
    """One amount times another."""
    return _EXACT.multiply(one, other)
