"""The day in figures, written into the empty quarters of the ladder beside the touch."""

from __future__ import annotations

from typing import NamedTuple

from PyQt6.QtCore import QCoreApplication

from app.market.book import SPREAD_SLOT, Book
from app.websocket_v6 import Ticker
from widgets import format
from widgets.orderbook.rows import ASK, Row

translate = QCoreApplication.translate


class Note(NamedTuple):
    """A label and its figure in one row of an empty quarter; `sign` is against the previous close."""

    slot: int
    label: str
    text: str
    sign: int = 0


class Labels(NamedTuple):
    """The words of the notes, translated."""

    previous: str
    opening: str
    high: str
    low: str
    span: str
    volume: str
    value: str
    millions: str


def labels() -> Labels:
    """The words in the language of now."""
    return Labels(
        translate("Ladder", "전일"),
        translate("Ladder", "시가"),
        translate("Ladder", "고가"),
        translate("Ladder", "저가"),
        translate("Ladder", "최근 24시간"),
        translate("Ladder", "거래량"),
        translate("Ladder", "대금"),
        translate("Ladder", "백만"),
    )


def notes_of(ticker: Ticker, decimals: int, labels: Labels) -> tuple[Note, ...]:
    """Day prices beside the asks, traded amounts of 24 hours beside the bids."""
    close = ticker.prev_closing_price
    prices = (
        (labels.previous, close),
        (labels.opening, ticker.opening_price),
        (labels.high, ticker.high_price),
        (labels.low, ticker.low_price),
    )
    above = [
        Note(SPREAD_SLOT - 5 + i, label, format.price(price, decimals), (price > close) - (price < close))
        for i, (label, price) in enumerate(prices)
    ]
    value = quote_amount(ticker.acc_trade_price_24h, ticker.symbol, labels.millions)
    return (
        *above,
        Note(SPREAD_SLOT + 2, labels.span, ""),
        Note(SPREAD_SLOT + 3, labels.volume, format.compact(ticker.acc_trade_volume_24h)),
        Note(SPREAD_SLOT + 4, labels.value, value),
    )


def sweep_note(book: Book, row: Row, slot: int, label: str, millions: str) -> Note:
    """What it takes to trade through the book from the touch to this row, in the quote currency.

    A group's asks were rounded up and its bids down: buying costs at most so much, selling brings at least.
    """
    if row.side == ASK:
        reached = [level for level in book.asks if level.price <= row.price]
    else:
        reached = [level for level in book.bids if level.price >= row.price]
    bound = "" if not book.step else "≤" if row.side == ASK else "≥"
    value = sum(level.price * level.size for level in reached)
    return Note(slot, label, bound + quote_amount(value, book.symbol, millions))


def quote_amount(value: float, symbol: str, millions: str) -> str:
    """An amount of the quote currency, KRW in millions from ten of them on."""
    quote = symbol.partition("-")[0]
    if quote == "KRW":
        return format.millions(value) + millions if value >= 10_000_000 else format.won(value)
    return format.price(value, 0 if value >= 10_000 else 3)
