"""What an order would take from the visible book: how much, at which prices, and what it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app import exact
from app.market import ticks
from app.trading.orders import OrderIntent

Levels = tuple[tuple[Decimal, Decimal], ...]

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Depth:
    """The visible levels of a market as (price, size), best first."""

    market: str
    asks: Levels
    bids: Levels

    def against(self, side: str) -> Levels:
        """What an order of that side trades with."""
        return self.asks if side == "bid" else self.bids


@dataclass(frozen=True, slots=True)
class Impact:
    """What would be executed at once, were the book to stand still.

    `touch` is the best price on the other side, `worst` the last one taken (None: nothing is taken),
    `share` the per cent of the visible size that the order wants; `complete`: the visible book is enough.
    """

    side: str
    touch: Decimal
    volume: Decimal
    funds: Decimal
    worst: Decimal | None
    share: Decimal
    complete: bool

    @property
    def average(self) -> Decimal | None:
        """The price per unit without fees; None when nothing is executed at once."""
        return self.funds / self.volume if self.volume else None

    @property
    def slippage(self) -> Decimal | None:
        """How many per cent the average is worse than the touch."""
        average = self.average
        return None if average is None else beyond(self.side, average, self.touch)


def beyond(side: str, price: Decimal, touch: Decimal) -> Decimal:
    """How many per cent a price is worse than the touch, seen from a taker of that side."""
    difference = price - touch if side == "bid" else touch - price
    return difference / touch * _HUNDRED


def impact_of(intent: OrderIntent, depth: Depth) -> Impact | None:
    """The order against the visible book; None without an amount, or without anything to trade with."""
    levels = depth.against(intent.side)
    spends = intent.side == "bid" and intent.ord_type in ("price", "best")
    wanted = intent.price if spends else intent.volume
    if not levels or wanted is None or wanted <= 0 or depth.market != intent.market:
        return None
    volume, funds, worst = _take(_reached(intent, levels), wanted, spends)
    left = wanted - (funds if spends else volume)
    complete = left <= (levels[0][0] * ticks.VOLUME_STEP if spends else _ZERO)
    return Impact(
        side=intent.side,
        touch=levels[0][0],
        volume=volume,
        funds=funds,
        worst=worst,
        share=_share(intent, levels, volume, wanted, spends),
        complete=complete,
    )


def _reached(intent: OrderIntent, levels: Levels) -> Levels:
    """The levels that the order may trade with; a best order takes the touch alone (protocol 4.5)."""
    if intent.ord_type == "best":
        return levels[:1]
    limit = intent.price
    if intent.ord_type != "limit" or limit is None:
        return levels
    if intent.time_in_force == "post_only":
        return ()
    buys = intent.side == "bid"
    return tuple(level for level in levels if (level[0] <= limit if buys else level[0] >= limit))


def _take(levels: Levels, wanted: Decimal, spends: bool) -> tuple[Decimal, Decimal, Decimal | None]:
    volume, funds, worst = _ZERO, _ZERO, None
    for price, size in levels:
        left = ticks.volume_of(wanted - funds, price) if spends else wanted - volume
        taken = min(size, left)
        if taken <= 0:
            break
        volume, worst = volume + taken, price
        funds = exact.total((funds, exact.product(price, taken)))
    return volume, funds, worst


def _share(intent: OrderIntent, levels: Levels, volume: Decimal, wanted: Decimal, spends: bool) -> Decimal:
    if intent.ord_type in ("price", "market"):
        # What a market order can't get from the visible levels counts too: it would go on behind them.
        visible = _funds(levels) if spends else _size(levels)
        return wanted / visible * _HUNDRED
    return volume / _size(levels) * _HUNDRED


def _size(levels: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    return exact.total(size for _, size in levels)


def _funds(levels: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    return exact.total(exact.product(price, size) for price, size in levels)
