"""What has happened in the engine, in the past tense, for whoever publishes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.exchange.accounts import Balance
from app.exchange.orders import Fill, Order, OrderEvent


@dataclass(frozen=True)
class TradeHappened:
    """An execution on the public tape; the best quotes are those after it, 0 where a side is empty."""

    market: str
    price: Decimal
    volume: Decimal
    taker_side: str
    time_ms: int
    sequential_id: int
    best_ask_price: Decimal
    best_ask_size: Decimal
    best_bid_price: Decimal
    best_bid_size: Decimal


@dataclass(frozen=True)
class OrderChanged:
    """One step of a user's order as myOrder tells it (protocol 2.5); `trade` is set when state is "trade"."""

    account: str
    order: Order
    state: OrderEvent
    time_ms: int
    trade: Fill | None = None


@dataclass(frozen=True)
class AssetChanged:
    """Balances that a step changed, after it (protocol 2.6); `uuid` names the change."""

    account: str
    balances: tuple[Balance, ...]
    time_ms: int
    uuid: str


@dataclass(frozen=True)
class BookChanged:
    """A market's book is another than at the last drain; at most one a market and drain, after all else."""

    market: str
    time_ms: int


Event = TradeHappened | OrderChanged | AssetChanged | BookChanged
