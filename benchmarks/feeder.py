"""A paced source of frames: the real exchange with a still market, told its rate line by line on stdin.

Books of KRW-BTC carry the time at which they were pushed, in microseconds of the machine's monotonic clock,
as their `timestamp`, so that the process that paints them can tell how long they took.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import msgspec

from app.exchange.server import ExchangeConfig, ExchangeServer

TURN_SECONDS = 0.001
# Beyond that this machine is too slow for the rate: longer and longer turns would make it slower still.
TURNS_MADE_UP = 30
STAMPED = "KRW-BTC"
# Of a hundred messages on a desk's wire: the book it shows, trades of it, tickers of the whole market.
BOOKS, TRADES = 10, 5
SEED = 7
MOST_WAITING = 2**20  # bytes

Frame = dict[str, Any]


@dataclass
class Hose:
    """How many messages a second are to come out, and how many trades have."""

    rate: float = 0.0
    trades: int = 0


async def main() -> None:
    """Serve until stdin ends; each line on it is messages a second, answered by the trades so far."""
    server = ExchangeServer(ExchangeConfig(moving=False, limited=False))
    addresses = await server.start()
    print(
        json.dumps({"rest": addresses.rest, "keys": [addresses.access_key, addresses.secret_key]}), flush=True
    )
    frames, hose = mix(await snapshots(addresses.rest)), Hose()
    pushing = asyncio.create_task(push(server, frames, hose))
    while line := await asyncio.to_thread(sys.stdin.readline):
        hose.rate = float(line)
        print(hose.trades, flush=True)
    pushing.cancel()
    await server.stop()


async def push(server: ExchangeServer, frames: Iterator[Frame], hose: Hose) -> None:
    """Push as many frames a turn as the rate asks for, making up for late turns as far as TURNS_MADE_UP."""
    due, last = 0.0, time.monotonic()
    while True:
        await asyncio.sleep(TURN_SECONDS)
        now = time.monotonic()
        due, last = min(due + (now - last) * hose.rate, hose.rate * TURN_SECONDS * TURNS_MADE_UP + 1), now
        if due >= 1:
            sent = list(itertools.islice(frames, int(due)))
            write(server, sent)
            hose.trades += sum(frame["type"] == "trade" for frame in sent)
        due -= int(due)


def write(server: ExchangeServer, frames: list[Frame]) -> None:
    """Send frames to every desk, all in one write: the exchange's own way takes 100 µs a frame."""
    for frame in frames:
        if frame["type"] == "orderbook":
            frame["timestamp"] = time.monotonic_ns() // 1000
    sent = b"".join(head(len(raw)) + raw for raw in map(msgspec.json.encode, frames))
    for connection in server.sockets.open:
        transport = connection._transport
        is_desk = any(
            wish.type == "orderbook" and STAMPED in wish.codes for wish in connection.subscriber.wishes
        )
        # A desk that cannot keep up misses frames; what it received is told beside its figures.
        if is_desk and transport is not None and transport.get_write_buffer_size() < MOST_WAITING:
            transport.write(sent)


def head(size: int) -> bytes:
    """How a text frame of so many bytes begins on the wire."""
    return bytes((0x81, size)) if size < 126 else b"\x81\x7e" + size.to_bytes(2, "big")


async def snapshots(rest: str) -> list[Frame]:
    """One ticker of every KRW market, the stamped market's book and its last trade, as the wire has them."""
    async with aiohttp.ClientSession() as http:
        async with http.get(f"{rest}/v1/ticker/all", params={"quote_currencies": "KRW"}) as answer:
            codes = [row["market"] for row in await answer.json()]
        async with http.ws_connect(rest.replace("http", "ws") + "/websocket/v1") as socket:
            wishes = [{"type": "ticker", "codes": codes}]
            wishes += [{"type": kind, "codes": [STAMPED]} for kind in ("orderbook", "trade")]
            await socket.send_str(json.dumps([{"ticket": "feeder"}, *wishes]))
            frames = [json.loads((await socket.receive()).data) for _ in range(len(codes) + 2)]
    return [{**frame, "stream_type": "REALTIME"} for frame in frames]


def mix(frames: list[Frame]) -> Iterator[Frame]:
    """Frames for ever, each changed a little from the one before, so that nothing can be skipped as equal."""
    tickers = itertools.cycle([frame for frame in frames if frame["type"] == "ticker"])
    book = next(frame for frame in frames if frame["type"] == "orderbook")
    trade = next(frame for frame in frames if frame["type"] == "trade")
    for number, kind in enumerate(kinds()):
        if kind == "orderbook":
            yield vary_book(book, number)
        elif kind == "trade":
            sequential_id = trade["sequential_id"] + number
            yield {**trade, "sequential_id": sequential_id, "trade_volume": 0.001 * (number % 97)}
        else:
            ticker = next(tickers)
            yield {**ticker, "acc_trade_price_24h": ticker["acc_trade_price_24h"] + number}


def kinds() -> Iterator[str]:
    """The types of the messages for ever: mixed as independent streams are, the same in every run."""
    dice = random.Random(SEED)
    hundred = ["orderbook"] * BOOKS + ["trade"] * TRADES + ["ticker"] * (100 - BOOKS - TRADES)
    while True:
        dice.shuffle(hundred)
        yield from hundred


def vary_book(book: Frame, number: int) -> Frame:
    """The same book with other sizes on five levels."""
    units = [dict(unit) for unit in book["orderbook_units"]]
    for place in range(5):
        units[(number + place * 7) % len(units)]["ask_size"] = round(
            0.01 + (number * 13 + place) % 1000 / 500, 8
        )
    return {**book, "orderbook_units": units}


if __name__ == "__main__":
    asyncio.run(main())
