"""The one place where tasks are made: every task has an owner that names, replaces and ends it."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections.abc import Callable, Coroutine
from typing import Any

_log = logging.getLogger(__name__)

Failure = Callable[[str, BaseException], None]


class TaskOwner:
    """Owns named tasks: a newer one of the same name replaces (cancels) the older.

    A task that fails is logged and told to `on_failure(name, error)`. After `aclose()` nothing
    can be started any more.
    """

    def __init__(self, name: str, on_failure: Failure | None = None) -> None:
        self._name = name
        self._on_failure = on_failure
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._leaving: set[asyncio.Task[Any]] = set()
        self._numbers = itertools.count(1)
        self._closed = False

    def __repr__(self) -> str:
        return f"<TaskOwner {self._name} tasks={sorted(self._tasks)}>"

    def __len__(self) -> int:
        return len(self._tasks) + len(self._leaving)

    def start(self, name: str | None, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run `work` under `name` (None: a name of its own); cancels the older task of that name."""
        if self._closed:
            work.close()
            raise RuntimeError(f"{self._name} is closed and starts no more tasks")
        name = name if name is not None else f"#{next(self._numbers)}"
        self.cancel(name)
        task = asyncio.get_running_loop().create_task(work, name=f"{self._name}:{name}")
        self._tasks[name] = task
        task.add_done_callback(lambda done: self._ended(name, done))
        return task

    @property
    def closed(self) -> bool:
        """Whether nothing can be started any more."""
        return self._closed

    def running(self, name: str) -> bool:
        """Whether a task of that name is under way."""
        return name in self._tasks

    def cancel(self, name: str) -> None:
        """Ask the task of that name to stop; none of that name is no error."""
        task = self._tasks.pop(name, None)
        if task is not None and not task.done():
            self._leaving.add(task)
            task.cancel()

    async def aclose(self) -> None:
        """Cancel everything and wait until it has ended; idempotent."""
        self._closed = True
        await self.stop()

    async def stop(self) -> None:
        """As `aclose`, but more can be started afterwards."""
        for name in tuple(self._tasks):
            self.cancel(name)
        me = asyncio.current_task()
        waiting = [task for task in self._leaving if task is not me]
        if waiting:
            await asyncio.wait(waiting)

    def _ended(self, name: str, task: asyncio.Task[Any]) -> None:
        self._leaving.discard(task)
        if self._tasks.get(name) is task:
            del self._tasks[name]
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        _log.error("task %s:%s failed", self._name, name, exc_info=error)
        if self._on_failure is not None:
            self._on_failure(name, error)


def in_loop() -> bool:
    """Whether tasks can be started: what is closed late may be closed after its loop has ended."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
