"""P2: the whole desk on screen while 20,000 messages a second come: late frames and CPU of one core.

Late is a frame that began more than 25 ms after it was due or took longer than that to fill. The desk
measures itself meanwhile (widgets/profiler.py), which is part of the CPU told here.
"""

from __future__ import annotations

import asyncio
import time

from PyQt6.QtWidgets import QApplication

from app.profiling import SLOW_SECONDS, Profile
from app.websocket_v6 import GlobalWebSocketManager
from benchmarks.fed_desk import Rate, run
from benchmarks.report import figure, finish
from widgets.frame_clock import FrameClock
from widgets.main_window import MainWindow
from widgets.profiler import PROFILER

MESSAGES_A_SECOND = 20_000
WARM_UP_SECONDS, MEASURED_SECONDS = 4.0, 10.0
LATE_GATE, CPU_GATE = 0.5, 60


async def main(rate: Rate) -> None:
    """Flood the desk and measure it."""
    rate(MESSAGES_A_SECOND)
    clock, manager = clock_of_the_desk(), await GlobalWebSocketManager.get_instance()
    await asyncio.sleep(WARM_UP_SECONDS)
    profile = PROFILER.begin()
    messages, slow, used, began = manager.traffic().messages, clock.slow_frames, time.process_time(), now()
    await asyncio.sleep(MEASURED_SECONDS)
    took, cpu = now() - began, time.process_time() - used
    name = f"the desk at {MESSAGES_A_SECOND:,} msg/s"
    received = (manager.traffic().messages - messages) / took
    least = 0.95 * MESSAGES_A_SECOND  # with fewer, on a machine that is busy, the others mean nothing
    figure(f"{name}: messages it received", received, "msg/s", least=least, goal="P2")
    figure(f"{name}: CPU", cpu / took * 100, "% of a core", gate=CPU_GATE, goal="P2")
    tell_frames(name, profile, clock.slow_frames - slow, took)
    PROFILER.end()


def tell_frames(name: str, profile: Profile, slow: int, took: float) -> None:
    """How many frames there were, and the share of late ones."""
    frames = profile.tick_late.count
    late = slow + profile.tick_late.above(SLOW_SECONDS)
    figure(f"{name}: frames a second", frames / took, "frames/s", goal="P2")
    figure(f"{name}: late frames", late / max(1, frames) * 100, "%", gate=LATE_GATE, goal="P2")
    slow_paints = sum(cost.paint.above(SLOW_SECONDS) for cost in profile.panels.values())
    figure(f"{name}: paints of more than 25 ms", slow_paints, "paints", goal="P2")


def clock_of_the_desk() -> FrameClock:
    """Of the one window there is."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)).frame_clock


def now() -> float:
    """Monotonic seconds."""
    return time.monotonic()


if __name__ == "__main__":
    run(main)
    finish()
