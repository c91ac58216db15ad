"""A scripted exchange: a real WebSocket server that records what it is told and does what a test says."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import suppress
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from app.endpoints import Endpoints, local


class Peer:
    """Both addresses on one port. `snapshots(type, code)` makes the answer to each new code."""

    def __init__(self) -> None:
        self.connects: list[tuple[float, str, dict[str, str]]] = []
        self.frames: list[tuple[float, str, list[dict[str, Any]]]] = []
        self.texts: list[str] = []
        self.closes: list[int | None] = []
        self.sockets: dict[ServerConnection, str] = {}
        self.refuse: list[int] = []
        self.private_error = b""
        self.snapshots: Any = None
        self.changed = asyncio.Condition()

    async def start(self, port: int = 0) -> Endpoints:
        options: dict[str, Any] = {"process_request": self._admit, "ping_interval": None, "compression": None}
        self._server: Server = await serve(self._serve, "127.0.0.1", port, **options)
        self.port = self._server.sockets[0].getsockname()[1]
        return local(f"http://127.0.0.1:{self.port}")

    async def stop(self) -> None:
        for socket in tuple(self.sockets):
            socket.transport.abort()
        self._server.close()
        await self._server.wait_closed()

    def _admit(self, socket: ServerConnection, request: Request) -> Response | None:
        self.connects.append((time.monotonic(), request.path, dict(request.headers.raw_items())))
        return socket.respond(self.refuse.pop(0), "") if self.refuse else None

    async def _serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        self.sockets[socket] = "private" if socket.request.path.endswith("private") else "public"
        with suppress(ConnectionClosed):
            async for text in socket:
                await self._take(socket, str(text))
        del self.sockets[socket]
        self.closes.append(socket.close_code)
        await self._take(socket, "")

    async def _take(self, socket: ServerConnection, text: str) -> None:
        self.texts.append(text)
        if text.startswith("["):
            self.frames.append((time.monotonic(), self.sockets[socket], json.loads(text)))
            await self._answer(socket, self.frames[-1][2])
        async with self.changed:
            self.changed.notify_all()

    async def _answer(self, socket: ServerConnection, parts: list[dict[str, Any]]) -> None:
        if self.private_error and self.sockets[socket] == "private":
            await socket.send(self.private_error)
        for part in parts if self.snapshots is not None else []:
            for code in part.get("codes", ()) if not part.get("is_only_realtime") else ():
                answer = self.snapshots(part["type"], code)
                if answer is not None and "level" in part:
                    answer = answer | {"level": part["level"]}
                if answer is not None:
                    await socket.send(json.dumps(answer, separators=(",", ":")).encode())

    async def until(self, condition: Any, within: float = 30.0) -> None:
        """Return when `condition()` holds; asked again after everything that comes in."""
        async with asyncio.timeout(within), self.changed:
            await self.changed.wait_for(condition)

    async def frame(self, count: int) -> list[dict[str, Any]]:
        """The parts of the `count`-th request, as soon as it is there."""
        await self.until(lambda: len(self.frames) >= count)
        return self.frames[count - 1][2]

    async def closed(self, count: int) -> None:
        """Return when that many sockets have been closed."""
        await self.until(lambda: len(self.closes) >= count)

    async def push(self, *events: dict[str, Any] | bytes) -> None:
        """Send to every socket of the side that the event belongs to."""
        for event in events:
            side = "public"
            if isinstance(event, dict):
                side = "private" if event["type"].startswith("my") else "public"
                event = json.dumps(event, separators=(",", ":")).encode()
            for socket, of in tuple(self.sockets.items()):
                if of == side:
                    await socket.send(event)

    def cut(self, side: str = "public") -> None:
        """Break the TCP connection without a word."""
        for socket, of in tuple(self.sockets.items()):
            if of == side:
                socket.transport.abort()

    def merged(self, data_type: str, level: float = 0) -> set[str]:
        """The codes of a type and level in the newest request."""
        parts = [part for part in self.frames[-1][2] if part.get("type") == data_type]
        return {code for part in parts if part.get("level", 0) == level for code in part.get("codes", ())}
