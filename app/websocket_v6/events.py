"""The event types: what arrives over the streams, with Upbit's full field names."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, TypeAlias

import msgspec

# UTC; the decoder refuses what no calendar has, which would stop whatever draws a time.
Milliseconds: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=253_402_300_799_999)]

INTERVALS = ("1s", "1m", "3m", "5m", "10m", "15m", "30m", "60m", "240m")


class DataType(StrEnum):
    """The kinds of events; the candle interval is a matter of its own."""

    TICKER = "ticker"
    TRADE = "trade"
    ORDERBOOK = "orderbook"
    CANDLE = "candle"
    MY_ORDER = "my_order"
    MY_ASSET = "my_asset"

    @property
    def is_private(self) -> bool:
        """Whether events of this kind come over the authenticated socket."""
        return self in (DataType.MY_ORDER, DataType.MY_ASSET)


class Ticker(msgspec.Struct, frozen=True):
    """The state of a market; daily figures are of the UTC day, times ms since the epoch."""

    type: str
    code: str
    opening_price: float
    high_price: float
    low_price: float
    trade_price: float
    prev_closing_price: float
    change: str
    change_price: float
    signed_change_price: float
    change_rate: float
    signed_change_rate: float
    trade_volume: float
    acc_trade_volume: float
    acc_trade_volume_24h: float
    acc_trade_price: float
    acc_trade_price_24h: float
    trade_date: str
    trade_time: str
    trade_timestamp: Milliseconds
    ask_bid: str
    acc_ask_volume: float
    acc_bid_volume: float
    highest_52_week_price: float
    highest_52_week_date: str
    lowest_52_week_price: float
    lowest_52_week_date: str
    market_state: str
    timestamp: Milliseconds
    stream_type: str
    is_trading_suspended: bool = False
    delisting_date: dict[str, int] | str | None = None
    market_warning: str = "NONE"

    @property
    def symbol(self) -> str:
        return self.code


class Trade(msgspec.Struct, frozen=True, gc=False):
    """One execution; `sequential_id` is unique but no ordering key."""

    type: str
    code: str
    timestamp: Milliseconds
    trade_date: str
    trade_time: str
    trade_timestamp: Milliseconds
    trade_price: float
    trade_volume: float
    ask_bid: str
    prev_closing_price: float
    change: str
    change_price: float
    sequential_id: int
    best_ask_price: float
    best_ask_size: float
    best_bid_price: float
    best_bid_size: float
    stream_type: str

    @property
    def symbol(self) -> str:
        return self.code


class OrderbookUnit(msgspec.Struct, frozen=True, gc=False):
    """One depth of the book, both sides; a side that is thinner than the other has price and size 0."""

    ask_price: float
    bid_price: float
    ask_size: float
    bid_size: float


class Orderbook(msgspec.Struct, frozen=True):
    """A whole book as sent, best first; it is never a difference to an earlier one."""

    type: str
    code: str
    timestamp: Milliseconds
    total_ask_size: float
    total_bid_size: float
    orderbook_units: tuple[OrderbookUnit, ...]
    stream_type: str
    level: float = 0

    @property
    def symbol(self) -> str:
        return self.code

    @property
    def asks(self) -> tuple[tuple[float, float], ...]:
        """(price, size) of the selling side, best first, without the padding of a thin side."""
        return tuple((unit.ask_price, unit.ask_size) for unit in self.orderbook_units if unit.ask_price)

    @property
    def bids(self) -> tuple[tuple[float, float], ...]:
        """(price, size) of the buying side, best first, without the padding of a thin side."""
        return tuple((unit.bid_price, unit.bid_size) for unit in self.orderbook_units if unit.bid_price)


class Candle(msgspec.Struct, frozen=True, gc=False):
    """The newest state of one bucket; sent many times, the last one counts."""

    type: str
    code: str
    candle_date_time_utc: str
    candle_date_time_kst: str
    opening_price: float
    high_price: float
    low_price: float
    trade_price: float
    candle_acc_trade_volume: float
    candle_acc_trade_price: float
    timestamp: Milliseconds
    stream_type: str

    @property
    def symbol(self) -> str:
        return self.code

    @property
    def interval(self) -> str:
        return self.type.partition(".")[2]


class MyOrder(msgspec.Struct, frozen=True):
    """A change of one of the account's orders; in state "trade" price and volume are the execution's."""

    type: str
    code: str
    uuid: str
    ask_bid: str
    order_type: str
    state: str
    timestamp: Milliseconds
    stream_type: str
    trade_uuid: str | None = None
    price: Decimal | None = None
    avg_price: Decimal | None = None
    volume: Decimal | None = None
    remaining_volume: Decimal | None = None
    executed_volume: Decimal | None = None
    trades_count: int | None = None
    reserved_fee: Decimal | None = None
    remaining_fee: Decimal | None = None
    paid_fee: Decimal | None = None
    locked: Decimal | None = None
    executed_funds: Decimal | None = None
    time_in_force: str | None = None
    trade_fee: Decimal | None = None
    is_maker: bool | None = None
    identifier: str | None = None
    smp_type: str | None = None
    prevented_volume: Decimal | None = None
    prevented_locked: Decimal | None = None
    trade_timestamp: Milliseconds | None = None
    order_timestamp: Milliseconds | None = None

    @property
    def symbol(self) -> str:
        return self.code

    @property
    def market(self) -> str:
        return self.code

    @property
    def side(self) -> str:
        """ "bid" for a buy, "ask" for a sell, as in the REST interface."""
        return self.ask_bid.lower()


class AssetBalance(msgspec.Struct, frozen=True):
    """What the account has of one currency: free and locked in orders."""

    currency: str
    balance: Decimal
    locked: Decimal


class MyAsset(msgspec.Struct, frozen=True):
    """The balances that one change touched."""

    type: str
    asset_uuid: str
    assets: tuple[AssetBalance, ...]
    asset_timestamp: Milliseconds
    timestamp: Milliseconds
    stream_type: str

    @property
    def symbol(self) -> str:
        """Always empty: a balance belongs to no market."""
        return ""


Event: TypeAlias = Ticker | Trade | Orderbook | Candle | MyOrder | MyAsset


def exact(number: float) -> Decimal:
    """The decimal as it was sent: a float's shortest text names the number it was parsed from."""
    text = repr(number)
    return Decimal(text.removesuffix(".0"))
