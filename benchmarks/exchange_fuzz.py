"""Rubbish for the exchange: random and mutated REST requests and WebSocket frames, and whether it minds.

`python -m benchmarks exchange_fuzz` sends 8,000 in half a minute, `--long` the goal's 200,000 in six: half of
them requests, half frames to public and private sockets, and clients that leave in the middle of an upgrade.
No answer may be a 500, no word may appear on its stderr, every frame and body is JSON with an error of a
known name, the common mistakes get the name they have at Upbit, and neither memory nor descriptors grow.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import struct
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import psutil
from yarl import URL

from app.exchange.routes import ROUTES
from benchmarks.exchange_speed import token
from benchmarks.report import figure, finish

ROOT = Path(__file__).resolve().parent.parent
SHORT, LONG = 8_000, 200_000
WORKERS = 64
WILD = (
    "",
    "-1",
    "0",
    "1e999",
    "NaN",
    "null",
    "[]",
    "{}",
    "KRW-BTC",
    "krw-btc",
    "KRW-NOPE",
    "9" * 400,
    "\x00",
    "%",
    "한글",
)
WILD += (
    "1.5",
    "true",
    "2026-13-40",
    "2026-11-01T00:00:00+09:00",
    "a" * 1500,
    "' OR 1=1",
    "\u2028",
    "5000",
    "bid",
    "limit",
)
NAMES = "market markets count to cursor days_ago level uuid identifier uuids[] states[] state page limit side"
NAMES += " volume price ord_type time_in_force smp_type order_by start_time end_time pairs quote_currencies"
NAMES += " cancel_side is_details"
NAMES += " new_ord_type prev_order_uuid new_price new_volume converting_price_unit"
FRAME_ERRORS = {"WRONG_FORMAT", "NO_TICKET", "NO_TYPE", "NO_CODES", "INVALID_PARAM", "INVALID_AUTH"}
GOOD_FRAMES: tuple[list[dict[str, Any]], ...] = (
    [{"ticket": "t"}, {"type": "ticker", "codes": ["KRW-BTC"]}, {"format": "SIMPLE"}],
    [
        {"ticket": "t"},
        {"type": "orderbook", "codes": ["KRW-BTC.5"], "level": 10000, "is_only_snapshot": True},
    ],
    [{"ticket": "t"}, {"type": "candle.1m", "codes": ["KRW-BTC", "KRW-ETH"]}, {"format": "JSON_LIST"}],
    [{"ticket": "t"}, {"type": "trade", "codes": ["KRW-BTC"], "is_only_realtime": True}],
    [{"ticket": "t"}, {"method": "LIST_SUBSCRIPTIONS"}],
    [{"ticket": "t"}, {"type": "myOrder"}, {"type": "myAsset"}],
    [{"ticket": "t"}, {"type": "announcement", "categories": ["notice"], "include_body": True}],
)
UPGRADE = b"GET /websocket/v1%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
UPGRADE += b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
SUBSCRIBED = b'[{"ticket":"t"},{"type":"ticker","codes":["KRW-BTC"]}]'
RESET = struct.pack("ii", 1, 0)  # no lingering: closing sends RST instead of FIN
LEAVERS = 0.1
# method, path, parameters, what the token says of them (None: no token), status, name
COMMON: tuple[tuple[str, str, dict[str, str], str | None, int, object], ...] = (
    ("GET", "/v1/candles/days", {}, None, 400, 400),
    ("GET", "/v1/candles/days", {"market": "KRW-NOPE"}, None, 404, 404),
    ("GET", "/v1/candles/days", {"market": "KRW-BTC", "count": "abc"}, None, 400, 400),
    ("GET", "/v1/candles/minutes/7", {"market": "KRW-BTC"}, None, 400, 400),
    ("GET", "/v1/trades/ticks", {"market": "KRW-BTC", "count": "501"}, None, 400, 400),
    ("GET", "/v1/nowhere", {}, None, 404, "not_found"),
    ("GET", "/v1/accounts", {}, None, 401, "no_authorization_token"),
    ("GET", "/v1/accounts", {}, "rubbish", 401, "jwt_verification"),
    ("GET", "/v1/accounts", {}, "stranger", 401, "invalid_access_key"),
    ("GET", "/v1/order", {"uuid": "none"}, "right", 404, "order_not_found"),
    ("GET", "/v1/order", {}, "right", 400, "invalid_parameter"),
    ("GET", "/v1/order", {"uuid": "none"}, "unhashed", 401, "invalid_query_payload"),
    ("GET", "/v1/orders/chance", {"market": "KRW-NOPE"}, "right", 400, "notfoundmarket"),
    ("DELETE", "/v1/order", {"uuid": "none"}, "right", 404, "order_not_found"),
)


class Tally:
    """What came back."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.errors: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.requests = 0
        self.frames = 0
        self.leavers = 0

    def blame(self, what: str) -> None:
        """Remember something that should not have been."""
        if len(self.wrong) < 20:
            self.wrong.append(what[:300])


class Fuzzer:
    """One run against one exchange."""

    def __init__(self, keys: dict[str, str], seed: int) -> None:
        self._keys = keys
        self._chance = random.Random(seed)
        self.tally = Tally()

    async def requests(self, count: int) -> None:
        """So many REST requests, by many workers."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            await asyncio.gather(*(self._request_some(session, -(-count // WORKERS)) for _ in range(WORKERS)))

    async def frames(self, count: int) -> None:
        """So many WebSocket frames; a socket lives until one of them ends it."""
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
            while (left := count - self.tally.frames) > 0:
                await asyncio.gather(*(self._frame_some(session) for _ in range(min(left, WORKERS))))

    async def _request_some(self, session: aiohttp.ClientSession, count: int) -> None:
        for _ in range(count):
            self.tally.requests += 1
            draw = self._chance.random()
            if draw < 0.2:
                await self._common(session)
            elif draw < 0.22:
                await self._raw_bytes()
            else:
                await self._random(session)

    async def _common(self, session: aiohttp.ClientSession) -> None:
        method, path, params, said, status, name = self._chance.choice(COMMON)
        query = "&".join(f"{key}={value}" for key, value in params.items())
        headers = {} if said is None else {"Authorization": self._token(said, query)}
        url = URL(f"{self._keys['rest']}{path}?{query}", encoded=True)
        async with session.request(method, url, headers=headers) as answer:
            body = await answer.text()
            self.tally.statuses[answer.status] += 1
            if answer.status != status or json.loads(body)["error"]["name"] != name:
                self.tally.blame(f"{method} {path} {params} {said}: {answer.status} {body}")

    def _token(self, said: str, query: str) -> str:
        if said == "rubbish":
            return "Bearer a.b.c"
        if said == "stranger":
            return token(self._keys | {"access_key": "nobody"}, query)
        return token(self._keys, query if said == "right" else "")

    async def _random(self, session: aiohttp.ClientSession) -> None:
        chance = self._chance
        route = chance.choice(ROUTES)
        path = route.path
        for part in ("{kind}", "{unit}"):
            path = path.replace(
                part, quote(chance.choice(("minutes", "days", "1", "7", "seconds", *WILD)), safe="")
            )
        params = {chance.choice(NAMES.split()): chance.choice(WILD) for _ in range(chance.randrange(5))}
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in params.items())
        body = self._body(params) if route.method == "POST" or chance.random() < 0.05 else None
        hashed = "&".join(f"{name}={value}" for name, value in params.items())
        headers = (
            {"Authorization": token(self._keys, hashed)} if route.private and chance.random() < 0.9 else {}
        )
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = URL(f"{self._keys['rest']}{path}" + ("" if body else f"?{query}"), encoded=True)
        async with session.request(route.method, url, headers=headers, data=body) as answer:
            self._judge(f"{route.method} {url} {body!r}", answer.status, await answer.read())

    def _body(self, params: dict[str, str]) -> bytes:
        chance = self._chance
        said = json.dumps(params if chance.random() < 0.7 else [params, chance.choice(WILD)]).encode()
        if chance.random() < 0.3:
            said = mutated(said, chance)
        return said

    def _judge(self, what: str, status: int, body: bytes) -> None:
        self.tally.statuses[status] += 1
        try:
            answer = json.loads(body)
        except ValueError:
            self.tally.blame(f"{what}: no JSON: {body[:80]!r}")
            return
        if status >= 500 or (status >= 400 and not answer["error"]["name"]) or b"Traceback" in body:
            self.tally.blame(f"{what}: {status} {body[:80]!r}")

    async def _raw_bytes(self) -> None:
        """What is no HTTP at all, or nearly none."""
        host = URL(self._keys["rest"])
        reader, writer = await asyncio.open_connection(host.host, host.port)
        request = b"GET /v1/market/all HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        writer.write(mutated(request, self._chance))
        if writer.can_write_eof():
            writer.write_eof()
        try:
            async with asyncio.timeout(5):
                answer = await reader.read()
        except (TimeoutError, ConnectionError):
            answer = b""
        writer.close()
        self.tally.statuses[int(answer[9:12]) if answer[9:12].isdigit() else 0] += 1
        if b"HTTP/1.1 5" in answer[:16] or b"Traceback" in answer:
            self.tally.blame(f"raw: {answer[:120]!r}")

    async def _frame_some(self, session: aiohttp.ClientSession) -> None:
        if self._chance.random() < LEAVERS:
            await self._leave_early()
        side = self._chance.choice(("public", "private"))
        headers = {"Authorization": token(self._keys)} if side == "private" else {}
        async with session.ws_connect(self._keys[side], headers=headers, max_msg_size=0) as stream:
            for _ in range(self._chance.randrange(1, 12)):
                if stream.closed:
                    return
                self.tally.frames += 1
                await self._send(stream)
                async with asyncio.timeout(10):
                    if await self._hear(stream):
                        return

    async def _leave_early(self) -> None:
        """Begin an upgrade and hang up: in its headers, before its answer, or with a frame under way."""
        self.tally.leavers += 1
        private = self._chance.random() < 0.5
        said = UPGRADE % (b"/private" if private else b"")
        said += f"Authorization: {token(self._keys)}\r\n\r\n".encode() if private else b"\r\n"
        said += bytes([0x81, 0x80 | len(SUBSCRIBED), 0, 0, 0, 0]) + SUBSCRIBED
        if self._chance.random() < 0.5:
            said = said[: self._chance.randrange(len(said))]
        host = URL(self._keys["rest"])
        _, writer = await asyncio.open_connection(host.host, host.port)
        if self._chance.random() < 0.5:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        writer.write(said)
        await asyncio.sleep(self._chance.choice((0, 0, 0.001, 0.01)))
        writer.close()

    async def _send(self, stream: aiohttp.ClientWebSocketResponse) -> None:
        said = json.dumps(self._chance.choice(GOOD_FRAMES)).encode()
        if self._chance.random() < 0.6:
            said = mutated(said, self._chance)
        if self._chance.random() < 0.5:
            await stream.send_bytes(said)
        else:
            await stream.send_str(said.decode(errors="replace"))
        # An answer that every living socket owes tells that the frame before it was dealt with.
        await stream.ping()

    async def _hear(self, stream: aiohttp.ClientWebSocketResponse) -> bool:
        """Whether the exchange ended the conversation; every frame up to the next silence is looked at."""
        while True:
            try:
                message = await asyncio.wait_for(stream.receive(), 0.02)
            except TimeoutError:
                return False
            if message.type not in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT):
                if stream.close_code not in (None, 1000, 1007):
                    self.tally.blame(f"closed with {stream.close_code}")
                return True
            frame = json.loads(message.data)
            if isinstance(frame, dict) and "error" in frame:
                name = frame["error"]["name"]
                self.tally.errors[name] += 1
                if name not in FRAME_ERRORS:
                    self.tally.blame(f"frame error {frame}")


def mutated(said: bytes, chance: random.Random) -> bytes:
    """The same with a few bytes turned, lost, doubled or put in."""
    for _ in range(chance.randrange(1, 6)):
        place = chance.randrange(len(said) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            said = said[:place] + bytes([chance.randrange(256)]) + said[place + 1 :]
        elif kind == 1:
            said = said[:place] + said[place + chance.randrange(20) :]
        elif kind == 2:
            said = said[:place] + said[max(0, place - 10) :]
        else:
            said = said[:place] + json.dumps(chance.choice(WILD)).encode() + said[place:]
    return said


async def fuzz(keys: dict[str, str], process: psutil.Process, count: int) -> Tally:
    """All of it in quarters; memory and descriptors are compared between the first and the last."""
    fuzzer = Fuzzer(keys, seed=1)
    memory, handles = [], []
    for quarter in range(1, 5):
        await fuzzer.requests(count // 8)
        await fuzzer.frames(quarter * (count // 8))
        await asyncio.sleep(1)
        memory.append(process.memory_info().rss / 1e6)
        handles.append(process.num_fds())
        tally = fuzzer.tally
        progress = {"requests": tally.requests, "frames": tally.frames, "wrong": tally.wrong}
        print(json.dumps(progress | {"memory_mb": round(memory[-1], 1)}), flush=True)
    figure(
        "memory from the first quarter to the last",
        memory[-1] - memory[0],
        "MB more",
        gate=8,
        goal="exchange",
    )
    figure("open descriptors from the first quarter to the last", handles[-1] - handles[0], "more", gate=2)
    return fuzzer.tally


def main() -> int:
    """0 when nothing went wrong."""
    cli = argparse.ArgumentParser()
    cli.add_argument("--long", dest="count", action="store_const", const=LONG)
    cli.add_argument("--count", type=int, default=SHORT)
    count = cli.parse_args().count
    command = [
        sys.executable,
        "-m",
        "app.exchange",
        "--no-limits",
        "--markets",
        "6",
        "--private-sockets",
        "1000",
    ]
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=words) as process,
    ):
        assert process.stdout is not None
        try:
            ready = json.loads(process.stdout.readline())
            tally = asyncio.run(fuzz(ready, psutil.Process(process.pid), count))
            alive = process.poll() is None
        finally:
            process.terminate()
        code = process.wait(10)
        words.seek(0)
        said = words.read().decode(errors="replace")
    figure("requests", tally.requests, "requests")
    figure("frames", tally.frames, "frames")
    figure("clients that left during an upgrade", tally.leavers, "clients")
    figure("answers with 500", sum(n for status, n in tally.statuses.items() if status >= 500), "", gate=0)
    figure("lines on stderr", len(said.splitlines()), "lines", gate=0)
    figure("answers of the wrong kind or name", len(tally.wrong), "", gate=0)
    print(
        json.dumps(
            {"statuses": dict(tally.statuses), "frame errors": dict(tally.errors), "wrong": tally.wrong}
        )
    )
    if said:
        print(said[:3000], file=sys.stderr)
    return 0 if alive and code == 0 and not said and not tally.wrong else 1


if __name__ == "__main__":
    finish(main())
