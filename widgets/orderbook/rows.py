"""What the rows of the ladder say: texts and bar lengths of one snapshot, ready to be painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import inf
from typing import NamedTuple

from app.market.book import DEPTH, SLOTS, SPREAD_SLOT, Book, Level, ladder, slot_of
from app.websocket_v6 import exact
from widgets import format

_TEXTS = 4096  # prices remembered at most


ASK, SPREAD, BID = 1, 0, -1


class Row(NamedTuple):
    """One row as it is painted; a price of 0 stands for no level."""

    side: int
    price: float = 0.0
    price_text: str = ""
    change_text: str = ""
    sign: int = 0  # against the previous close
    size_text: str = ""
    bar: int = 0  # pixels
    is_last: bool = False  # the last trade was at this price
    own: str = ""  # what remains of the trader's own orders here


class Foot(NamedTuple):
    """The totals row: the waiting sizes of each side and the share of the asks in both."""

    ask_text: str
    bid_text: str
    ask_share: float


class Picture(NamedTuple):
    """Everything of one repaint, made from one book."""

    rows: tuple[Row, ...]
    foot: Foot


@dataclass(frozen=True, slots=True)
class View:
    """What besides the book decides how its rows look.

    `bar` is the length of the longest bar, `own` what is marked on the rows by side and price.
    """

    size_decimals: int = 0
    previous_close: float | None = None
    last_price: float | None = None
    bought: bool = False  # whether the last trade's taker did
    cumulative: bool = False
    bar: int = 0
    own: Mapping[tuple[int, float], str] = field(default_factory=dict)


@dataclass
class PriceTexts:
    """Price and change texts, remembered; all with as many decimals as the finest price needs."""

    decimals: int = 0
    previous_close: float | None = None
    _known: dict[float, tuple[str, str, int]] = field(default_factory=dict)

    def reset(self, decimals: int = 0) -> None:
        """Begin with another market, whose tick size needs that many decimals."""
        self.decimals = decimals
        self.previous_close = None
        self._known.clear()

    def compare_with(self, previous_close: float | None) -> None:
        """Give changes against this close from now on."""
        if previous_close != self.previous_close:
            self.previous_close = previous_close
            self._known.clear()

    def learn(self, book: Book) -> None:
        """Take up the book's prices: one that needs more decimals gives them to all."""
        for side in (book.asks, book.bids):
            for level in side:
                if level.price not in self._known:
                    self._refine(level.price)

    def of(self, price: float) -> tuple[str, str, int]:
        """Price, change and the sign of the change; the latter are empty without a close."""
        known = self._known.get(price)
        if known is None:
            known = self._known[price] = self._make(price)
        return known

    def _refine(self, price: float) -> None:
        needed = format.decimals_of(exact(price))
        if needed > self.decimals or len(self._known) > _TEXTS:
            self.decimals = max(needed, self.decimals)
            self._known.clear()

    def _make(self, price: float) -> tuple[str, str, int]:
        text = format.price(price, self.decimals)
        close = self.previous_close
        if not close:
            return text, "", 0
        return text, format.percent(price / close - 1), (price > close) - (price < close)


def picture_of(book: Book, texts: PriceTexts, view: View) -> Picture:
    """The rows and totals of a book under a view."""
    texts.learn(book)
    scale = view.bar / _longest(book, view.cumulative)
    rows = [
        empty if level is None else _row(empty.side, level, texts, view, scale)
        for empty, level in zip(NOTHING.rows, ladder(book), strict=True)
    ]
    rows[SPREAD_SLOT] = _spread_row(book, texts)
    return Picture(tuple(rows), _foot(book, view))


NOTHING = Picture(
    (Row(ASK),) * DEPTH + (Row(SPREAD),) + (Row(BID),) * DEPTH,
    Foot(format.NOTHING, format.NOTHING, 0.5),
)


def _row(side: int, level: Level, texts: PriceTexts, view: View, scale: float) -> Row:
    price, size, total = level
    shown = total if view.cumulative else size
    return Row(
        side,
        price,
        *texts.of(price),
        _size_text(shown, view.size_decimals),
        max(1, int(shown * scale)),
        price == view.last_price,
        view.own.get((side, price), "") if view.own else "",
    )


@lru_cache(1024)
def _size_text(size: float, decimals: int) -> str:
    # Most levels keep their size from one book to the next.
    # What would round to nothing is shown in full: a level is never empty.
    return format.size(size, decimals) if size >= 0.5 * 10**-decimals else format.exact(exact(size))


def _spread_row(book: Book, texts: PriceTexts) -> Row:
    if book.step:
        # The rows' distance is no spread: what they are grouped by says more, and says it of these rows.
        return Row(SPREAD, price_text=format.exact(book.step))
    spread, mid = book.spread, book.mid
    if spread is None or not mid:
        return Row(SPREAD)
    # The difference of two floats carries noise below the last decimal; it is rounded away here.
    text = format.price(spread, texts.decimals)
    return Row(SPREAD, price_text=text, change_text=format.percent(spread / mid, 3).lstrip("+"))


def _foot(book: Book, view: View) -> Foot:
    both = book.total_ask + book.total_bid
    return Foot(
        format.size(book.total_ask, view.size_decimals),
        format.size(book.total_bid, view.size_decimals),
        book.total_ask / both if 0 < both < inf else 0.5,
    )


def _longest(book: Book, cumulative: bool) -> float:
    if cumulative:
        sizes = [side[-1].total for side in (book.asks, book.bids) if side]
    else:
        sizes = [level.size for side in (book.asks, book.bids) for level in side]
    return max(sizes, default=1.0)


def shift_of(rows: Sequence[Row], wanted: int, book: Book) -> int:
    """By how many rows this book stands lower than the painted rows, at the price nearest that slot."""
    filled = [slot for slot in range(SLOTS) if rows[slot].price]
    if not filled:
        return 0
    anchor = min(filled, key=lambda slot: abs(slot - wanted))
    return slot_of(book, rows[anchor].price) - anchor
