"""P3: from the exchange's push to the painted orderbook, with the whole desk on screen."""

from __future__ import annotations

import asyncio
import time

from PyQt6.QtGui import QPaintEvent

from benchmarks.fed_desk import Fed, run
from benchmarks.report import figure, finish, percentile
from widgets.orderbook.ladder import Ladder

WARM_UP_SECONDS, MEASURED_SECONDS = 2.0, 8.0
# messages a second, gate of the median, gate of the 99th percentile; 330 a second is the whole KRW market
# as a desk hears it: every ticker, one book, one market's trades
RATES = ((30, 3.0, None), (330, 10.0, 20.0), (1_000, 10.0, 20.0), (5_000, 10.0, 20.0))
WHOLE_MARKET, CPU_GATE = 330, 25


class Stamps:
    """Collects, for every book painted for the first time, how long ago it was pushed."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._last = 0

    def install(self) -> None:
        """Measure at the end of each paint of the ladder."""
        paint = Ladder.paintEvent

        def painted(ladder: Ladder, event: QPaintEvent) -> None:
            paint(ladder, event)
            if ladder.book is not None and ladder.book.time_ms != self._last:
                self._last = ladder.book.time_ms
                self.waits.append((time.monotonic_ns() // 1000 - self._last) / 1000)

        Ladder.paintEvent = painted


async def main(fed: Fed) -> None:
    """Measure at each rate."""
    stamps = Stamps()
    stamps.install()
    for messages, median_gate, tail_gate in RATES:
        fed.rate(messages)
        await measure(stamps, messages, median_gate, tail_gate)


async def measure(stamps: Stamps, rate: int, median_gate: float, tail_gate: float | None) -> None:
    """One rate: warm up, measure, tell."""
    await asyncio.sleep(WARM_UP_SECONDS)
    stamps.waits.clear()
    used = time.process_time()
    await asyncio.sleep(MEASURED_SECONDS)
    cpu = (time.process_time() - used) / MEASURED_SECONDS * 100
    name = f"wire to pixel at {rate:,} msg/s"
    figure(f"{name}, median", percentile(stamps.waits, 0.5), "ms", gate=median_gate, goal="P3")
    figure(f"{name}, 99th percentile", percentile(stamps.waits, 0.99), "ms", gate=tail_gate, goal="P3")
    gate = CPU_GATE if rate == WHOLE_MARKET else None
    figure(f"CPU of the desk at {rate:,} msg/s", cpu, "% of a core", gate=gate, goal="P4")


if __name__ == "__main__":
    run(main)
    finish()
