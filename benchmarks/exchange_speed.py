"""P9: how fast the local exchange is: its engine, its answers, and the frames it serves on one core."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from random import Random
from typing import Any

import aiohttp
import psutil

from app.exchange.engine import Engine, OrderRequest
from benchmarks.exchange_process import cpu_seconds, desk_streams, exchange
from benchmarks.report import figure, finish, percentile

ORDERS = 20_000
ROUNDS = 300
SECONDS = 6.0
SOCKETS = 3


def rate(what: str, value: float, unit: str, least: float) -> None:
    """Print a figure that has to be at least so much."""
    figure(what, value, unit, least=least, goal="P9")


def orders_through_the_engine() -> float:
    """Orders a second, limit and market ones of two members between house quotes, events drained."""
    chance, numbers = Random(1), iter(range(10**9))
    engine = Engine(lambda: str(next(numbers)))
    engine.open_market("KRW-BTC")
    for name in ("ann", "bob"):
        engine.open_account(name, {"KRW": Decimal(10**13), "BTC": Decimal(10**6)})
    wishes = [_wish(chance) for _ in range(ORDERS)]
    begin = time.perf_counter()
    for number, wish in enumerate(wishes):
        if number % 200 == 0:
            _quote(engine, number)
        engine.place("ann" if number % 2 else "bob", wish, number)
        engine.drain()
    return ORDERS / (time.perf_counter() - begin)


def _wish(chance: Random) -> OrderRequest:
    side, volume = chance.choice(["bid", "ask"]), Decimal(chance.randrange(10_000, 10**7)).scaleb(-8)
    if chance.random() < 0.8:
        price = Decimal(100_000_000 + 1000 * chance.randrange(-20, 20))
        return OrderRequest("KRW-BTC", side, "limit", volume, price, smp_type="none")
    if side == "bid":
        return OrderRequest("KRW-BTC", side, "price", None, volume * 10**8, smp_type="none")
    return OrderRequest("KRW-BTC", side, "market", volume, None, smp_type="none")


def _quote(engine: Engine, now: int) -> None:
    for step in range(1, 40):
        engine.set_level("KRW-BTC", "ask", Decimal(100_000_000 + step * 1000), Decimal(5), now)
        engine.set_level("KRW-BTC", "bid", Decimal(100_000_000 - step * 1000), Decimal(5), now)


def token(keys: dict[str, str], hashed: str = "") -> str:
    """The Authorization header of one request."""
    claims = {"access_key": keys["access_key"], "nonce": str(uuid.uuid4())}
    if hashed:
        claims |= {"query_hash": hashlib.sha512(hashed.encode()).hexdigest(), "query_hash_alg": "SHA512"}
    head, body = (_base64(json.dumps(part).encode()) for part in ({"alg": "HS512", "typ": "JWT"}, claims))
    sign = hmac.new(keys["secret_key"].encode(), f"{head}.{body}".encode(), "sha512").digest()
    return f"Bearer {head}.{body}.{_base64(sign)}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


async def answers(keys: dict[str, str]) -> list[float]:
    """Milliseconds from sending an order to its first myOrder frame, one order after the other."""
    body = {"market": "KRW-BTC", "side": "bid", "ord_type": "limit", "volume": "0.001", "price": "20000000"}
    hashed = "&".join(f"{key}={value}" for key, value in body.items())
    taken = []
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": token(keys)}
        async with session.ws_connect(keys["private"], headers=headers) as socket:
            await socket.send_json([{"ticket": "t"}, {"type": "myOrder"}])
            for _ in range(ROUNDS):
                signed = {"Authorization": token(keys, hashed)}
                begin = time.perf_counter()
                posting = asyncio.ensure_future(_post(session, f"{keys['rest']}/v1/orders", body, signed))
                await socket.receive()
                taken.append((time.perf_counter() - begin) * 1000)
                await posting
    return taken


async def _post(
    session: aiohttp.ClientSession, url: str, body: dict[str, str], headers: dict[str, str]
) -> None:
    async with session.post(url, json=body, headers=headers) as response:
        assert response.status == 201


@asynccontextmanager
async def listening(public: str, parts: list[dict[str, Any]], count: int) -> AsyncIterator[list[int]]:
    """Sockets that count what they receive."""
    counts = [0] * count

    async def listen(index: int, session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(public, max_msg_size=0) as socket:
            await socket.send_json([{"ticket": str(index)}, *parts])
            async for _ in socket:
                counts[index] += 1

    unlimited = aiohttp.TCPConnector(limit=0)  # a client session has a hundred connections otherwise
    async with aiohttp.ClientSession(connector=unlimited) as session, asyncio.TaskGroup() as group:
        tasks = [group.create_task(listen(index, session)) for index in range(count)]
        yield counts
        for task in tasks:
            task.cancel()


async def frames(process: psutil.Process, keys: dict[str, str]) -> tuple[float, float]:
    """Book frames a second of the wall clock, and a second of the server's processor time."""
    async with aiohttp.ClientSession() as session, session.get(f"{keys['rest']}/v1/market/all") as answer:
        codes = [row["market"] for row in await answer.json()]
    books = [{"type": "orderbook", "codes": codes, "is_only_realtime": True}]
    async with listening(keys["public"], books, SOCKETS) as counts:
        await asyncio.sleep(3)
        before, used, begin = sum(counts), cpu_seconds(process), time.perf_counter()
        await asyncio.sleep(SECONDS)
        got, spent = sum(counts) - before, cpu_seconds(process) - used
        return got / (time.perf_counter() - begin), got / spent


async def connections(keys: dict[str, str], count: int) -> float:
    """Seconds until so many sockets, opened at once, have their first frames."""
    begin = time.perf_counter()
    parts = [{"type": "ticker", "codes": ["KRW-BTC"]}, {"type": "orderbook", "codes": ["KRW-BTC"]}]
    async with listening(keys["public"], parts, count) as counts:
        while min(counts) < 2:  # noqa: ASYNC110 - a look every 10 ms is fine enough for this figure
            await asyncio.sleep(0.01)
    return time.perf_counter() - begin


def beside_a_desk() -> None:
    """The same answers from the whole market, with a desk's streams read by another process."""
    with exchange("--no-limits") as (_, keys):
        client = desk_streams(keys["public"])
        try:
            time.sleep(8)
            taken = asyncio.run(answers(keys))
        finally:
            client.kill()
            client.wait()
    for words, share in (("median", 0.5), ("95 of 100", 0.95)):
        figure(
            f"the same beside a desk, 300 markets, {words}", percentile(taken, share), "ms", gate=5, goal="P9"
        )


def main() -> None:
    """All of P9."""
    figure("load of the machine before this started (1 min)", psutil.getloadavg()[0], "processes", goal="P9")
    rate("orders through the engine", orders_through_the_engine(), "orders/s", 2000)
    with exchange("--no-limits", "--markets", "20") as (_, keys):
        time.sleep(3)  # a fresh exchange draws the years behind its markets in between
        taken = asyncio.run(answers(keys))
        figure("order sent to its myOrder frame, median", percentile(taken, 0.5), "ms", gate=5, goal="P9")
        figure("order sent to its myOrder frame, 95 of 100", percentile(taken, 0.95), "ms", gate=5, goal="P9")
        figure("order sent to its myOrder frame, 99 of 100", percentile(taken, 0.99), "ms", goal="P9")
        figure(
            "200 connections at once, all served after", asyncio.run(connections(keys, 200)), "s", goal="P9"
        )
    beside_a_desk()
    with exchange("--no-limits", "--book-rate", "4000") as (process, keys):
        wall, core = asyncio.run(frames(process, keys))
        rate("book frames of 30 levels to three clients", wall, "frames/s", 2000)
        rate("book frames of 30 levels on one core", core, "frames/s of processor time", 2000)


if __name__ == "__main__":
    main()
    finish()
