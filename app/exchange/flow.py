"""The exchange's beat: lets the made-up market act at its times and publishes what happened."""

from __future__ import annotations

import asyncio
import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from app.clock import Clock
from app.exchange.engine import BookChanged, Engine, Event, TradeHappened
from app.exchange.intervals import bucket_start
from app.exchange.scenarios import SCENARIOS, Mood
from app.exchange.stream import Hub
from app.exchange.venue import Market, Venue

_BEAT_MS = 10
_TURN_S = 0.001  # after so long of the market's own business others get their turn
_GRID_MS = 100  # Upbit publishes a book at most this often, at a phase of its own for each market
_UP_EVERY_S = 10

_QUOTE, _ORDER, _BOOK = range(3)


class MarketStopped(Exception):
    """The beat broke off. A market that stands still and says nothing would be worse than none."""


class Pulse(Protocol):
    """What the beat asks of the sockets."""

    def say_up(self) -> None: ...

    def cut_idle(self) -> None: ...


Save = Callable[[Engine, Sequence[Event]], None]
"""Keeps what happened in the engine, or raises."""


def quote_rate(books_per_s: float) -> float:
    """How often quotes have to change for so many books a second: one grid step shows one book."""
    share = min(0.999, books_per_s * _GRID_MS / 1000)
    return -math.log(1 - share) * 1000 / _GRID_MS


class Flow:
    """Turns time into market: call `publish` after anything that may have changed the engine."""

    def __init__(
        self,
        venue: Venue,
        hub: Hub,
        sockets: Pulse,
        clock: Clock,
        *,
        moving: bool,
        book_rate: float | None,
        save: Save | None = None,
        scenario: str = "normal",
    ) -> None:
        self._venue = venue
        self._hub = hub
        self._sockets = sockets
        self._clock = clock
        self._quote_rate = None if book_rate is None else quote_rate(book_rate / len(venue.markets))
        self._cold = list(venue.markets)
        self._due: list[tuple[float, int, str]] = []
        self._announced: set[str] = set()
        self._traded: dict[str, set[int]] = {}
        self._stirred: dict[str, float] = {}
        self._second = 0
        self._common_ms = 0
        self._moving = moving
        self._save = save
        self._scenario = SCENARIOS[scenario]
        self._mood = Mood()
        self._begun_ms = 0

    def __repr__(self) -> str:
        return f"<Flow {len(self._due)} due moving={self._moving}>"

    async def run(self) -> None:
        """Beat until cancelled."""
        self.begin(self._clock.time_ms())
        while True:
            now = self._clock.time_ms()
            since = self._clock.monotonic()
            for _ in self._acts(now):
                if self._clock.monotonic() - since > _TURN_S:
                    # Whoever has placed an order meanwhile comes first.
                    await asyncio.sleep(0)
                    since = self._clock.monotonic()
            await self._clock.sleep((_BEAT_MS - now % _BEAT_MS) / 1000)

    def begin(self, now_ms: int) -> None:
        """Plan every market's first act."""
        self._second, self._common_ms, self._begun_ms = now_ms // 1000, now_ms, now_ms
        for code in self._venue.markets if self._moving else ():
            self._stirred[code] = now_ms
            self._schedule(_QUOTE, code, now_ms)
            self._schedule(_ORDER, code, now_ms)

    def play(self, scenario: str, now_ms: int) -> None:
        """Begin a scenario now; KeyError for an unknown one."""
        self._scenario, self._begun_ms = SCENARIOS[scenario], now_ms

    def step(self, now_ms: int) -> None:
        """Do everything that is due."""
        for _ in self._acts(now_ms):
            pass

    def _acts(self, now_ms: int) -> Iterator[None]:
        """The same, pausing after each act."""
        elapsed = max(0, now_ms - self._common_ms)
        if elapsed >= 100:
            # A machine that slept does not get hours of price moves at once.
            mood = self._mood = self._scenario((now_ms - self._begun_ms) / 1000)
            self._venue.common.advance(
                min(elapsed, 10_000) / 1000,
                self._venue.chance,
                volatility=mood.volatility,
                drift=mood.drift if self._moving else 0.0,
            )
            self._common_ms = now_ms
        while self._due and self._due[0][0] <= now_ms:
            due, kind, code = heapq.heappop(self._due)
            if kind == _BOOK:
                self._announce(code, int(due))
            else:
                self._act(kind, code, now_ms)
            yield
        if self._cold:
            # A year of days is drawn before anybody asks, a market a beat: all at once would be felt.
            self._venue.markets[self._cold.pop(0)].figures(now_ms)
            yield
        if now_ms // 1000 != self._second:
            self._tick(now_ms // 1000)

    def publish(self, now_ms: int) -> None:
        """Tell everyone what the engine did since the last time."""
        traded: dict[str, None] = {}
        events = self._venue.settle()
        if self._save is not None:
            # Before anybody is told: what was told must not be forgotten by a crash.
            self._save(self._venue.engine, events)
        for event in events:
            if isinstance(event, BookChanged):
                self._plan_book(event.market, now_ms)
                continue
            if isinstance(event, TradeHappened):
                traded[event.market] = None
                self._traded.setdefault(event.market, set()).add(event.time_ms // 1000)
            self._hub.tell(event, now_ms)
        for code in traded:
            self._hub.tell_ticker(self._venue.markets[code], now_ms)

    def _act(self, kind: int, code: str, now_ms: int) -> None:
        market = self._venue.markets[code]
        if kind == _QUOTE:
            seconds = min(60.0, (now_ms - self._stirred[code]) / 1000)
            self._stirred[code] = now_ms
            self._venue.stir(market, max(0.001, seconds), now_ms)
        else:
            self._venue.trade(market, now_ms)
        self.publish(now_ms)
        self._schedule(kind, code, now_ms)

    def _schedule(self, kind: int, code: str, now_ms: int) -> None:
        model, chance = self._venue.markets[code].model, self._venue.chance
        if kind == _QUOTE:
            wait = model.until_quote(chance, self._quote_rate) / self._mood.quotes
        else:
            wait = model.until_order(chance) / self._mood.orders
        heapq.heappush(self._due, (now_ms + wait * 1000, kind, code))

    def _plan_book(self, code: str, now_ms: int) -> None:
        if code not in self._announced:
            phase = self._venue.markets[code].phase
            stamp = now_ms + (phase - now_ms) % _GRID_MS
            self._announced.add(code)
            heapq.heappush(self._due, (stamp, _BOOK, code))

    def _announce(self, code: str, stamp: int) -> None:
        self._announced.discard(code)
        market = self._venue.markets[code]
        market.book_ms = stamp
        self._hub.tell_book(market)

    def _tick(self, second: int) -> None:
        """Once a second: candles that changed, and the beat of the sockets."""
        self._second = second
        traded, self._traded = self._traded, {}
        for code, interval in self._hub.candle_streams():
            for start in sorted({bucket_start(interval, moment) for moment in traded.get(code, ())}):
                self._hub.tell_candle(self._market(code), interval, start)
        self._sockets.cut_idle()
        if second % _UP_EVERY_S == 0:
            self._sockets.say_up()

    def _market(self, code: str) -> Market:
        return self._venue.markets[code]
