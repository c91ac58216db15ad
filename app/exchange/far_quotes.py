"""The house's standing orders far from the price: what a book that is grouped by a coarse unit is made of."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

from app.exchange.matching import BookSideName

# How round a price is, in ticks, and how much more waits there: people put such orders at round prices.
_STEPS = {10: 1, 100: 4, 1000: 16}
_UNIT = 100_000_000
_ROWS = 32  # of each step, a side: a grouped book shows 30
_FARTHEST = 0.4  # of the price downwards; upwards to its double
_MOVED = 20  # ticks that the price goes before they follow it

Far = tuple[BookSideName, int, int]
"""Side, price and size, all in 1e-8; a size of 0 withdraws the order."""


class FarQuotes:
    """Where they stand now. They follow the price in steps, and give way to the quotes near it.

    Takes no chance: a market moves the same way whether somebody looks that far or not.
    """

    def __init__(self, tick: Callable[[int], int]) -> None:
        self._tick = tick
        self._anchor = 0.0
        self._standing: dict[BookSideName, set[int]] = {"ask": set(), "bid": set()}

    def __repr__(self) -> str:
        return f"<FarQuotes {sum(map(len, self._standing.values()))} about {self._anchor:g}>"

    def give_way(self, bid: int, ask: int) -> Iterator[Far]:
        """Withdraw what stands before this touch."""
        passed: dict[BookSideName, list[int]] = {
            "ask": [price for price in self._standing["ask"] if price < ask],
            "bid": [price for price in self._standing["bid"] if price > bid],
        }
        for side, prices in passed.items():
            self._standing[side].difference_update(prices)
            yield from ((side, price, 0) for price in prices)

    def forget(self, side: BookSideName, price: int) -> None:
        """The quotes near the price have this place for their own."""
        self._standing[side].discard(price)

    def follow(self, fair: float, bid_edge: int, ask_edge: int, money: float) -> Iterator[Far]:
        """Put them about that price, beyond the outermost near quotes; `money` is what one is worth."""
        if abs(fair - self._anchor) < _MOVED * self._tick(int(fair)):
            return
        self._anchor = fair
        wanted: dict[BookSideName, set[int]] = {
            "ask": {price for price in self._round_prices(fair, up=True) if price > ask_edge},
            "bid": {price for price in self._round_prices(fair, up=False) if 0 < price < bid_edge},
        }
        for side, prices in wanted.items():
            standing = self._standing[side]
            # One that the near quotes have grown around stays where it is.
            gone = {price for price in standing - prices if price > ask_edge or price < bid_edge}
            yield from ((side, price, 0) for price in sorted(gone))
            yield from ((side, price, self._size(price, money)) for price in sorted(prices - standing))
            self._standing[side] = prices | (standing - gone)

    def _round_prices(self, fair: float, *, up: bool) -> Iterator[int]:
        tick = self._tick(int(fair))
        for step in (tick * ticks for ticks in _STEPS):
            first = int(fair) // step
            for number in range(1, _ROWS + 1):
                price = (first + number if up else first - number) * step
                # Ten ticks of one band are a price of the next one, too.
                if _FARTHEST * fair <= price <= 2 * fair:
                    yield price

    def _size(self, price: int, money: float) -> int:
        """The same size at the same price each time, so that no chance is taken."""
        tick = self._tick(price)
        weight = max((more for ticks, more in _STEPS.items() if price % (ticks * tick) == 0), default=1)
        return max(1, int(money * weight * (0.5 + 2 * _share(price)) / price * _UNIT))


def _share(number: int) -> float:
    """A number from 0 to 1 that looks like chance and hangs on the given one alone."""
    return zlib.crc32(number.to_bytes(16, "little")) / 2**32
