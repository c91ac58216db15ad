"""The seam to the outside: opens a WebSocket to an allowed host, without Origin, redirect or compression."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import Frame, Opcode
from websockets.protocol import Event

MAX_FRAME = 2**20
_DATA = (Opcode.TEXT, Opcode.BINARY, Opcode.CONT)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Address:
    """Where to connect to; `headers` makes the headers of one connect, `check` refuses a wrong host."""

    url: str
    check: Callable[[str], object]
    headers: Callable[[], dict[str, str]]


class _QuietLogger(logging.Logger):
    """Never writes DEBUG, because that would show the Authorization header."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - logging's name
        return level > logging.DEBUG and super().isEnabledFor(level)


class PushConnection(ClientConnection):
    """Hands each message over in the very turn of the loop in which its bytes came.

    `recv()` would cost a future and a task switch a message. Under qasync those are Qt timers: without
    them a stream of 1,000 messages/s costs a fifth less, a flood half.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._take: Callable[[bytes], None] | None = None
        self._early: list[bytes] = []
        self._parts: list[bytes] = []

    def deliver_to(self, take: Callable[[bytes], None]) -> None:
        """Give `take` every message from now on, those first that came with the handshake."""
        self._take = take
        early, self._early = self._early, []
        for message in early:
            take(message)

    def process_event(self, event: Event) -> None:
        if not isinstance(event, Frame) or event.opcode not in _DATA:
            super().process_event(event)
            return
        data = bytes(event.data)
        if event.opcode is Opcode.CONT or not event.fin:
            self._parts.append(data)
            if not event.fin:
                return
            data = b"".join(self._parts)
            self._parts.clear()
        if self._take is None:
            self._early.append(data)
        else:
            self._take(data)


class _ConnectHere(connect):
    """Follows no redirect: a token made for one host is shown to no other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


_transport_log = _QuietLogger(f"{__name__}.websockets")
_transport_log.parent = _log


async def open_socket(address: Address, *, open_within: float, close_within: float) -> PushConnection:
    """An open WebSocket; EndpointError for a host that is not the exchange's, else what websockets raises."""
    address.check(address.url)
    host = urlsplit(address.url).hostname or ""
    socket = await _ConnectHere(
        address.url,
        additional_headers=address.headers(),
        compression=None,
        max_size=MAX_FRAME,
        open_timeout=open_within,
        close_timeout=close_within,
        ping_interval=None,
        # A system-wide proxy is right for the real exchange and never for one on this machine.
        proxy=None if host in ("127.0.0.1", "::1", "localhost") else True,
        logger=_transport_log,
        create_connection=PushConnection,
    )
    assert isinstance(socket, PushConnection)
    return socket
