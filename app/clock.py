"""Time as a parameter, so that tests can hold and move it."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


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
        return time.monotonic()

    def time_ms(self) -> int:
        return time.time_ns() // 1_000_000

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
