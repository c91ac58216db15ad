"""What Upbit's REST answers mean, as frozen structs: money exact, chart numbers as floats."""

from __future__ import annotations

from decimal import Decimal

import msgspec


class Money(msgspec.Struct, frozen=True):
    """Base of the structs with amounts: refuses what is a decimal to the parser but no amount."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not is_amount(value):
                raise ValueError(f"{name} is no amount")


class Caution(msgspec.Struct, frozen=True):
    """Upbit's five caution flags of a market (주의)."""

    PRICE_FLUCTUATIONS: bool = False
    TRADING_VOLUME_SOARING: bool = False
    DEPOSIT_AMOUNT_SOARING: bool = False
    GLOBAL_PRICE_DIFFERENCES: bool = False
    CONCENTRATION_OF_SMALL_ACCOUNTS: bool = False


class MarketEvent(msgspec.Struct, frozen=True):
    """Warnings attached to a market: `warning` is 유의, `caution` is 주의."""

    warning: bool = False
    caution: Caution = Caution()


class Market(msgspec.Struct, frozen=True):
    """One traded pair and its names (protocol: market/all)."""

    market: str
    korean_name: str = ""
    english_name: str = ""
    market_event: MarketEvent = MarketEvent()

    @property
    def quote(self) -> str:
        return self.market.partition("-")[0]

    @property
    def base(self) -> str:
        return self.market.partition("-")[2]


class Instrument(Money, frozen=True):
    """The tick of a pair's present price band and its grouping levels (orderbook/instruments)."""

    market: str
    quote_currency: str
    tick_size: Decimal
    supported_levels: tuple[Decimal, ...] = ()


class TickerRow(msgspec.Struct, frozen=True):
    """A REST ticker; prices in the quote currency, times in ms UTC."""

    market: str
    trade_price: float
    prev_closing_price: float
    opening_price: float
    high_price: float
    low_price: float
    change: str
    signed_change_price: float
    signed_change_rate: float
    acc_trade_price_24h: float
    acc_trade_volume_24h: float
    trade_timestamp: int
    timestamp: int
    change_price: float = 0.0
    change_rate: float = 0.0
    trade_volume: float = 0.0
    acc_trade_price: float = 0.0
    acc_trade_volume: float = 0.0
    highest_52_week_price: float = 0.0
    highest_52_week_date: str = ""
    lowest_52_week_price: float = 0.0
    lowest_52_week_date: str = ""


class OrderbookLevel(msgspec.Struct, frozen=True):
    """One depth of both sides; a side that is too thin has price 0 and size 0 there."""

    ask_price: float
    bid_price: float
    ask_size: float
    bid_size: float


class OrderbookRow(msgspec.Struct, frozen=True):
    """A REST orderbook, best first; `timestamp` is the ms of its last change."""

    market: str
    timestamp: int
    total_ask_size: float
    total_bid_size: float
    orderbook_units: tuple[OrderbookLevel, ...]
    level: float = 0.0


class CandleRow(msgspec.Struct, frozen=True):
    """One candle; `candle_date_time_utc` is its start, without offset; `timestamp`: ms of its last tick."""

    market: str
    candle_date_time_utc: str
    candle_date_time_kst: str
    opening_price: float
    high_price: float
    low_price: float
    trade_price: float
    timestamp: int
    candle_acc_trade_price: float
    candle_acc_trade_volume: float


class TradeRow(msgspec.Struct, frozen=True):
    """One execution of the market (trades/ticks); `ask_bid` is the taker's side."""

    market: str
    trade_date_utc: str
    trade_time_utc: str
    timestamp: int
    trade_price: float
    trade_volume: float
    prev_closing_price: float
    change_price: float
    ask_bid: str
    sequential_id: int


class Account(Money, frozen=True):
    """One currency of the account: `balance` is free, `locked` sits in orders or withdrawals."""

    currency: str
    balance: Decimal
    locked: Decimal
    avg_buy_price: Decimal = Decimal(0)
    avg_buy_price_modified: bool = False
    unit_currency: str = ""


class ApiKey(msgspec.Struct, frozen=True):
    """One of the account's keys; `expire_at` is ISO 8601 with its offset."""

    access_key: str
    expire_at: str = ""

    def __repr__(self) -> str:
        return f"<ApiKey until {self.expire_at}>"


class ChanceSide(Money, frozen=True):
    """The currency a side pays with and its minimum total in the quote currency."""

    currency: str
    min_total: Decimal = Decimal(0)


class ChanceMarket(Money, frozen=True):
    """What a market allows: order types, sides, totals."""

    id: str
    bid: ChanceSide
    ask: ChanceSide
    name: str = ""
    order_sides: tuple[str, ...] = ("ask", "bid")
    bid_types: tuple[str, ...] = ()
    ask_types: tuple[str, ...] = ()
    max_total: Decimal | None = None
    state: str = "active"


class Chance(Money, frozen=True):
    """Fees, limits and funds for orders in one market (orders/chance)."""

    bid_fee: Decimal
    ask_fee: Decimal
    market: ChanceMarket
    bid_account: Account
    ask_account: Account
    maker_bid_fee: Decimal | None = None
    maker_ask_fee: Decimal | None = None

    def fee(self, side: str) -> Decimal:
        """The taker's fee rate of that side, e.g. 0.0005."""
        return self.bid_fee if side == "bid" else self.ask_fee

    def min_total(self, side: str) -> Decimal:
        """The smallest total of an order of that side, in the quote currency."""
        return self.market.bid.min_total if side == "bid" else self.market.ask.min_total


class OrderTrade(Money, frozen=True):
    """One execution of an own order, as GET /v1/order lists it."""

    uuid: str
    price: Decimal
    volume: Decimal
    funds: Decimal | None = None
    market: str = ""
    side: str = ""
    trend: str = ""
    created_at: str = ""


class Order(Money, frozen=True):
    """An own order as REST shows it; `state` is kept word for word, absent amounts are None."""

    uuid: str
    market: str
    side: str
    ord_type: str
    state: str
    created_at: str
    executed_volume: Decimal = Decimal(0)
    price: Decimal | None = None
    volume: Decimal | None = None
    remaining_volume: Decimal | None = None
    executed_funds: Decimal | None = None
    reserved_fee: Decimal = Decimal(0)
    remaining_fee: Decimal = Decimal(0)
    paid_fee: Decimal = Decimal(0)
    locked: Decimal = Decimal(0)
    prevented_volume: Decimal = Decimal(0)
    prevented_locked: Decimal = Decimal(0)
    trades_count: int = 0
    time_in_force: str | None = None
    identifier: str | None = None
    smp_type: str | None = None
    trades: tuple[OrderTrade, ...] = ()


class NewOrder(msgspec.Struct, frozen=True, kw_only=True):
    """The body of POST /v1/orders; None members are not sent."""

    market: str
    side: str
    ord_type: str
    volume: Decimal | None = None
    price: Decimal | None = None
    time_in_force: str | None = None
    smp_type: str | None = None
    identifier: str | None = None

    def members(self) -> list[tuple[str, str]]:
        """The body's members in the order in which they are sent and hashed."""
        pairs = (
            ("market", self.market),
            ("side", self.side),
            ("ord_type", self.ord_type),
            ("volume", None if self.volume is None else plain(self.volume)),
            ("price", None if self.price is None else plain(self.price)),
            ("time_in_force", self.time_in_force),
            ("smp_type", self.smp_type),
            ("identifier", self.identifier),
        )
        return [(name, value) for name, value in pairs if value is not None]


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """The body of POST /v1/orders/cancel_and_new; the old order is named by its uuid or identifier.

    `volume` None takes what remains of the old order at the moment the exchange acts.
    """

    uuid: str | None = None
    identifier: str | None = None
    ord_type: str
    price: Decimal | None = None
    volume: Decimal | None = None
    time_in_force: str | None = None
    new_identifier: str

    def members(self) -> list[tuple[str, str]]:
        """The body's members in the order in which they are sent and hashed."""
        pairs = (
            ("prev_order_uuid", self.uuid),
            ("prev_order_identifier", self.identifier if self.uuid is None else None),
            ("new_ord_type", self.ord_type),
            ("new_volume", "remain_only" if self.volume is None else plain(self.volume)),
            ("new_price", None if self.price is None else plain(self.price)),
            ("new_time_in_force", self.time_in_force),
            ("new_identifier", self.new_identifier),
        )
        return [(name, value) for name, value in pairs if value is not None]


def is_amount(number: Decimal) -> bool:
    """Finite, and of a size that money has: no NaN, no 1e999, no 5,000 digits."""
    if not number.is_finite():
        return False
    exponent = number.as_tuple().exponent
    return number.adjusted() <= 30 and isinstance(exponent, int) and exponent >= -60


def plain(number: Decimal) -> str:
    """The decimal as Upbit wants it: no exponent, no digit added or lost."""
    return format(number, "f")
