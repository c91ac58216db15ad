"""What of the account a chart shows: open orders, the average price that was paid, and own fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.market.candles import Interval
from app.trading import Balance, OrderRecord

MOST_FILLS = 2000


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An open order with a price. remaining: in the base currency; None while not known."""

    key: str
    side: str
    price: Decimal
    remaining: Decimal | None
    amendable: bool


@dataclass(frozen=True, slots=True)
class FillMark:
    """Own executions of one side at one price in one bucket."""

    bucket: int
    side: str
    price: float


@dataclass(frozen=True, slots=True)
class Account:
    """The account as far as it concerns one market. average: what was paid per unit, without fees."""

    orders: tuple[OrderLine, ...] = ()
    average: Decimal | None = None
    fills: tuple[tuple[int, str, float], ...] = ()  # ms, side, price

    def marks(self, interval: Interval) -> tuple[FillMark, ...]:
        """The fills by the buckets of an interval, each once."""
        found = {FillMark(interval.bucket(time_ms), side, price) for time_ms, side, price in self.fills}
        return tuple(sorted(found, key=lambda mark: (mark.bucket, mark.side, mark.price)))


def account_of(market: str, records: Iterable[OrderRecord], balances: Mapping[str, Balance]) -> Account:
    """What a chart of that market shows."""
    mine = [record for record in records if record.market == market]
    orders = tuple(
        OrderLine(one.key, one.side, one.price, one.remaining_volume, one.is_amendable)
        for one in sorted(mine, key=lambda one: (one.created_at, one.key))
        # A market buy has a "price" too: what it spends.
        if one.state.is_open and one.price is not None and one.ord_type == "limit"
    )
    fills = [
        (fill.time_ms, one.side, float(fill.price))
        for one in mine
        for fill in one.trades
        if fill.time_ms is not None
    ]
    return Account(orders, _average(market, balances), tuple(sorted(fills)[-MOST_FILLS:]))


def _average(market: str, balances: Mapping[str, Balance]) -> Decimal | None:
    quote, _, base = market.partition("-")
    held = balances.get(base)
    if held is None or held.total <= 0 or held.avg_buy_price <= 0:
        return None
    # What was paid in another currency can't be drawn on this axis.
    return held.avg_buy_price if held.unit_currency in ("", quote) else None
