"""Cleaning up, four ways: by name, by `with`, by being forgotten, and everything at once.

HOGA_EXCHANGE_URL=http://127.0.0.1:8000 python -m examples.four_clean_ups
"""

from __future__ import annotations

import asyncio
import sys

from app.websocket_v6 import GlobalWebSocketManager, Ticker, WebSocketClient, WebSocketClientProxy


def ignore(_: Ticker) -> None:
    """Prices do not matter here."""


async def tell(when: str) -> None:
    """How many subscriptions the whole process has."""
    manager = await GlobalWebSocketManager.get_instance()
    print(f"{when:>28}: {len(manager.wishes)} subscriptions")


async def main(seconds: float = 3) -> None:
    """Each way ends with nothing left over."""
    by_name = WebSocketClient("by_name")
    await by_name.subscribe_ticker(["KRW-BTC"], ignore)
    await tell("subscribed by name")
    await by_name.cleanup()
    await tell("after cleanup()")

    async with WebSocketClientProxy("in_a_block") as proxy:
        await proxy.subscribe_ticker(["KRW-BTC"], lambda symbol, data_type, data: None)
        await tell("inside the block")
    await tell("after the block")

    forgotten: WebSocketClient | None = WebSocketClient("forgotten")
    assert forgotten is not None
    await forgotten.subscribe_ticker(["KRW-BTC"], ignore)
    await tell("held by a variable")
    forgotten = None
    await asyncio.sleep(0)
    await tell("after the variable is gone")

    clients = [WebSocketClient(f"client {number}") for number in range(3)]
    for client in clients:
        await client.subscribe_ticker(["KRW-BTC", "KRW-ETH"], ignore)
    await asyncio.sleep(seconds)
    await tell("three at work")
    await (await GlobalWebSocketManager.get_instance()).shutdown()
    await tell("after shutdown()")


if __name__ == "__main__":
    asyncio.run(main(*map(float, sys.argv[1:])))
