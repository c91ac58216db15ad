"""Tasks that are given a moment when the desk closes: orders, cancels and rows on their way."""

from __future__ import annotations

import asyncio
from typing import Any


class Due:
    """Holds tasks until they have ended."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def __repr__(self) -> str:
        return f"<Due {len(self._tasks)}>"

    def add(self, task: asyncio.Task[Any]) -> None:
        """Wait for that one too."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Wait that long at most, also for what is added meanwhile: an answer has to be written down."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._tasks and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
