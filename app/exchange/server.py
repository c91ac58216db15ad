"""The exchange as a server: one loopback port for REST and WebSocket, started and stopped in this process."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from aiohttp import web
from aiohttp.typedefs import Handler

from app.clock import Clock, SystemClock
from app.exchange.auth import Authenticator, AuthError, Key
from app.exchange.config import Addresses, ExchangeConfig
from app.exchange.control import PATH as CONTROL_PATH
from app.exchange.control import Control
from app.exchange.failures import HTTP_LOG, failure, garbage
from app.exchange.faults import AnswerKind, Faults
from app.exchange.flow import Flow
from app.exchange.limits import GROUPS, Quotas
from app.exchange.members import AccountSpec
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
from app.exchange.sockets import InboundFrame, OutboundFrame, Sockets
from app.exchange.state import State, StateError
from app.exchange.stream import Hub
from app.exchange.universe import markets
from app.exchange.venue import Venue
from app.tasks import TaskOwner

_HOSTS = ("127.0.0.1", "localhost")
_LARGEST_BODY = 1024 * 1024
_DOORS = {
    "/websocket/v1": "public",
    "/websocket/v1/private": "private",
    "/websocket/v1/info": "info",
}
_LOGGED = 5000
_KEY_LIFE_MS = 365 * 24 * 3600 * 1000  # Upbit's keys live a year (protocol 5.3)


@dataclass(frozen=True)
class InboundRequest:
    """One HTTP request as it was answered: when (ms since the epoch), what, the status (101: upgrade)."""

    time_ms: int
    method: str
    path: str
    query: str
    status: int


class ExchangeServer:
    """A local, Upbit-compatible exchange. Everything it needs is made in `start`; one start a server.

    The test hand: `push`, `cut`, `close`, `pause`, `freeze`, `resume`, `refuse`, `set_idle`, `set_online`,
    the rules of `faults`, and the logs `requests`, `frames` and (with `control`) `sent`.
    """

    def __init__(self, config: ExchangeConfig | None = None, clock: Clock | None = None) -> None:
        self.config = config or ExchangeConfig()
        self.addresses: Addresses | None = None
        self._clock = clock or SystemClock()
        self._tasks = TaskOwner("exchange", lambda _, error: self._fail(error))
        self._state: State | None = None
        self.failure: asyncio.Future[Exception] | None = None
        self._runner: web.AppRunner | None = None
        self._refusals: list[int] = []
        self.requests: list[InboundRequest] = []
        self.faults = Faults()

    def __repr__(self) -> str:
        return f"<ExchangeServer {self.addresses.rest if self.addresses else 'not started'}>"

    async def start(self) -> Addresses:
        """Open the markets and the port; OSError if the port is taken, StateError for an unusable file."""
        config = self.config
        if config.state is not None:
            self._state = State(config.state)
        try:
            self._open_venue()
        except StateError:
            self._forget_state()
            raise
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[self._answer])
        for route in ROUTES:
            handler = self._handler(route)
            app.router.add_route(route.method, route.path, handler)
            if not route.private:  # some clients end the path of a quotation with a slash
                app.router.add_route(route.method, f"{route.path}/", handler)
        for path, side in _DOORS.items():
            app.router.add_get(path, self._door(side))
        if config.control:
            control = Control(self)
            app.router.add_post(CONTROL_PATH, control.command)
            app.router.add_get(f"{CONTROL_PATH}/log", control.log)
        self._runner = web.AppRunner(
            app, access_log=None, logger=HTTP_LOG, handle_signals=False, shutdown_timeout=1.0
        )
        await self._runner.setup()
        try:
            site = web.TCPSite(self._runner, "127.0.0.1", config.port)
            await site.start()
        except OSError:
            await self._runner.cleanup()
            self._forget_state()
            raise
        self.failure = asyncio.get_running_loop().create_future()
        self._tasks.start("flow", self.flow.run())
        port = self._runner.addresses[0][1]
        key = config.members()[0].keys[0]
        self.addresses = Addresses(
            rest=f"http://127.0.0.1:{port}",
            public=f"ws://127.0.0.1:{port}/websocket/v1",
            private=f"ws://127.0.0.1:{port}/websocket/v1/private",
            access_key=key.access_key,
            secret_key=key.secret_key,
        )
        return self.addresses

    def _open_venue(self) -> None:
        config, clock = self.config, self._clock
        specs = markets(config.markets)
        ids = random.Random(f"{config.seed}/{clock.time_ms()}")
        self.venue = Venue(
            specs,
            lambda name: random.Random(f"{config.seed}/{name}"),
            lambda: str(uuid.UUID(int=ids.getrandbits(128), version=4)),
            clock.time_ms(),
            self._state.load if self._state is not None else None,
        )
        for member in config.members():
            self._open_account(member)
        hub = Hub(self.venue)
        self._hub = hub
        self.sockets = Sockets(
            hub,
            clock,
            limited=config.limited,
            idle_s=config.idle_s,
            per_key=config.private_sockets,
            faults=self.faults,
            logs_sent=config.control,
        )
        self.flow = Flow(
            self.venue,
            hub,
            self.sockets,
            clock,
            moving=config.moving,
            book_rate=config.book_rate,
            scenario=config.scenario,
            save=self._state.save if self._state is not None else None,
        )
        self.flow.publish(clock.time_ms())
        in_a_year = clock.time_ms() + _KEY_LIFE_MS
        keys = {
            key.access_key: key if key.expires_ms is not None else replace(key, expires_ms=in_a_year)
            for member in config.members()
            for key in member.keys
        }
        authenticator, quotas = Authenticator(keys), Quotas()
        self._desk = Desk(self.venue, self.flow, authenticator, quotas, config.limited, clock.time_ms)

    def _open_account(self, member: AccountSpec) -> None:
        """Open an account unless it was restored; its coins were bought a little below today's price."""
        engine = self.venue.engine
        if any(account.name == member.name for account in engine.members()):
            return
        bought = {
            currency: self.venue.markets[f"KRW-{currency}"].price * 97 // 100
            for currency in member.balances
            if f"KRW-{currency}" in self.venue.markets
        }
        engine.open_account(member.name, member.balances, bought)
        if self._state is not None:
            self._state.open_account(engine, member.name)

    async def stop(self) -> None:
        """End every connection and task; idempotent."""
        await self._tasks.aclose()
        if self._runner is not None:
            await self.sockets.close()
            await self._runner.cleanup()
            self._runner = None
        self._forget_state()

    def _forget_state(self) -> None:
        if self._state is not None:
            self._state.close()
            self._state = None

    def _fail(self, error: BaseException) -> None:
        """Tell who waits for `failure`: an exchange that cannot keep what it did must end."""
        if isinstance(error, StateError) and self.failure is not None and not self.failure.done():
            self.failure.set_result(error)

    # -- the test hand ----

    @property
    def frames(self) -> list[InboundFrame]:
        """Every subscription request that came in, oldest first."""
        return self.sockets.frames

    @property
    def sent(self) -> list[OutboundFrame]:
        """The newest frames that went out, oldest first; kept with `control` only."""
        return list(self.sockets.sent or ())

    @property
    def connections(self) -> int:
        """How many WebSockets are open."""
        return len(self.sockets.open)

    def push(self, frame: Mapping[str, Any]) -> None:
        """Publish a DEFAULT-format event to its subscribers as if it had happened."""
        self._hub.push(dict(frame))

    def cut(self, side: str | None = None) -> None:
        """Abort all WebSockets, or those of one side ("public", "private")."""
        self.sockets.cut(side)

    def close(self, code: int, side: str | None = None) -> None:
        """Close all WebSockets, or those of one side, with a close code."""
        self._tasks.start(None, self.sockets.close_all(code, side))

    def pause(self) -> None:
        """Send no frames but answer pings, until `resume`."""
        self.sockets.pause()

    def set_idle(self, seconds: float) -> None:
        """Cut WebSockets where nothing moves for so long, from now on."""
        self.sockets.idle_s = seconds

    def set_online(self, market: str, online: bool) -> None:
        """Halt a market (403 market_offline) or let it go on; KeyError for an unknown one."""
        self.venue.engine.set_online(market, online)

    def revoke(self, access_key: str) -> None:
        """Take a key back: it is unknown from now on, and its WebSockets end; KeyError if it is already."""
        self.sockets.cut_key(self._desk.authenticator.revoke(access_key))

    def play(self, scenario: str) -> None:
        """Begin a scenario (calm, normal, burst, crash) now; KeyError for an unknown one."""
        self.flow.play(scenario, self._clock.time_ms())

    def freeze(self) -> None:
        """Keep the WebSockets open but silent and deaf, until `resume`."""
        self.sockets.freeze()

    def resume(self) -> None:
        """Go on after `freeze` or `pause`; what happened meanwhile is not told."""
        self.sockets.resume()

    def refuse(self, count: int, status: int = 503) -> None:
        """Answer the next `count` WebSocket upgrades with an HTTP status."""
        self._refusals = [status] * count

    # -- requests ----

    @web.middleware
    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
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
        rule = None if about_control else self.faults.for_request(request.method, request.path)
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
                response.enable_compression()
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
        if raw and request.method == "DELETE" and not self.config.delete_bodies:
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
        if self._refusals:
            raise WireError(self._refusals.pop(0), "server_error", "refused by the test hand")
        key, refusal = self._visitor(request) if side != "public" else (None, None)
        if refusal is not None and not self.config.auth_frames:
            raise refusal
        caller = key.account if key else request.remote or ""
        allow(self._desk, GROUPS["websocket"], caller, origin="Origin" in request.headers, quota_of=GROUPS)
        if self.sockets.is_crowded or (self._desk.limited and key and self.sockets.is_full(key)):
            raise WireError(429, "too_many_requests", "Too many connections.")
        # Noted here: the answer to an upgrade is complete only when the connection ends.
        self._note(request, 101)
        return await self.sockets.serve(request, side, key, refused=refusal is not None)

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
