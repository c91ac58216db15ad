"""The WebSocket doors: each connection's reading and writing, keepalive, and the test hand's grip."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from aiohttp import WSMsgType, web

from app.clock import Clock
from app.exchange.auth import Key
from app.exchange.faults import Faults, FrameKind
from app.exchange.limits import MessageQuota
from app.exchange.requests import Request, RequestError, read
from app.exchange.stream import Hub, Subscriber
from app.exchange.wire import object_of, text
from app.tasks import TaskOwner

_log = logging.getLogger(__name__)

_UP = b'{"status":"UP"}'
_ROOM = 8 * 1024 * 1024
"""Bytes that may wait for one slow reader before it is cut off."""
_BAD_AUTH = "인증 정보가 올바르지 않습니다."
_NEEDED = {"myOrder": "view_orders", "myAsset": "view_account"}
_ERROR_LINGER_S = 0.15
MOST_CONNECTIONS = 1000
_TURN_S = 0.001
_SENT_KEPT = 5000
_LARGEST_MESSAGE = 256 * 1024


@dataclass(frozen=True)
class InboundFrame:
    """One subscription request as it came in: when (ms since the epoch), which side, which connection."""

    time_ms: int
    side: str
    connection: int
    text: str


@dataclass(frozen=True)
class OutboundFrame:
    """One frame as it was handed to a connection: when (ms since the epoch), which side, to whom."""

    time_ms: int
    side: str
    connection: int
    text: str


class Post(Protocol):
    """What stands between a sender and the outboxes: the faults in force, and the log of what was sent."""

    faults: Faults
    paused: bool

    def note(self, connection: Connection, frame: bytes) -> None: ...


class Connection:
    """One socket: an outbox that never blocks its sender, and the reader's small conversation."""

    def __init__(
        self,
        number: int,
        side: str,
        key: Key | None,
        quota: MessageQuota | None,
        may_write: asyncio.Event,
        post: Post,
    ) -> None:
        self.number = number
        self.side = side
        self.ws = web.WebSocketResponse(autoping=False, max_msg_size=_LARGEST_MESSAGE, heartbeat=None)
        self.key = key
        self.subscriber = Subscriber(self, key.account if key else None)
        self.quota = quota
        self.wants_up = False
        self.warned = False
        self.last_active = 0.0
        self._may_write = may_write
        self._transport: asyncio.Transport | None = None
        self._outbox: deque[bytes] = deque()
        self._waiting = 0
        self._wake = asyncio.Event()
        self._gone = False
        self._post = post
        self._held: bytes | None = None

    def __repr__(self) -> str:
        return f"<Connection {self.number} {self.side} waiting={self._waiting}>"

    async def open(self, request: web.Request) -> None:
        """Complete the upgrade."""
        self.ws.headers.update({"Remaining-Req": "group=websocket; min=300; sec=3", "limit-by-ip": "Yes"})
        await self.ws.prepare(request)
        self._transport = request.transport

    def send(self, frame: bytes) -> None:
        """Queue a frame, or what the faults in force make of it."""
        if self._post.paused:
            return
        rule = self._post.faults.for_frame(self.side, frame)
        held, self._held = self._held, None
        if rule is None:
            self._queue(frame)
        elif rule.kind is FrameKind.DELAY:
            asyncio.get_running_loop().call_later(rule.seconds, self._queue, frame)
        elif rule.kind is FrameKind.DUPLICATE:
            for _ in range(rule.copies + 1):
                self._queue(frame)
        elif rule.kind is FrameKind.CORRUPT:
            self._queue(frame[: len(frame) // 2])
        elif rule.kind is FrameKind.REORDER:
            self._held = frame
        if held is not None:
            self._queue(held)

    def _queue(self, frame: bytes) -> None:
        """Put a frame into the outbox; a reader that is megabytes behind is cut off, not remembered."""
        if self._gone or not self._may_write.is_set():
            return
        self._post.note(self, frame)
        self._outbox.append(frame)
        self._waiting += len(frame)
        if self._waiting > _ROOM:
            _log.info("%r is too slow and is cut off", self)
            self.abort()
        self._wake.set()

    def abort(self) -> None:
        """End the connection without a word (1006 at the other end)."""
        self._gone = True
        self._outbox.clear()
        self._wake.set()
        if self._transport is not None:
            self._transport.abort()

    async def write(self, monotonic: Callable[[], float]) -> None:
        """Send what is queued until the connection is gone."""
        while not self._gone:
            await self._wake.wait()
            await self._may_write.wait()
            self._wake.clear()
            try:
                while self._outbox:
                    frame = self._outbox.popleft()
                    self._waiting -= len(frame)
                    await self.ws.send_bytes(frame)
            except ConnectionError:
                return
            self.last_active = monotonic()


class Sockets:
    """All connections of a server."""

    def __init__(
        self,
        hub: Hub,
        clock: Clock,
        *,
        limited: bool,
        idle_s: float,
        per_key: int = 5,
        faults: Faults | None = None,
        logs_sent: bool = False,
    ) -> None:
        self._hub = hub
        self._clock = clock
        self._limited = limited
        self.idle_s = idle_s
        self._per_key = per_key
        self._tasks = TaskOwner("exchange sockets")
        self._numbers = 0
        self._may_write = asyncio.Event()
        self._may_write.set()
        self.open: dict[Connection, None] = {}
        self.frames: list[InboundFrame] = []
        self.faults = faults or Faults()
        self.paused = False
        self.sent: deque[OutboundFrame] | None = deque(maxlen=_SENT_KEPT) if logs_sent else None

    def is_full(self, key: Key) -> bool:
        """Whether a key has as many private connections as it may."""
        return sum(connection.key == key for connection in self.open) >= self._per_key

    @property
    def is_crowded(self) -> bool:
        """Whether there are as many connections as this exchange serves."""
        return len(self.open) >= MOST_CONNECTIONS

    async def serve(
        self, request: web.Request, side: str, key: Key | None, *, refused: bool = False
    ) -> web.WebSocketResponse:
        """Run one connection from its upgrade to its end; a refused one hears why and is closed."""
        self._numbers += 1
        quota = MessageQuota() if self._limited else None
        connection = Connection(self._numbers, side, key, quota, self._may_write, self)
        await connection.open(request)
        connection.last_active = self._clock.monotonic()
        self.open[connection] = None
        writer = f"write {connection.number}"
        self._tasks.start(writer, connection.write(self._clock.monotonic))
        try:
            if refused:
                await self._complain(connection, "INVALID_AUTH", _BAD_AUTH, last=True)
            await self._read(connection)
        finally:
            self.open.pop(connection, None)
            self._hub.leave(connection.subscriber)
            self._tasks.cancel(writer)
        return connection.ws

    async def _read(self, connection: Connection) -> None:
        ws = connection.ws
        async for message in ws:
            connection.last_active = self._clock.monotonic()
            await self._may_write.wait()
            if message.type == WSMsgType.PING:
                await ws.pong(message.data)
            elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY) and not await self._hear(
                connection, message.data
            ):
                return

    async def _hear(self, connection: Connection, data: str | bytes) -> bool:
        """Act on one message; False when it ended the connection."""
        if data in ("PING", b"PING"):
            connection.wants_up = True
            return True
        self._note(connection, data)
        if connection.quota is not None and not connection.quota.ask(self._clock.monotonic()):
            return await self._complain(
                connection, "Too Many Requests", "요청이 너무 많습니다.", last=connection.warned
            )
        try:
            request = read(data, connection.side)
            _require_permissions(connection, request)
        except RequestError as error:
            return await self._complain(connection, error.name, error.message, last=True)
        await self._obey(connection, request)
        return True

    async def _obey(self, connection: Connection, request: Request) -> None:
        if request.lists:
            self._hub.tell_list(connection.subscriber, request)
            return
        since = self._clock.monotonic()
        for _ in self._hub.replace(connection.subscriber, request, self._clock.time_ms()):
            if self._clock.monotonic() - since > _TURN_S:
                # Hundreds of snapshots must not hold up everybody else.
                await asyncio.sleep(0)
                since = self._clock.monotonic()

    async def _complain(self, connection: Connection, name: str, message: str, *, last: bool) -> bool:
        error = object_of([("name", text(name)), ("message", text(message))])
        connection.send(f'{{"error":{error}}}'.encode())
        connection.warned = True
        if not last:
            return True
        self._hub.leave(connection.subscriber)
        await self._clock.sleep(_ERROR_LINGER_S)
        await connection.ws.close(code=1000)
        return False

    def _note(self, connection: Connection, data: str | bytes) -> None:
        words = data.decode(errors="replace") if isinstance(data, bytes) else data
        self.frames.append(InboundFrame(self._clock.time_ms(), connection.side, connection.number, words))
        if len(self.frames) > _SENT_KEPT:
            del self.frames[: _SENT_KEPT // 2]

    # -- the server's beat ----

    def say_up(self) -> None:
        """Answer everyone who ever sent PING; called every 10 s."""
        for connection in tuple(self.open):
            if connection.wants_up:
                connection.send(_UP)

    def cut_idle(self) -> None:
        """Cut those where nothing moved for too long."""
        border = self._clock.monotonic() - self.idle_s
        for connection in tuple(self.open):
            if connection.last_active < border:
                connection.abort()

    # -- the test hand ----

    def cut(self, side: str | None = None) -> None:
        """Abort all connections (of one side)."""
        for connection in tuple(self.open):
            if side in (None, connection.side):
                connection.abort()

    def cut_key(self, key: Key) -> None:
        """Abort the connections that a key has opened."""
        for connection in tuple(self.open):
            if connection.key == key:
                connection.abort()

    async def close_all(self, code: int, side: str | None = None) -> None:
        """Close all connections (of one side) politely with a close code."""
        for connection in tuple(self.open):
            if side in (None, connection.side):
                await connection.ws.close(code=code)

    def freeze(self) -> None:
        """Stay connected and say nothing, hear nothing, until `resume`."""
        self._may_write.clear()

    def pause(self) -> None:
        """Send no frames but answer pings and take requests, until `resume`."""
        self.paused = True

    def resume(self) -> None:
        """Go on after `freeze` or `pause`."""
        self.paused = False
        self._may_write.set()

    def note(self, connection: Connection, frame: bytes) -> None:
        """Remember a frame that goes out, if that was asked for."""
        if self.sent is not None:
            words = frame.decode(errors="replace")
            self.sent.append(OutboundFrame(self._clock.time_ms(), connection.side, connection.number, words))

    async def close(self) -> None:
        """Say goodbye to everyone and wait until all have gone."""
        self._may_write.set()
        for connection in tuple(self.open):
            connection.abort()
        await self._tasks.aclose()


def _require_permissions(connection: Connection, request: Request) -> None:
    """Refuse what the connection's key may not see; the protocol has no other name for it."""
    for wish in request.wishes:
        if connection.key is not None and not connection.key.may(_NEEDED.get(wish.type)):
            raise RequestError("INVALID_AUTH", _BAD_AUTH)
