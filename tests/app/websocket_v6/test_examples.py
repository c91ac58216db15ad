"""The examples run against the local exchange, say something, and end by themselves."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer

ROOT = Path(__file__).parents[3]
SAID = {
    "adaptive_trading": "KRW-BTC: simulation",
    "batch_updates": "10 ms: ",
    "changing_symbols": "KRW-XRP",
    "first_price": "KRW-BTC",
    "four_clean_ups": "after shutdown(): 0 subscriptions",
    "market_scanner": "markets, the busiest:",
    "several_types": "orderbook",
    "strategy_bot": "stopped",
    "terminal_orderbook": "KRW-BTC",
}
# Long enough for a first frame on a busy machine; these two run their time several times over.
SECONDS = {"changing_symbols": "2", "batch_updates": "3"}
OTHERWISE = "6"
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("[a-z]*.py"))


@pytest.fixture
async def rest() -> AsyncIterator[str]:
    server = ExchangeServer(ExchangeConfig(seed=3, limited=False))
    addresses = await server.start()
    yield addresses.rest
    await server.stop()


async def test_every_example_runs(rest: str) -> None:
    """K5: each of them in a process of its own, all at once, with every warning an error."""
    programs = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-m", f"examples.{name}", SECONDS.get(name, OTHERWISE)),
            cwd=ROOT,
            env={"HOGA_EXCHANGE_URL": rest, "PATH": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in EXAMPLES
    ]
    assert len(programs) == 9
    for name, program in zip(EXAMPLES, programs, strict=True):
        out, err = await asyncio.wait_for(program.communicate(), 60)
        assert (name, err.decode(), program.returncode) == (name, "", 0)
        assert SAID[name] in out.decode()


async def test_a_bot_ends_gracefully_with_ctrl_c(rest: str) -> None:
    """H7: code 0, nothing on stderr, no task left (a warning would tell)."""
    command = (sys.executable, "-W", "error", "-m", "examples.strategy_bot", "2")
    program = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env={"HOGA_EXCHANGE_URL": rest, "PATH": "", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert program.stdout is not None
    assert b"health" in await asyncio.wait_for(program.stdout.readline(), 30)
    program.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(program.communicate(), 30)
    assert (out.decode().split()[-1], err.decode(), program.returncode) == ("stopped", "", 0)
