"""How the made-up market behaves: where its price goes, which quotes it changes, what it trades, and when.

Pure: chance and elapsed time come in; quotes and orders go out as integers of 1e-8 for the engine to execute.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

from app.exchange.bars import Chance
from app.exchange.far_quotes import FarQuotes
from app.exchange.matching import BookSideName
from app.exchange.rules import min_total
from app.exchange.units import to_units
from app.exchange.universe import MarketSpec

_UNIT = 100_000_000
_DAY_ROOT = math.sqrt(86400)
_LEVELS = 38  # kept a side, so that 30 are left after a sweep of a few
_COMMON_VOLATILITY = 0.022


class Quote(NamedTuple):
    """The house's size at one price; 0 withdraws it."""

    side: BookSideName
    price: int
    size: int


class Take(NamedTuple):
    """A house order that takes from the book."""

    side: BookSideName
    volume: int


class CommonMove:
    """The move that all coins share: bitcoin's, as a sum of log returns."""

    def __init__(self) -> None:
        self.total = 0.0

    def advance(self, seconds: float, chance: Chance, *, volatility: float = 1.0, drift: float = 0.0) -> None:
        """Let so much time pass, with so many times the usual unrest and a drift (log a second)."""
        unrest = volatility * _COMMON_VOLATILITY / _DAY_ROOT
        self.total += drift * seconds + unrest * math.sqrt(seconds) * chance.gauss(0.0, 1.0)


class MarketModel:
    """One market's price path, quotes and orders.

    `fair` is the price it believes in (1e-8, float). A market of another quote currency follows the ratio of
    the two KRW markets that is passed to `move`.
    """

    def __init__(self, spec: MarketSpec, price: int, tick: Callable[[int], int]) -> None:
        self.spec = spec
        self.fair = float(price)
        self._tick = tick
        self._seen_common: float | None = None
        self._premium: float | None = None
        self._lean = 0.0  # recent move in the direction of buyers, decays; makes orders follow the price
        self._asks: dict[int, int] = {}
        self._bids: dict[int, int] = {}
        self._far: FarQuotes | None = None
        share = (spec.beta if spec.quote == "KRW" else 0.0) * _COMMON_VOLATILITY
        self._own = math.sqrt(max(spec.volatility**2 - share**2, (0.25 * spec.volatility) ** 2)) / _DAY_ROOT
        relative_tick = tick(price) / price
        per_second = spec.turnover / 86400 * _UNIT
        self._level_money = per_second * (10 + 60 * min(1.0, relative_tick / 0.0005))
        self._least_money = float(to_units(min_total(spec.quote)))
        self._order_money = per_second / max(spec.trades_per_s, 1e-6)

    def __repr__(self) -> str:
        return f"<MarketModel {self.spec.code} fair {self.fair / _UNIT:.8g}>"

    def move(self, seconds: float, common: float, ratio: float | None, chance: Chance) -> None:
        """Let the fair price go on by so much time; `ratio` is what the KRW markets imply for it (1e-8)."""
        before = self.fair
        noise = self._own * math.sqrt(seconds) * chance.gauss(0.0, 1.0)
        if ratio is None:
            since = 0.0 if self._seen_common is None else common - self._seen_common
            self._seen_common = common
            self.fair *= math.exp(self.spec.beta * since + noise)
        else:
            premium = math.log(self.fair / ratio) if self._premium is None else self._premium
            # A difference to the KRW markets is traded away within the hour.
            self._premium = premium * math.exp(-seconds / 1500) + 0.1 * noise
            self.fair = ratio * math.exp(self._premium)
        self.fair = max(self.fair, 1.0)
        self._lean = self._lean * math.exp(-seconds / 5) + math.log(self.fair / before)

    def quotes(self, chance: Chance, fresh: int = 3) -> list[Quote]:
        """The changes that bring the house's quotes to the fair price and stir up some of them."""
        bid, ask = self._touch()
        changes = [Quote(*far) for far in self._far.give_way(bid, ask)] if self._far is not None else []
        self._withdraw("ask", [price for price in self._asks if price < ask], changes)
        self._withdraw("bid", [price for price in self._bids if price > bid], changes)
        self._fill("ask", ask, chance, changes)
        self._fill("bid", bid, chance, changes)
        self._stir("ask", chance, changes, fresh)
        self._stir("bid", chance, changes, fresh)
        return changes + self._standing_far()

    def deepen(self) -> list[Quote]:
        """From now on keep orders far from the price as well; the changes that lay them, once."""
        if self._far is not None:
            return []
        self._far = FarQuotes(self._tick)
        return self._standing_far()

    def _standing_far(self) -> list[Quote]:
        if self._far is None or not (self._asks and self._bids):
            return []
        edges = min(self._bids), max(self._asks)
        return [Quote(*far) for far in self._far.follow(self.fair, *edges, self._level_money)]

    def order(self, chance: Chance) -> Take:
        """The next house order: a side that leans with the price and a lognormal size."""
        swing = self._own * _DAY_ROOT / 60
        buyers = 0.5 + 0.35 * math.tanh(self._lean / max(swing, 1e-9))
        money = self._order_money * math.exp(chance.gauss(-0.6, 1.1))
        volume = max(1, int(max(money, self._least_money) / self.fair * _UNIT))
        return Take("bid" if chance.random() < buyers else "ask", volume)

    def until_quote(self, chance: Chance, rate: float | None = None) -> float:
        """Seconds until quotes change again, by the market's own liveliness or a given rate (1/s)."""
        return chance.expovariate(max(self.spec.books_per_s if rate is None else rate, 1e-4))

    def until_order(self, chance: Chance) -> float:
        """Seconds until the next house order; orders come in clusters."""
        if chance.random() < 0.3:
            return 0.02 + 0.2 * chance.random()
        return chance.expovariate(0.7 * self.spec.trades_per_s)

    def traded(self, taker: str, price: int, volume: int) -> None:
        """Take notice of an execution: what is gone from the quotes, and a push to the fair price."""
        quotes = self._asks if taker == "bid" else self._bids
        left = quotes.get(price)
        if left is not None:
            quotes[price] = max(0, left - volume)
        beyond = price - self.fair
        if abs(beyond) > 3 * self._half_spread():
            # Somebody swept the book: believe a part of it.
            self.fair += 0.3 * beyond

    def _half_spread(self) -> float:
        tick = self._tick(int(self.fair))
        return max(tick * self.spec.spread / 2, self.fair * 2e-5 * self.spec.spread)

    def _touch(self) -> tuple[int, int]:
        """Best bid and best ask that fit the fair price."""
        tick = self._tick(int(self.fair))
        inner = max(0.0, self._half_spread() - tick / 2)
        bid = max(tick, int((self.fair - inner) // tick) * tick)
        above = self.fair + inner
        coarse = self._tick(int(above))
        return bid, max(self._away(bid, 1, up=True), -int(-above // coarse) * coarse)

    def _away(self, price: int, ticks: int, *, up: bool) -> int:
        """The price so many ticks further out, on the grid of the band it ends up in; 0 below all prices."""
        if up:
            far = price + ticks * self._tick(price)
            # A coarser band begins on a multiple of its own tick, so rounding down stays above the start.
            return far - far % self._tick(far)
        far = price - ticks * self._tick(max(1, price - 1))
        return far - far % self._tick(far) if far > 0 else 0

    def _gap(self, chance: Chance) -> int:
        """How many ticks lie between two quotes: one where ticks are coarse, several where they are fine."""
        tick = self._tick(int(self.fair))
        wide = self.fair * 3e-5 / tick
        return 1 if wide <= 1 else 1 + int(chance.expovariate(1 / wide))

    def _fill(self, side: BookSideName, touch: int, chance: Chance, changes: list[Quote]) -> None:
        quotes = self._asks if side == "ask" else self._bids
        up = side == "ask"
        if touch > 0 and not quotes.get(touch):
            self._set(side, touch, self._size(0, chance) // 2, changes)
        self._mend(side, chance, changes)
        edge = (max if up else min)(quotes) if quotes else touch
        while len(quotes) < _LEVELS and edge > 0:
            edge = self._away(edge, self._gap(chance), up=up)
            if edge <= 0:
                return
            self._set(side, edge, self._size(len(quotes), chance), changes)
        if len(quotes) > _LEVELS + 6:
            far = sorted(quotes, reverse=not up)[_LEVELS:]
            self._withdraw(side, far, changes)

    def _mend(self, side: BookSideName, chance: Chance, changes: list[Quote]) -> None:
        """Close the holes that a moving price leaves near the touch."""
        quotes = self._asks if side == "ask" else self._bids
        up = side == "ask"
        tick = self._tick(int(self.fair))
        widest = tick * max(1.0, self.fair * 1e-4 / tick)
        near = sorted(quotes, reverse=not up)[:16]
        for place, (price, outer) in enumerate(itertools.pairwise(near)):
            at = price
            while abs(outer - at) > widest:
                at = self._away(at, self._gap(chance), up=up)
                if (at >= outer) if up else (at <= outer):
                    break
                self._set(side, at, self._size(place, chance), changes)

    def _stir(self, side: BookSideName, chance: Chance, changes: list[Quote], fresh: int) -> None:
        """New sizes for some quotes, mostly near the touch; what trades ate is filled up again."""
        quotes = self._asks if side == "ask" else self._bids
        prices = sorted(quotes, reverse=side == "bid")
        picked = (
            {min(len(prices) - 1, int(chance.expovariate(0.25))) for _ in range(fresh)} if prices else set()
        )
        for place in sorted(picked | {place for place, price in enumerate(prices) if not quotes[price]}):
            price = prices[place]
            if place > 1 and len(prices) > _LEVELS and chance.random() < 0.3:
                self._withdraw(side, [price], changes)
            else:
                old = quotes[price]
                new = self._size(place, chance)
                self._set(side, price, (old + new) // 2 if old and chance.random() < 0.6 else new, changes)

    def _size(self, place: int, chance: Chance) -> int:
        swell = 0.5 + min(place, 10) / 8
        round_number = 3.0 if chance.random() < 0.04 else 1.0
        money = self._level_money * swell * round_number * math.exp(chance.gauss(-0.4, 0.9))
        return max(1, int(money / self.fair * _UNIT))

    def _set(self, side: BookSideName, price: int, size: int, changes: list[Quote]) -> None:
        (self._asks if side == "ask" else self._bids)[price] = size
        if self._far is not None:
            self._far.forget(side, price)
        changes.append(Quote(side, price, size))

    def _withdraw(self, side: BookSideName, prices: list[int], changes: list[Quote]) -> None:
        quotes = self._asks if side == "ask" else self._bids
        for price in prices:
            del quotes[price]
            changes.append(Quote(side, price, 0))
