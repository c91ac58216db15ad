"""The WebSocket frames of every type, member by member in the order of the wire (protocol 2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from app.exchange.bars import Bar
from app.exchange.events import AssetChanged, OrderChanged, TradeHappened
from app.exchange.intervals import kst_text, utc_text
from app.exchange.statistics import Figures, LastTrade
from app.exchange.units import UNIT, from_funds, from_units
from app.exchange.wire import NUMBERS, SHORT, Kind, Member, Spelling, number, object_of, plain, text

_EPOCH = datetime(1970, 1, 1)
_PRICE, _SIZE, _READY = Kind.PRICE, Kind.SIZE, Kind.READY

Depth = Sequence[tuple[Decimal, Decimal]]


def utc(time_ms: int) -> datetime:
    """The moment in UTC, without a zone, for formatting."""
    return _EPOCH + timedelta(milliseconds=time_ms)


def day_text(day: int) -> str:
    """`yyyy-MM-dd` of a day since the epoch."""
    return (_EPOCH + timedelta(days=day)).date().isoformat()


def direction(price: int, prev_close: int) -> str:
    """RISE, EVEN or FALL against the previous close."""
    return "RISE" if price > prev_close else "FALL" if price < prev_close else "EVEN"


def rate(change: int, prev_close: int) -> Decimal:
    """A change as a share of the previous close, 10 decimals (protocol 7.4)."""
    scaled = change * 10**10
    rounded = (2 * abs(scaled) + prev_close) // (2 * prev_close)
    return Decimal(rounded if change >= 0 else -rounded).scaleb(-10)


def ticker(code: str, last: LastTrade, figures: Figures, now_ms: int, stream: str) -> list[Member]:
    """Protocol 2.1."""
    change = last.price - figures.prev_close
    moment = utc(last.time_ms)
    return [
        ("type", _READY, '"ticker"'),
        ("code", _READY, f'"{code}"'),
        ("opening_price", _PRICE, from_units(figures.opening)),
        ("high_price", _PRICE, from_units(figures.high)),
        ("low_price", _PRICE, from_units(figures.low)),
        ("trade_price", _PRICE, from_units(last.price)),
        ("prev_closing_price", _PRICE, from_units(figures.prev_close)),
        ("acc_trade_price", _PRICE, from_funds(figures.value)),
        ("change", _READY, f'"{direction(last.price, figures.prev_close)}"'),
        ("change_price", _PRICE, from_units(abs(change))),
        ("signed_change_price", _PRICE, from_units(change)),
        ("change_rate", _READY, plain(rate(abs(change), figures.prev_close))),
        ("signed_change_rate", _READY, plain(rate(change, figures.prev_close))),
        ("ask_bid", _READY, f'"{last.side.upper()}"'),
        ("trade_volume", _SIZE, from_units(last.volume)),
        ("acc_trade_volume", _SIZE, from_units(figures.volume)),
        ("trade_date", _READY, f'"{moment:%Y%m%d}"'),
        ("trade_time", _READY, f'"{moment:%H%M%S}"'),
        ("trade_timestamp", _READY, str(last.time_ms)),
        ("acc_ask_volume", _SIZE, from_units(figures.ask_volume)),
        ("acc_bid_volume", _SIZE, from_units(figures.bid_volume)),
        ("highest_52_week_price", _PRICE, from_units(figures.highest)),
        ("highest_52_week_date", _READY, f'"{day_text(figures.highest_day)}"'),
        ("lowest_52_week_price", _PRICE, from_units(figures.lowest)),
        ("lowest_52_week_date", _READY, f'"{day_text(figures.lowest_day)}"'),
        ("market_state", _READY, '"ACTIVE"'),
        ("is_trading_suspended", _READY, "false"),
        ("delisting_date", _READY, "null"),
        ("market_warning", _READY, '"NONE"'),
        ("timestamp", _READY, str(now_ms)),
        ("acc_trade_price_24h", _PRICE, from_funds(figures.value_24h)),
        ("acc_trade_volume_24h", _SIZE, from_units(figures.volume_24h)),
        ("stream_type", _READY, f'"{stream}"'),
    ]


def trade(event: TradeHappened, prev_close: int, now_ms: int, stream: str) -> list[Member]:
    """Protocol 2.2."""
    price = int(event.price * UNIT)
    moment = utc(event.time_ms)
    return [
        ("type", _READY, '"trade"'),
        ("code", _READY, f'"{event.market}"'),
        ("timestamp", _READY, str(now_ms)),
        ("trade_date", _READY, f'"{moment:%Y-%m-%d}"'),
        ("trade_time", _READY, f'"{moment:%H:%M:%S}"'),
        ("trade_timestamp", _READY, str(event.time_ms)),
        ("trade_price", _PRICE, event.price),
        ("trade_volume", _SIZE, event.volume),
        ("ask_bid", _READY, f'"{event.taker_side.upper()}"'),
        ("prev_closing_price", _PRICE, from_units(prev_close)),
        ("change", _READY, f'"{direction(price, prev_close)}"'),
        ("change_price", _PRICE, from_units(abs(price - prev_close))),
        ("sequential_id", _READY, str(event.sequential_id)),
        ("best_ask_price", _PRICE, event.best_ask_price),
        ("best_ask_size", _SIZE, event.best_ask_size),
        ("best_bid_price", _PRICE, event.best_bid_price),
        ("best_bid_size", _SIZE, event.best_bid_size),
        ("stream_type", _READY, f'"{stream}"'),
    ]


@dataclass(frozen=True, slots=True)
class Book:
    """An orderbook frame before it is spelled (protocol 2.3); a hot path, so its units are joined by hand."""

    code: str
    asks: Depth
    bids: Depth
    totals: tuple[Decimal, Decimal]
    time_ms: int
    level: Decimal
    stream: str

    def encode(self, spelling: Spelling, slots: int) -> bytes:
        """The frame with so many slots; a thin side is padded with zeros."""
        short = spelling.is_short
        keys = SHORT["orderbook"]
        name = keys.__getitem__ if short else str
        body = object_of(
            [
                (name("type"), '"orderbook"'),
                (name("code"), f'"{self.code}"'),
                (name("timestamp"), str(self.time_ms)),
                (name("total_ask_size"), NUMBERS[short].size(self.totals[0])),
                (name("total_bid_size"), NUMBERS[short].size(self.totals[1])),
                (name("orderbook_units"), self._units(short, slots)),
                (name("stream_type"), f'"{self.stream}"'),
                (name("level"), plain(self.level)),
            ]
        )
        return (f"[{body}]" if spelling.is_list else body).encode()

    def _units(self, short: bool, slots: int) -> str:
        price, size = NUMBERS[short].price, NUMBERS[short].size
        ap, bp, az, bz = (
            ("ap", "bp", "as", "bs") if short else ("ask_price", "bid_price", "ask_size", "bid_size")
        )
        asks, bids = padded(self.asks, slots), padded(self.bids, slots)
        units = [
            f'{{"{ap}":{price(ask[0])},"{bp}":{price(bid[0])},"{az}":{size(ask[1])},"{bz}":{size(bid[1])}}}'
            for ask, bid in zip(asks, bids, strict=True)
        ]
        return "[" + ",".join(units) + "]"


_NOTHING = (Decimal(0), Decimal(0))


def padded(side: Depth, slots: int) -> list[tuple[Decimal, Decimal]]:
    """A side with exactly so many slots (protocol 2.3: thin sides end in zeros)."""
    shown = list(side[:slots])
    return shown + [_NOTHING] * (slots - len(shown))


def grouped(side: Depth, level: Decimal, *, up: bool) -> list[tuple[Decimal, Decimal]]:
    """A side summed up to multiples of a level, asks upwards, bids downwards (protocol 2.3)."""
    sums: dict[Decimal, Decimal] = {}
    for price, size in side:
        steps = price // level
        key = (steps + 1 if up and steps * level != price else steps) * level
        sums[key] = sums.get(key, Decimal(0)) + size
    return list(sums.items())


def candle(interval: str, code: str, bar: Bar, stream: str) -> list[Member]:
    """Protocol 2.4."""
    return [
        ("type", _READY, f'"candle.{interval}"'),
        ("code", _READY, f'"{code}"'),
        ("candle_date_time_utc", _READY, f'"{utc_text(bar.start)}"'),
        ("candle_date_time_kst", _READY, f'"{kst_text(bar.start)}"'),
        ("opening_price", _PRICE, from_units(bar.open)),
        ("high_price", _PRICE, from_units(bar.high)),
        ("low_price", _PRICE, from_units(bar.low)),
        ("trade_price", _PRICE, from_units(bar.close)),
        ("candle_acc_trade_volume", _SIZE, from_units(bar.volume)),
        ("candle_acc_trade_price", _PRICE, from_funds(bar.value)),
        ("timestamp", _READY, str(bar.last_ms)),
        ("stream_type", _READY, f'"{stream}"'),
    ]


def my_order(event: OrderChanged, now_ms: int) -> list[Member]:
    """Protocol 2.5; an execution shows its own price and volume."""
    order, fill = event.order, event.trade
    return [
        (name, _READY, value)
        for name, value in (
            ("type", '"myOrder"'),
            ("code", f'"{order.market}"'),
            ("uuid", text(order.uuid)),
            ("ask_bid", f'"{order.side.upper()}"'),
            ("order_type", text(order.ord_type)),
            ("state", text(event.state)),
            ("trade_uuid", text(fill.uuid if fill else None)),
            ("price", number(fill.price if fill else order.price)),
            ("avg_price", number(order.avg_price)),
            ("volume", number(fill.volume if fill else order.volume)),
            ("remaining_volume", number(order.remaining_volume)),
            ("executed_volume", number(order.executed_volume)),
            ("trades_count", str(order.trades_count)),
            ("reserved_fee", number(order.reserved_fee)),
            ("remaining_fee", number(order.remaining_fee)),
            ("paid_fee", number(order.paid_fee)),
            ("locked", number(order.locked)),
            ("executed_funds", number(order.executed_funds)),
            ("time_in_force", text(order.time_in_force)),
            ("trade_fee", number(fill.fee if fill else None)),
            ("is_maker", "null" if fill is None else "true" if fill.is_maker else "false"),
            ("identifier", text(order.identifier)),
            ("smp_type", text(order.smp_type)),
            ("prevented_volume", number(order.prevented_volume)),
            ("prevented_locked", number(order.prevented_locked)),
            ("trade_timestamp", "null" if fill is None else str(fill.time_ms)),
            ("order_timestamp", str(order.created_ms // 1000 * 1000)),
            ("timestamp", str(now_ms)),
            ("stream_type", '"REALTIME"'),
        )
    ]


def my_asset(event: AssetChanged, now_ms: int, *, short: bool) -> list[Member]:
    """Protocol 2.6."""
    keys = SHORT["myAsset"]
    names = [keys[name] if short else name for name in ("currency", "balance", "locked")]
    rows = ",".join(
        object_of(zip(names, (text(row.currency), plain(row.balance), plain(row.locked)), strict=True))
        for row in event.balances
    )
    return [
        ("type", _READY, '"myAsset"'),
        ("asset_uuid", _READY, text(event.uuid)),
        ("assets", _READY, f"[{rows}]"),
        ("asset_timestamp", _READY, str(event.time_ms)),
        ("timestamp", _READY, str(now_ms)),
        ("stream_type", _READY, '"REALTIME"'),
    ]
