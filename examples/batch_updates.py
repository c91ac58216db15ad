"""Batches: collect what comes, and work on it every 10 ms (fast) or 100 ms (calm) instead of per message.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.batch_updates
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

from app.websocket_v6 import Ticker, Trade, WebSocketClient

SYMBOLS = ["KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"]


class Batches:
    """Newest ticker per symbol and every trade since the last batch, handed over at most every `interval`."""

    def __init__(self, interval: float, work: Callable[[dict[str, Ticker], list[Trade]], None]) -> None:
        self._interval = interval
        self._work = work
        self._tickers: dict[str, Ticker] = {}
        self._trades: list[Trade] = []
        self._timer: asyncio.TimerHandle | None = None

    def on_ticker(self, ticker: Ticker) -> None:
        """A newer one takes the older one's place."""
        self._tickers[ticker.symbol] = ticker
        self._due()

    def on_trade(self, trade: Trade) -> None:
        """None is lost."""
        self._trades.append(trade)
        self._due()

    def _due(self) -> None:
        # The timer runs only while something waits: an idle market costs nothing.
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(self._interval, self._flush)

    def _flush(self) -> None:
        tickers, trades = self._tickers, self._trades
        self._tickers, self._trades, self._timer = {}, [], None
        self._work(tickers, trades)


async def main(seconds: float = 5) -> None:
    """The same stream in batches of 10 and of 100 ms."""
    for interval in (0.01, 0.1):
        sizes: list[int] = []
        batches = Batches(
            interval, lambda tickers, trades, into=sizes: into.append(len(tickers) + len(trades))
        )
        async with WebSocketClient("batch_updates") as client:
            await client.subscribe_ticker(SYMBOLS, batches.on_ticker)
            await client.subscribe_trade(SYMBOLS, batches.on_trade)
            await asyncio.sleep(seconds)
        average = sum(sizes) / max(1, len(sizes))
        print(f"KRW-BTC and others, {interval * 1000:.0f} ms: {len(sizes)} batches of {average:.1f}")


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
