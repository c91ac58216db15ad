"""A small real HTTP server whose answers a test writes, and that keeps what it was asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web

from app.endpoints import Endpoints, local

Respond = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    path: str
    raw_query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)


@dataclass
class Scripted:
    """Answers from `answers` in turn, then from `always`."""

    asked: list[Asked] = field(default_factory=list)
    answers: deque[Respond] = field(default_factory=deque)
    always: Respond | None = None
    endpoints: Endpoints = field(init=False)
    _runner: web.AppRunner = field(init=False)

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.endpoints = local(f"http://127.0.0.1:{self._runner.addresses[0][1]}")

    async def stop(self) -> None:
        await self._runner.cleanup()

    def then(self, *answers: Respond) -> None:
        self.answers.extend(answers)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        raw_query = request.raw_path.partition("?")[2]
        body = await request.read()
        self.asked.append(Asked(request.method, request.path, raw_query, request.headers, body))
        answer = self.answers.popleft() if self.answers else self.always
        assert answer is not None, f"no answer is written for {request.method} {request.path}"
        return await answer(request)


def ok(value: object, status: int = 200, **headers: str) -> Respond:
    """A JSON answer; underscores in header names are hyphens."""
    return text(msgspec.json.encode(value).decode(), status, **headers)


def error(status: int, name: str | int, message: str = "", **headers: str) -> Respond:
    """The exchange's error body."""
    return ok({"error": {"name": name, "message": message}}, status, **headers)


def text(body: str, status: int = 200, **headers: str) -> Respond:
    """Any body."""

    async def respond(_request: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=body, status=status, headers=named)

    return respond


async def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection instead of an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
