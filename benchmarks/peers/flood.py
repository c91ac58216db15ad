"""One feeder for every client: frames made beforehand, sent as fast as the reader takes them.

Speaks the WebSocket protocol by hand, so that the feeder is never what is measured. Prints its port; what is
asked for (type, format) is what is sent. Ends with its stdin. With `RATE COUNT` it sends so many a second,
that many in all, of everything that was asked for: tickers, and to each hundred 10 books and 5 trades. Each
carries as `timestamp` the ms at which it was written to the socket; at the end a JSON line tells how late.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
import sys
import time
from typing import Any, ClassVar

from app.exchange.wire import Spelling, frame_of
from tests.app.websocket_v6.samples import NOW, SAMPLES

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
FRAMES = 200
# Stands in a frame that is made beforehand, until it is written; 13 digits, as ms have until the year 2286.
STAMP = b"1000000000000"


class Feed(asyncio.Protocol):
    """One client: answers the handshake, reads one request, then floods, or sends at a `pace`."""

    pace: ClassVar[tuple[int, ...]] = ()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.set_write_buffer_limits(high=2**18)
        self._transport, self._data, self._open = transport, b"", False
        self._block: bytes = b""
        self._paused = False
        self._pacing: asyncio.Task[None] | None = None

    def data_received(self, data: bytes) -> None:
        self._data += data
        if not self._open:
            head, end, self._data = self._data.partition(b"\r\n\r\n")
            if not end:
                self._data = head
                return
            self._open = True
            self._transport.write(handshake(head))
        while (parsed := unmasked(self._data)) is not None:
            is_ping, (text, self._data) = self._data[0] & 15 == 9, parsed
            if is_ping:
                self._transport.write(bytes([0x8A, len(text)]) + text)
            if text.startswith(b"[") and not self._block and self._pacing is None:
                self._begin(json.loads(text))

    def _begin(self, request: list[dict[str, Any]]) -> None:
        kind = next(part["type"] for part in request if "type" in part)
        spelling = next((part["format"] for part in request if "format" in part), "DEFAULT")
        codes = next(part["codes"] for part in request if "codes" in part)
        if self.pace:
            mixed = mix([part for part in request if "type" in part], spelling)
            self._pacing = asyncio.get_running_loop().create_task(self._send_paced(mixed))
            return
        first, self._block = frames(kind, [code.partition(".")[0] for code in codes], spelling)
        self._transport.write(first)
        self._go_on()

    def _go_on(self) -> None:
        if not self._paused and not self._transport.is_closing():
            self._transport.write(self._block)
            asyncio.get_running_loop().call_soon(self._go_on)

    async def _send_paced(self, mixed: list[bytes]) -> None:
        rate, count = self.pace
        began, sent, latest = time.perf_counter(), 0, 0.0
        while sent < count and not self._transport.is_closing():
            await asyncio.sleep(0.004)
            now = time.perf_counter() - began
            latest = max(latest, now - sent / rate)
            due = min(count, int(now * rate))
            block = b"".join(mixed[place % len(mixed)] for place in range(sent, due))
            self._transport.write(block.replace(STAMP, b"%d" % (time.time_ns() // 1_000_000)))
            sent = due
        last = time.perf_counter() - began - count / rate
        print(json.dumps({"feeder_behind": last, "feeder_latest": latest}), flush=True)

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._go_on()


def handshake(head: bytes) -> bytes:
    """The answer to an upgrade."""
    lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    key = next(value for name, value in lines.items() if name.lower() == b"sec-websocket-key")
    accept = base64.b64encode(hashlib.sha1(key.strip() + MAGIC).digest())
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
    )


def unmasked(data: bytes) -> tuple[bytes, bytes] | None:
    """The text of the first client frame and what follows it, or None when it is not all there."""
    if len(data) < 6:
        return None
    size, start = data[1] & 127, 2
    if size == 126:
        size, start = struct.unpack(">H", data[2:4])[0], 4
    elif size == 127:
        size, start = struct.unpack(">Q", data[2:10])[0], 10
    if len(data) < start + 4 + size:
        return None
    mask, body = data[start : start + 4], data[start + 4 : start + 4 + size]
    return bytes(byte ^ mask[place % 4] for place, byte in enumerate(body)), data[start + 4 + size :]


def frames(kind: str, codes: list[str], spelling: str) -> tuple[bytes, bytes]:
    """A picture of each code, and a block of happenings, over and over."""
    first = b"".join(wired(event(kind, code, 0, "SNAPSHOT"), spelling) for code in codes)
    each = (event(kind, codes[number % len(codes)], number, "REALTIME") for number in range(FRAMES))
    return first, b"".join(wired(one, spelling) for one in each)


def mix(parts: list[dict[str, Any]], spelling: str) -> list[bytes]:
    """A thousand frames of what was asked for."""
    codes = {part["type"]: part["codes"] for part in parts}
    kinds = ["orderbook"] * 10 + ["trade"] * 5 + ["ticker"] * 85
    wanted = [kind for kind in kinds if kind in codes]
    return [
        wired(
            event(kind, codes[kind][number % len(codes[kind])], number, "REALTIME")
            | {"timestamp": int(STAMP)},
            spelling,
        )
        for number, kind in enumerate(wanted * (1_000 // len(wanted)))
    ]


def event(kind: str, code: str, number: int, stream_type: str) -> dict[str, Any]:
    """A frame of 15 levels, or a ticker, or an execution, each a little different."""
    price = 100_000_000 + 1_000 * (number % 50)
    if kind == "orderbook":
        units = [
            {
                "ask_price": price + 1_000 * (place + 1),
                "bid_price": price - 1_000 * place,
                "ask_size": 0.01 * (place + number + 1),
                "bid_size": 0.02 * (place + 1),
            }
            for place in range(15)
        ]
        return SAMPLES[kind](code, timestamp=NOW + number, orderbook_units=units, stream_type=stream_type)
    changes: dict[str, Any] = {"trade_price": price, "timestamp": NOW + number, "stream_type": stream_type}
    if kind == "trade":
        changes["sequential_id"] = NOW * 10_000 + number
    return SAMPLES[kind](code, **changes)


def wired(one: dict[str, Any], spelling: str) -> bytes:
    """A binary WebSocket frame, as Upbit's are."""
    body = frame_of(one, Spelling.SIMPLE if "SIMPLE" in spelling else Spelling.DEFAULT)
    if "LIST" in spelling:
        body = b"[" + body + b"]"
    size = bytes([len(body)]) if len(body) < 126 else b"\x7e" + struct.pack(">H", len(body))
    return b"\x82" + size + body


async def main(*pace: str) -> None:
    Feed.pace = tuple(map(int, pace))
    server = await asyncio.get_running_loop().create_server(Feed, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
