"""How long an order waits for its journal row, beside what the bare disk takes, idle and with busy cores."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from app.trading import OrderIntent
from app.trading.journal import Entry, Journal, Outcome
from benchmarks.report import figure, finish, percentile

ROUNDS = 2000
GOAL_MS = 5.0
_WAL_FRAMES = 3 * (4096 + 24)  # what one row adds to the write-ahead log, about


async def rows(path: Path) -> list[float]:
    """Milliseconds of each intent's commit, its outcome written after it as the broker does."""
    journal = Journal(path)
    intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.00012345"), Decimal(158_000_000))
    took = []
    for number in range(ROUNDS):
        entry = Entry(f"hoga-{number:032}", "demo:bench", number, intent)
        began = time.perf_counter()
        await journal.intend(entry)
        took.append((time.perf_counter() - began) * 1000)
        await journal.settle(entry.identifier, Outcome.ACCEPTED, number, uuid=str(number))
    await journal.close()
    return took


def disk(path: Path) -> list[float]:
    """Milliseconds of appending as many bytes to a plain file and making them durable."""
    took = []
    file = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            os.write(file, b"x" * _WAL_FRAMES)
            os.fsync(file)
            took.append((time.perf_counter() - began) * 1000)
    finally:
        os.close(file)
    return took


@contextmanager
def busy_cores() -> Iterator[None]:
    """Every core has other work."""
    others = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for other in others:
            other.kill()
            other.wait()


def tell(directory: Path, how: str) -> None:
    """Figures of both, one after the other."""
    bare, took = disk(directory / f"{how}.bin"), asyncio.run(rows(directory / f"{how}.db"))
    figure(f"bare fsync p99, {how}", percentile(bare, 0.99), "ms")
    figure(f"bare fsync longest, {how}", max(bare), "ms")
    figure(f"journal commit p50, {how}", percentile(took, 0.5), "ms")
    figure(f"journal commit p99, {how}", percentile(took, 0.99), "ms", gate=GOAL_MS, goal="G15")
    figure(f"journal commit longest, {how}", max(took), "ms")


def main() -> None:
    """As the machine is, and with every core busy."""
    with tempfile.TemporaryDirectory(dir=Path.home()) as directory:
        tell(Path(directory), "as it is")
        with busy_cores():
            tell(Path(directory), "cores busy")


if __name__ == "__main__":
    main()
    finish()
