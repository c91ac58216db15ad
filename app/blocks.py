"""Remembers over a restart how long the exchange, after too many requests, wants to hear nothing."""

from __future__ import annotations

import logging

from app.clock import Clock
from app.endpoints import Mode
from app.tasks import TaskOwner
from app.trading import Journal, JournalError
from app.upbit import UpbitRest
from app.upbit.limits import Scope
from app.websocket_v6 import ConnectionStatus, GlobalWebSocketManager

_log = logging.getLogger(__name__)
_SOCKETS = "sockets"
_WORTH_KEEPING_MS = 1000


class Blocks:
    """Keeps in the journal until when REST and the sockets are blocked; each mode has an exchange of its own.

    Who is blocked starts the program anew: that must not be the request that makes the block longer.
    """

    def __init__(
        self, journal: Journal, rest: UpbitRest, manager: GlobalWebSocketManager, clock: Clock, mode: Mode
    ) -> None:
        self._journal = journal
        self._rest = rest
        self._manager = manager
        self._clock = clock
        self._mode = mode
        self._kept: dict[str, int] = {}
        self._tasks = TaskOwner("blocks")
        rest.banned.connect(self._on_banned)
        manager.on_status.connect(self._on_status)

    async def obey(self) -> None:
        """Keep silent for what an earlier run was told of."""
        try:
            self._kept = await self._journal.bans()
        except JournalError as error:
            _log.warning("what the exchange has blocked is not known: %s", error)
        for scope in Scope:
            self._rest.restore_ban(scope, self._kept.get(self._name(scope), 0))
        left = (self._kept.get(self._name(_SOCKETS), 0) - self._clock.time_ms()) / 1000
        if left > 0:
            self._manager.keep_silent(self._clock.monotonic() + left)

    async def aclose(self) -> None:
        """Remember nothing more; idempotent."""
        await self._tasks.aclose()

    def _name(self, scope: str) -> str:
        return f"{scope}.{self._mode}"

    def _on_banned(self, told: tuple[Scope, int]) -> None:
        self._keep(*told)

    def _on_status(self, _status: ConnectionStatus) -> None:
        left = self._manager.silent_until - self._clock.monotonic()
        if left > 0:
            self._keep(_SOCKETS, self._clock.time_ms() + int(1000 * left))

    def _keep(self, scope: str, until_ms: int) -> None:
        name = self._name(scope)
        if until_ms > self._kept.get(name, 0) + _WORTH_KEEPING_MS:
            self._kept[name] = until_ms
            self._tasks.start(name, self._write(name, until_ms))

    async def _write(self, name: str, until_ms: int) -> None:
        try:
            await self._journal.keep_ban(name, until_ms)
        except JournalError as error:
            _log.warning("a block by the exchange is not remembered: %s", error)
