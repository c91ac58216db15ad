"""The seam to the outside: opens a WebSocket to an allowed host, without Origin, redirect or compression."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from websockets.asyncio.client import ClientConnection, connect
from websockets.frames import Frame, Opcode
from websockets.protocol import Event, State

from app.proxies import proxy_of
from app.trust import tls_context
from app.websocket_v6.framing import frame_size, plain_messages

MAX_FRAME = 2**20
_END_OF_HEAD = b"\r\n\r\n"
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
    them a stream of 1,000 messages/s costs a fifth less, a flood half. Plain data frames are cut out here;
    the library, whose parser costs as much as all the rest together, gets every other frame, each whole, and
    so all that has to do with pings, closing, fragments and faults.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._early: list[bytes] = []
        self._take: Callable[[bytes], None] = self._early.append
        self._parts: list[bytes] = []
        self._has_head = False
        self._leaving = False
        # What has come of the HTTP head's last bytes, then of a frame that is not all there.
        self._rest = b""

    def deliver_to(self, take: Callable[[bytes], None]) -> None:
        """Give `take` every message from now on, those first that came with the handshake."""
        self._take = take
        for message in self._early:
            take(message)
        self._early.clear()

    def data_received(self, data: bytes) -> None:
        if not self._has_head:
            data = self._read_head(data)
        elif self._rest:
            data, self._rest = self._rest + data, b""
        place = 0
        while place < len(data):
            if self.protocol.state is not State.OPEN:
                super().data_received(data[place:])
                self._leave()
                return
            if self.protocol.current_size is None:
                messages, place = plain_messages(data, place)
                for message in messages:
                    self._take(message)
            size = frame_size(data, place)
            if size is None or (size <= MAX_FRAME and place + size > len(data)):
                self._rest = data[place:]
                return
            super().data_received(data[place : place + size])
            place += size
        self._leave()

    def _read_head(self, data: bytes) -> bytes:
        """Let the library read the answer to the handshake; returns what follows it."""
        seam = self._rest + data
        end = seam.find(_END_OF_HEAD)
        if end < 0:
            self._rest = seam[1 - len(_END_OF_HEAD) :]
            super().data_received(data)
            return b""
        follows = end + len(_END_OF_HEAD) - len(self._rest)
        self._has_head, self._rest = True, b""
        super().data_received(data[:follows])
        return data[follows:]

    def _leave(self) -> None:
        """After a goodbye or a fault it is the server's turn to end TCP: it gets a close's time for it."""
        if self.protocol.state is State.CLOSING and not self._leaving:
            self._leaving = True
            self.loop.call_later(self.close_timeout or 0.0, self.transport.abort)

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
        self._take(data)


class OpenSocket(Protocol):
    """Opens a WebSocket; the one seam to the outside."""

    async def __call__(self, address: Address, *, open_within: float, close_within: float) -> PushConnection:
        """An open socket, or what `open_socket` raises."""


class _ConnectHere(connect):
    """Follows no redirect: a token made for one host is shown to no other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


_transport_log = _QuietLogger(f"{__name__}.websockets")
_transport_log.parent = _log


async def open_socket(address: Address, *, open_within: float, close_within: float) -> PushConnection:
    """An open WebSocket; EndpointError for a host that is not the exchange's, else what websockets raises."""
    address.check(address.url)
    socket = await _ConnectHere(
        address.url,
        additional_headers=address.headers(),
        compression=None,
        max_size=MAX_FRAME,
        open_timeout=open_within,
        close_timeout=close_within,
        ping_interval=None,
        proxy=proxy_of(address.url),
        logger=_transport_log,
        create_connection=PushConnection,
        ssl=tls_context() if address.url.startswith("wss:") else None,
    )
    assert isinstance(socket, PushConnection)
    return socket
