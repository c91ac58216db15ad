"""Time as a parameter, so that tests can hold and move it."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Protocol

# Python's monotonic clock stands still while a computer with Linux or macOS sleeps; Windows' goes on.
_GOES_ON = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC"}.get(sys.platform, "")
_CLOCK: int | None = getattr(time, _GOES_ON, None)


def monotonic() -> float:
    """Seconds that never jump, those of the computer's sleep counted; only differences mean anything.

    What came before a sleep of eight hours is eight hours old, and not the second that Python's clock says.
    """
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


class Clock(Protocol):
    """What Hoga needs to know of time."""

    def monotonic(self) -> float:
        """Seconds that never jump; only differences mean anything."""

    def time_ms(self) -> int:
        """Milliseconds since the epoch, UTC."""

    async def sleep(self, seconds: float) -> None:
        """Return after that many seconds of this clock."""


class SystemClock:
    """The machine's own clock."""

    def monotonic(self) -> float:
        return monotonic()

    def time_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
