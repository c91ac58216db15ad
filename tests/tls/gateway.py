"""The road to Upbit's real name: an HTTP proxy, and behind it TLS before a local exchange."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

# The exchange serves its own computer only, and knows it by that name.
_AT_HOME = re.compile(rb"\r\nHost: api\.upbit\.com")

Reader, Writer = asyncio.StreamReader, asyncio.StreamWriter


@dataclass
class Gateway:
    """Both servers on this machine. `asked` are the heads of the proxy's requests as they came."""

    exchange_port: int
    context: ssl.SSLContext
    answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n"
    asked: list[bytes] = field(default_factory=list)
    proxy_port: int = 0
    _tls_port: int = 0
    _running: set[asyncio.Task[object]] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Gateway]:
        """Serve until the end of the block."""
        tls = await asyncio.start_server(self._plain, "127.0.0.1", 0, ssl=self.context)
        proxy = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self._tls_port, self.proxy_port = (one.sockets[0].getsockname()[1] for one in (tls, proxy))
        try:
            yield self
        finally:
            proxy.close()
            tls.close()
            for task in tuple(self._running):
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)

    async def _connect(self, reader: Reader, writer: Writer) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(self.answer)
        if b" 200 " in self.answer:
            await self._join(reader, writer, self._tls_port)
        await _end(writer)

    async def _plain(self, reader: Reader, writer: Writer) -> None:
        await self._join(reader, writer, self.exchange_port)

    async def _join(self, reader: Reader, writer: Writer, port: int) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._running.add(task)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            await asyncio.gather(_pass_on(reader, far_writer), _pass_on(far_reader, writer))
        except asyncio.CancelledError:
            pass  # asyncio's servers tell of a handler that is cancelled as of an error
        finally:
            await _end(writer)
            await _end(far_writer)
            self._running.discard(task)


async def _pass_on(reader: Reader, writer: Writer) -> None:
    with suppress(ConnectionError, ssl.SSLError):
        while data := await reader.read(65536):
            writer.write(_AT_HOME.sub(b"\r\nHost: 127.0.0.1", data))
            await writer.drain()
    writer.close()


async def _end(writer: Writer) -> None:
    writer.close()
    with suppress(ConnectionError, ssl.SSLError):
        await writer.wait_closed()
