"""One market's line in the list: its figures, and their texts made once per change."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import IntEnum

from app.market.symbols import Market
from app.websocket_v6 import Ticker, exact
from widgets import format as fmt


class Column(IntEnum):
    """The columns of the list, from left to right."""

    STAR = 0
    NAME = 1
    PRICE = 2
    RATE = 3
    VALUE = 4
    HIGH = 5
    LOW = 6


@dataclass(slots=True, eq=False)
class Row:
    """What one line shows; figures are None until the first ticker.

    `sign` is the direction against the previous close, `flash` that of the last tick while the
    price cell is lit (0: not lit), `old` that the figures came before an outage.
    """

    market: Market
    price: float | None = None
    rate: float | None = None
    value: float | None = None
    high: float | None = None
    low: float | None = None
    price_text: str = fmt.NOTHING
    rate_text: str = fmt.NOTHING
    value_text: str = fmt.NOTHING
    high_text: str = fmt.NOTHING
    low_text: str = fmt.NOTHING
    sign: int = 0
    flash: int = 0
    old: bool = False
    code: str = field(init=False)
    name: str = field(init=False)
    pair: str = field(init=False)
    _decimals: int = field(init=False)

    def __post_init__(self) -> None:
        self.list_as(self.market)

    def list_as(self, market: Market) -> None:
        """The exchange has another name, warning or tick for the market; figures stay as they are."""
        self.market = market
        self.code = market.code
        self.name = market.name
        self.pair = f"{market.base}/{market.quote}"
        tick = market.tick_size
        self._decimals = 0 if tick is None else fmt.decimals_of(tick)

    def apply(self, ticker: Ticker) -> tuple[Column, ...]:
        """Take a ticker over; the columns whose look changed."""
        changed = []
        if self._take_price(ticker.trade_price):
            changed.append(Column.PRICE)
        if self._take_rate(ticker.signed_change_rate):
            changed += [Column.RATE] if changed else [Column.PRICE, Column.RATE]
        if self._take_value(ticker.acc_trade_price_24h):
            changed.append(Column.VALUE)
        if ticker.high_price != self.high:
            self.high, self.high_text = ticker.high_price, self._price_text(ticker.high_price)
            changed.append(Column.HIGH)
        if ticker.low_price != self.low:
            self.low, self.low_text = ticker.low_price, self._price_text(ticker.low_price)
            changed.append(Column.LOW)
        return tuple(changed)

    def text(self, column: Column) -> str:
        """What the cell of that column says."""
        if column is Column.NAME:
            return self.name
        if column is Column.PRICE:
            return self.price_text
        if column is Column.RATE:
            return self.rate_text
        texts = {Column.VALUE: self.value_text, Column.HIGH: self.high_text, Column.LOW: self.low_text}
        return texts.get(column, "")

    def _take_price(self, price: float) -> bool:
        before = self.price
        if price == before:
            return False
        self.price = price
        self.price_text = self._price_text(price)
        self.flash = 0 if before is None else 1 if price > before else -1
        return True

    def _price_text(self, price: float) -> str:
        return fmt.price(price, max(self._decimals, _decimals(price)))

    def _take_rate(self, rate: float) -> bool:
        if rate == self.rate:
            return False
        before = self.rate_text, self.sign
        self.rate = rate
        self.rate_text = fmt.percent(rate, _rate_decimals(rate))
        self.sign = (rate > 0) - (rate < 0)
        return (self.rate_text, self.sign) != before

    def _take_value(self, value: float) -> bool:
        before = self.value_text
        self.value = value
        self.value_text = _value_text(value, self.market.quote)
        return self.value_text != before


def _decimals(price: float) -> int:
    """How many decimals the price itself has: a tick size that grew stale must not round it."""
    if price.is_integer() or not math.isfinite(price):
        return 0
    return fmt.decimals_of(exact(price))


def _rate_decimals(rate: float) -> int:
    """Fewer decimals from 100 % on, so that one width fits every market, a new listing's too."""
    return 2 if abs(rate) < 0.99995 else 1 if abs(rate) < 9.9995 else 0


def _value_text(value: float, quote: str) -> str:
    if quote == "KRW":
        return fmt.millions(value)
    return fmt.size(value, 3 if quote == "BTC" else 0)
