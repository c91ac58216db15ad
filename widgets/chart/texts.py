"""How the chart words numbers that widgets.format has no shape for: axis prices, short volumes."""

from __future__ import annotations

import math

from widgets import format as fmt


def axis_price(value: float, decimals: int) -> str:
    """A mark of the price axis."""
    return fmt.price(value, decimals)


def compact(value: float) -> str:
    """A volume in three digits or so: 0.0125, 12.5, 1,250, 12.5K, 3.2M."""
    for unit, size in (("B", 1e9), ("M", 1e6), ("K", 1e4)):
        if value >= size:
            scaled = value / (1e3 if unit == "K" else size)
            return f"{_short(scaled)}{unit}"
    return _short(value)


def volume(value: float) -> str:
    """A traded volume for the read-out, with about six significant digits."""
    if value <= 0:
        return fmt.size(0.0, 0)
    return fmt.size(value, min(8, max(0, 4 - math.floor(math.log10(value)))))


def _short(value: float) -> str:
    if value <= 0:
        return "0"
    decimals = min(8, max(0, 2 - math.floor(math.log10(value))))
    text = fmt.size(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
