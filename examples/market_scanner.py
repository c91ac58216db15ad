"""The whole KRW market over one socket: who moves, who trades far more than a moment ago.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.market_scanner
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import urllib.request

from app.websocket_v6 import Ticker, WebSocketClient, exact

MOVE = 0.001


def krw_markets() -> list[str]:
    """Every KRW market that the exchange lists."""
    base = os.environ.get("HOGA_EXCHANGE_URL", "https://api.upbit.com")
    with urllib.request.urlopen(f"{base}/v1/market/all", timeout=10) as answer:
        return [row["market"] for row in json.load(answer) if row["market"].startswith("KRW-")]


class Scanner:
    """Remembers the price at the last alert and speaks when it has moved by MOVE since."""

    def __init__(self) -> None:
        self.newest: dict[str, Ticker] = {}
        self._told: dict[str, float] = {}

    def on_ticker(self, ticker: Ticker) -> None:
        """Quick and synchronous: this runs a few hundred times a second."""
        self.newest[ticker.symbol] = ticker
        told = self._told.setdefault(ticker.symbol, ticker.trade_price)
        move = ticker.trade_price / told - 1
        if abs(move) >= MOVE:
            self._told[ticker.symbol] = ticker.trade_price
            print(f"alert  {ticker.symbol:<12} {move:+.2%} to {exact(ticker.trade_price):,}")

    def busiest(self, count: int) -> list[Ticker]:
        """The markets with the largest turnover of a day."""
        return sorted(self.newest.values(), key=lambda ticker: -ticker.acc_trade_price_24h)[:count]


async def main(seconds: float = 10) -> None:
    """Scan for a while, then print the five busiest markets."""
    markets = await asyncio.to_thread(krw_markets)
    scanner = Scanner()
    async with WebSocketClient("market_scanner") as client:
        await client.subscribe_ticker(markets, scanner.on_ticker)
        await asyncio.sleep(seconds)
    print(f"{len(scanner.newest)} of {len(markets)} markets, the busiest:")
    for ticker in scanner.busiest(5):
        print(f"  {ticker.symbol:<12} {ticker.acc_trade_price_24h / 1e8:>12,.1f} x 100 million won")


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
