"""Desks that place without end, forked from one process that has imported everything: made to be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from dataclasses import dataclass

from app.upbit import Credentials

ZYGOTE = """
import asyncio, logging, os, signal, sys, traceback
from decimal import Decimal
from pathlib import Path
from app.endpoints import local
from app.trading import Broker, Journal, NotReady, OrderIntent
from app.upbit import Credentials, UpbitRest
from tests.app.trading.conftest import FastClock, SilentStream

def say(*words):
    os.write(1, (" ".join(map(str, words)) + chr(10)).encode())

async def desk(rest_url, access, secret, path, price):
    rest = UpbitRest(local(rest_url), Credentials(access, secret), FastClock())
    broker = Broker(rest, SilentStream(), Journal(Path(path)), FastClock())
    ready = asyncio.Event()
    broker.ready_changed.connect(lambda is_ready: ready.set() if is_ready else ready.clear())
    await broker.start()
    await ready.wait()
    say("ready", os.getpid())
    intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.0001"), Decimal(price))
    while True:
        await ready.wait()
        try:
            await broker.place(intent)
        except NotReady:
            continue

logging.disable(logging.WARNING)  # lost answers are what this is about
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    child = os.fork()
    if child:
        say("born", child)
        continue
    try:
        asyncio.run(desk(*line.split()))
    finally:
        traceback.print_exc()
        os._exit(1)
"""


@dataclass
class Zygote:
    """The process that forks; `place_until_killed` is one life of a desk."""

    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls) -> Zygote:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", ZYGOTE, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        return cls(process)

    async def place_until_killed(
        self, rest: str, key: Credentials, journal: object, price: object, after: float, *, ready: bool
    ) -> None:
        """SIGKILL a desk so long after its fork, or after it was ready to place."""
        assert self.process.stdin is not None and self.process.stdout is not None
        words = (rest, key.access_key, key.secret_key, str(journal), str(price))
        self.process.stdin.write((" ".join(words) + "\n").encode())
        pid = await self._hear("born")
        try:
            if ready:
                await self._hear("ready", pid)
            await asyncio.sleep(after)
        finally:
            os.kill(int(pid), signal.SIGKILL)

    async def _hear(self, word: str, pid: str = "") -> str:
        """Whose word it is; those of desks that were killed before they were ready are passed over."""
        assert self.process.stdout is not None
        while True:
            said, _, who = (await self.process.stdout.readline()).decode().strip().partition(" ")
            if not who:
                raise RuntimeError("the process that forks has ended")
            if said == word and pid in ("", who):
                return who

    async def stop(self) -> None:
        self.process.kill()
        await self.process.communicate()
