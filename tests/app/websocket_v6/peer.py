"""A scripted exchange: a real WebSocket server that records what it is told and does what a test says."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from app.endpoints import Endpoints, local


class Peer:
    """Public and private addresses on one port; `snapshots` answers every new code at once."""

    def __init__(self) -> None:
        self.frames: list[tuple[float, str, list[dict[str, Any]]]] = []
        self.connects: list[tuple[float, str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.closes: list[int | None] = []
        self.sockets: dict[ServerConnection, str] = {}
        self.refuse: list[int] = []
        self.snapshots: Any = None
        self.private_error = b""
        self.changed = asyncio.Condition()
        self._server: Server | None = None

    async def start(self, port: int = 0) -> Endpoints:
        self._server = await serve(
            self._serve, "127.0.0.1", port, process_request=self._admit, ping_interval=None, compression=None
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return local(f"http://127.0.0.1:{self.port}")

    async def stop(self) -> None:
        assert self._server is not None
        for socket in tuple(self.sockets):
            socket.transport.abort()
        self._server.close()
        await self._server.wait_closed()

    def _admit(self, _: ServerConnection, request: Request) -> Response | None:
        self.connects.append((time.monotonic(), request.path, dict(request.headers.raw_items())))
        if self.refuse:
            return _answer(self.refuse.pop(0))
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        side = "private" if socket.request.path.endswith("private") else "public"
        self.sockets[socket] = side
        try:
            with suppress(ConnectionClosed):
                async for text in socket:
                    await self._take(socket, side, str(text))
        finally:
            del self.sockets[socket]
            self.closes.append(socket.close_code)
            await self._tell()

    async def _take(self, socket: ServerConnection, side: str, text: str) -> None:
        self.texts.append(text)
        if text == "PING":
            await self._tell()
            return
        if side == "private" and self.private_error:
            await socket.send(self.private_error)
        self.frames.append((time.monotonic(), side, json.loads(text)))
        if self.snapshots is not None:
            for part in self.frames[-1][2]:
                for code in part.get("codes", ()) if not part.get("is_only_realtime") else ():
                    answer = self.snapshots(part["type"], code)
                    if answer is not None:
                        await socket.send(json.dumps(answer, separators=(",", ":")).encode())
        await self._tell()

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def closed(self, count: int, within: float = 10.0) -> None:
        """Return when that many sockets have been closed."""
        async with asyncio.timeout(within), self.changed:
            await self.changed.wait_for(lambda: len(self.closes) >= count)

    async def frame(self, count: int, within: float = 10.0) -> list[dict[str, Any]]:
        """The parts of the `count`-th request, as soon as it is there."""
        async with asyncio.timeout(within), self.changed:
            await self.changed.wait_for(lambda: len(self.frames) >= count)
        return self.frames[count - 1][2]

    async def push(self, *events: dict[str, Any] | bytes) -> None:
        """Send to every socket of the side that the event belongs to."""
        for event in events:
            private = isinstance(event, dict) and str(event.get("type", "")).startswith("my")
            raw = event if isinstance(event, bytes) else json.dumps(event, separators=(",", ":")).encode()
            for socket, side in tuple(self.sockets.items()):
                if (side == "private") is private:
                    await socket.send(raw)

    def cut(self, side: str = "public") -> None:
        """Break the TCP connection without a word."""
        for socket, of in tuple(self.sockets.items()):
            if of == side:
                socket.transport.abort()

    def merged(self, data_type: str) -> set[str]:
        """The codes of a type in the newest request."""
        parts = self.frames[-1][2]
        return {code for part in parts if part.get("type") == data_type for code in part.get("codes", ())}


def _answer(status: int) -> Response:
    return Response(status, HTTPStatus(status).phrase, Headers({"Content-Length": "0"}), b"")
