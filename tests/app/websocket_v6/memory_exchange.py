"""An exchange in memory: answers, pushes, refuses, freezes and counts what breaks its limits."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from typing import Any

from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosedError, InvalidStatus
from websockets.frames import Close
from websockets.http11 import Response

from app.websocket_v6.transport import Address
from tests.app.websocket_v6.samples import NOW, SAMPLES, candle

Stream = tuple[str, str]
# When TCP asks again for a connection that nobody answers, in seconds after the first time.
ASKED_AGAIN = (0.0, 1.0, 3.0, 7.0)


class MemorySocket:
    """What the library uses of a PushConnection; messages arrive after the exchange's delay, in order."""

    def __init__(self, exchange: MemoryExchange, side: str) -> None:
        self.side = side
        self.streams: set[Stream] = set()
        self.protocol = self
        self.transport = self
        self.close_rcvd: Close | None = None
        self.closed = asyncio.Event()
        self.times: deque[float] = deque(maxlen=100)
        self._exchange = exchange
        self._take: Callable[[bytes], None] = lambda _: None
        self._arrives = {"in": 0.0, "out": 0.0}

    def deliver_to(self, take: Callable[[bytes], None]) -> None:
        self._take = take

    async def wait_closed(self) -> None:
        await self.closed.wait()

    async def send(self, text: str) -> None:
        self._refuse_closed()
        self.later("in", lambda: self._exchange.told(self, text))

    async def ping(self) -> asyncio.Future[None]:
        self._refuse_closed()
        pong = asyncio.get_running_loop().create_future()
        self.later("in", lambda: self.later("out", lambda: pong.done() or pong.set_result(None)))
        return pong

    async def close(self) -> None:
        self.abort()

    def abort(self) -> None:
        """End it, by either side."""
        self._exchange.sockets.discard(self)
        self.closed.set()

    def hand(self, raw: bytes) -> None:
        """Let a message arrive."""
        self.later("out", lambda: self._take(raw))

    def later(self, way: str, act: Callable[[], object]) -> None:
        """Act when what leaves now arrives; nothing arrives on an ended or a frozen socket."""
        loop = asyncio.get_running_loop()
        at = self._arrives[way] = max(self._arrives[way] + 1e-6, loop.time() + self._exchange.delay())
        loop.call_at(at, lambda: self.closed.is_set() or self._exchange.frozen or act())

    def _refuse_closed(self) -> None:
        if self.closed.is_set():
            raise ConnectionClosedError(None, None)


class MemoryExchange:
    """`mode`: "up", "refused", "silent" (nobody answers) or an HTTP status for the next connects.

    A stream is a type and a code; the type of a grouped book is called "orderbook.10000". Each has a
    version that `publish` counts up; a frame carries it as its price. Codes that are `bad` are answered
    by an error, `unknown` ones not at all.
    """

    def __init__(self, delay: Callable[[], float] = lambda: 0.01) -> None:
        self.delay = delay
        self.mode: str | int = "up"
        self.headers: dict[str, str] = {}
        self.body = b""
        self.frozen = False
        self.bad: set[str] = set()
        self.unknown: set[str] = set()
        self.sockets: set[MemorySocket] = set()
        self.connects: list[float] = []
        self.requests: list[tuple[float, str, list[dict[str, Any]]]] = []
        self.violations = 0
        self.versions: defaultdict[Stream, int] = defaultdict(lambda: 1)
        self._stamps: defaultdict[Stream, int] = defaultdict(lambda: NOW)

    async def open(self, address: Address, *, open_within: float, close_within: float) -> Any:
        """As transport.open_socket."""
        address.check(address.url)
        loop = asyncio.get_running_loop()
        self.connects.append(loop.time())
        self.violations += len(self.connects) > 5 and loop.time() - self.connects[-6] < 1
        await self._handshake(loop.time(), open_within)
        socket = MemorySocket(self, "private" if address.url.endswith("private") else "public")
        self.sockets.add(socket)
        return socket

    async def _handshake(self, began: float, within: float) -> None:
        for place, offset in enumerate(ASKED_AGAIN):
            await asyncio.sleep(began + offset - asyncio.get_running_loop().time())
            if self.mode == "refused":
                raise ConnectionRefusedError("nobody listens")
            if isinstance(self.mode, int):
                raise InvalidStatus(Response(self.mode, "", Headers(self.headers), self.body))
            if self.mode == "up" and not self.frozen:
                await asyncio.sleep(2 * self.delay())
                return
            if ASKED_AGAIN[place + 1] > within:
                await asyncio.sleep(within - offset)
                raise TimeoutError

    def told(self, socket: MemorySocket, text: str) -> None:
        """A message of a client arrived: 5 a second and 100 a minute are allowed."""
        now, times = asyncio.get_running_loop().time(), socket.times
        self.violations += len(times) >= 5 and now - times[-5] < 1
        self.violations += len(times) == 100 and now - times[0] < 60
        times.append(now)
        if text == "PING":
            return
        parts = json.loads(text)
        self.requests.append((now, socket.side, parts))
        streams = {(_name(part), code) for part in parts if "type" in part for code in _codes(part)}
        if any(code in self.bad for _, code in streams):
            socket.hand(b'{"error":{"name":"INVALID_PARAM","message":"refused"}}')
            socket.close_rcvd = Close(1000, "")
            asyncio.get_running_loop().call_later(0.16, socket.abort)
            return
        socket.streams = streams
        for part in parts:
            if "type" in part and not part.get("is_only_realtime"):
                for code in [code for code in part.get("codes", ()) if code not in self.unknown]:
                    socket.hand(self.frame((_name(part), code), "SNAPSHOT"))

    def publish(self, stream: Stream) -> int:
        """Something happens; returns the stream's new version."""
        self.versions[stream] += 1
        self._stamps[stream] = NOW + int(asyncio.get_running_loop().time() * 1_000)
        raw = self.frame(stream, "REALTIME")
        for socket in tuple(self.sockets):
            if stream in socket.streams or (stream[0], "") in socket.streams:
                socket.hand(raw)
        return self.versions[stream]

    def frame(self, stream: Stream, stream_type: str) -> bytes:
        """The newest state of a stream as the wire has it."""
        data_type, code = stream
        version = self.versions[stream]
        stamp = {"timestamp": self._stamps[stream], "stream_type": stream_type}
        if data_type == "trade":
            event = SAMPLES["trade"](code, trade_price=version, **stamp, sequential_id=version)
        elif data_type.startswith("orderbook"):
            stamp["level"] = int(data_type.partition(".")[2] or 0)
            levels = [(version + place, version - place, place + 1) for place in range(1, 16)]
            units = [{"ask_price": a, "bid_price": b, "ask_size": s, "bid_size": s} for a, b, s in levels]
            event = SAMPLES["orderbook"](code, orderbook_units=units, **stamp)
        elif data_type.startswith("candle."):
            event = candle(code, data_type.partition(".")[2], trade_price=version, **stamp)
        else:
            event = SAMPLES["ticker"](code, price=version, **stamp)
        return json.dumps(event, separators=(",", ":")).encode()

    def merged(self) -> set[Stream]:
        """What the open public sockets stream."""
        return {stream for socket in self.sockets if socket.side == "public" for stream in socket.streams}

    def cut(self) -> None:
        """Break every connection without a word."""
        for socket in tuple(self.sockets):
            socket.abort()


def _name(part: dict[str, Any]) -> str:
    """The wire's type; of a grouped book with its level, e.g. "orderbook.10000"."""
    return f"{part['type']}.{part['level']}" if "level" in part else str(part["type"])


def _codes(part: dict[str, Any]) -> list[str]:
    if part.get("is_only_snapshot"):
        return []
    return part.get("codes") or [""]
