"""The book of one market: price levels, each a queue in time order of users' orders and house quotes."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import OrderedDict
from collections.abc import Iterator
from decimal import Decimal
from typing import ClassVar, Literal

from app.exchange.units import from_units

NO_LIMIT_BID = 1 << 200
"""The price of a buyer who takes any price."""
NO_LIMIT_ASK = 0
"""The price of a seller who takes any price."""

_NOTHING = (Decimal(0), Decimal(0))

BookSideName = Literal["bid", "ask"]


class Resting:
    """Something that can rest in a book: side, price and what is left of it, in units of 1e-8."""

    house: ClassVar[bool] = True
    __slots__ = ("price", "remaining", "side")

    def __init__(self, side: BookSideName, price: int, remaining: int) -> None:
        self.side: BookSideName = side
        self.price = price
        self.remaining = remaining


class Level:
    """One price: a queue in time order with its total; `house` is the share that belongs to nobody."""

    __slots__ = ("_quote", "house", "price", "queue", "total")

    def __init__(self, price: int) -> None:
        self.price = price
        self.total = 0
        self.house = 0
        self.queue: OrderedDict[Resting, None] = OrderedDict()
        self._quote: tuple[Decimal, Decimal] | None = None

    def change(self, entry: Resting, by: int) -> None:
        """Let an entry grow or shrink in its place."""
        entry.remaining += by
        self.count(entry, by)

    def count(self, entry: Resting, by: int) -> None:
        """Keep the totals in step with an entry that changed by so much."""
        self.total += by
        if entry.house:
            self.house += by
        self._quote = None

    def quote(self) -> tuple[Decimal, Decimal]:
        """Price and size as decimals; kept until the level changes, since books are read far more often."""
        if self._quote is None:
            self._quote = (from_units(self.price), from_units(self.total))
        return self._quote


class BookSide:
    """All levels of one side, best last in `_keys`."""

    __slots__ = ("_keys", "_levels", "_sign", "side", "total")

    def __init__(self, side: BookSideName) -> None:
        self.side: BookSideName = side
        self.total = 0
        # Keys ascend towards the best price on both sides: trading works at the cheap end of the list.
        self._sign = 1 if side == "bid" else -1
        self._keys: list[int] = []
        self._levels: dict[int, Level] = {}

    def __repr__(self) -> str:
        return f"<BookSide {self.side} {len(self._keys)} levels best {self.best_price}>"

    @property
    def best_price(self) -> int | None:
        """The best price, None on an empty side."""
        return self._keys[-1] * self._sign if self._keys else None

    @property
    def best_quote(self) -> tuple[Decimal, Decimal]:
        """Best price and its size, zeros on an empty side."""
        return self._levels[self._keys[-1]].quote() if self._keys else _NOTHING

    def levels(self) -> Iterator[Level]:
        """Every level, best first."""
        return (self._levels[key] for key in reversed(self._keys))

    def depth(self, count: int) -> list[tuple[Decimal, Decimal]]:
        """Up to `count` pairs of price and size, best first."""
        keys = self._keys[-count:] if count > 0 else []
        levels = self._levels
        return [levels[key].quote() for key in reversed(keys)]

    def reachable(self, limit: int) -> Iterator[Level]:
        """The levels that an opposite order with this worst price may trade at, best first."""
        worst = limit * self._sign
        for key in reversed(self._keys):
            if key < worst:
                return
            yield self._levels[key]

    def first(self, limit: int) -> Resting | None:
        """Who trades next with an opposite order of this worst price: best price first, then the oldest."""
        keys = self._keys
        if not keys or keys[-1] < limit * self._sign:
            return None
        return next(iter(self._levels[keys[-1]].queue))

    def add(self, entry: Resting) -> None:
        """Queue an entry behind everyone at its price."""
        level = self._level(entry.price)
        level.queue[entry] = None
        level.count(entry, entry.remaining)
        self.total += entry.remaining

    def remove(self, entry: Resting) -> None:
        """Take an entry out whole; what remains of it is no longer for sale."""
        level = self._levels[entry.price * self._sign]
        level.count(entry, -entry.remaining)
        self.total -= entry.remaining
        self._leave(level, entry)

    def reduce(self, entry: Resting, volume: int) -> None:
        """Make an entry smaller in its place; with nothing left it leaves the queue."""
        level = self._levels[entry.price * self._sign]
        level.change(entry, -volume)
        self.total -= volume
        if not entry.remaining:
            self._leave(level, entry)

    def set_house(self, price: int, size: int) -> bool:
        """Make the house's own size at a price so much; True if that changed anything.

        More joins the back of the queue, less leaves from the back: no user loses or gains a place by it.
        """
        level = self._levels.get(price * self._sign)
        more = size - (level.house if level else 0)
        if more > 0:
            self._grow_house(price, more)
        elif more < 0 and level:
            self._shrink_house(level, -more)
        return more != 0

    def house_size(self, price: int) -> int:
        """The house's own size at a price."""
        level = self._levels.get(price * self._sign)
        return level.house if level else 0

    def _grow_house(self, price: int, more: int) -> None:
        level = self._levels.get(price * self._sign)
        last = next(reversed(level.queue)) if level else None
        if level and last and last.house:
            level.change(last, more)
            self.total += more
        else:
            self.add(Resting(self.side, price, more))

    def _shrink_house(self, level: Level, less: int) -> None:
        for entry in [entry for entry in reversed(level.queue) if entry.house]:
            part = min(less, entry.remaining)
            self.reduce(entry, part)
            less -= part
            if not less:
                return

    def _level(self, price: int) -> Level:
        key = price * self._sign
        level = self._levels.get(key)
        if level is None:
            level = self._levels[key] = Level(price)
            insort(self._keys, key)
        return level

    def _leave(self, level: Level, entry: Resting) -> None:
        del level.queue[entry]
        if not level.queue:
            key = level.price * self._sign
            del self._levels[key]
            del self._keys[bisect_left(self._keys, key)]


class Book:
    """Both sides of a market."""

    __slots__ = ("ask", "bid")

    def __init__(self) -> None:
        self.bid = BookSide("bid")
        self.ask = BookSide("ask")

    def side(self, name: str) -> BookSide:
        """The side where orders of this name rest."""
        return self.bid if name == "bid" else self.ask

    def against(self, name: str) -> BookSide:
        """The side that an order of this name trades with."""
        return self.ask if name == "bid" else self.bid
