"""The frames of the desk in this process: how many, how many of them late, and whether those come in bursts.

Late is a frame that began more than 25 ms after it was due or took longer than that to fill. The desk
measures itself (widgets/profiler.py), which costs it some processor time too.
"""

from __future__ import annotations

import asyncio

from app.profiling import SLOW_SECONDS
from benchmarks.fed_desk import the_desk
from benchmarks.report import figure
from widgets.profiler import PROFILER

LATE_GATE = 0.5  # per cent


class Frames:
    """Counts from its making to its end; `worst_second` is the most that were late in one."""

    def __init__(self) -> None:
        self._clock, self._profile = the_desk().frame_clock, PROFILER.begin()
        self._slow_before = self._clock.slow_frames
        self.worst_second = 0

    @property
    def late(self) -> int:
        """How many until now."""
        begun_late = self._profile.tick_late.above(SLOW_SECONDS)
        return begun_late + self._clock.slow_frames - self._slow_before

    async def watch(self) -> None:
        """Look for the worst second, until cancelled."""
        while True:
            before = self.late
            await asyncio.sleep(1)
            self.worst_second = max(self.worst_second, self.late - before)

    def tell(self, name: str, seconds: float, *, goal: str) -> None:
        """The figures of these seconds; ends the measuring."""
        PROFILER.end()
        frames, profile = self._profile.tick_late.count, self._profile
        figure(f"{name}: frames a second", frames / seconds, "frames/s", goal=goal)
        figure(f"{name}: late frames", self.late / max(1, frames) * 100, "%", gate=LATE_GATE, goal=goal)
        slow_paints = sum(cost.paint.above(SLOW_SECONDS) for cost in profile.panels.values())
        figure(f"{name}: paints of more than 25 ms", slow_paints, "paints", goal=goal)
