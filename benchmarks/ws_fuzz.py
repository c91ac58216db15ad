"""G11 and G12 of the sockets: mutated frames and misbehaving callbacks; the good ones between must arrive.

`python -m benchmarks.ws_fuzz` takes half a minute; `--long` runs the goals' full counts.
"""

from __future__ import annotations

import asyncio
import json
import logging
import math
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from app.websocket_v6 import DataType, Frame, WebSocketClient, WebSocketClientProxy
from app.websocket_v6.health import Side
from benchmarks.report import figure, finish, percentile
from tests.app.websocket_v6.memory_exchange import MemoryExchange
from tests.app.websocket_v6.samples import candle, my_asset, my_order, orderbook, ticker, trade
from tests.app.websocket_v6.virtual import managing, run_virtually

KINDS = (DataType.TICKER, DataType.TRADE, DataType.ORDERBOOK)
WILD = (
    "NaN",
    "-Infinity",
    "1e999",
    "-1",
    "0",
    "1e30",
    '"12abc"',
    '"NaN"',
    "9" * 5_000,
    "null",
    "{}",
    "[1]",
    '"\\u0000"',
)


class Lines(logging.Handler):
    """Counts what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


def encoded(event: dict[str, Any]) -> bytes:
    return json.dumps(event, separators=(",", ":")).encode()


def mutated(chance: random.Random) -> Iterator[bytes]:
    """Samples with wild numbers, flipped bytes, cuts, doubled parts and deep nests, for ever."""
    events = [ticker(), trade(), orderbook(), candle(), my_order(), my_asset()]
    samples = [encoded(event) for event in events]
    bare = [
        [(name, json.dumps(value, separators=(",", ":"))) for name, value in event.items()]
        for event in events
    ]
    while True:
        way, sample = chance.random(), chance.choice(samples)
        place = chance.randrange(len(sample))
        if way < 0.45:
            fields = list(chance.choice(bare))
            name, _ = fields[spot := chance.randrange(2, len(fields))]
            fields[spot] = name, chance.choice(WILD)
            yield ("{" + ",".join(f'"{name}":{value}' for name, value in fields) + "}").encode()
        elif way < 0.7:
            yield sample[:place] + chance.randbytes(chance.randint(1, 4)) + sample[place + 2 :]
        elif way < 0.85:
            yield sample[:place]
        elif way < 0.97:
            yield sample[:place] + sample[chance.randrange(len(sample)) :]
        else:
            yield chance.choice(
                (b"[" * 50_000, b'{"a":' * 20_000, b"", b"[]", b"[" + sample + b"]", chance.randbytes(200))
            )


def numbers_of(value: object) -> Iterator[object]:
    """Every number inside an event."""
    if isinstance(value, dict):
        for part in value.values():
            yield from numbers_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from numbers_of(part)
    elif isinstance(value, float | Decimal):
        yield value


def is_wild(number: object) -> bool:
    return not (number.is_finite() if isinstance(number, Decimal) else math.isfinite(number))  # type: ignore[arg-type]


async def fuzz(count: int, seed: int = 1) -> dict[str, float]:
    """Feed `count` mutated frames, a good one after every tenth; what came out."""
    chance, exchange, lines = random.Random(seed), MemoryExchange(), Lines()
    logger = logging.getLogger("app.websocket_v6")
    logger.addHandler(lines)
    logger.propagate = False
    good, wild, events = [0], [0], [0]
    async with managing(exchange) as manager:

        def take(symbol: str, data_type: str, data: dict[str, Any]) -> None:
            events[0] += 1
            good[0] += symbol == "KRW-ETH"
            wild[0] += any(map(is_wild, numbers_of(data)))

        proxy = WebSocketClientProxy(f"fuzz {seed}")
        for kind in KINDS:
            await getattr(proxy, f"subscribe_{kind}")(["KRW-BTC", "KRW-ETH"], take)
        await proxy.subscribe_candle(["KRW-BTC"], take)
        await proxy.subscribe_my_orders(take)
        await proxy.subscribe_my_assets(take)
        lanes, wanted = manager._lanes, 0
        tasks, frames = len(asyncio.all_tasks()), mutated(chance)
        for number in range(count):
            raw = next(frames)
            for lane in lanes.values():
                lane.received(raw, 0.0)
            if number % 10 == 0:
                wanted += 1
                lanes[Side.PUBLIC].received(encoded(trade("KRW-ETH", number=number)), 0.0)
        dead = tasks - len(asyncio.all_tasks())
        proxy.close()
    logger.removeHandler(lines)
    logger.propagate = True
    return {
        "lost": wanted - good[0],
        "wild": wild[0],
        "dead": dead,
        "lines": lines.count,
        "events": events[0],
    }


async def misbehave(raising: int, blocking: int) -> tuple[int, list[float], int]:
    """Trades of a good client lost beside raising and never-ending ones; its delays in s; errors counted."""
    exchange, delays, seen = MemoryExchange(), list[float](), Counter[str]()
    sent = [0.0]
    async with managing(exchange) as manager:

        def bad(_: Frame) -> None:
            raise ValueError("on purpose")

        async def endless(_: object) -> None:
            await asyncio.Event().wait()

        def take(_: Frame) -> None:
            seen["good"] += 1
            delays.append(time.perf_counter() - sent[0])

        clients = [WebSocketClient(f"endless {number}") for number in range(blocking)]
        for client in clients:
            await client.subscribe_trade(["KRW-BTC"], endless)
        raiser, good = WebSocketClient("raising"), WebSocketClient("good")
        raiser.watch(DataType.TRADE, ["KRW-BTC"], bad)
        good.watch(DataType.TRADE, ["KRW-BTC"], take)
        lane = manager._lanes[Side.PUBLIC]
        raws = [encoded(trade(number=number)) for number in range(1_000)]
        for number in range(raising):
            sent[0] = time.perf_counter()
            lane.received(raws[number % 1_000], 0.0)
            if number % 100 == 0:
                await asyncio.sleep(0)
        errors = manager.traffic().callback_errors
        for client in (*clients, raiser, good):
            client.close()
    return raising - seen["good"], delays, errors


async def blocked(times: int, block: float = 0.02) -> tuple[int, list[float]]:
    """Trades lost and their delays in s while a plain callback blocks for 20 ms, `times` times in all."""
    exchange, delays, seen = MemoryExchange(), list[float](), 0
    async with managing(exchange) as manager:
        sent = [0.0]

        def take(_: Frame) -> None:
            nonlocal seen
            seen += 1
            delays.append(time.perf_counter() - sent[0])

        blocker, good = WebSocketClient("blocking"), WebSocketClient("good")
        blocker.watch(DataType.TICKER, ["KRW-BTC"], lambda _: time.sleep(block))
        good.watch(DataType.TRADE, ["KRW-BTC"], take)
        lane = manager._lanes[Side.PUBLIC]
        for number in range(times * 10):
            sent[0] = time.perf_counter()
            if number % 10 == 0:
                lane.received(encoded(ticker()), 0.0)
            lane.received(encoded(trade(number=number)), 0.0)
        blocker.close()
        good.close()
    return times * 10 - seen, delays


def main(arguments: list[str]) -> None:
    """Print the figures."""
    long = "--long" in arguments
    count, began = 5_000_000 if long else 200_000, time.perf_counter()
    totals: Counter[str] = Counter()
    # A loop for each part, so that nothing is learnt from one part for the next.
    for part in range(max(1, count // 500_000)):
        totals.update(run_virtually(lambda part=part: fuzz(min(count, 500_000), seed=part)))  # type: ignore[misc]
    seconds = time.perf_counter() - began
    name = f"{count:,} mutated frames on both sides"
    figure(f"{name}, good frames lost between", totals["lost"], "", gate=0, goal="G11")
    figure(f"{name}, numbers that are not finite", totals["wild"], "", gate=0, goal="G11")
    figure(f"{name}, dead tasks", totals["dead"], "", gate=0, goal="G11")
    figure(
        f"{name}, lines logged a second",
        totals["lines"] / seconds,
        "/s",
        gate=1 if long else None,
        goal="G11",
    )
    figure(f"{name}, lines logged in all", totals["lines"], "", goal="G11")
    figure(f"{name}, events that got through", totals["events"], "", goal="G11")
    raising = 1_000_000 if long else 100_000
    lost, delays, errors = run_virtually(lambda: misbehave(raising, 100))
    name = f"{errors:,} raising callbacks and 100 that never end"
    figure(f"{name}, trades lost", lost, "", gate=0, goal="G12")
    figure(
        f"{name}, delay of the good one, 99th percentile",
        percentile(delays, 0.99) * 1e3,
        "ms",
        gate=50,
        goal="G12",
    )
    lost, delays = run_virtually(lambda: blocked(100))
    figure("100 callbacks that block for 20 ms, trades lost", lost, "", gate=0, goal="G12")
    name = "100 callbacks that block for 20 ms, delay of the others, 99th percentile"
    figure(name, percentile(delays, 0.99) * 1e3, "ms", gate=50, goal="G12")


if __name__ == "__main__":
    main(sys.argv[1:])
    finish()
