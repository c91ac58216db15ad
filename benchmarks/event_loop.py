"""What a message costs the loop, on stock qasync and on the desk's loop in turn: paced, and in a flood."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from PyQt6.QtWidgets import QApplication
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from app.websocket_v6.transport import PushConnection
from benchmarks.report import figure, finish, percentile
from widgets.event_loop import event_loop

import qasync  # isort: skip

ROUNDS, SECONDS, RATES, FLOOD = 3, 4, (300, 1000), 20_000
MESSAGE = b"x" * 700  # bytes; a ticker's size


async def feed(rate: int) -> None:
    """Send messages at random moments, so many a second on the average; prints the port."""

    async def send(socket: ServerConnection) -> None:
        due = time.monotonic()
        with suppress(ConnectionClosed):
            while True:
                await socket.send(MESSAGE)
                due += random.expovariate(rate)
                await asyncio.sleep(max(0.0, due - time.monotonic()))

    async with serve(send, "127.0.0.1", 0, compression=None) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


@contextmanager
def fed(rate: int) -> Iterator[str]:
    """The address of a feeder of its own."""
    words = [sys.executable, "-m", "benchmarks.event_loop", str(rate)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as feeder:
        assert feeder.stdout is not None
        yield f"ws://127.0.0.1:{int(feeder.stdout.readline())}"
        feeder.kill()


async def paced(uri: str) -> float:
    """Processor time a message, microseconds."""
    came: list[int] = []
    async with connect(uri, compression=None, create_connection=PushConnection) as socket:
        assert isinstance(socket, PushConnection)
        socket.deliver_to(lambda message: came.append(len(message)))
        await asyncio.sleep(0.5)
        before, began = len(came), time.process_time()
        await asyncio.sleep(SECONDS)
        return (time.process_time() - began) / (len(came) - before) * 1e6


async def flood() -> float:
    """Processor time of one of many callbacks that are due together, microseconds."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    began = time.process_time()
    for _ in range(FLOOD):
        loop.call_soon(int)
    loop.call_soon(done.set)
    await done.wait()
    return (time.process_time() - began) / FLOOD * 1e6


def main() -> None:
    """Each loop in turn, the least of some rounds: what else ran on the machine only adds."""
    qt = QApplication([])
    kinds = {"stock qasync": qasync.QEventLoop, "the desk's loop": event_loop}
    found: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS):
        for name, make in kinds.items():
            with asyncio.Runner(loop_factory=lambda make=make: make(qt)) as runner:
                for rate in RATES:
                    what = f"a message at {rate:,}/s"
                    with fed(rate) as uri:
                        found.setdefault((what, name), []).append(runner.run(paced(uri)))
                found.setdefault(("a callback in a flood", name), []).append(runner.run(flood()))
    for (what, name), used in found.items():
        figure(f"{what}, {name}", percentile(used, 0), "µs", goal="P4")
    for what in dict.fromkeys(what for what, _ in found):
        stock, ours = (min(found[what, name]) for name in kinds)
        figure(f"{what}: share of stock qasync's cost", ours / stock, "×", gate=0.8, goal="P4")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(feed(int(sys.argv[1])))
    else:
        main()
        finish()
