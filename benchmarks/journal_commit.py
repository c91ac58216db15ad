"""How long an order waits for its journal row: commits under synchronous=FULL, as before every POST."""

from __future__ import annotations

import asyncio
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from app.trading import OrderIntent
from app.trading.journal import Entry, Journal, Outcome
from benchmarks.report import figure, percentile

ROUNDS = 2000
GOAL_MS = 5.0


async def measure(path: Path) -> list[float]:
    """Milliseconds of each intent's commit, its outcome written after it as the broker does."""
    journal = Journal(path)
    intent = OrderIntent("KRW-BTC", "bid", "limit", Decimal("0.00012345"), Decimal(158_000_000))
    took = []
    for number in range(ROUNDS):
        entry = Entry(f"hoga-{number}", "demo:bench", number, intent)
        began = time.perf_counter()
        await journal.intend(entry)
        took.append((time.perf_counter() - began) * 1000)
        await journal.settle(entry.identifier, Outcome.ACCEPTED, number, uuid=str(number))
    await journal.close()
    return took


def main() -> None:
    """Print p50 and p99."""
    with tempfile.TemporaryDirectory(dir=Path.home()) as directory:
        took = asyncio.run(measure(Path(directory) / "journal.db"))
    figure("journal commit p50", percentile(took, 0.5), "ms")
    figure("journal commit p99", percentile(took, 0.99), "ms", gate=GOAL_MS, goal="G15")


if __name__ == "__main__":
    main()
