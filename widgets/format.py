"""The one module that turns numbers and times into the texts a trader reads."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

from PyQt6.QtCore import QCoreApplication

from app.exact import rounded

KST = timezone(timedelta(hours=9), "KST")
NOTHING = "–"  # shown where there is no number: never an invented one

Number = float | Decimal

translate = QCoreApplication.translate

_SIGNIFICANT = 9  # digits of an average price; the rest is noise of the division


def decimals_of(tick: Decimal) -> int:
    """How many decimals a price needs whose tick size is `tick` ("0.01" → 2, "1000" → 0)."""
    exponent = tick.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def price(value: Number | None, decimals: int) -> str:
    """A price with grouped thousands and a fixed number of decimals, so that columns align."""
    return _fixed(value, decimals)


def size(value: Number | None, decimals: int) -> str:
    """An amount of coins with grouped thousands and a fixed number of decimals."""
    return _fixed(value, decimals)


def size_decimals(price_in_quote: float, quote: str = "KRW") -> int:
    """Decimals for a column of sizes, so that the last digit is worth about 1,000 KRW."""
    worth = price_in_quote * {"KRW": 1.0, "USDT": 1.4e3, "BTC": 1.2e8}.get(quote, 1.0)
    if worth <= 0 or not math.isfinite(worth):
        return 4
    return min(8, max(0, round(math.log10(worth)) - 3))


def percent(rate: Number | None, decimals: int = 2) -> str:
    """A rate as a signed percentage: 0.0153 → "+1.53%", and no sign on what rounds to zero."""
    if rate is None or not math.isfinite(rate):
        return NOTHING
    text = f"{rate * 100:+,.{decimals}f}"
    return f"{text.lstrip('+-') if float(text.replace(',', '')) == 0 else text}%"


def signed(value: Number | None, decimals: int) -> str:
    """A difference with its sign; zero has none."""
    text = _fixed(value, decimals)
    return f"+{text}" if text != NOTHING and value is not None and value > 0 else text


def won(value: Number | None) -> str:
    """An amount of KRW without decimals."""
    return _fixed(value, 0)


def millions(value: Number | None) -> str:
    """An amount of KRW in 백만 (millions), as Korean screens show traded value."""
    return NOTHING if value is None else _fixed(value / 1_000_000, 0)


def compact(value: float) -> str:
    """A volume in three digits or so: 0.0125, 12.5, 1,250, 12.5K, 3.2M."""
    if not math.isfinite(value):
        return NOTHING
    for unit, least in (("B", 1e9), ("M", 1e6), ("K", 1e4)):
        if value >= least:
            scaled = value / (1e3 if unit == "K" else least)
            return f"{_short(scaled)}{unit}"
    return _short(value)


def exact(value: Decimal | None) -> str:
    """A decimal as it is: every digit, grouped thousands, no exponent, no trailing zeros."""
    if value is None or not value.is_finite():
        return NOTHING
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def average(value: Decimal | None) -> str:
    """An average price with nine digits that count, at most ten decimals."""
    if value is None or not value.is_finite():
        return NOTHING
    decimals = min(10, max(0, _SIGNIFICANT - 1 - value.adjusted()))
    return exact(rounded(value, decimals))


def time_kst(milliseconds: int | None) -> str:
    """Time of day in Korea, HH:MM:SS."""
    return _kst(milliseconds, "%H:%M:%S")


def date_time_kst(milliseconds: int | None) -> str:
    """Date and time in Korea, MM-DD HH:MM:SS."""
    return _kst(milliseconds, "%m-%d %H:%M:%S")


def milliseconds(value: float | None) -> str:
    """A short time with its unit, to a tenth."""
    return NOTHING if value is None else f"{value:,.1f}ms"


def seconds(value: float) -> str:
    """A waiting time or an age in whole seconds, without the unit."""
    return f"{max(0.0, value):.0f}"


def ago(seconds: float) -> str:
    """How long ago that was: up to two minutes in seconds, up to two hours in minutes."""
    if seconds < 120:
        return translate("Age", "{0}초 전").format(max(0, int(seconds)))
    if seconds < 7200:
        return translate("Age", "{0}분 전").format(int(seconds // 60))
    return translate("Age", "{0}시간 전").format(int(seconds // 3600))


def _kst(milliseconds: int | None, pattern: str) -> str:
    if milliseconds is None:
        return NOTHING
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(KST).strftime(pattern)
    except (OverflowError, ValueError, OSError):  # in no calendar
        return NOTHING


def _fixed(value: Number | None, decimals: int) -> str:
    if value is None or not math.isfinite(value):
        return NOTHING
    text = f"{value:,.{decimals}f}"
    # A tiny negative number must not be shown as "-0".
    return text.lstrip("-") if value < 0 and not text.strip("-0.,") else text


def _short(value: float) -> str:
    if value <= 0:
        return "0"
    decimals = min(8, max(0, 2 - math.floor(math.log10(value))))
    text = size(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
