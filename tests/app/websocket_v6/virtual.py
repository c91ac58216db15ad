"""A loop whose time jumps to the next timer, so that hours pass in seconds, the same way each run."""

from __future__ import annotations

import asyncio
import random
import selectors
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from app.endpoints import local
from app.websocket_v6 import GlobalWebSocketManager
from app.websocket_v6.rate_limiter import ConnectPace
from tests.app.websocket_v6.memory_exchange import MemoryExchange

T = TypeVar("T")
BEGAN_MS = 1_790_133_435_160


class _JumpingSelector(selectors.DefaultSelector):
    """Never waits for a timer: says by how much time jumps instead."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        found = super().select(None if timeout is None else 0)
        if not found and timeout:
            self.now += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """For code that does no real input or output; with nothing to do and no timer it waits for a thread."""

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


class VirtualClock:
    """The running loop's time as the library's clock."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def monotonic(self) -> float:
        return self._loop.time()

    def time_ms(self) -> int:
        return BEGAN_MS + int(self._loop.time() * 1_000)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def run_virtually(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run a coroutine function to its end on a virtual loop of its own."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work())


@asynccontextmanager
async def managing(exchange: MemoryExchange, seed: int = 0) -> AsyncIterator[GlobalWebSocketManager]:
    """The running loop's manager, with the exchange behind it, both sides open to use."""
    manager = GlobalWebSocketManager(
        VirtualClock(), open_socket=exchange.open, chance=random.Random(seed).random, pace=ConnectPace()
    )
    GlobalWebSocketManager._of_loop[asyncio.get_running_loop()] = manager
    await manager.initialize("a" * 40, "s" * 40, endpoints=local("http://127.0.0.1:1"), environ={})
    try:
        yield manager
    finally:
        await manager.shutdown()
