"""Blocking work runs beside the loop, and work that hangs keeps nobody."""

import asyncio
import threading

import pytest

from app.threads import in_thread


async def test_its_result_and_its_error_arrive() -> None:
    assert await in_thread(lambda: 42) == 42

    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await in_thread(fail)


def test_the_loop_closes_while_the_work_hangs() -> None:
    release = threading.Event()

    async def wait_a_little() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await in_thread(release.wait)

    asyncio.run(wait_a_little())  # would not return if the thread were waited for
    assert not release.is_set()
    release.set()
