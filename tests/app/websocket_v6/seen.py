"""A callback that collects, and lets a test wait for what it collects."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


class Seen(list[Any]):
    """Holds one entry a call: the argument, or the tuple of them."""

    def __init__(self) -> None:
        super().__init__()
        self._more = asyncio.Event()

    def __call__(self, *arguments: Any) -> None:
        self.append(arguments[0] if len(arguments) == 1 else arguments)
        self._more.set()

    async def wait(self, count: int, within: float = 30.0) -> Any:
        """The `count`-th entry, as soon as it is there."""
        async with asyncio.timeout(within):
            while len(self) < count:
                self._more.clear()
                await self._more.wait()
        return self[count - 1]

    async def first(self, condition: Callable[[Any], bool], within: float = 30.0) -> Any:
        """The first entry that fulfils the condition, among those that are there and those to come."""
        place = 0
        while not condition(await self.wait(place + 1, within)):
            place += 1
        return self[place]
