"""A bot of several strategies, added and removed while it runs, with a health check and a graceful Ctrl-C.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.strategy_bot
"""

from __future__ import annotations

import asyncio
import signal
import sys

from app.websocket_v6 import GlobalWebSocketManager, Trade, WebSocketClient, WebSocketClientProxy


class Strategy:
    """One market, one client of its own: whatever happens to it, the others do not notice."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        self.trades = 0
        self._client = WebSocketClient(f"strategy {symbol}")

    async def start(self) -> None:
        await self._client.subscribe_trade([self.symbol], self._on_trade)

    async def stop(self) -> None:
        await self._client.cleanup()

    def _on_trade(self, trade: Trade) -> None:
        self.trades += 1


class Bot:
    """Starts and stops strategies by their market."""

    def __init__(self) -> None:
        self._strategies: dict[str, Strategy] = {}
        self._watcher = WebSocketClientProxy("health", "strategy_bot")

    async def add(self, symbol: str) -> None:
        strategy = self._strategies[symbol] = Strategy(symbol)
        await strategy.start()

    async def remove(self, symbol: str) -> None:
        await self._strategies.pop(symbol).stop()

    async def tell(self) -> None:
        """The health of it all, and what each strategy has seen."""
        health = await self._watcher.health_check()
        counts = ", ".join(f"{name} {strategy.trades}" for name, strategy in self._strategies.items())
        print(f"health {health['health_score']}  {counts}  {' '.join(health['reasons'])}")

    async def stop(self) -> None:
        for symbol in tuple(self._strategies):
            await self.remove(symbol)
        await self._watcher.cleanup_on_shutdown()
        await (await GlobalWebSocketManager.get_instance()).shutdown()


async def main(seconds: float = 30) -> None:
    """Run until the time is up, Ctrl-C or SIGTERM; half way one strategy goes and another comes."""
    bot, stopping = Bot(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stopping.set))
    for symbol in ("KRW-BTC", "KRW-ETH", "KRW-XRP", "KRW-SOL", "KRW-DOGE"):
        await bot.add(symbol)
    for half in range(2):
        try:
            await asyncio.wait_for(stopping.wait(), seconds / 2)
            break
        except TimeoutError:
            await bot.tell()
        if half == 0:
            await bot.remove("KRW-DOGE")
            await bot.add("KRW-ADA")
    await bot.stop()
    print("stopped")


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
