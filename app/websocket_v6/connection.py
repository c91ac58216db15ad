"""One side's socket: opens it with the first wish, reads it, keeps it alive, brings it back for ever."""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.frames import CloseCode

from app.clock import Clock
from app.errors import EndpointError
from app.tasks import TaskOwner, in_loop
from app.websocket_v6.backoff import Backoff, Fault
from app.websocket_v6.faults import End, end_of_connect
from app.websocket_v6.health import ConnectionState, ConnectionStatus, Side, Watchdog
from app.websocket_v6.rate_limiter import ConnectPace, RateLimiter
from app.websocket_v6.transport import Address, OpenSocket, PushConnection, open_socket

_log = logging.getLogger(__name__)

SLEPT_AFTER = 10.0
BLOCKED_BEFORE = "the exchange answered 429 or 418 to an earlier run"


@dataclass(frozen=True, slots=True)
class Timings:
    """All waits of a connection, in seconds."""

    linger: float = 3.0
    frame_gap: float = 0.25
    ping_every: float = 15.0
    pong_within: float = 10.0
    open_within: float = 4.0
    close_within: float = 0.8
    silent_after: float = 3.0
    look_every: float = 0.5
    early_close: float = 2.0
    canary_after: float = 15.0
    hold_after_refusal: float = 2.0
    snapshot_within: float = 5.0
    lag_at_most: float = 5.0


class Work(Protocol):
    """What a connection does its work for: says what to send, and takes what comes in."""

    @property
    def wishes_anything(self) -> bool:
        """Whether a socket is needed at all."""

    @property
    def must_tell(self) -> bool:
        """Whether `next_request` would give a frame."""

    def opened(self) -> None:
        """A new socket begins, which knows nothing."""

    def not_taken(self) -> None:
        """The exchange did not take the last request."""

    def next_request(self) -> str | None:
        """The frame to send, or None when the exchange knows all wishes."""

    def received(self, raw: bytes, at: float) -> None:
        """Something came in; must not raise."""

    def looked(self, now: float) -> None:
        """Called at every look while a socket is open."""


class Connection:
    """Runs one socket as long as somebody wishes something.

    One task has one socket at a time, and a socket delivers only until its end, so nothing of an old
    one comes afterwards. Before `silent_until` (monotonic) the exchange wants to hear nothing.
    """

    def __init__(
        self,
        side: Side,
        work: Work,
        *,
        told: Callable[[ConnectionStatus], None],
        tasks: TaskOwner,
        clock: Clock,
        pace: ConnectPace,
        timings: Timings,
        open_socket: OpenSocket = open_socket,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.side = side
        self.status = ConnectionStatus(side)
        self.timings = timings
        self._work = work
        self._told = told
        self._tasks = tasks
        self._clock = clock
        self._pace = pace
        self._open_socket = open_socket
        self._chance = chance
        self._address: Address | None = None
        self._backoff = Backoff()
        self._limiter = RateLimiter()
        self._socket: PushConnection | None = None
        self._end: End | None = None
        self._task: asyncio.Task[None] | None = None
        self._auth_tries = 0
        self.silent_until = -math.inf
        self._wake = asyncio.Event()
        self._hurry = asyncio.Event()
        self._last_data = 0.0
        self._earlier_data: float | None = None  # the newest of the sockets before
        self._frames = 0

    def __repr__(self) -> str:
        return f"<Connection {self.side} {self.status.state} {self._backoff!r}>"

    @property
    def is_down(self) -> bool:
        """Whether five or more attempts failed in a row."""
        return self._backoff.is_down

    # --- what the manager asks for: all synchronous, the wire follows by itself ------------------

    def use(self, address: Address | None) -> None:
        """Connect there from now on, or nowhere; a socket to elsewhere, or with other keys, is replaced."""
        self._address = address
        self._auth_tries = 0
        if self._task is not None:
            self._tasks.cancel(self.side)
            self._task = None
            self._set(ConnectionState.DISCONNECTED)
        elif self.status.state is ConnectionState.AUTH_FAILED:
            self._set(ConnectionState.DISCONNECTED)
        self.wishes_changed()

    def wishes_changed(self) -> None:
        """Look at the wishes again, once this turn of the loop is through."""
        self._wake.set()
        if not self._work.wishes_anything:
            self._hurry.set()
        elif self._task is None and self._may_run() and in_loop():
            self._task = self._tasks.start(self.side, self._run())

    def retry_now(self) -> None:
        """Try at once, whatever the waiting time; also after refused keys."""
        self._backoff.forget()
        self._auth_tries = 0
        self._hurry.set()
        if self.status.state is ConnectionState.AUTH_FAILED:
            self._set(ConnectionState.DISCONNECTED)
            self.wishes_changed()

    def drop(self, fault: Fault, reason: str) -> None:
        """End the socket that is open now, without politeness, because it is of no use any more."""
        if self._socket is not None and self._end is None:
            self._end = End(fault, reason)
            self._socket.transport.abort()

    def hold(self, seconds: float = 0.0) -> None:
        """The exchange did not take the last request: say everything again, but not before a while."""
        self._work.not_taken()
        self._limiter.hold(self._clock.monotonic() + max(seconds, self.timings.hold_after_refusal))
        self._wake.set()

    def closed(self) -> None:
        """The manager has ended; the tasks are its own."""
        self._set(ConnectionState.CLOSED)

    def _may_run(self) -> bool:
        return self._address is not None and self.status.state not in (
            ConnectionState.AUTH_FAILED,
            ConnectionState.CLOSED,
        )

    # --- the life of the side ----------------------------------------------------------------

    async def _run(self) -> None:
        try:
            await self._keep_connected()
        finally:
            # At once, not when the task owner hears of it: a wish may come in this very turn.
            if self._task is asyncio.current_task():
                self._task = None

    async def _keep_connected(self) -> None:
        retry = False
        while self._work.wishes_anything:
            self._hurry.clear()
            end = await self._one_socket(retry=retry)
            if end.fault is None:
                retry = False
                continue
            if end.fault is Fault.AUTH:
                self._auth_tries += 1
                if self._auth_tries >= 2:
                    _log.warning("%s: the exchange refused the keys: %s", self.side, end.reason)
                    self._set(ConnectionState.AUTH_FAILED, end.reason, stale=True)
                    return
            retry = True
            await self._pause(end)
        self._set(ConnectionState.DISCONNECTED)

    async def _one_socket(self, *, retry: bool) -> End:
        assert self._address is not None
        # Asked again after waiting: somebody else may have taken the place meanwhile.
        while wait := self._wait_for_place(retry=retry):  # noqa: ASYNC110
            await asyncio.sleep(wait)
        if not self._work.wishes_anything:
            return End(None, "")
        state = ConnectionState.RECONNECTING if retry else ConnectionState.CONNECTING
        self._set(state, self.status.reason, stale=retry, attempt=self._backoff.failures)
        began = self._clock.monotonic()
        try:
            socket = await self._open_socket(
                self._address, open_within=self.timings.open_within, close_within=self.timings.close_within
            )
        except (OSError, WebSocketException, EndpointError, TimeoutError) as error:
            end = end_of_connect(error, has_keys=self.side is Side.PRIVATE)
            return replace(end, waited=self._clock.monotonic() - began)
        return await self._serve(socket)

    def _wait_for_place(self, *, retry: bool) -> float:
        """Seconds until a connect may be tried; a block by the exchange binds also a person who hurries."""
        now = self._clock.monotonic()
        if now < self.silent_until:
            reason = self.status.reason or BLOCKED_BEFORE
            self._set(ConnectionState.RECONNECTING, reason, stale=True, retry_at=self.silent_until)
            return self.silent_until - now
        return self._pace.claim(now, retry=retry)

    async def _serve(self, socket: PushConnection) -> End:
        began = self._clock.monotonic()
        self._socket, self._end = socket, None
        self._limiter = RateLimiter(gap=self.timings.frame_gap)
        self._earlier_data = self._data_at
        self._last_data, self._frames = began, 0
        self._work.opened()
        self._wake.set()
        self._set(ConnectionState.CONNECTED, stale=self.status.stale, attempt=self._backoff.failures)
        helpers = {"send": self._send(socket), "keep": self._keep_alive(socket), "look": self._look()}
        for name, work in helpers.items():
            self._tasks.start(f"{self.side}:{name}", work)
        try:
            socket.deliver_to(self._received)
            await socket.wait_closed()
        finally:
            socket.deliver_to(_ignore)
            self._socket = None
            for name in helpers:
                self._tasks.cancel(f"{self.side}:{name}")
            # After a stall or a cut this returns at once; a socket that is left on purpose gets its 1000.
            await socket.close()
        end = self._end or self._end_of_socket(socket, began)
        if end.fault is not Fault.AUTH:
            self._auth_tries = 0
        return end

    def _received(self, raw: bytes) -> None:
        if self._end is not None:
            return  # what is still buffered belongs to a socket that has ended
        now = self._clock.monotonic()
        if not self._frames:
            self._first_data(now)
        self._last_data = now
        self._frames += 1
        self._work.received(raw, now)

    def _end_of_socket(self, socket: PushConnection, began: float) -> End:
        said = socket.protocol.close_rcvd
        reason = f"closed by the exchange: {said}" if said is not None else "the connection was lost"
        if said is not None and said.code == CloseCode.SERVICE_RESTART:
            return End(Fault.RESTART, "the exchange restarts")
        early = not self._frames and self._clock.monotonic() - began < self.timings.early_close
        return End(Fault.REFUSED if early and said is not None else Fault.NETWORK, reason)

    async def _pause(self, end: End) -> None:
        assert end.fault is not None
        now = self._clock.monotonic()
        delay = self._backoff.failed(end.fault, now, self._chance())
        if end.fault is Fault.NETWORK:
            # An attempt that nobody answered has waited already.
            delay = max(0.0, delay - end.waited)
        delay, self.silent_until = max(delay, end.silence), max(self.silent_until, now + end.silence)
        failures = self._backoff.failures
        level = logging.INFO if failures < 5 else logging.DEBUG
        _log.log(level, "%s: %s; try %d in %.2f s", self.side, end.reason, failures, delay)
        self._set(
            ConnectionState.RECONNECTING, end.reason, stale=True, attempt=failures, retry_at=now + delay
        )
        with suppress(TimeoutError):
            async with asyncio.timeout(delay):
                await self._hurry.wait()

    # --- the helpers of one socket -------------------------------------------------------------

    async def _send(self, socket: PushConnection) -> None:
        with suppress(ConnectionClosed):
            while await self._wishes_left():
                if self._work.must_tell:
                    await self._take_turn()
                    request = self._work.next_request()
                    if request is not None:
                        await socket.send(request)
                        self._subscribed()
            self._end = End(None, "nobody wishes anything")
            await socket.close()

    async def _wishes_left(self) -> bool:
        """Wait for a change; False when nothing has been wished for as long as the socket lingers."""
        await self._wake.wait()
        self._wake.clear()
        # The rest of this loop turn may bring more wishes: they go into the same frame.
        await asyncio.sleep(0)
        while not self._work.wishes_anything:
            try:
                async with asyncio.timeout(self.timings.linger):
                    await self._wake.wait()
                    self._wake.clear()
            except TimeoutError:
                return self._work.wishes_anything
        return True

    async def _take_turn(self, *, light: bool = False) -> None:
        while (wait := self._limiter.claim(self._clock.monotonic(), light=light)) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)

    def _subscribed(self) -> None:
        if self.status.state is not ConnectionState.SUBSCRIBED:
            self._set(ConnectionState.SUBSCRIBED, stale=self.status.stale, attempt=self._backoff.failures)
        if self.side is Side.PRIVATE and not self._frames:
            # A private stream sends nothing of itself; prices are live again with the first of them.
            self._first_data(self._clock.monotonic())

    def _first_data(self, now: float) -> None:
        self._backoff.connected(now)
        self._set(self.status.state)

    async def _keep_alive(self, socket: PushConnection) -> None:
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(self.timings.ping_every)
                await self._take_turn(light=True)
                await socket.send("PING")
                pong = await socket.ping()
                try:
                    async with asyncio.timeout(self.timings.pong_within):
                        await pong
                except TimeoutError:
                    self.drop(Fault.NETWORK, "no answer to a ping")
                    return

    async def _look(self) -> None:
        """Notice silence on a stream that was lively, and that the machine has slept."""
        watchdog = Watchdog(self.timings.silent_after, self.timings.look_every)
        looked = self._clock.monotonic()
        while True:
            await asyncio.sleep(self.timings.look_every)
            before, looked = looked, self._clock.monotonic()
            self._work.looked(looked)
            if looked - before > SLEPT_AFTER:
                self.drop(Fault.NETWORK, "the computer has slept")
            elif self.side is Side.PUBLIC and watchdog.stalled(self._frames, looked - self._last_data):
                self._set(self.status.state, "no data", stale=True)
                self.drop(Fault.NETWORK, f"no data for {self.timings.silent_after:g} s")

    @property
    def _data_at(self) -> float | None:
        return self._last_data if self._frames else self._earlier_data

    def _set(
        self,
        state: ConnectionState,
        reason: str = "",
        *,
        stale: bool = False,
        attempt: int = 0,
        retry_at: float | None = None,
    ) -> None:
        data_at = self._data_at if stale else None
        status = ConnectionStatus(self.side, state, reason, stale, attempt, retry_at, data_at)
        if status != self.status:
            self.status = status
            self._told(status)


def _ignore(_: bytes) -> None:
    """What a socket still says while it is being closed is of no use any more."""
