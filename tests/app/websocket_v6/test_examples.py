"""The examples run against the local exchange, say something, and end by themselves."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.exchange.config import ExchangeConfig
from app.exchange.server import ExchangeServer

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("[a-z]*.py"))


@pytest.fixture
async def rest() -> AsyncIterator[str]:
    server = ExchangeServer(ExchangeConfig(seed=3))
    addresses = await server.start()
    yield addresses.rest
    await server.stop()


async def test_every_example_runs(rest: str) -> None:
    """Each of them in a process of its own, all at once, with every warning an error."""
    programs = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-X", "dev", "-m", f"examples.{name}", "1"),
            cwd=ROOT,
            env={"HOGA_EXCHANGE_URL": rest, "PATH": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in EXAMPLES
    ]
    assert len(programs) >= 3
    for name, program in zip(EXAMPLES, programs, strict=True):
        out, err = await asyncio.wait_for(program.communicate(), 30)
        assert (name, err.decode(), program.returncode) == (name, "", 0)
        assert "KRW-BTC" in out.decode() or "orderbook" in out.decode()
