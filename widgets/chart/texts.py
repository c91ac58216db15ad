"""How the chart words numbers that widgets.format has no shape for: axis prices, read-out volumes."""

from __future__ import annotations

import math

from widgets import format as fmt


def axis_price(value: float, decimals: int) -> str:
    """A mark of the price axis."""
    return fmt.price(value, decimals)


def volume(value: float) -> str:
    """A traded volume for the read-out, with about six significant digits."""
    if value <= 0:
        return fmt.size(0.0, 0)
    return fmt.size(value, min(8, max(0, 4 - math.floor(math.log10(value)))))


def axis_text(value: float, decimals: int) -> str:
    """A value of an indicator's own axis."""
    return fmt.compact(value) if abs(value) >= 10_000_000 else fmt.size(value, decimals)
