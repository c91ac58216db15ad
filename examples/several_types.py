"""Several types at once: prices, executions, the book and candles of one market over one socket.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.several_types
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

from app.websocket_v6 import Candle, Orderbook, Ticker, Trade, WebSocketClient, exact


async def main(seconds: float = 10) -> None:
    """Each type has a callback of its own; the manager merges all wishes into one request."""
    counts: Counter[str] = Counter()

    def on_ticker(ticker: Ticker) -> None:
        counts["ticker"] += 1

    def on_trade(trade: Trade) -> None:
        counts["trade"] += 1
        side = "buy " if trade.ask_bid == "BID" else "sell"
        print(f"{trade.trade_time} {side} {trade.trade_volume:.8f} at {exact(trade.trade_price):,}")

    async def on_book(book: Orderbook) -> None:
        # A coroutine function may wait; meanwhile newer books replace the one that waits for it.
        counts["orderbook"] += 1
        await asyncio.sleep(0.2)

    def on_candle(candle: Candle) -> None:
        counts["candle"] += 1

    async with WebSocketClient("several_types") as client:
        await client.subscribe_ticker(["KRW-BTC"], on_ticker)
        await client.subscribe_trade(["KRW-BTC"], on_trade)
        await client.subscribe_orderbook(["KRW-BTC"], on_book)
        await client.subscribe_candle(["KRW-BTC"], "1m", on_candle)
        await asyncio.sleep(seconds)
    print(dict(counts))


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
