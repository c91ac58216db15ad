"""Closing waits for what is under way, once."""

from __future__ import annotations

import asyncio

from app.trading.due import Due


async def test_it_waits_for_what_is_added_meanwhile_too() -> None:
    due, ended = Due(), []

    async def write() -> None:
        await asyncio.sleep(0)
        ended.append("row")

    async def answer() -> None:
        await asyncio.sleep(0)
        due.add(asyncio.create_task(write()))
        ended.append("answer")

    due.add(asyncio.create_task(answer()))
    await due.drain(10)
    assert ended == ["answer", "row"]
    await due.drain(10)


async def test_it_waits_no_longer_than_that() -> None:
    due, never = Due(), asyncio.Event()
    task = asyncio.create_task(never.wait())
    due.add(task)
    await due.drain(0.01)
    assert not task.done()
    never.set()
    await task
