"""Memory of the exchange over an hour of its time, compressed: every market at work, every stream read.

`python -m benchmarks exchange_memory` takes two to five minutes; `--hours N` lives longer.
"""

from __future__ import annotations

import argparse
import gc
import uuid
from collections.abc import Iterator
from random import Random

import psutil

from app.clock import SystemClock
from app.exchange.flow import Flow
from app.exchange.requests import Request, Wish
from app.exchange.stream import Hub, Subscriber
from app.exchange.universe import KRW_MARKETS, markets
from app.exchange.venue import Venue
from app.exchange.wire import Spelling
from benchmarks.report import figure, finish

BEGIN = 1_795_268_849_000
BEAT_MS = 50
EVERY_MINUTES = 10
WARM_MINUTES = 30  # until then the caches of pages and the busy markets' thousand trades fill
PAGED = ("1s", "1m", "15m", "60m", "1d", "1w")


class Reader:
    """An outlet that counts."""

    def __init__(self) -> None:
        self.count = 0

    def send(self, frame: bytes) -> None:
        self.count += 1


class Silence:
    """No sockets."""

    def say_up(self) -> None:
        pass

    def cut_idle(self) -> None:
        pass


class World:
    """A moving exchange without its port, and a reader of what a desk reads."""

    def __init__(self) -> None:
        chance = Random(2)
        self.venue = Venue(
            markets(KRW_MARKETS),
            lambda name: Random(f"1/{name}"),
            lambda: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            BEGIN,
        )
        hub = Hub(self.venue)
        self.flow = Flow(self.venue, hub, Silence(), SystemClock(), moving=True, book_rate=None)
        self.reader = Reader()
        everything, one = tuple(self.venue.markets), ("KRW-BTC",)
        wishes = (
            Wish("ticker", everything),
            Wish("trade", one),
            Wish("orderbook", one),
            Wish("candle.1m", one),
        )
        for _ in hub.replace(Subscriber(self.reader), Request("t", wishes, Spelling.DEFAULT, False), BEGIN):
            pass
        self.flow.begin(BEGIN)
        self._chance = Random(3)

    def minutes(self, count: int) -> Iterator[int]:
        """Live so many minutes; the minute that has passed, after each."""
        now = BEGIN
        for minute in range(1, count + 1):
            for _ in range(60_000 // BEAT_MS):
                now += BEAT_MS
                self.flow.step(now)
            self._browse(now)
            yield minute

    def _browse(self, now: int) -> None:
        """Charts and tapes that somebody opens."""
        for code in self._chance.sample(list(self.venue.markets), 5):
            for interval in PAGED:
                self.venue.markets[code].series.candles(interval, now // 1000, 200, now // 1000)
            for _ in zip(
                range(500), self.venue.trades(code, now // 1000 - 86400, now // 1000 + 1), strict=False
            ):
                pass


def megabytes() -> float:
    """Resident memory of this process, rubbish taken out."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1e6


def main() -> None:
    """One hour, and how much more memory it ended with than it had after half of it."""
    cli = argparse.ArgumentParser()
    cli.add_argument("--hours", type=float, default=1.0)
    minutes = int(cli.parse_args().hours * 60)
    world = World()
    at: dict[int, float] = {0: megabytes()}
    for minute in world.minutes(minutes):
        if minute % EVERY_MINUTES == 0:
            at[minute] = megabytes()
            figure(
                f"memory after {minute} minutes of exchange time", at[minute], "MB", gate=200, goal="exchange"
            )
    last = max(at)
    figure("frames that the desk's streams carried", world.reader.count, "frames")
    warm = min(WARM_MINUTES, last)
    growth = at[last] - at[warm]
    figure(f"memory from minute {warm} to minute {last}", growth, "MB more", gate=10, goal="exchange")


if __name__ == "__main__":
    main()
    finish()
