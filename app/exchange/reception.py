"""Answering HTTP: every request's quota, token and fault, its error body, and the doors of the WebSockets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zlib import crc32

from aiohttp import web
from aiohttp.typedefs import Handler

from app.clock import Clock
from app.exchange.auth import AuthError, Key
from app.exchange.config import ExchangeConfig
from app.exchange.control import PATH as CONTROL_PATH
from app.exchange.failures import failure, garbage
from app.exchange.faults import AnswerKind, Faults
from app.exchange.limits import GROUPS
from app.exchange.parameters import signed_parameters
from app.exchange.rest_common import (
    Call,
    Desk,
    WireError,
    allow,
    error_response,
    error_text,
    json_response,
)
from app.exchange.routes import ROUTES, Route
from app.exchange.sockets import Sockets
from app.exchange.state import StateError

_HOSTS = ("127.0.0.1", "localhost")
_DOORS = {
    "/websocket/v1": "public",
    "/websocket/v1/private": "private",
    "/websocket/v1/info": "info",
}
_LOGGED = 5000


@dataclass(frozen=True)
class InboundRequest:
    """One HTTP request as it was answered: when (ms since the epoch), what, the status (101: upgrade)."""

    time_ms: int
    method: str
    path: str
    query: str
    status: int


class Reception:
    """Takes every request. `refusals` are the statuses that the next upgrades get instead of a WebSocket."""

    def __init__(
        self,
        desk: Desk,
        sockets: Sockets,
        config: ExchangeConfig,
        faults: Faults,
        clock: Clock,
        fail: Callable[[Exception], None],
    ) -> None:
        self._desk = desk
        self._sockets = sockets
        self._config = config
        self._faults = faults
        self._clock = clock
        self._fail = fail
        self.refusals: list[int] = []
        self.requests: list[InboundRequest] = []

    def __repr__(self) -> str:
        return f"<Reception {len(self.requests)} requests>"

    def open(self, router: web.UrlDispatcher) -> None:
        """Add every path of the REST API and the WebSockets."""
        for route in ROUTES:
            handler = self._handler(route)
            router.add_route(route.method, route.path, handler)
            if not route.private:  # some clients end the path of a quotation with a slash
                router.add_route(route.method, f"{route.path}/", handler)
        for path, side in _DOORS.items():
            router.add_get(path, self._door(side))

    @web.middleware
    async def answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Note every request, and turn refusals into error bodies; unknown hosts and paths included."""
        response = await self._judged(request, handler)
        if not isinstance(response, web.WebSocketResponse):
            self._note(request, response.status)
        return response

    async def _judged(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.host.rpartition(":")[0].strip("[]") not in _HOSTS and request.host not in _HOSTS:
            return json_response(error_text("forbidden", "This exchange serves this computer only."), 403)
        try:
            return await self._faulty(request, handler)
        except (WireError, AuthError) as error:
            return error_response(error)
        except StateError as error:
            self._fail(error)
            return failure(500)
        except web.HTTPException as error:
            if error.status in (404, 405):
                return json_response(error_text("not_found", "no Route matched with those values"), 404)
            return json_response(error_text("bad_request", error.reason), error.status)

    async def _faulty(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Answer a request as the faults in force will have it."""
        about_control = request.path.startswith(CONTROL_PATH)
        rule = None if about_control else self._faults.for_request(request.method, request.path)
        if rule is None:
            return await handler(request)
        if rule.kind is AnswerKind.DELAY:
            await self._clock.sleep(rule.seconds)
        if rule.kind is AnswerKind.REFUSE:
            return failure(rule.status, rule.name)
        response = None if rule.kind is AnswerKind.DROP else await handler(request)
        if rule.kind is AnswerKind.LATE:
            await self._clock.sleep(rule.seconds)
        if response is None or rule.kind is AnswerKind.RESET:
            if request.transport is not None:
                request.transport.abort()
            return failure(503)
        if rule.kind is AnswerKind.STATUS:
            return failure(rule.status, rule.name)
        return garbage(response) if rule.kind is AnswerKind.CORRUPT else response

    def _handler(self, route: Route) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            origin = not route.private and "Origin" in request.headers
            caller = request.remote or ""
            if route.private:
                # All keys of an account share one budget; who has no account spends his address's.
                caller = self._desk.authenticator.account_of(request.headers.get("Authorization")) or caller
            headers = allow(self._desk, GROUPS[route.group], caller, origin=origin, quota_of=GROUPS)
            response = await self._respond(route, request)
            response.headers.update(headers)
            if not route.private:
                response.headers["limit-by-ip"] = "Yes"
                response.headers["Cache-Control"] = "no-cache, no-store, max-age=0, must-revalidate"
                if isinstance(response, web.Response) and response.text:
                    response.headers["ETag"] = f'W/"{crc32(response.text.encode()):08x}"'
                if "gzip" in request.headers.get("Accept-Encoding", ""):
                    response.enable_compression(web.ContentCoding.gzip)  # Upbit has no other (protocol 3.1)
            return response

        return handle

    async def _respond(self, route: Route, request: web.Request) -> web.StreamResponse:
        """Run a handler; its refusals become answers here, so that they carry the quota header too."""
        try:
            if route.private:
                call = await self._identify(request, route.permission)
            else:
                call = Call(request.query, request.match_info)
            return await route.handler(self._desk, call)
        except (WireError, AuthError) as error:
            return error_response(error)

    async def _identify(self, request: web.Request, permission: str | None) -> Call:
        """Check the token, then the form of the body (order of protocol 4.17)."""
        authorization = request.headers.get("Authorization")
        raw = await request.read()
        if raw and request.method == "DELETE" and not self._config.delete_bodies:
            self._desk.authenticator.check(authorization, None, self._clock.time_ms())
            raise WireError(400, "QUERY_PARAMETER_NOT_SUPPORTED", "DELETE 요청은 쿼리 파라미터만 지원합니다.")
        raw_query = request.raw_path.partition("?")[2]
        said = signed_parameters(request.method, request.query, raw_query, raw)
        key = self._desk.authenticator.check(authorization, said.hashed, self._clock.time_ms())
        key.admit(request.remote or "", permission)
        if said.body is None:
            raise WireError(400, "bad_request", "요청 본문이 올바른 JSON이 아닙니다.")
        return Call(said.query, request.match_info, key.account, key.access_key, said.body)

    def _door(self, side: str) -> Handler:
        async def upgrade(request: web.Request) -> web.StreamResponse:
            return await self._upgrade(request, side)

        return upgrade

    async def _upgrade(self, request: web.Request, side: str) -> web.StreamResponse:
        if self.refusals:
            raise WireError(self.refusals.pop(0), "server_error", "refused by the test hand")
        key, refusal = self._visitor(request) if side != "public" else (None, None)
        if refusal is not None and not self._config.auth_frames:
            raise refusal
        caller = key.account if key else request.remote or ""
        allow(self._desk, GROUPS["websocket"], caller, origin="Origin" in request.headers, quota_of=GROUPS)
        if self._sockets.is_crowded or (self._desk.limited and key and self._sockets.is_full(key)):
            raise WireError(429, "too_many_requests", "Too many connections.")
        # Noted here: the answer to an upgrade is complete only when the connection ends.
        self._note(request, 101)
        return await self._sockets.serve(request, side, key, refused=refusal is not None)

    def _visitor(self, request: web.Request) -> tuple[Key | None, AuthError | None]:
        """The key that a private upgrade brings, or why there is none."""
        try:
            key = self._desk.authenticator.check(
                request.headers.get("Authorization"), None, self._clock.time_ms()
            )
            key.admit(request.remote or "", None)
        except AuthError as error:
            return None, error
        return key, None

    def _note(self, request: web.Request, status: int) -> None:
        path, _, query = request.raw_path.partition("?")
        self.requests.append(InboundRequest(self._clock.time_ms(), request.method, path, query, status))
        if len(self.requests) > _LOGGED:
            del self.requests[: _LOGGED // 2]
