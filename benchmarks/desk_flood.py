"""P2: the whole desk on screen while 20,000 messages a second come: late frames and CPU of one core."""

from __future__ import annotations

import asyncio
import time

from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.fed_desk import Fed, run
from benchmarks.frames import Frames
from benchmarks.report import figure, finish

MESSAGES_A_SECOND = 20_000
WARM_UP_SECONDS, MEASURED_SECONDS = 4.0, 10.0
CPU_GATE = 60


async def main(fed: Fed) -> None:
    """Flood the desk and measure it."""
    fed.rate(MESSAGES_A_SECOND)
    manager = await GlobalWebSocketManager.get_instance()
    await asyncio.sleep(WARM_UP_SECONDS)
    frames, messages, used, began = Frames(), manager.traffic().messages, time.process_time(), now()
    await asyncio.sleep(MEASURED_SECONDS)
    took, cpu = now() - began, time.process_time() - used
    name = f"the desk at {MESSAGES_A_SECOND:,} msg/s"
    received = (manager.traffic().messages - messages) / took
    least = 0.95 * MESSAGES_A_SECOND  # with fewer, on a machine that is busy, the others mean nothing
    figure(f"{name}: messages it received", received, "msg/s", least=least, goal="P2")
    figure(f"{name}: CPU", cpu / took * 100, "% of a core", gate=CPU_GATE, goal="P2")
    frames.tell(name, took, goal="P2")


def now() -> float:
    """Monotonic seconds."""
    return time.monotonic()


if __name__ == "__main__":
    run(main)
    finish()
