"""First price: one client, one market, ten seconds.

    python -m app.exchange --port 8000 &
    HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.first_price

Without HOGA_EXCHANGE_URL it listens to Upbit itself; no key is needed for market data.
"""

from __future__ import annotations

import asyncio
import sys

from app.websocket_v6 import Ticker, WebSocketClient, exact


def show(ticker: Ticker) -> None:
    """Called with every event: a plain function is enough where nothing is waited for."""
    print(f"{ticker.symbol}  {exact(ticker.trade_price):>15,}  {ticker.signed_change_rate:+.2%}")


async def main(seconds: float = 10) -> None:
    """Subscribe, let it run, clean up; the socket opens and closes by itself."""
    async with WebSocketClient("first_price") as client:
        await client.subscribe_ticker(["KRW-BTC"], show)
        await asyncio.sleep(seconds)


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
