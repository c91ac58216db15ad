"""A REST proxy before the real exchange that loses, delays and spoils what passes through it."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from enum import StrEnum

import aiohttp
from aiohttp import web
from yarl import URL


class Fault(StrEnum):
    """What happens to one request; those that start with "accept" reach the exchange first."""

    DROP = "drop"
    ACCEPT_THEN_RESET = "accept then reset"
    ACCEPT_THEN_500 = "accept then 500"
    ACCEPT_THEN_503_PAGE = "accept then 503 page"
    ACCEPT_THEN_GARBAGE = "accept then garbage"
    ACCEPT_THEN_LATE = "accept then late"
    THROTTLE = "429"
    BAN = "418"


class FaultProxy:
    """Passes requests on; `faults` meet the next POSTs, `down` breaks every connection.

    `mute` takes requests and answers none. While it `forgets`, the exchange seems to know no order;
    `nameless` takes the identifiers out of answers.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        self.rest = ""
        self.faults: deque[Fault | None] = deque()
        self.down = False
        self.forgets = False
        self.nameless = False
        self.mute = False
        self.muted = asyncio.Event()
        self.posts: list[dict[str, str]] = []
        self.seen: list[str] = []
        self.before_post: Callable[[dict[str, str]], Awaitable[None] | None] | None = None
        self._session: aiohttp.ClientSession
        self._runner: web.AppRunner

    async def start(self) -> None:
        self._session = aiohttp.ClientSession()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.rest = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if self.down:
            return _reset(request)
        self.seen.append(f"{request.method} {request.path}")
        if self.mute:
            self.muted.set()
            return await _late(request)
        if self.forgets and request.path == "/v1/orders/open":
            return web.json_response([])
        if self.forgets and request.path == "/v1/order":
            return _error(404, "order_not_found")
        fault = None
        if request.method == "POST":
            body = await request.json()
            self.posts.append(body)
            if self.before_post is not None:
                await (self.before_post(body) or _nothing())
            fault = self.faults.popleft() if self.faults else None
        if fault is Fault.DROP:
            return _reset(request)
        if fault in (Fault.THROTTLE, Fault.BAN):
            return _error(429 if fault is Fault.THROTTLE else 418)
        return _spoil(request, await self._pass_on(request), fault) or await _late(request)

    async def _pass_on(self, request: web.Request) -> web.Response:
        headers = {
            name: request.headers[name]
            for name in ("Authorization", "Content-Type")
            if name in request.headers
        }
        url = URL(f"{self.target}{request.raw_path}", encoded=True)
        async with self._session.request(
            request.method, url, data=await request.read() or None, headers=headers
        ) as answer:
            body = await answer.read()
            if self.nameless:
                body = body.replace(b'"identifier"', b'"not_the_identifier"')
            return web.Response(status=answer.status, body=body, content_type="application/json")


def _spoil(request: web.Request, answer: web.Response, fault: Fault | None) -> web.StreamResponse | None:
    if fault is Fault.ACCEPT_THEN_RESET:
        return _reset(request)
    if fault is Fault.ACCEPT_THEN_500:
        return _error(500)
    if fault is Fault.ACCEPT_THEN_503_PAGE:
        return web.Response(status=503, text="<html>maintenance</html>", content_type="text/html")
    if fault is Fault.ACCEPT_THEN_GARBAGE:
        return web.Response(status=answer.status, body=b'{"uuid":')
    return None if fault is Fault.ACCEPT_THEN_LATE else answer


async def _late(request: web.Request) -> web.StreamResponse:
    # Longer than any client waits; ends when the client hangs up.
    await asyncio.sleep(60)
    return _reset(request)


async def _nothing() -> None:
    return None


def _reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def _error(status: int, name: str = "") -> web.Response:
    name = name or ("too_many_requests" if status < 500 else "server_error")
    error = {"name": name, "message": "30"}
    return web.json_response({"error": error}, status=status)
