"""G16 on the whole desk: a computer that has slept shows nothing old as live, and is live again soon."""

import time

import pytest

from app.websocket_v6 import GlobalWebSocketManager
from app.websocket_v6.rate_limiter import ConnectPace
from tests.end_to_end.conftest import Play, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import SECONDS

NIGHT = 8 * 3600
STALE_WITHIN, LIVE_WITHIN = 1.0, 4.0
ROOM = 6  # times, for a machine that does much else


def test_after_a_night_of_sleep_prices_are_a_night_old_and_then_live(
    play: Play, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The process keeps the time of its last connect: later desks would wait for this night to pass.
    monkeypatch.setattr(GlobalWebSocketManager, "_pace", ConnectPace())

    async def scenario(running: Running) -> None:
        await running.until(lambda: running.window.workspace is not None, SECONDS, "the panels")
        desk, strip = running.workspace, running.window.strip
        ladder = desk.orderbook._ladder
        await running.until(lambda: ladder.is_reliable, SECONDS, "a book")
        await exchange.told("freeze")
        read = time.clock_gettime
        monkeypatch.setattr(time, "clock_gettime", lambda number: read(number) + NIGHT)
        await running.until(lambda: strip.text and ladder.doubt, STALE_WITHIN * ROOM, "old prices")
        assert not ladder.is_reliable
        for told in (strip.text, ladder.doubt):
            assert "8시간 전" in told, told
        await exchange.told("resume")
        live = "live prices"
        await running.until(lambda: not strip.text and ladder.is_reliable, LIVE_WITHIN * ROOM, live)

    play(scenario)
