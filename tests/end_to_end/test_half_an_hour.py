"""K4: the desk on its chart view for half an hour; a marked long test, HOGA_MINUTES for another length."""

import asyncio
import logging
import os

import psutil
import pytest

from tests.end_to_end.conftest import CLEAN, RunDesk, Running
from tests.end_to_end.exchange import Exchange
from tests.end_to_end.ordering import ready

MINUTES = int(os.environ.get("HOGA_MINUTES", "30"))
WARM_UP = min(5, MINUTES)  # minutes: tapes and caches are full then
GROWTH_MB_AN_HOUR = 10.0
CUT_EVERY = 10  # minutes


@pytest.mark.long
@pytest.mark.timeout(MINUTES * 60 + 300)
def test_the_desk_lives_on_without_growing(
    run_desk: RunDesk, exchange: Exchange, caplog: pytest.LogCaptureFixture
) -> None:
    """K4: growth below 10 MB/h after the warm-up, no error line, data flowing, a cut every ten minutes."""
    grown = [0.0]

    async def scenario(running: Running) -> None:
        await ready(running, "KRW-BTC")
        before = 0.0
        for minute in range(1, MINUTES + 1):
            await asyncio.sleep(60)
            if minute % CUT_EVERY == 0:
                await exchange.told("cut")
            await another_book(running)
            if minute == WARM_UP:
                before = rss_mb()
        grown[0] = rss_mb() - before

    caplog.set_level(logging.INFO)
    assert run_desk(scenario, exchange.environment("main")).left == CLEAN
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert grown[0] < GROWTH_MB_AN_HOUR * max(MINUTES - WARM_UP, 30) / 60


async def another_book(running: Running) -> None:
    """Data flow: a newer book than the one that is shown now."""
    book = running.workspace.orderbook
    shown = book.book.time_ms if book.book is not None else 0
    await running.until(lambda: book.book is not None and book.book.time_ms > shown, 60, "another book")


def rss_mb() -> float:
    return float(psutil.Process().memory_info().rss / 1e6)
