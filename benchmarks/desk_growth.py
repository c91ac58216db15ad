"""P6: how much the desk grows while messages by the million come in; `--long` for all ten millions."""

from __future__ import annotations

import asyncio
import sys

import psutil

from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.fed_desk import Rate, run
from benchmarks.report import figure, finish

MESSAGES_A_SECOND = 15_000
WARM_UP, MEASURED, LONG = 200_000, 600_000, 10_000_000
ALLOWED_MB, STEPS = 10, 10


async def main(rate: Rate) -> None:
    """Resident memory once tapes and caches are full, and after so many messages more."""
    rate(MESSAGES_A_SECOND)
    manager = await GlobalWebSocketManager.get_instance()
    await received(manager, WARM_UP)
    before, clean = memory_mb(), manager.traffic()
    wanted = LONG if "--long" in sys.argv else MEASURED
    for step in range(1, STEPS + 1):
        await received(manager, clean.messages + wanted * step // STEPS)
        figure(f"grown after {step} of {STEPS} parts", memory_mb() - before, "MB", goal="P6")
    after, traffic = memory_mb(), manager.traffic()
    taken = (traffic.messages - clean.messages) / 1e6
    figure(
        f"growth of the desk over {taken:.1f} M messages", after - before, "MB", gate=ALLOWED_MB, goal="P6"
    )
    figure("resident memory after them", after, "MB", goal="P6")
    figure("trades dropped meanwhile", traffic.dropped - clean.dropped, "trades", gate=0, goal="P6")


async def received(manager: GlobalWebSocketManager, messages: int) -> None:
    """Wait until that many messages have come since the start, ten times as long as that takes."""
    async with asyncio.timeout(60 + 10 * (messages - manager.traffic().messages) / MESSAGES_A_SECOND):
        while manager.traffic().messages < messages:  # noqa: ASYNC110 - a count to be polled
            await asyncio.sleep(0.5)


def memory_mb() -> float:
    """Resident set of this process."""
    return psutil.Process().memory_info().rss / 1e6


if __name__ == "__main__":
    run(main)
    finish()
