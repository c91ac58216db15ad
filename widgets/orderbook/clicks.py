"""Orders by a click on the ladder: which click is one, what it asks for, and whether its row still stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from app.market.book import Book
from app.market.ticks import volume_of
from app.trading import OrderIntent
from app.websocket_v6 import exact
from widgets.orderbook.rows import ASK, BID, Row

# What the menu offers as the worth of one click, in each quote currency.
AMOUNTS = {
    "KRW": tuple(map(Decimal, ("10000", "50000", "100000", "500000", "1000000", "5000000"))),
    "BTC": tuple(map(Decimal, ("0.0001", "0.0005", "0.001", "0.005", "0.01", "0.05"))),
    "USDT": tuple(map(Decimal, ("10", "50", "100", "500", "1000", "5000"))),
}


@dataclass(frozen=True, slots=True)
class Click:
    """One click on a row: in the column of asks it sells, in that of bids it buys, at the row's price.

    `book` is the snapshot that was on the screen under the pointer.
    """

    row: Row
    side: int
    book: Book
    double: bool

    @property
    def price(self) -> Decimal:
        """The row's price as the exchange sent it."""
        return exact(self.row.price)


@dataclass(frozen=True, slots=True)
class ClickRules:
    """How clicks trade; off at every start, whatever was chosen the last time."""

    on: bool = False
    double: bool = True
    confirm: bool = True
    amounts: Mapping[str, Decimal] = field(
        default_factory=lambda: {q: some[0] for q, some in AMOUNTS.items()}
    )

    def wants(self, click: Click) -> bool:
        """Whether that click is an order. Sums of several prices are no row to trade at."""
        return self.on and click.double == self.double and not click.book.step

    def intent(self, click: Click) -> OrderIntent | None:
        """The limit order that the click asks for; None where no amount is known for the currency."""
        amount = self.amounts.get(click.book.symbol.partition("-")[0])
        if amount is None:
            return None
        side = "ask" if click.side == ASK else "bid"
        return OrderIntent(click.book.symbol, side, "limit", volume_of(amount, click.price), click.price)

    def save(self) -> dict[str, object]:
        """What the next start gets back: all but that it is on."""
        amounts = {quote: str(amount) for quote, amount in self.amounts.items()}
        return {"double": self.double, "confirm": self.confirm, "amounts": amounts}

    def restored(self, state: object) -> ClickRules:
        """With what `save` gave; wrong values are ignored."""
        if not isinstance(state, Mapping):
            return self
        amounts = dict(self.amounts)
        saved = state.get("amounts")
        for quote, text in saved.items() if isinstance(saved, Mapping) else ():
            amount = _amount(text)
            if quote in AMOUNTS and amount is not None:
                amounts[quote] = amount
        double, confirm = state.get("double") is not False, state.get("confirm") is not False
        return replace(self, double=double, confirm=confirm, amounts=amounts)


def stands(click: Click, book: Book | None) -> bool:
    """Whether the row is in this book as it was clicked: same market and grouping, side, price and size."""
    if book is None or not _is_alike(click, book):
        return False
    size = _level(click, click.book)
    return size is not None and size == _level(click, book)


def is_there(click: Click, book: Book | None) -> bool:
    """Whether the row's price is still on its side of the book; its size may be another one."""
    return book is not None and _is_alike(click, book) and _level(click, book) is not None


def _is_alike(click: Click, book: Book) -> bool:
    # A group of several prices is not the row that has the same price in the book as it is.
    return book.symbol == click.book.symbol and book.step == click.book.step


def _level(click: Click, book: Book) -> float | None:
    levels = book.asks if click.row.side == ASK else book.bids if click.row.side == BID else ()
    return next((level.size for level in levels if level.price == click.row.price), None)


def _amount(text: object) -> Decimal | None:
    try:
        amount = Decimal(str(text))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < Decimal("1e12") else None
