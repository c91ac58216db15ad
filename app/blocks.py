"""Remembers over a restart how long the exchange wants to hear nothing from the sockets."""

from __future__ import annotations

import logging

from app.clock import Clock
from app.endpoints import Mode
from app.tasks import TaskOwner
from app.trading import Journal, JournalError
from app.websocket_v6 import ConnectionStatus, GlobalWebSocketManager

_log = logging.getLogger(__name__)
_WORTH_KEEPING_MS = 1000


class Blocks:
    """Keeps a block of the sockets in the journal, beside those of REST, for each mode's exchange.

    Who is blocked starts the program anew: that must not be the request that makes the block longer.
    """

    def __init__(self, journal: Journal, manager: GlobalWebSocketManager, clock: Clock, mode: Mode) -> None:
        self._journal = journal
        self._manager = manager
        self._clock = clock
        self._scope = f"sockets.{mode}"
        self._until_ms = 0
        self._tasks = TaskOwner("blocks")
        manager.on_status.connect(self._on_status)

    async def obey(self) -> None:
        """Keep silent for a block that an earlier run was told of."""
        try:
            self._until_ms = (await self._journal.bans()).get(self._scope, 0)
        except JournalError as error:
            _log.warning("whether the exchange has blocked the sockets is not known: %s", error)
        left = (self._until_ms - self._clock.time_ms()) / 1000
        if left > 0:
            self._manager.keep_silent(self._clock.monotonic() + left)

    async def aclose(self) -> None:
        """Remember nothing more; idempotent."""
        await self._tasks.aclose()

    def _on_status(self, _status: ConnectionStatus) -> None:
        left = self._manager.silent_until - self._clock.monotonic()
        until_ms = self._clock.time_ms() + int(1000 * max(0.0, left))
        if left > 0 and until_ms > self._until_ms + _WORTH_KEEPING_MS:
            self._until_ms = until_ms
            self._tasks.start("keep", self._keep(until_ms))

    async def _keep(self, until_ms: int) -> None:
        try:
            await self._journal.keep_ban(self._scope, until_ms)
        except JournalError as error:
            _log.warning("the block of the sockets is not remembered: %s", error)
