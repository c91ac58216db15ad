"""The exchange as a server: one loopback port for REST and WebSocket, started and stopped in this process."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from aiohttp import web

from app.clock import Clock, SystemClock
from app.exchange.auth import KEY_LIFE_MS, Authenticator
from app.exchange.config import Addresses, ExchangeConfig
from app.exchange.control import PATH as CONTROL_PATH
from app.exchange.control import Control
from app.exchange.failures import HTTP_LOG
from app.exchange.faults import Faults
from app.exchange.flow import Flow, MarketStopped
from app.exchange.limits import Quotas
from app.exchange.members import AccountSpec
from app.exchange.reception import InboundRequest, Reception
from app.exchange.rest_common import Desk
from app.exchange.sockets import InboundFrame, OutboundFrame, Sockets
from app.exchange.state import State, StateError
from app.exchange.stream import Hub
from app.exchange.universe import markets
from app.exchange.venue import Venue
from app.tasks import TaskOwner

_LARGEST_BODY = 1024 * 1024


class ExchangeServer:
    """A local, Upbit-compatible exchange. Everything it needs is made in `start`; one start a server.

    The test hand: `push`, `cut`, `close`, `pause`, `freeze`, `resume`, `refuse`, `set_idle`, `set_online`,
    the rules of `faults`, and the logs `requests`, `frames` and (with `control`) `sent`.
    """

    def __init__(self, config: ExchangeConfig | None = None, clock: Clock | None = None) -> None:
        self.config = config or ExchangeConfig()
        self.addresses: Addresses | None = None
        self._clock = clock or SystemClock()
        self._tasks = TaskOwner("exchange", self._task_failed)
        self._state: State | None = None
        self.failure: asyncio.Future[Exception] | None = None
        self._runner: web.AppRunner | None = None
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
        app = web.Application(client_max_size=_LARGEST_BODY, middlewares=[self._reception.answer])
        self._reception.open(app.router)
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
        in_a_year = clock.time_ms() + KEY_LIFE_MS
        keys = {
            key.access_key: key if key.expires_ms is not None else replace(key, expires_ms=in_a_year)
            for member in config.members()
            for key in member.keys
        }
        authenticator, quotas = Authenticator(keys), Quotas()
        desk = Desk(self.venue, self.flow, authenticator, quotas, config.limited, clock.time_ms)
        self._authenticator = authenticator
        self._reception = Reception(desk, self.sockets, config, self.faults, clock, self._fail)

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

    def _task_failed(self, name: str, error: BaseException) -> None:
        if isinstance(error, StateError):
            self._fail(error)
        elif name == "flow":
            self._fail(MarketStopped(f"The market broke off: {error!r}."))

    def _fail(self, error: Exception) -> None:
        """Tell who waits for `failure`: an exchange that cannot go on, or keep what it did, must end."""
        if self.failure is not None and not self.failure.done():
            self.failure.set_result(error)

    # -- the test hand ----

    @property
    def requests(self) -> list[InboundRequest]:
        """The newest HTTP requests that were answered, oldest first."""
        return self._reception.requests

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
        self.sockets.cut_key(self._authenticator.revoke(access_key))

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
        self._reception.refusals = [status] * count
