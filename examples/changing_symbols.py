"""Changing symbols: subscribing again replaces, and nothing of the old symbol comes afterwards.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.changing_symbols
"""

from __future__ import annotations

import asyncio
import sys

from app.websocket_v6 import Ticker, WebSocketClient, exact


async def main(seconds: float = 3) -> None:
    """Show one market after the other, `seconds` each, then two at once."""
    rounds = (["KRW-BTC"], ["KRW-ETH"], ["KRW-BTC", "KRW-XRP"])
    async with WebSocketClient("changing_symbols") as client:
        for symbols in rounds:
            print("now", *symbols)

            def show(ticker: Ticker, wished: list[str] = symbols) -> None:
                assert ticker.symbol in wished
                print(f"  {ticker.symbol} {exact(ticker.trade_price):,}")

            await client.subscribe_ticker(symbols, show)
            await asyncio.sleep(seconds)


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
