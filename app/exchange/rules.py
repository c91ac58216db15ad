"""The exchange's published rules by quote currency: ticks, grouping levels, fees and order sizes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from app.exchange.units import from_units, to_units

_D = Decimal

# (lower bound inclusive, tick), ascending; protocol 7.1 (KRW since 2025-07-31), 7.2 (USDT), 7.3 (BTC)
_BANDS: dict[str, tuple[tuple[str, str], ...]] = {
    "KRW": (
        ("0", "0.00000001"),
        ("0.00001", "0.0000001"),
        ("0.0001", "0.000001"),
        ("0.001", "0.00001"),
        ("0.01", "0.0001"),
        ("0.1", "0.001"),
        ("1", "0.01"),
        ("10", "0.1"),
        ("100", "1"),
        ("5000", "5"),
        ("10000", "10"),
        ("50000", "50"),
        ("100000", "100"),
        ("500000", "500"),
        ("1000000", "1000"),
    ),
    "USDT": (
        ("0", "0.00000001"),
        ("0.0001", "0.0000001"),
        ("0.001", "0.000001"),
        ("0.01", "0.00001"),
        ("0.1", "0.0001"),
        ("1", "0.001"),
        ("10", "0.01"),
    ),
    "BTC": (("0", "0.00000001"),),
}


@dataclass(frozen=True)
class _QuoteRules:
    """What one quote currency prescribes; `bounds` and `ticks` in units of 1e-8, one pair a band."""

    bounds: tuple[int, ...]
    ticks: tuple[int, ...]
    min_total: Decimal
    max_total: Decimal
    fee_rate: Decimal


def _quote_rules(quote: str, min_total: str, max_total: str, fee_rate: str) -> _QuoteRules:
    bands = _BANDS[quote]
    return _QuoteRules(
        bounds=tuple(to_units(_D(bound)) for bound, _ in bands),
        ticks=tuple(to_units(_D(tick)) for _, tick in bands),
        min_total=_D(min_total),
        max_total=_D(max_total),
        fee_rate=_D(fee_rate),
    )


# Protocol 4.15 and 4.16. The USDT maximum is not published; a million is this exchange's own.
_RULES: dict[str, _QuoteRules] = {
    "KRW": _quote_rules("KRW", min_total="5000", max_total="1000000000", fee_rate="0.0005"),
    "BTC": _quote_rules("BTC", min_total="0.00005", max_total="10", fee_rate="0.0025"),
    "USDT": _quote_rules("USDT", min_total="0.5", max_total="1000000", fee_rate="0.0025"),
}

QUOTES: tuple[str, ...] = tuple(_RULES)
"""The quote currencies that have markets."""


_LARGEST_PRICE = to_units(_D(10**10))  # nobody says where Upbit ends; a hundred times bitcoin, in 64 bits


def tick_units(quote: str, price: int) -> int:
    """The tick of the band a price lies in, both in units of 1e-8 (protocol 7.1-7.3)."""
    rules = _RULES[quote]
    return rules.ticks[bisect_right(rules.bounds, price) - 1]


def tick_size(quote: str, price: Decimal) -> Decimal:
    """The tick of the band a price lies in; lower bounds belong to the band (protocol 7.1-7.3)."""
    return from_units(tick_units(quote, to_units(price)))


def is_on_tick(quote: str, price: Decimal) -> bool:
    """Whether an order may carry this price: positive, not absurd and a multiple of its band's tick."""
    try:
        units = to_units(price)
    except ValueError:
        return False
    return 0 < units <= _LARGEST_PRICE and units % tick_units(quote, units) == 0


def supported_levels(quote: str, price: Decimal) -> tuple[Decimal, ...]:
    """The grouping units of a book at this price, 0 first (protocol 3.7 and 9.18; KRW only)."""
    if quote != "KRW":
        return (_D(0),)
    units = to_units(price)
    tick = tick_units(quote, units)
    if to_units(_D(100)) <= units < to_units(_D(1000)):
        # The one documented band that lists its own tick as a level.
        return (_D(0), _D(1), _D(10), _D(100))
    return (_D(0), *(from_units(tick * 10**step) for step in range(1, _level_count(units) + 1)))


def _level_count(price: int) -> int:
    # KRW-BTC has five levels and KRW-ETH three; more would fold a cheaper coin's book into one row.
    return 5 if price >= to_units(_D(100_000_000)) else 3


def min_total(quote: str) -> Decimal:
    """The smallest order total in the quote currency, both sides (protocol 4.16)."""
    return _RULES[quote].min_total


def max_total(quote: str) -> Decimal:
    """The largest order total in the quote currency (protocol 4.16; USDT is this exchange's own figure)."""
    return _RULES[quote].max_total


def fee_rate(quote: str) -> Decimal:
    """The fee of maker and taker as a share of the funds (protocol 4.15, without promotions)."""
    return _RULES[quote].fee_rate


def quote_of(market: str) -> str:
    """The quote currency of a market code, `KRW` of `KRW-BTC`."""
    return market.partition("-")[0]


def base_of(market: str) -> str:
    """The traded currency of a market code, `BTC` of `KRW-BTC`."""
    return market.partition("-")[2]
