"""One strategy for two lives: "realtime" with keys, "simulation" without. It places no order in either.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.adaptive_trading
Keys come from UPBIT_ACCESS_KEY and UPBIT_SECRET_KEY.
"""

from __future__ import annotations

import asyncio
import sys
from typing import Any

from app.websocket_v6 import WebSocketClientProxy


def trading_mode(proxy: WebSocketClientProxy) -> str:
    """Say "realtime" when private streams can be had, else "simulation"; it may change while running."""
    return "realtime" if proxy.is_private_available() else "simulation"


class Strategy:
    """Buys on paper below the average of what it has seen, and watches real orders where there are keys."""

    def __init__(self, proxy: WebSocketClientProxy) -> None:
        self._proxy = proxy
        self._mean = 0.0

    async def start(self, symbol: str) -> None:
        """Public data always; the private stream only where there is one."""
        self.mode = trading_mode(self._proxy)
        print(f"{symbol}: {self.mode}")
        await self._proxy.subscribe_ticker([symbol], self.on_ticker)
        if self.mode == "realtime":
            await self._proxy.subscribe_my_orders(self.on_order)

    def on_ticker(self, symbol: str, data_type: str, data: dict[str, Any]) -> None:
        """A decision per price; in both modes it is only said, never sent."""
        price = data["trade_price"]
        self._mean = price if not self._mean else self._mean + (price - self._mean) * 0.1
        if price < self._mean:
            print(f"{self.mode}: would buy {symbol} at {price:,}")

    def on_order(self, symbol: str, data_type: str, data: dict[str, Any]) -> None:
        """What became of orders that were placed elsewhere."""
        print(f"order {data['uuid']} {data['side']} {data['state']}")


async def main(seconds: float = 10) -> None:
    """Run for a while in whichever mode the surroundings give."""
    async with WebSocketClientProxy("adaptive_trading", "examples") as proxy:
        await Strategy(proxy).start("KRW-BTC")
        await asyncio.sleep(seconds)


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
