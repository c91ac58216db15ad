"""Closing waits for what is under way, once."""

from __future__ import annotations

import asyncio

from app.tasks import TaskOwner
from app.trading.due import Due


async def test_it_waits_for_what_is_begun_meanwhile_too() -> None:
    due, ended = Due(TaskOwner("test")), []

    async def write() -> None:
        await asyncio.sleep(0)
        ended.append("row")

    async def answer() -> None:
        await asyncio.sleep(0)
        due.start("write", write())
        ended.append("answer")

    due.start("answer", answer())
    await due.drain(10)
    assert ended == ["answer", "row"]
    await due.drain(10)


async def test_it_waits_no_longer_than_that() -> None:
    due, never = Due(TaskOwner("test")), asyncio.Event()
    task = due.start("never", never.wait())
    await due.drain(0.01)
    assert not task.done()
    never.set()
    await task
