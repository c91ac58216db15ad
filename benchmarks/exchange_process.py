"""What the local exchange costs as a process: until it is ready, idle, beside a desk's streams, in memory."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from benchmarks.report import figure, finish

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 15.0


@contextmanager
def exchange(*options: str) -> Iterator[tuple[psutil.Process, dict[str, str]]]:
    """A running exchange and its ready line; ended on leaving."""
    command = [sys.executable, "-m", "app.exchange", *options]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        ready: dict[str, str] = json.loads(process.stdout.readline())
        yield psutil.Process(process.pid), ready
    finally:
        process.terminate()
        process.wait(10)


def cost(process: psutil.Process) -> float:
    """Percent of a core over a while."""
    before = cpu_seconds(process)
    time.sleep(SECONDS)
    return (cpu_seconds(process) - before) / SECONDS * 100


def cpu_seconds(process: psutil.Process) -> float:
    """User and system time so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def desk_streams(public: str) -> subprocess.Popen[Any]:
    """A client of its own process that subscribes to what a desk does, and reads."""
    program = (
        "import asyncio, json, sys, aiohttp\n"
        "async def main(public):\n"
        "  async with aiohttp.ClientSession() as session:\n"
        "    rest = public.replace('ws', 'http', 1).partition('/websocket')[0]\n"
        "    async with session.get(rest + '/v1/market/all') as answer:\n"
        "      codes = [row['market'] for row in await answer.json()]\n"
        "    one = {'codes': ['KRW-BTC']}\n"
        "    async with session.ws_connect(public, max_msg_size=0) as socket:\n"
        "      await socket.send_json([{'ticket': 'd'}, {'type': 'ticker', 'codes': codes}]\n"
        "        + [{'type': kind, **one} for kind in ('orderbook', 'trade', 'candle.1m')])\n"
        "      async for _ in socket: pass\n"
        "asyncio.run(main(sys.argv[1]))\n"
    )
    return subprocess.Popen([sys.executable, "-c", program, public])


def main() -> None:
    """The default exchange: about as many KRW markets as Upbit."""
    begun = time.perf_counter()
    with exchange() as (process, ready):
        figure("the exchange is ready after", time.perf_counter() - begun, "s", gate=2, goal="exchange")
        time.sleep(6)  # until a year of every market's days has been drawn
        figure("the exchange with nobody there", cost(process), "% of a core")
        client = desk_streams(ready["public"])
        time.sleep(3)
        figure("the exchange beside a desk's streams", cost(process), "% of a core", gate=20, goal="exchange")
        memory = process.memory_info().rss / 1e6
        figure("memory of the exchange", memory, "MB", gate=200, goal="exchange")
        client.kill()
        client.wait()


if __name__ == "__main__":
    main()
    finish()
