"""The order book as one snapshot: both sides, their running sums, and the ladder of rows they make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from itertools import pairwise
from math import isfinite
from typing import NamedTuple, Protocol

DEPTH = 30  # levels a side
SPREAD_SLOT = DEPTH  # asks are slots 0-29 (best last), bids 31-60 (best first)
SLOTS = 2 * DEPTH + 1
UNGROUPED = Decimal(0)


class Unit(Protocol):
    """One depth of the wire's book: the ask and the bid of the same rank."""

    @property
    def ask_price(self) -> float: ...
    @property
    def bid_price(self) -> float: ...
    @property
    def ask_size(self) -> float: ...
    @property
    def bid_size(self) -> float: ...


class Snapshot(Protocol):
    """What is read of the wire's orderbook event."""

    @property
    def code(self) -> str: ...
    @property
    def timestamp(self) -> int: ...
    @property
    def total_ask_size(self) -> float: ...
    @property
    def total_bid_size(self) -> float: ...
    @property
    def level(self) -> float: ...
    @property
    def orderbook_units(self) -> Sequence[Unit]: ...


class Level(NamedTuple):
    """A price with the size that waits there; `total` sums the sizes from the touch to here."""

    price: float
    size: float
    total: float


@dataclass(frozen=True, slots=True)
class Book:
    """One snapshot of a market, best levels first; totals are the exchange's own.

    `step` is the unit by which the exchange has grouped its prices, asks rounded up and bids down; 0 for
    none. Spread and middle of a grouped book are those of its rows.
    """

    symbol: str
    time_ms: int
    asks: tuple[Level, ...]
    bids: tuple[Level, ...]
    total_ask: float
    total_bid: float
    step: Decimal = UNGROUPED

    @property
    def spread(self) -> float | None:
        """Best ask less best bid; None while a side is empty."""
        return self.asks[0].price - self.bids[0].price if self.asks and self.bids else None

    @property
    def mid(self) -> float | None:
        """Half way between the best prices; the one best price there is; or None."""
        touch = [side[0].price for side in (self.asks, self.bids) if side]
        return sum(touch) / len(touch) if touch else None

    @property
    def is_crossed(self) -> bool:
        """Whether no trader may rely on it: a bid at or above an ask, or levels out of order."""
        spread = self.spread
        if spread is not None and spread <= 0:
            return True
        return any(a.price >= b.price for a, b in pairwise(self.asks)) or any(
            a.price <= b.price for a, b in pairwise(self.bids)
        )


def book_of(snapshot: Snapshot) -> Book:
    """The book of a wire event, without the zero slots that pad a thin side."""
    units = snapshot.orderbook_units[:DEPTH]
    return Book(
        snapshot.code,
        snapshot.timestamp,
        _levels((unit.ask_price, unit.ask_size) for unit in units),
        _levels((unit.bid_price, unit.bid_size) for unit in units),
        snapshot.total_ask_size,
        snapshot.total_bid_size,
        Decimal(str(snapshot.level)),
    )


@lru_cache(4096)
def group_price(price: float, step: Decimal, *, up: bool) -> float:
    """The row of `step` that a price belongs to, upwards for asks and downwards for bids."""
    if step <= 0:
        return price
    rounding = ROUND_CEILING if up else ROUND_FLOOR
    return float((Decimal(str(price)) / step).to_integral_value(rounding) * step)


def row_price(book: Book, price: float, *, bought: bool) -> float | None:
    """The price of the row in which a trade stands; None where there is none, in a grouped book's middle.

    Both touches of a grouped book may come from one group: then the side that the trade met decides,
    the asks if its taker bought.
    """
    if not book.step:
        return price
    up, down = (group_price(price, book.step, up=way) for way in (True, False))
    among_asks = bool(book.asks) and up >= book.asks[0].price
    among_bids = bool(book.bids) and down <= book.bids[0].price
    if among_asks and (bought or not among_bids):
        return up
    return down if among_bids else None


def ladder(book: Book) -> tuple[Level | None, ...]:
    """The levels by slot, top of the screen first; None for the spread and for empty slots.

    A thin side leaves its far slots empty: the best prices always touch the spread.
    """
    blank = (None,)
    asks = blank * (DEPTH - len(book.asks)) + tuple(reversed(book.asks))
    return asks + blank + book.bids + blank * (DEPTH - len(book.bids))


def slot_of(book: Book, price: float) -> int:
    """The slot where `price` stands, or where it would be looked for when its level is gone.

    Outside the book that is the outermost level, between the best prices the spread.
    """
    if book.asks and price >= book.asks[0].price:
        rank = bisect_left(book.asks, price, key=_price)
        return SPREAD_SLOT - 1 - min(rank, len(book.asks) - 1)
    if book.bids and price <= book.bids[0].price:
        rank = bisect_left(book.bids, -price, key=_falling_price)
        return SPREAD_SLOT + 1 + min(rank, len(book.bids) - 1)
    return SPREAD_SLOT


def changed_rows(before: Sequence[object], after: Sequence[object], shift: int = 0) -> list[int]:
    """The indices of `after` whose rows differ from what was painted at their place.

    `shift` is by how many rows the ladder was moved meanwhile: row i of `after` stands where
    row i - shift of `before` stood. A place where nothing was painted counts as changed.
    """
    if shift == 0 and len(before) == len(after):
        return [i for i, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]
    count = len(before)
    return [i for i, new in enumerate(after) if not (0 <= i - shift < count) or before[i - shift] != new]


def strength(acc_bid_volume: float, acc_ask_volume: float) -> float | None:
    """체결강도: the volume of buying takers per 100 of selling ones; None before anyone sold."""
    return acc_bid_volume / acc_ask_volume * 100 if acc_ask_volume > 0 else None


def _levels(slots: Iterable[tuple[float, float]]) -> tuple[Level, ...]:
    levels: list[Level] = []
    total = 0.0
    for price, size in slots:
        if price > 0 and size > 0 and isfinite(price) and isfinite(size):
            total += size
            levels.append(Level(price, size, total))
    return tuple(levels)


def _price(level: Level) -> float:
    return level.price


def _falling_price(level: Level) -> float:
    return -level.price
