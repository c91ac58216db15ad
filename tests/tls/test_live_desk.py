"""The whole desk in LIVE mode on Upbit's real name: a live book by TLS, and orders locked without a key."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest

from app.endpoints import Mode
from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.conftest import run_desk as run_desk
from tests.end_to_end.ordering import SECONDS
from tests.tls.gateway import Gateway
from tests.tls.test_upbit_by_name import context as context
from tests.tls.test_upbit_by_name import upbit


@pytest.fixture
def gateway(context: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """The road to Upbit's name, on a loop of its own: it is there before the desk begins."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    def there(work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(60)

    opened = upbit(context, monkeypatch)
    try:
        yield there(opened.__aenter__())
        there(opened.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def test_a_live_desk_shows_upbits_book(run_desk: RunDesk, gateway: Gateway) -> None:
    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        desk = running.workspace
        await running.until(lambda: desk.orderbook._ladder.is_reliable, SECONDS, "a live book")
        await running.until(lambda: running.window.strip.text == "", SECONDS, "nothing to complain of")
        assert not desk.session.broker.ready

    left = run_desk(scenario, {}, mode=Mode.LIVE).left
    # The gateway is in this process, too: its ends of what the desk has closed may be there for a moment.
    assert {**left, "sockets": []} == CLEAN
    assert len(gateway.asked) >= 2
    assert {asked.split()[1] for asked in gateway.asked} == {b"api.upbit.com:443"}
