"""The demo exchange as a child: ready line, restart at the same place, no life after its parent's death."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import psutil
import pytest

from app.errors import ExchangeProcessError
from app.exchange_process import ExchangeOptions, ExchangeProcess

ROOT = Path(__file__).resolve().parents[2]


async def market_count(rest: str) -> int:
    async with aiohttp.ClientSession() as http, http.get(f"{rest}/v1/market/all") as answer:
        return len(await answer.json())


async def test_it_starts_answers_and_ends() -> None:
    exchange = ExchangeProcess()
    ready = await exchange.start(ExchangeOptions(seed=3))
    assert urlsplit(ready.rest).hostname == "127.0.0.1"
    assert await market_count(ready.rest) >= 44
    assert ready.secret_key and ready.secret_key not in repr(ready) + repr(exchange)
    await exchange.aclose()
    await exchange.aclose()
    with pytest.raises(aiohttp.ClientConnectionError):
        await market_count(ready.rest)


@pytest.mark.usefixtures("few_markets")
async def test_one_that_died_is_started_again_at_the_same_address_with_the_same_key() -> None:
    exchange = ExchangeProcess()
    options = ExchangeOptions(seed=3)
    first = await exchange.start(options)
    for child in psutil.Process().children():
        child.send_signal(signal.SIGKILL)
    assert await exchange.wait() != 0
    second = await exchange.start(options.again_at(first))
    assert second == first
    assert await market_count(second.rest) >= 44
    await exchange.aclose()


@pytest.mark.usefixtures("few_markets")
async def test_a_port_in_use_is_one_sentence() -> None:
    exchange, other = ExchangeProcess(), ExchangeProcess()
    ready = await exchange.start(ExchangeOptions())
    port = urlsplit(ready.rest).port
    assert port is not None
    with pytest.raises(ExchangeProcessError) as refused:
        await other.start(ExchangeOptions(port=port))
    assert "in use" in refused.value.sentence
    assert "Traceback" not in str(refused.value)
    await exchange.aclose()


@pytest.mark.usefixtures("few_markets")
async def test_a_relative_path_of_its_file_is_relative_to_this_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    exchange = ExchangeProcess()
    await exchange.start(ExchangeOptions(state=Path("demo.db")))
    await exchange.aclose()
    assert (tmp_path / "demo.db").exists()
    assert not (ROOT / "demo.db").exists()


async def test_a_machine_that_starts_no_process_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(ExchangeProcessError) as refused:
        await ExchangeProcess().start(ExchangeOptions())
    assert "No such file" in refused.value.sentence


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_it_dies_with_its_parent_even_by_sigkill() -> None:
    program = (
        "import asyncio\n"
        "from app.exchange_process import ExchangeOptions, ExchangeProcess\n"
        "async def main():\n"
        "    exchange = ExchangeProcess()\n"
        "    await exchange.start(ExchangeOptions())\n"
        "    print(exchange._process.pid, flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    assert psutil.wait_procs([child], timeout=10)[1] == []
