"""G13 and K1 of the sockets: a burst of 15,000 messages a second through a real socket, and a busy day.

Ten seconds each; `python -m benchmarks.ws_burst --long` takes the goals' minute. A feeder process sends an
exact number of frames and stamps each as it writes it to the socket; a slow coroutine callback listens beside
the clients that keep up. What a frame took from that stamp to its callback is the library's and the kernel's;
how late the feeder wrote it is told apart.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psutil

from app.endpoints import local
from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient
from benchmarks.report import figure, finish, percentile

SYMBOLS = [f"KRW-C{number}" for number in range(200)]
PAUSE = 0.005


@dataclass
class Burst:
    """What a run found."""

    gaps: list[float] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    lags: array[float] = field(default_factory=lambda: array("f"))
    feeder: dict[str, float] = field(default_factory=dict)
    cpu: float = 0.0
    grown: float = 0.0


async def burst(port: int, rate: int, count: int, clients: int) -> Burst:
    """Receive `count` frames, of which 5 in 100 are trades and 85 tickers, for so many clients."""
    found, done, process = Burst(), asyncio.Event(), psutil.Process()
    manager = await GlobalWebSocketManager.get_instance()
    await manager.initialize(endpoints=local(f"http://127.0.0.1:{port}"))

    def on_trade(_: Any) -> None:
        found.seen["trade"] += 1

    def on_ticker(event: Any) -> None:
        found.seen["ticker"] += 1
        found.lags.append(time.time() - event.timestamp / 1_000)
        if found.seen["ticker"] == count * 85 // 100:
            done.set()

    def on_crowd(_: Any) -> None:
        found.seen["crowd"] += 1

    async def dawdle(_: Any) -> None:
        found.seen["slow"] += 1
        await asyncio.sleep(0.1)

    slow, all_of_it = WebSocketClient("slow"), WebSocketClient("all")
    await slow.subscribe_orderbook(SYMBOLS, dawdle)
    await all_of_it.subscribe_trade(SYMBOLS, on_trade)
    await all_of_it.subscribe_ticker(SYMBOLS, on_ticker)
    crowd = [WebSocketClient(f"client {number}") for number in range(clients)]
    for number, client in enumerate(crowd):
        await client.subscribe_ticker(SYMBOLS[number * 4 : number * 4 + 4], on_crowd)
    watching = asyncio.create_task(watch_gaps(found.gaps))
    await asyncio.sleep(2)
    found.gaps.clear()
    memory, used, began = process.memory_info().rss, time.process_time(), time.perf_counter()
    await done.wait()
    took = time.perf_counter() - began
    found.cpu = (time.process_time() - used) / took * 100
    found.grown = (process.memory_info().rss - memory) / 2**20
    watching.cancel()
    await manager.shutdown()
    return found


async def watch_gaps(gaps: list[float]) -> None:
    """How long the loop kept a waiting task waiting."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(PAUSE)
        gaps.append(time.perf_counter() - began - PAUSE)


def run(rate: int, seconds: int, clients: int) -> Burst:
    """One run with a feeder of its own."""
    command = [sys.executable, "-m", "benchmarks.peers.flood", str(rate), str(rate * seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as feeder:
        assert feeder.stdout is not None and feeder.stdin is not None
        found = asyncio.run(burst(int(feeder.stdout.readline()), rate, rate * seconds, clients))
        found.feeder = json.loads(feeder.stdout.readline())
        feeder.stdin.close()
    return found


def tell(name: str, found: Burst, wanted: int, goal: str, clients: int) -> None:
    figure(f"{name}, trades lost", wanted - found.seen["trade"], "", gate=0, goal=goal)
    if clients:
        # Each market is one of the crowd's, so that together they hear every ticker once.
        lost = found.seen["ticker"] - found.seen["crowd"]
        figure(f"{name}, tickers lost on the way to them", lost, "", gate=0, goal=goal)
    figure(
        f"{name}, loop gap, 99th percentile", percentile(found.gaps, 0.99) * 1e3, "ms", gate=100, goal=goal
    )
    figure(f"{name}, loop gap, longest", max(found.gaps) * 1e3, "ms", gate=250, goal=goal)
    lags = found.lags.tolist()
    figure(f"{name}, socket write to callback, the last frame", lags[-1] * 1e3, "ms", gate=200, goal=goal)
    figure(f"{name}, socket write to callback, median", percentile(lags, 0.5) * 1e3, "ms", goal=goal)
    late = percentile(lags, 0.99) * 1e3
    figure(f"{name}, socket write to callback, 99th percentile", late, "ms", gate=100, goal=goal)
    figure(f"{name}, socket write to callback, longest", max(lags) * 1e3, "ms", goal=goal)
    figure(f"{name}, the feeder's own lateness, the last frame", found.feeder["feeder_behind"] * 1e3, "ms")
    figure(f"{name}, the feeder's own lateness, longest", found.feeder["feeder_latest"] * 1e3, "ms")
    figure(f"{name}, growth", found.grown, "MB", gate=50, goal=goal)
    figure(f"{name}, CPU", found.cpu, "% of a core", gate=100, goal=goal)


def main(arguments: list[str]) -> None:
    """Print the figures."""
    seconds = 60 if "--long" in arguments else 10
    for rate, clients, goal in ((15_000, 0, "G13"), (1_000, 50, "K1")):
        name = f"{rate:,} msg/s for {seconds} s" + (f" to {clients} clients" if clients else "")
        tell(name, run(rate, seconds, clients), rate * seconds * 5 // 100, goal, clients)


if __name__ == "__main__":
    main(sys.argv[1:])
    finish()
