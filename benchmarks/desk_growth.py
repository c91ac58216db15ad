"""P6: the desk while messages by the million come in: growth, frames, losses; `--long` for all ten."""

from __future__ import annotations

import asyncio
import sys
import time
from decimal import Decimal

import psutil

from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.fed_desk import Fed, run, the_desk
from benchmarks.flood_trading import Hand, listening, tell
from benchmarks.frames import Frames
from benchmarks.report import figure, finish

MESSAGES_A_SECOND = 15_000
WARM_UP, MEASURED, LONG = 200_000, 600_000, 10_000_000
ALLOWED_MB, STEPS = 10, 10
# So many late frames within one second are a burst that a person would see.
BURST = 3


async def main(fed: Fed) -> None:
    """A warm-up that fills tapes and caches, then the flood that counts, while a hand trades."""
    desk = the_desk().workspace
    assert desk is not None and desk.orderbook.book is not None
    hand = Hand(desk.session.broker, Decimal(str(desk.orderbook.book.bids[0].price)))
    async with listening(fed) as arrivals:
        fed.rate(MESSAGES_A_SECOND)
        trading = asyncio.create_task(hand.trade())
        await received(desk.session.manager, WARM_UP)
        await flood(desk.session.manager, LONG if "--long" in sys.argv else MEASURED)
        await hand.rest(trading)
        fed.rate(0)
        await asyncio.sleep(1)
        await tell(arrivals, hand, fed.rate(0))


async def flood(manager: GlobalWebSocketManager, wanted: int) -> None:
    """So many messages: the growth of resident memory, trades dropped, late frames."""
    before, clean, began, frames = memory_mb(), manager.traffic(), time.monotonic(), Frames()
    watching = asyncio.create_task(frames.watch())
    for step in range(1, STEPS + 1):
        await received(manager, clean.messages + wanted * step // STEPS)
        figure(f"grown after {step} of {STEPS} parts", memory_mb() - before, "MB", goal="P6")
    watching.cancel()
    after, traffic, took = memory_mb(), manager.traffic(), time.monotonic() - began
    taken = (traffic.messages - clean.messages) / 1e6
    name = f"the desk over {taken:.1f} M messages"
    figure(f"{name}: growth", after - before, "MB", gate=ALLOWED_MB, goal="P6")
    figure(f"{name}: resident memory in the end", after, "MB", goal="P6")
    figure(f"{name}: trades dropped", traffic.dropped - clean.dropped, "trades", gate=0, goal="P6")
    figure(f"{name}: messages it received", taken * 1e6 / took, "msg/s", goal="P6")
    frames.tell(name, took, goal="P6")
    worst = frames.worst_second
    figure(f"{name}: late frames in its worst second", worst, "frames", gate=BURST - 1, goal="P6")


async def received(manager: GlobalWebSocketManager, messages: int) -> None:
    """Wait until that many messages have come since the start, ten times as long as that takes."""
    async with asyncio.timeout(60 + 10 * (messages - manager.traffic().messages) / MESSAGES_A_SECOND):
        while manager.traffic().messages < messages:  # noqa: ASYNC110 - a count to be polled
            await asyncio.sleep(0.5)


def memory_mb() -> float:
    """Resident set of this process."""
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    run(main)
    finish()
