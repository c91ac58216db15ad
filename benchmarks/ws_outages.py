"""G3, G5, G6, G7, G8 of the sockets: outages, stalls and storms of changes, in virtual time.

A minute by default; `python -m benchmarks.ws_outages --long` runs the goals' full counts. Everything but the
network is the real thing: the exchange is in memory, its time jumps, and each run repeats exactly. Closing is
measured over real sockets, with a server that answers no close.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import psutil

from app.websocket_v6 import ConnectionStatus, DataType, Frame, Orderbook, Timings, WebSocketClient
from app.websocket_v6.transport import Address, open_socket
from benchmarks.peers.flood import handshake
from benchmarks.report import figure, finish, percentile
from tests.app.websocket_v6.memory_exchange import MemoryExchange
from tests.app.websocket_v6.virtual import managing, run_virtually

SYMBOLS = [f"KRW-C{number}" for number in range(200)]
KINDS = (DataType.TICKER, DataType.TRADE, DataType.ORDERBOOK)
WANTED = {(str(kind), symbol) for kind in KINDS for symbol in SYMBOLS}
# Rides along where all markets are quiet.
CANARY = {("ticker", "KRW-BTC")}


def network(seed: int) -> MemoryExchange:
    """An exchange some 20 to 120 ms away."""
    chance = random.Random(seed)
    return MemoryExchange(delay=lambda: 0.02 + 0.1 * chance.random())


@asynccontextmanager
async def lively(exchange: MemoryExchange, rate: float = 20.0) -> AsyncIterator[None]:
    """Publish so many tickers of the first market a second."""

    async def push() -> None:
        while True:
            await asyncio.sleep(1 / rate)
            exchange.publish(("ticker", SYMBOLS[0]))

    pushing = asyncio.create_task(push())
    yield
    pushing.cancel()


@dataclass
class Heard:
    """When something last came, and which streams have come since `anew`."""

    at: float = 0.0
    streams: set[tuple[str, str]] = field(default_factory=set)
    complete: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, frame: Frame) -> None:
        self.at = asyncio.get_running_loop().time()
        self.streams.add((str(frame.data_type), frame.symbol))
        if len(self.streams) == len(WANTED):
            self.complete.set()

    def anew(self) -> None:
        self.streams.clear()
        self.complete.clear()


async def stalls(trials: int) -> list[float]:
    """Seconds from the last frame of a stream that goes dead, ping answers and all, to the abort."""
    exchange, chance, waits = network(1), random.Random(2), list[float]()
    loop = asyncio.get_running_loop()
    async with managing(exchange) as manager, lively(exchange):
        heard, noticed = Heard(), asyncio.Event()

        def told(status: ConnectionStatus) -> None:
            if status.stale and status.reason == "no data":
                waits.append(loop.time() - heard.at)
                noticed.set()

        manager.on_status.connect(told)
        client = WebSocketClient("stalls")
        client.watch(DataType.TICKER, SYMBOLS[:1], heard)
        for _ in range(trials):
            await asyncio.sleep(12 + chance.random())
            noticed.clear()
            exchange.frozen = True
            await noticed.wait()
            exchange.frozen = False
        client.close()
    return waits


async def quiet(hours: float) -> tuple[int, int]:
    """Connects and frames while markets trade in bursts with silences of seconds to minutes between."""
    exchange, chance = network(3), random.Random(4)
    loop = asyncio.get_running_loop()
    async with managing(exchange):
        client, counts = WebSocketClient("quiet"), Counter[str]()
        client.watch(DataType.TRADE, SYMBOLS[:5], lambda frame: counts.update((frame.symbol,)))
        while loop.time() < hours * 3600:
            for _ in range(chance.randint(1, 6)):
                exchange.publish(("trade", chance.choice(SYMBOLS[:5])))
                await asyncio.sleep(chance.expovariate(4))
            await asyncio.sleep(chance.expovariate(1 / 8))
        client.close()
    return len(exchange.connects), counts.total()


async def returns(cycles: int) -> tuple[list[float], int, int]:
    """Seconds from the network's return to the last of 600 streams' fresh picture; wrong sets; violations."""
    exchange, chance, waits, wrong = network(5), random.Random(6), list[float](), 0
    loop = asyncio.get_running_loop()
    async with managing(exchange):
        heard, client = Heard(), WebSocketClient("returns")
        for kind in KINDS:
            client.watch(kind, SYMBOLS, heard)
        await heard.complete.wait()
        for cycle in range(cycles):
            exchange.mode = ("refused", "silent")[cycle % 2]
            exchange.cut()
            await asyncio.sleep((30, 600)[cycle // 2 % 2] + chance.random() * 5)
            for stream in WANTED:
                exchange.publish(stream)
            heard.anew()
            exchange.mode, began = "up", loop.time()
            await heard.complete.wait()
            waits.append(loop.time() - began)
            await asyncio.sleep(chance.random() * 5)
            wrong += exchange.merged() != WANTED
        client.close()
    return waits, wrong, exchange.violations


async def outage(minutes: float) -> tuple[float, int, float]:
    """Most connects in any second of a long outage, their number, and seconds from its end to a picture."""
    exchange, seen = network(7), asyncio.Event()
    loop = asyncio.get_running_loop()
    async with managing(exchange):
        client = WebSocketClient("outage")
        client.watch(DataType.TICKER, SYMBOLS, lambda _: seen.set())
        await client.subscribe_my_orders(print)
        await seen.wait()
        exchange.mode, first = "refused", len(exchange.connects)
        exchange.cut()
        began = loop.time()
        await asyncio.sleep(minutes * 60)
        times = [at for at in exchange.connects[first:] if at > began + 1.5]
        closest = min(later - earlier for earlier, later in itertools.pairwise(times))
        seen.clear()
        exchange.mode, returned = "up", loop.time()
        await seen.wait()
        client.close()
        return closest, len(times), loop.time() - returned


async def books(reconnects: int) -> tuple[int, int]:
    """First books after a reconnect that were not the exchange's own; books that were crossed."""
    exchange, chance = network(8), random.Random(9)
    wrong = crossed = 0
    async with managing(exchange):
        first: asyncio.Queue[Frame] = asyncio.Queue()
        epoch = [0, 0]

        def take(frame: Frame) -> None:
            nonlocal crossed
            book = frame.event()
            assert isinstance(book, Orderbook)
            crossed += book.asks[0][0] <= book.bids[0][0]
            if epoch[0] != epoch[1]:
                epoch[1] = epoch[0]
                first.put_nowait(frame)

        client = WebSocketClient("books")
        client.watch(DataType.ORDERBOOK, SYMBOLS[:1], take)
        stream = ("orderbook", SYMBOLS[0])
        for _ in range(reconnects):
            for _ in range(chance.randint(0, 5)):
                exchange.publish(stream)
                await asyncio.sleep(0.1 * chance.random())
            exchange.cut()
            epoch[0] += 1
            for _ in range(chance.randint(0, 3)):
                exchange.publish(stream)
            frame = await first.get()
            wrong += frame.raw != exchange.frame(stream, "SNAPSHOT")
        client.close()
    return wrong, crossed


async def hostile(minutes: float) -> tuple[int, int, int, bool]:
    """20 panels that change their minds ten times a second, with cuts and refusals: breaches of limits."""
    exchange, chance = network(10), random.Random(11)
    loop = asyncio.get_running_loop()
    async with managing(exchange):
        panels = [WebSocketClient(f"panel {number}") for number in range(20)]
        wished: dict[tuple[int, DataType], set[str]] = {}
        early, refused_until = 0, 0.0
        while loop.time() < minutes * 60:
            number, kind = chance.randrange(20), chance.choice(KINDS)
            chosen = chance.sample(SYMBOLS, chance.randint(0, 12))
            wished[number, kind] = set(chosen)
            panels[number].watch(kind, chosen, lambda _: None)
            if chance.random() < 0.002:
                exchange.cut()
            if chance.random() < 0.0005:
                exchange.mode, refused_until = 429, loop.time() + 10
                exchange.cut()
            if exchange.mode == 429 and loop.time() >= refused_until:
                exchange.mode = "up"
            await asyncio.sleep(chance.expovariate(10))
        early = sum(later - earlier < 0.999 for earlier, later in itertools.pairwise(exchange.connects[1:]))
        exchange.mode = "up"
        await asyncio.sleep(100)
        right = exchange.merged() - CANARY == {
            (str(kind), symbol) for (_, kind), symbols in wished.items() for symbol in symbols
        }
        for panel in panels:
            panel.close()
    return exchange.violations, early, len(exchange.requests), right


async def closes(trials: int) -> list[float]:
    """Seconds that leaving a server takes which never answers a close, nor ends TCP."""
    done = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(handshake((await reader.readuntil(b"\r\n\r\n"))[:-4]))
        await done.wait()
        writer.close()

    async def close() -> float:
        timings = Timings()
        socket = await open_socket(address, open_within=20, close_within=timings.close_within)
        began = time.perf_counter()
        await socket.close()
        return time.perf_counter() - began

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    address = Address(f"ws://127.0.0.1:{port}/", lambda _: None, dict)
    waits = [
        wait for _ in range(trials // 10) for wait in await asyncio.gather(*(close() for _ in range(10)))
    ]
    done.set()
    server.close()
    await server.wait_closed()
    return waits


def main(arguments: list[str]) -> None:
    """Print the figures; with --long those of the goals' full counts."""
    long = "--long" in arguments
    figure("leaving a server that answers no close", max(asyncio.run(closes(50))), "s", gate=1, goal="G3")
    tell_stalls(1_000 if long else 50, 24 if long else 1)
    tell_returns(500 if long else 40)
    tell_outage(100)
    tell_books(1_000 if long else 100)
    tell_hostile(60 if long else 5)


def tell_stalls(trials: int, hours: float) -> None:
    waits = run_virtually(lambda: stalls(trials))
    figure(f"dead stream noticed, longest of {trials} trials", max(waits), "s", gate=3.5, goal="G3")
    connects, frames = run_virtually(lambda: quiet(hours))
    name = f"false alarms in {hours} h of quiet markets ({frames} frames)"
    figure(name, connects - 1, "", gate=0, goal="G3")


def tell_returns(cycles: int) -> None:
    waits, wrong, violations = run_virtually(lambda: returns(cycles))
    name = f"600 streams live after {cycles} cuts of 30 s and 10 min"
    figure(f"{name}, 95th percentile", percentile(waits, 0.95), "s", gate=3, goal="G5")
    figure(f"{name}, longest", max(waits), "s", gate=5, goal="G5")
    figure(f"{name}, wrong merged sets", wrong, "", gate=0, goal="G5")
    figure(f"{name}, breaches of the limits", violations, "", gate=0, goal="G8")


def tell_outage(minutes: float) -> None:
    memory = psutil.Process().memory_info().rss
    closest, attempts, back = run_virtually(lambda: outage(minutes))
    grown = (psutil.Process().memory_info().rss - memory) / 2**20
    name = f"outage of {minutes} min"
    figure(f"{name}, {attempts} attempts: fastest pace", 1 / closest, "/s", gate=1.001, goal="G6")
    figure(f"{name}, first picture after its end", back, "s", gate=3, goal="G6")
    figure(f"{name}, growth", grown, "MB", gate=10, goal="G6")


def tell_books(reconnects: int) -> None:
    wrong, crossed = run_virtually(lambda: books(reconnects))
    figure(f"wrong first books in {reconnects} reconnects", wrong, "", gate=0, goal="G7")
    figure(f"crossed books in {reconnects} reconnects", crossed, "", gate=0, goal="G7")


def tell_hostile(minutes: float) -> None:
    breaches, early, requests, right = run_virtually(lambda: hostile(minutes))
    name = f"{minutes} min of 20 panels at 10 changes/s ({requests} requests)"
    figure(f"{name}, breaches of the limits", breaches, "", gate=0, goal="G8")
    figure(f"{name}, connects within a second of another", early, "", gate=0, goal="G8")
    figure(f"{name}, wrong set at the end", not right, "", gate=0, goal="G8")


if __name__ == "__main__":
    main(sys.argv[1:])
    finish()
