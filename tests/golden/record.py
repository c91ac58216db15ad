"""Records the market that the golden pictures show: `python -m tests.golden.record` asks a local exchange.

The same seed is the same market up to the moment of asking, so a new recording needs new pictures.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import aiohttp

RECORDING = Path(__file__).with_name("market.json.gz")
SYMBOL, SEED, SECONDS = "KRW-BTC", 7, 8.0


async def record() -> None:
    """Start an exchange, listen to it for a few seconds, and keep what it said."""
    exchange = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "app.exchange", "--seed", str(SEED), "--no-limits"),
        stdout=asyncio.subprocess.PIPE,
    )
    assert exchange.stdout is not None
    try:
        ready = json.loads(await exchange.stdout.readline())
        async with aiohttp.ClientSession() as session:
            told = await _ask(session, ready["rest"])
            codes = [row["market"] for row in told["markets"] if row["market"].startswith("KRW-")]
            told["frames"] = await _listen(session, ready["public"], codes)
    finally:
        exchange.terminate()
        await exchange.wait()
    RECORDING.write_bytes(gzip.compress(json.dumps(told, ensure_ascii=False).encode(), mtime=0))


async def _ask(session: aiohttp.ClientSession, rest: str) -> dict[str, Any]:
    async def get(path: str, **query: str) -> Any:
        async with session.get(f"{rest}/v1/{path}", params=query) as answer:
            answer.raise_for_status()
            return await answer.json()

    return {
        "markets": await get("market/all", is_details="true"),
        "instruments": await get("orderbook/instruments", markets=SYMBOL),
        "trades": await get("trades/ticks", market=SYMBOL, count="100"),
        "candles": await get("candles/minutes/1", market=SYMBOL, count="200"),
    }


async def _listen(session: aiohttp.ClientSession, address: str, codes: list[str]) -> list[dict[str, Any]]:
    wishes = [{"type": "ticker", "codes": codes}, {"type": "orderbook", "codes": [f"{SYMBOL}.30"]}]
    wishes += [{"type": kind, "codes": [SYMBOL]} for kind in ("trade", "candle.1m")]
    frames: list[dict[str, Any]] = []
    async with session.ws_connect(address) as socket, asyncio.timeout(60):
        await socket.send_json([{"ticket": "golden"}, *wishes])
        until = asyncio.get_running_loop().time() + SECONDS
        while asyncio.get_running_loop().time() < until:
            frames.append(json.loads((await socket.receive()).data))
    return _last_of_each(frames)


def _last_of_each(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every trade and candle, but of tickers and books only the newest, as the desk would show it."""
    newest = {(frame["type"], frame["code"]): frame for frame in frames}
    return [
        frame
        for frame in frames
        if frame["type"] not in ("ticker", "orderbook") or frame is newest[frame["type"], frame["code"]]
    ]


if __name__ == "__main__":
    asyncio.run(record())
