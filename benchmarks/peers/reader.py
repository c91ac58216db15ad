"""One client reads one kind of frame for a while and prints what it took of the processor for each.

Processor time, of all its processes, says the same on a busy machine as on an idle one; the rate does not.

`python reader.py CLIENT KIND SECONDS FEED_URL REST_URL [SYMBOLS] [IDLE_CLIENTS]`; runs in either environment.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tick = Callable[[], None]


def ticking(seconds: float) -> Tick:
    """Counts its calls from the hundredth on; once the time is up it prints the rate and ends the process.

    At once and hard: some clients cannot close a socket that goes on flooding, or leave children.
    """
    count, began, used = 0, 0.0, 0.0

    def tick() -> None:
        nonlocal count, began, used
        count += 1
        if count == 100:
            began, used = time.perf_counter(), processor_time()
        if count <= 100 or count % 16 or (took := time.perf_counter() - began) < seconds:
            return
        read = count - 100
        found = {"rate": read / took, "cpu": (processor_time() - used) / read * 1e6}
        print(json.dumps(found), flush=True)
        for child in multiprocessing.active_children():
            child.kill()
        os._exit(0)

    return tick


def processor_time() -> float:
    """Seconds of this process and of its living children (user and system, as Linux tells them)."""
    used = time.process_time()
    for child in multiprocessing.active_children():
        fields = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        used += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return used


async def hoga(kind: str, tick: Tick, feed: str, rest: str, symbols: int, idle: int) -> None:
    from app.endpoints import local
    from app.websocket_v6 import GlobalWebSocketManager, WebSocketClient

    await (await GlobalWebSocketManager.get_instance()).initialize(endpoints=local(feed))

    def take(_: Any) -> None:
        tick()

    client = WebSocketClient("reader")
    await getattr(client, f"subscribe_{kind}")([f"KRW-{coin(number)}" for number in range(symbols)], take)
    others = [WebSocketClient(f"idle {number}") for number in range(idle)]
    for number, other in enumerate(others):
        await other.subscribe_candle([f"KRW-N{number}"], print)
    await asyncio.Event().wait()


def coin(number: int) -> str:
    return "BTC" if not number else f"C{number}"


def upbit_sdk(kind: str, tick: Tick, feed: str, rest: str) -> None:
    import upbit

    client = upbit.Upbit(base_url=feed, access_key="a" * 40, secret_key="s" * 40)
    with getattr(client.ws_stream, kind)(["KRW-BTC"]) as stream:
        for _ in stream:
            tick()


async def ccxt(kind: str, tick: Tick, feed: str, rest: str) -> None:
    import ccxt.pro

    class Counting(ccxt.pro.upbit):
        def handle_message(self, client: Any, message: Any) -> None:
            super().handle_message(client, message)
            tick()

    addresses = {"public": rest, "private": rest, "ws": feed.replace("http", "ws") + "/websocket/v1"}
    exchange = Counting({"urls": {"api": addresses}})
    await exchange.load_markets()
    watch = {"ticker": "watch_ticker", "trade": "watch_trades", "orderbook": "watch_order_book"}[kind]
    while True:
        await getattr(exchange, watch)("BTC/KRW")


def pyupbit(kind: str, tick: Tick, feed: str, rest: str) -> None:
    import pyupbit as library
    import websockets

    connect = websockets.connect
    websockets.connect = lambda uri, **options: connect(feed.replace("http", "ws"), **options)
    stream = library.WebSocketManager(kind, ["KRW-BTC"])
    while True:
        stream.get()
        tick()


async def cryptofeed(kind: str, tick: Tick, feed: str, rest: str) -> None:
    import cryptofeed.connection as connection
    from cryptofeed.connection import RestEndpoint, Routes
    from cryptofeed.defines import L2_BOOK, TRADES
    from cryptofeed.exchanges import Upbit

    connect = connection.connect
    connection.connect = lambda address, **options: connect(feed.replace("http", "ws"), **options)
    Upbit.rest_endpoints = [RestEndpoint(rest, routes=Routes("/v1/market/all"))]
    channel = {"trade": TRADES, "orderbook": L2_BOOK}[kind]

    async def hear(*_: Any) -> None:
        tick()

    reader = Upbit(subscription={channel: ["BTC-KRW"]}, callbacks={channel: hear})
    reader.start(asyncio.get_running_loop())
    await asyncio.Event().wait()


def main(name: str, kind: str, seconds: str, feed: str, rest: str, *counts: str) -> None:
    tick = ticking(float(seconds))
    if name == "hoga":
        symbols, idle = map(int, counts or ("1", "0"))
        asyncio.run(hoga(kind, tick, feed, rest, symbols, idle))
    elif name in ("ccxt", "cryptofeed"):
        asyncio.run({"ccxt": ccxt, "cryptofeed": cryptofeed}[name](kind, tick, feed, rest))
    else:
        {"upbit_sdk": upbit_sdk, "pyupbit": pyupbit}[name](kind, tick, feed, rest)


if __name__ == "__main__":
    main(*sys.argv[1:])
