"""A task owner names, replaces and ends its tasks, and tells their failures."""

import asyncio
import logging

import pytest

from app.tasks import TaskOwner


async def test_a_newer_task_of_a_name_replaces_the_older() -> None:
    owner = TaskOwner("test")
    done: list[str] = []
    gate = asyncio.Event()

    async def work(label: str) -> None:
        await gate.wait()
        done.append(label)

    owner.start("candles", work("old"))
    newer = owner.start("candles", work("new"))
    gate.set()
    await newer
    assert done == ["new"]
    assert len(owner) == 0


async def test_aclose_cancels_and_waits_for_clean_up() -> None:
    owner = TaskOwner("test")
    cleaned = asyncio.Event()
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.set()

    owner.start(None, work())
    await started.wait()
    await owner.aclose()
    assert cleaned.is_set()
    assert len(owner) == 0


async def test_a_closed_owner_starts_nothing() -> None:
    owner = TaskOwner("test")
    await owner.aclose()
    with pytest.raises(RuntimeError, match="closed"):
        owner.start("late", asyncio.sleep(0))


async def test_aclose_from_inside_a_task_of_its_own_does_not_wait_for_itself() -> None:
    owner = TaskOwner("test")
    task = owner.start("suicide", owner.aclose())
    await asyncio.wait({task}, timeout=5)
    assert task.done()


async def test_a_failure_is_logged_and_told(caplog: pytest.LogCaptureFixture) -> None:
    told: list[tuple[str, BaseException]] = []
    owner = TaskOwner("test", lambda name, error: told.append((name, error)))

    async def fail() -> None:
        raise ValueError("broken")

    with caplog.at_level(logging.ERROR):
        task = owner.start("load", fail())
        await asyncio.wait({task})
    await asyncio.sleep(0)
    assert [(name, str(error)) for name, error in told] == [("load", "broken")]
    assert "test:load" in caplog.text


async def test_cancel_of_an_unknown_name_is_no_error() -> None:
    owner = TaskOwner("test")
    owner.cancel("nothing")
    assert not owner.running("nothing")
