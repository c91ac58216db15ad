"""Tasks that are given a moment when the desk closes: orders, cancels and rows on their way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from app.tasks import TaskOwner


class Due:
    """Starts such tasks with their owner, and holds them until they have ended."""

    def __init__(self, owner: TaskOwner) -> None:
        self._owner = owner
        self._tasks: set[asyncio.Task[Any]] = set()

    def __repr__(self) -> str:
        return f"<Due {len(self._tasks)}>"

    @property
    def closed(self) -> bool:
        """Whether nothing can be begun any more."""
        return self._owner.closed

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Begin something that `drain` waits for."""
        task = self._owner.start(name, work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def drain(self, seconds: float) -> None:
        """Wait that long at most, also for what is begun meanwhile: an answer has to be written down."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while self._tasks and (left := deadline - loop.time()) > 0:
            await asyncio.wait(self._tasks, timeout=left)
