"""The seam to the outside: opens a WebSocket to an allowed host, without Origin, redirect or compression."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

MAX_FRAME = 2**20
MAX_WAITING_FRAMES = 1_024

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


class _ConnectHere(connect):
    """Follows no redirect: a token made for one host is shown to no other."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


_transport_log = _QuietLogger(f"{__name__}.websockets")
_transport_log.parent = _log


async def open_socket(address: Address, *, open_within: float, close_within: float) -> ClientConnection:
    """An open WebSocket; EndpointError for a host that is not the exchange's, else what websockets raises."""
    address.check(address.url)
    host = urlsplit(address.url).hostname or ""
    return await _ConnectHere(
        address.url,
        additional_headers=address.headers(),
        compression=None,
        max_size=MAX_FRAME,
        max_queue=MAX_WAITING_FRAMES,
        open_timeout=open_within,
        close_timeout=close_within,
        ping_interval=None,
        # A system-wide proxy is right for the real exchange and never for one on this machine.
        proxy=None if host in ("127.0.0.1", "::1", "localhost") else True,
        logger=_transport_log,
    )
